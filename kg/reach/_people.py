"""Who is who around a change, as it was before and as it is after: worked out for what the change reaches, and no more.

What becomes of the authors of one name depends on what `kg.resolve.people.outcomes`
digests: on their papers, on how often all that is on these is met with, and on who else
writes with whom. So a change reaches the names on changed records; those on records
that have something of which there are about as many no more; and those who write with
somebody who now writes with others. People who have an identifier in common with one
of these, or the name of a page, are looked at as well.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from msgspec import Struct

from kg import folder
from kg.keys import normal
from kg.model import Decision, Profile, RecordId
from kg.reach._casts import Numbers, number_of
from kg.reach._far import Astray, TooFar
from kg.reach._known import Given, Known, crossing
from kg.reach._marks import mark
from kg.reach._world import Seat, World
from kg.resolve.people import Resolved, Weighing
from kg.resolve.people.block import identifiers
from kg.resolve.people.mentions import Mention, PaperOf, mentions_of
from kg.resolve.people.outcomes import Outcomes
from kg.resolve.people.persons import over_names, persons_of, with_profiles
from kg.resolve.people.turned import in_blocks
from kg.sorted_file import Sorted

FEW, SHARE = 2_000, 2
"""A change that reaches more records than so many, and more than one of so many of all, is not worth following."""


class Side(Struct, frozen=True, eq=False):
    """What people depend on beside their records, before or after a change."""

    known: Known
    paper_of: PaperOf
    profiles: tuple[Profile, ...] = ()


class Sides(NamedTuple):
    """Both."""

    before: Side
    after: Side


def people(world: World, made: Path, sides: Sides, moved: Collection[RecordId] = ()) -> tuple[Resolved, Resolved]:
    """What there is of all whom the change reaches: before, as the build in the folder `made` has it, and after.

    `moved` are the records that are of another paper than before. Raises `TooFar` where
    that is very much, or the folder has it otherwise.
    """
    reached = _Reached(world, sides, _hit(world, sides, moved))
    outcomes = Sorted(made / folder.OUTCOMES)
    try:
        halves = [_Half(side, _Written(outcomes, must=side is sides.before)) for side in sides]
        while True:
            for half, raw in zip(halves, reached.named, strict=True):
                half.part(raw, reached.blocks)
            if not reached.grown(halves):
                before, after = (half.resolved(reached) for half in halves)
                return before, after
    finally:
        outcomes.close()


def _hit(world: World, sides: Sides, moved: Iterable[RecordId]) -> Numbers:
    """The blocks of which the outcome may be another."""
    casts = [side.known.casts for side in sides]
    own = [signed for seat in world.changed for signed in seat.brief.signed]
    changed = _numbers(number_of(signed.form.block) for signed in own)
    numbers = np.array(crossing(sides.before.known, sides.after.known, world), dtype=np.int64)
    records = {record for number in numbers.tolist() for record in world.records(number)}
    records.update(mark("record", record) for record in moved)
    names = _numbers(signed.keys.short for signed in own)
    for each in casts:
        names = np.union1d(names, each.writing_with(numbers))
    touched = [casts[0].blocks(np.array(sorted(records), dtype=np.uint64)), *(each.beside(names) for each in casts)]
    return np.union1d(changed, _several(np.unique(np.concatenate(touched)), sides))


def _several(blocks: Numbers, sides: Sides) -> Numbers:
    """Those of the blocks that may have more than one name in them."""
    casts = [side.known.casts for side in sides]
    often = np.maximum(*(each.often(blocks) for each in casts))
    alone = blocks[often == 1]
    turned = {block for each in casts for block, _ in each.turned(alone)}
    return np.union1d(blocks[often > 1], _numbers(turned))


def _numbers(found: Iterable[int]) -> Numbers:
    return np.array(sorted(set(found)), dtype=np.uint32)


class _Written(Outcomes):
    """The outcomes of an earlier build, looked up in its file."""

    def __init__(self, lines: Sorted, *, must: bool) -> None:
        """Look them up there, where all of them must be or not."""
        super().__init__()
        self._lines, self._must = lines, must

    def _line(self, digest: str) -> bytes | None:
        found = next(self._lines.beginning(b'["' + digest.encode()), None)
        if self._must and found is None:
            raise Astray(digest)
        return found


class _Half:
    """Who is who on one side of a change."""

    def __init__(self, side: Side, outcomes: Outcomes) -> None:
        """Start with nobody."""
        self._side, self._outcomes = side, outcomes
        self._weighing = Weighing(Given(side.known), side.paper_of, outcomes)
        self._parted: dict[str, tuple[list[list[Mention]], list[Decision]]] = {}

    def part(self, named: dict[str, list[Mention]], blocks: set[int]) -> None:
        """Work out the groups of those of the names that are in these blocks."""
        for name, mentions in sorted(in_blocks(named).items()):
            if name not in self._parted and number_of(name) in blocks:
                self._parted[name] = self._weighing.parted(mentions)

    def groups(self) -> Iterator[tuple[int, list[Mention]]]:
        """All groups, each with the number of its block."""
        for name, (groups, _) in self._parted.items():
            for group in groups:
                yield number_of(name), group

    def resolved(self, reached: _Reached) -> Resolved:
        """Those whom the change reaches."""
        groups = [group for block, group in self.groups() if reached.has(block, group)]
        groups.sort(key=lambda group: group[0].order)
        decisions = [each for _, (_, decided) in sorted(self._parted.items()) for each in decided]
        persons = persons_of(over_names(groups, (), decisions))
        persons, notices = with_profiles(persons, self._side.profiles)
        return Resolved(persons, decisions, notices, self._outcomes.lines())


class _Reached:
    """The mentions of the blocks that are looked at, before and after, and whom of them the change reaches."""

    def __init__(self, world: World, sides: Sides, hit: Numbers) -> None:
        """Start with the blocks of which the outcome may be another, and with those of who has a page's name."""
        self._world, self._casts = world, [side.known.casts for side in sides]
        self.named: tuple[dict[str, list[Mention]], ...] = ({}, {})
        self.blocks: set[int] = set()
        self._loaded: set[int] = set()
        self._mentions: dict[int, list[Mention]] = {}
        self._identifiers: set[tuple[str, str]] = set()
        self._asked: set[tuple[str, str]] = set()
        self._pages = {normal(each.name) for side in sides for each in side.profiles}
        self._take({*hit.tolist(), *self._called()})
        self._whole = frozenset(self.blocks)

    def has(self, block: int, group: list[Mention]) -> bool:
        """Whether the change reaches a group."""
        if block in self._whole or not self._identifiers.isdisjoint(_identifiers(group)):
            return True
        return bool(self._pages) and not self._pages.isdisjoint(_names(group))

    def grown(self, halves: Iterable[_Half]) -> bool:
        """Whether there are more blocks to look at: of those who share an identifier with one."""
        groups = [each for half in halves for each in half.groups()]
        while self._spreads(groups):
            pass
        return self._take({*self._identified()})

    def _spreads(self, groups: list[tuple[int, list[Mention]]]) -> bool:
        """Whether those who are reached have identifiers of which that was not known."""
        reached = [group for block, group in groups if self.has(block, group)]
        identifiers = {each for group in reached for each in _identifiers(group)} - self._identifiers
        self._identifiers |= identifiers
        return bool(identifiers)

    def _identified(self) -> Iterator[int]:
        """The blocks of who has an identifier that is reached."""
        for scheme, value in sorted(self._identifiers - self._asked):
            self._asked.add((scheme, value))
            for seat in self._world.having(mark("person", f"{scheme}:{value}")):
                for mention in self._on(seat):
                    if identifiers(mention).get(scheme) == value:
                        yield number_of(mention.form.block)

    def _called(self) -> Iterator[int]:
        """The blocks of who has the name of a page: what is told of a page depends on all of them."""
        for casts in self._casts if self._pages else ():
            yield from casts.called(self._pages).tolist()

    def _take(self, blocks: set[int]) -> bool:
        """Take in what blocks there are to look at beside those that are, with all that may be turned into them."""
        own = self._with_turned(blocks - self.blocks)
        self.blocks |= own
        self._load(self._with_turned(own) - self._loaded)
        return bool(own)

    def _with_turned(self, blocks: set[int]) -> set[int]:
        asked = _numbers(blocks)
        return blocks | {other for casts in self._casts for _, other in casts.turned(asked)}

    def _load(self, blocks: set[int]) -> None:
        """Take in all mentions of blocks."""
        self._loaded |= blocks
        records = np.union1d(*(casts.records(_numbers(blocks)) for casts in self._casts))
        if len(records) > self._most():
            raise TooFar
        for seat in (seat for record in records.tolist() for seat in self._world.at(record)):
            for mention in self._on(seat):
                if number_of(name := mention.form.block) in blocks:
                    for there, named in zip((seat.before, seat.after), self.named, strict=True):
                        if there:
                            named.setdefault(name, []).append(mention)

    def _on(self, seat: Seat) -> list[Mention]:
        """The mentions on a record."""
        if id(seat) not in self._mentions:
            brief = seat.brief
            self._mentions[id(seat)] = mentions_of(brief.record, brief.words, brief.signed)
            if len(self._mentions) > self._most():
                raise TooFar
        return self._mentions[id(seat)]

    def _most(self) -> int:
        return max(FEW, max(map(len, self._casts)) // SHARE)


def _identifiers(group: list[Mention]) -> set[tuple[str, str]]:
    known = (each for each in group if each.name.identifiers or each.name.orcid)
    return {each for mention in known for each in identifiers(mention).items()}


def _names(group: list[Mention]) -> set[str]:
    return {normal(each.name.name) for each in group}
