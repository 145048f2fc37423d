"""What the scripts of a page know of its network: pyvis' nodes, edges and options, and what the panel shows."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

import networkx as nx
from pyvis.network import Network as Pyvis

from kg.view._communities import Communities, communities
from kg.view._layout import place
from kg.view._looks import HUES, INK, REST, SHAPES, Look
from kg.view._named import names
from kg.view._network import Link, Network, Node, network

Model: TypeAlias = dict[str, object]

SMALLEST, LARGEST = 6.0, 26.0
"""Radius of a node of no weight, and of the heaviest."""
OPTIONS: Model = {
    "autoResize": False,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "edges": {"smooth": False, "hoverWidth": 0, "selectionWidth": 0},
}
"""vis-network's: places come from here, so nothing moves; our own scripts draw labels and have the keys."""
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
DIGITS = 4
"""How many digits of a measure are kept."""


COLOURED = 24
"""How many communities have a colour; hues come again, since their names stand on the picture."""
NAMED = 3
"""How many nodes a community must have to be named."""
BRIDGE = "Joins communities"
SMALLER = "Smaller communities"


class Grouped(NamedTuple):
    """Groups of nodes: how each looks by name, in the order of a legend, and the name of each node's."""

    looks: Mapping[str, Look]
    of_node: Sequence[str]

    def numbers(self) -> list[int]:
        """For each node the number of its group in the legend."""
        place_of = {name: index for index, name in enumerate(self.looks)}
        return [place_of[name] for name in self.of_node]

    def legend(self) -> list[Model]:
        """The groups: name, number of nodes, colour and shape."""
        return [
            {"label": name, "count": self.of_node.count(name), **look._asdict()} for name, look in self.looks.items()
        ]


class Texts:
    """Texts by number, so that each is written once."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Number these texts in their order."""
        self.all = sorted(set(texts))
        self._number = {text: index for index, text in enumerate(self.all)}

    def of(self, texts: Iterable[str]) -> list[int]:
        """The numbers of texts that are known."""
        return [self._number[text] for text in texts]

    def rows(self, rows: Iterable[Sequence[str]]) -> list[list[int]]:
        """Rows of texts as rows of numbers."""
        return [self.of(row) for row in rows]


def model(graph: nx.Graph[str], size: str = "Weight") -> Model:
    """The network as plain values that JSON can hold; nodes are numbers, the heaviest first.

    `size` is what the weight of a node is called.
    """
    drawn = network(graph)
    found = communities(graph)
    kinds = Grouped(drawn.groups, [node.group for node in drawn.nodes])
    parts = _parts(drawn.nodes, found)
    texts = Texts(_texts(drawn))
    base = _base([node.iri for node in drawn.nodes])
    # pyvis checks every edge against all others when it adds one, and drops parallel ones: hence plain lists
    built = Pyvis()
    measures = _measures(drawn.nodes)
    built.nodes = [_node(node, texts, len(base), measures) for node in drawn.nodes]
    places = place(graph, _radii(drawn.nodes), found)
    for row, node, group, part in zip(built.nodes, drawn.nodes, kinds.numbers(), parts.numbers(), strict=True):
        row.update(x=places[node.iri][0], y=places[node.iri][1], group=group, community=part)
    group_of = {name: index for index, name in enumerate(drawn.groups)}
    built.edges = [_edge(link, group_of, texts) for link in drawn.links]
    for number in _apart(drawn, found):
        built.edges[number]["apart"] = 1
    built.options = _options(len(built.edges))
    return {
        "base": base,
        "nodes": built.nodes,
        "edges": built.edges,
        "options": built.options,
        "groups": kinds.legend(),
        "communities": parts.legend(),
        "islands": drawn.islands,
        "measures": [size, *measures],
        "labels": LABELS,
        "shapes": SHAPES,
        "sizes": [SMALLEST, LARGEST],
        "texts": texts.all,
        "notices": drawn.notices,
    }


def _options(edges: int) -> Model:
    """The options, with links left out while the picture moves where they would make it stutter."""
    hide = edges > SMOOTH
    return OPTIONS | {"interaction": INTERACTION | {"hideEdgesOnDrag": hide, "hideEdgesOnZoom": hide}}


