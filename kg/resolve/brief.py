"""What identity goes by of a record and of what its text says: a function of the two and of the vocabulary alone.

It is a small part of them, so that an update takes it from the earlier build in a moment.
"""

from __future__ import annotations

from msgspec import Raw, Struct
from msgspec.structs import replace

from kg.keys import digest
from kg.model import Extraction, Identifier, Record, RecordId, Role
from kg.resolve.features import Thing
from kg.resolve.naming import Namings
from kg.resolve.papers import Seen, seen
from kg.resolve.people.mentions import Signed, Words, signed_by, words_of


class Called(Struct, frozen=True, array_like=True):
    """A thing that a text names, the label, and its other names there."""

    thing: Thing
    label: str
    aliases: tuple[str, ...]


class Brief(Struct, frozen=True, array_like=True):
    """A record without its text and what was not understood of it, its words, and what its text names.

    `text` is the digest of title and abstract, `signed` are its authors' names, `seen` is what
    tells its paper; `proposed` are the labels of what the text proposes; `mentions` and
    `results` are numbers.
    """

    text: str
    record: Record
    named: tuple[Called, ...]
    words: Words
    signed: tuple[Signed, ...]
    seen: Seen
    proposed: tuple[str, ...]
    mentions: int
    results: int


class Listed(Struct, frozen=True):
    """A record by its id, by how many authors it has, and by what it cites."""

    id: RecordId
    authors: tuple[Raw, ...] = ()
    unlisted_authors: tuple[Raw, ...] = ()
    references: tuple[Identifier, ...] = ()


class Outline(Struct, frozen=True, array_like=True):
    """What of a brief tells how many names a record has: read from the same line, in a quarter of the time."""

    text: str
    record: Listed
    named: tuple[Raw, ...]


def text_digest(record: Record) -> str:
    """What tells a record's title and abstract from others, 32 hexadecimal digits."""
    return digest(f"{len(record.title)} {record.title}{record.abstract}", 32)


def brief(record: Record, extraction: Extraction, namings: Namings) -> Brief:
    """The record and its extraction in brief."""
    entities = extraction.entities
    return Brief(
        text=text_digest(record),
        record=replace(record, abstract="", unread=()),
        named=tuple(Called(namings.thing(each, record), each.label, each.aliases) for each in entities),
        words=words_of(record),
        signed=signed_by(record),
        seen=seen(record),
        proposed=tuple(each.label for each in entities if Role.PROPOSES in each.roles),
        mentions=sum(len(each.mentions) for each in entities),
        results=len(extraction.results),
    )
