"""Boxes side by side: the large ones where they fit best, the many small ones in rows beneath each other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from kg.view._forces import Points

STRAIT, GAP = 36.0, 14.0
"""Space between boxes, and between the many small ones."""
Extent: TypeAlias = tuple[float, float]

ASPECT = 1.35
"""How much wider than tall the whole should be, as screens are."""
SHARES = (0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.6, 2.0)
"""How wide all may be together, as shares of the side of a square of their area."""
FITTED = 40
"""So many boxes are each fitted in where the whole grows least; to do so for all would take too long."""


def packed(extents: Sequence[Extent]) -> list[Extent]:
    """The low corners of boxes (wide, tall) that do not overlap, in the order given: the first ones before all."""
    few, many = extents[:FITTED], extents[FITTED:]
    corners = fitted(few)
    if not many:
        return corners
    first = _whole(few, corners)
    side = math.sqrt(first[0] * first[1] + sum((wide + GAP) * (tall + GAP) for wide, tall in many))
    least = max(first[0], *(wide for wide, _ in many))
    choices = [_rows(many, first, max(side * share, least)) for share in SHARES]
    return corners + min(choices, key=lambda choice: _size(_whole([*few, *many], corners + choice)))


def _whole(extents: Sequence[Extent], corners: Sequence[Extent]) -> Extent:
    """How wide and tall the boxes at these corners are together."""
    ends = [(x + wide, y + tall) for (wide, tall), (x, y) in zip(extents, corners, strict=True)]
    return max(x for x, _ in ends), max(y for _, y in ends)


def _size(extent: Extent) -> float:
    """How large a screen must be to show it all."""
    return max(extent[0] / ASPECT, extent[1])


def _rows(extents: Sequence[Extent], beside: Extent, width: float) -> list[Extent]:
    """The corners of boxes in rows that end at that width: beside a box in the corner, then beneath it."""
    corners = []
    start, top, row = beside[0] + STRAIT, 0.0, 0.0
    left = start
    for wide, tall in extents:
        while left + wide > width and left + row > 0:
            left, top, row = 0.0, top + row + GAP, 0.0
            top = max(top, beside[1] + STRAIT) if start + wide > width else top
            left = start if top < beside[1] + STRAIT else 0.0
        corners.append((left, top))
        left, row = left + wide + GAP, max(row, tall)
    return corners


def fitted(extents: Sequence[Extent]) -> list[Extent]:
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
