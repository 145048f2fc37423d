"""Quads in, a file of another tool's format out: one file a format.

A format's module has `TITLE`, `SUFFIX`, `MEDIA_TYPE` and `write(quads, out)`. What
it writes depends on the quads alone: not on their order, nor on the hash seed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from pyoxigraph import Quad

from kg import registry
from kg.errors import UnknownName


class Format(Protocol):
    """What every module of this folder has."""

    TITLE: str
    SUFFIX: str
    MEDIA_TYPE: str

    def write(self, quads: Iterable[Quad], out: BinaryIO) -> None:
        """The quads, written; raises `OutputError` for what the format cannot carry."""


def formats() -> list[str]:
    """The names of all formats, sorted; none is imported."""
    return registry.names(sys.modules[__name__])


def format_of(name: str) -> Format:
    """The format of that name; `UnknownName` lists the known ones."""
    if name not in formats():
        raise UnknownName("export format", name, formats())
    return cast("Format", registry.member(sys.modules[__name__], name))


def lines_of(quads: Iterable[Quad]) -> Iterator[bytes]:
    """The quads as sorted N-Quads lines, each once."""
    from kg.export._order import quad_lines

    return quad_lines(quads)


def export(name: str, where: str | Path, out: BinaryIO) -> None:
    """The graph of a build folder or RDF file, written in the named format."""
    from kg.store import quads

    format_of(name).write(quads(where), out)
