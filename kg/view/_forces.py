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
FRESH = 8
"""For how many rounds the pairs that may overlap stay the same."""
FEWEST = 24
"""How many rounds there are at least, however little effort is to be made."""
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


def settle(points: Points, sizes: Points, springs: Springs, *, wide: float = 1.0, effort: float = 1.0) -> Points:
    """The places after springs, mutual repulsion and a pull to the middle have come to rest; no two disks overlap.

    `wide` is how much wider than tall the whole may become, `effort` the share of
    the rounds that a network of its own would be given.
    """
    count = len(points)
    if count < 2:
        return points
    rounds = max(FEWEST, int(min(240, max(40, 60_000 / count)) * effort))
    room = float(np.sqrt((sizes**2).mean()))
    step = room * 2.0
    gravity = np.array([1.0, wide]) * 0.02
    for turn in range(rounds):
        force = _repulsion(points, sizes) + _attraction(points, sizes, springs) - points * gravity
        length = np.maximum(np.hypot(force[:, 0], force[:, 1]), 1e-9)[:, None]
        points = points + force / length * np.minimum(length, step * (1 - turn / rounds))
    tightening = max(FEWEST, int(TIGHTENING * effort))
    return without_overlap(_drawn_together(points, sizes, wide), sizes, tightening)


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


def without_overlap(points: Points, sizes: Points, tightening: int = TIGHTENING) -> Points:
    """The places after the disks have been drawn together and those that overlap moved apart."""
    for turn in range(tightening + TIGHTENING):
        if turn % FRESH == 0:
            left, right = _near(points, sizes)
        points = points * (1 - PULL) if turn < tightening else points
        apart = points[left] - points[right]
        distance = np.maximum(np.hypot(apart[:, 0], apart[:, 1]), 1e-6)
        overlap = np.maximum(sizes[left] + sizes[right] - distance, 0.0)
        if turn >= tightening and turn % FRESH == 0 and not np.any(overlap > 0.5):
            break
        points = points + _pushed(apart * (overlap / distance / 2)[:, None], left, right, len(points))
    return points


def _pushed(push: Points, left: Indexes, right: Indexes, count: int) -> Points:
    """What each point is moved by where the first of each pair is pushed one way and the second the other."""
    sums = [
        np.bincount(left, weights=push[:, axis], minlength=count) - np.bincount(right, push[:, axis], minlength=count)
        for axis in (0, 1)
    ]
    return np.stack(sums, axis=1)


def _near(points: Points, sizes: Points) -> tuple[Indexes, Indexes]:
    """The pairs of disks that overlap or may do so soon."""
    pairs = []
    slack = sizes.mean()
    for rows, across, down in _blocks(points):
        reach = sizes[rows][:, None] + sizes[None, :] + slack
        first, second = np.nonzero(across**2 + down**2 < reach**2)
        first = first + rows[0]
        pairs.append((first[first < second], second[first < second]))
    return np.concatenate([pair[0] for pair in pairs]), np.concatenate([pair[1] for pair in pairs])


def _repulsion(points: Points, sizes: Points) -> Points:
    """How every disk pushes every other away: more the larger both are and the closer."""
    force = np.zeros_like(points)
    for rows, across, down in _blocks(points):
        strength = sizes[rows][:, None] * (sizes * 1.6)[None, :] / np.maximum(across**2 + down**2, 1e-12)
        force[rows, 0] = (strength * across).sum(axis=1)
        force[rows, 1] = (strength * down).sum(axis=1)
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


def _blocks(points: Points) -> Iterator[tuple[Indexes, Points, Points]]:
    """For some points at a time: their numbers, and how far right of and below all points they are."""
    x, y = points[:, 0].copy(), points[:, 1].copy()
    for start in range(0, len(points), BLOCK):
        rows = np.arange(start, min(start + BLOCK, len(points)))
        yield rows, x[rows][:, None] - x[None, :], y[rows][:, None] - y[None, :]
