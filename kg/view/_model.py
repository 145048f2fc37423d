"""What the scripts of a page know of its network: pyvis' nodes, edges and options, and what the panel shows."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import networkx as nx
from pyvis.network import Network

from kg.view._layout import place
from kg.view._links import safe_url
from kg.view._looks import SHAPES, Look

Model: TypeAlias = dict[str, object]

SMALLEST, LARGEST = 6.0, 26.0
"""Radius of a node of no weight, and of the heaviest."""
OPTIONS: Model = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "edges": {"smooth": False, "hoverWidth": 0, "selectionWidth": 0},
}
"""vis-network's: places come from here, so nothing moves; `labels.js` draws labels, `page.js` has the keys."""
INTERACTION: Model = {
    "hover": True,
    "hoverConnectedEdges": False,
    "selectConnectedEdges": False,
    "zoomSpeed": 0.6,
    "keyboard": {"enabled": False},
}
SMOOTH = 1500
"""How many links a canvas draws in a frame."""
LABELS = {"size": 12, "gap": 3, "longest": 34, "drawThreshold": 5, "boldFrom": 15}
"""In pixels of the screen, but `longest` in characters; a node drawn smaller than the threshold has no label."""


def order_of(graph: nx.Graph[str]) -> list[str]:
    """The nodes, the heaviest first: the order of the table, and whose label is drawn first."""
    return sorted(graph, key=lambda node: (-graph.nodes[node]["weight"], graph.nodes[node]["label"], node))


def model(graph: nx.Graph[str]) -> Model:
    """The network as plain values that JSON can hold; nodes are numbers, in the order of `order_of`."""
    order = order_of(graph)
    groups = _groups(graph, order)
    number = {node: index for index, node in enumerate(order)}
    texts = sorted({note for _, _, link in graph.edges(data=True) for note in link["notes"]})
    # pyvis checks every edge against all others when it adds one, and drops parallel ones: hence plain lists
    built = Network()
    built.nodes = _nodes(graph, order, list(groups))
    built.edges = _edges(graph, number, list(groups), texts)
    built.options = _options(len(built.edges))
    return {
        "nodes": built.nodes,
        "edges": built.edges,
        "options": built.options,
        "groups": list(groups.values()),
        "islands": _islands(graph, number),
        "labels": LABELS,
        "shapes": SHAPES,
        "texts": texts,
    }


def _options(edges: int) -> Model:
    """The options, with links left out while the picture moves where they would make it stutter."""
    hide = edges > SMOOTH
    return OPTIONS | {"interaction": INTERACTION | {"hideEdgesOnDrag": hide, "hideEdgesOnZoom": hide}}


def _groups(graph: nx.Graph[str], order: Sequence[str]) -> dict[str, Model]:
    """The groups that have nodes, in the order of the legend: how each looks and how many it has."""
    looks: Mapping[str, Look] = graph.graph.get("looks", {})
    used = [graph.nodes[node]["group"] for node in order]
    names = [name for name in looks if name in used] + sorted(set(used) - set(looks))
    return {name: {"label": name, "count": used.count(name), **looks.get(name, Look())._asdict()} for name in names}


def _nodes(graph: nx.Graph[str], order: Sequence[str], groups: Sequence[str]) -> list[Model]:
    heaviest = max((graph.nodes[node]["weight"] for node in order), default=0.0) or 1.0
    radius = {node: _radius(graph.nodes[node]["weight"] / heaviest) for node in order}
    places = place(graph, radius)
    group_of = {name: index for index, name in enumerate(groups)}
    nodes = []
    for index, node in enumerate(order):
        here = graph.nodes[node]
        seen: Model = {"id": index, "shape": "custom", "size": radius[node], "x": places[node][0], "y": places[node][1]}
        told: Model = {name: here[name] for name in ("label", "type", "facts")}
        told |= {"short": here["short"]} if here.get("short", here["label"]) != here["label"] else {}
        nodes.append(seen | told | {"group": group_of[here["group"]], "iri": node, "url": safe_url(here["url"])})
    return nodes


def _radius(share: float) -> float:
    """How large a node is drawn; its area follows its share of the heaviest one's weight."""
    return round(SMALLEST + (LARGEST - SMALLEST) * math.sqrt(max(share, 0.0)), 1)


def _edges(graph: nx.Graph[str], number: Mapping[str, int], groups: Sequence[str], texts: Sequence[str]) -> list[Model]:
    group_of = {name: index for index, name in enumerate(groups)}
    text_of = {text: index for index, text in enumerate(texts)}
    links = [
        (min(number[left], number[right]), max(number[left], number[right]), link)
        for left, right, link in graph.edges(data=True)
    ]
    return [
        {
            "from": first,
            "to": second,
            "width": round(min(0.5 + 0.7 * math.sqrt(max(link["weight"], 0.0)), 5.0), 2),
            "label": link["label"],
            "group": group_of.get(link["group"], -1),
            "notes": [text_of[note] for note in link["notes"]],
        }
        for first, second, link in sorted(links, key=lambda link: link[:2])
    ]


def _islands(graph: nx.Graph[str], number: Mapping[str, int]) -> list[list[int]]:
    """The groups to draw a shore around, as far as they are shown: of three nodes or more."""
    shown = [sorted(number[node] for node in group if node in number) for group in graph.graph.get("islands", [])]
    return [group for group in shown if len(group) > 2]
