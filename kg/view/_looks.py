"""How a group of nodes looks: a colour of the page's palette and a shape, so that colour is never the only sign."""

from __future__ import annotations

import math
from typing import NamedTuple

INK = 0
"""The palette's neutral colour, for what stands out; 1 to 10 are hues; `REST` is grey. `palette.css` has it."""
HUES = range(1, 11)
REST = 11


class Look(NamedTuple):
    """The number of a colour in the palette and the name of a shape."""

    colour: int = REST
    shape: str = "circle"


def _regular(corners: int, *, turn: float = 0.0) -> list[tuple[float, float]]:
    """The corners of a regular polygon around 0, the first one at the top, turned by a part of a circle."""
    angles = [2 * math.pi * (corner / corners + turn) for corner in range(corners)]
    return [(round(math.sin(angle), 3) + 0.0, round(-math.cos(angle), 3) + 0.0) for angle in angles]  # no -0.0


def _star() -> list[tuple[float, float]]:
    inner = [(round(x * 0.5, 3), round(y * 0.5, 3)) for x, y in _regular(5, turn=0.1)]
    return [point for pair in zip(_regular(5), inner, strict=True) for point in pair]


def _mirrored(right_half: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The polygon whose right half is given from top to bottom."""
    return right_half + [(-x, y) for x, y in reversed(right_half)]


SHAPES: dict[str, list[tuple[float, float]]] = {
    "circle": [],
    "page": _mirrored([(0.72, -0.95), (0.72, 0.95)]),
    "square": _mirrored([(0.86, -0.86), (0.86, 0.86)]),
    "diamond": _regular(4),
    "triangle": _regular(3),
    "wedge": _regular(3, turn=0.5),
    "pentagon": _regular(5),
    "hexagon": _regular(6, turn=1 / 12),
    "cross": _mirrored([(0.36, -1), (0.36, -0.36), (1, -0.36), (1, 0.36), (0.36, 0.36), (0.36, 1)]),
    "star": _star(),
    "house": _mirrored([(0.0, -1.0), (0.9, -0.25), (0.9, 0.85)]),
}
"""The corners of each shape in a circle of radius 1; the circle has none."""
