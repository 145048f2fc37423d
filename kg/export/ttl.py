"""Turtle: all graphs in one, by subject, with prefixes (https://www.w3.org/TR/turtle/)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from pyoxigraph import Quad, RdfFormat, parse

from kg.export._order import triples
from kg.export._prefixes import PREFIXES
from kg.export._turtle import blocks, header

TITLE = "Turtle: for reading, all graphs in one"
SUFFIX = ".ttl"
MEDIA_TYPE = "text/turtle"

HEAD, END = header().encode(), b" .\n"
"""How the file begins, and how each subject's block ends and nothing in it does."""


def write(quads: Iterable[Quad], out: BinaryIO) -> None:
    """The union of all graphs, sorted, with the project's prefixes."""
    out.write(HEAD)
    out.writelines(block.encode() for block in blocks(triples(quads)))


def block(lines: Iterable[bytes]) -> bytes:
    """What the file has of the subject of these N-Quads lines; nothing of no lines."""
    return "".join(blocks(triples(parse(b"".join(lines), format=RdfFormat.N_QUADS)))).encode()


def subject(piece: bytes) -> bytes:
    r"""The subject of a block as N-Triples writes it, which is what the blocks are sorted by.

    >>> subject(b"\nfoaf:name\n    a owl:DatatypeProperty .\n")
    b'<http://xmlns.com/foaf/0.1/name>'
    """
    name = piece.strip(b"\n").partition(b"\n")[0]
    prefix, colon, local = name.partition(b":")
    if name.startswith(b"<") or not colon:
        return name
    return b"<%b%b>" % (PREFIXES[prefix.decode()].encode(), local)
