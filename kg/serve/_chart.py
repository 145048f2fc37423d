"""Bars for numbers by name, as SVG that is there without any script."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

_HEIGHT, _WIDTH, _STEP, _SIDE = 120, 720, 22, 12


class Bar(NamedTuple):
    """A bar: what it is for, how much, and where it stands."""

    label: str
    value: float
    x: float
    y: float
    width: float
    height: float
    shown: str


class Chart(NamedTuple):
    """Bars and the size of the whole."""

    width: int
    height: int
    bars: tuple[Bar, ...]


def chart(pairs: Sequence[tuple[str, str]]) -> Chart | None:
    """A bar for each pair of a name and a number; `None` when some are no numbers, or there are none.

    Where names are years, those between that are missing have bars of no height.
    """
    try:
        found = {name: float(number) for name, number in pairs if name}
    except ValueError:
        return None
    if not found or min(found.values()) < 0:
        return None
    if len(found) > 1 and all(name.isdigit() and len(name) == 4 for name in found):
        first, last = max(int(min(found)), int(max(found)) - 60), int(max(found))
        found = {str(year): found.get(str(year), 0.0) for year in range(first, last + 1)}
    found = dict(list(found.items())[:60])
    most = max(found.values()) or 1.0
    step = min(_WIDTH / len(found), 60.0)
    every = -(-len(found) // (_WIDTH // 44))  # as many names as have room
    bars = []
    for place, (name, number) in enumerate(found.items()):
        tall = round(number / most * _HEIGHT, 1)
        shown = name if place % every == 0 else ""
        bars.append(
            Bar(name, number, round(_SIDE + place * step, 1), round(_STEP + _HEIGHT - tall, 1), step * 0.8, tall, shown)
        )
    return Chart(max(240, round(len(found) * step) + 2 * _SIDE), _HEIGHT + 2 * _STEP, tuple(bars))
