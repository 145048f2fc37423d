"""Who has written with whom, of those whom a change concerns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from kg.describe import pairs, pairs_of_all
from kg.model import Key, Person, RecordId
from kg.reach._papers import Near
from kg.reach._placed import Placements
from kg.reach._world import World
from kg.resolve import Placement

Pairs: TypeAlias = set[tuple[Key, Key]]


class Company:
    """The authors of papers after a change."""

    def __init__(self, world: World, placed: Placements, person: Callable[[Key], Person | None]) -> None:
        """Look up papers by their records, and the records of a person."""
        self._world, self._placed, self._person = world, placed, person

    def changed(self, old: Iterable[Placement], new: Iterable[Placement]) -> tuple[Pairs, Pairs]:
        """The pairs of persons who have no paper in common any more, and of those who have one and had none.

        `old` and `new` are all placements of the papers that change.
        """
        before, after = _papers(old), _papers(new)
        ways = pairs_of_all(before.values()), pairs_of_all(after.values())
        changed = {pair for pair in ways[0] ^ ways[1] if not self._elsewhere(pair, before.keys() | after.keys())}
        return changed & ways[0], changed & ways[1]

    def _elsewhere(self, pair: tuple[Key, Key], papers: Iterable[Key]) -> bool:
        """Whether any other paper is of both, and of not too many."""
        left, right = (self._papers_of(each) for each in pair)
        return any(pair in set(pairs(self._authors(left[each]))) for each in (left.keys() & right.keys()) - set(papers))

    def _papers_of(self, key: Key) -> dict[Key, RecordId]:
        """The papers of a person, each with a record."""
        person = self._person(key)
        records = {record for record, _ in person.members} if person else set()
        seats = (seat for record in sorted(records) for seat in self._world.of(record) if seat.after and seat.before)
        return {self._placed.old(seat).paper: seat.brief.record.id for seat in seats}

    def _authors(self, record: RecordId) -> Iterator[Key]:
        """The authors of a paper that does not change, by one of its records."""
        near = Near(self._world)
        near.reach(self._world.of(record))
        _, papers = near.resolved()
        paper = papers.paper_of[record]
        for other in (each for each, of in papers.paper_of.items() if of == paper):
            for seat in self._world.of(other):
                if seat.before and seat.after:
                    placement = self._placed.old(seat)
                    yield from (*placement.authors, *placement.unlisted)


def _papers(placements: Iterable[Placement]) -> dict[Key, set[Key]]:
    found: dict[Key, set[Key]] = {}
    for each in placements:
        found.setdefault(each.paper, set()).update((*each.authors, *each.unlisted))
    return found
