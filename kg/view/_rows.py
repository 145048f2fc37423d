"""What the rows of a query come down to: an order that does not depend on theirs, and plain text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TypeAlias

Value: TypeAlias = str | int | float | Decimal | None
Row: TypeAlias = Mapping[str, Value]
"""One answer of a query: the variable's name (no question mark) and a plain value; unbound is `None` or absent."""


def ordered(rows: Iterable[Row]) -> list[Row]:
    """The rows, each once, in an order that only their content decides."""
    found = {
        tuple(sorted((name, text(value)) for name, value in row.items() if value is not None)): row for row in rows
    }
    return [found[key] for key in sorted(found)]


def text(value: Value) -> str:
    """The value as text that can be written as UTF-8; unbound gives the empty text.

    >>> text(None), text(3), text("a" + chr(0xD800))
    ('', '3', 'a?')
    """
    return "" if value is None else str(value).encode("utf-8", "replace").decode("utf-8")


def number(value: Value) -> float:
    """The value as a number, 0 where it is none.

    >>> number("3"), number(None), number("many"), number("nan")
    (3.0, 0.0, 0.0, 0.0)
    """
    try:
        found = float(value or 0)
    except ValueError:
        return 0.0
    return found if abs(found) < float("inf") else 0.0


def left_out(rows: Iterable[Row], shown: int, one: str, many: str, which: str) -> list[str]:
    """The sentence that says how many of all are shown, by the rows' `of`; none where that is all.

    >>> left_out([{"of": 34210}], 1000, "person", "people", "those who write most")
    ['Shown: 1,000 of 34,210 people, those who write most.']
    >>> left_out([{"of": 3}], 3, "person", "people", "those who write most")
    []
    """
    of = max((int(number(row.get("of"))) for row in rows), default=0)
    return [f"Shown: {shown:,} of {of:,} {one if of == 1 else many}, {which}."] if shown < of else []


def local_name(iri: str) -> str:
    """What stands after the last `#` or `/`.

    >>> local_name("https://w3id.org/paperkg/ontology#Method")
    'Method'
    """
    return iri.rstrip("#/").rpartition("#")[2].rpartition("/")[2]


def distinct(name: str, taken: Iterable[str]) -> str:
    """The name, with a number where it is taken.

    >>> distinct("a", {"a", "a #2"})
    'a #3'
    """
    same = sum(1 for other in taken if other.partition(" #")[0] == name)
    return f"{name} #{same + 1}" if same else name


def year(value: Value) -> list[int]:
    """The year that a date begins with, as a list of one; none where it has no year.

    >>> year("2022-10"), year(None)
    ([2022], [])
    """
    written = text(value)[:4]
    return [int(written)] if len(written) == 4 and written.isascii() and written.isdecimal() else []


def years(value: Value) -> list[int]:
    """The years that a text lists between blanks, sorted.

    >>> years("2024 2022 2024")
    [2022, 2024]
    """
    return sorted({one for word in text(value).split() for one in year(word)})


def lines(value: Value) -> list[str]:
    """The distinct lines of a text, sorted: how the queries hand over lists."""
    return sorted({line.strip() for line in text(value).split("\n")} - {""})
