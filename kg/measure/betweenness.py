"""Betweenness: on how many of the shortest ways between others a thing lies.

U. Brandes, "A faster algorithm for betweenness centrality", 2001; a sample of starting
points: U. Brandes, C. Pich, "Centrality estimation in large networks", 2007. It is not
divided by the number of ways that there could be, and the parts of a network that do not
hang together are measured each by itself, so that what is added elsewhere leaves it as it is.
"""

from __future__ import annotations

from kg.measure._network import Network, sample

TITLE = "Betweenness"
SUMMARY = "on how many of the shortest ways between two others it lies"
TERM = "kg:betweenness"
EXACT = 2_000
"""How many nodes a part has at most whose ways are all counted."""
SAMPLED = 400
"""From how many nodes the ways are counted in a larger one at most: the same ones every time."""
LINKS = 10_000_000
"""How many links of a part are gone over in all: where there are more, from fewer nodes."""
FEWEST = 25


def values(network: Network) -> list[float]:
    """The number for each node, to three digits, of several shortest ways a share each.

    It is estimated from a sample in parts of more than `EXACT` nodes.

    >>> values(Network("abcd", [("a", "b", 1), ("a", "c", 1), ("b", "d", 1), ("c", "d", 1)]))
    [0.5, 0.5, 0.5, 0.5]
    """
    found = [0.0] * len(network)
    for nodes, part in network.parts:
        if len(nodes) > 2:
            for node, value in zip(nodes, part.measured(_of_part), strict=True):
                found[node] = value
    return found


def _of_part(network: Network) -> list[float]:
    """The number for each node of a network that hangs together."""
    count = len(network)
    starts = list(range(count)) if count <= EXACT else sample(network.nodes, starting(len(network.pairs)))
    share = len(starts) / count
    if network.igraph is not None:
        found = network.igraph.betweenness(sources=starts, targets=list(range(count)))
    else:
        found = list(_counted(network, starts).values())
    return [float(f"{value / share:.3g}") for value in found]


def starting(links: int) -> int:
    """From how many nodes the ways are counted where there are so many links; halved, it seldom changes.

    >>> starting(1_000), starting(100_000), starting(10_000_000)
    (400, 100, 25)
    """
    few = SAMPLED
    while few > FEWEST and few * links > LINKS:
        few //= 2
    return few


def _counted(network: Network, starts: list[int]) -> dict[int, float]:
    """On how many shortest ways from the starts to all others each node lies, half of a way counted."""
    import networkx as nx

    graph = network.networkx
    return nx.betweenness_centrality_subset(graph, sources=starts, targets=list(graph))
