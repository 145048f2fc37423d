"""A record as a paper, with its authorships."""

from __future__ import annotations

from collections.abc import Iterator

from kg.describe.iris import Iris
from kg.describe.quads import Quad, about, boolean, decimal, integer, iri, string, typed
from kg.describe.terms import term
from kg.model import Extraction, Identifier, Name, PartialDate, Record
from kg.resolve import Resolution

_DATES = {1: "xsd:gYear", 2: "xsd:gYearMonth", 3: "xsd:date"}
_IDENTIFIERS = {"doi": "prism:doi", "arxiv": "kg:arxivId"}


def paper(record: Record, extraction: Extraction, resolution: Resolution, iris: Iris) -> Iterator[Quad]:
    """What a record states of its paper: title, date, category, venue, pages, identifiers, authors."""
    graph = iris.record_graph(record.id)
    subject = iris.paper(resolution.paper_of[record.id])
    filed, venue = resolution.subject_of.get(record.id), resolution.venue_of.get(record.id)
    code = [link.url for link in extraction.links if link.kind == "code"]
    pages = [*record.urls, *(link.url for link in extraction.links if link.kind == "page")]
    yield from about(
        subject,
        graph,
        [
            *(("rdf:type", term(kind)) for kind in ("kg:Paper", "fabio:ResearchPaper", "schema:ScholarlyArticle")),
            ("dcterms:title", string(record.title)),
            ("dcterms:abstract", string(record.abstract) if record.abstract else None),
            ("dcterms:issued", issued(record.date) if record.date else None),
            ("kg:dateInferred", boolean(record.date_inferred) if record.date else None),
            ("kg:authorListComplete", boolean(not record.authors_truncated)),
            ("dcterms:subject", iris.entity(filed) if filed else None),
            ("dcterms:isPartOf", iris.entity(venue) if venue else None),
            ("kg:hasCode", boolean(record.code or bool(code)) if record.code is not None or code else None),
            *(("kg:codeRepository", iri(url)) for url in code),
            *(("foaf:page", iri(url)) for url in pages),
            ("kg:score", decimal(record.score) if record.score is not None else None),
            *(_identifier(each) for each in record.identifiers),
            *(("prism:keyword", string(keyword)) for keyword in record.keywords),
        ],
    )
    listed = [*enumerate(record.authors, 1), *((-n, name) for n, name in enumerate(record.unlisted_authors, 1))]
    for position, name in listed:
        person = iris.person(resolution.person_of[record.id, position])
        yield from _authorship(subject, person, name, (graph, iris.authorship(record.id, position), position))


def _identifier(identifier: Identifier) -> tuple[str, str]:
    """The property for the identifier's scheme and its value; of a scheme that has none, `scheme:value`."""
    name = _IDENTIFIERS.get(identifier.scheme)
    return (
        (name, string(identifier.value))
        if name
        else ("dcterms:identifier", string(f"{identifier.scheme}:{identifier.value}"))
    )


def issued(date: PartialDate) -> str:
    """The date as a literal of the datatype that its precision asks for."""
    text = str(date)
    return typed(text, _DATES[text.count("-") + 1])


def _authorship(paper: str, person: str, name: Name, at: tuple[str, str, int]) -> Iterator[Quad]:
    graph, subject, position = at
    yield from about(paper, graph, [("dcterms:creator", person), ("kg:authorship", subject)])
    yield from about(
        subject,
        graph,
        [
            ("rdf:type", term("kg:Authorship")),
            ("kg:person", person),
            ("kg:position", integer(position) if position > 0 else None),
            ("kg:nameAsWritten", string(name.name)),
            ("kg:affiliation", string(name.affiliation) if name.affiliation else None),
        ],
    )
