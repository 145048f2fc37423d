"""What papers write on over the years: a small chart a topic, task, method or model."""

from __future__ import annotations

from collections.abc import Iterable

from kg.view._chart import Panel, Point
from kg.view._rows import Row, left_out, local_name, number, ordered, text

TITLE = "Topics over time"
SUMMARY = "How many papers of each year name a topic, task, method or model; those that most papers name come first."
QUERY = "topics-by-year"
NODES = ("topic", "topics")

MOST = 60
"""How many charts a page has: what one looks through."""
FEWEST = 2
"""A topic that fewer papers name has no course over time."""


def panels(rows: Iterable[Row]) -> tuple[list[Panel], list[str]]:
    """A panel for each topic, from the rows of `topics-by-year`, and what is left out."""
    found = ordered(rows)
    topics: dict[str, list[Row]] = {}
    for row in found:
        topics.setdefault(text(row.get("topic")), []).append(row)
    years = sorted({int(number(row.get("year"))) for row in found})
    span = range(years[0], years[-1] + 1) if years else range(0)
    made = sorted((_panel(same, span) for same in topics.values()), key=lambda panel: (-_papers(panel), panel.title))
    shown = [panel for panel in made if _papers(panel) >= FEWEST][:MOST]
    return shown, left_out(found, len(shown), *NODES, "those that most papers name")


def _papers(panel: Panel) -> float:
    return sum(point.value for point in panel.points)


def _panel(same: list[Row], span: range) -> Panel:
    label, kind = text(same[0].get("label")), local_name(text(same[0].get("type")))
    papers = {int(number(row.get("year"))): number(row.get("papers")) for row in same}
    total, growth = sum(papers.values()), max(number(row.get("growth")) for row in same)
    note = f"{kind}, {total:.0f} paper" + ("s" if total != 1 else "")
    note += f", growth {growth:.1f}" if growth else ""
    points = [Point(year, papers.get(year, 0.0), _said(papers.get(year, 0.0)), label) for year in span]
    return Panel(label, note, points, joined=True)


def _said(papers: float) -> str:
    return f"{papers:.0f} paper" + ("s" if papers != 1 else "")
