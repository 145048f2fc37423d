"""A user's own query, answered."""

from __future__ import annotations

from msgspec import Struct


class Asked(Struct, frozen=True):
    """What a query gave: rows or triples of terms as N-Triples writes them, and the labels of IRIs.

    A row has the columns of the query, `None` where nothing is bound; a triple has three.
    """

    name: str
    summary: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]
    labels: dict[str, str]
    triples: bool = False
