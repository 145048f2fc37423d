"""Betweenness: on how many of the shortest ways between others a thing lies.

U. Brandes, "A faster algorithm for betweenness centrality", 2001; a sample of starting
points: U. Brandes, C. Pich, "Centrality estimation in large networks", 2007.
"""

from __future__ import annotations

import networkx as nx

from kg.measure._network import Network, sample

TITLE = "Betweenness"
SUMMARY = "on which share of the shortest ways between others it lies"
TERM = "kg:betweenness"
EXACT = 2_000
"""How many nodes a network has at most whose ways are all counted."""
SAMPLED = 400
"""From how many nodes the ways are counted in a larger one at most: the same ones every time."""
LINKS = 10_000_000
"""How many links are gone over in all: in a network of more links, from fewer nodes."""
FEWEST = 20


def values(network: Network) -> list[float]:
    """The share, from 0 to 1, of each node; estimated from a sample where there are more than `EXACT` nodes.

    >>> values(Network("abc", [("a", "b", 1), ("a", "c", 1)]))
    [1.0, 0.0, 0.0]
    """
    count = len(network)
    if count < 3:
        return [0.0] * count
    few = min(SAMPLED, max(FEWEST, LINKS // max(len(network.pairs), 1)))
    starts = sample(count, count if count <= EXACT else few)
    share = len(starts) * (count - 1) * (count - 2) / (2 * count)
    if network.igraph is not None:
        found = network.igraph.betweenness(sources=starts, targets=list(range(count)))
    else:
        found = list(_counted(network, starts).values())
    return [float(f"{value / share:.4g}") for value in found]


def _counted(network: Network, starts: list[int]) -> dict[int, float]:
    """On how many shortest ways from the starts to all others each node lies, half of a way counted."""
    graph = network.networkx
    return nx.betweenness_centrality_subset(graph, sources=starts, targets=list(graph))
