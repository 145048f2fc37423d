"""PageRank: linked with many who are linked with many.

S. Brin, L. Page, "The anatomy of a large-scale hypertextual Web search engine", 1998.
"""

from __future__ import annotations

import numpy as np

from kg.measure._network import Network

TITLE = "PageRank"
SUMMARY = "linked with many that are linked with many themselves; all add up to 1"
TERM = "kg:pageRank"
DAMPING = 0.85
NEAR = 1e-12
MOST_ROUNDS = 500
"""With this damping, ranks are as near as `NEAR` after some 170 rounds, whatever the network."""


def values(network: Network) -> list[float]:
    """The PageRank of each node, by the weights of links; 0 where there is no link at all.

    >>> [round(value, 3) for value in values(Network("abc", [("a", "b", 1), ("a", "c", 1)]))]
    [0.486, 0.257, 0.257]
    """
    count = len(network)
    if not network.links:
        return [0.0] * count
    ends, weights = np.array(network.links), np.array(network.weights)
    if not network.directed:
        ends, weights = np.concatenate([ends, ends[:, ::-1]]), np.concatenate([weights, weights])
    out = np.bincount(ends[:, 0], weights, count)
    share = weights / out[ends[:, 0]]
    rank = np.full(count, 1 / count)
    for _ in range(MOST_ROUNDS):
        # what a node without links out of it has goes to all
        kept = rank[out == 0].sum() / count
        given = np.bincount(ends[:, 1], share * rank[ends[:, 0]], count)
        before, rank = rank, DAMPING * (given + kept) + (1 - DAMPING) / count
        if np.abs(rank - before).sum() < NEAR:
            break
    return [float(f"{value:.6g}") for value in rank.tolist()]
