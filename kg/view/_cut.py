"""A part of a network, and the sentence that says it is one."""

from __future__ import annotations

import networkx as nx

from kg.errors import BadParameter, UnknownName


def around(graph: nx.Graph[str], label: str, hops: int) -> nx.Graph[str]:
    """What is within so many links of the nodes of that label, in whatever case it is written.

    Raises `UnknownName` where no node has it, `BadParameter` for a negative number of hops.
    """
    if hops < 0:
        raise BadParameter("--hops", f"is {hops}", expected="0 or more")
    reached = named(graph, label)
    if not reached:
        raise UnknownName("label", label, (graph.nodes[node]["label"] for node in graph))
    edge = reached
    for _ in range(hops):
        edge = {other for node in edge for other in graph[node]} - reached
        reached |= edge
    return graph.subgraph(reached)


def named(graph: nx.Graph[str], label: str) -> set[str]:
    """The nodes of that label, compared without case and outer blanks."""
    wanted = label.strip().casefold()
    return {node for node in graph if graph.nodes[node]["label"].strip().casefold() == wanted}


def strongest(graph: nx.Graph[str], limit: int, keep: set[str]) -> nx.Graph[str]:
    """The `limit` nodes with the highest weighted degree; those to `keep` come first.

    Raises `BadParameter` for a limit below 1.
    """
    if limit < 1:
        raise BadParameter("--limit", f"is {limit}", expected="1 or more")
    degree = dict(graph.degree(weight="weight"))
    order = sorted(graph, key=lambda node: (node not in keep, -degree[node], node))
    return graph.subgraph(order[:limit])


def said(shown: int, whole: int, *, focus: str | None, hops: int) -> list[str]:
    """What a reader must know of a picture that leaves something out; empty where it shows all."""
    notices = []
    if focus is not None:
        links = "1 link" if hops == 1 else f"{hops} links"
        notices.append(f"Only what is within {links} of “{focus.strip()}”.")
    if shown < whole:
        notices.append(f"Only the {shown:,} of {whole:,} nodes that are linked most; the others are left out.")
    return notices
