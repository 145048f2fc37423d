"""PageRank: linked with many who are linked with many.

S. Brin, L. Page, "The anatomy of a large-scale hypertextual Web search engine", 1998, in
their first form, which is not divided by the number of nodes: what a node has depends on
those that lead to it alone, so that what is added elsewhere leaves it as it is.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.measure._network import Network

TITLE = "PageRank"
SUMMARY = "linked with many that are linked with many themselves; 1 is the mean where links have no direction"
TERM = "kg:pageRank"
DAMPING = 0.85
ROUNDS = 128
"""With this damping, ranks are as near as a billionth of the largest then, whatever the network."""


def values(network: Network) -> list[float]:
    """The PageRank of each node, by the weights of links, to three digits; 0 where it has none.

    >>> values(Network("abc", [("a", "b", 1), ("a", "c", 1)]))
    [1.46, 0.77, 0.77]
    """
    count = len(network)
    if not network.links:
        return [0.0] * count
    ends, weights = np.array(network.links), np.array(network.weights)
    if not network.directed:
        ends, weights = np.concatenate([ends, ends[:, ::-1]]), np.concatenate([weights, weights])
    share = weights / np.bincount(ends[:, 0], weights, count)[ends[:, 0]]
    rank: NDArray[np.floating[Any]] = np.ones(count)
    starts, stops, share = ends[:, 0].copy(), ends[:, 1].copy(), DAMPING * share
    for _ in range(ROUNDS):  # so many whatever else is there, so that it is the same
        rank = 1 - DAMPING + np.bincount(stops, share * rank[starts], count)
    rank[np.bincount(ends.ravel(), minlength=count) == 0] = 0.0
    return [float(f"{value:.3g}") for value in rank.tolist()]
