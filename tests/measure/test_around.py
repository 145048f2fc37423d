"""Where facts change, what hangs together with them is measured again, and that is enough."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.describe import Iris, line
from kg.describe.quads import string, typed
from kg.describe.terms import term
from kg.measure import _around as around
from kg.measure import _communities as communities
from kg.measure import _telling as telling
from kg.measure import change, derived, growth, library
from tests.measure.test_library import BASE, fact, iri

Paper: TypeAlias = tuple[list[str], list[str], list[int], int]

PEOPLE, THINGS = "abcdefgh", "uvwxyz"
papers = st.tuples(
    st.lists(st.sampled_from(PEOPLE), max_size=3, unique=True),
    st.lists(st.sampled_from(THINGS), max_size=4, unique=True),
    st.lists(st.integers(0, 8), max_size=2),
    st.integers(2019, 2022),
)
libraries = st.dictionaries(st.integers(0, 8), papers, max_size=9)
names = st.dictionaries(st.sampled_from([*PEOPLE, *THINGS]), st.sampled_from(["One", "Two"]), max_size=4)


@pytest.fixture(autouse=True, scope="module")
def _coarse() -> Iterator[None]:
    """Counts in one digit and small communities, so that few papers are enough to be as many as before."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(telling, "DIGITS", 1)
        patch.setattr(communities, "SMALLEST_PARTED", 4)
        for module in (around, growth):
            patch.setattr(module, "rate", lambda _: (frozenset({2022}), 0.5))
        yield


def lines(held: dict[int, Paper], called: dict[str, str]) -> Iterator[str]:
    """What a graph says of such papers, people and things."""
    for number, (authors, things, cites, year) in held.items():
        paper = f"paper/{number}"
        yield fact(paper, "rdf:type", term("kg:Paper"))
        yield fact(paper, "dcterms:issued", typed(str(year), "xsd:gYear"))
        yield from (fact(paper, "dcterms:creator", iri(f"person/{each}")) for each in authors)
        yield from (fact(paper, "kg:mentions", iri(each)) for each in things)
        yield from (fact(paper, "cito:cites", iri(f"paper/{each}")) for each in cites)
    for each in {each for authors, _, _, _ in held.values() for each in authors}:
        yield fact(f"person/{each}", "foaf:name", string(called.get(each, each)))
    for each in {each for _, things, _, _ in held.values() for each in things}:
        yield fact(each, "rdf:type", term("kg:Method" if each in "uvw" else "kg:Topic"))
        yield fact(each, "skos:prefLabel", string(called.get(each, each)))


def by_subject(of: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for each in of:
        found.setdefault(each.split(" ", 1)[0], set()).add(each)
    return found


@settings(deadline=None, max_examples=300)
@given(libraries, libraries, st.sets(st.integers(0, 8), max_size=3), names, names)
def test_what_is_measured_again_is_all_that_changes(
    first: dict[int, Paper],
    other: dict[int, Paper],
    changed: set[int],
    called: dict[str, str],
    then: dict[str, str],
) -> None:
    second = {n: held[n] for held, of in ((first, {*range(9)} - changed), (other, changed)) for n in held.keys() & of}
    before, after = by_subject(lines(first, called)), by_subject(lines(second, then))
    subjects = sorted(each for each in before.keys() | after.keys() if before.get(each) != after.get(each))
    known = library(line for of in before.values() for line in of)
    old = by_subject(map(line, derived(known, Iris(BASE))))
    found = change(known, subjects, ["".join(after.get(each, ())) for each in subjects])
    anew = library(line for of in after.values() for line in of)
    assert known == anew
    assert (known.papers_of, known.cited_by, known.by_role("mentions")) == (
        anew.papers_of,
        anew.cited_by,
        anew.by_role("mentions"),
    )
    if found is None:
        return
    again = {*found.people, *found.papers, *found.things}
    joined = f" {term('kg:community')} "
    groups = {each.split(" ")[2] for one in again for each in old.get(one, ()) if joined in each}
    kept = {one: said for one, said in old.items() if one not in again and one not in groups}
    new = by_subject(map(line, derived(known, Iris(BASE), found)))
    assert not kept.keys() & new.keys()
    whole = by_subject(map(line, derived(known, Iris(BASE))))
    assert kept | new == whole
