"""What papers claim to reach over the years: a small chart a metric, a mark a result, which leads to its paper."""

from __future__ import annotations

from collections.abc import Iterable

from kg.view import results
from kg.view._chart import Panel, Point
from kg.view._rows import Row, ordered, text, year
from kg.view._table import Entry

TITLE = "Results over time"
SUMMARY = "What papers claim, by metric: the year against the number; a mark has its sentence and leads to its paper."
QUERY = "result-table"
NODES = ("metric", "metrics")

MOST = 60
"""How many charts a page has: what one looks through."""
DIRECTIONS = {"increase": "more, by", "decrease": "less, by", "value": "reached"}


def panels(rows: Iterable[Row]) -> tuple[list[Panel], list[str]]:
    """A panel for each metric, direction and unit, from the rows of `result-table`; those of most results first."""
    found: dict[tuple[str, str, str], list[Entry]] = {}
    for entry in results.entries(ordered(rows)):
        if year(entry.year):
            key = (entry.metric.casefold() or "no metric said", entry.direction, entry.unit)
            found.setdefault(key, []).append(entry)
    made = sorted((_panel(same) for same in found.values()), key=lambda one: (-len(one.points), one.title, one.note))
    left = len(made) - MOST
    return made[:MOST], [f"Shown: {MOST:,} of {len(made):,} metrics, those of most results."] if left > 0 else []


def _panel(same: list[Entry]) -> Panel:
    one = same[0]
    note = " ".join(word for word in (DIRECTIONS.get(one.direction, one.direction), one.unit) if word)
    return Panel(one.metric or "No metric said", note, [_point(entry) for entry in same])


def _point(entry: Entry) -> Point:
    against = f" against {entry.baseline}" if entry.baseline else ""
    label = f"{entry.subject or entry.title}{against}"
    return Point(int(entry.year), entry.size, entry.value, text(label), entry.quote, entry.url)
