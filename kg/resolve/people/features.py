"""What speaks for and against two groups of mentions being one person: a table of features, each with its words.

A feature gives a number for every pair of groups, and says in words what it is for one
pair. What it counts for is in `weights.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from kg.resolve.people.block import Matrix
from kg.resolve.people.groups import Groups
from kg.resolve.people.names import FULL, LOOSE

MOST_SHARED, FAR = 20.0, 15.0
"""Beyond so much weight of co-authors, and so many years, more makes no difference."""


class Pair(NamedTuple):
    """Two groups of a partition, by number, and what a feature measured between them."""

    groups: Groups
    left: int
    right: int
    value: float


class Feature(NamedTuple):
    """A feature: its name, its numbers by pair of groups, and its words for one pair."""

    name: str
    of: Callable[[Groups], Matrix]
    says: Callable[[Pair], str]


def coauthors(groups: Groups) -> Matrix:
    """How much the co-authors that two groups share weigh together: rare ones more than those who are everywhere."""
    has = groups.coauthors().astype(np.float64)
    shared: Matrix = (has * groups.block.coauthor_weights) @ has.T
    least: Matrix = np.minimum(shared, MOST_SHARED) / 5
    return least


def _says_coauthors(pair: Pair) -> str:
    names = _names_beside(pair.groups, pair.left) & _names_beside(pair.groups, pair.right)
    return f"wrote with the same: {_few(sorted(names))}" if names else "no co-author in common"


def closest_coauthors(groups: Groups) -> Matrix:
    """How much the co-authors weigh that two papers share, where they share most."""
    least: Matrix = np.minimum(groups.most("shared"), MOST_SHARED) / 5
    return least


def circle(groups: Groups) -> Matrix:
    """How far they write with the same people, or with people who write with each other."""
    return groups.cosine("circle")


def closest_circle(groups: Groups) -> Matrix:
    """The same for two papers, where they are closest."""
    return groups.most("circle")


def topic(groups: Groups) -> Matrix:
    """How alike all words of the titles and abstracts are, above what any two papers have in common."""
    return groups.cosine("topic")


def closest_topic(groups: Groups) -> Matrix:
    """How alike the words of two papers are, where they are most alike."""
    return groups.most("topic")


def topic_of_many(groups: Groups) -> Matrix:
    """The likeness of all words once more, as far as there are many papers to judge from."""
    return topic(groups) * _small(groups)


def venue(groups: Groups) -> Matrix:
    """How far they appear in the same venues."""
    return groups.cosine("venue")


def category(groups: Groups) -> Matrix:
    """How far they are filed under the same categories."""
    return groups.cosine("category")


def other_category(groups: Groups) -> Matrix:
    """They are filed under categories of which none is the same."""
    known = np.diag(groups.total("category")) > 0
    none = groups.total("category") == 0
    found: Matrix = (none & known[:, None] & known[None]).astype(np.float64)
    return found


def place(groups: Groups) -> Matrix:
    """How alike their affiliations are."""
    return groups.cosine("place")


def other_place(groups: Groups) -> Matrix:
    """Both have affiliations, with no words in common that say anything."""
    placed = groups.any_of(groups.block.placed)
    return ((groups.cosine("place") < 0.1) & placed[:, None] & placed[None]).astype(np.float64)


def email(groups: Groups) -> Matrix:
    """They have an e-mail address in common."""
    return (groups.most("emails") > 0).astype(np.float64)


def gap(groups: Groups) -> Matrix:
    """How many years lie between the last paper of one and the first of the other."""
    early, late = groups.years()
    apart = np.maximum(early[:, None] - late[None], early[None] - late[:, None])
    known = (late[:, None] > 0) & (late[None] > 0)
    return np.where(known, np.clip(apart, 0, FAR) / 5, 0.0)


def full_name(groups: Groups) -> Matrix:
    """The names agree in more than one given name."""
    return (groups.agreement() >= FULL).astype(np.float64)


def loose_name(groups: Groups) -> Matrix:
    """The names agree as far as initials go, or in another order."""
    return (groups.agreement() <= LOOSE).astype(np.float64)


def alone(groups: Groups) -> Matrix:
    """One of them has no co-authors, so that there are none to share."""
    none = ~groups.any_of(groups.block.accompanied)
    found: Matrix = (none[:, None] | none[None]).astype(np.float64)
    return found


def cut_lists(groups: Groups) -> Matrix:
    """How far the lists of authors of both are cut: then it says little that no co-author is shared."""
    cut = groups.share_of(groups.block.cut)
    found: Matrix = np.minimum(cut[:, None], cut[None])
    return found


def _small(groups: Groups) -> Matrix:
    size = np.log(groups.sizes)
    found: Matrix = np.minimum(size[:, None], size[None])
    return found


def _large(groups: Groups) -> Matrix:
    size = np.log(groups.sizes)
    found: Matrix = np.maximum(size[:, None], size[None])
    return found


def circles(groups: Groups) -> Matrix:
    """How many circles of co-authors there are of the name, of how many papers (logarithm of the share)."""
    share = np.log(groups.block.circles / groups.block.bearers)[groups.first]
    found: Matrix = np.maximum(share[:, None], share[None])
    return found


def bearers(groups: Groups) -> Matrix:
    """How many papers there are of the name (logarithm)."""
    number = np.log(groups.block.bearers)[groups.first]
    found: Matrix = np.maximum(number[:, None], number[None])
    return found


def rare_name(groups: Groups) -> Matrix:
    """The name is one that few people have: in full, and of a family that is not a large one."""
    rare = groups.block.rare[groups.first]
    found: Matrix = (rare[:, None] & rare[None]).astype(np.float64)
    return found


def _says(text: str) -> Callable[[Pair], str]:
    return lambda pair: text.format(value=pair.value)


def _says_circles(pair: Pair) -> str:
    return f"{pair.groups.block.circles[pair.groups.first[pair.left]]} circles of co-authors have this name"


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


def _says_venue(pair: Pair) -> str:
    return f"venues alike by {pair.value:.2f}" if pair.value else "no venue in common"


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
        found.update(paper.forms[slot].whole for slot in mention.near() if paper.names[slot] != own)
    return found


def _few(names: list[str], most: int = 3) -> str:
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


FEATURES: tuple[Feature, ...] = (
    Feature("co-authors", coauthors, _says_coauthors),
    Feature(
        "closest co-authors", closest_coauthors, _says("two of their papers share co-authors of weight {value:.1f}")
    ),
    Feature("circle", circle, _says("the people around them are alike by {value:.2f}")),
    Feature("closest circle", closest_circle, _says("the people around two of their papers are alike by {value:.2f}")),
    Feature("topic", topic, _says("the words of their papers are alike by {value:.2f}")),
    Feature("closest topic", closest_topic, _says("the words of two of their papers are alike by {value:.2f}")),
    Feature("topic of many", topic_of_many, _says("alike in words over several papers")),
    Feature("venue", venue, _says_venue),
    Feature("category", category, _says("categories alike by {value:.2f}")),
    Feature("other category", other_category, _says("no category in common")),
    Feature("affiliation", place, _says_place),
    Feature("other affiliation", other_place, _says_other_place),
    Feature("e-mail", email, _says_email),
    Feature("years", gap, _says_gap),
    Feature("full name", full_name, _says("the same given names")),
    Feature("loose name", loose_name, _says("the names agree only by initials, by a short form or in another order")),
    Feature("alone", alone, _says("one has no co-authors")),
    Feature("cut lists", cut_lists, _says("the lists of authors are cut, so that co-authors may be missing")),
    Feature("smaller", _small, _says("how many papers the smaller group has")),
    Feature("larger", _large, _says("how many papers the larger group has")),
    Feature("circles", circles, _says_circles),
    Feature("bearers", bearers, _says_bearers),
    Feature("rare name", rare_name, _says("few people have this name")),
)
