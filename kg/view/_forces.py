"""Springs and elbow-room: places for disks that are linked, close where linked and never on top of each other.

After Fruchterman and Reingold 1991 (https://doi.org/10.1002/spe.4380211102), with
disks of different sizes and a start that is not random.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Points: TypeAlias = NDArray[np.float64]
Indexes: TypeAlias = NDArray[np.intp]

BLOCK = 512
"""How many points are compared with all others at once: bounds the memory, not the result."""
ROOM = 1.5
"""How much more area disks have among each other than they cover."""
TIGHTENING, PULL = 80, 0.006
"""For how many rounds disks are drawn together, and by what share of their distance to the middle."""
GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


class Springs(NamedTuple):
    """Which disks are linked, and how strongly."""

    left: Indexes
    right: Indexes
    strength: Points

    @classmethod
    def of(cls, pairs: Mapping[tuple[int, ...], float]) -> Springs:
        """The springs between the pairs of numbers; the strongest has strength 1."""
        ends = np.array(list(pairs), dtype=np.intp).reshape(-1, 2)
        strength = np.array(list(pairs.values()), dtype=np.float64)
        return cls(ends[:, 0], ends[:, 1], strength / strength.max() if len(pairs) else strength)


def spiral(sizes: Points) -> Points:
    """Places on a sunflower's spiral, the first disk in the middle, with room for disks of these sizes."""
    order = np.arange(len(sizes))
    reach = np.sqrt(np.cumsum(sizes**2) - sizes[:1] ** 2) if len(sizes) else sizes
    return np.stack([reach * np.cos(order * GOLDEN_ANGLE), reach * np.sin(order * GOLDEN_ANGLE)], axis=1)


def settle(points: Points, sizes: Points, springs: Springs, *, wide: float = 1.0) -> Points:
    """The places after springs, mutual repulsion and a pull to the middle have come to rest; no two disks overlap.

    `wide` is how much wider than tall the whole may become.
    """
    count = len(points)
    if count < 2:
        return points
    rounds = int(min(240, max(40, 60_000 / count)))
    room = float(np.sqrt((sizes**2).mean()))
    step = room * 2.0
    gravity = np.array([1.0, wide]) * 0.02
    for turn in range(rounds):
        force = _repulsion(points, sizes) + _attraction(points, sizes, springs) - points * gravity
        length = np.maximum(np.hypot(force[:, 0], force[:, 1]), 1e-9)[:, None]
        points = points + force / length * np.minimum(length, step * (1 - turn / rounds))
    return without_overlap(_drawn_together(points, sizes, wide), sizes)


def _drawn_together(points: Points, sizes: Points, wide: float) -> Points:
    """The places scaled so that the disks fill a good part of the whole, which is `wide` times wider than tall."""
    points = points - points.mean(axis=0)
    if wide > 1:
        axes = np.linalg.svd(points, full_matrices=False)[2]
        points = points @ (axes * np.where(axes[:, :1] + axes[:, 1:] < 0, -1.0, 1.0)).T
    spread = np.maximum(np.sqrt((points**2).mean(axis=0)), 1e-6)
    area = float((sizes**2).sum()) * ROOM
    # an ellipse with this area, filled evenly, has half of each of its half axes as spread
    wanted = np.sqrt([area * wide, area / wide]) / 2
    drawn: Points = points * np.minimum(wanted / spread, 1.0)
    return drawn


def without_overlap(points: Points, sizes: Points) -> Points:
    """The places after the disks have been drawn together and those that overlap moved apart."""
    for turn in range(2 * TIGHTENING):
        points = points * (1 - PULL) if turn < TIGHTENING else points
        push = np.zeros_like(points)
        for rows, apart, distance in _blocks(points):
            overlap = np.maximum(sizes[rows][:, None] + sizes[None, :] - distance, 0.0)
            overlap[np.arange(len(overlap)), rows] = 0.0
            push[rows] = (apart * (overlap / distance)[:, :, None]).sum(axis=1) / 2
        if turn >= TIGHTENING and not np.any(np.abs(push) > 0.5):
            break
        points = points + push
    return points


def _repulsion(points: Points, sizes: Points) -> Points:
    """How every disk pushes every other away: more the larger both are and the closer."""
    force = np.zeros_like(points)
    for rows, apart, distance in _blocks(points):
        strength = sizes[rows][:, None] * sizes[None, :] * 1.6 / distance**2
        force[rows] = (apart * strength[:, :, None]).sum(axis=1)
    return force


def _attraction(points: Points, sizes: Points, springs: Springs) -> Points:
    """How every spring longer than the two disks side by side draws its ends together."""
    force = np.zeros_like(points)
    apart = points[springs.right] - points[springs.left]
    distance = np.maximum(np.hypot(apart[:, 0], apart[:, 1]), 1e-6)
    rest = sizes[springs.left] + sizes[springs.right]
    pull = apart * (springs.strength * np.maximum(distance - rest, 0.0) / distance * 0.25)[:, None]
    np.add.at(force, springs.left, pull)
    np.add.at(force, springs.right, -pull)
    return force


def _blocks(points: Points) -> Iterator[tuple[Indexes, NDArray[np.float64], Points]]:
    """For some points at a time: their numbers, the vectors to them from all points, and the distances (never 0)."""
    for start in range(0, len(points), BLOCK):
        rows = np.arange(start, min(start + BLOCK, len(points)))
        apart = points[rows][:, None, :] - points[None, :, :]
        yield rows, apart, np.maximum(np.hypot(apart[..., 0], apart[..., 1]), 1e-6)
