"""A record as a paper, with its authorships.

Where several records are of one paper, the title and date of the preferred one are the
paper's; what the others state otherwise is `dcterms:alternative` and `dcterms:date`, in
their own graphs.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, count, repeat

from kg.describe.elsewhere import institution, of_paper
from kg.describe.iris import Iris
from kg.describe.quads import boolean, decimal, facts, integer, iri, string, typed
from kg.describe.terms import term
from kg.model import Extraction, Identifier, Name, PartialDate, Record
from kg.resolve import Placement
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


def paper(record: Record, extraction: Extraction, placed: Placement, iris: Iris) -> list[str]:
    """What a record states of its paper: title, date, category, venue, pages, identifiers, references, authors."""
    graph, subject = iris.record_graph(record.id), iris.paper(placed.paper)
    said = chain(_bibliographic(record, extraction, placed, iris), _published(record, placed, iris))
    return [*facts(subject, graph, said), *_authorships(record, placed, iris)]


def _bibliographic(
    record: Record, extraction: Extraction, placed: Placement, iris: Iris
) -> Iterator[tuple[str, str | None]]:
    """What it is, where it is filed and found, and by what it is known."""
    preferred = placed.preferred
    code = [link.url for link in extraction.links if link.kind == "code"]
    pages = [*record.urls, *(link.url for link in extraction.links if link.kind == "page")]
    yield from (("rdf:type", term(kind)) for kind in ("kg:Paper", "fabio:ResearchPaper", "schema:ScholarlyArticle"))
    yield "dcterms:title" if preferred else "dcterms:alternative", string(record.title)
    yield "dcterms:abstract", string(record.abstract) if record.abstract else None
    yield "dcterms:issued" if preferred else "dcterms:date", issued(record.date) if record.date else None
    yield "kg:dateInferred", boolean(record.date_inferred) if record.date and preferred else None
    yield "kg:authorListComplete", boolean(not record.authors_truncated) if preferred else None
    yield "dcterms:subject", iris.entity(placed.subject) if placed.subject else None
    yield "dcterms:isPartOf", iris.entity(placed.venue) if placed.venue else None
    yield "kg:hasCode", boolean(record.code or bool(code)) if record.code is not None or code else None
    yield from (("kg:codeRepository", iri(url)) for url in code)
    yield from (("foaf:page", iri(url)) for url in pages)
    yield "kg:score", decimal(record.score) if record.score is not None else None
    yield from map(_identifier, record.identifiers)
    yield from filter(None, map(of_paper, record.identifiers))
    yield from (("prism:keyword", string(keyword)) for keyword in record.keywords)


def _published(record: Record, placed: Placement, iris: Iris) -> Iterator[tuple[str, str | None]]:
    """Where and how it was published, what it cites, and how often it is cited."""
    kind = _KINDS.get(record.type or "")
    yield "rdf:type", term(kind) if kind else None
    for name, value in (
        ("prism:publicationName", record.venue),
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
    yield from (("cito:cites", iris.paper(key)) for key in placed.cites)


def _identifier(identifier: Identifier) -> tuple[str, str]:
    """The property for the identifier's scheme and its value; of a scheme that has none, `scheme:value`."""
    name = _IDENTIFIERS.get(identifier.scheme)
    return (name, string(identifier.value)) if name else ("dcterms:identifier", string(str(identifier)))


def issued(date: PartialDate) -> str:
    """The date as a literal of the datatype that its precision asks for."""
    text = str(date)
    return typed(text, _DATES[text.count("-") + 1])


def _authorships(record: Record, placed: Placement, iris: Iris) -> Iterator[str]:
    """The record's authors, but for those whom the paper's preferred record has as well."""
    subject, graph = iris.paper(placed.paper), iris.record_graph(record.id)
    listed = zip(count(1), record.authors, placed.authors, strict=False)
    unlisted = zip(count(-1, -1), record.unlisted_authors, placed.unlisted, strict=False)
    places = chain(placed.affiliations, repeat(()))
    for (position, name, key), organizations in zip(chain(listed, unlisted), places, strict=False):
        if key not in placed.known:
            person, authorship = iris.person(key), iris.authorship(record.id, position)
            yield from facts(subject, graph, [("dcterms:creator", person), ("kg:authorship", authorship)])
            yield from facts(authorship, graph, _authorship(person, name, position))
            yield from facts(authorship, graph, (("kg:organization", iris.entity(each)) for each in organizations))


def _authorship(person: str, name: Name, position: int) -> Iterator[tuple[str, str | None]]:
    yield "rdf:type", term("kg:Authorship")
    yield "kg:person", person
    yield "kg:position", integer(position) if position > 0 else None
    yield "kg:nameAsWritten", string(name.name)
    yield "foaf:familyName", string(name.family) if name.family else None
    yield from (("kg:affiliation", string(each.name)) for each in name.affiliations)
    yield from (institution(each.ror) for each in name.affiliations if each.ror)
