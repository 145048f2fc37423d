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
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, Literal

import msgspec
from msgspec import Meta, Struct

from kg.keys import readable_key, title_key
from kg.model import Affiliation, Citations, Identifier, Name, PartialDate, Reading, Record, Rejected, Source, Version
from kg.read._identifiers import normal, schemes
from kg.read._json import begins
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
    "type",
    "venue",
    "series",
    "volume",
    "issue",
    "pages",
    "publisher",
    "issn",
    "isbn",
    "abstract",
    "keywords",
    "fields",
    "identifiers",
    "versions",
    "references",
    "citations",
    "urls",
    "language",
    "license",
    "retracted",
    "score",
    "code",
)
DATE = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
TEXTS = ("type", "venue", "series", "volume", "issue", "pages", "publisher", "language", "license")
"""The fields that are a text or nothing."""
_RAW = 200
_FOREIGN = frozenset(
    ("paperId", "corpusid", "authorships", "abstract_inverted_index", "authors_parsed", "DOI", "author", "issued")
)
"""Keys of records in other forms of JSON."""
_ORCID = re.compile(r"(?:https?://orcid\.org/)?([0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X])")


class Place(Struct, frozen=True, omit_defaults=True):
    """Where an author works."""

    name: Annotated[str, Meta(min_length=1, description="The affiliation as the record writes it.")]
    ror: Annotated[str | None, Meta(description="The organisation's identifier in ror.org.")] = None


class Author(Struct, frozen=True, omit_defaults=True):
    """An author with what is known beside the name."""

    name: Annotated[str, Meta(min_length=1, description="The name as the record writes it, in reading order.")]
    orcid: Annotated[str | None, Meta(description="The ORCID iD, with or without https://orcid.org/.")] = None
    affiliation: Annotated[str | None, Meta(description="The affiliation as the record writes it.")] = None
    affiliations: Annotated[tuple[Place, ...], Meta(description="Affiliations, where there are more of them.")] = ()
    family: Annotated[str | None, Meta(description="The part of the name by which it is sorted.")] = None
    identifiers: Annotated[
        dict[str, str], Meta(description="What other registries call the author, by scheme: openalex, dblp, s2.")
    ] = {}


class Count(Struct, frozen=True, omit_defaults=True):
    """How often a paper is cited."""

    count: Annotated[int, Meta(ge=0)]
    as_of: Annotated[str, Meta(pattern=DATE, description="The day of the count.")] | None = None


class Other(Struct, frozen=True):
    """Another version of the paper."""

    relation: Annotated[Literal["preprint", "published", "version"], Meta(description="What it is of this one.")]
    id: Annotated[str, Meta(pattern="^[a-z0-9]+:.", description="Its identifier, such as arxiv:1707.08567.")]


class Line(Struct, frozen=True, omit_defaults=True):
    """A bibliographic record. Of all properties only the title is required."""

    title: Annotated[str, Meta(min_length=1, description="The title; LaTeX and markup may stand in it.")]
    id: Annotated[str | None, Meta(description="A name that no other record has; made from the title if missing.")] = (
        None
    )
    authors: Annotated[tuple[str | Author, ...], Meta(description="The authors in order, as names or objects.")] = ()
    authors_truncated: Annotated[bool, Meta(description="Whether there are more authors than are listed.")] = False
    unlisted_authors: Annotated[tuple[str | Author, ...], Meta(description="Authors at an unknown position.")] = ()
    date: Annotated[str, Meta(pattern=DATE, description="2022, 2022-10 or 2022-10-12.")] | None = None
    date_inferred: Annotated[bool, Meta(description="Whether a part of the date is not stated but inferred.")] = False
    category: Annotated[str | None, Meta(description="The primary category, such as cs.CV.")] = None
    type: Annotated[str | None, Meta(description="What kind of publication it is, in the words of CSL.")] = None
    venue: Annotated[str | None, Meta(description="The journal, proceedings or series.")] = None
    series: Annotated[str | None, Meta(description="The series that the venue is part of.")] = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    publisher: str | None = None
    issn: Annotated[tuple[str, ...], Meta(description="The ISSNs of what it appeared in.")] = ()
    isbn: Annotated[tuple[str, ...], Meta(description="The ISBNs of what it appeared in, or of the book it is.")] = ()
    abstract: Annotated[str, Meta(description="The abstract.")] = ""
    keywords: tuple[str, ...] = ()
    fields: Annotated[tuple[str, ...], Meta(description="Fields of study.")] = ()
    identifiers: Annotated[
        dict[str, str | tuple[str, ...]], Meta(description="Scheme and value, or values, such as doi or arxiv.")
    ] = {}
    versions: Annotated[tuple[Other, ...], Meta(description="Other versions of the paper.")] = ()
    references: Annotated[
        tuple[Annotated[str, Meta(pattern="^[a-z0-9]+:.")], ...],
        Meta(description="Papers that it cites, each as scheme:value."),
    ] = ()
    citations: Annotated[Count | None, Meta(description="How often it is cited, by one source.")] = None
    urls: Annotated[tuple[str, ...], Meta(description="Web pages of the paper, http or https.")] = ()
    language: Annotated[str | None, Meta(description="The language it is written in, as the source says it.")] = None
    license: Annotated[str | None, Meta(description="The licence, by name or address.")] = None
    retracted: Annotated[bool, Meta(description="Whether it has been retracted.")] = False
    score: Annotated[float | None, Meta(description="An aggregator's score.")] = None
    code: Annotated[bool | None, Meta(description="Whether code is linked; absent where not known.")] = None
    source: Annotated[Source | None, Meta(description="The file and line that the record was first read from.")] = None
    unread: Annotated[dict[str, str], Meta(description="What a reader did not understand.")] = {}


