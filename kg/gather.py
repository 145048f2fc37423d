"""From inputs to records: each under an id of its own, and all that is not a record put on the tally."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from kg.errors import UnknownFormat
from kg.keys import digest
from kg.model import Notice, PartialDate, Profile, Reading, Record, RecordId, Rejected, Source
from kg.read import Input, read
from kg.read.jsonl import line_of
from kg.report import Tally

Told: TypeAlias = Profile | Rejected | Notice
"""What an input holds beside records."""


class Stub(Struct, frozen=True, array_like=True):
    """A record by its id as read, the digest of its content, and where it stands."""

    id: RecordId
    content: str
    source: Source


class Form(Struct, frozen=True):
    """How inputs are read: their format, the day they were made, and which column of a table is which field."""

    form: str | None = None
    as_of: PartialDate | None = None
    columns: tuple[tuple[str, str], ...] = ()


class Gathered:
    """The ids that are taken, and the content of the records that have them."""

    def __init__(self, tally: Tally, without: Iterable[RecordId] = ()) -> None:
        """Start with no record; those whose ids as read are in `without` are left out."""
        self._tally = tally
        self._without = frozenset(without)
        self._content: dict[RecordId, tuple[str, Source]] = {}

    def records(
        self,
        found: Iterable[Input],
        form: str | None,
        as_of: PartialDate | None,
        columns: tuple[tuple[str, str], ...] = (),
    ) -> Iterator[Record]:
        """The records of all inputs, in their order.

        A file that a person named must be readable; one in a folder that no reader claims is left out and noted.
        """
        for each in found:
            for reading in held(each, Form(form, as_of, columns)):
                if not isinstance(reading, Record):
                    self.told(reading)
                elif name := self.named(stub_of(reading)):
                    self.taken(reading)
                    yield replace(reading, id=name) if name != reading.id else reading

    def taken(self, record: Record) -> None:
        """Count a record."""
        self._tally.take(record)

    def told(self, reading: Told) -> None:
        """Put on the tally what is no record."""
        match reading:
            case Profile():
                self._tally.profiles.append(reading)
            case Rejected():
                self._tally.rejected.append(reading)
            case Notice():
                self._tally.notices.append(reading)

    def named(self, stub: Stub) -> RecordId | None:
        """The id of a record: another one where a different record has its own, none where the very same has been."""
        name, number = stub.id, 1
        while name in self._content:
            known, source = self._content[name]
            if known == stub.content:
                self.told(Notice(stub.source, f"left out: the same record as at {source}"))
                return None
            number += 1
            name = f"{stub.id}~{number}"
        self._content[name] = (stub.content, stub.source)
        if stub.id in self._without:
            self.told(Notice(stub.source, f"left out: {stub.id} is withdrawn"))
            return None
        return name


def held(given: Input, form: Form) -> Iterator[Reading]:
    """What one input holds."""
    try:
        yield from read(given, form=form.form, as_of=form.as_of, columns=form.columns)
    except UnknownFormat as error:
        if given.named:
            raise
        yield Notice(Source(given.name, 1), f"left out: {error}")


def stub_of(record: Record) -> Stub:
    """The record in short."""
    content = digest(line_of(replace(record, source=Source("", 0))).decode(), 32)
    return Stub(record.id, content, record.source)
