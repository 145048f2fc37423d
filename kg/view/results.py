"""What the papers claim to have measured: one row a result, beside the sentence that states it."""

from __future__ import annotations

from collections.abc import Iterable

from kg.view._rows import Row, number, ordered, text
from kg.view._table import Entry

TITLE = "Measured results"
SUMMARY = "What papers claim of what they propose: the metric, the number, against what and under what, with the quote."
QUERY = "result-table"
NODES = ("result", "results")


def entries(rows: Iterable[Row]) -> list[Entry]:
    """One entry a result, from the rows of `result-table`, by paper and place; several contexts are one list."""
    found: dict[str, list[Row]] = {}
    for row in ordered(rows):
        found.setdefault(text(row.get("result")), []).append(row)
    return sorted(
        (_entry(same) for _, same in sorted(found.items())), key=lambda one: (one.title, one.subject, one.metric)
    )


def _entry(same: list[Row]) -> Entry:
    row = same[0]
    contexts = {text(each.get("context")) for each in same} - {""}
    best = max(number(each.get("confidence")) for each in same)
    return Entry(
        subject=text(row.get("subject")),
        metric=text(row.get("metric")),
        direction=text(row.get("direction")),
        value=_value(row),
        size=number(row.get("value_max") or row.get("value")),
        unit=text(row.get("unit")),
        baseline=text(row.get("baseline")),
        context=sorted(contexts),
        quote=text(row.get("quote")),
        confidence=f"{best:.2f}" if best else "",
        title=text(row.get("title")) or text(row.get("paper")),
        year=text(row.get("issued"))[:4],
        url=text(row.get("page")),
    )


def _value(row: Row) -> str:
    """The bound and the number or range, as one reads them.

    >>> _value({"value": "30", "value_max": "47", "unit": "%", "bound": "up to"})
    'up to 30–47%'
    """
    unit = text(row.get("unit"))
    gap = "" if unit in ("", "%", "×", "°") else " "
    numbers = "–".join(_plain(text(row.get(name))) for name in ("value", "value_max") if row.get(name) is not None)
    return f"{text(row.get('bound'))} {numbers}{gap}{unit}".strip()


def _plain(written: str) -> str:
    return written.rstrip("0").rstrip(".") if "." in written else written
