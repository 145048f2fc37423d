"""A graph that is open for questions."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from kg.ask._guard import checked
from kg.ask.worker import Worker
from kg.errors import QueryFailed, QueryRefused
from kg.store import Answer, Store, connect, locate

if TYPE_CHECKING:
    from kg.find import Index

GIB = 1 << 30


class Graph:
    """A graph to ask: each query is checked, has a deadline and a memory limit, and is answered whole or not at all.

    Usable as a context manager. A local graph is asked in a process of its own,
    which starts with the first query and serves all that follow.
    """

    def __init__(self, where: str | Path = "output", *, timeout: float = 60.0, memory: int = 4 * GIB) -> None:
        """Name a build folder, a store's folder, an RDF file or an endpoint; seconds and bytes that a query may take.

        `StoreError` when there is no graph.
        """
        self.where = str(where)
        remote = locate(where).kind == "endpoint"
        self._store: Store = (
            connect(where, timeout=timeout) if remote else Worker(where, timeout=timeout, memory=memory)
        )

    def answer(self, sparql: str) -> Answer:
        """The answer to a SPARQL query; `QueryRefused`, `QueryError` or `QueryFailed` when there is none."""
        for graph in checked(sparql):
            if not self._store.reply(f"ASK {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}").answer():
                raise QueryRefused("query", f"FROM <{graph}>: no such graph in {self.where}; nothing is fetched")
        try:
            return self._store.reply(sparql).answer()
        except SyntaxError as error:
            raise QueryFailed("query", f"the answer is damaged ({error})") from error

    @cached_property
    def index(self) -> Index | None:
        """The search index that a build has beside its graph; `None` for any other graph."""
        from kg.find import Index, indexed

        return Index(self.where) if indexed(self.where) else None

    def close(self) -> None:
        """End the process that answers."""
        self._store.close()
        index: Index | None = self.__dict__.pop("index", None)
        if index:
            index.close()

    def __enter__(self) -> Graph:
        if isinstance(self._store, Worker):
            self._store.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