def is_mine(head: Head) -> bool:
    """Whether there is an object a line, with a title, and with authors, if any, in a list."""
    first = next((line for line in head.lines() if line.strip("\ufeff \t")), "").strip("\ufeff \t")
    if not first.startswith("{") or not (first.endswith("}") or "\n" not in head.text):
        return False
    found = begins(head)
    if _FOREIGN & found.keys():
        return False
    return found.get("title", "")[:1] == '"' and found.get("authors", "[") == "["


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
        keywords=_cleaned(line.keywords),
        fields=_cleaned(line.fields),
        issn=_cleaned(line.issn),
        isbn=_cleaned(line.isbn),
        identifiers=tuple(sorted(_identifiers_of(line))),
        versions=tuple(Version(each.relation, _identifier(*each.id.split(":", 1))) for each in line.versions),
        references=tuple(_identifier(*each.split(":", 1)) for each in line.references),
        citations=_citations(line.citations) if line.citations else None,
        urls=tuple(urls),
        retracted=line.retracted,
        score=line.score,
        code=line.code,
        source=line.source or source,
        unread=tuple(sorted((key, clean(value)) for key, value in unread.items())),
        **{field: clean(text) or None for field in TEXTS if (text := getattr(line, field))},
    )


def _cleaned(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(text for text in map(clean, texts) if text)


def _identifiers_of(line: Line) -> Iterator[Identifier]:
    for scheme, given in line.identifiers.items():
        for text in (given,) if isinstance(given, str) else given:
            yield _identifier(scheme, text)


def _identifier(scheme: str, text: str) -> Identifier:
    """An identifier in its usual form, or as it is given where it is none of its scheme."""
    name, value = scheme.lower(), clean(text)
    try:
        return Identifier(name, normal(name, value)) if name in schemes() else Identifier(name, value)
    except ValueError:
        return Identifier(name, value)


def _citations(count: Count) -> Citations:
    return Citations(count.count, PartialDate.parse(count.as_of) if count.as_of else None)


def _name(author: str | Author) -> Name:
    given = Author(author) if isinstance(author, str) else author
    name = clean(given.name)
    if not name:
        raise ValueError("an author without a name")
    found = _ORCID.fullmatch(given.orcid) if given.orcid else None
    if given.orcid and not found:
        raise ValueError(f"{given.orcid!r} is no ORCID iD; expected such as 0000-0002-1825-0097")
    places = [Place(text) for text in [clean(given.affiliation or "")] if text] + list(given.affiliations)
    affiliations = tuple(Affiliation(clean(place.name), place.ror) for place in places if clean(place.name))
    own = tuple(Identifier(scheme, clean(value)) for scheme, value in sorted(given.identifiers.items()))
    return Name(name, found[1] if found else None, affiliations, clean(given.family or "") or None, own)


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
        keywords=record.keywords,
        fields=record.fields,
        issn=record.issn,
        isbn=record.isbn,
        identifiers=_by_scheme(record.identifiers),
        versions=tuple(Other(each.relation, str(each.identifier)) for each in record.versions),
        references=tuple(map(str, record.references)),
        citations=_count(record.citations) if record.citations else None,
        urls=record.urls,
        retracted=record.retracted,
        score=record.score,
        code=record.code,
        source=record.source,
        unread=dict(record.unread),
        **{field: getattr(record, field) for field in TEXTS},
    )
    return msgspec.json.encode(line) + b"\n"


def _by_scheme(identifiers: tuple[Identifier, ...]) -> dict[str, str | tuple[str, ...]]:
    """The values of each scheme: one as a text, several as a list."""
    values: dict[str, tuple[str, ...]] = {}
    for each in identifiers:
        values[each.scheme] = (*values.get(each.scheme, ()), each.value)
    return {scheme: found[0] if len(found) == 1 else found for scheme, found in values.items()}


def _count(citations: Citations) -> Count:
    return Count(citations.count, str(citations.as_of) if citations.as_of else None)


def _author(name: Name) -> str | Author:
    if not (name.orcid or name.affiliations or name.family or name.identifiers):
        return name.name
    more: dict[str, Any] = {
        "family": name.family,
        "identifiers": {each.scheme: each.value for each in name.identifiers},
    }
    if len(name.affiliations) == 1 and not name.affiliations[0].ror:
        return Author(name.name, name.orcid, affiliation=name.affiliations[0].name, **more)
    places = tuple(Place(each.name, each.ror) for each in name.affiliations)
    return Author(name.name, name.orcid, affiliations=places, **more)


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a line."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://w3id.org/paperkg/record.schema.json",
        **msgspec.json.schema(Line),
    }
