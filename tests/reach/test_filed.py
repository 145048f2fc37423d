"""What a change reaches of venues and organizations is decided by itself as among all; all else stays as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from typing import Any, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Affiliation, EntityType, Extraction, Name, Record, Source
from kg.reach import _filed as filed
from kg.reach._marks import marks_of
from kg.reach._world import Seat, World
from kg.resolve.brief import Brief, brief
from kg.resolve.naming import Namings
from kg.resolve.organizations import Affiliated, Organizations
from kg.resolve.venues import Filed, Venues
from kg.vocabulary import Concept, Vocabulary

Facts: TypeAlias = dict[str, Any]
Outcome: TypeAlias = Filed | Affiliated
State: TypeAlias = tuple[Facts | None, Facts | None]
VENUE, PLACE = EntityType.VENUE, EntityType.ORGANIZATION
CONCEPTS = [
    Concept(iri="v:gulls", type=VENUE, label="Conference on Gull Networks", aliases=("CGN", "Gulls and Networks")),
    Concept(
        iri="v:skuas", type=VENUE, label="Transactions on Skua Radar", aliases=("IEEE Transactions on Skua Radar",)
    ),
    Concept(iri="v:terns", type=VENUE, label="TERN conference"),
    Concept(iri="o:auklab", type=PLACE, label="Auklab", aliases=("Institute of Auks", "Ek Group")),
    Concept(iri="o:plover", type=PLACE, label="Plover University"),
]
FINDS: tuple[Callable[..., tuple[Outcome, Outcome]], ...] = (filed.venues, filed.organizations)
KNOWN = Vocabulary({each.iri: each for each in CONCEPTS})
NAMINGS = Namings(KNOWN)
SEABIRDS = [
    "Journal of Seabird Ecology", "J. Seabird Ecol.", "J. Sea. Ecol.", "Journal of Seabird Ecolgy (JSE)", "JSE", "Jse",
    "Journal of Seabird Ecologi", "Journal of Seaweed Ecology", "JSE 2021", "Journal of Sealed Economics (JSE)",
    "JSE: A Journal", "Conference Proceedings of Seabirds", "Seabirds", "arXiv",
]  # fmt: skip
TERNS = [
    "IEEE Symposium on Tern Counting", "ACM Symposium on Tern Counting (STC)", "Symposium on Tern Counting", "STC '21",
    "Proceedings of the 3rd International Symposium on Tern Counting", "Proc. Int. Symp. Tern Count.", "TERN", "Tern",
    "IEEE/ACM Symposium on Tern Counting", "TERN (Terns)", "ACM Symp. Tern Counting", "Symposium on Tern Couting",
]  # fmt: skip
GULLS = [
    "Conference on Gull Networks", "CGN 2020", "Gulls and Networks", "Gull and Network", "Proc. Conf. Gull Netw.",
    "Advances in Gull Networks and Gulls", "Conference on Gull Networks, USA", "Trans. Skua Radar", "Gull Networks",
    "ACM Transactions on Skua Radar", "Transactions on Skua Radars", "Transactions on Skuas and Radar", "Trans. S. R.",
    "Networks of Gulls (CGN)", "IEEE Trans. Skua Radar", "Transactions on Skua Radio",
]  # fmt: skip
LETTERS = "aa ab bb bc cc cd dd ee ff gg hh ii jj kk ll mm nn yz zz"
PLOVERS = [f"Reports on Pl{letters}ver" for letters in LETTERS.split()]
AFFILIATIONS = [
    "Tern University", "Dept. of Birds, Tern University, Ayr, UK", "University of Tern", "Univ. of Tern, Canada",
    "The Tern University (TU), Canada", "Auklab", "Bird Research, Auklab, Ayr", "Institute of Auks, Ayr, UK", "Plover",
    "Plover Univ.", "University of Plover, Ayr, UK", "Ek Group, Tern University", "Ek Group, Ayr", "Skua Research Ltd.",
    "Skua Research", "Research of Skuas, Ek Lab", "Department of Birds, Ayr", "University of California, Ayr, CA 94720",
]  # fmt: skip
BIRDS = ["Tern", "Gull", "Skua", "Auk", "Plover", "Knot", "Ruff"]
MORE = [
    "v:gulls", "Venue:<v:skuas>", "Venue:jse", "Venue:seabirds", "o:auklab", "Organization:<o:plover>",
    "Organization:tern university", "Organization:university tern (Canada)", "Organization:ror:1", "nothing",
]  # fmt: skip

affiliations = st.builds(Affiliation, st.sampled_from(AFFILIATIONS), st.sampled_from([None] * 4 + ["1", "2"]))
authors = st.builds(Name, st.just("Ann Ek"), affiliations=st.lists(affiliations, max_size=2).map(tuple))
venues = st.sampled_from([SEABIRDS, TERNS, GULLS, PLOVERS, [*SEABIRDS, *TERNS, *GULLS, *PLOVERS]])


def records(of: list[str]) -> st.SearchStrategy[list[State]]:
    """Records in these venues, before and after a change of some."""
    facts = st.fixed_dictionaries(
        {
            "venue": st.sampled_from([None, *of]),
            "issn": st.lists(st.sampled_from(["1", "1", "2", "3"]), max_size=2).map(tuple),
            "type": st.sampled_from([None, "article-journal", "paper-conference"]),
            "authors": st.lists(authors, max_size=2).map(tuple),
        }
    )
    kept = st.lists(facts.map(lambda each: (each, each)), max_size=40)
    changed = st.lists(st.tuples(st.none() | facts, st.none() | facts), min_size=1, max_size=3)
    return st.builds(lambda some, others: [*some, *others], kept, changed)


class Small(World):
    """Records before and after a change that are found by going over all."""

    def __init__(self, states: Iterable[State]) -> None:
        self.seats = [seat for number, state in enumerate(states) for seat in seats(number, *state)]
        self.changed = [seat for seat in self.seats if not (seat.before and seat.after)]
        self.marks = [(marks_of(seat.brief), seat) for seat in self.seats]

    def having(self, mark: int) -> Iterator[Seat]:
        return (seat for marks, seat in self.marks if mark in marks)


def seats(number: int, before: Facts | None, after: Facts | None) -> Iterator[Seat]:
    if before == after and before is not None:
        yield Seat(read(number, before), before=True, after=True, number=number)
        return
    if before is not None:
        yield Seat(read(number, before), before=True, after=False, number=number)
    if after is not None:
        yield Seat(read(number, after), before=False, after=True, number=number)


def read(number: int, said: Facts) -> Brief:
    record = Record(id=f"r{number}", title=f"t{number}", source=Source("x", number + 1), **said)
    return brief(record, Extraction(record=record.id), NAMINGS)


def whole(world: Small, *, after: bool) -> tuple[Filed, Affiliated]:
    """What becomes of all records."""
    venues, places = Venues(KNOWN), Organizations(KNOWN)
    for seat in world.seats:
        if seat.after if after else seat.before:
            venues.add(seat.brief.record)
            places.add(seat.brief.record)
    return venues.resolve(), places.resolve()


def split(found: Outcome, reached: set[str]) -> tuple[Outcome, Outcome]:
    """What of it is in reach and what is not."""
    keys = {found.leads[each] for each in reached if each in found.leads}
    return tuple(
        type(found)(
            tuple(each for each in found.entities if (each.key in keys) is near),
            tuple(each for each in found.decisions if (each.left in reached) is near),
            {name: key for name, key in found.leads.items() if (name in reached) is near},
        )
        for near in (True, False)
    )  # type: ignore[return-value]


def check(states: list[State], more: Sequence[str] = ()) -> None:
    """What is reached is decided as among all, before and after, and all else is as it was."""
    world = Small(states)
    for at, find in enumerate(FINDS):
        before, after = find(world, KNOWN, more)
        reached = {*before.leads, *after.leads}
        near, far = zip(*(split(whole(world, after=then)[at], reached) for then in (False, True)), strict=True)
        assert near == (before, after)
        assert far[0] == far[1]


@settings(max_examples=120, deadline=None)
@given(venues.flatmap(records), st.lists(st.sampled_from(MORE), max_size=2))
def test_any_change_of_any_records(states: list[State], more: list[str]) -> None:
    check(states, more)


@pytest.mark.parametrize("names", [SEABIRDS, TERNS, GULLS, PLOVERS])
def test_one_way_of_naming_a_venue_comes_to_another(names: list[str]) -> None:
    for name, other in product(names, names):
        one = {"venue": name}
        check([(one, one), (None, {"venue": other})])


def test_one_affiliation_comes_to_another() -> None:
    stated = [Affiliation(name, ror) for name in AFFILIATIONS for ror in (None, "1")]
    facts = [{"authors": (Name("Ann Ek", affiliations=(each,)),)} for each in stated]
    for one, other in product(facts, facts):
        check([(one, one), (None, other)])


@pytest.mark.parametrize("letters", ["aa", "ab", "ll", "zz"])
def test_of_many_titles_that_may_be_misspelt_not_all_are_compared(letters: str) -> None:
    kept: list[Facts] = [{"venue": each} for each in PLOVERS if each != f"Reports on Pl{letters}ver"]
    check([*((each, each) for each in kept), (None, {"venue": f"Reports on Pl{letters}ver"})])


@pytest.mark.parametrize("number", range(3, 7))
def test_an_issn_of_many_titles_is_one_of_a_series(number: int) -> None:
    of_series: list[Facts] = [{"venue": f"{bird} Notes", "issn": ("1",)} for bird in BIRDS]
    kept, come = of_series[:number], of_series[number]
    check([*((each, each) for each in kept), (None, come)])
    check([*((each, each) for each in kept), (come, None)])


@pytest.mark.parametrize("asked", MORE[:-1])
def test_what_is_asked_for_is_reached(asked: str) -> None:
    places = (*map(Affiliation, AFFILIATIONS), Affiliation("Tern University", "1"))
    states: list[Facts] = [{"venue": each} for each in (*SEABIRDS, *GULLS)]
    states.append({"authors": (Name("Ann Ek", affiliations=places),)})
    world = Small((each, each) for each in states)
    assert not any(find(world, KNOWN)[0].leads for find in FINDS)
    found = [find(world, KNOWN, [asked])[0].leads for find in FINDS]
    kind = asked[0].lower() == "v"
    assert not found[kind]
    assert asked in {*found[not kind], *found[not kind].values(), *map(concept, found[not kind].values())}
    check([(each, each) for each in states], [asked])


def concept(key: str) -> str:
    return key.partition("<")[2].removesuffix(">")
