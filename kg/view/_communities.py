"""Which nodes belong together, and which one node holds together what would else fall apart."""

from __future__ import annotations

from typing import NamedTuple

import networkx as nx
from networkx.algorithms.community import louvain_communities

SEED = 20
SMALLEST_WITH_HUB = 8
"""A component of fewer nodes is one group whoever holds it together."""


class Communities(NamedTuple):
    """`hubs` stand apart; `groups` hold every other node once, the largest first, each sorted."""

    hubs: list[str]
    groups: list[list[str]]


def communities(graph: nx.Graph[str]) -> Communities:
    """The groups that Louvain finds by edge weight once the hubs are taken out.

    A hub's links say nothing of who belongs together: the owner of an author page
    is linked to everybody on it. Blondel et al. 2008, https://arxiv.org/abs/0803.0476
    """
    found = hubs(graph)
    order = sorted(set(graph) - set(found))
    # numbers, not names: sets of text are walked in an order that PYTHONHASHSEED decides
    plain: nx.Graph[int] = nx.Graph()
    plain.add_nodes_from(range(len(order)))
    place = {node: index for index, node in enumerate(order)}
    links = sorted(
        (min(place[left], place[right]), max(place[left], place[right]), link["weight"])
        for left, right, link in graph.edges(data=True)
        if left in place and right in place
    )
    plain.add_weighted_edges_from(links)
    groups = (
        [sorted(order[index] for index in group) for group in louvain_communities(plain, seed=SEED)] if order else []
    )
    return Communities(found, sorted(groups, key=lambda group: (-len(group), group)))


def hubs(graph: nx.Graph[str]) -> list[str]:
    """The nodes linked to half of their component or more, without which it falls into three parts or more."""
    found = []
    for component in nx.connected_components(graph):
        if len(component) >= SMALLEST_WITH_HUB:
            part = graph.subgraph(component)
            found += [node for node in nx.articulation_points(part) if _is_hub(part, node)]
    return sorted(found)


def parts_without(graph: nx.Graph[str], node: str) -> int:
    """Into how many parts the node's neighbours fall when it is gone."""
    rest = graph.subgraph(set(graph) - {node})
    return sum(1 for part in nx.connected_components(rest) if any(graph.has_edge(node, other) for other in part))


def _is_hub(part: nx.Graph[str], node: str) -> bool:
    return 2 * len(part[node]) >= len(part) - 1 and parts_without(part, node) >= 3
