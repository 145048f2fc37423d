"""Values as text that is safe inside `<script>`, and as short as can be: rows as columns, gzipped where that pays."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Mapping
from typing import NamedTuple, TypeGuard

from kg.view._model import Model

PACKED_FROM = 100_000
"""Characters of JSON from which it is gzipped."""


class Island(NamedTuple):
    """The text of an island, and its media type: JSON, or gzipped JSON in base64."""

    text: str
    type: str = "application/json"


def island(values: Mapping[str, object]) -> Island:
    """The values with their lists of rows as columns, in the form that is shorter."""
    text = plain({name: columns(value) if _is_rows(value) else value for name, value in values.items()})
    if len(text) < PACKED_FROM:
        return Island(text)
    packed = gzip.compress(text.encode(), compresslevel=9, mtime=0)
    return Island(base64.b64encode(packed).decode(), "application/gzip")


def plain(values: object) -> str:
    r"""The values as JSON that is safe inside `<script>`: no `<`, `>` or `&`, and no line ends that JSON lacks.

    >>> print(plain({"a": "</script>"}))
    {"a":"\u003c/script\u003e"}
    """
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.translate({ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"})


def columns(rows: list[Model]) -> Model:
    """Rows as columns: a list where every row has a value, else a list of places and one of values.

    >>> columns([{"a": 1, "b": 2}, {"a": 3}])
    {'count': 2, 'columns': {'a': [1, 3], 'b': {'at': [0], 'is': [2]}}}
    """
    names = sorted({name for row in rows for name in row})
    found: Model = {}
    for name in names:
        at = [place for place, row in enumerate(rows) if name in row]
        values = [rows[place][name] for place in at]
        found[name] = values if len(at) == len(rows) else {"at": at, "is": values}
    return {"count": len(rows), "columns": found}


def _is_rows(value: object) -> TypeGuard[list[Model]]:
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) for row in value)
