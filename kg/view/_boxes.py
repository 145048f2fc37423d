"""Boxes side by side: the large ones where they fit best, the many small ones in rows beneath each other."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kg.view._forces import Points

STRAIT = 36.0
"""Space between boxes."""
ASPECT = 1.35
"""How much wider than tall the whole should be, as screens are."""
FITTED = 40
"""So many boxes are each fitted in where the whole grows least; to do so for all would take too long."""


def packed(extents: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The low corners of boxes (wide, tall) that do not overlap, in the order given: the first ones before all."""
    few, many = extents[:FITTED], extents[FITTED:]
    if not many:
        return fitted(few)
    area = sum((wide + STRAIT) * (tall + STRAIT) for wide, tall in many)
    rows, extent = _rows(many, max(math.sqrt(area * ASPECT), max(wide for wide, _ in many)))
    *corners, (left, top) = fitted([*few, extent])
    return corners + [(left + x, top + y) for x, y in rows]


def _rows(
    extents: Sequence[tuple[float, float]], width: float
) -> tuple[list[tuple[float, float]], tuple[float, float]]:
    """The corners of boxes in rows of that width, and how large the whole is."""
    corners, left, top, row = [], 0.0, 0.0, 0.0
    for wide, tall in extents:
        if left and left + wide > width:
            left, top, row = 0.0, top + row + STRAIT, 0.0
        corners.append((left, top))
        left, row = left + wide + STRAIT, max(row, tall)
    return corners, (width, top + row)


def fitted(extents: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The low corners of boxes that do not overlap, in the order given: each where the whole grows least.

    A box goes to a corner of one that has its place: right of it or below it.
    """
    taken = np.zeros((0, 4))
    for wide, tall in extents:
        size = np.array([wide + STRAIT, tall + STRAIT])
        corners = np.concatenate([[[0.0, 0.0]], taken[:, [2, 1]], taken[:, [0, 3]]])
        free = corners[~_overlaps(np.concatenate([corners, corners + size], axis=1), taken)]
        whole = np.maximum(free + size, taken[:, 2:].max(axis=0, initial=0.0))
        best = np.lexsort((free[:, 0], free[:, 1], free.sum(axis=1), (whole / [ASPECT, 1.0]).max(axis=1)))[0]
        taken = np.concatenate([taken, [[*free[best], *(free[best] + size)]]])
    return [(float(left), float(top)) for left, top, *_ in taken]


def _overlaps(boxes: Points, taken: Points) -> NDArray[np.bool_]:
    """Which boxes (left, top, right, bottom) overlap one that is taken."""
    first, second = boxes[:, None, :], taken[None, :, :]
    apart = (first[..., :2] >= second[..., 2:]) | (first[..., 2:] <= second[..., :2])
    over: NDArray[np.bool_] = np.any(~np.any(apart, axis=2), axis=1)
    return over
