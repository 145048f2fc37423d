"""Sums of rows: what the features of each instance weigh together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float32]


def sums(table: Floats, index: Mapping[str, int], instances: Sequence[Iterable[str]]) -> Floats:
    """For each instance, which is its features, the sum of their rows; one that `index` lacks counts for nothing.

    >>> sums(np.eye(2, dtype=np.float32), {"title": 0, "hyph": 1}, [["title", "hyph"], ["h=net"]]).tolist()
    [[1.0, 1.0], [0.0, 0.0]]
    """
    flat: list[int] = []
    rows, starts = [], []
    for row, features in enumerate(instances):
        start = len(flat)
        flat += map(index.__getitem__, filter(index.__contains__, features))
        if len(flat) > start:
            rows.append(row)
            starts.append(start)
    made = np.zeros((len(instances), table.shape[1]), dtype=np.float32)
    if rows:
        made[rows] = np.add.reduceat(table.take(flat, axis=0), starts, axis=0)
    return made
