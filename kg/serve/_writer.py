"""Changes, one after the other: a single process has the store open for writing.

No reader is beside it: those answer from a copy, which is links to the same files and
made anew after each change. A change is told done when readers have it.
"""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import msgspec

from kg.errors import QueryTimeout, StoreError
from kg.serve._orders import Change, Copy, Done, Put
from kg.serve._pool import Pool
from kg.serve._settings import Limits
from kg.serve._state import place_for_copies
from kg.serve._worker import Worker


class Writer:
    """The one who changes the store, and has the pool's processes turn to what it has become."""

    def __init__(self, limits: Limits, pool: Pool) -> None:
        """Keep the limits, which are those of a query, and the pool."""
        self._limits = limits
        self._pool = pool
        self._lock = asyncio.Lock()
        self._worker: Worker | None = None
        self._store = ""
        self._copies: Path | None = None
        self._count = 0

    async def open(self, store: str) -> None:
        """Open the store of that folder for writing, and have readers on a copy; `StoreError` when another has it."""
        async with self._lock:
            if self._worker:
                self._worker.end()
            self._store = store
            self._copies = self._copies or place_for_copies(Path(store))
            self._worker = await self._started()
            await self._done(Copy(""))

    async def _started(self) -> Worker:
        try:
            return await Worker.start(self._store, self._limits.memory, writes=True)
        except StoreError as error:
            if "lock" in str(error).lower():
                raise StoreError(self._store, "another process has it open for writing", do="stop that one") from error
            raise

    async def change(self, order: Change | Put) -> Done:
        """The change, done: a query asked from now on sees it."""
        async with self._lock:
            return await self._done(order)

    async def _done(self, order: Change | Put | Copy) -> Done:
        assert self._copies is not None  # noqa: S101 `open` comes first
        self._count += 1
        copy = self._copies / str(self._count)
        if self._worker is None:
            self._worker = await self._started()
        try:
            async with asyncio.timeout(self._limits.seconds):
                done = await self._worker.ask(msgspec.structs.replace(order, copy=str(copy)))
        except TimeoutError:
            raise QueryTimeout(
                "update", f"not done within {self._limits.seconds:g} s", do="change less at once"
            ) from None
        finally:
            if not self._worker.alive:  # cut off: the engine keeps all of a change or nothing
                self._worker.end()
                await self._worker.gone()
                self._worker = None
        await self._pool.open(str(copy))
        await asyncio.to_thread(self._clear, copy)
        return done

    def _clear(self, latest: Path) -> None:
        """Take away the copies that nobody opens any more; a process that has one open keeps its files."""
        assert self._copies is not None  # noqa: S101 `open` comes first
        for old in self._copies.iterdir():
            if old.name.isdigit() and int(old.name) < int(latest.name) - 1:
                shutil.rmtree(old, ignore_errors=True)

    async def close(self) -> None:
        """End the process and take its copies away."""
        async with self._lock:
            if self._worker:
                self._worker.end()
                await self._worker.gone()
            if self._copies:
                shutil.rmtree(self._copies, ignore_errors=True)
