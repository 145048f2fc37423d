"""RDF files: which format a name says, and their bytes, unpacked and free of entity definitions."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from pyoxigraph import RdfFormat

from kg.errors import ReadError

SUFFIXES = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".jsonld": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
}
"""The format of each suffix."""


def format_of(path: Path) -> RdfFormat | None:
    """The format that the file's name says, with or without `.gz`; `None` when it says none."""
    name = path.name.lower().removesuffix(".gz")
    return SUFFIXES.get(Path(name).suffix)


@contextmanager
def opened(path: Path) -> Iterator[tuple[IO[bytes], RdfFormat]]:
    """The file's bytes, unpacked, and its format; what fails while they are read is a `ReadError` that names it."""
    rdf = format_of(path)
    if rdf is None:
        raise ReadError(path, "not an RDF file by its name", expected=f"one of {' '.join(SUFFIXES)}, or with .gz")
    try:
        with gzip.open(path) if path.name.lower().endswith(".gz") else path.open("rb") as file:
            source = cast("IO[bytes]", file)
            yield cast("IO[bytes]", _WithoutEntities(source, path)) if rdf is RdfFormat.RDF_XML else source, rdf
    except SyntaxError as error:
        raise ReadError(path, _what(error), expected=f"well-formed {rdf.name}") from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise ReadError(path, f"damaged gzip file ({error})") from error
    except OSError as error:
        raise ReadError(path, error.strerror or str(error)) from error


def _what(error: SyntaxError) -> str:
    """Line, column and reason of a parser's error."""
    text = re.sub(r" \(line \d+\)$", "", str(error)).removeprefix("Parser error at ")
    return re.sub(r"^line (\d+) (?:between columns (\d+) and \d+|column (\d+))", r"line \1, column \2\3", text)


class _WithoutEntities:
    """A file of RDF/XML that refuses a document type: its entities can expand a thousandfold or name other files.

    Looks everywhere and in any case, because the parser heeds `<!doctype` within elements too.
    """

    _PATTERN = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)

    def __init__(self, source: IO[bytes], path: Path) -> None:
        self._source = source
        self._path = path
        self._tail = b""

    def read(self, size: int = -1) -> bytes:
        """The next bytes, when they define nothing."""
        chunk = self._source.read(size)
        if self._PATTERN.search(self._tail + chunk):
            raise ReadError(
                self._path,
                "declares a DTD or entities (<!DOCTYPE or <!ENTITY), which are refused",
                do="write the IRIs in full and remove the declaration",
            )
        self._tail = (self._tail + chunk)[-8:]
        return chunk
