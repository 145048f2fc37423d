"""Rows of an answer as cells of a table for people: a label and where it leads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from kg.ask._labels import shortened

if TYPE_CHECKING:
    from kg.serve._site import Site

Row: TypeAlias = dict[str, str]


class Cell(NamedTuple):
    """A text and the place it leads to, which may be nowhere."""

    text: str
    href: str = ""


Link = Cell


def cells(
    site: Site, rows: Sequence[Row], columns: Sequence[str] = ()
) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    """The columns and rows to show: `name` leads to `name_iri`, whose column does not show.

    Without `columns` they are those of the rows, in the order in which they come.
    """
    known = list(columns) or list(dict.fromkeys(name for row in rows for name in row))
    shown = tuple(name for name in known if not (name.endswith("_iri") and name.removesuffix("_iri") in known))
    return shown, tuple(tuple(_cell(site, row, name) for name in shown) for row in rows)


def _cell(site: Site, row: Row, name: str) -> Cell:
    text, iri = row.get(name, ""), row.get(f"{name}_iri", "")
    if iri:
        return Cell(text or shortened(iri), site.href(iri))
    if text.startswith(("http://", "https://")) and " " not in text:
        return Cell(shortened(text), site.href(text))
    return Cell(text)
