"""Which nodes belong together, what to call them, and which one node holds together what would else fall apart."""

from __future__ import annotations

import importlib.util
import random
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeAlias

import networkx as nx
from networkx.algorithms.community import louvain_communities

SEED = 20
SMALLEST_WITH_HUB = 8
"""A component of fewer nodes is one group whoever holds it together."""

Weighted: TypeAlias = Sequence[tuple[int, int, float]]
"""Links between numbers, with their weight; sorted."""


class Communities(NamedTuple):
    """`hubs` stand apart; `groups` hold every other node once, the largest first, each sorted."""

    hubs: list[str]
    groups: list[list[str]]


def communities(graph: nx.Graph[str]) -> Communities:
    """The groups by edge weight once the hubs are taken out.

    A hub's links say nothing of who belongs together: the owner of an author page
    is linked to everybody on it. The groups are Leiden's where igraph is installed
    (Traag et al. 2019, https://doi.org/10.1038/s41598-019-41695-z), else Louvain's
    (Blondel et al. 2008, https://arxiv.org/abs/0803.0476).
    """
    found = hubs(graph)
    rest = sorted(set(graph) - set(found))
    place = {node: index for index, node in enumerate(rest)}
    links = sorted(
        (min(place[left], place[right]), max(place[left], place[right]), float(weight))
        for left, right, weight in graph.edges(data="weight", default=1.0)
        if left in place and right in place
    )
    return Communities(found, [[rest[index] for index in group] for group in parted(len(rest), links)])


def parted(count: int, links: Weighted) -> list[list[int]]:
    """The groups of the numbers below `count`, each sorted, the largest first."""
    if not count:
        return []
    found = _leiden(count, links) if importlib.util.find_spec("igraph") else _louvain(count, links)
    return sorted((sorted(group) for group in found), key=lambda group: (-len(group), group))


def _leiden(count: int, links: Weighted) -> Iterable[Iterable[int]]:
    import igraph

    igraph.set_random_number_generator(random.Random(SEED))  # noqa: S311 the same groups every time
    graph = igraph.Graph(n=count, edges=[link[:2] for link in links])
    weights = [link[2] for link in links]
    clusters: Iterable[list[int]] = graph.community_leiden("modularity", weights=weights, n_iterations=10)
    return clusters


def _louvain(count: int, links: Weighted) -> Iterable[Iterable[int]]:
    graph: nx.Graph[int] = nx.Graph()  # numbers: sets of text are walked in an order that PYTHONHASHSEED decides
    graph.add_nodes_from(range(count))
    graph.add_weighted_edges_from(links)
    groups: Iterable[Iterable[int]] = louvain_communities(graph, seed=SEED)
    return groups


def hubs(graph: nx.Graph[str]) -> list[str]:
    """The nodes linked to half of their component or more, without which it falls into three parts or more."""
    found = []
    for component in nx.connected_components(graph):
        if len(component) >= SMALLEST_WITH_HUB:
            wide = [node for node in component if 2 * len(graph.adj[node]) >= len(component) - 1]
            part = graph.subgraph(component) if wide else graph
            found += [node for node in wide if parts_without(part, node) >= 3]
    return sorted(found)


def parts_without(graph: nx.Graph[str], node: str) -> int:
    """Into how many parts the node's neighbours fall when it is gone."""
    rest = graph.subgraph(set(graph) - {node})
    return sum(1 for part in nx.connected_components(rest) if any(graph.has_edge(node, other) for other in part))
