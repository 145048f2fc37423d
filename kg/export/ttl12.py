"""Turtle 1.2: as `ttl`, with what the evidence is evidence of, as triple terms (https://www.w3.org/TR/rdf12-turtle/)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from pyoxigraph import Quad

from kg.export import ttl
from kg.export._reified import reified

TITLE = "Turtle of RDF 1.2: each mention reifies the statements that it is the evidence of"
SUFFIX = ".ttl"
MEDIA_TYPE = "text/turtle"


def write(quads: Iterable[Quad], out: BinaryIO) -> None:
    """The union of all graphs, and what the mentions reify, sorted, with the project's prefixes."""
    ttl.write(reified(quads), out)
