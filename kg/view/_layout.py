"""Where each node stands: communities as islands, the largest component first, the others packed beside it.

The same network gives the same places: nothing is random, and results are whole numbers.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kg.view._communities import communities
from kg.view._forces import Springs, settle, spiral

Place: TypeAlias = tuple[int, int]
Points: TypeAlias = NDArray[np.float64]

MARGIN = 9.0
"""Clear space around a node."""
SHORE = 16.0
"""Clear space around an island of several nodes."""
STRAIT = 36.0
"""Space between components."""
ASPECT = 1.35
"""How much wider than tall the whole should be, as screens are."""


class Disk(NamedTuple):
    """Some nodes, their places around 0, and the radius that holds them all."""

    nodes: list[str]
    points: Points
    radius: float


def place(graph: nx.Graph[str], radius: Mapping[str, float]) -> dict[str, Place]:
    """The place of every node; `radius` says how large each one is drawn."""
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    disks = [_component(graph.subgraph(part), radius) for part in parts if len(part) > 1]
    alone = sorted(node for part in parts if len(part) == 1 for node in part)
    disks += [_grid(alone, radius)] if alone else []
    places: dict[str, Place] = {}
    for disk, (left, top) in zip(disks, _packed([_extent(disk, radius) for disk in disks]), strict=True):
        low = _box(disk, radius)[0]
        for node, (x, y) in zip(disk.nodes, disk.points.tolist(), strict=True):
            places[node] = (round(x - low[0] + left), round(y - low[1] + top))
    return places


def _component(part: nx.Graph[str], radius: Mapping[str, float]) -> Disk:
    """The places in one component: every community laid out by itself, then the communities among each other."""
    found = communities(part)
    islands = [_island(part.subgraph([hub]), radius) for hub in found.hubs]
    islands += [_island(part.subgraph(group), radius) for group in found.groups]
    if len(islands) == 1:
        return islands[0]
    home = {node: index for index, island in enumerate(islands) for node in island.nodes}
    bridges: dict[tuple[int, int], float] = {}
    for left, right, weight in part.edges(data="weight", default=1.0):
        first, second = sorted((home[left], home[right]))
        if first != second:
            bridges[first, second] = bridges.get((first, second), 0.0) + weight
    sizes = np.array([island.radius for island in islands])
    springs = Springs.of({pair: math.sqrt(weight) for pair, weight in sorted(bridges.items())})
    centres = settle(spiral(sizes), sizes, springs, wide=ASPECT)
    nodes = [node for island in islands for node in island.nodes]
    turned = [
        _turned(island, centre, _pull(island, part, home, centres))
        for island, centre in zip(islands, centres, strict=True)
    ]
    return _disk(nodes, np.concatenate(turned), radius)


def _grid(nodes: list[str], radius: Mapping[str, float]) -> Disk:
    """Unlinked nodes, side by side."""
    step = 2 * max(radius[node] for node in nodes) + 3 * MARGIN
    columns = math.ceil(math.sqrt(len(nodes) * ASPECT))
    points = np.array([divmod(index, columns)[::-1] for index in range(len(nodes))], dtype=np.float64) * step
    return _disk(nodes, points, radius)


def _island(part: nx.Graph[str], radius: Mapping[str, float]) -> Disk:
    """The places in one community, its best linked node in the middle."""
    nodes = sorted(part, key=lambda node: (-part.degree(node, weight="weight"), node))
    index = {node: number for number, node in enumerate(nodes)}
    sizes = np.array([radius[node] + MARGIN for node in nodes])
    edges = sorted(tuple(sorted((index[left], index[right]))) for left, right in part.edges)
    points = settle(spiral(sizes), sizes, Springs.of(dict.fromkeys(edges, 1.0)))
    return _disk(nodes, points, radius)


def _disk(nodes: list[str], points: Points, radius: Mapping[str, float]) -> Disk:
    """The nodes around the middle of the box that holds them."""
    points = points - (points.max(axis=0) + points.min(axis=0)) / 2
    reach = max(math.hypot(x, y) + radius[node] for node, (x, y) in zip(nodes, points.tolist(), strict=True))
    return Disk(nodes, points, reach + (SHORE if len(nodes) > 1 else MARGIN))


def _pull(island: Disk, part: nx.Graph[str], home: Mapping[str, int], centres: Points) -> list[tuple[int, Points]]:
    """For each node of the island that has links out of it: its number, and where they lead on average."""
    own = home[island.nodes[0]]
    pulls = []
    for number, node in enumerate(island.nodes):
        out = sorted(home[other] for other in part[node] if home[other] != own)
        if out:
            pulls.append((number, centres[out].mean(axis=0)))
    return pulls


def _turned(island: Disk, centre: Points, pulls: Sequence[tuple[int, Points]]) -> Points:
    """The island at its place, turned (or mirrored) so that its links out of it are short."""
    if len(island.nodes) < 2 or not pulls:
        return island.points + centre
    own = island.points[[number for number, _ in pulls]]
    towards = np.array([target for _, target in pulls]) - centre
    u, _, vt = np.linalg.svd(own.T @ towards)
    turned: Points = np.round(island.points @ (u @ vt), 3) + centre
    return turned


def _box(disk: Disk, radius: Mapping[str, float]) -> tuple[Points, Points]:
    """The low and the high corner of the box around the disk's nodes as drawn."""
    sizes = np.array([[radius[node]] for node in disk.nodes])
    return (disk.points - sizes).min(axis=0), (disk.points + sizes).max(axis=0)


def _extent(disk: Disk, radius: Mapping[str, float]) -> tuple[float, float]:
    low, high = _box(disk, radius)
    return float(high[0] - low[0]), float(high[1] - low[1])


def _packed(extents: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
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
