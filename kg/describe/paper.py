"""A record as a paper, with its authorships.

Where several records are of one paper, the title and date of the preferred one are the
paper's; what the others state otherwise is `dcterms:alternative` and `dcterms:date`, in
their own graphs.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.describe.iris import Iris
from kg.describe.quads import Quad, about, boolean, decimal, integer, iri, string, typed
from kg.describe.terms import term
from kg.model import Extraction, Identifier, Key, Name, PartialDate, Record, RecordId
from kg.resolve import Resolution
from kg.resolve.papers import key_of
from kg.urls import is_url

_DATES = {1: "xsd:gYear", 2: "xsd:gYearMonth", 3: "xsd:date"}
_IDENTIFIERS = {
    "doi": "prism:doi",
    "arxiv": "kg:arxivId",
    "pmid": "fabio:hasPubMedId",
    "pmcid": "fabio:hasPubMedCentralId",
}
_KINDS = {
    "article-journal": "fabio:JournalArticle",
    "paper-conference": "fabio:ConferencePaper",
    "chapter": "fabio:BookChapter",
    "book": "fabio:Book",
    "thesis": "fabio:Thesis",
    "dataset": "schema:Dataset",
    "article": "fabio:Preprint",
    "preprint": "fabio:Preprint",
}
"""Classes for the types of CSL."""


def paper(record: Record, extraction: Extraction, resolution: Resolution, iris: Iris) -> Iterator[Quad]:
    """What a record states of its paper: title, date, category, venue, pages, identifiers, references, authors."""
    graph, key = iris.record_graph(record.id), resolution.paper_of[record.id]
    subject, preferred = iris.paper(key), resolution.preferred[key] == record.id
    filed, venue = resolution.subject_of.get(record.id), resolution.venue_of.get(record.id)
    code = [link.url for link in extraction.links if link.kind == "code"]
    pages = [*record.urls, *(link.url for link in extraction.links if link.kind == "page")]
    yield from about(
        subject,
        graph,
        [
            *(("rdf:type", term(kind)) for kind in ("kg:Paper", "fabio:ResearchPaper", "schema:ScholarlyArticle")),
            ("dcterms:title" if preferred else "dcterms:alternative", string(record.title)),
            ("dcterms:abstract", string(record.abstract) if record.abstract else None),
            ("dcterms:issued" if preferred else "dcterms:date", issued(record.date) if record.date else None),
            ("kg:dateInferred", boolean(record.date_inferred) if record.date and preferred else None),
            ("kg:authorListComplete", boolean(not record.authors_truncated) if preferred else None),
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
    yield from about(subject, graph, _published(record, iris))
    yield from _authorships(record, resolution, (subject, key), iris)


def _published(record: Record, iris: Iris) -> Iterator[tuple[str, str | None]]:
    """Where and how it was published, what it cites, and how often it is cited."""
    kind = _KINDS.get(record.type or "")
    yield "rdf:type", term(kind) if kind else None
    for name, value in (
        ("prism:volume", record.volume),
        ("prism:number", record.issue),
        ("prism:pageRange", record.pages),
        ("dc:publisher", record.publisher),
        ("dc:language", record.language),
    ):
        yield name, string(value) if value else None
    yield from (("prism:issn", string(each)) for each in record.issn)
    yield from (("prism:isbn", string(each)) for each in record.isbn)
    yield from (("dc:subject", string(each)) for each in record.fields)
    if record.license:
        yield (
            ("dcterms:license", iri(record.license))
            if is_url(record.license)
            else ("dc:rights", string(record.license))
        )
    yield "kg:retracted", boolean(record.retracted) if record.retracted else None
    if record.citations:
        yield "kg:timesCited", integer(record.citations.count)
        yield "kg:timesCitedOn", issued(record.citations.as_of) if record.citations.as_of else None
    yield from (("cito:cites", iris.paper(key_of(each))) for each in record.references)


def _identifier(identifier: Identifier) -> tuple[str, str]:
    """The property for the identifier's scheme and its value; of a scheme that has none, `scheme:value`."""
    name = _IDENTIFIERS.get(identifier.scheme)
    return (name, string(identifier.value)) if name else ("dcterms:identifier", string(str(identifier)))


def issued(date: PartialDate) -> str:
    """The date as a literal of the datatype that its precision asks for."""
    text = str(date)
    return typed(text, _DATES[text.count("-") + 1])


def _authorships(record: Record, resolution: Resolution, paper_at: tuple[str, Key], iris: Iris) -> Iterator[Quad]:
    """The record's authors, but for those whom the paper's preferred record has as well."""
    subject, key = paper_at
    preferred = resolution.preferred[key]
    known = set() if preferred == record.id else set(_persons(preferred, resolution))
    listed = [*enumerate(record.authors, 1), *((-n, name) for n, name in enumerate(record.unlisted_authors, 1))]
    for position, name in listed:
        person = resolution.person_of[record.id, position]
        if person not in known:
            place = (iris.record_graph(record.id), iris.authorship(record.id, position), position)
            yield from _authorship(subject, iris.person(person), name, place)


def _persons(record: RecordId, resolution: Resolution) -> Iterator[Key]:
    """The persons who are authors of a record."""
    for step in (1, -1):
        position = step
        while person := resolution.person_of.get((record, position)):
            yield person
            position += step


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
            ("foaf:familyName", string(name.family) if name.family else None),
            *(("kg:affiliation", string(each.name)) for each in name.affiliations),
        ],
    )
