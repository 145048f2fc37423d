"""An answer for people: a table, bars or a network, and which of these suit it."""

from __future__ import annotations

import asyncio
import json
from typing import NamedTuple

from kg.serve._cells import Cell, Row, cells
from kg.serve._chart import Chart, chart
from kg.serve._network import Drawing, drawing
from kg.serve._site import Site

_MOST = 1_000
_LINKS = 80


class Shown(NamedTuple):
    """An answer as it is shown; `whole` is how many rows it has, of which the first are here."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    whole: int
    chart: Chart | None
    drawing: Drawing | None
    truth: bool | None = None

    @property
    def ways(self) -> list[str]:
        """How it can be shown."""
        chart_, network = self.chart is not None, self.drawing is not None
        return ["table", *(["chart"] if chart_ else []), *(["network"] if network else [])]


async def shown(site: Site, results: bytes) -> Shown:
    """The answer to a SELECT or ASK, from results in JSON; things without a label beside them get theirs."""
    found = json.loads(results)
    if "boolean" in found:
        return Shown((), (), 0, None, None, truth=found["boolean"])
    names, bindings = found["head"]["vars"], found["results"]["bindings"]
    iris = [name for name in names if any(row.get(name, {}).get("type") == "uri" for row in bindings[:_MOST])]
    bare = [name for name in iris if not name.endswith("_iri")]
    labels = await site.labels(str(row[name]["value"]) for row in bindings[:_MOST] for name in bare if name in row)
    rows: list[Row] = [{name: str(term["value"]) for name, term in row.items()} for row in bindings[:_MOST]]
    for row in rows:
        row.update({f"{name}_iri": row[name] for name in bare if name in row})
        row.update({name: labels[row[name]] for name in bare if row.get(name) in labels})
    columns, table = cells(site, rows, [*names, *(f"{name}_iri" for name in bare)])
    pairs = [f"{name.removesuffix('_iri')}_iri" for name in iris]
    drawn = await asyncio.to_thread(_network, site, rows[:_LINKS], pairs)
    return Shown(columns, table, len(bindings), _chart(columns, table), drawn)


def _chart(columns: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...]) -> Chart | None:
    """Bars of the first column that has numbers alone, by the first that has not."""
    numbers = [place for place in range(len(columns)) if rows and all(_is_number(row[place].text) for row in rows)]
    years = [place for place in numbers if all(len(row[place].text) == 4 for row in rows) and "year" in columns[place]]
    names = years or [place for place in range(len(columns)) if place not in numbers]
    values = [place for place in numbers if place not in years]
    if not names or not values or len({row[names[0]].text for row in rows}) < len(rows):
        return None
    return chart([(row[names[0]].text, row[values[0]].text) for row in rows])


def _is_number(text: str) -> bool:
    try:
        return float(text) == float(text)
    except ValueError:
        return False


def _network(site: Site, rows: list[Row], iris: list[str]) -> Drawing | None:
    """The links between the first two columns of IRIs."""
    if len(iris) < 2:
        return None
    one, other = iris[:2]
    links = [
        {
            "paper_iri": row[one],
            "paper": row.get(one.removesuffix("_iri"), row[one]),
            "thing_iri": row[other],
            "thing": row.get(other.removesuffix("_iri"), row[other]),
            "class": "",
            "paper_kind": "",
        }
        for row in rows
        if one in row and other in row and row[one] != row[other]
    ]
    return drawing(site, links) if links else None
