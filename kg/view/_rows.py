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


def local_name(iri: str) -> str:
    """What stands after the last `#` or `/`.

    >>> local_name("https://w3id.org/paperkg/ontology#Method")
    'Method'
    """
    return iri.rstrip("#/").rpartition("#")[2].rpartition("/")[2]


def lines(value: Value) -> list[str]:
    """The distinct lines of a text, sorted: how the queries hand over lists."""
    return sorted({line.strip() for line in text(value).split("\n")} - {""})
