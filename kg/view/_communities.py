"""Which nodes belong together, what to call them, and which one node holds together what would else fall apart."""

from __future__ import annotations

from typing import NamedTuple

import networkx as nx

from kg.measure import parted

SMALLEST_WITH_HUB = 8
"""A component of fewer nodes is one group whoever holds it together."""


class Communities(NamedTuple):
    """`hubs` stand apart; `groups` hold every other node once, the largest first, each sorted."""

    hubs: list[str]
    groups: list[list[str]]


def communities(graph: nx.Graph[str]) -> Communities:
    """The groups by edge weight once the hubs are taken out.

    A hub's links say nothing of who belongs together: the owner of an author page
    is linked to everybody on it. The groups are those of `kg.measure.parted`.
    """
    found = hubs(graph)
    rest = sorted(set(graph) - set(found))
    place = {node: index for index, node in enumerate(rest)}
    links = sorted(
        (min(place[left], place[right]), max(place[left], place[right]), float(weight))
        for left, right, weight in graph.edges(data="weight", default=1.0)
        if left in place and right in place
    )
    return Communities(found, [[rest[index] for index in group] for group in parted(len(rest), links)])


def hubs(graph: nx.Graph[str]) -> list[str]:
    """The nodes linked to half of their component or more, without which it falls into three parts or more."""
    found = []
    for component in nx.connected_components(graph):
        if len(component) >= SMALLEST_WITH_HUB:
            wide = [node for node in component if 2 * len(graph.adj[node]) >= len(component) - 1]
            part = graph.subgraph(component) if wide else graph
            found += [node for node in wide if parts_without(part, node) >= 3]
    return sorted(found)


def parts_without(graph: nx.Graph[str], node: str) -> int:
    """Into how many parts the node's neighbours fall when it is gone."""
    rest = graph.subgraph(set(graph) - {node})
    return sum(1 for part in nx.connected_components(rest) if any(graph.has_edge(node, other) for other in part))
