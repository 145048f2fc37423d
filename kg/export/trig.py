"""TriG: Turtle that keeps the named graphs (https://www.w3.org/TR/trig/)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from pyoxigraph import DefaultGraph, Quad

from kg.export._order import graphs, parsed
from kg.export._turtle import blocks, header, written

TITLE = "TriG: for reading, graph by graph"
SUFFIX = ".trig"
MEDIA_TYPE = "application/trig"


def write(quads: Iterable[Quad], out: BinaryIO) -> None:
    """The quads by graph and subject, with the project's prefixes; the default graph comes first."""
    out.write(header().encode())
    for name, lines in graphs(quads):
        if isinstance(name, DefaultGraph):
            out.writelines(block.encode() for block in blocks(parsed(lines)))
            continue
        out.write(f"\n{written(name)} {{".encode())
        out.writelines(block.encode() for block in blocks(parsed(lines), indent="    "))
        out.write(b"}\n")
