"""Which papers a change reaches: those whose identifiers or titles have to do with its records'."""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import RecordId
from kg.reach._marks import mark
from kg.reach._world import Seat, World
from kg.resolve.papers import ALIKE, Papers, Resolved, Seen, title_likeness


class Near:
    """The records that may be of one paper with some, and those that they are compared with."""

    def __init__(self, world: World) -> None:
        """Start with none."""
        self._world = world
        self._core: set[Seat] = set()
        self._beside: set[Seat] = set()

    def reach(self, seats: Iterable[Seat]) -> None:
        """Take in records, and all that depend on them."""
        todo = [seat for seat in seats if seat not in self._core]
        while todo:
            seat = todo.pop()
            if seat not in self._core:
                self._core.add(seat)
                todo += self._same(seat.brief.seen)

    def _same(self, seen: Seen) -> Iterable[Seat]:
        """Those that an identifier or a title makes one with it, or nearly."""
        for key in {*seen.keys, *seen.versions}:
            yield from self._world.having(mark("paper", key))
        for look in {seen.title, *seen.first_words()}:
            for other in self._world.having(mark("title", look)):
                self._beside.add(other)
                seen_as = other.brief.seen
                if seen.numbers == seen_as.numbers and title_likeness(seen.title, seen_as.title) >= ALIKE:
                    yield other

    def resolved(self) -> tuple[Resolved, Resolved]:
        """What is decided of those in reach, before and after, and of others where that differs."""
        while True:
            every = self._core | self._beside
            before = _resolved(seat for seat in every if seat.before)
            after = _resolved(seat for seat in every if seat.after)
            own = {seat.brief.record.id for seat in self._core}
            moved = {*_differing(before, after)} - own
            if not moved:
                return _of(before, own), _of(after, own)
            self.reach(seat for seat in every if seat.brief.record.id in moved)


def _resolved(seats: Iterable[Seat]) -> Resolved:
    papers = Papers()
    for seat in seats:
        papers.add(seat.brief.seen)
    return papers.resolve()


def _differing(before: Resolved, after: Resolved) -> Iterable[RecordId]:
    """The records of which not the same is decided."""
    for record in before.paper_of.keys() | after.paper_of.keys():
        if _place(before, record) != _place(after, record):
            yield record
    for each in {*before.decisions} ^ {*after.decisions}:
        yield from (each.left, each.right)


def _place(found: Resolved, record: RecordId) -> tuple[object, ...]:
    paper = found.paper_of.get(record)
    return paper, found.preferred.get(paper or "") == record


def _of(found: Resolved, records: set[RecordId]) -> Resolved:
    """What was decided of these records; of others it may not be all."""
    papers = {record: paper for record, paper in found.paper_of.items() if record in records}
    there = {*papers.values()}
    return Resolved(
        paper_of=papers,
        preferred={paper: record for paper, record in found.preferred.items() if paper in there},
        versions=found.versions,
        decisions=found.decisions,
        named={key: paper for key, paper in found.named.items() if paper in there},
        titles={record: title for record, title in found.titles.items() if record in records},
    )
