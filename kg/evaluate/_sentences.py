"""The sentence in which a name stands, to be shown beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

from kg.model import Mention, Record, TextField
from kg.sentence import around

Place: TypeAlias = tuple[TextField, int, int]
"""A field of a record and the characters in it."""
_DASHES = str.maketrans("-‐‑–—_/\n", "        ")


def place(mention: Mention) -> Place:
    """Where a mention stands."""
    return mention.field, mention.start, mention.end


def sentence(record: Record, where: Place) -> str:
    """The sentence around a place."""
    field, start, end = where
    text: str = getattr(record, field)
    return around(text, start, end)


def place_of(record: Record, names: Iterable[str]) -> Place | None:
    """Where one of the names, the first that is there, first stands, whatever its case and hyphens."""
    folded: list[tuple[TextField, str]] = [("title", _folded(record.title)), ("abstract", _folded(record.abstract))]
    for name in names:
        for field, text in folded:
            found = re.search(rf"(?<!\w){re.escape(_folded(name))}", text)
            if found:
                return field, *found.span()
    return None


def _folded(text: str) -> str:
    lower = text.lower()
    return (lower if len(lower) == len(text) else text).translate(_DASHES)
