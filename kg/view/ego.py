"""Whatever is around one thing: a paper, a person, a device, a topic, with all that it is linked with."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import networkx as nx

from kg.view._looks import Look
from kg.view._rows import Row, local_name, ordered, text, year
from kg.view.papers import LOOKS as KINDS
from kg.view.papers import short, words

TITLE = "What is around it"
SUMMARY = "One paper, person or thing, and what it is linked with, in steps."
QUERY = "neighbours-of"
FIND = "things-called"
LEGEND = "Kinds of things"
NODES = ("thing", "things")
WEIGHT = "Links"

LOOKS = KINDS | {"Person": Look(7, "circle")}
WIDEST = 60
"""From how many things of a step the next one goes on: those that are linked most."""

Rows = Callable[..., Iterable[Row]]


def around(rows_of: Rows, focus: str, hops: int) -> nx.Graph[str]:
    """What is within so many links of the things that are called so; no node where nothing is."""
    graph: nx.Graph[str] = nx.Graph()
    for row in ordered(rows_of(FIND, thing=focus)):
        _add(graph, text(row.get("thing")), text(row.get("called")), text(row.get("type")))
    edge, seen = sorted(graph), set(graph)
    passed = 0
    for _ in range(hops):
        for node in edge[:WIDEST]:
            _grow(graph, node, rows_of(QUERY, thing=node))
        passed += len(edge[WIDEST:])
        edge = sorted(set(graph) - seen, key=lambda node: (-graph.degree(node), node))
        seen |= set(edge)
    for node, links in graph.adjacency():
        graph.nodes[node]["weight"] = float(max(len(links), 1))
    notice = f"{passed:,} things of a step were not followed: those that are linked least."
    graph.graph.update(looks=LOOKS, notices=[notice] if passed else [])
    return graph


def _grow(graph: nx.Graph[str], node: str, rows: Iterable[Row]) -> None:
    """Add what a node is linked with, from the rows of `neighbours-of`."""
    for row in ordered(rows):
        other, said = text(row.get("other")), text(row.get("relation"))
        _add(graph, other, text(row.get("otherLabel")), text(row.get("otherType")), row)
        outwards = text(row.get("outwards")).lower() in {"true", "1"}  # Virtuoso has no truth but 1
        if other != node:
            _link(graph, (node, other) if outwards else (other, node), said)


def _add(graph: nx.Graph[str], node: str, label: str, kind: str, row: Row | None = None) -> None:
    if node in graph:
        return
    name, issued, page = local_name(kind) or "Entity", text((row or {}).get("year")), text((row or {}).get("page"))
    label = label or node
    graph.add_node(
        node,
        label=label,
        short=short(label) if name == "Paper" else label,
        type=name,
        group=name,
        facts=[("Year", issued)] if issued else [],
        url=page,
        years=year(issued),
    )


def _link(graph: nx.Graph[str], ends: tuple[str, str], said: str) -> None:
    """The link, with one relation more; "mentions" is left out where a closer one is said."""
    if not graph.has_edge(*ends):
        graph.add_edge(*ends, relations=set(), source=ends[0], weight=1.0)
    link = graph.edges[ends]
    link["relations"] |= {words(said)}
    telling = sorted(link["relations"] - {"mentions"}) or ["mentions"]
    link["label"] = link["type"] = ", ".join(telling)
