"""Rows that are small enough to know by heart, and texts that mean harm."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
Rows = list[dict[str, Any]]


@pytest.fixture(scope="session")
def rows_of() -> Callable[..., Rows]:
    """The rows of a named query, from `golden/`."""
    return lambda query, **_: json.loads((HERE / "golden" / f"{query}.rows.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def payloads() -> list[str]:
    texts = (HERE / "payloads.txt").read_text(encoding="utf-8").split("\n")[:-1]
    return [*texts, "line\u2028separator\u2029</script>", "\u202eright to left <b>", "nul\x00<b>", "tab\t\r\n<b>"]


@pytest.fixture(scope="session")
def island() -> Callable[[str], dict[str, Any]]:
    """What the JSON island of a page holds, its columns as rows again."""
    return lambda page: {
        name: rows(value) if isinstance(value, dict) and "columns" in value else value
        for name, value in json.loads(raw_island(page)).items()
    }


def raw_island(page: str) -> str:
    """The JSON of the island, inflated where it is gzipped."""
    head, _, rest = page.partition('id="graph">')
    text = rest.partition("</script>")[0]
    packed = head.endswith('<script type="application/gzip" ')
    return gzip.decompress(base64.b64decode(text, validate=True)).decode() if packed else text


def rows(table: dict[str, Any]) -> list[dict[str, Any]]:
    """A table's rows, from its columns."""
    found: list[dict[str, Any]] = [{} for _ in range(table["count"])]
    for name, column in table["columns"].items():
        at, values = (range(len(found)), column) if isinstance(column, list) else (column["at"], column["is"])
        for place, value in zip(at, values, strict=True):
            found[place][name] = value
    return found


OTHERS = {
    "method-landscape": (
        ("from", "to"), ("fromLabel", "toLabel", "fromType", "toType", "role", "titles", "years", "papers", "of"),
    ),
    "hardware-network": (
        ("hardware", "thing"), ("hardwareLabel", "broader", "role", "label", "type", "title", "year", "of"),
    ),
    "citation-network": (
        ("paper", "cited"), ("title", "year", "page", "citedTitle", "citedYear", "citedPage", "of"),
    ),
    "paper-topics": (("paper",), ("title", "issued", "page", "thing", "label", "of")),
    "topics-by-year": ((), ("topic", "label", "type", "year", "papers", "growth", "of")),
}  # fmt: skip
"""The columns of the other queries: those that are IRIs of nodes, and those that hold text."""


def hostile(query: str, texts: Iterable[str]) -> Rows:
    """Rows with such texts in every field that takes text."""
    rows: Rows = []
    for number, text in enumerate(texts):
        if query.startswith("sentences-"):
            place = {"text": text, "words": text, "start": 0, "end": len(text), "confidence": 0.5}
            rows.append(
                {"paper": f"urn:p{number}{text}", "thing": f"urn:e{number}", "title": text, "page": text, **place}
            )
        elif query == "coauthor-network":
            pair = {"coauthor": f"urn:b{number}", "coauthorName": text, "together": 1, "titles": text}
            rows.append(
                {"person": f"urn:a{number}{text}", "name": text, "papers": 1, "firstYear": text, "page": text, **pair}
            )
        elif query in OTHERS:
            nodes, texts_of = OTHERS[query]
            iris = {name: f"urn:{name[0]}{number}{text}" for name in nodes}
            rows.append(iris | dict.fromkeys(texts_of, text))
        else:
            paper = {"paper": f"urn:p{number}{text}", "title": text, "issued": text, "page": text}
            entity = {"entity": f"urn:e{number}", "label": text, "type": f"urn:{text}", "role": text}
            rows.append(paper | entity)
    return rows


@pytest.fixture(scope="session")
def hostile_rows(payloads: list[str]) -> Callable[..., Rows]:
    return lambda query, **_: hostile(query, payloads)
