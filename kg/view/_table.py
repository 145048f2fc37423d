"""A table as an HTML page: sortable and filterable with a script of ours, a plain table without.

It is as safe as a picture: all that comes from records is escaped text, links lead where
`_links` lets them, and the Content-Security-Policy names the hashes of what we ship.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType
from typing import NamedTuple

from kg.view._links import safe_url
from kg.view._page import asset, inline, style, template

COLUMNS = ("Subject", "Metric", "Change", "Value", "Baseline", "Context", "Paper", "Year", "Sure", "Quote")


class Entry(NamedTuple):
    """A result as the table shows it; `size` is what its value is sorted by."""

    subject: str
    metric: str
    direction: str
    value: str
    size: float
    unit: str
    baseline: str
    context: list[str]
    quote: str
    confidence: str
    title: str
    year: str
    url: str

    def texts(self) -> tuple[str, ...]:
        """All that it says in words."""
        return (self.subject, self.metric, self.value, self.baseline, *self.context, self.quote, self.title, self.year)


def about(entries: Sequence[Entry], focus: str) -> list[Entry]:
    """The entries that name a thing, in any case, as subject, metric, baseline, context or paper."""
    wanted = focus.strip().casefold()
    return [
        one
        for one in entries
        if wanted in {each.casefold() for each in (one.subject, one.metric, one.baseline, one.title, *one.context)}
    ]


def labels(entries: Sequence[Entry]) -> list[str]:
    """All that `about` may be asked for."""
    named = {each for one in entries for each in (one.subject, one.metric, one.baseline, one.title, *one.context)}
    return sorted(named - {""})


def render(picture: ModuleType, entries: Sequence[Entry], counts: Sequence[str], notices: Sequence[str]) -> str:
    """The page of a table; `counts` and `notices` are said above it."""
    return template("table.html.j2").render(
        picture=picture,
        counts=counts,
        notices=notices,
        columns=COLUMNS,
        units=sorted({one.unit for one in entries} - {""}),
        rows=[one._replace(url=safe_url(one.url)) for one in entries],
        style=style("table.css"),
        script=inline(asset("table.js")),
    )
