"""Which nodes belong together, once those who join everybody are set aside."""

from __future__ import annotations

import importlib
import importlib.util
import random
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from kg.measure._network import SEED, Network, walked

APART = -1
"""The community of a node that joins communities and is in none."""
SMALLEST_PARTED = 50
"""Fewer nodes that hang together are one community: the people of a few papers with an author in common."""
SMALLEST_WITH_HUB = 8
"""A part of fewer nodes has no hub."""
ROUNDS = 10
"""How often Leiden goes over the network; nothing changes any more long before, with 50,000 nodes."""

Weighted: TypeAlias = Sequence[tuple[int, int, float]]
"""Links between numbers, with their weight; sorted."""


def membership(network: Network) -> list[int]:
    """The number of each node's community, the largest first; hubs have `APART`.

    Each part that hangs together is parted as if there were nothing else.
    """
    linked = [[nodes[at] for at in group] for nodes, part in network.parts for group in part.groups]
    alone = [[node] for node, near in enumerate(network.neighbours) if not near]
    found = [APART] * len(network)
    for number, group in enumerate(_sorted([*linked, *alone])):
        for node in group:
            found[node] = number
    return found


def groups(network: Network) -> list[list[int]]:
    """The communities of a network that hangs together, the largest first; hubs are in none.

    In a small one, what hangs together without them is one.
    """
    apart = hubs(network)
    rest = [node for node in range(len(network)) if node not in apart]
    if len(rest) < SMALLEST_PARTED:
        return _sorted(map(sorted, walked(network.neighbours, rest, apart)))
    place = {node: at for at, node in enumerate(rest)}
    links = [(place[a], place[b], weight) for (a, b), weight in network.pairs.items() if a in place and b in place]
    return [[rest[at] for at in group] for group in parted(len(rest), links)]


def hubs(network: Network) -> set[int]:
    """The nodes linked to half of all or more in a network that hangs together, and falls into three parts without.

    Such links say nothing of who belongs together: the owner of an author page is
    linked to everybody on it.
    """
    if len(network) < SMALLEST_WITH_HUB:
        return set()
    wide = (node for node, near in enumerate(network.neighbours) if 2 * len(near) >= len(network) - 1)
    return {node for node in wide if parts_without(network, node) >= 3}


def parts_without(network: Network, node: int) -> int:
    """Into how many parts the neighbours of a node fall when it is gone."""
    return sum(1 for _ in walked(network.neighbours, network.neighbours[node], {node}))


def parted(count: int, links: Weighted) -> list[list[int]]:
    """The groups of the numbers below `count`, each sorted, the largest first.

    Leiden's where igraph is installed (Traag et al. 2019, https://doi.org/10.1038/s41598-019-41695-z),
    else Louvain's (Blondel et al. 2008, https://arxiv.org/abs/0803.0476).
    """
    if not links:
        return [[number] for number in range(count)]
    found = _leiden(count, links) if _parting() == "igraph" else _louvain(count, links)
    return _sorted(map(sorted, found))


def parted_by() -> str:
    """The library that finds communities, and its version: by another one they are others."""
    return f"{_parting()} {importlib.import_module(_parting()).__version__}"


def _parting() -> str:
    return "igraph" if importlib.util.find_spec("igraph") else "networkx"


def _sorted(groups: Iterable[list[int]]) -> list[list[int]]:
    """The largest first."""
    return sorted(groups, key=lambda group: (-len(group), group))


def _leiden(count: int, links: Weighted) -> Iterable[Iterable[int]]:
    import igraph

    igraph.set_random_number_generator(random.Random(SEED))  # noqa: S311 the same groups every time
    graph = igraph.Graph(n=count, edges=[link[:2] for link in links])
    weights = [link[2] for link in links]
    clusters: Iterable[list[int]] = graph.community_leiden("modularity", weights=weights, n_iterations=ROUNDS)
    return clusters


def _louvain(count: int, links: Weighted) -> Iterable[Iterable[int]]:
    import networkx as nx
    from networkx.algorithms.community import louvain_communities

    graph: nx.Graph[int] = nx.Graph()  # numbers: sets of text are walked in an order that PYTHONHASHSEED decides
    graph.add_nodes_from(range(count))
    graph.add_weighted_edges_from(links)
    groups: Iterable[Iterable[int]] = louvain_communities(graph, seed=SEED)
    return groups
