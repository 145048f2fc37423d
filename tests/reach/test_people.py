"""What a change makes of people is found around it alone, and is what a resolution of all makes of them."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from kg import folder
from kg.model import Affiliation, Extraction, Identifier, Name, PartialDate, Profile, Record, Source
from kg.past import Past
from kg.reach import _casts, _people
from kg.reach._casts import Casts
from kg.reach._counted import Counted
from kg.reach._far import TooFar
from kg.reach._index import Growing, Index
from kg.reach._known import Known
from kg.reach._people import Side, Sides
from kg.reach._world import World
from kg.resolve import Brief, Placement, Resolver
from kg.resolve import people as people_of
from kg.resolve.people import People, Resolved, block, large, mentions
from kg.vocabulary import load

FAMILIES = ["Wang", "Wei", "Müller", "Mueller", "Ek", "O'Hara", "O Hara", "Zorn", "Silva", "de Silva", "Li", "Lund"]
GIVEN = ["Wei", "W.", "Wang", "Ann", "A.", "Ann B.", "Zorn", "Guang Yu", "Guangyu", "Li"]
TITLES = ["Gulls over the sea", "Gulls by radar", "Proofs in logic", "Logic and proofs", "Radar", "Terns, gulls, auks"]
MANY = 135
"""So many records that a few more do not change what about their number is; those that tell how alike any are."""
HERE = Source("x", 1)

names = st.builds(
    lambda given, family, place, known, orcid: Name(
        f"{given} {family}",
        affiliations=(Affiliation(place),) if place else (),
        identifiers=(Identifier("openalex", known),) if known else (),
        orcid=orcid,
    ),
    st.sampled_from(GIVEN),
    st.sampled_from(FAMILIES),
    st.sampled_from([None, None, "Lund", "Oslo, w.wang@birds.example"]),
    st.sampled_from([*[None] * 9, "A1", "A2", "A3", "A4"]),
    st.sampled_from([*[None] * 19, "0000-0002-1825-0097"]),
)
records = st.builds(
    lambda name, title, authors, **more: Record(id=name, title=title, authors=tuple(authors), **more),
    st.sampled_from(["new", "newer", *(f"r{number}" for number in range(9))]),
    st.sampled_from(TITLES),
    st.lists(names, max_size=4),
    unlisted_authors=st.lists(names, max_size=1).map(tuple),
    authors_truncated=st.booleans(),
    date=st.sampled_from([None, PartialDate(1999), PartialDate(2020)]),
    venue=st.sampled_from([None, "Birds"]),
    category=st.sampled_from([None, "cs.LO"]),
    source=st.just(HERE),
)
profiles = st.lists(
    st.builds(
        lambda given, family, line: Profile(name=f"{given} {family}", h_index=line, source=Source("page", line)),
        st.sampled_from(GIVEN),
        st.sampled_from(FAMILIES),
        st.integers(1, 3),
    ),
    max_size=3,
).map(tuple)
papers = st.dictionaries(st.sampled_from(["new", "r0", "r1", "r2", "r9"]), st.sampled_from(["title:x", "title:y"]))
changes = st.tuples(
    st.sets(st.integers(0, MANY - 1), max_size=3), st.lists(records, max_size=2, unique_by=lambda r: r.id)
)


def briefs_of(library: Iterable[Record]) -> list[Brief]:
    resolver = Resolver(load())
    return [resolver.brief(each, Extraction(record=each.id)) for each in library]


def several(seed: int) -> list[Record]:
    """Records by chance, of which most have names of their own and some names that others have."""
    chance = random.Random(seed)  # noqa: S311  # for tests, not for secrets
    return [_by_chance(f"r{number}", chance) for number in range(MANY)]


def _by_chance(name: str, chance: random.Random) -> Record:
    known = [Identifier("openalex", f"A{number}") for number in range(1, 5)]
    given, family = ([*one, *(f"{one[0]}x{chance.randrange(99)}" for _ in one)] for one in (GIVEN, FAMILIES))
    few = [f"Cy Tern{number}" for number in range(50)]
    authors = [
        Name(
            chance.choice([chance.choice(few), f"{chance.choice(given)} {chance.choice(family)}"]),
            identifiers=tuple(chance.choices(known, k=chance.random() < 0.05)),
        )
        for _ in range(chance.randrange(5))
    ]
    title = " ".join(chance.choices(["gulls", "terns", "auks", "radar", "logic", "proofs", "seas", "birds"], k=3))
    return Record(id=name, title=title, authors=tuple(authors), source=HERE)


def resolved(briefs: Iterable[Brief], pages: tuple[Profile, ...], paper_of: dict[str, str]) -> tuple[People, Resolved]:
    people = People()
    for each in briefs:
        people.add(each.record, each.words, each.signed)
    return people, people.resolve(pages, paper_of)


def parts(found: Resolved) -> tuple[Counter[Any], ...]:
    return tuple(map(Counter, (found.persons, found.decisions, found.notices, found.outcomes)))


def kept(made: Path, briefs: list[Brief], people: People, found: Resolved) -> tuple[Past, Index, Known]:
    """A folder with what a build leaves of these."""
    (made / "update").mkdir(exist_ok=True)
    growing = Growing()
    with folder.stages_writer(made) as write:
        for each in briefs:
            write(folder.lines_of(each.record, Extraction(record=each.record.id), each))
            growing.take(each)
    placed = [("0" * 32, Placement(record=each.record.id, paper="x", preferred=True)) for each in briefs]
    (made / folder.PLACED).write_bytes(b"".join(msgspec.json.encode(each) + b"\n" for each in placed))
    folder.write_outcomes(made, found.outcomes)
    growing.write(made / "index")
    Known(Counted.of(people.corpus), Casts.of(briefs)).write(made)
    return Past(made), Index(made / "index"), Known.read(made)


@pytest.fixture(params=["as it is", pytest.param("with few to a part", marks=pytest.mark.slow)])
def sizes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Both as it is and with limits so low that they are passed here."""
    if request.param == "with few to a part":
        for module in (block, _casts, mentions):
            monkeypatch.setattr(module, "MOST_COAUTHORS", 3)
        for module, name in ((block, "MOST_PAPERS"), (_casts, "MOST_PAPERS"), (people_of, "MOST"), (large, "MOST")):
            monkeypatch.setattr(module, name, 4)
        monkeypatch.setattr(large, "MOST_OF_ONE", 5)
    return


