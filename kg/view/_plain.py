"""A network as the rows of a plain table, for who has no scripts or no screen."""

from __future__ import annotations

from typing import NamedTuple

import networkx as nx

from kg.view._links import safe_url
from kg.view._network import network

NAMED = 2000
"""Up to so many nodes a row has its link and names all that its node is linked with; more would make the page large."""


class Row(NamedTuple):
    """A node in the table."""

    label: str
    type: str
    url: str
    degree: int
    neighbours: list[str]


def rows(graph: nx.Graph[str]) -> list[Row]:
    """A row for each node, the heaviest first."""
    return [_row(graph, node.iri, full=len(graph) <= NAMED) for node in network(graph).nodes]


def _row(graph: nx.Graph[str], node: str, *, full: bool) -> Row:
    here, links = graph.nodes[node], graph.adj[node]
    named = sorted(graph.nodes[other]["label"] for other in links) if full else []
    return Row(here["label"], here["type"], safe_url(here.get("url", "")) if full else "", len(links), named)
