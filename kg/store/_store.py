"""One way to ask any graph: in this process, or at an endpoint."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Protocol

import pyoxigraph

from kg.errors import QueryError, QueryFailed, StoreError
from kg.store._answer import Reply, replied
from kg.store._place import Place, locate
from kg.store._quads import local
from kg.store._tokens import names_graphs


class Store(Protocol):
    """Whatever answers SPARQL queries; the default graph is the union of all graphs, unless a query names its own."""

    def reply(self, sparql: str) -> Reply:
        """The answer, whole; `QueryError` when the query is wrong, `QueryFailed` when it cannot be answered."""

    def close(self) -> None:
        """Let go of what is held; asking afterwards is an error."""


class LocalStore:
    """A graph on disk or in memory, asked in this process: no deadline, no limit, no guard.

    For a query that is not ours to trust, `kg.ask.Graph` puts it into a process of its own.
    """

    def __init__(self, place: Place) -> None:
        """Open a store's folder for reading, or load an RDF file into memory."""
        self._store = local(place)
        if next(iter(self._store), None) is None:
            raise StoreError(place.path, "the graph is empty", do="run `kg build` first")

    def reply(self, sparql: str) -> Reply:
        """The answer, worked out to the end."""
        try:
            return replied(self._store.query(sparql, use_default_graph_as_union=not names_graphs(sparql)))
        except SyntaxError as error:
            raise QueryError("query", f"not SPARQL: {sentence(error)}") from error
        except (OSError, ValueError, RuntimeError) as error:
            raise QueryFailed("query", sentence(error)) from error

    def close(self) -> None:
        """Let go of the store."""
        self._store = pyoxigraph.Store()


def connect(where: str | Path, *, timeout: float = 60.0) -> Store:
    """The store that the argument names, open; `timeout`, in seconds, is for an endpoint's answer."""
    place = locate(where)
    if place.kind == "endpoint":
        from kg.store._remote import RemoteStore

        return RemoteStore(place.url, timeout=timeout)
    return LocalStore(place)


def sentence(error: Exception) -> str:
    """The engine's message in one line: `error at 1:26: expected one of A, B` reads `line 1, column 26: ...`."""
    text = " ".join(str(error).split())
    text = re.sub(
        r": expected one of Prefix not found.*", ": a prefix that is not declared; add PREFIX name: <IRI>", text
    )
    return re.sub(r"^error at (\d+):(\d+)", r"line \1, column \2", text)
