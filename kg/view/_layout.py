"""Where each node stands: communities as islands, the largest component first, the others packed beside it.

The same network gives the same places: nothing is random, and results are whole numbers.
An island of many nodes is made of islands itself, so that the work grows with the number of nodes.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

import networkx as nx
import numpy as np

from kg.measure import parted
from kg.view._boxes import ASPECT, FITTED, packed
from kg.view._communities import Communities, communities
from kg.view._forces import Indexes, Points, Springs, settle, spiral

Place: TypeAlias = tuple[int, int]

MARGIN, NARROW = 9.0, 4.0
"""Clear space around a node in a small network, and in one of many nodes."""
SHORE = 16.0
"""Clear space around an island of several nodes."""
CROWD = 300
"""An island of more nodes is made of islands."""
SPRAWL = 1500
"""An island of more nodes that cannot be parted is wound up as a spiral: springs would take too long."""
SMALL = 1500
"""Up to so many nodes a network is laid out with all care; each further one takes care from the others."""


class Part(NamedTuple):
    """Some nodes by their numbers, and the links among them: pairs of places in `nodes`, with their weights."""

    nodes: Indexes
    ends: Indexes
    weights: Points


class Disk(NamedTuple):
    """Some nodes, their places around 0, and the radius that holds them all."""

    nodes: Indexes
    points: Points
    radius: float


class Plan(NamedTuple):
    """How large each node is drawn, and with how much care the network is laid out."""

    radius: Points
    effort: float
    margin: float


def place(graph: nx.Graph[str], radius: Mapping[str, float], found: Communities | None = None) -> dict[str, Place]:
    """The place of every node; `radius` says how large each one is drawn, `found` which ones belong together."""
    found = found or communities(graph)
    order = sorted(graph)
    number = {node: index for index, node in enumerate(order)}
    plan = Plan(
        np.array([radius[node] for node in order]),
        min(1.0, SMALL / max(len(order), 1)),
        NARROW if len(order) > SMALL else MARGIN,
    )
    whole = _whole(graph, number)
    groups = [np.array([number[node] for node in group]) for group in [*([hub] for hub in found.hubs), *found.groups]]
    disks = _components(graph, number, whole, groups, plan)
    return {order[node]: spot for node, spot in _spread(disks, plan)}


def _whole(graph: nx.Graph[str], number: Mapping[str, int]) -> Part:
    links = sorted(
        (*sorted((number[left], number[right])), weight)
        for left, right, weight in graph.edges(data="weight", default=1.0)
    )
    ends = np.array([link[:2] for link in links], dtype=np.intp).reshape(-1, 2)
    return Part(np.arange(len(number)), ends, np.array([link[2] for link in links], dtype=np.float64))


def _components(
    graph: nx.Graph[str], number: Mapping[str, int], whole: Part, groups: Sequence[Indexes], plan: Plan
) -> list[Disk]:
    """A disk for each component, the largest first; unlinked nodes are one at the end, or many among many."""
    parts = sorted(
        (sorted(number[node] for node in part) for part in nx.connected_components(graph)), key=_largest_first
    )
    home = np.zeros(len(number), dtype=np.intp)
    for index, part in enumerate(parts):
        home[part] = index
    of_part: dict[int, list[Indexes]] = {}
    for group in groups:
        of_part.setdefault(int(home[group[0]]), []).append(group)
    linked = [part for part in parts if len(part) > 1]
    disks = []
    for index, one in enumerate(_split(whole, [np.array(part) for part in linked])):
        local = [np.searchsorted(one.nodes, group) for group in of_part[index]]
        disks.append(_islands(one, local, plan))
    alone = np.array([part[0] for part in parts if len(part) == 1], dtype=np.intp)
    if len(disks) > FITTED:
        return disks + [_disk(alone[at : at + 1], np.zeros((1, 2)), plan) for at in range(len(alone))]
    return disks + ([_grid(alone, plan)] if len(alone) else [])


def _largest_first(part: Sequence[int]) -> tuple[int, int]:
    return -len(part), part[0]


def _spread(disks: Sequence[Disk], plan: Plan) -> list[tuple[int, Place]]:
    """Every node with its place, the disks side by side."""
    boxes = [_box(disk, plan) for disk in disks]
    corners = packed([(float(high[0] - low[0]), float(high[1] - low[1])) for low, high in boxes])
    places = []
    for disk, (low, _), (left, top) in zip(disks, boxes, corners, strict=True):
        spots = np.rint(disk.points - low + [left, top]).astype(int).tolist()
        places += [(node, (x, y)) for node, (x, y) in zip(disk.nodes.tolist(), spots, strict=True)]
    return places


def _split(part: Part, groups: Sequence[Indexes]) -> list[Part]:
    """The part's groups, given by places in it, as parts of their own, with the links within each."""
    home = np.full(len(part.nodes), -1)
    local = np.zeros(len(part.nodes), dtype=np.intp)
    for index, group in enumerate(groups):
        home[group] = index
        local[group] = np.arange(len(group))
    owner = home[part.ends]
    inside = np.flatnonzero((owner[:, 0] == owner[:, 1]) & (owner[:, 0] >= 0))
    inside = inside[np.argsort(owner[inside, 0], kind="stable")]
    bounds = np.searchsorted(owner[inside, 0], np.arange(len(groups) + 1))
    slices = [inside[start:end] for start, end in itertools.pairwise(bounds)]
    return [
        Part(part.nodes[group], local[part.ends[own]], part.weights[own])
        for group, own in zip(groups, slices, strict=True)
    ]


