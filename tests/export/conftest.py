"""The toy graph, and exporting to bytes."""

import io
import random
from collections.abc import Callable, Iterable
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import Quad

from kg.export import format_of

TOY = Path(__file__).with_name("toy.trig")


@pytest.fixture(scope="session")
def toy() -> list[Quad]:
    """The quads of a small graph by the contract, in no order."""
    quads = list(pyoxigraph.parse(path=TOY))
    random.Random(7).shuffle(quads)  # noqa: S311 a shuffle that is the same each time
    return quads


@pytest.fixture(scope="session")
def exported() -> Callable[[str, Iterable[Quad]], bytes]:
    """`exported(format, quads)`: the bytes of the file."""

    def to_bytes(name: str, quads: Iterable[Quad]) -> bytes:
        out = io.BytesIO()
        format_of(name).write(quads, out)
        return out.getvalue()

    return to_bytes
