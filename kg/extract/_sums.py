"""Sums of rows: what the features of each instance weigh together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, chain
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float32]


def sums(table: Floats, index: Mapping[str, int], instances: Sequence[Iterable[str]]) -> Floats:
    """For each instance, which is its features, the sum of their rows; one that `index` lacks counts for nothing.

    >>> sums(np.eye(2, dtype=np.float32), {"title": 0, "hyph": 1}, [["title", "hyph"], ["h=net"]]).tolist()
    [[1.0, 1.0], [0.0, 0.0]]
    """
    known = [[index[feature] for feature in features if feature in index] for features in instances]
    made = np.zeros((len(instances), table.shape[1]), dtype=np.float32)
    starts = [0, *accumulate(map(len, known))]
    rows = [row for row, numbers in enumerate(known) if numbers]
    if rows:
        made[rows] = np.add.reduceat(table[list(chain.from_iterable(known))], [starts[row] for row in rows], axis=0)
    return made
