"""What runs on what: hardware, and the things that papers propose for it, measure on it or set against it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx

from kg.view._rows import Row, left_out, local_name, ordered, text, year
from kg.view.papers import LOOKS, short, words

TITLE = "Hardware"
SUMMARY = (
    "Devices, chips and memories, and what papers propose that uses them, is measured on them or compared with them."
)
QUERY = "hardware-network"
LEGEND = "Kinds of things"
NODES = ("thing", "things")
WEIGHT = "Links"


def network(rows: Iterable[Row]) -> nx.Graph[str]:
    """Hardware and what runs on it, from the rows of `hardware-network`."""
    graph: nx.Graph[str] = nx.Graph()
    found = ordered(rows)
    for row in found:
        device, thing = text(row.get("hardware")), text(row.get("thing"))
        _add_device(graph, device, row)
        if thing and thing != device:
            _add_link(graph, device, thing, row)
    for node, links in graph.adjacency():
        _tell(graph.nodes[node], links)
    devices = len({text(row.get("hardware")) for row in found})
    graph.graph["notices"] = left_out(found, devices, "piece of hardware", "pieces of hardware", "the most frequent")
    graph.graph["looks"] = LOOKS
    return graph


def _add_device(graph: nx.Graph[str], device: str, row: Row) -> None:
    """The hardware of the row; what has been seen as a thing on other hardware is one all the same."""
    graph.add_node(device, label=text(row.get("hardwareLabel")) or device, type="Hardware", group="Hardware")
    kinds = graph.nodes[device].setdefault("kinds", set())
    kinds |= {text(row.get("broader"))} - {""}


def _add_link(graph: nx.Graph[str], device: str, thing: str, row: Row) -> None:
    kind, label = local_name(text(row.get("type"))) or "Entity", text(row.get("label")) or thing
    if thing not in graph:
        graph.add_node(thing, label=label, type=kind, group=kind, short=short(label) if kind == "Paper" else label)
    if not graph.has_edge(device, thing):
        graph.add_edge(device, thing, roles=set(), notes=[], years=[], source=thing, group=kind, weight=1.0)
    link = graph.edges[device, thing]
    link["roles"].add(words(local_name(text(row.get("role")))))
    link["notes"] = sorted({*link["notes"], text(row.get("title"))} - {""})
    link["years"] = sorted({*link["years"], *year(row.get("year"))})


def _tell(here: dict[str, Any], links: Mapping[str, dict[str, Any]]) -> None:
    """What is said of a node and its links: the kinds of hardware, how many links, and the roles as labels."""
    kinds = here.pop("kinds", set())
    here["facts"] = [("A kind of", ", ".join(sorted(kinds)))] if kinds else []
    here["weight"] = float(max(len(links), 1))
    times: dict[str, int] = {}
    for link in links.values():
        if "roles" in link:
            link["label"] = link["type"] = ", ".join(sorted(link.pop("roles")))
        for role in link["label"].split(", "):
            times[role] = times.get(role, 0) + 1
    here["facts"] += [(role[0].upper() + role[1:], str(count)) for role, count in sorted(times.items())]
