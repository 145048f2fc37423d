"""N-Triples, sorted: one statement a line, all graphs in one (https://www.w3.org/TR/n-triples/)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from pyoxigraph import Quad

from kg.export._order import triple_lines

TITLE = "N-Triples: sorted lines, all graphs in one"
SUFFIX = ".nt"
MEDIA_TYPE = "application/n-triples"


def write(quads: Iterable[Quad], out: BinaryIO) -> None:
    """The union of all graphs as sorted lines, each once."""
    out.writelines(triple_lines(quads))
