"""Nodes and the links between them, by number, and as the libraries that measure them hold them."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import igraph
    import networkx as nx

SEED = 20
FEW = 100
"""Of parts of no more nodes than that, many are linked alike, as the authors of one paper are."""

Links: TypeAlias = list[tuple[int, int]]
"""Links between nodes by number, sorted."""


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
        names = sorted(nodes)
        index, count = {node: number for number, node in enumerate(names)}, len(names)
        ends: dict[int, float] = {}  # two ends as one number: a third of the memory of a pair
        for left, right, weight in links:
            first, second = index[left], index[right]
            if not directed and first > second:
                first, second = second, first
            if first != second:
                ends[first * count + second] = ends.get(first * count + second, 0.0) + weight
        pairs = sorted(ends)
        self._hold(names, [divmod(pair, count) for pair in pairs], [ends[pair] for pair in pairs], directed=directed)

    def _hold(self, nodes: list[str], links: Links, weights: list[float], *, directed: bool) -> None:
        self.nodes, self.links, self.weights, self.directed = nodes, links, weights, directed
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
    def parts(self) -> list[tuple[list[int], Network]]:
        """The parts of several nodes that hang together: the numbers of the nodes of each, and it by itself.

        Small parts that are linked alike are the same network, under the names of the first, and measured once.
        """
        walks = walked(self.neighbours, (node for node, near in enumerate(self.neighbours) if near))
        held: list[tuple[list[int], Links, list[float]]] = [(sorted(nodes), [], []) for nodes in walks]
        at = {node: (part, place) for part, (nodes, _, _) in enumerate(held) for place, node in enumerate(nodes)}
        for (left, right), weight in zip(self.links, self.weights, strict=True):
            part, place = at[left]
            held[part][1].append((place, at[right][1]))
            held[part][2].append(weight)
        alike: dict[tuple[tuple[tuple[int, int], ...], tuple[float, ...]], Network] = {}
        found = []
        for nodes, links, weights in held:
            made = Network.__new__(Network)
            made._hold([self.nodes[node] for node in nodes], links, weights, directed=self.directed)
            few = len(nodes) <= FEW
            found.append((nodes, alike.setdefault((tuple(links), tuple(weights)), made) if few else made))
        return found

    @cached_property
    def pairs(self) -> dict[tuple[int, int], float]:
        """The links without directions: the smaller number first, with their weight; in order."""
        if not self.directed:
            return dict(zip(self.links, self.weights, strict=True))
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

    @cached_property
    def groups(self) -> list[list[int]]:
        """The communities of a network that hangs together, the largest first, without the nodes that join them."""
        from kg.measure._communities import groups

        return groups(self)


def walked(
    neighbours: Sequence[Collection[int]], starts: Iterable[int], without: Collection[int] = ()
) -> Iterator[list[int]]:
    """The parts that hang together, each from one of the starts, without some nodes."""
    seen = set(without)
    for start in starts:
        if start not in seen:
            seen.add(start)
            part = [start]
            for node in part:  # grows while it is walked
                fresh = [other for other in neighbours[node] if other not in seen]
                seen.update(fresh)
                part += fresh
            yield part


def sample(nodes: Sequence[str], most: int) -> list[int]:
    """The numbers of so many of the nodes, all of them if there are no more; by their names, so that they stay."""
    drawn = sorted(range(len(nodes)), key=lambda at: (blake2b(nodes[at].encode(), digest_size=8).digest(), at))
    return sorted(drawn[:most])
