"""Works of OpenAlex: an API page, a single work, or a work a line as in the snapshot.

https://docs.openalex.org/api-entities/works/work-object. The abstract is put together
again from its inverted index. The preprint is another version of the work, unless the
work is nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from msgspec import Struct

from kg.model import Affiliation, Identifier, Name, Reading, Rejected, Source
from kg.read._dates import date_of
from kg.read._draft import Draft
from kg.read._json import begins, objects
from kg.read._markup import plain
from kg.read._text import Head, one_line

if TYPE_CHECKING:
    from kg.read import Settings

TITLE = "OpenAlex works: API page, single work, or snapshot lines"
SUFFIXES = (".json", ".jsonl")
CARRIES = (
    "title", "authors", "orcid", "affiliations", "ror", "date", "type", "venue", "volume", "issue", "pages",
    "publisher", "issn", "abstract", "keywords", "fields", "identifiers", "versions", "references", "citations",
    "urls", "language", "license", "retracted",
)  # fmt: skip

_WRAPPERS = (("results", "*"),)
_TYPES = {
    "article": "article-journal", "journal-article": "article-journal", "review": "article-journal",
    "proceedings-article": "paper-conference", "preprint": "article", "posted-content": "article", "book": "book",
    "monograph": "book", "book-chapter": "chapter", "dissertation": "thesis", "dataset": "dataset", "report": "report",
    "editorial": "article-journal", "letter": "article-journal", "erratum": "article-journal", "standard": "standard",
    "reference-entry": "entry", "peer-review": "review", "software": "software", "paratext": "document",
    "other": "document", "libguides": "document", "supplementary-materials": "document", "retraction": "document",
}  # fmt: skip
_PASSED = frozenset((
    "abstract_inverted_index_v3", "alternate_host_venues", "apc_list", "apc_paid", "authors_count", "awards",
    "best_oa_location", "cited_by_api_url", "cited_by_percentile_year", "citation_normalized_percentile",
    "cited_by_count_sum", "concepts", "content_urls", "corresponding_author_ids", "corresponding_institution_ids",
    "countries_distinct_count", "counts_by_year", "created_date", "datasets", "doi_registration_agency", "fulltext",
    "fulltext_origin", "funders", "fwci", "grants", "has_abstract", "has_content", "has_fulltext", "indexed_in",
    "institution_assertions", "institutions", "institutions_distinct_count", "is_authors_truncated", "is_in_doaj",
    "is_oa", "is_paratext", "is_xpac", "locations_count", "mesh", "ngrams_url", "open_access", "primary_topic",
    "referenced_works_count", "related_works", "relevance_score", "summary_stats", "sustainable_development_goals",
    "title_display", "topics_count", "type_crossref", "type_id", "versions",
))  # fmt: skip
"""Keys that are known and not carried."""


class _Organisation(Struct):
    display_name: str | None = None
    ror: str | None = None


_AUTHOR = re.compile(r"A[0-9]+$")


class _Person(Struct):
    id: str | None = None
    display_name: str | None = None
    orcid: str | None = None


class _Authorship(Struct):
    author: _Person | None = None
    raw_author_name: str | None = None
    raw_affiliation_strings: list[str] | None = None
    raw_orcid: str | None = None
    institutions: list[_Organisation] | None = None


class _Venue(Struct):
    display_name: str | None = None
    host_organization_name: str | None = None
    publisher: str | None = None
    issn: list[str] | None = None
    issn_l: str | None = None
    type: str | None = None


class _Location(Struct):
    landing_page_url: str | None = None
    source: _Venue | None = None
    license: str | None = None
    raw_source_name: str | None = None


class _Biblio(Struct):
    volume: str | None = None
    issue: str | None = None
    first_page: str | None = None
    last_page: str | None = None


class _Topic(Struct):
    display_name: str | None = None
    field: dict[str, Any] | None = None


class _Keyword(Struct):
    display_name: str | None = None
    keyword: str | None = None


class _Work(Struct):
    id: str | None = None
    doi: str | None = None
    title: str | None = None
    display_name: str | None = None
    publication_year: int | None = None
    publication_date: str | None = None
    ids: dict[str, Any] | None = None
    language: str | None = None
    primary_location: _Location | None = None
    host_venue: _Venue | None = None
    locations: list[_Location] | None = None
    type: str | None = None
    authorships: list[_Authorship] | None = None
    biblio: _Biblio | None = None
    is_retracted: bool | None = None
    topics: list[_Topic] | None = None
    keywords: list[_Keyword] | None = None
    referenced_works: list[str] | None = None
    abstract_inverted_index: dict[str, list[int]] | None = None
    cited_by_count: int | None = None
    updated_date: str | None = None


_KNOWN = frozenset(_Work.__struct_fields__) | _PASSED


def is_mine(head: Head) -> bool:
    """Whether the first object's id is an OpenAlex work, or it has an inverted index of its abstract."""
    found = begins(head, *_WRAPPERS)
    return "openalex.org/W" in found.get("id", "") or "abstract_inverted_index" in found


