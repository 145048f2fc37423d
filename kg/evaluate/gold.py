"""Hand annotations: what a careful reader found in each record, and the record itself where the file carries it.

A gold file is a JSON list of records. What they list (types, roles, subjects, metrics,
baselines, ...) is what is acceptable, best first; what is `optional` counts neither for
nor against.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Literal

import msgspec
from msgspec import Struct

from kg.errors import BadParameter, ReadError
from kg.keys import readable_key, title_key
from kg.model import EntityType, Name, PartialDate, Record, Role, Source
from kg.read import Input

NAMED = frozenset(
    {
        *(EntityType.METHOD, EntityType.MODEL, EntityType.HARDWARE, EntityType.DATASET),
        *(EntityType.SOFTWARE, EntityType.VENUE, EntityType.ORGANIZATION),
    }
)
"""The kinds whose things have names; those of the others are noun phrases."""
Part = Literal["dev", "rest"]


class GoldEntity(Struct, frozen=True, kw_only=True):
    """A thing that the record names: its names, acceptable kinds and roles, and how much it matters."""

    label: str
    aliases: tuple[str, ...] = ()
    types: tuple[EntityType, ...]
    roles: tuple[Role, ...]
    core: bool = False
    optional: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The label and the aliases."""
        return (self.label, *self.aliases)

    @property
    def type(self) -> EntityType:
        """The kind that is best."""
        return self.types[0]


class GoldResult(Struct, frozen=True, kw_only=True):
    """A measured claim; a list, where there is one, holds all that is acceptable for the slot it is named after."""

    subject: str | None = None
    subjects: tuple[str | None, ...] = ()
    metric: str | None = None
    metrics: tuple[str | None, ...] = ()
    value: float | str | None
    value_max: float | str | None = None
    unit: str | None = None
    direction: str | None = None
    directions: tuple[str | None, ...] = ()
    bound: str | None = None
    bounds: tuple[str | None, ...] = ()
    baseline: str | None = None
    baselines: tuple[str | None, ...] = ()
    context: tuple[str, ...] = ()
    optional: bool = False


class GoldRecord(Struct, frozen=True, kw_only=True):
    """An annotated record; without an abstract of its own it is paired by title with one that is read elsewhere."""

    title: str
    id: str | None = None
    abstract: str | None = None
    authors: tuple[str, ...] | None = None
    authors_truncated: bool | None = None
    category: str | None = None
    date: str | None = None
    score: float | None = None
    code: bool | None = None
    urls: tuple[str, ...] = ()
    entities: tuple[GoldEntity, ...] = ()
    results: tuple[GoldResult, ...] = ()


def read_gold(source: Input) -> list[GoldRecord]:
    """The annotated records of a file; `ReadError` where it is none."""
    with source.open() as stream:
        content = stream.read()
    try:
        found = msgspec.json.decode(content, type=list[GoldRecord])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ReadError(source.name, f"no gold file: {error}", expected="a JSON list of annotated records") from error
    if not found:
        raise ReadError(source.name, "an empty list", expected="a JSON list of annotated records")
    return found


def part_of(gold: Iterable[GoldRecord], part: Part) -> list[GoldRecord]:
    """The development part, whose ids have a SHA-1 that ends in 0 to 3, or the rest.

    Raises `BadParameter` where a record has no id, or none is in the part.
    """
    chosen = []
    for record in gold:
        if record.id is None:
            raise BadParameter("--part", f"no id: {record.title}", expected="a gold file whose records have ids")
        last = hashlib.sha1(record.id.encode(), usedforsecurity=False).hexdigest()[-1]
        if (last in "0123") == (part == "dev"):
            chosen.append(record)
    if not chosen:
        raise BadParameter("--part", f"no record of the gold file is in {part}")
    return chosen


def records_of(gold: Iterable[GoldRecord], file: str) -> list[Record]:
    """The annotated records as records to extract from: all that they say but the URLs, which are to be found.

    Raises `BadParameter` where one has no abstract.
    """
    return [_record(each, Source(file, number)) for number, each in enumerate(gold, 1)]


def _record(gold: GoldRecord, source: Source) -> Record:
    if gold.abstract is None:
        raise BadParameter(
            "SOURCE", f"missing: the gold file has no abstract of {gold.title!r}", do="name a file with the records"
        )
    try:
        date = PartialDate.parse(gold.date) if gold.date else None
    except ValueError as error:
        raise ReadError(source, str(error)) from error
    return Record(
        id=gold.id or readable_key(title_key(gold.title)),
        title=gold.title,
        abstract=gold.abstract,
        authors=tuple(map(Name, gold.authors or ())),
        authors_truncated=bool(gold.authors_truncated),
        date=date,
        category=gold.category,
        score=gold.score,
        code=gold.code,
        source=source,
    )