def _islands(part: Part, groups: Sequence[Indexes], plan: Plan) -> Disk:
    """The places in a part: every group laid out by itself, then the groups among each other."""
    islands = [_island(one, plan) for one in _split(part, groups)]
    if len(islands) == 1:
        return islands[0]
    home = np.zeros(len(plan.radius), dtype=np.intp)
    for index, island in enumerate(islands):
        home[island.nodes] = index
    owners = home[part.nodes[part.ends]]
    between = owners[:, 0] != owners[:, 1]
    sizes = np.array([island.radius for island in islands])
    springs = _bridges(np.sort(owners[between], axis=1), part.weights[between])
    centres = settle(spiral(sizes), sizes, springs, wide=ASPECT, effort=plan.effort)
    pulls = _pulls(part.nodes[part.ends[between]], owners[between], centres, len(plan.radius))
    turned = [_turned(island, centre, pulls) for island, centre in zip(islands, centres, strict=True)]
    return _disk(np.concatenate([island.nodes for island in islands]), np.concatenate(turned), plan)


def _bridges(pairs: Indexes, weights: Points) -> Springs:
    """The springs between islands: the more links lead from one to the other, the stronger."""
    found, place_of = np.unique(pairs, axis=0, return_inverse=True)
    strength = np.sqrt(np.bincount(place_of.ravel(), weights=weights, minlength=len(found)))
    return Springs.of({(int(a), int(b)): float(s) for (a, b), s in zip(found, strength, strict=True)})


def _grid(nodes: Indexes, plan: Plan) -> Disk:
    """Unlinked nodes, side by side."""
    step = 2 * plan.radius[nodes].max() + 3 * plan.margin
    columns = math.ceil(math.sqrt(len(nodes) * ASPECT))
    points = np.stack(np.divmod(np.arange(len(nodes)), columns)[::-1], axis=1) * step
    return _disk(nodes, points, plan)


def _island(part: Part, plan: Plan) -> Disk:
    """The places in one community, its best linked node in the middle."""
    count = len(part.nodes)
    if count > CROWD:
        links = [(int(a), int(b), float(w)) for (a, b), w in zip(part.ends, part.weights, strict=True)]
        groups = parted(count, links)
        if len(groups) > 1 and len(groups[0]) < 0.9 * count:
            return _islands(part, [np.array(group) for group in groups], plan)
    degree = np.bincount(part.ends.ravel(), weights=np.repeat(part.weights, 2), minlength=count)
    order = np.lexsort((part.nodes, -degree))
    place_of = np.argsort(order)
    sizes = plan.radius[part.nodes[order]] + plan.margin
    ends = np.sort(place_of[part.ends], axis=1)
    springs = Springs.of({(int(a), int(b)): 1.0 for a, b in ends[np.lexsort((ends[:, 1], ends[:, 0]))]})
    start = spiral(sizes)
    return _disk(
        part.nodes[order], start if count > SPRAWL else settle(start, sizes, springs, effort=plan.effort), plan
    )


def _disk(nodes: Indexes, points: Points, plan: Plan) -> Disk:
    """The nodes around the middle of the box that holds them."""
    points = points - (points.max(axis=0) + points.min(axis=0)) / 2
    reach = float((np.hypot(points[:, 0], points[:, 1]) + plan.radius[nodes]).max())
    return Disk(nodes, points, reach + (SHORE if len(nodes) > 1 else plan.margin))


class Pulls(NamedTuple):
    """For each node, how many links lead out of its island, and the sum of the places where they lead."""

    links: Points
    towards: Points


def _pulls(ends: Indexes, owners: Indexes, centres: Points, count: int) -> Pulls:
    """Where links out of islands lead, for the nodes at both ends of each."""
    pulls = Pulls(np.zeros(count), np.zeros((count, 2)))
    for here, there in ((0, 1), (1, 0)):
        np.add.at(pulls.links, ends[:, here], 1.0)
        np.add.at(pulls.towards, ends[:, here], centres[owners[:, there]])
    return pulls


def _turned(island: Disk, centre: Points, pulls: Pulls) -> Points:
    """The island at its place, turned (or mirrored) so that its links out of it are short."""
    out = np.flatnonzero(pulls.links[island.nodes])
    if len(island.nodes) < 2 or not len(out):
        return island.points + centre
    nodes = island.nodes[out]
    towards = pulls.towards[nodes] / pulls.links[nodes][:, None] - centre
    u, _, vt = np.linalg.svd(island.points[out].T @ towards)
    turned: Points = np.round(island.points @ (u @ vt), 3) + centre
    return turned


def _box(disk: Disk, plan: Plan) -> tuple[Points, Points]:
    """The low and the high corner of the box around the disk's nodes as drawn."""
    sizes = plan.radius[disk.nodes][:, None]
    return (disk.points - sizes).min(axis=0), (disk.points + sizes).max(axis=0)
