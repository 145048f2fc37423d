r"""The project's own form: one JSON object a line, as `1-records.jsonl` holds them.

`docs/record.schema.json` is its JSON Schema. Only `title` must be there.

>>> import io
>>> from kg.read import Settings
>>> (record,) = readings(io.BytesIO(b'{"title": "A", "authors": ["Ada Lovelace"], "date": "1843"}\n'), Settings("x"))
>>> record.authors[0].name, str(record.date)
('Ada Lovelace', '1843')
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import msgspec
from msgspec import Meta, Struct

from kg.keys import readable_key, title_key
from kg.model import Identifier, Name, PartialDate, Reading, Record, Rejected, Source
from kg.read._text import LONGEST_LINE, Head, clean, lines
from kg.urls import is_url

if TYPE_CHECKING:
    from kg.read import Settings

TITLE = "paperkg records, one JSON object a line"
SUFFIXES = (".jsonl", ".ndjson")
CARRIES = (
    "id",
    "title",
    "authors",
    "orcid",
    "affiliation",
    "date",
    "category",
    "venue",
    "abstract",
    "keywords",
    "identifiers",
    "urls",
    "score",
    "code",
)
_RAW = 200
_ORCID = re.compile(r"(?:https?://orcid\.org/)?([0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X])")


class Author(Struct, frozen=True, omit_defaults=True):
    """An author with what is known beside the name."""

    name: Annotated[str, Meta(min_length=1, description="The name as the record writes it.")]
    orcid: Annotated[str | None, Meta(description="The ORCID iD, with or without https://orcid.org/.")] = None
    affiliation: Annotated[str | None, Meta(description="The affiliation as the record writes it.")] = None


class Line(Struct, frozen=True, omit_defaults=True):
    """A bibliographic record. Of all properties only the title is required."""

    title: Annotated[str, Meta(min_length=1, description="The title; LaTeX and markup may stand in it.")]
    id: Annotated[str | None, Meta(description="A name that no other record has; made from the title if missing.")] = (
        None
    )
    authors: Annotated[tuple[str | Author, ...], Meta(description="The authors in order, as names or objects.")] = ()
    authors_truncated: Annotated[bool, Meta(description="Whether there are more authors than are listed.")] = False
    unlisted_authors: Annotated[tuple[str | Author, ...], Meta(description="Authors at an unknown position.")] = ()
    date: (
        Annotated[str, Meta(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", description="2022, 2022-10 or 2022-10-12.")]
        | None
    ) = None
    date_inferred: Annotated[bool, Meta(description="Whether a part of the date is not stated but inferred.")] = False
    category: Annotated[str | None, Meta(description="The primary category, such as cs.CV.")] = None
    venue: Annotated[str | None, Meta(description="The journal, proceedings or series.")] = None
    abstract: Annotated[str, Meta(description="The abstract.")] = ""
    keywords: tuple[str, ...] = ()
    identifiers: Annotated[dict[str, str], Meta(description="Scheme and value, such as doi or arxiv.")] = {}
    urls: Annotated[tuple[str, ...], Meta(description="Web pages of the paper, http or https.")] = ()
    score: Annotated[float | None, Meta(description="An aggregator's score.")] = None
    code: Annotated[bool | None, Meta(description="Whether code is linked; absent where not known.")] = None
    source: Annotated[Source | None, Meta(description="The file and line that the record was first read from.")] = None
    unread: Annotated[dict[str, str], Meta(description="What a reader did not understand.")] = {}


def is_mine(head: Head) -> bool:
    """Whether the first line is a JSON object with a title, and with authors, if any, in a list."""
    first = next((line for line in head.lines() if line.strip("\ufeff \t")), "")
    try:
        found = msgspec.json.decode(first.strip("\ufeff"))
    except (msgspec.DecodeError, UnicodeEncodeError):
        return False
    if not isinstance(found, dict):
        return False
    return isinstance(found.get("title"), str) and isinstance(found.get("authors", []), list)


def readings(stream: BinaryIO, settings: Settings) -> Iterator[Reading]:
    """A record a line; a line that is none is rejected with the reason and the place in it."""
    for number, line in lines(stream):
        source = Source(settings.name, number)
        if line is None:
            yield Rejected(source, f"a line of over {LONGEST_LINE // 2**20} MiB", "")
            continue
        try:
            yield _record(msgspec.json.decode(line), source)
        except (msgspec.DecodeError, ValueError, RecursionError) as error:
            yield Rejected(source, f"{error}; see docs/record.schema.json", line[:_RAW].decode("utf-8", "replace"))


def _record(found: Any, source: Source) -> Record:
    line = msgspec.convert(found, Line)
    unread = dict(line.unread)
    unread.update((key, _short(value)) for key, value in found.items() if key not in Line.__struct_fields__)
    urls = [url for url in line.urls if is_url(url)]
    if len(urls) < len(line.urls):
        unread["urls"] = " ".join(url for url in line.urls if not is_url(url))
    title = clean(line.title)
    if not title:
        raise ValueError("the title is blank")
    return Record(
        id=line.id or readable_key(title_key(title)),
        title=title,
        abstract=clean(line.abstract),
        authors=tuple(_name(author) for author in line.authors),
        authors_truncated=line.authors_truncated,
        unlisted_authors=tuple(_name(author) for author in line.unlisted_authors),
        date=PartialDate.parse(line.date) if line.date else None,
        date_inferred=line.date_inferred,
        category=line.category or None,
        venue=clean(line.venue) if line.venue else None,
        keywords=tuple(clean(keyword) for keyword in line.keywords if clean(keyword)),
        identifiers=tuple(sorted(Identifier(scheme.lower(), clean(text)) for scheme, text in line.identifiers.items())),
        urls=tuple(urls),
        score=line.score,
        code=line.code,
        source=line.source or source,
        unread=tuple(sorted((key, clean(value)) for key, value in unread.items())),
    )


def _name(author: str | Author) -> Name:
    given = Author(author) if isinstance(author, str) else author
    name = clean(given.name)
    if not name:
        raise ValueError("an author without a name")
    found = _ORCID.fullmatch(given.orcid) if given.orcid else None
    if given.orcid and not found:
        raise ValueError(f"{given.orcid!r} is no ORCID iD; expected such as 0000-0002-1825-0097")
    return Name(name, orcid=found[1] if found else None, affiliation=clean(given.affiliation or "") or None)


def _short(value: object) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def line_of(record: Record) -> bytes:
    """The record in this form, with its line end; reading it gives the record back."""
    line = Line(
        id=record.id,
        title=record.title,
        abstract=record.abstract,
        authors=tuple(_author(name) for name in record.authors),
        authors_truncated=record.authors_truncated,
        unlisted_authors=tuple(_author(name) for name in record.unlisted_authors),
        date=str(record.date) if record.date else None,
        date_inferred=record.date_inferred,
        category=record.category,
        venue=record.venue,
        keywords=record.keywords,
        identifiers={each.scheme: each.value for each in record.identifiers},
        urls=record.urls,
        score=record.score,
        code=record.code,
        source=record.source,
        unread=dict(record.unread),
    )
    return msgspec.json.encode(line) + b"\n"


def _author(name: Name) -> str | Author:
    return Author(name.name, name.orcid, name.affiliation) if name.orcid or name.affiliation else name.name


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a line."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://w3id.org/paperkg/record.schema.json",
        **msgspec.json.schema(Line),
    }
