"""What was decided of the authors of one name, put into decisions: verdict, score and reasons."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import numpy as np

from kg.model import Decision, Reason, Verdict
from kg.resolve.people.block import Block, identifiers
from kg.resolve.people.features import FEATURES, Pair
from kg.resolve.people.groups import Groups
from kg.resolve.people.grow import NEVER, SAME, Join, odds
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
        yield _decision(join.groups, (join.left, join.right), Verdict.SAME, join.odds)


def kept_apart(block: Block, groups: Groups) -> Iterator[Decision]:
    """Why each group that is left is not one with the group that fits it best, or that it is undecided."""
    if groups.count < 2:
        return
    found, told = odds(groups), set()
    never = groups.apart() & (groups.most("agreement") > CONFLICT)
    for a in range(groups.count):
        b = int(found[a].argmax())
        if found[a, b] <= NEVER:
            others = np.flatnonzero(never[a])
            if not len(others):
                continue
            b = int(others[0])
        pair = min(a, b), max(a, b)
        if pair not in told:
            told.add(pair)
            yield _apart(block, groups, pair, float(found[a, b]))


def _apart(block: Block, groups: Groups, pair: tuple[int, int], score: float) -> Decision:
    if score > NEVER:
        verdict = Verdict.UNDECIDED if DOUBT <= score < SAME else Verdict.DIFFERENT
        return _decision(groups, pair, verdict, score)
    members = [[block.mentions[at] for at in groups.members(each)] for each in pair]
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


def _decision(groups: Groups, pair: tuple[int, int], verdict: Verdict, score: float) -> Decision:
    a, b = sorted(pair)
    left, right = (groups.block.mentions[groups.first[each]] for each in (a, b))
    return _of(left, right, verdict, round(math.tanh(score / 2), 4), tuple(_reasons(groups, a, b)))


def _reasons(groups: Groups, a: int, b: int) -> Iterator[Reason]:
    """What each feature adds to the log-odds, the most telling first; last, what two of one name start from."""
    found = []
    for feature in FEATURES:
        value = float(feature.of(groups)[a, b])
        added = WEIGHTS[feature.name] * value
        if abs(added) >= TELLING:
            found.append((added, feature, value))
    for added, feature, value in sorted(found, key=lambda each: (-abs(each[0]), each[1].name)):
        score = round(max(-1.0, min(1.0, added / FULL_SCORE)), 4)
        yield Reason(feature.name, score, feature.says(Pair(groups, a, b, value)))
    yield Reason("one name", round(BIAS / FULL_SCORE, 4), "where nothing else is known of two of one name")


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
