"""From inputs to records: each under an id of its own, and all that is not a record put on the tally."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from kg.errors import UnknownFormat
from kg.keys import digest
from kg.model import Notice, PartialDate, Profile, Record, RecordId, Rejected, Source
from kg.read import Input, read
from kg.read.jsonl import line_of
from kg.report import Tally


class Gathered:
    """The ids that are taken, and the content of the records that have them."""

    def __init__(self, tally: Tally) -> None:
        """Start with no record."""
        self._tally = tally
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
            try:
                for reading in read(each, form=form, as_of=as_of, columns=columns):
                    match reading:
                        case Record():
                            yield from self._once(reading)
                        case Profile():
                            self._tally.profiles.append(reading)
                        case Rejected():
                            self._tally.rejected.append(reading)
                        case Notice():
                            self._tally.notices.append(reading)
            except UnknownFormat as error:
                if each.named:
                    raise
                self._tally.notices.append(Notice(Source(each.name, 1), f"left out: {error}"))

    def _once(self, record: Record) -> Iterator[Record]:
        """The record, unless the very same has been; under another id where a different one has its own."""
        content = digest(line_of(replace(record, source=Source("", 0))).decode(), 32)
        name, number = record.id, 1
        while name in self._content:
            known, source = self._content[name]
            if known == content:
                self._tally.notices.append(Notice(record.source, f"left out: the same record as at {source}"))
                return
            number += 1
            name = f"{record.id}~{number}"
        self._content[name] = (content, record.source)
        self._tally.take(record)
        yield replace(record, id=name) if name != record.id else record
