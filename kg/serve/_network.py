"""A small network as SVG: what stands around a thing, laid out as the pictures are, without any script."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import networkx as nx

from kg.serve._cells import Row
from kg.view._layout import place
from kg.view._looks import SHAPES, Look
from kg.view.papers import LOOKS

if TYPE_CHECKING:
    from kg.serve._site import Site

_LONGEST = 26
_RADIUS = 7.0
_ROOM = 26.0
"""The room around a node, which its label needs."""
_LETTER = 6.6
"""How wide a letter of a label is, in the middle."""
Box: TypeAlias = tuple[float, float, float, float]
_PERSON = Look(1, "circle")


class Label(NamedTuple):
    """A text and where it begins, ends or has its middle (`anchor`)."""

    x: float
    y: float
    anchor: str
    text: str


class Node(NamedTuple):
    """A node as drawn: its place, its shape's corners (none: a circle), its colour's number, and where it leads."""

    x: int
    y: int
    radius: float
    corners: str
    colour: int
    label: str
    shown: Label | None
    kind: str
    href: str


class Drawing(NamedTuple):
    """A network as drawn, and the size of the whole."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    links: tuple[tuple[int, int, int, int], ...]


def drawing(site: Site, rows: Sequence[Row], centre: tuple[str, str, str] = ("", "", "Paper")) -> Drawing:
    """The network whose links are the rows' `paper` and `thing`; the centre (IRI, label, kind) stands out.

    A centre that is no paper is linked with each of the papers.
    """
    graph: nx.Graph[str] = nx.Graph()
    for row in rows:
        graph.add_node(row["paper_iri"], label=row["paper"], kind=row.get("paper_kind", "Paper"))
        graph.add_node(row["thing_iri"], label=row["thing"], kind=row["class"].rpartition("#")[2])
        graph.add_edge(row["paper_iri"], row["thing_iri"])
    if centre[2] != "Paper":
        graph.add_node(centre[0], label=centre[1], kind=centre[2])
        graph.add_edges_from((row["paper_iri"], centre[0]) for row in rows)
    places = place(graph, dict.fromkeys(graph, _ROOM))
    left, top = min(x for x, _ in places.values()) - 60, min(y for _, y in places.values()) - 30
    at = {node: (x - left, y - top) for node, (x, y) in places.items()}
    width, height = max(x for x, _ in at.values()) + 160, max(y for _, y in at.values()) + 30
    labels = placed([(node, at[node], _short(graph.nodes[node]["label"])) for node in _by_weight(graph, centre[0])])
    nodes = tuple(
        _node(site, node, graph.nodes[node], (at[node], labels.get(node)), node == centre[0]) for node in sorted(graph)
    )
    links = tuple((*at[one], *at[other]) for one, other in sorted(map(sorted, graph.edges)))
    return Drawing(width, height, nodes, links)


def _by_weight(graph: nx.Graph[str], centre: str) -> list[str]:
    """The nodes, the centre and those with most links first: their labels find a place first."""
    return sorted(graph, key=lambda node: (node != centre, -graph.degree(node), node))


def _short(label: str) -> str:
    """The label, cut where it is long, or before the colon of a title that begins with a name."""
    name, colon, _ = label.partition(":")
    text = name if colon and 1 < len(name) <= _LONGEST else label
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def placed(wanted: Sequence[tuple[str, tuple[int, int], str]]) -> dict[str, Label]:
    """Where each label stands: right of its node, left, below or above it; one that would cover another is left out."""
    taken = [(x - _RADIUS, y - _RADIUS, x + _RADIUS, y + _RADIUS) for _, (x, y), _ in wanted]
    found: dict[str, Label] = {}
    for node, (x, y), text in wanted:
        wide = len(text) * _LETTER
        for left, base, anchor in (
            (x + 12, y + 4, "start"),
            (x - 12 - wide, y + 4, "end"),
            (x - wide / 2, y + 22, "middle"),
            (x - wide / 2, y - 14, "middle"),
        ):
            box = (left, base - 11, left + wide, base + 3)
            if left > 0 and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                at = {"start": left, "end": left + wide, "middle": x}[anchor]
                found[node] = Label(round(at, 1), base, anchor, text)
                break
    return found


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _node(
    site: Site,
    iri: str,
    here: dict[str, str],
    at: tuple[tuple[int, int], Label | None],
    is_centre: bool,  # noqa: FBT001
) -> Node:
    look = LOOKS.get(here["kind"], _PERSON)
    radius = _RADIUS * (1.6 if is_centre else 1.0)
    (x, y), label = at
    corners = " ".join(f"{x + dx * radius:.1f},{y + dy * radius:.1f}" for dx, dy in SHAPES[look.shape])
    return Node(x, y, radius, corners, look.colour, here["label"], label, here["kind"], site.href(iri))
