"""What speaks for and against two groups of mentions being one person: a table of features, each with its words.

A feature gives a number for every pair of groups, and says in words what it is for one
pair. What it counts for is in `weights.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from kg.resolve.people.block import (
    ALIKE,
    CATEGORY,
    CIRCLE,
    CLOSEST,
    EMAIL,
    NAME,
    PLACE,
    RANK,
    RARE,
    SHARED,
    TOPIC,
    VENUE,
    Marks,
    Matrix,
)
from kg.resolve.people.groups import Facing, Groups
from kg.resolve.people.names import FULL, LOOSE

MOST_SHARED, MOST_COMPANY, FAR = 20.0, 30.0, 15.0
"""Beyond so much weight of co-authors, shared or not, and so many years, more makes no difference."""
OTHER_PLACE = 0.1
"""Affiliations that are less alike are others."""


class Pair(NamedTuple):
    """Two groups of a partition, by number, and what a feature measured between them."""

    groups: Groups
    left: int
    right: int
    value: float


class Feature(NamedTuple):
    """A feature: its name, its numbers for some groups facing all, and its words for one pair."""

    name: str
    of: Callable[[Facing], Matrix]
    says: Callable[[Pair], str]


def coauthors(facing: Facing) -> Matrix:
    """How much the co-authors that two groups share weigh together: rare ones more than those who are everywhere."""
    found: Matrix = np.minimum(facing.shared(), MOST_SHARED) / 5
    return found


def _says_coauthors(pair: Pair) -> str:
    names = _names_beside(pair.groups, pair.left) & _names_beside(pair.groups, pair.right)
    return f"wrote with the same: {_few(sorted(names))}" if names else "wrote with people whose names may be the same"


def closest_coauthors(facing: Facing) -> Matrix:
    """How much the co-authors weigh that two papers share, where they share most."""
    found: Matrix = np.minimum(facing.most(SHARED), MOST_SHARED) / 5
    return found


def other_coauthors(facing: Facing) -> Matrix:
    """How many co-authors both have, where none of them is the same."""
    known = facing.least(np.minimum(facing.groups.company, MOST_COMPANY) / 10)
    found: Matrix = np.where(facing.most(SHARED) > 0, np.float32(0), known)
    return found


def circle(facing: Facing) -> Matrix:
    """How far they write with the same people, or with people who write with each other: the mean of their papers."""
    return facing.mean(CIRCLE)


def closest_circle(facing: Facing) -> Matrix:
    """The same for two papers, where they are closest."""
    return facing.most(CLOSEST)


def topic(facing: Facing) -> Matrix:
    """How alike all words of the titles and abstracts are, above what any two papers have in common."""
    return facing.cosine(TOPIC)


def mean_topic(facing: Facing) -> Matrix:
    """How alike the words of any paper of the one and any of the other are."""
    return facing.mean(TOPIC)


def closest_topic(facing: Facing) -> Matrix:
    """How alike the words of two papers are, where they are most alike."""
    return facing.most(ALIKE)


def venue(facing: Facing) -> Matrix:
    """How far they appear in the same venues."""
    return facing.cosine(VENUE)


def rare_venue(facing: Facing) -> Matrix:
    """How much the rarest venue that both have says."""
    found: Matrix = facing.most(RARE) / 5
    return found


def rank(facing: Facing) -> Matrix:
    """How far they stand in the same places among the authors: first, in between, or last."""
    return facing.cosine(RANK)


def category(facing: Facing) -> Matrix:
    """How far they are filed under the same categories."""
    return facing.cosine(CATEGORY)


def place(facing: Facing) -> Matrix:
    """How alike their affiliations are."""
    return facing.cosine(PLACE)


def other_place(facing: Facing) -> Matrix:
    """Both have affiliations, with no words in common that say anything."""
    return _marked((facing.cosine(PLACE) < OTHER_PLACE) & facing.both(facing.groups.placed))


def email(facing: Facing) -> Matrix:
    """They have an e-mail address in common."""
    return _marked(facing.most(EMAIL) > 0)


def gap(facing: Facing) -> Matrix:
    """How many years lie between the last paper of one and the first of the other."""
    groups, rows = facing.groups, facing.rows
    dated = groups.late > 0
    early, late = np.where(dated, groups.early, -FAR), np.where(dated, groups.late, np.inf)
    apart = np.maximum(early[rows, None] - late, early - late[rows, None])
    found: Matrix = np.minimum(np.maximum(apart, 0), FAR) / 5
    return found


def full_name(facing: Facing) -> Matrix:
    """The names agree in more than one given name."""
    return _marked(facing.most(NAME) >= FULL)


def loose_name(facing: Facing) -> Matrix:
    """The names agree as far as initials go, or in another order."""
    return _marked(facing.most(NAME) <= LOOSE)


def cut_lists(facing: Facing) -> Matrix:
    """How far the lists of authors of both are cut: then it says little that no co-author is shared."""
    return facing.least(facing.groups.cut / facing.groups.sizes)


def smaller(facing: Facing) -> Matrix:
    """How many papers the smaller group has (logarithm)."""
    return facing.least(np.log(facing.groups.sizes))


def larger(facing: Facing) -> Matrix:
    """How many papers the larger group has (logarithm)."""
    return facing.largest(np.log(facing.groups.sizes))


def bearers(facing: Facing) -> Matrix:
    """How many papers there are of the name (logarithm)."""
    return facing.largest(np.log(facing.groups.block.bearers)[facing.groups.first])


def rare_name(facing: Facing) -> Matrix:
    """The name is one that few people have: in full, and of a family that is not a large one."""
    return _marked(facing.both(facing.groups.block.rare[facing.groups.first]))


def _marked(marks: Marks) -> Matrix:
    return marks.astype(np.float32)


def _says(text: str) -> Callable[[Pair], str]:
    return lambda pair: text.format(value=pair.value)


def _says_bearers(pair: Pair) -> str:
    return f"{pair.groups.block.bearers[pair.groups.first[pair.left]]} papers have this name"


def _says_gap(pair: Pair) -> str:
    return (
        f"{pair.value * 5:.0f} years lie between their papers" if pair.value else "their papers are of the same years"
    )


def _says_place(pair: Pair) -> str:
    left, right = (_place(pair.groups, each) for each in (pair.left, pair.right))
    return f"affiliations alike by {pair.value:.2f}: {left} and {right}"


def _says_other_place(pair: Pair) -> str:
    return f"other affiliations: {_place(pair.groups, pair.left)} and {_place(pair.groups, pair.right)}"


def _place(groups: Groups, group: int) -> str:
    found = [each.name for at in groups.members(group) for each in groups.block.mentions[at].name.affiliations]
    return found[0][:80] if found else "none"


def _says_email(pair: Pair) -> str:
    return f"both write from {_few(sorted(_emails(pair.groups, pair.left) & _emails(pair.groups, pair.right)))}"


def _emails(groups: Groups, group: int) -> set[str]:
    return {mail for at in groups.members(group) for mail in groups.block.mentions[at].emails}


def _names_beside(groups: Groups, group: int) -> set[str]:
    found: set[str] = set()
    for at in groups.members(group):
        mention = groups.block.mentions[at]
        paper = mention.paper
        own = paper.names[mention.slot]
        found.update(paper.forms[slot].whole for slot in mention.near() if paper.names[slot].short != own.short)
    return found


def _few(names: list[str], most: int = 3) -> str:
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


FEATURES: tuple[Feature, ...] = (
    Feature("co-authors", coauthors, _says_coauthors),
    Feature(
        "closest co-authors",
        closest_coauthors,
        _says("two of their papers share co-authors of this weight: {value:.1f}"),
    ),
    Feature("other co-authors", other_coauthors, _says("no co-author in common")),
    Feature("circle", circle, _says("the people around them overlap by {value:.2f}")),
    Feature("closest circle", closest_circle, _says("the people around two of their papers overlap by {value:.2f}")),
    Feature("topic", topic, _says("the words of their papers are alike by {value:.2f}")),
    Feature("mean topic", mean_topic, _says("the words of any two of their papers are alike by {value:.2f}")),
    Feature("closest topic", closest_topic, _says("the words of two of their papers are alike by {value:.2f}")),
    Feature("venue", venue, _says("venues alike by {value:.2f}")),
    Feature("rare venue", rare_venue, _says("a venue in common that few papers have")),
    Feature("rank", rank, _says("the same places among the authors, by {value:.2f}")),
    Feature("category", category, _says("categories alike by {value:.2f}")),
    Feature("affiliation", place, _says_place),
    Feature("other affiliation", other_place, _says_other_place),
    Feature("e-mail", email, _says_email),
    Feature("years", gap, _says_gap),
    Feature("full name", full_name, _says("the same given names")),
    Feature("loose name", loose_name, _says("the names agree only by initials, by a short form or in another order")),
    Feature("cut lists", cut_lists, _says("the lists of authors are cut, so that co-authors may be missing")),
    Feature("smaller", smaller, _says("how many papers the smaller group has")),
    Feature("larger", larger, _says("how many papers the larger group has")),
    Feature("bearers", bearers, _says_bearers),
    Feature("rare name", rare_name, _says("few people have this name")),
)
