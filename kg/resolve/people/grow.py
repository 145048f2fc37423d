"""Groups that grow by joining the two that fit each other best, as long as nothing keeps them apart."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from msgspec import Struct

from kg.resolve.people.block import Block, Layers, Matrix
from kg.resolve.people.features import FEATURES
from kg.resolve.people.groups import Facing, Groups, Numbers
from kg.resolve.people.weights import BIAS, WEIGHTS

SAME = 0.0
"""From these log-odds on two groups are one person: where that is likelier than not."""
NEVER = -99.0
_WEIGHTS = np.array([WEIGHTS[feature.name] for feature in FEATURES], dtype=np.float32)


class Join(Struct, frozen=True):
    """Two groups that become one: which two, as they are before that, and what was found of all pairs."""

    growth: Growth
    left: int
    right: int


class Growth:
    """The groups of a block, what each feature finds of any two of them, and the log-odds that they are one person."""

    def __init__(self, block: Block, of: Numbers) -> None:
        """Begin with the groups in which each mention is under the number that `of` gives."""
        self.groups = Groups(block, of)
        every = np.arange(self.groups.count)
        self.found = measured(self.groups, every)
        self.odds = self._weighed(every)

    def joins(self) -> Iterator[Join]:
        """Join groups, in rounds in which each pair that fits best from either side becomes one."""
        every = np.arange(self.groups.count)
        while True:
            best = self.odds.argmax(axis=1)
            left = np.flatnonzero((best[best] == every) & (every < best) & (self.odds[every, best] >= SAME))
            if not len(left):
                return
            right = best[left]
            for a, b in zip(left.tolist(), right.tolist(), strict=True):
                yield Join(self, a, b)
            self.groups.join(left, right)
            self._again(left)

    def _again(self, rows: Numbers) -> None:
        """Weigh some groups anew."""
        found = measured(self.groups, rows)
        self.found[:, rows] = found
        self.found[:, :, rows] = found.transpose(0, 2, 1)
        self.odds[rows] = weighed = self._weighed(rows)
        self.odds[:, rows] = weighed.T
        gone = ~self.groups.alive
        self.odds[gone] = NEVER
        self.odds[:, gone] = NEVER

    def _weighed(self, rows: Numbers) -> Matrix:
        """The log-odds that some groups are one person with any of the others, each pair the same from both sides."""
        flat = self.found[:, rows].reshape(len(FEATURES), -1)
        odds: Matrix = (_WEIGHTS @ flat).reshape(len(rows), -1) + np.float32(BIAS)
        odds[:, rows] = (odds[:, rows] + odds[:, rows].T) / 2
        odds[self.groups.apart[rows]] = NEVER
        odds[np.arange(len(rows)), rows] = NEVER
        return odds


def measured(groups: Groups, rows: Numbers) -> Layers:
    """All features of some groups facing all."""
    facing = Facing(groups, rows)
    found = np.empty((len(FEATURES), len(rows), groups.count), dtype=np.float32)
    for at, feature in enumerate(FEATURES):
        found[at] = feature.of(facing)
    return found
