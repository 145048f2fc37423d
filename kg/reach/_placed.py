"""Where the names of records go after a change: as before, but for what is decided otherwise."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import TypeVar

from kg.model import Key, RecordId
from kg.past import Past
from kg.reach._far import Astray
from kg.reach._marks import mark
from kg.reach._world import Seat, World
from kg.resolve import Placement, Resolution
from kg.resolve.papers import key_of

K = TypeVar("K", bound=Hashable)


def touched(world: World, before: Resolution, after: Resolution) -> set[RecordId]:
    """The records that change, and those of whose names not the same is decided before and after."""
    records = {seat.brief.record.id for seat in world.changed}
    records.update(_differing(before.subject_of, after.subject_of), _differing(before.venue_of, after.venue_of))
    records.update(_differing(before.paper_of, after.paper_of))
    records.update(record for record, _ in _differing(before.entity_of, after.entity_of))
    records.update(record for record, _ in _differing(before.person_of, after.person_of))
    records.update(record for record, _ in _differing(before.affiliated, after.affiliated))
    for key in _differing(before.paper_named, after.paper_named):
        records.update(seat.brief.record.id for seat in world.having(mark("cited", key)))
    return records


def of_one_paper(records: set[RecordId], *found: Resolution) -> set[RecordId]:
    """The records, and those that are of one paper with any of them."""
    papers = [{each.paper_of[record] for record in records if record in each.paper_of} for each in found]
    both = zip(found, papers, strict=True)
    return records.union(record for each, of in both for record, paper in each.paper_of.items() if paper in of)


def _differing(was: Mapping[K, object], now: Mapping[K, object]) -> Iterator[K]:
    """The keys that do not lead to the same."""
    return (key for key in was.keys() | now.keys() if was.get(key) != now.get(key))


class Placements:
    """The placements of before, and those of after, which are worked out where they are asked for."""

    def __init__(self, at: tuple[World, Past], before: Resolution, after: Resolution) -> None:
        """Go by what was decided of all that is in reach."""
        (self._world, self._past), self._before, self._after = at, before, after

    def old(self, seat: Seat) -> Placement:
        """Where the names of a record that was there went."""
        return self._past.placement(seat.number)

    def new(self, seat: Seat) -> Placement:
        """Where the names of a record that is there go now."""
        after, record = self._after, seat.brief.record
        old = self.old(seat) if seat.before else None
        places = _places(seat)
        paper = after.paper_of[record.id]
        preferred = after.preferred[paper]
        persons = dict(zip(places, self._persons(seat, old), strict=True))
        entities = (after.entity_of.get((record.id, at)) for at in range(len(seat.brief.named)))
        affiliations = tuple(self._affiliations(record.id, place, at, old) for at, place in enumerate(places))
        return Placement(
            record=record.id,
            paper=paper,
            preferred=preferred == record.id,
            entities=tuple(key or _kept(old).entities[at] for at, key in enumerate(entities)),
            authors=tuple(key for place, key in persons.items() if place > 0),
            unlisted=tuple(key for place, key in persons.items() if place < 0),
            known=() if preferred == record.id else tuple(sorted(set(self._authors(preferred)))),
            cites=tuple(self._cited(key_of(each)) for each in record.references),
            subject=after.subject_of.get(record.id, old.subject if old else None),
            venue=after.venue_of.get(record.id, old.venue if old else None),
            affiliations=affiliations if any(affiliations) else (),
        )

    def _persons(self, seat: Seat, old: Placement | None) -> Iterator[Key]:
        """The persons who are authors of a record, listed and unlisted."""
        record, before = seat.brief.record.id, (*old.authors, *old.unlisted) if old else ()
        for at, place in enumerate(_places(seat)):
            key = self._after.person_of.get((record, place)) or (before[at] if before else None)
            if key is None:
                raise Astray(f"{record}: an author of a new record whom nothing was decided of")
            yield key

    def _authors(self, record: RecordId) -> Iterator[Key]:
        """The persons who are authors of a record by its id."""
        (seat,) = (seat for seat in self._world.of(record) if seat.after)
        yield from self._persons(seat, self.old(seat) if seat.before else None)

    def _affiliations(self, record: RecordId, place: int, at: int, old: Placement | None) -> tuple[Key, ...]:
        """The organizations of an author: those out of reach as they were."""
        known = set(old.affiliations[at]) if old and old.affiliations else set()
        member = record, place
        gone, come = (set(found.affiliated.get(member, ())) for found in (self._before, self._after))
        return tuple(sorted((known - gone) | come))

    def _cited(self, key: Key) -> Key:
        """The paper that has an identifier, or else the identifier."""
        if key in self._after.paper_named or key in self._before.paper_named:
            return self._after.paper_named.get(key, key)
        having = (seat for seat in self._world.having(mark("paper", key)) if seat.after and key in seat.brief.seen.keys)
        seat = next(having, None)
        return self.old(seat).paper if seat else key


def _kept(old: Placement | None) -> Placement:
    if old is None:
        raise Astray("a new record names what nothing was decided of")
    return old


def _places(seat: Seat) -> list[int]:
    """The positions of a record's authors, listed and then unlisted."""
    record = seat.brief.record
    return [*range(1, len(record.authors) + 1), *range(-1, -len(record.unlisted_authors) - 1, -1)]
