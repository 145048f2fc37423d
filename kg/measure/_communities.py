"""Which nodes belong together, once those who join everybody are set aside."""

from __future__ import annotations

import importlib.util
import random
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeAlias

import networkx as nx
from networkx.algorithms.community import louvain_communities

from kg.measure._network import SEED, Network

APART = -1
"""The community of a node that joins communities and is in none."""
SMALLEST_WITH_HUB = 8
"""A component of fewer nodes has no hub."""
ROUNDS = 10
"""How often Leiden goes over the network; nothing changes any more long before, with 50,000 nodes."""

Weighted: TypeAlias = Sequence[tuple[int, int, float]]
"""Links between numbers, with their weight; sorted."""


def membership(network: Network) -> list[int]:
    """The number of each node's community, the largest first; hubs have `APART`."""
    apart = set(hubs(network))
    rest = [node for node in range(len(network)) if node not in apart]
    place = {node: at for at, node in enumerate(rest)}
    links = [(place[a], place[b], weight) for (a, b), weight in network.pairs.items() if a in place and b in place]
    found = [APART] * len(network)
    for number, group in enumerate(parted(len(rest), links)):
        for at in group:
            found[rest[at]] = number
    return found


def hubs(network: Network) -> list[int]:
    """The nodes linked to half of their component or more, without which it falls into three parts or more.

    Such links say nothing of who belongs together: the owner of an author page is
    linked to everybody on it.
    """
    found = []
    for part in _components(network):
        if len(part) >= SMALLEST_WITH_HUB:
            wide = [node for node in part if 2 * len(network.neighbours[node]) >= len(part) - 1]
            found += [node for node in wide if parts_without(network, node) >= 3]
    return sorted(found)


def _components(network: Network) -> Iterable[list[int]]:
    """The parts of the network that hang together, in whatever order."""
    if network.igraph is None:
        return _parts(network, range(len(network)))
    found: list[list[int]] = list(network.igraph.connected_components())
    return found


def parts_without(network: Network, node: int) -> int:
    """Into how many parts the neighbours of a node fall when it is gone."""
    return sum(1 for _ in _parts(network, network.neighbours[node], {node}))


def _parts(network: Network, starts: Iterable[int], without: Collection[int] = ()) -> Iterator[list[int]]:
    """The parts that hang together, each from one of the starts, without some nodes."""
    seen = set(without)
    for start in starts:
        if start not in seen:
            seen.add(start)
            part = [start]
            for node in part:  # grows while it is walked
                fresh = [other for other in network.neighbours[node] if other not in seen]
                seen.update(fresh)
                part += fresh
            yield part


def parted(count: int, links: Weighted) -> list[list[int]]:
    """The groups of the numbers below `count`, each sorted, the largest first.

    Leiden's where igraph is installed (Traag et al. 2019, https://doi.org/10.1038/s41598-019-41695-z),
    else Louvain's (Blondel et al. 2008, https://arxiv.org/abs/0803.0476).
    """
    if not links:
        return [[number] for number in range(count)]
    found = _leiden(count, links) if importlib.util.find_spec("igraph") else _louvain(count, links)
    return sorted((sorted(group) for group in found), key=lambda group: (-len(group), group))


def _leiden(count: int, links: Weighted) -> Iterable[Iterable[int]]:
    import igraph

    igraph.set_random_number_generator(random.Random(SEED))  # noqa: S311 the same groups every time
    graph = igraph.Graph(n=count, edges=[link[:2] for link in links])
    weights = [link[2] for link in links]
    clusters: Iterable[list[int]] = graph.community_leiden("modularity", weights=weights, n_iterations=ROUNDS)
    return clusters


def _louvain(count: int, links: Weighted) -> Iterable[Iterable[int]]:
    graph: nx.Graph[int] = nx.Graph()  # numbers: sets of text are walked in an order that PYTHONHASHSEED decides
    graph.add_nodes_from(range(count))
    graph.add_weighted_edges_from(links)
    groups: Iterable[Iterable[int]] = louvain_communities(graph, seed=SEED)
    return groups
