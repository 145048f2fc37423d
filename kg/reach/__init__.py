"""What a change of records reaches: which things, persons and papers have to be decided on anew.

Records have to do with each other where they share a mark (`_marks.py`), and an index
leads from marks to records. From the records that change, all that depends on them is
gathered, and is decided on twice by the same rules as in a whole build: as it was before,
and as it is after. What differs is the change; all else there is stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct
from msgspec.structs import replace

from kg.model import Key, Person, Profile, RecordId, Verdict
from kg.past import Past
from kg.reach import _papers, _people, _things
from kg.reach._company import Company, Pairs
from kg.reach._far import Astray, TooFar
from kg.reach._filing import Filing
from kg.reach._index import Index
from kg.reach._known import Known
from kg.reach._marks import mark
from kg.reach._nouns import Nouns, by_key, by_pair
from kg.reach._people import Side, Sides
from kg.reach._placed import Placements, of_one_paper, touched
from kg.reach._things import Build
from kg.reach._whole import Followed
from kg.reach._world import Seat, World
from kg.resolve import Placement, Resolution, resolution
from kg.resolve.papers import Resolved as ResolvedPapers

__all__ = [
    "Astray",
    "Build",
    "Filing",
    "Followed",
    "Index",
    "Known",
    "Nouns",
    "People",
    "Reached",
    "TooFar",
    "World",
    "by_key",
    "by_pair",
    "mark",
    "reached",
]

Placed = list[tuple[Seat, Placement]]
"""Records, each with where its names go."""


class Reached(Struct, frozen=True):
    """What is decided of all in reach, before and after; records that go and come; pairs who do not, and who do write.

    A record whose names go elsewhere goes and comes.
    """

    before: Resolution
    after: Resolution
    gone: Placed
    come: Placed
    pairs: tuple[Pairs, Pairs]


class People(Struct, frozen=True):
    """What people are weighed by, before and after, and what their pages say."""

    known: tuple[Known, Known]
    pages: tuple[tuple[Profile, ...], tuple[Profile, ...]]


def reached(at: tuple[World, Past], build: Build, people: People) -> Reached:
    """What the change reaches; raises `TooFar` where that cannot be told apart from all there is."""
    (world, _), papers = at, _papers.Near(at[0])
    papers.reach(world.changed)
    before, after = _resolved(at, papers, build, people)
    records = touched(world, before, after)
    papers.reach(seat for record in sorted(records) for seat in world.of(record))
    before, after = (_with_papers(*each) for each in zip((before, after), papers.resolved(), strict=True))
    before, after = (_with_persons(at, each) for each in (before, after))
    placed = Placements(at, before, after)
    seats = {seat for record in of_one_paper(records, before, after) for seat in world.of(record)}
    old = {seat: placed.old(seat) for seat in seats if seat.before}
    new = {seat: placed.new(seat) for seat in seats if seat.after}
    company = Company(world, placed, _persons(build.nouns, before, after))
    return Reached(
        before=before,
        after=after,
        gone=[(seat, placement) for seat, placement in old.items() if new.get(seat) != placement],
        come=[(seat, placement) for seat, placement in new.items() if old.get(seat) != placement],
        pairs=company.changed(old.values(), new.values()),
    )


def _with_papers(found: Resolution, papers: ResolvedPapers) -> Resolution:
    return replace(
        found,
        paper_of=papers.paper_of,
        preferred=papers.preferred,
        versions=papers.versions,
        paper_named=papers.named,
        titles=papers.titles,
        decisions=tuple(each for each in found.decisions if each.kind != "paper") + tuple(papers.decisions),
    )


def _with_persons(at: tuple[World, Past], found: Resolution) -> Resolution:
    """With the persons, who stay, of those authors who may be somebody that is in reach."""
    (world, past), person_of = at, dict(found.person_of)
    for decision in found.decisions:
        if decision.kind == "person" and decision.verdict is Verdict.UNDECIDED:
            for record, _, position in (each.rpartition("#") for each in (decision.left, decision.right)):
                if (record, int(position)) not in person_of:
                    person_of[record, int(position)] = _person_before(past, world.of(record), int(position))
    return replace(found, person_of=person_of)


def _person_before(past: Past, seats: Iterable[Seat], position: int) -> Key:
    """The author at a position of a record that stays."""
    number = next((seat.number for seat in seats if seat.before), None)
    if number is None:
        raise Astray("a new record's author whom nothing was decided of")
    placed = past.placement(number)
    return placed.authors[position - 1] if position > 0 else placed.unlisted[-position - 1]


def _resolved(at: tuple[World, Past], papers: _papers.Near, build: Build, people: People) -> list[Resolution]:
    """What is decided, before and after."""
    world, past = at
    found = papers.resolved()
    things = _things.resolved(world, build)
    parts = zip(people.known, found, people.pages, strict=True)
    sides = Sides(*(Side(known, _paper_of(at, each, found), pages) for known, each, pages in parts))
    before, after = (each.paper_of for each in found)
    moved = {record for record in before.keys() & after.keys() if before[record] != after[record]}
    persons = _people.people(world, past.folder, sides, sorted(moved))
    return [resolution(*each) for each in zip(things, found, persons, strict=True)]


def _paper_of(
    at: tuple[World, Past], found: ResolvedPapers, either: tuple[ResolvedPapers, ResolvedPapers]
) -> Callable[[RecordId], Key | None]:
    """What tells the paper of a record: as is decided, or, out of reach, as it was."""
    world, past = at

    def paper(record: RecordId) -> Key | None:
        if any(record in each.paper_of for each in either):
            return found.paper_of.get(record)
        return next((past.placement(seat.number).paper for seat in world.of(record)), None)

    return paper


def _persons(nouns: Nouns, before: Resolution, after: Resolution) -> Callable[[Key], Person | None]:
    """What tells a person of after: as is decided, or, out of reach, as it was."""
    now, was = {each.key: each for each in after.persons}, {each.key for each in before.persons}
    return lambda key: now.get(key) or (None if key in was else nouns.person(key))
