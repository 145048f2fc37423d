"""The quads of whatever holds a graph, and a store made of them."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

import pyoxigraph

from kg.errors import StoreError
from kg.store._place import Place, locate
from kg.store._rdf_file import opened


def quads(where: str | Path) -> Iterator[pyoxigraph.Quad]:
    """Every quad of a build folder, an Oxigraph store or an RDF file, streamed.

    Blank nodes keep the names the file gives them. `StoreError` when there is no
    graph, `ReadError` with line and column when the file does not parse.
    """
    place = locate(where)
    if place.kind == "endpoint":
        raise StoreError(place.url, "an endpoint does not list its quads", expected="a build folder or an RDF file")
    if place.quads is None:
        return iter(open_folder(place))
    return _parsed(place.quads)


def _parsed(path: Path) -> Iterator[pyoxigraph.Quad]:
    with opened(path) as (file, rdf):
        yield from pyoxigraph.parse(file, rdf, base_iri=path.resolve().as_uri())


def build_store(nquads: Path, folder: Path) -> int:
    """Make a new Oxigraph store in the folder from an N-Quads file; the number of quads in it.

    All or nothing is the caller's part: load into a temporary folder, then rename it.
    `StoreError` when the folder holds something already, `ReadError` when a line does not parse.
    """
    if folder.exists() and any(folder.iterdir()):
        raise StoreError(folder, "not empty", expected="a new folder for the store")
    folder.mkdir(parents=True, exist_ok=True)
    with opened(nquads) as (file, rdf):
        return _loaded(file, rdf, folder)


def change_store(old: Path, folder: Path, gone: Iterable[bytes], new: Iterable[bytes]) -> None:
    """Make a new Oxigraph store in the folder from another that nobody writes to, by N-Quads lines that go and come.

    The other's large files never change once they are written, so that both can have them
    (https://github.com/facebook/rocksdb/wiki/Checkpoints does the same); it is left as it is.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for file in old.iterdir():
        if file.name != "LOCK":
            _shared(file, folder / file.name)
    try:
        store = pyoxigraph.Store(folder)
        for quad in pyoxigraph.parse(b"".join(gone), format=pyoxigraph.RdfFormat.N_QUADS):
            store.remove(quad)
        store.extend(pyoxigraph.parse(b"".join(new), format=pyoxigraph.RdfFormat.N_QUADS))
        store.flush()
    except OSError as error:
        raise StoreError(folder, f"the store cannot be written ({error})") from error


def _shared(file: Path, name: Path) -> None:
    """Give a table of the store another name; anything else is copied, as is a table where files have one name only."""
    if file.suffix == ".sst":
        with contextlib.suppress(OSError):
            name.hardlink_to(file)
            return
    shutil.copyfile(file, name)


def _loaded(file: IO[bytes], rdf: pyoxigraph.RdfFormat, folder: Path) -> int:
    try:
        store = pyoxigraph.Store(folder)
        store.bulk_load(file, rdf)
        store.flush()
        store.optimize()  # tables that do not overlap: a look-up takes a fifth of the time
    except OSError as error:  # of the folder: a full disk, a missing right
        raise StoreError(folder, f"the store cannot be written ({error})") from error
    return len(store)


def local(place: Place) -> pyoxigraph.Store:
    """The Oxigraph store of a local graph: that of a folder, for reading only, or one in memory of an RDF file."""
    return open_folder(place) if place.kind == "store" else load_file(place)


def open_folder(place: Place) -> pyoxigraph.Store:
    """The Oxigraph store of a folder, for reading only."""
    try:
        return pyoxigraph.Store.read_only(str(place.path))
    except (OSError, ValueError) as error:
        raise StoreError(place.path, f"the store does not open ({error})", do="run `kg build` again") from error


def load_file(place: Place) -> pyoxigraph.Store:
    """A store in memory that holds the quads of an RDF file."""
    store = pyoxigraph.Store()
    store.bulk_extend(_parsed(place.path))
    return store
