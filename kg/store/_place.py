"""What a GRAPH argument names: a build folder, an Oxigraph store, an RDF file or an endpoint."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal, TypeAlias

from msgspec import Struct

from kg.errors import StoreError
from kg.output import finish
from kg.store._rdf_file import SUFFIXES, format_of

Kind: TypeAlias = Literal["store", "file", "endpoint"]


class Place(Struct, frozen=True):
    """Where a graph is: a store's folder or an RDF file (`path`), or an endpoint (`url`).

    `quads` is the file that holds a build's quads, in one stream.
    """

    kind: Kind
    path: Path = Path()
    url: str = ""
    quads: Path | None = None


def locate(where: str | Path) -> Place:
    """The place that the argument names; `StoreError` when there is no graph."""
    if isinstance(where, str) and re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", where):
        return _endpoint(where)
    path = Path(where)
    if path.is_dir():
        return _folder(path)
    if not path.exists():
        raise StoreError(path, "no such file or folder", expected="a graph", do="run `kg build` first, or say -g GRAPH")
    if format_of(path) is None:
        raise StoreError(path, "not an RDF file by its name", expected=f"one of {' '.join(SUFFIXES)}, or with .gz")
    return Place("file", path, quads=path)


def _endpoint(url: str) -> Place:
    if not url.lower().startswith(("http://", "https://")):
        raise StoreError(url, "not a SPARQL endpoint", expected="a URL that begins with http:// or https://")
    return Place("endpoint", url=url)


def _folder(folder: Path) -> Place:
    finish(folder)
    parts = folder / "graph.nq"
    if (folder / "store" / "CURRENT").is_file():
        return Place("store", folder / "store", quads=parts if parts.is_file() else None)
    if (folder / "CURRENT").is_file():
        return Place("store", folder)
    if parts.is_file():
        return Place("file", parts, quads=parts)
    raise StoreError(
        folder, "no graph in this folder", expected="what `kg build` writes, or a store", do="run `kg build` first"
    )
