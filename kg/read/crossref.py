"""Works of Crossref: an API answer, a list of works, a single work, or a work a line as in the public data file.

https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec
from msgspec import Struct

from kg.model import Name, PartialDate, Reading, Rejected, Source
from kg.read._dates import of_parts as date_of_parts
from kg.read._draft import Draft
from kg.read._json import begins, objects
from kg.read._markup import paragraphs, plain
from kg.read._names import of_parts
from kg.read._text import Head, one_line

if TYPE_CHECKING:
    from kg.read import Settings

TITLE = "Crossref works: API answer, list of works, or lines"
SUFFIXES = (".json", ".jsonl")
CARRIES = (
    "title", "authors", "orcid", "affiliations", "ror", "date", "type", "venue", "series", "volume", "issue", "pages",
    "publisher", "issn", "isbn", "abstract", "keywords", "identifiers", "versions", "references", "citations", "urls",
    "language", "license", "retracted",
)  # fmt: skip

_WRAPPERS = (("message", "items", "*"), ("items", "*"), ("message",))
_TYPES = {
    "journal-article": "article-journal", "proceedings-article": "paper-conference", "book-chapter": "chapter",
    "book-section": "chapter", "book-part": "chapter", "book-track": "chapter", "book": "book", "monograph": "book",
    "edited-book": "book", "reference-book": "book", "book-set": "book", "book-series": "book", "proceedings": "book",
    "proceedings-series": "book", "journal": "periodical", "journal-issue": "periodical",
    "journal-volume": "periodical", "posted-content": "article", "dissertation": "thesis", "report": "report",
    "report-series": "report", "report-component": "report", "dataset": "dataset", "database": "dataset",
    "component": "document", "peer-review": "review", "standard": "standard", "standard-series": "standard",
    "reference-entry": "entry", "grant": "document", "other": "document",
}  # fmt: skip
_DATES = ("issued", "published", "published-print", "published-online", "posted", "published-other", "approved")
_VERSIONS = {
    "has-preprint": "preprint", "is-preprint-of": "published", "is-version-of": "version", "has-version": "version",
    "is-same-as": "version", "is-variant-form-of": "version", "is-original-form-of": "version",
    "is-manuscript-of": "published", "has-manuscript": "preprint", "is-identical-to": "version",
}  # fmt: skip
_PASSED = frozenset((
    "accepted", "alternative-id", "archive", "assertion", "award", "content-created", "content-domain",
    "content-updated", "created", "deposited", "edition-number", "funder", "indexed", "institution", "is-part-of",
    "isbn-type", "issn-type", "journal-issue", "link", "member", "prefix", "reference-count", "references-count",
    "resource", "review", "score", "short-container-title", "short-title", "source", "standards-body",
    "update-policy", "special-numbering", "translator", "chair", "free-to-read", "component-number",
    *_DATES[1:],
))  # fmt: skip
"""Keys that are known and not carried."""


class _Id(Struct):
    id: str | None = None
    id_type: str | None = msgspec.field(name="id-type", default=None)


class _Place(Struct):
    name: str | None = None
    id: list[_Id] | None = None


class _Person(Struct):
    given: str | None = None
    family: str | None = None
    suffix: str | None = None
    name: str | None = None
    orcid: str | None = msgspec.field(name="ORCID", default=None)
    affiliation: list[_Place] | None = None


class _Date(Struct):
    date_parts: list[list[int | None]] | None = msgspec.field(name="date-parts", default=None)
    date_time: str | None = msgspec.field(name="date-time", default=None)


class _License(Struct):
    url: str | None = msgspec.field(name="URL", default=None)


class _Update(Struct):
    doi: str | None = msgspec.field(name="DOI", default=None)
    type: str | None = None


class _Work(Struct, rename="kebab"):
    doi: str | None = msgspec.field(name="DOI", default=None)
    url: str | None = msgspec.field(name="URL", default=None)
    issn: list[str] | None = msgspec.field(name="ISSN", default=None)
    isbn: list[str] | None = msgspec.field(name="ISBN", default=None)
    type: str | None = None
    subtype: str | None = None
    title: list[str] | None = None
    subtitle: list[str] | None = None
    container_title: list[str] | None = None
    group_title: str | None = None
    author: list[_Person] | None = None
    issued: _Date | None = None
    volume: str | None = None
    issue: str | None = None
    page: str | None = None
    article_number: str | None = None
    publisher: str | None = None
    language: str | None = None
    subject: list[str] | None = None
    abstract: str | None = None
    license: list[_License] | None = None
    reference: list[dict[str, Any]] | None = None
    is_referenced_by_count: int | None = None
    indexed: _Date | None = None
    relation: dict[str, Any] | None = None
    update_to: list[_Update] | None = None
    updated_by: list[_Update] | None = None


_KNOWN = frozenset(_Work.__struct_encode_fields__) | _PASSED


def is_mine(head: Head) -> bool:
    """Whether the first object has a DOI in capitals, and titles in a list or what Crossref writes of its own."""
    found = begins(head, *_WRAPPERS)
    own = {"prefix", "member", "is-referenced-by-count", "indexed"} & found.keys()
    return "DOI" in found and (found.get("title") == "[" or ("title" not in found and bool(own)))


def readings(stream: BinaryIO, settings: Settings) -> Iterator[Reading]:
    """A record a work."""
    for each in objects(stream, settings.name, _Work, *_WRAPPERS):
        yield from [each] if isinstance(each, Rejected) else _drafted(*each).readings()


def _drafted(work: _Work, found: dict[str, Any], source: Source) -> Draft:
    draft = Draft(source, f"doi:{work.doi}")
    containers = [plain(each) for each in work.container_title or ()]
    draft.state(
        title=_title(work),
        abstract=paragraphs(work.abstract or ""),
        type="article" if work.subtype == "preprint" else _TYPES.get(work.type or ""),
        date=next((date for name in _DATES if (date := _date(found.get(name)))), None),
        venue=containers[0] if containers else plain(work.group_title or ""),
        series=containers[1] if len(containers) > 1 else None,
        volume=work.volume,
        issue=work.issue,
        pages=work.page or work.article_number,
        publisher=plain(work.publisher or ""),
        language=work.language,
        retracted=any(each.type in ("retraction", "withdrawal") for each in work.updated_by or ()) or None,
        license=next((each.url for each in work.license or () if each.url), None),
    )
    if work.type and work.type not in _TYPES:
        draft.leave("type", work.type)
    draft.identify("doi", work.doi)
    draft.page(work.url)
    for number in work.issn or ():
        draft.number("issn", number)
    for number in work.isbn or ():
        draft.number("isbn", number)
    for person in work.author or ():
        _author(draft, person)
    draft.add("keywords", map(plain, work.subject or ()))
    draft.cited(work.is_referenced_by_count, _date(found.get("indexed")))
    _relations(draft, work)
    draft.leave_rest(found, _KNOWN)
    return draft


def _title(work: _Work) -> str:
    """The title, and the subtitle where it does not hold it yet."""
    title = plain(" ".join(work.title or ())) if work.title else ""
    rest = [text for text in map(plain, work.subtitle or ()) if text and text.casefold() not in title.casefold()]
    return ": ".join([title, *rest[:1]]) if title else ""


def _date(found: object) -> PartialDate | None:
    """The date of Crossref's form of one; `None` for anything else."""
    try:
        parts = msgspec.convert(found, _Date, strict=False).date_parts
    except msgspec.ValidationError:
        return None
    return date_of_parts(parts[0]) if parts else None


def _author(draft: Draft, person: _Person) -> None:
    places = []
    for place in person.affiliation or ():
        ror = next((each.id for each in place.id or () if (each.id_type or "").upper() == "ROR"), None)
        places.append(draft.affiliation(plain(place.name or ""), ror))
    if person.family:
        name = of_parts(plain(person.given or ""), plain(person.family), plain(person.suffix or ""))
    else:
        name = Name(plain(person.name or person.given or ""))
    draft.author(name, person.orcid, places)


def _relations(draft: Draft, work: _Work) -> None:
    """Cited papers, other versions, and whether this notice is a retraction of another."""
    for cited in work.reference or ():
        draft.refer("doi", cited.get("DOI"))
    for name, others in (work.relation or {}).items():
        for other in others if isinstance(others, list) else ():
            scheme = other.get("id-type") if isinstance(other, dict) else None
            if name in _VERSIONS and scheme in ("doi", "arxiv", "pmid", "pmcid"):
                draft.version(_VERSIONS[name], scheme, other.get("id"))
            elif isinstance(other, dict):
                draft.leave(name, one_line(f"{scheme}:{other.get('id')}"))
    for update in work.update_to or ():
        draft.leave(f"{update.type or 'update'} of", one_line(update.doi or ""))
