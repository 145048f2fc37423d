"""Groups that grow by joining the two that fit each other best, as long as nothing keeps them apart."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from kg.resolve.people.block import Block, Matrix
from kg.resolve.people.features import FEATURES
from kg.resolve.people.groups import Groups
from kg.resolve.people.weights import BIAS, WEIGHTS

SAME = 0.5
"""From these log-odds on two groups are one person."""
NEVER = -99.0


class Join(Struct, frozen=True):
    """Two groups that were made one: the groups as they then were, which two, and the log-odds."""

    groups: Groups
    left: int
    right: int
    odds: float


def measured(groups: Groups) -> NDArray[np.float64]:
    """All features of all pairs of groups, the features last."""
    return np.stack([feature.of(groups) for feature in FEATURES], axis=-1)


def odds(groups: Groups) -> Matrix:
    """The log-odds that two groups are one person; `NEVER` where they cannot be, and of a group with itself."""
    found = np.full((groups.count, groups.count), BIAS)
    for feature in FEATURES:
        found += WEIGHTS[feature.name] * feature.of(groups)
    found = np.where(groups.apart(), NEVER, (found + found.T) / 2)
    np.fill_diagonal(found, NEVER)
    return found


def joins(block: Block, of: NDArray[np.int64]) -> Iterator[Join]:
    """Join groups of the block, in rounds in which each pair that fits best from either side becomes one.

    `of` has the number of each mention's group, and is changed with every join.
    """
    while True:
        groups = Groups(block, of)
        if groups.count < 2:
            return
        found = odds(groups)
        best = found.argmax(axis=1)
        mutual = [int(a) for a in range(groups.count) if best[best[a]] == a and a < best[a]]
        joined = [a for a in mutual if found[a, best[a]] >= SAME]
        if not joined:
            return
        for a in joined:
            b = int(best[a])
            of[of == groups.first[b]] = groups.first[a]
            yield Join(groups, a, b, float(found[a, b]))
