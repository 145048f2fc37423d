"""N-Quads 1.2: the graph with what its evidence is evidence of, as triple terms (https://www.w3.org/TR/rdf12-n-quads/)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from pyoxigraph import Quad

from kg.export._order import quad_lines
from kg.export._reified import reified

TITLE = "N-Quads of RDF 1.2: each mention reifies the statements that it is the evidence of"
SUFFIX = ".nq"
MEDIA_TYPE = "application/n-quads"


def write(quads: Iterable[Quad], out: BinaryIO) -> None:
    """The quads, and what the mentions reify, as sorted lines."""
    out.writelines(quad_lines(reified(quads)))
