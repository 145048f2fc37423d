"""Small charts as an HTML page: years against a number, a panel a metric or topic; drawn without scripts.

Many small charts of one form are compared at a glance: E. R. Tufte, "The Visual Display
of Quantitative Information", 1983, ch. 8 ("small multiples").
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from types import ModuleType
from typing import NamedTuple

from kg.view._links import safe_url
from kg.view._page import asset, inline, style, template

WIDE, TALL = 260.0, 120.0
LEFT, RIGHT, TOP, BOTTOM = 46.0, 12.0, 10.0, 22.0
"""The space around the marks of a panel, in units of its drawing."""
SPREAD = 50
"""A range from which to which its ends differ so many times is drawn on a scale of logarithms."""
SIDE = 3.2
"""How far marks of one place stand from each other."""


class Point(NamedTuple):
    """A mark: the year, the number, and what is told of it; the URL may be empty."""

    year: int
    value: float
    shown: str
    label: str
    detail: str = ""
    url: str = ""


class Panel(NamedTuple):
    """One chart: its title, what its numbers are, and its marks; `joined` draws a line through them."""

    title: str
    note: str
    points: list[Point]
    joined: bool = False


class Mark(NamedTuple):
    """A point where it is drawn."""

    x: float
    y: float
    point: Point


class Drawn(NamedTuple):
    """A panel with the places of its marks, of its ticks, and the path through them."""

    panel: Panel
    marks: list[Mark]
    path: str
    below: list[tuple[float, str]]
    aside: list[tuple[float, str]]
    logarithmic: bool


def render(picture: ModuleType, panels: Sequence[Panel], counts: Sequence[str], notices: Sequence[str]) -> str:
    """The page of the charts; `counts` and `notices` are said above them."""
    years = [point.year for panel in panels for point in panel.points]
    span = (min(years, default=0), max(years, default=0))
    return template("chart.html.j2").render(
        picture=picture,
        counts=counts,
        notices=notices,
        panels=[drawn(_safe(panel), span) for panel in panels],
        size=(WIDE, TALL),
        base=TALL - BOTTOM,
        edges=(LEFT, WIDE - RIGHT),
        style=style("table.css", "chart.css"),
        script=inline(asset("chart.js")),
    )


def _safe(panel: Panel) -> Panel:
    return panel._replace(points=[point._replace(url=safe_url(point.url)) for point in panel.points])


def drawn(panel: Panel, span: tuple[int, int]) -> Drawn:
    """The panel on a common scale of years; marks that would cover each other stand side by side."""
    values = [point.value for point in panel.points]
    low, high, logarithmic = _scale(values, from_zero=panel.joined)
    marks, taken = [], set()
    for point in sorted(panel.points):
        x, y = _across(point.year, span), _up(point.value, low, high, logarithmic=logarithmic)
        while (x, y) in taken and x < WIDE:
            x = round(x + SIDE, 1)
        taken.add((x, y))
        marks.append(Mark(x, y, point))
    path = " ".join(f"{mark.x:g},{mark.y:g}" for mark in marks) if panel.joined else ""
    below = [(_across(year, span), str(year)) for year in sorted({*span})]
    ticks = (low, high) if low != high else (high,)
    aside = [(_up(tick, low, high, logarithmic=logarithmic), _said(tick)) for tick in ticks]
    return Drawn(panel, marks, path, below, aside, logarithmic)


def _said(value: float) -> str:
    """The number as an axis says it.

    >>> _said(10000.0), _said(23.64), _said(0.0)
    ('10,000', '23.64', '0')
    """
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def _scale(values: Sequence[float], *, from_zero: bool) -> tuple[float, float, bool]:
    """The ends of the scale, and whether it is one of logarithms."""
    low, high = min(values, default=0.0), max(values, default=0.0)
    if from_zero:
        return min(low, 0.0), high, False
    if low > 0 and high / low >= SPREAD:
        return low, high, True
    return (0.0, high, False) if low >= 0 else (low, high, False)


def _across(year: int, span: tuple[int, int]) -> float:
    """Where a year stands; a single one in the middle."""
    share = (year - span[0]) / (span[1] - span[0]) if span[1] > span[0] else 0.5
    return round(LEFT + 8 + share * (WIDE - LEFT - RIGHT - 16), 1)


def _up(value: float, low: float, high: float, *, logarithmic: bool) -> float:
    if logarithmic:
        value, low, high = math.log(value), math.log(low), math.log(high)
    share = (value - low) / (high - low) if high > low else 0.5
    return round(TALL - BOTTOM - 6 - share * (TALL - TOP - BOTTOM - 12), 1)
