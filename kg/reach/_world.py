"""The records of an earlier build and those of now, found by their marks, and decoded when they are asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from msgspec import Struct

from kg.model import RecordId
from kg.past import Past
from kg.reach._far import Astray, TooFar
from kg.reach._index import Index
from kg.reach._marks import mark, marks_of
from kg.resolve import Brief

FEW, SHARE = 2_000, 4
"""Of more records than so many, and than one of so many of all, it takes as long to look at them as at all."""


class Seat(Struct, frozen=True, eq=False):
    """A record in brief, whether it is there before and after the change, and its number before, or among the new."""

    brief: Brief
    before: bool
    after: bool
    number: int


class World:
    """The records before and after a change."""

    def __init__(self, past: Past, index: Index, gone: Collection[int], come: Iterable[Brief]) -> None:
        """Start with those of an earlier build, by number, of which some are gone, and with those that come."""
        self._past, self._index, self._gone = past, index, frozenset(gone)
        self._seats: dict[int, Seat] = {}
        self._most = max(FEW, len(past.records) // SHARE)
        self._numbers: dict[int, list[int]] = {}
        for number, record in enumerate(past.records):
            self._numbers.setdefault(mark("record", record), []).append(number)
        self.changed = [*map(self._seat, sorted(self._gone))]
        self._come: dict[int, list[Seat]] = {}
        self._arrived: dict[int, list[Seat]] = {}
        for number, brief in enumerate(come):
            seat = Seat(brief, before=False, after=True, number=number)
            self.changed.append(seat)
            self._arrived.setdefault(mark("record", brief.record.id), []).append(seat)
            for each in marks_of(brief):
                self._come.setdefault(each, []).append(seat)

    def having(self, mark: int) -> Iterator[Seat]:
        """The records that have a mark, before or after; raises `Astray` where the index has one that is not there."""
        for record in self._index.records(mark):
            if record not in self._numbers:
                raise Astray("the index of marks")
            yield from map(self._seat, self._numbers[record])
        yield from self._come.get(mark, ())

    def records(self, mark: int) -> list[int]:
        """The records that had a mark before, by their own marks: none is decoded."""
        return self._index.records(mark)

    def at(self, record: int) -> Iterator[Seat]:
        """What there is of a record of that mark, before and after."""
        yield from map(self._seat, self._numbers.get(record, ()))
        yield from self._arrived.get(record, ())

    def of(self, record: RecordId) -> Iterator[Seat]:
        """What there is of a record, before and after."""
        yield from (seat for seat in self.at(mark("record", record)) if seat.brief.record.id == record)

    def _seat(self, number: int) -> Seat:
        if number not in self._seats:
            if len(self._seats) > self._most:
                raise TooFar("the change has to do with many records")
            brief = self._past.lines(number).briefly()
            self._seats[number] = Seat(brief, before=True, after=number not in self._gone, number=number)
        return self._seats[number]
