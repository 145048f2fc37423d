"""Nodes and the links between them, by number, and as the libraries that measure them hold them."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import igraph
    import networkx as nx

SEED = 20


class Network:
    """Nodes in sorted order, and the weighted links between them; the same ones give the same network.

    `directed` says whether a link leads from its first node to its second, as a citation does.
    """

    def __init__(
        self, nodes: Iterable[str], links: Iterable[tuple[str, str, float]], *, directed: bool = False
    ) -> None:
        """Hold the nodes and the links (two ends and a weight) between them.

        Links of a node with itself are left out; several between the same nodes are one, of their weights' sum.
        """
        self.nodes = sorted(nodes)
        self.directed = directed
        index, count = {node: number for number, node in enumerate(self.nodes)}, len(self.nodes)
        ends: dict[int, float] = {}  # two ends as one number: a third of the memory of a pair
        for left, right, weight in links:
            first, second = index[left], index[right]
            if not directed and first > second:
                first, second = second, first
            if first != second:
                ends[first * count + second] = ends.get(first * count + second, 0.0) + weight
        self.links = [divmod(pair, count) for pair in sorted(ends)]
        self.weights = [ends[pair] for pair in sorted(ends)]
        self._measured: dict[Callable[[Network], list[float]], list[float]] = {}

    def __len__(self) -> int:
        """How many nodes there are."""
        return len(self.nodes)

    def measured(self, by: Callable[[Network], list[float]]) -> list[float]:
        """What a measure gives for the network, worked out once."""
        if by not in self._measured:
            self._measured[by] = by(self)
        return self._measured[by]

    @cached_property
    def pairs(self) -> dict[tuple[int, int], float]:
        """The links without directions: the smaller number first, with their weight; in order."""
        both: dict[tuple[int, int], float] = {}
        for (left, right), weight in zip(self.links, self.weights, strict=True):
            pair = (left, right) if left < right else (right, left)
            both[pair] = both.get(pair, 0.0) + weight
        return dict(sorted(both.items()))

    @cached_property
    def neighbours(self) -> list[list[int]]:
        """The numbers of the nodes that each node is linked with, whatever the direction."""
        found: list[list[int]] = [[] for _ in self.nodes]
        for left, right in self.pairs:
            found[left].append(right)
            found[right].append(left)
        return found

    @cached_property
    def igraph(self) -> igraph.Graph | None:
        """The network in igraph, without directions and weights; none where igraph is not installed."""
        if not importlib.util.find_spec("igraph"):
            return None
        from igraph import Graph

        return Graph(n=len(self.nodes), edges=list(self.pairs))

    @cached_property
    def networkx(self) -> nx.Graph[int]:
        """The network in networkx, without directions and weights."""
        import networkx as nx

        graph: nx.Graph[int] = nx.Graph()
        graph.add_nodes_from(range(len(self.nodes)))
        graph.add_edges_from(self.pairs)
        return graph

    @cached_property
    def communities(self) -> list[int]:
        """The number of each node's community, the largest community first; -1 is of nodes that join communities."""
        from kg.measure._communities import membership

        return membership(self)


def sample(nodes: Sequence[str], most: int) -> list[int]:
    """The numbers of so many of the nodes, all of them if there are no more; by their names, so that they stay."""
    drawn = sorted(range(len(nodes)), key=lambda at: (blake2b(nodes[at].encode(), digest_size=8).digest(), at))
    return sorted(drawn[:most])
