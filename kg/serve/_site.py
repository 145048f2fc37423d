"""What all routes share while a server runs: the pool, the writer and what is known of the graph."""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
from collections.abc import Callable, Coroutine, Iterable, Sequence
from typing import Any, TypeVar
from urllib.parse import quote, urlencode, urlsplit

from msgspec import Struct
from pyoxigraph import NamedNode

from kg.describe.iris import BASE
from kg.find import Index
from kg.serve._orders import Change, Done, Put, Question
from kg.serve._pool import Pool
from kg.serve._settings import Settings
from kg.serve._state import State, in_thread
from kg.serve._writer import Writer
from kg.view._links import safe_url

T = TypeVar("T")

_LOOK = 1.0
"""Seconds between two looks at whether a build has put another graph in place."""
_LABELS = """SELECT ?thing (MIN(?name) AS ?label) WHERE {
  VALUES ?thing { %IRIS% }
  VALUES ?naming {
    <http://www.w3.org/2004/02/skos/core#prefLabel> <http://xmlns.com/foaf/0.1/name> <http://purl.org/dc/terms/title>
  }
  ?thing ?naming ?name
} GROUP BY ?thing"""
_LABELLED = 2_000
_KEPT = 300
"""How many pages are kept at most."""
_SEARCH = 5.0
"""Seconds that a search may take."""
_ONTOLOGY = "https://w3id.org/paperkg/"
_SAFE = "/:@!$&'()*+,;=~%"
"""What stands in an IRI as it is, and in a path here likewise."""
_BASE = """SELECT ?base
WHERE { ?dataset a <http://www.w3.org/ns/dcat#Dataset> ; <http://rdfs.org/ns/void#uriSpace> ?base }
ORDER BY ?base LIMIT 1"""


class About(Struct, frozen=True, eq=False):
    """What is known of the graph in one of its states: the base of its IRIs, and which state it is.

    `tag` is the state's name for browsers (an ETag): no two states have the same, of other servers neither.
    """

    base: str
    state: str
    tag: str = ""


class Site:
    """A running server."""

    def __init__(self, settings: Settings) -> None:
        """Find the graph; `StoreError` when there is none, or it cannot be changed though it should."""
        self.settings = settings
        self.state = State(settings.graph)
        if settings.writable and not self.state.is_store:
            from kg.errors import BadParameter

            raise BadParameter("--writable", f"{settings.graph} is a file", expected="a build folder or a store")
        self.pool = Pool(settings)
        self.writer = Writer(settings.limits, self.pool) if settings.writable else None
        self.about = About(BASE, "")
        self.kept: dict[tuple[str, About], Any] = {}
        self._making: dict[tuple[str, About], asyncio.Task[Any]] = {}
        self._opening = asyncio.Lock()
        self._index: tuple[str, Index] | None = None
        self._watch: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Open the graph as it is now."""
        folder = await in_thread(self.state)
        await (self.writer or self.pool).open(folder)
        await self._learn()

    async def _learn(self) -> None:
        """Forget what was kept of another state of the graph, and ask for its base."""
        rows = await self.rows(_BASE)
        state = "-".join(map(str, self.state.sign))
        self.about = About(rows[0]["base"] if rows else BASE, state, f'"{secrets.token_hex(8)}"')
        self.kept.clear()

    def watch(self) -> None:
        """From now on, turn to what a build puts in the graph's place."""
        self._watch = asyncio.create_task(self._watching())

    async def _watching(self) -> None:
        while True:
            await asyncio.sleep(_LOOK)
            if await asyncio.to_thread(self.state.changed):
                with contextlib.suppress(Exception):  # what does not open is tried again; the old one is served on
                    await self.open()

    async def close(self) -> None:
        """End all processes, and leave nothing behind."""
        if self._watch:
            self._watch.cancel()
        for task in list(self._making.values()):
            task.cancel()
        if self.writer:
            await self.writer.close()
        await self.pool.close()
        if self._index:
            self._index[1].close()
        self.state.drop()

    async def change(self, order: Change | Put) -> Done:
        """The change, done."""
        assert self.writer is not None  # noqa: S101 routes ask `settings.writable` first
        done = await self.writer.change(order)
        await self._learn()
        return done

    async def once(self, name: str, make: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """What is made under a name, once for all who ask at the same time, and kept while the graph is as it is.

        It is made to the end when those who asked are gone.
        """
        about = self.about
        if (name, about) in self.kept:
            found: T = self.kept[name, about]
            return found
        if (name, about) not in self._making:
            task = asyncio.create_task(make())
            self._making[name, about] = task
            task.add_done_callback(lambda done: self._keep(name, about, done))
        made: T = await asyncio.shield(self._making[name, about])
        return made

    def _keep(self, name: str, about: About, done: asyncio.Task[Any]) -> None:
        """Keep what was made, unless it failed or the graph is another now; the oldest go where there are many."""
        del self._making[name, about]
        if not done.cancelled() and done.exception() is None and about is self.about:
            while len(self.kept) >= _KEPT:
                del self.kept[next(iter(self.kept))]
            self.kept[name, about] = done.result()

    async def index(self) -> Index:
        """The search index of the graph as it is now, opened when it is first asked for."""
        about = self.about
        async with self._opening:
            if self._index is None or self._index[0] != about.state:
                if self._index:
                    self._index[1].close()
                self._index = (about.state, await asyncio.to_thread(Index, self.settings.graph, timeout=_SEARCH))
            return self._index[1]

    async def rows(self, sparql: str) -> list[dict[str, str]]:
        """The rows of our own query, as plain texts by column."""
        (rows,) = await self.all_rows([sparql])
        return rows

    async def all_rows(self, queries: Sequence[str]) -> list[list[dict[str, str]]]:
        """The rows of several of our own queries, from one state of the graph."""
        bodies = await self.pool.ask([Question(text) for text in queries], trusted=True)
        return [_plain(body) for body in bodies]

    async def labels(self, iris: Iterable[str]) -> dict[str, str]:
        """How each of our things among these is called."""
        ours = sorted(iri for iri in set(iris) if self.local(iri) is not None)[:_LABELLED]
        if not ours:
            return {}
        rows = await self.rows(_LABELS.replace("%IRIS%", " ".join(str(NamedNode(iri)) for iri in ours)))
        return {row["thing"]: row["label"] for row in rows}

    def local(self, iri: str) -> str | None:
        """The path here of an IRI under the graph's base; `None` for any other."""
        if iri.startswith(self.about.base) and len(iri) > len(self.about.base):
            return iri[len(self.about.base) :]
        return None

    def href(self, iri: str) -> str:
        """Where a page leads for an IRI: to its page here, if it is one of ours, else there, if that is safe."""
        local = self.local(iri)
        if local is not None and local.isascii():
            return f"/page/{quote(local, safe=_SAFE)}"
        if local is not None or iri.startswith(_ONTOLOGY):
            return f"/page?{urlencode({'iri': iri})}"
        return safe_url(iri)

    @property
    def base_path(self) -> str:
        """The path that the base itself has."""
        return urlsplit(self.about.base).path


def _plain(body: bytes) -> list[dict[str, str]]:
    """The rows of results in JSON, without types and languages."""
    found = json.loads(body)["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items() if term["type"] != "triple"} for row in found]
