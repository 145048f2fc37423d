"""The toy graph, open once for all tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.ask import Graph

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def toy() -> Path:
    return HERE / "toy.trig"


@pytest.fixture(scope="session")
def graph(toy: Path) -> Iterator[Graph]:
    with Graph(toy, timeout=30) as opened:
        yield opened
