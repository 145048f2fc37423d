"""How methods hang together: what is proposed, and what it builds on or is compared with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import networkx as nx

from kg.view._rows import Row, left_out, lines, local_name, number, ordered, text, years
from kg.view.papers import LOOKS, words

TITLE = "Method landscape"
SUMMARY = "What papers propose, with the methods, models and systems that it builds on or is compared with."
QUERY = "method-landscape"
LEGEND = "Kinds of things"
NODES = ("thing", "things")
WEIGHT = "Papers that build on it or compare with it"

RELATIONS = {"uses": "builds on", "comparesWith": "is compared with"}


def network(rows: Iterable[Row]) -> nx.Graph[str]:
    """Things that are proposed and what they build on or are compared with, from the rows of `method-landscape`."""
    graph: nx.Graph[str] = nx.Graph()
    found = ordered(rows)
    for row in found:
        source, target = text(row.get("from")), text(row.get("to"))
        for node, label, kind in ((source, "fromLabel", "fromType"), (target, "toLabel", "toType")):
            _add(graph, node, text(row.get(label)), local_name(text(row.get(kind))))
        if source != target:
            _link(graph, source, target, row)
    _count(graph)
    known = len({text(row.get("to")) for row in found})
    graph.graph["notices"] = left_out(found, known, "thing", "things to build on or compare with", "the most frequent")
    graph.graph["looks"] = LOOKS
    return graph


def _add(graph: nx.Graph[str], node: str, label: str, kind: str) -> None:
    if node not in graph:
        graph.add_node(node, label=label or node, type=kind or "Entity", group=kind or "Entity", weight=1.0, facts=[])


def _link(graph: nx.Graph[str], source: str, target: str, row: Row) -> None:
    """The link of the row; two roles between the same things are one link that says both."""
    role = local_name(text(row.get("role")))
    said = RELATIONS.get(role, words(role))
    if not graph.has_edge(source, target):
        graph.add_edge(source, target, label=said, type=said, weight=0.0, notes=[], years=[], source=source)
    link: dict[str, Any] = graph.edges[source, target]
    if said not in link["label"].split(", "):
        link["label"] = ", ".join(sorted([*link["label"].split(", "), said]))
    link["weight"] += number(row.get("papers")) or 1.0
    link["notes"] = sorted({*link["notes"], *lines(row.get("titles"))})
    link["years"] = sorted({*link["years"], *years(row.get("years"))})


def _count(graph: nx.Graph[str]) -> None:
    """How much builds on each thing: fact and weight."""
    for node, links in graph.adjacency():
        here = graph.nodes[node]
        into = [link for link in links.values() if link["source"] != node]
        for said in RELATIONS.values():
            out = sum(1 for link in links.values() if link["source"] == node and said in link["label"].split(", "))
            by = sum(1 for link in into if said in link["label"].split(", "))
            here["facts"] += [(f"{said[0].upper()}{said[1:]}", str(out))] if out else []
            here["facts"] += [(f"{_passive(said)}", str(by))] if by else []
        here["weight"] = sum(link["weight"] for link in into) or 1.0
        here["years"] = sorted({year for link in links.values() for year in link["years"]})


def _passive(said: str) -> str:
    return "Built on by" if said == RELATIONS["uses"] else "Compared with by"