BRIEFS = {seed: briefs_of(several(seed)) for seed in range(3)}


@pytest.mark.usefixtures("sizes")
@settings(deadline=None, max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(BRIEFS)), changes, profiles, profiles, papers, papers)
def test_a_change_makes_of_people_what_a_resolution_of_all_makes_of_them(
    tmp_path: Path,
    seed: int,
    change: tuple[set[int], list[Record]],
    pages: tuple[Profile, ...],
    other_pages: tuple[Profile, ...],
    paper_of: dict[str, str],
    other_paper_of: dict[str, str],
) -> None:
    old, come = BRIEFS[seed], briefs_of(change[1])
    gone = {
        number for number, each in enumerate(old) if number in change[0] or each.record.id in {r.id for r in change[1]}
    }
    new = [*(each for number, each in enumerate(old) if number not in gone), *come]
    (before, of_before), (after, of_after) = resolved(old, pages, paper_of), resolved(new, other_pages, other_paper_of)
    past, index, known = kept(tmp_path, old, before, of_before)
    world = World(past, index, gone, come)
    try:
        known_now = known.changed(world)
    except TooFar:
        event("as alike no more")
        assume(before.corpus.measures() == after.corpus.measures())
        raise
    assert known_now.counted.written() == Counted.of(after.corpus).written()
    assert known_now.casts.written() == Casts.of(new).written()
    sides = Sides(Side(known, paper_of.get, pages), Side(known_now, other_paper_of.get, other_pages))
    moved = {each for each in paper_of.keys() | other_paper_of.keys() if paper_of.get(each) != other_paper_of.get(each)}
    one, other = _people.people(world, tmp_path, sides, moved)
    event(f"{100 * len(one.persons) // len(of_before.persons) // 10}0 % of all")
    for all_before, all_after, here, there in zip(*map(parts, (of_before, of_after, one, other)), strict=True):
        assert here <= all_before
        assert all_before - here + there == all_after
