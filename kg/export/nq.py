"""N-Quads, sorted: one statement a line, with its graph (https://www.w3.org/TR/n-quads/)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from pyoxigraph import Quad

from kg.export._order import quad_lines

TITLE = "N-Quads: sorted lines, with the graphs' names"
SUFFIX = ".nq"
MEDIA_TYPE = "application/n-quads"


def write(quads: Iterable[Quad], out: BinaryIO) -> None:
    """The quads as sorted lines, each once."""
    out.writelines(quad_lines(quads))
