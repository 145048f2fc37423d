"""The ontology as a drawing: classes as boxes with their datatype properties, object properties as arrows.

Classes stand in columns, each to the right of those that lead to it (K. Sugiyama et al.,
"Methods for visual understanding of hierarchical system structures", 1981, without its
ordering: there are few of them). An arrow to the next column is a curve; one that leads
farther goes below the boxes. The same ontology gives the same bytes.
"""

from __future__ import annotations

from collections import defaultdict
from html import escape
from itertools import groupby

from msgspec import Struct

from kg.document._terms import OURS, Ontology, Term, short

CSS = """
.box { fill: Canvas; stroke: currentColor; stroke-width: 1.2 }
.head { fill: currentColor; fill-opacity: .1 }
.edge { fill: none; stroke: currentColor; stroke-opacity: .55; stroke-width: 1.2 }
.tip { fill: currentColor; fill-opacity: .7 }
.behind { fill: Canvas; fill-opacity: .9 }
text { font: 12px system-ui, sans-serif; fill: currentColor }
.title { font-weight: 600; font-size: 13px }
"""
LINE, PAD, GAP, ROOM, WIDE = 17, 10, 34, 120, 7.0
"""Pixels: the height of a line, within boxes, between boxes, between columns, and of a letter."""


class _Box(Struct, frozen=True):
    name: str
    lines: tuple[str, ...]
    x: float
    y: float
    width: float

    @property
    def height(self) -> float:
        return LINE * (len(self.lines) + 1) + 2 * PAD

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


def diagram(of: Ontology, *, alone: bool = True) -> str:
    """The drawing as SVG; `alone` puts its styles into it, so that it needs no page around it."""
    edges = _edges(of)
    boxes = _placed(of, edges)
    low = max(box.y + box.height for box in boxes.values()) + GAP
    drawn, lanes = [], 0
    for (start, end), names in sorted(edges.items()):
        if start == end:
            continue
        beside = boxes[end].x - boxes[start].x - boxes[start].width <= ROOM + 1
        if not beside:
            lanes += 1
        pair = (boxes[start], boxes[end], names)
        drawn.append(_curve(*pair) if beside else _lane(*pair, low, lanes))
    width = max(box.x + box.width for box in boxes.values()) + PAD
    height = low + lanes * (LINE + GAP) + PAD
    style = f"<style>{CSS}</style>" if alone else ""
    shapes = "\n".join([*drawn, *(_drawn(box) for _, box in sorted(boxes.items()))])
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" role="img"'
    return f'{head} aria-label="{escape(of.label)}: classes and properties">{style}\n{shapes}\n</svg>\n'


