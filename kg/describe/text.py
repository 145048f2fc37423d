"""What a record's text says: plain edges from the paper, and beside them the evidence.

Evidence is four fifths of a graph: its lines are made whole, from words that are the same for all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from msgspec import Struct

from kg.describe.iris import Iris
from kg.describe.quads import decimal, facts, iri, string
from kg.describe.terms import term
from kg.describe.units import qudt
from kg.extract._unit import unit_name
from kg.model import Extraction, Mention, Record, Result, Role
from kg.resolve import Placement

ROLES = {
    Role.PROPOSES: "kg:proposes",
    Role.EVALUATES_ON: "kg:evaluatesOn",
    Role.COMPARES_WITH: "kg:comparesWith",
    Role.USES: "kg:uses",
    Role.ADDRESSES: "kg:addresses",
    Role.REPORTS: "kg:reports",
    Role.ABOUT: "kg:about",
    Role.MENTIONS: "kg:mentions",
}
BESIDE = 32
"""So many characters before and behind words tell them from the same words elsewhere."""
FIELDS = {"title": "dcterms:title", "abstract": "dcterms:abstract"}


def text(record: Record, extraction: Extraction, placed: Placement, iris: Iris, *, evidence: bool) -> list[str]:
    """The pieces on the entities with their roles, the results, and, as `evidence`, where in the text each stands."""
    graph, paper = iris.record_graph(record.id), iris.paper(placed.paper)
    things = [iris.entity(key) for key in placed.entities]
    lines = _edges(paper, graph, extraction, things)
    results = [iris.result(record.id, number) for number in range(1, len(extraction.results) + 1)]
    of_label: dict[str, str] = {}
    for entity, thing in zip(extraction.entities, things, strict=True):
        of_label.setdefault(entity.label, thing)
    for subject, result in zip(results, extraction.results, strict=True):
        lines += facts(subject, graph, _result(result, of_label, paper))
    if evidence and (extraction.entities or extraction.results):
        about = [(thing, "", each) for at, thing in enumerate(things) for each in extraction.entities[at].mentions]
        claims = enumerate(zip(results, extraction.results, strict=True), 1)
        about += [(subject, f"-result-{number}", each.mention) for number, (subject, each) in claims]
        pieces = _mentions(about, record, (iris.mentions(record.id), paper, graph), iris)
        alone = len({_place(each) for each in about}) == len(about)
        lines += ["".join(sorted(pieces))] if alone else [f"{each}\n" for each in "".join(pieces).split("\n")[:-1]]
    return lines


def _place(about: tuple[str, str, Mention]) -> str:
    _, suffix, mention = about
    return f"{mention.field}-{mention.start}-{mention.end}{suffix}/"


def _edges(paper: str, graph: str, extraction: Extraction, things: list[str]) -> list[str]:
    """That the paper mentions each thing, and more closely what it does with it."""
    return [
        f"{paper} {term(ROLES[role])} {thing} {graph} .\n"
        for entity, thing in zip(extraction.entities, things, strict=True)
        for role in {Role.MENTIONS, *entity.roles}
    ]


def _mentions(
    about: Iterable[tuple[str, str, Mention]], record: Record, at: tuple[str, str, str], iris: Iris
) -> list[str]:
    """Annotations of the W3C's Web Annotation model, with the place and the words as selectors.

    The same words may name a thing and claim a result: what is claimed has a suffix to its name.
    Words that stand in the field more than once are told apart by what stands before and behind them.
    Lines that nothing can come between when all are sorted are one piece.
    """
    stem, paper, graph = at
    words, end = _words(), f" {graph} .\n"
    pieces: list[str] = []
    for body, suffix, mention in about:
        name = f"{stem}{mention.field}-{mention.start}-{mention.end}{suffix}"
        subject, target, position, quoted = f"{name}>", f"{name}/target>", f"{name}/position>", f"{name}/quote>"
        place = (  # each in the order of its characters
            f"{position} {words.type}{words.places}{end}"
            f'{position} {words.stop}"{mention.end}"{words.counted}{end}'
            f'{position} {words.start}"{mention.start}"{words.counted}{end}'
            f"{quoted} {words.type}{words.quotes}{end}"
            f"{quoted} {words.exact}{string(mention.text)}{end}"
            f"{_around(quoted, getattr(record, mention.field), mention, end)}"
            f"{target} {words.type}{words.resource}{end}"
            f"{target} {words.selector}{position}{end}"
            f"{target} {words.selector}{quoted}{end}"
            f"{target} {words.source}{paper}{end}"
            f"{target} {words.field[mention.field]}{end}"
        )
        annotation = (
            f"{subject} {words.type}{words.annotation}{end}"
            f"{subject} {words.type}{words.mention}{end}"
            f"{subject} {words.body}{body}{end}"
            f"{subject} {words.target}{target}{end}"
            f"{subject} {words.generated}{iris.activity(mention.extractor)}{end}"
            f"{subject} {words.confidence}{decimal(mention.confidence)}{end}"
        )
        pieces += place, annotation
    return pieces


def _around(quoted: str, text: str, mention: Mention, end: str) -> str:
    """What stands beside words that the text has more than once, as lines."""
    if text.count(mention.text) < 2:
        return ""
    words, start = _words(), max(mention.start - BESIDE, 0)
    before, behind = text[start : mention.start], text[mention.end : mention.end + BESIDE]
    prefix = f"{quoted} {words.prefix}{string(before)}{end}" if before else ""
    return prefix + (f"{quoted} {words.suffix}{string(behind)}{end}" if behind else "")


def _result(result: Result, of_label: dict[str, str], paper: str) -> Iterator[tuple[str, str | None]]:
    """What a result says, property by property."""
    ranged, unit = result.value_max is not None, unit_name(result.unit or "")
    standard = qudt(unit)
    yield "rdf:type", term("kg:Result")
    yield _slot("subject", result.subject, of_label)
    yield _slot("metric", result.metric, of_label)
    yield "kg:minValue" if ranged else "kg:value", decimal(result.value)
    yield "kg:maxValue", decimal(result.value_max) if result.value_max is not None else None
    yield "kg:unit", string(unit) if unit else None
    yield "kg:standardUnit", iri(standard) if standard else None
    yield "kg:direction", string(result.direction)
    yield "kg:bound", string(result.bound) if result.bound else None
    yield _slot("baseline", result.baseline, of_label)
    yield from (_slot("context", words, of_label) for words in result.context)
    yield "kg:claimedBy", paper
    yield "kg:quote", string(result.quote or result.mention.text)


def _slot(name: str, words: str | None, of_label: dict[str, str]) -> tuple[str, str | None]:
    """What fills a slot of a result: the entity of that label, else the words."""
    if words is None:
        return f"kg:{name}", None
    thing = of_label.get(words)
    return (f"kg:{name}", thing) if thing else (f"kg:{name}Text", string(words))


class _Words(Struct, frozen=True):
    """Predicates, each with a blank behind it, and classes, as the lines of a mention need them."""

    type: str
    body: str
    target: str
    confidence: str
    generated: str
    source: str
    selector: str
    start: str
    stop: str
    exact: str
    prefix: str
    suffix: str
    field: dict[str, str]
    mention: str
    annotation: str
    resource: str
    places: str
    quotes: str
    counted: str


@cache
def _words() -> _Words:
    predicates = {
        "type": "rdf:type", "body": "oa:hasBody", "target": "oa:hasTarget", "confidence": "kg:confidence",
        "generated": "prov:wasGeneratedBy", "source": "oa:hasSource", "selector": "oa:hasSelector",
        "start": "oa:start", "stop": "oa:end", "exact": "oa:exact",
        "prefix": "oa:prefix", "suffix": "oa:suffix",
    }  # fmt: skip
    classes = {
        "mention": "kg:Mention", "annotation": "oa:Annotation", "resource": "oa:SpecificResource",
        "places": "oa:TextPositionSelector", "quotes": "oa:TextQuoteSelector",
    }  # fmt: skip
    return _Words(
        **{name: f"{term(of)} " for name, of in predicates.items()},
        field={name: f"{term('kg:field')} {term(of)}" for name, of in FIELDS.items()},
        **{name: term(of) for name, of in classes.items()},
        counted=f"^^{term('xsd:nonNegativeInteger')}",
    )
