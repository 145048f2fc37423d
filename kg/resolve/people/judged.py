"""What was decided of the authors of one name, put into decisions: verdict, score and reasons."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import lru_cache

import numpy as np

from kg.model import Decision, Reason, Verdict
from kg.resolve.people.block import NAME, identifiers
from kg.resolve.people.features import FEATURES, Pair
from kg.resolve.people.grow import NEVER, SAME, Growth, Join
from kg.resolve.people.mentions import Mention
from kg.resolve.people.names import CONFLICT
from kg.resolve.people.weights import BIAS, WEIGHTS

DOUBT = -1.5
"""Log-odds from which on it is undecided whether two groups are one person, below `SAME`."""
TELLING, FULL_SCORE = 0.2, 5.0
"""A feature that changes the log-odds by less is not told; by so much, it counts as 1."""


def joined(joins: Iterable[Join]) -> Iterator[Decision]:
    """Why groups were made one, a decision a join."""
    for join in joins:
        yield _decision(join.growth, (join.left, join.right), Verdict.SAME)


def kept_apart(growth: Growth) -> Iterator[Decision]:
    """Why each group that is left is not one with the group that fits it best, or that it is undecided."""
    groups, odds = growth.groups, growth.odds
    never = groups.apart & (groups.tops[NAME] > CONFLICT)
    told = set()
    for a in np.flatnonzero(groups.alive).tolist():
        b = int(odds[a].argmax())
        if odds[a, b] <= NEVER:
            others = np.flatnonzero(never[a] & groups.alive)
            if not len(others):
                continue
            b = int(others[0])
        pair = min(a, b), max(a, b)
        if pair not in told:
            told.add(pair)
            yield _apart(growth, pair)


def _apart(growth: Growth, pair: tuple[int, int]) -> Decision:
    groups, odds = growth.groups, float(growth.odds[pair])
    if odds > NEVER:
        return _decision(growth, pair, Verdict.UNDECIDED if DOUBT <= odds < SAME else Verdict.DIFFERENT)
    members = [[groups.block.mentions[at] for at in groups.members(each)] for each in pair]
    left, right = members[0][0], members[1][0]
    reason = next(filter(None, (_clash(a, b) for a in members[0] for b in members[1])), None)
    reason = reason or Reason("name", -1.0, "some of the names are of two people")
    return _of(left, right, Verdict.DIFFERENT, -1.0, (reason,))


def _clash(a: Mention, b: Mention) -> Reason | None:
    """What makes two mentions two people whatever else they have in common."""
    if a.paper.record == b.paper.record:
        return Reason("record", -1.0, f"both are authors of {a.paper.record}")
    one, other = identifiers(a), identifiers(b)
    for scheme in sorted(one.keys() & other.keys()):
        if one[scheme] != other[scheme]:
            return Reason(scheme, -1.0, f"{one[scheme]} and {other[scheme]}")
    return None


def _decision(growth: Growth, pair: tuple[int, int], verdict: Verdict) -> Decision:
    a, b = sorted(pair)
    left, right = (growth.groups.block.mentions[growth.groups.first[each]] for each in (a, b))
    score = round(math.tanh(float(growth.odds[a, b]) / 2), 4)
    return _of(left, right, verdict, score, tuple(_reasons(growth, a, b)))


def _reasons(growth: Growth, a: int, b: int) -> Iterator[Reason]:
    """What each feature adds to the log-odds, the most telling first; last, what two of one name start from."""
    values = growth.found[:, a, b].tolist()
    added = [WEIGHTS[feature.name] * value for feature, value in zip(FEATURES, values, strict=True)]
    told = [at for at, each in enumerate(added) if abs(each) >= TELLING]
    for at in sorted(told, key=lambda at: (-abs(added[at]), FEATURES[at].name)):
        score = max(-1.0, min(1.0, added[at] / FULL_SCORE))
        yield _reason(FEATURES[at].name, round(score, 2), FEATURES[at].says(Pair(growth.groups, a, b, values[at])))
    yield _reason("one name", round(BIAS / FULL_SCORE, 2), "where nothing else is known of two of one name")


@lru_cache(maxsize=1 << 16)
def _reason(feature: str, score: float, why: str) -> Reason:
    """A reason; those that are the same are one, so that many decisions take little room."""
    return Reason(feature, score, why)


def by_rule(left: Mention, right: Mention, reason: Reason) -> Decision:
    """That two mentions are one person for a reason that needs no weighing."""
    return _of(left, right, Verdict.SAME, 1.0, (reason,))


def _of(a: Mention, b: Mention, verdict: Verdict, score: float, reasons: tuple[Reason, ...]) -> Decision:
    left, right = sorted((a, b), key=lambda each: each.order)
    return Decision(
        kind="person",
        left=left.reference,
        right=right.reference,
        left_name=left.name.name,
        right_name=right.name.name,
        verdict=verdict,
        score=score,
        reasons=reasons,
    )