def _edges(of: Ontology) -> dict[tuple[str, str], list[str]]:
    """The object properties between two classes of ours."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    tops = {term.name for term in _tops(of)}
    for term in of.properties:
        for start in _named(term.domain):
            for end in _named(term.range):
                if term.kind == "object property" and {start, end} <= tops:
                    found[start, end].append(term.name)
    return dict(found)


def _named(iris: tuple[str, ...]) -> list[str]:
    return [iri.partition("#")[2] for iri in iris if iri.startswith(OURS)]


def _tops(of: Ontology) -> list[Term]:
    """The classes that are no kind of another of ours."""
    return [term for term in of.classes if not any(iri.startswith(OURS) for iri in term.above)]


def _placed(of: Ontology, edges: dict[tuple[str, str], list[str]]) -> dict[str, _Box]:
    """Every class in its column, in order of name."""
    ranks = {term.name: 0 for term in _tops(of)}
    for _ in ranks:  # the longest way to it; more rounds than classes change nothing unless they go in circles
        for start, end in sorted(edges):
            if start != end and ranks[end] <= ranks[start] < len(ranks) - 1:
                ranks[end] = ranks[start] + 1
    boxes: dict[str, _Box] = {}
    x = float(PAD)
    for _, column in groupby(
        sorted(_tops(of), key=lambda term: (ranks[term.name], term.name)), lambda t: ranks[t.name]
    ):
        y, right = float(PAD), x
        for term in column:
            lines = _lines(term, of, edges)
            width = max(len(line) for line in (term.name, *lines)) * WIDE + 2 * PAD
            boxes[term.name] = _Box(term.name, lines, x, y, width)
            y += boxes[term.name].height + GAP
            right = max(right, x + width)
        x = right + ROOM
    return boxes


def _lines(term: Term, of: Ontology, edges: dict[tuple[str, str], list[str]]) -> tuple[str, ...]:
    """What stands in a box: datatype properties, properties that lead back to it, and its kinds."""
    plain = [p for p in of.properties if p.kind != "object property" and term.iri in p.domain]
    lines = [f"{p.name}: {', '.join(short(end).removeprefix('xsd:') for end in p.range) or 'any'}" for p in plain]
    lines += [f"{name} → {term.name}" for name in edges.get((term.name, term.name), [])]
    return (*lines, *(f"▸ {short(iri).removeprefix('kg:')}" for iri in term.below))


def _drawn(box: _Box) -> str:
    at = f'x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}"'
    parts = [
        f'<rect class="box" {at} height="{box.height:.1f}" rx="6"/>',
        f'<rect class="head" {at} height="{LINE + PAD:.1f}" rx="6"/>',
        _words(box.name, box.x + PAD, box.y + LINE, "title"),
    ]
    parts += [_words(line, box.x + PAD, box.y + PAD + LINE * (n + 1.8)) for n, line in enumerate(box.lines)]
    return "\n".join(parts)


def _words(text: str, x: float, y: float, kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<text{named} x="{x:.1f}" y="{y:.1f}">{escape(text)}</text>'


def _curve(start: _Box, end: _Box, names: list[str]) -> str:
    """An arrow to the next column, with its names upon it."""
    x, y = start.x + start.width, min(start.middle, start.y + 120)
    to_x, to_y = end.x, min(end.middle, end.y + 60)
    bend = (to_x - x) / 2
    path = f"M{x:.1f} {y:.1f} C{x + bend:.1f} {y:.1f} {to_x - bend:.1f} {to_y:.1f} {to_x - 7:.1f} {to_y:.1f}"
    middle, height = (x + to_x) / 2, (y + to_y) / 2 - LINE * (len(names) - 1) / 2
    return "\n".join([f'<path class="edge" d="{path}"/>', _tip(to_x, to_y, "right"), _names(names, middle, height)])


def _lane(one: _Box, other: _Box, names: list[str], low: float, number: int) -> str:
    """An arrow to a column farther on, below all boxes."""
    x, to_x = one.x + one.width / 2 + 12 * number, other.x + other.width / 2 - 12 * number
    y = low + number * (LINE + GAP) - GAP
    bottom = other.y + other.height
    path = f"M{x:.1f} {one.y + one.height:.1f} V{y:.1f} H{to_x:.1f} V{bottom + 7:.1f}"
    text = [", ".join(names)]
    return "\n".join([f'<path class="edge" d="{path}"/>', _tip(to_x, bottom, "up"), _names(text, (x + to_x) / 2, y)])


def _names(names: list[str], middle: float, height: float) -> str:
    width = max(map(len, names)) * WIDE
    size = f'width="{width:.1f}" height="{LINE * len(names):.1f}"'
    parts = [f'<rect class="behind" x="{middle - width / 2:.1f}" y="{height - LINE / 2 - 2:.1f}" {size}/>']
    parts += [_words(name, middle - width / 2 + 2, height + 4 + LINE * n) for n, name in enumerate(names)]
    return "\n".join(parts)


def _tip(x: float, y: float, way: str) -> str:
    corners = ((-8, -4), (-8, 4)) if way == "right" else ((-4, 8), (4, 8))
    points = " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in ((0, 0), *corners))
    return f'<polygon class="tip" points="{points}"/>'
