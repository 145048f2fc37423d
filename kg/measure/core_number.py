"""The k-core: how deep in the dense middle a thing is.

V. Batagelj, M. Zaversnik, "An O(m) algorithm for cores decomposition of networks", 2003.
"""

from __future__ import annotations

from kg.measure._network import Network

TITLE = "Core"
SUMMARY = "it is among things that each have so many links with each other"
TERM = "kg:coreNumber"


def values(network: Network) -> list[float]:
    """The largest k for which each node is in the k-core.

    >>> values(Network("abcd", [("a", "b", 1), ("b", "c", 1), ("a", "c", 1), ("c", "d", 1)]))
    [2.0, 2.0, 2.0, 1.0]
    """
    if network.igraph is not None:
        return [float(core) for core in network.igraph.coreness()]
    import networkx as nx

    found = nx.core_number(network.networkx)
    return [float(found[node]) for node in range(len(network))]
