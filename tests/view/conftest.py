"""Rows that are small enough to know by heart, and texts that mean harm."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
Rows = list[dict[str, Any]]


@pytest.fixture(scope="session")
def rows_of() -> Callable[[str], Rows]:
    """The rows of a named query, from `golden/`."""
    return lambda query: json.loads((HERE / "golden" / f"{query}.rows.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def payloads() -> list[str]:
    texts = (HERE / "payloads.txt").read_text(encoding="utf-8").split("\n")[:-1]
    return [*texts, "line\u2028separator\u2029</script>", "\u202eright to left <b>", "nul\x00<b>", "tab\t\r\n<b>"]


@pytest.fixture(scope="session")
def island() -> Callable[[str], dict[str, Any]]:
    """What the JSON island of a page holds."""
    return lambda page: json.loads(raw_island(page))


def raw_island(page: str) -> str:
    return page.partition('<script type="application/json" id="graph">')[2].partition("</script>")[0]


def hostile(query: str, texts: Iterable[str]) -> Rows:
    """Rows with such texts in every field that takes text."""
    rows: Rows = []
    for number, text in enumerate(texts):
        if query == "coauthor-network":
            pair = {"coauthor": f"urn:b{number}", "coauthorName": text, "together": 1, "titles": text}
            rows.append(
                {"person": f"urn:a{number}{text}", "name": text, "papers": 1, "firstYear": text, "page": text, **pair}
            )
        else:
            paper = {"paper": f"urn:p{number}{text}", "title": text, "issued": text, "page": text}
            entity = {"entity": f"urn:e{number}", "label": text, "type": f"urn:{text}", "role": text}
            rows.append(paper | entity)
    return rows


@pytest.fixture(scope="session")
def hostile_rows(payloads: list[str]) -> Callable[[str], Rows]:
    return lambda query: hostile(query, payloads)
