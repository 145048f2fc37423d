"""What an earlier resolution knows of people spares work, and makes no difference to what comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Affiliation, Decision, Identifier, Name, PartialDate, Record, Source, Verdict
from kg.resolve import people as people_of
from kg.resolve.people import People, Resolved
from kg.resolve.verdicts import Verdicts

NAMES = ["Wei Wang", "W. Wang", "Wang Wei", "Ann Zorn", "A. Zorn", "Cy Quill", "Di Fox", "Kim Yule", "K. Yule"]
TITLES = ["Gulls over the sea", "Gulls by radar", "Proofs in logic", "Logic and proofs", "Radar", "Terns, gulls, auks"]
VERDICTS = [
    Decision(kind="person", left="a#1", right="b#1", verdict=verdict, score=score, reasons=(), who="Ann")
    for verdict, score in ((Verdict.SAME, 1.0), (Verdict.DIFFERENT, -1.0))
]

names = st.builds(
    lambda name, place, orcid: Name(
        name,
        affiliations=(Affiliation(place),) if place else (),
        identifiers=(Identifier("openalex", orcid),) if orcid else (),
    ),
    st.sampled_from(NAMES),
    st.sampled_from([None, None, "Lund", "Oslo, w.wang@birds.example"]),
    st.sampled_from([None, None, None, "A1", "A2"]),
)
records = st.builds(
    lambda name, title, authors, **more: Record(id=name, title=title, authors=tuple(authors), **more),
    st.sampled_from("abcdefgh"),
    st.sampled_from(TITLES),
    st.lists(names, min_size=1, max_size=4, unique_by=lambda name: name.name),
    abstract=st.sampled_from(["", "Birds at sea, by radar.", "We prove that proofs are proofs."]),
    authors_truncated=st.booleans(),
    date=st.sampled_from([None, PartialDate(1999), PartialDate(2020)]),
    venue=st.sampled_from([None, "Birds"]),
    category=st.sampled_from([None, "cs.LO"]),
    source=st.just(Source("x", 1)),
)
libraries = st.lists(records, max_size=8, unique_by=lambda record: record.id)
verdicts = st.sampled_from([None, *(Verdicts([each]) for each in VERDICTS)])
papers = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from(["title:x", "title:y"]))


def resolved(
    library: Iterable[Record], said: Verdicts | None, paper_of: dict[str, str], before: Iterable[bytes] = ()
) -> Resolved:
    people = People(said, before)
    for each in library:
        people.add(each)
    return people.resolve((), paper_of)


@settings(deadline=None, max_examples=40)
@given(libraries, libraries, verdicts, verdicts, papers, papers)
def test_they_make_no_difference(
    one: list[Record],
    other: list[Record],
    before: Verdicts | None,
    after: Verdicts | None,
    paper_before: dict[str, str],
    paper_after: dict[str, str],
) -> None:
    kept = [each for each in one if each.id not in {record.id for record in other}]
    known = resolved(one, before, paper_before).outcomes
    library = [*kept, *other]
    assert resolved(library, after, paper_after, known) == resolved(library, after, paper_after)


@pytest.fixture
def weighed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The first names of the blocks whose authors are compared."""
    seen: list[str] = []
    work: Callable[..., object] = people_of._grouped

    def counting(mentions: list[people_of.Mention], *rest: object) -> object:
        seen.append(mentions[0].name.name)
        return work(mentions, *rest)

    monkeypatch.setattr(people_of, "_grouped", counting)
    return seen


def by(name: str, *authors: str, title: str) -> Record:
    return Record(id=name, title=title, authors=tuple(map(Name, authors)), source=Source("x", 1))


def test_only_names_that_a_change_has_to_do_with_are_weighed_again(weighed: list[str]) -> None:
    library = [
        by("a", "Ann Zorn", "Cy Quill", title="Gulls over the sea"),
        by("b", "A. Zorn", "Di Fox", title="Proofs in logic"),
        by("c", "Kim Yule", title="Radar"),
        by("d", "K. Yule", title="Terns and ice"),
    ]
    known = resolved(library, None, {}).outcomes
    assert weighed == ["Kim Yule", "Ann Zorn"]
    weighed.clear()
    resolved(library, None, {}, known)
    assert weighed == []
    alone = [*library, by("e", "Mo Urd", title="Auks")]
    assert resolved(alone, None, {}, known).outcomes == known
    assert weighed == []
    again = [*library, by("e", "Ann Zorn", title="Auks")]
    resolved(again, None, {}, known)
    assert weighed == ["Ann Zorn"]


def test_names_are_weighed_again_where_those_beside_them_write_with_others_elsewhere(weighed: list[str]) -> None:
    def library(one: str, other: str) -> list[Record]:
        return [
            by("a", "Ann Zorn", "Cy Quill", title="Gulls over the sea"),
            by("b", "A. Zorn", "Di Fox", title="Proofs in logic"),
            by("c", "Cy Quill", one, title="Radar"),
            by("d", "Al Gre", other, title="Terns and ice"),
        ]

    known = resolved(library("Mo Urd", "Nia Ost"), None, {}).outcomes
    weighed.clear()
    resolved(library("Nia Ost", "Mo Urd"), None, {}, known)
    assert set(weighed) == {"Ann Zorn", "Cy Quill"}


def test_much_that_is_far_away_changes_nothing(weighed: list[str]) -> None:
    library = [
        by(f"r{number}", f"Bo Name{number}", f"Cy Name{number % 30}", title=TITLES[number % 6]) for number in range(300)
    ]
    known = resolved(library, None, {}).outcomes
    assert len(weighed) == 30
    weighed.clear()
    resolved([*library, by("new", "Bo Name7", title="Proofs in logic")], None, {}, known)
    assert set(weighed) <= {"Bo Name7", "Cy Name7"}
