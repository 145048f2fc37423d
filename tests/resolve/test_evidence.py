"""What speaks for and against one person: features, their signs, and groups that are joined step by step."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Affiliation, Decision, Name, PartialDate, Record, Source
from kg.resolve.people import People
from kg.resolve.people.block import SHARED, TOPIC, Block, Corpus
from kg.resolve.people.features import FEATURES
from kg.resolve.people.groups import Groups
from kg.resolve.people.grow import Growth, measured
from kg.resolve.people.large import MOST, MOST_OF_ONE, smaller
from kg.resolve.people.mentions import Mention, mentions_of, signed_by, words_of
from kg.resolve.people.weights import WEIGHTS

AGAINST = {"other co-authors", "other affiliation", "years", "loose name", "smaller", "bearers"}
"""What speaks against one person, if anything; all else speaks for it."""
COMPANY = {"co-authors", "closest co-authors", "circle", "closest circle"}
BESIDE = ["Ann Zorn", "Cy Quill", "Di Fox", "Kim Yule", "K. Yule", "Lo Ann Vance", "Lo Vance", "Mo Urd"]
TITLES = ["Gulls over the sea", "Gulls by radar", "Proofs in logic", "Logic and proofs", "Radar"]
PAPER = st.tuples(
    st.lists(st.sampled_from(BESIDE), max_size=5, unique=True),
    st.sampled_from(TITLES),
    st.integers(1995, 2020),
    st.sampled_from(["Birds", "Proof Theory", None]),
    st.sampled_from(["Lund", "Oslo, w.wang@birds.example", None]),
)


def record(number: int, beside: list[str], title: str = "Gulls", year: int = 2000, **more: str | None) -> Record:
    place = more.get("place")
    return Record(
        id=f"r{number}",
        title=title,
        authors=(Name("Wei Wang", affiliations=(Affiliation(place),) if place else ()), *map(Name, beside)),
        date=PartialDate(year),
        venue=more.get("venue"),
        source=Source("x", number),
    )


def block(records: list[Record]) -> Block:
    corpus, mentions = Corpus(), []
    for each in records:
        found = mentions_of(each, words_of(each), signed_by(each))
        corpus.add(found)
        mentions += [mention for mention in found if mention.name.name == "Wei Wang"]
    with np.errstate(invalid="ignore"):  # OpenBLAS raises the flag over what lies behind the end of a matrix
        return Block(mentions, corpus)


def decided(records: list[Record]) -> Decision:
    """What was decided on the Wei Wang of two records."""
    people = People()
    for each in records:
        people.add(each)
    (decision,) = [each for each in people.resolve().decisions if each.left_name == "Wei Wang"]
    return decision


def test_every_feature_has_a_weight_of_its_sign() -> None:
    assert [each.name for each in FEATURES] == list(WEIGHTS)
    for name, weight in WEIGHTS.items():
        assert weight <= 0 if name in AGAINST else weight >= 0, name


@settings(max_examples=60, deadline=None)
@given(st.lists(PAPER, min_size=2, max_size=4), st.sampled_from(["Nu Tell", "N. Tell", "Wu Zed", "Bo-Yi Ek"]))
def test_one_more_shared_coauthor_never_lowers_the_score(papers: list[tuple], name: str) -> None:  # type: ignore[type-arg]
    (left, *_), (right, *_) = papers[:2]
    before = [record(at, paper[0], *paper[1:3], venue=paper[3], place=paper[4]) for at, paper in enumerate(papers)]
    others = [Record(id=each.id, title=each.title, authors=each.authors[1:], source=each.source) for each in before[2:]]
    after = [
        record(at, [*beside, name], *paper[1:3], venue=paper[3], place=paper[4])
        for at, (beside, paper) in enumerate(zip((left, right), papers, strict=False))
    ]
    had, has = decided([*before[:2], *others]), decided([*after, *others])
    assert has.score >= had.score
    assert not [each for each in (*had.reasons, *has.reasons) if each.feature in COMPANY and each.score < 0]
    assert not [each for each in has.reasons if each.feature == "other co-authors"]


@settings(max_examples=30, deadline=None)
@given(st.lists(PAPER, min_size=4, max_size=8), st.randoms(use_true_random=False))
def test_groups_joined_step_by_step_are_as_those_begun_with(papers: list[tuple], draw) -> None:  # type: ignore[no-untyped-def, type-arg]
    made = block([record(at, *paper[:3], venue=paper[3], place=paper[4]) for at, paper in enumerate(papers)])
    of = np.arange(made.size)
    groups = Groups(made, of.copy())
    for _ in range(2):
        left, right = sorted(draw.sample(np.flatnonzero(groups.alive).tolist(), 2))
        groups.join(np.array([left]), np.array([right]))
        of[of == right] = left
    fresh = Groups(made, of)
    alive = np.flatnonzero(groups.alive)
    assert [groups.members(each) for each in alive.tolist()] == [fresh.members(each) for each in range(fresh.count)]
    stepwise = measured(groups, alive)[:, :, alive]
    np.testing.assert_allclose(stepwise, measured(fresh, np.arange(fresh.count)), atol=1e-4)
    assert (groups.apart[np.ix_(alive, alive)] == fresh.apart).all()


def test_what_is_joined_is_likelier_than_not_and_what_is_left_is_not() -> None:
    growth = Growth(block([record(at, ["Ann Zorn", "Cy Quill"]) for at in range(3)]), np.arange(3))
    assert all(join.growth.odds[join.left, join.right] >= 0 for join in growth.joins())
    assert growth.groups.alive.tolist() == [True, False, False]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Yancheng Zorn", "Yuanpeng Zorn", False),
        ("Y. Zorn", "Yuanpeng Zorn", True),
        ("Y. Zorn", "Y. Zorn", True),
        ("Michael J. Fox", "Michael Fox", True),
        ("Michael J. Fox", "Mara Fox", False),
        ("Ann Zorn", "Ann Zorn", True),
    ],
)
def test_coauthors_whose_names_cannot_be_one_are_not_shared(one: str, other: str, same: bool) -> None:  # noqa: FBT001
    made = block([record(1, [one]), record(2, [other])])
    assert (made.tops[SHARED, 0, 1] > 0) == same


def test_a_rare_word_says_more_than_a_usual_one_where_there_are_only_two_papers() -> None:
    rare = block([record(1, [], "Guillemot model"), record(2, [], "Guillemot system")])
    usual = block([record(1, [], "Guillemot model"), record(2, [], "Razorbill model")])
    assert rare.sums[TOPIC, 0, 1] > usual.sums[TOPIC, 0, 1] > -1


@pytest.mark.parametrize(
    ("authors", "unlisted", "cut", "rank"),
    [
        (("Wei Wang", "Ann Zorn"), (), False, 1),
        (("Ann Zorn", "Wei Wang", "Cy Quill"), (), False, 2),
        (("Ann Zorn", "Wei Wang"), (), False, 3),
        (("Ann Zorn", "Wei Wang"), (), True, 2),  # more come behind
        (("Ann Zorn",), ("Wei Wang",), True, 3),
        (("Wei Wang",), (), False, 0),
    ],
)
def test_the_place_among_the_authors(
    authors: tuple[str, ...],
    unlisted: tuple[str, ...],
    cut: bool,  # noqa: FBT001
    rank: int,
) -> None:
    made = Record(
        id="r",
        title="T",
        authors=tuple(map(Name, authors)),
        unlisted_authors=tuple(map(Name, unlisted)),
        authors_truncated=cut,
        source=Source("x", 1),
    )
    (mention,) = [each for each in mentions_of(made, words_of(made), signed_by(made)) if each.name.name == "Wei Wang"]
    assert mention.rank() == rank


@pytest.mark.parametrize(("name", "most"), [("Wei Wang", MOST_OF_ONE), ("W. Wang", MOST)])
def test_a_large_name_is_taken_apart_without_loss_and_circles_stay_together(name: str, most: int) -> None:
    mentions: list[Mention] = []
    for number in range(2 * most):
        beside = Name(f"Ann Zorn{chr(97 + number % 26)}{chr(97 + number // 26 % 26)}")
        made = Record(id=f"r{number}", title="T", authors=(Name(name), beside), source=Source("x", number))
        mentions += mentions_of(made, words_of(made), signed_by(made))[:1]
    parts = list(smaller(mentions))
    assert max(map(len, parts)) <= most
    assert sorted(each.order for part in parts for each in part) == sorted(each.order for each in mentions)
    circles = [{each.paper.names[1].whole for each in part} for part in parts]
    assert len(circles) > 1
    assert sum(map(len, circles)) == len(set.union(*circles))


def test_records_that_come_later_leave_every_earlier_key_or_lead_on_from_it() -> None:
    first = [record(at, ["Ann Zorn"], year=2010 + at) for at in range(3)]
    more = [*first, *(record(at, ["Ann Zorn", "Cy Quill"], year=2020 + at) for at in range(3, 9))]
    before, after = People(), People()
    for each in first:
        before.add(each)
    for each in more:
        after.add(each)
    known = {key for person in after.resolve().persons for key in (person.key, *person.replaces)}
    assert {person.key for person in before.resolve().persons} <= known
