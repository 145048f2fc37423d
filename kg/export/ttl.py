"""Turtle: all graphs in one, by subject, with prefixes (https://www.w3.org/TR/turtle/)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from pyoxigraph import Quad

from kg.export._order import triples
from kg.export._turtle import blocks, header

TITLE = "Turtle: for reading, all graphs in one"
SUFFIX = ".ttl"
MEDIA_TYPE = "text/turtle"


def write(quads: Iterable[Quad], out: BinaryIO) -> None:
    """The union of all graphs, sorted, with the project's prefixes."""
    out.write(header().encode())
    out.writelines(block.encode() for block in blocks(triples(quads)))
