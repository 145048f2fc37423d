"""What a record's text says: plain edges from the paper, and beside them the evidence."""

from __future__ import annotations

from collections.abc import Iterator

from kg.describe.iris import Iris, part
from kg.describe.quads import Quad, about, decimal, iri, string, typed
from kg.describe.terms import term
from kg.describe.units import qudt
from kg.model import Extraction, Mention, Record, Result, Role
from kg.resolve import Resolution

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
_FIELDS = {"title": "dcterms:title", "abstract": "dcterms:abstract"}


def text(record: Record, extraction: Extraction, resolution: Resolution, iris: Iris) -> Iterator[Quad]:
    """The entities with their roles, the results, and where in the text each stands."""
    graph = iris.record_graph(record.id)
    paper = iris.paper(resolution.paper_of[record.id])
    of_label: dict[str, str] = {}
    for index, entity in enumerate(extraction.entities):
        thing = iris.entity(resolution.entity_of[record.id, index])
        of_label.setdefault(entity.label, thing)
        yield Quad(paper, term("kg:mentions"), thing, graph)
        for role in entity.roles:
            if role is not Role.MENTIONS:
                yield Quad(paper, term(ROLES[role]), thing, graph)
        for mention in entity.mentions:
            yield from _mention(iris.mention(record.id, mention), thing, mention, (paper, graph, iris))
    for number, result in enumerate(extraction.results, 1):
        subject = iris.result(record.id, number)
        yield from _result(subject, result, of_label, (paper, graph))
        yield from _mention(iris.mention(record.id, result.mention), subject, result.mention, (paper, graph, iris))


def _mention(subject: str, body: str, mention: Mention, at: tuple[str, str, Iris]) -> Iterator[Quad]:
    """An annotation of the W3C's Web Annotation model, with the place and the words as selectors."""
    paper, graph, iris = at
    target, position, quoted = part(subject, "target"), part(subject, "position"), part(subject, "quote")
    yield from about(
        subject,
        graph,
        [
            ("rdf:type", term("kg:Mention")),
            ("rdf:type", term("oa:Annotation")),
            ("oa:hasBody", body),
            ("oa:hasTarget", target),
            ("kg:confidence", decimal(mention.confidence)),
            ("prov:wasGeneratedBy", iris.activity(mention.extractor)),
        ],
    )
    yield from about(
        target,
        graph,
        [
            ("rdf:type", term("oa:SpecificResource")),
            ("oa:hasSource", paper),
            ("kg:field", term(_FIELDS[mention.field])),
            ("oa:hasSelector", position),
            ("oa:hasSelector", quoted),
        ],
    )
    yield from about(
        position,
        graph,
        [
            ("rdf:type", term("oa:TextPositionSelector")),
            ("oa:start", typed(str(mention.start), "xsd:nonNegativeInteger")),
            ("oa:end", typed(str(mention.end), "xsd:nonNegativeInteger")),
        ],
    )
    yield from about(quoted, graph, [("rdf:type", term("oa:TextQuoteSelector")), ("oa:exact", string(mention.text))])


def _result(subject: str, result: Result, of_label: dict[str, str], at: tuple[str, str]) -> Iterator[Quad]:
    paper, graph = at
    ranged, standard = result.value_max is not None, qudt(result.unit)
    yield from about(
        subject,
        graph,
        [
            ("rdf:type", term("kg:Result")),
            *(_slot(name, words, of_label) for name, words in (("subject", result.subject), ("metric", result.metric))),
            ("kg:minValue" if ranged else "kg:value", decimal(result.value)),
            ("kg:maxValue", decimal(result.value_max) if result.value_max is not None else None),
            ("kg:unit", string(result.unit) if result.unit else None),
            ("kg:standardUnit", iri(standard) if standard else None),
            ("kg:direction", string(result.direction)),
            ("kg:bound", string(result.bound) if result.bound else None),
            _slot("baseline", result.baseline, of_label),
            *(_slot("context", words, of_label) for words in result.context),
            ("kg:claimedBy", paper),
            ("kg:quote", string(result.quote or result.mention.text)),
        ],
    )


def _slot(name: str, words: str | None, of_label: dict[str, str]) -> tuple[str, str | None]:
    """What fills a slot of a result: the entity of that label, else the words."""
    if words is None:
        return f"kg:{name}", None
    thing = of_label.get(words)
    return (f"kg:{name}", thing) if thing else (f"kg:{name}Text", string(words))
