"""What all routes share while a server runs: the pool, the writer and what is known of the graph."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from kg.describe.iris import BASE
from kg.serve._orders import Change, Done, Put, Question
from kg.serve._pool import Pool
from kg.serve._settings import Settings
from kg.serve._state import State, in_thread
from kg.serve._writer import Writer

_LOOK = 1.0
"""Seconds between two looks at whether a build has put another graph in place."""
_BASE = "SELECT ?base WHERE { ?dataset <http://rdfs.org/ns/void#uriSpace> ?base } ORDER BY ?base LIMIT 1"


class About(Struct, frozen=True):
    """What is known of the graph in one of its states: the base of its IRIs, and which state it is."""

    base: str
    state: str


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
        self.kept: dict[str, Any] = {}
        self._watch: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Open the graph as it is now."""
        folder = await in_thread(self.state)
        await (self.writer or self.pool).open(folder)
        await self._learn()

    async def _learn(self) -> None:
        """Forget what was kept of another state of the graph, and ask for its base."""
        self.kept.clear()
        rows = await self.rows(_BASE)
        self.about = About(rows[0]["base"] if rows else BASE, "-".join(map(str, self.state.sign)))

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
        if self.writer:
            await self.writer.close()
        await self.pool.close()
        self.state.drop()

    async def change(self, order: Change | Put) -> Done:
        """The change, done."""
        assert self.writer is not None  # noqa: S101 routes ask `settings.writable` first
        done = await self.writer.change(order)
        await self._learn()
        return done

    async def rows(self, sparql: str) -> list[dict[str, str]]:
        """The rows of our own query, as plain texts by column."""
        (rows,) = await self.all_rows([sparql])
        return rows

    async def all_rows(self, queries: Sequence[str]) -> list[list[dict[str, str]]]:
        """The rows of several of our own queries, from one state of the graph."""
        bodies = await self.pool.ask([Question(text) for text in queries], trusted=True)
        return [_plain(body) for body in bodies]

    def local(self, iri: str) -> str | None:
        """The path here of an IRI under the graph's base; `None` for any other."""
        if iri.startswith(self.about.base) and len(iri) > len(self.about.base):
            return iri[len(self.about.base) :]
        return None

    @property
    def base_path(self) -> str:
        """The path that the base itself has."""
        return urlsplit(self.about.base).path


def _plain(body: bytes) -> list[dict[str, str]]:
    """The rows of results in JSON, without types and languages."""
    found = json.loads(body)["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items() if term["type"] != "triple"} for row in found]