def readings(stream: BinaryIO, settings: Settings) -> Iterator[Reading]:
    """A record a work."""
    for each in objects(stream, settings.name, _Work, *_WRAPPERS):
        yield from [each] if isinstance(each, Rejected) else _drafted(*each).readings()


def _drafted(work: _Work, found: dict[str, object], source: Source) -> Draft:
    draft = Draft(source, f"{work.id} {work.doi}")
    draft.state(
        title=plain(work.title or work.display_name or ""),
        abstract=abstract(work.abstract_inverted_index or {}),
        language=work.language,
        type=_TYPES.get(work.type or ""),
        retracted=work.is_retracted or None,
    )
    if work.type and work.type not in _TYPES:
        draft.leave("type", work.type)
    draft.date(work.publication_date or work.publication_year)
    draft.cited(work.cited_by_count, date_of(work.updated_date or ""))
    _identifiers(draft, work)
    for each in work.authorships or ():
        _author(draft, each)
    _venue(draft, work)
    draft.add("keywords", [each.display_name or each.keyword or "" for each in work.keywords or ()])
    names = [str((topic.field or {}).get("display_name") or "") for topic in work.topics or ()]
    draft.add("fields", [*names, *(topic.display_name or "" for topic in work.topics or ())])
    for cited in work.referenced_works or ():
        draft.refer("openalex", cited)
    draft.leave_rest(found, _KNOWN)
    return draft


def abstract(index: dict[str, list[int]]) -> str:
    """The text of an inverted index: each word at its places.

    >>> abstract({"a": [0, 2], "rose": [3], "is": [1]})
    'a is a rose'
    """
    places = sorted((place, word) for word, found in index.items() for place in found)
    return one_line(" ".join(word for _, word in places))


def _identifiers(draft: Draft, work: _Work) -> None:
    ids = work.ids or {}
    for scheme in ("openalex", "doi", "pmid", "pmcid"):
        for text in dict.fromkeys(str(each) for each in (getattr(work, scheme, None), ids.get(scheme)) if each):
            draft.identify(scheme, text)
    draft.identify("openalex", work.id)
    first = work.primary_location.landing_page_url if work.primary_location else None
    for place in work.locations or ():
        address = place.landing_page_url or ""
        if "arxiv.org/abs/" in address and address != first and not draft.has("versions"):
            draft.version("preprint", "arxiv", address)
    if first and "arxiv.org/abs/" in first:
        draft.identify("arxiv", first)
    draft.page(first)


def _author(draft: Draft, authorship: _Authorship) -> None:
    person = authorship.author or _Person()
    known = [draft.affiliation(each.display_name or "", each.ror) for each in authorship.institutions or ()]
    written = [Affiliation(one_line(text)) for text in authorship.raw_affiliation_strings or ()]
    name = Name(plain(authorship.raw_author_name or person.display_name or ""))
    own = [Identifier("openalex", found[0])] if (found := _AUTHOR.search(person.id or "")) else []
    draft.author(name, person.orcid or authorship.raw_orcid, [each for each in known if each.name] or written, own)


def _venue(draft: Draft, work: _Work) -> None:
    place, biblio = work.primary_location or _Location(), work.biblio or _Biblio()
    venue = place.source or work.host_venue or _Venue()
    pages = [page for page in (biblio.first_page, biblio.last_page) if page]
    draft.state(
        venue=plain(venue.display_name or place.raw_source_name or ""),
        publisher=venue.host_organization_name or venue.publisher,
        volume=biblio.volume,
        issue=biblio.issue,
        pages="-".join(dict.fromkeys(pages)),
        license=place.license,
    )
    for number in dict.fromkeys([*(venue.issn or ()), *([venue.issn_l] if venue.issn_l else [])]):
        draft.number("issn", number)