def _parts(nodes: Sequence[Node], found: Communities) -> Grouped:
    """The communities: as the picture names them, else those that were found; the largest have a colour."""
    if any(node.community for node in nodes):
        return _by_size([node.community or SMALLER for node in nodes])
    by_iri = {node.iri: node for node in nodes}
    groups = [[by_iri[iri] for iri in group] for group in found.groups if len(group) >= NAMED]
    name_of = {node.iri: name for group, name in zip(groups, names(groups), strict=True) for node in group}
    name_of |= dict.fromkeys(found.hubs, BRIDGE)
    return _by_size([name_of.get(node.iri, SMALLER) for node in nodes])


def _apart(drawn: Network, found: Communities) -> list[int]:
    """The numbers of the links that lead from one community to another."""
    home = {iri: index for index, group in enumerate(found.groups) for iri in group}
    return [
        number
        for number, link in enumerate(drawn.links)
        if home.get(drawn.nodes[link.first].iri) != home.get(drawn.nodes[link.second].iri)
    ]


def _by_size(given: Sequence[str]) -> Grouped:
    """Names of groups with their looks: the largest have a colour, those beyond are one grey group."""
    count: Counter[str] = Counter(given)
    large = sorted(set(count) - {BRIDGE, SMALLER}, key=lambda name: (-count[name], name))[:COLOURED]
    looks = {BRIDGE: Look(INK)} if BRIDGE in count else {}
    looks |= {name: Look(hue) for name, hue in zip(large, itertools.cycle(HUES), strict=False)}
    shown = [name if name in looks else SMALLER for name in given]
    return Grouped(looks | ({SMALLER: Look(REST)} if SMALLER in shown else {}), shown)


def _base(iris: Sequence[str]) -> str:
    """What all IRIs begin with, up to a slash.

    >>> _base(["urn:x/a1", "urn:x/a2"])
    'urn:x/'
    """
    pairs = zip(min(iris, default=""), max(iris, default=""), strict=False)
    same = "".join(one for one, _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))
    return same[: same.rfind("/") + 1]


def _texts(drawn: Network) -> Iterator[str]:
    """All texts that are likely to be there more than once."""
    for node in drawn.nodes:
        yield node.type
        yield from itertools.chain.from_iterable(node.facts)
        yield from itertools.chain.from_iterable(node.evidence)
    for link in drawn.links:
        yield from (link.label, link.type, *link.notes)
        yield from itertools.chain.from_iterable(link.evidence)


def _measures(nodes: Iterable[Node]) -> list[str]:
    """The names of the measures, sorted."""
    return sorted({name for node in nodes for name in node.measures})


def _node(node: Node, texts: Texts, base: int, measures: Sequence[str]) -> Model:
    """A node; what is empty is left out."""
    told: Model = {
        "short": node.short if node.short != node.label else "",
        "facts": texts.rows(node.facts),
        "links": [list(link) for link in node.links],
        "years": list(node.years),
        "evidence": texts.rows(node.evidence),
        "measures": [_rounded(node.measures.get(name, 0.0)) for name in measures],
    }
    seen: Model = {"label": node.label, "type": texts.of([node.type])[0], "weight": _rounded(node.weight)}
    return seen | {"iri": node.iri[base:]} | {name: value for name, value in told.items() if value}


def _edge(link: Link, group_of: Mapping[str, int], texts: Texts) -> Model:
    """A link; what is empty is left out."""
    label, kind = texts.of([link.label, link.type])
    told: Model = {
        "direction": link.direction,
        "notes": texts.of(link.notes),
        "years": list(link.years),
        "evidence": texts.rows(link.evidence),
    }
    seen: Model = {"from": link.first, "to": link.second, "label": label, "type": kind, "weight": _rounded(link.weight)}
    return seen | {"group": group_of.get(link.group, -1)} | {name: value for name, value in told.items() if value}


def _rounded(value: float) -> float:
    """The value to a few digits, as a whole number where it is one.

    >>> _rounded(3.0), _rounded(0.123456), _rounded(20456.0)
    (3, 0.1235, 20456)
    """
    return int(value) if value == int(value) else float(f"{value:.{DIGITS}g}")


def _radii(nodes: Sequence[Node]) -> dict[str, float]:
    """How large each node is drawn; its area follows its share of the heaviest one's weight."""
    heaviest = max((node.weight for node in nodes), default=0.0) or 1.0
    return {
        node.iri: round(SMALLEST + (LARGEST - SMALLEST) * math.sqrt(max(node.weight / heaviest, 0.0)), 1)
        for node in nodes
    }
