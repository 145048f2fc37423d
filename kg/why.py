"""Why the graph says something: the sentences that a statement of a paper rests on.

The subject is a paper, or a thing that papers propose, which then speaks for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec import Struct
from pyoxigraph import Literal, NamedNode

from kg import ask
from kg.errors import UnknownName
from kg.sentence import around
from kg.urls import is_url

SLOTS = ("subject", "metric", "baseline", "context")
"""What a result says of things."""
PREDICATES = ("proposes", "evaluatesOn", "comparesWith", "uses", "addresses", "reports", "about", "mentions", *SLOTS)
_PREFIXES = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX kg: <https://w3id.org/paperkg/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX prism: <http://prismstandard.org/namespaces/basic/2.0/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


class Evidence(Struct, frozen=True):
    """One place that a statement rests on: `text[start:end]` of the field is `words`, in `sentence`.

    `method` is `machine` or `human`; `file` and `line` are where the record was read.
    """

    paper: str
    paper_iri: str
    predicate: str
    thing: str
    thing_iri: str
    field: str
    start: int
    end: int
    words: str
    sentence: str
    extractor: str
    version: str
    method: str
    confidence: float
    file: str
    line: int
    mention_iri: str


def why(graph: ask.Graph, subject: str, predicate: str, thing: str) -> list[Evidence]:
    """The evidence, by paper and place; none where the graph does not say so.

    Raises `UnknownName` for a predicate, a subject or a thing that there is not.
    """
    name = _predicate(predicate)
    papers, things = _papers(graph, subject), _things(graph, thing)
    edge = f"?paper kg:{name} ?thing ." if name not in SLOTS else f"?result kg:{name} ?thing ; kg:claimedBy ?paper ."
    body = "?thing" if name not in SLOTS else "?result"
    rows = _rows(
        graph,
        f"""SELECT DISTINCT ?paper ?title ?thing ?label ?field ?start ?end ?words ?text ?quote ?extractor ?version
          ?method ?confidence ?file ?line ?mention WHERE {{
          VALUES ?paper {{ {_iris(papers)} }} VALUES ?thing {{ {_iris(things)} }}
          GRAPH ?record {{
            {edge}
            ?mention oa:hasBody {body} ; oa:hasTarget ?target ; kg:confidence ?confidence ;
              prov:wasGeneratedBy ?activity .
            ?target oa:hasSource ?paper ; kg:field ?property ; oa:hasSelector ?place, ?quoted .
            ?place oa:start ?start ; oa:end ?end . ?quoted oa:exact ?words .
            OPTIONAL {{ ?paper dcterms:title|dcterms:alternative ?headed }}
            OPTIONAL {{ ?paper dcterms:abstract ?abstract }}
            OPTIONAL {{ {body} kg:quote ?quote }}
          }}
          ?paper dcterms:title ?title . ?thing skos:prefLabel ?label . ?activity rdfs:label ?extractor .
          OPTIONAL {{ ?activity owl:versionInfo ?version }} OPTIONAL {{ ?activity kg:extractionMethod ?method }}
          ?record kg:sourceFile ?file ; kg:sourceLine ?line .
          BIND(IF(?property = dcterms:title, "title", "abstract") AS ?field)
          BIND(IF(?property = dcterms:title, ?headed, ?abstract) AS ?text)
        }} ORDER BY ?title ?paper DESC(?field) ?start ?mention""",
    )
    return [_evidence(name, row) for row in rows]


def said(graph: ask.Graph, subject: str, thing: str) -> list[str]:
    """What the graph says between the two, as predicates."""
    rows = _rows(
        graph,
        f"""SELECT DISTINCT ?name WHERE {{
          VALUES ?paper {{ {_iris(_papers(graph, subject))} }} VALUES ?thing {{ {_iris(_things(graph, thing))} }}
          {{ ?paper ?property ?thing }} UNION {{ ?result kg:claimedBy ?paper ; ?property ?thing }}
          FILTER(STRSTARTS(STR(?property), STR(kg:)))
          BIND(STRAFTER(STR(?property), "#") AS ?name)
        }} ORDER BY ?name""",
    )
    return [row["name"] for row in rows]


def instead(graph: ask.Graph, subject: str, thing: str) -> list[Evidence]:
    """The evidence of all that the graph says between the two; that one mentions the other, only where it says no more.

    The order is that of the closest statements first, as papers and results make them.
    """
    names = said(graph, subject, thing)
    closer = [name for name in PREDICATES if name in names and name != "mentions"]
    return [each for name in closer or names for each in why(graph, subject, name, thing)]


def others(graph: ask.Graph, subject: str, predicate: str) -> list[str]:
    """Of which things the graph says this of the subject, by label."""
    name, papers = _predicate(predicate), _iris(_papers(graph, subject))
    edge = f"?paper kg:{name} ?thing" if name not in SLOTS else f"?result kg:{name} ?thing ; kg:claimedBy ?paper"
    rows = _rows(
        graph,
        f"""SELECT DISTINCT ?label WHERE {{
          VALUES ?paper {{ {papers} }} {edge} . ?thing skos:prefLabel ?label
        }} ORDER BY ?label""",
    )
    return [row["label"] for row in rows]


def as_text(found: Iterable[Evidence]) -> Iterator[str]:
    """The evidence for a person to read: each statement once, and under it the sentences and where they stand."""
    for (paper, predicate, thing), places in groupby(found, key=lambda each: (each.paper, each.predicate, each.thing)):
        yield f"{paper}\n  {predicate} {thing}"
        for each in places:
            yield f"    “{each.sentence}”"
            yield (
                f"      {each.words!r}, {each.field} {each.start}-{each.end}, found by {each.extractor} {each.version}"
                f" ({each.method}), confidence {each.confidence:g}, {each.file}:{each.line}"
            )


def _predicate(name: str) -> str:
    folded = {each.lower(): each for each in PREDICATES}
    wanted = name.removeprefix("kg:").replace("-", "").replace("_", "").lower()
    if wanted not in folded:
        raise UnknownName("predicate", name, PREDICATES)
    return folded[wanted]


def _papers(graph: ask.Graph, name: str) -> list[str]:
    """The papers of that title, identifier or IRI, or that propose a thing of that name."""
    found = _named(
        graph,
        name,
        """{ ?found a kg:Paper ; dcterms:title|dcterms:alternative|prism:doi|kg:arxivId|dcterms:identifier ?label }
           UNION { ?found kg:proposes/(skos:prefLabel|skos:altLabel) ?label }""",
        "?found a kg:Paper",
    )
    return found or _unknown(graph, "paper", name, "?x a kg:Paper ; dcterms:title|(kg:proposes/skos:prefLabel) ?label")


def _things(graph: ask.Graph, name: str) -> list[str]:
    """The things of that name or IRI."""
    found = _named(graph, name, "?found a kg:Entity ; skos:prefLabel|skos:altLabel ?label", "?found a kg:Entity")
    return found or _unknown(graph, "thing", name, "?x a kg:Entity ; skos:prefLabel ?label")


def _named(graph: ask.Graph, name: str, pattern: str, by_iri: str) -> list[str]:
    wanted = Literal(" ".join(name.split()))
    if is_url(name):
        return [
            row["found"]
            for row in _rows(graph, f"SELECT ?found WHERE {{ VALUES ?found {{ {_iris([name])} }} {by_iri} }}")
        ]
    rows = _rows(
        graph,
        f"""SELECT DISTINCT ?found WHERE {{
          VALUES ?wanted {{ {wanted} }} {pattern} FILTER(LCASE(STR(?label)) = LCASE(?wanted))
        }} ORDER BY ?found""",
    )
    return [row["found"] for row in rows]


def _unknown(graph: ask.Graph, kind: str, name: str, pattern: str) -> list[str]:
    known = _rows(graph, f"SELECT DISTINCT ?label WHERE {{ {pattern} }} LIMIT 20000")
    raise UnknownName(kind, name, [row["label"] for row in known])


def _evidence(predicate: str, row: dict[str, str]) -> Evidence:
    start, end, text = int(row["start"]), int(row["end"]), row.get("text") or ""
    return Evidence(
        paper=row["title"],
        paper_iri=row["paper"],
        predicate=predicate,
        thing=row["label"],
        thing_iri=row["thing"],
        field=row["field"],
        start=start,
        end=end,
        words=row["words"],
        sentence=row.get("quote") or (around(text, start, end) if text[start:end] == row["words"] else row["words"]),
        extractor=row["extractor"],
        version=row.get("version") or "",
        method=row.get("method") or "",
        confidence=float(row["confidence"]),
        file=row["file"],
        line=int(row["line"]),
        mention_iri=row["mention"],
    )


def _iris(values: Iterable[str]) -> str:
    return " ".join(str(NamedNode(value)) for value in values)


def _rows(graph: ask.Graph, sparql: str) -> list[dict[str, str]]:
    """The rows as texts, by column."""
    answer = graph.answer(_PREFIXES + sparql)
    assert isinstance(answer, ask.Table)  # noqa: S101 the text is a SELECT
    return [{name: str(value) for name, value in row.items() if value is not None} for row in answer.plain()]
