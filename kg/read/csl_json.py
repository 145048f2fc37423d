"""CSL-JSON, as Zotero, Pandoc and citation services write it.

https://github.com/citation-style-language/schema/blob/master/schemas/input/csl-data.json
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec
from msgspec import Struct

from kg.model import Name, Reading, Rejected, Source
from kg.read._dates import date_of
from kg.read._dates import of_parts as date_of_parts
from kg.read._draft import Draft
from kg.read._json import begins, objects
from kg.read._markup import paragraphs, plain
from kg.read._names import of_parts
from kg.read._text import Head

if TYPE_CHECKING:
    from kg.read import Settings

TITLE = "CSL-JSON (Zotero, Pandoc, citation services)"
SUFFIXES = (".json",)
CARRIES = (
    "title", "authors", "orcid", "date", "type", "venue", "series", "volume", "issue", "pages", "publisher", "issn",
    "isbn", "abstract", "keywords", "identifiers", "urls", "language", "license",
)  # fmt: skip

_WRAPPERS = (("items", "*"), ("references", "*"))
_MARKS = frozenset(("issued", "author", "container-title", "editor", "citation-key", "accessed", "publisher-place"))
_PASSED = frozenset((
    "accessed", "citation-label", "indexed", "deposited", "created", "content-domain", "source", "prefix", "member",
    "score", "reference-count", "references-count", "link", "resource", "journalAbbreviation", "title-short",
    "shortTitle", "container-title-short", "short-container-title", "note-number", "system_id", "event-date",
))  # fmt: skip


class _Person(Struct, rename="kebab"):
    given: str | None = None
    family: str | None = None
    suffix: str | None = None
    literal: str | None = None
    name: str | None = None
    non_dropping_particle: str | None = None
    dropping_particle: str | None = None
    orcid: str | None = msgspec.field(name="ORCID", default=None)


class _Item(Struct, rename="kebab"):
    id: str | int | None = None
    type: str | None = None
    title: str | None = None
    author: list[_Person] | None = None
    issued: dict[str, Any] | str | None = None
    container_title: str | list[str] | None = None
    collection_title: str | list[str] | None = None
    volume: str | int | float | None = None
    issue: str | int | float | None = None
    page: str | int | float | None = None
    number: str | int | float | None = None
    publisher: str | None = None
    abstract: str | None = None
    keyword: str | list[str] | None = None
    language: str | None = None
    license: str | list[Any] | None = None
    doi: str | None = msgspec.field(name="DOI", default=None)
    url: str | None = msgspec.field(name="URL", default=None)
    pmid: str | int | None = msgspec.field(name="PMID", default=None)
    pmcid: str | int | None = msgspec.field(name="PMCID", default=None)
    issn: str | list[str] | None = msgspec.field(name="ISSN", default=None)
    isbn: str | list[str] | None = msgspec.field(name="ISBN", default=None)


_KNOWN = (frozenset(_Item.__struct_encode_fields__) | _PASSED) - {"number", "id"}


def is_mine(head: Head) -> bool:
    """Whether the first object has a type, a title that is a text, and a key that only CSL has."""
    found = begins(head, *_WRAPPERS)
    return "type" in found and found.get("title", '"')[:1] == '"' and bool(_MARKS & found.keys())


def readings(stream: BinaryIO, settings: Settings) -> Iterator[Reading]:
    """A record an item."""
    for each in objects(stream, settings.name, _Item, *_WRAPPERS):
        yield from [each] if isinstance(each, Rejected) else _drafted(*each).readings()


def _drafted(item: _Item, found: dict[str, Any], source: Source) -> Draft:
    draft = Draft(source, str(item.id or item.url or ""))
    series = _texts(item.collection_title)
    draft.state(
        title=plain(item.title or ""),
        abstract=paragraphs(item.abstract or ""),
        type=item.type,
        venue=next((plain(text) for text in _texts(item.container_title)), None),
        series=plain(series[0]) if series else None,
        volume=_shown(item.volume),
        issue=_shown(item.issue),
        pages=_shown(item.page),
        publisher=plain(item.publisher or ""),
        language=item.language,
        license=item.license if isinstance(item.license, str) else None,
    )
    _dated(draft, item.issued)
    for scheme in ("doi", "pmid", "pmcid"):
        draft.identify(scheme, getattr(item, scheme))
    if (number := _shown(item.number) or "").lower().startswith("arxiv:"):  # as Zotero writes preprints
        draft.identify("arxiv", number[6:])
    draft.page(item.url)
    for number in _numbers(item.issn):
        draft.number("issn", number)
    for number in _numbers(item.isbn):
        draft.number("isbn", number)
    for person in item.author or ():
        _author(draft, person)
    for keywords in _texts(item.keyword):
        draft.add("keywords", map(plain, keywords.split(";" if ";" in keywords else ",")))
    draft.leave_rest(found, _KNOWN)
    return draft


def _shown(found: str | float | None) -> str | None:
    """A text, or a number as a text: both are allowed."""
    return None if found is None else str(found)


def _texts(found: str | list[str] | None) -> list[str]:
    return [found] if isinstance(found, str) else found or []


def _numbers(found: str | list[str] | None) -> list[str]:
    """The numbers of a field; in one text they are parted by commas or blanks."""
    return [found_ for text in _texts(found) for found_ in text.replace(",", " ").split()]


def _dated(draft: Draft, issued: dict[str, Any] | str | None) -> None:
    """The date of issue, in parts, as a text, or as Zotero's `raw` and `literal`."""
    if isinstance(issued, dict):
        parts = issued.get("date-parts")
        first = parts[0] if isinstance(parts, list) and parts else None
        found = date_of_parts(first) if isinstance(first, list) else None
        if found:
            draft.state(date=found)
            return
        texts = (str(issued[key]) for key in ("raw", "literal", "date-time") if issued.get(key))
        issued = next((text for text in texts if date_of(text)), None) or next(iter(texts), None)
    draft.date(issued)


def _author(draft: Draft, person: _Person) -> None:
    if not person.family:
        draft.author(Name(plain(person.literal or person.name or person.given or "")), person.orcid)
        return
    before = " ".join(part for part in (person.dropping_particle, person.non_dropping_particle) if part)
    family = plain(f"{before} {person.family}")
    draft.author(of_parts(plain(person.given or ""), family, plain(person.suffix or "")), person.orcid)
