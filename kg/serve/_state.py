"""The state of the graph that is served: where its store is, and whether another has taken its place."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import TypeAlias

from kg.errors import KgError, StoreError
from kg.store import locate
from kg.store._place import Place
from kg.store._quads import build_store

Sign: TypeAlias = tuple[int, ...]
"""What differs between one store or file and the next of its name."""


class State:
    """A build's folder, a store's folder or an RDF file, as a store that can be opened.

    A build puts a new folder in the place of the old one. An RDF file is loaded into a
    store of its own, in the system's folder for temporary files.
    """

    def __init__(self, where: str) -> None:
        """Name the graph; `StoreError` when there is none, or it is an endpoint."""
        self.where = where
        self._made: Path | None = None
        self.sign = self._sign(self._place())

    def _place(self) -> Place:
        place = locate(self.where)
        if place.kind == "endpoint":
            raise StoreError(self.where, "an endpoint serves itself", expected="a build folder, a store or an RDF file")
        return place

    @staticmethod
    def _sign(place: Place) -> Sign:
        found = place.path.stat()
        return (found.st_dev, found.st_ino, *((found.st_mtime_ns, found.st_size) if place.kind == "file" else ()))

    @property
    def folder(self) -> Path:
        """The folder of the build, or the one that the file or the store is in: what else there is lies beside it."""
        path = Path(self.where)
        return path if path.is_dir() else path.parent

    @property
    def is_store(self) -> bool:
        """Whether the graph is in a store that can be changed."""
        return self._place().kind == "store"

    def changed(self) -> bool:
        """Whether another graph is there now than the one that was opened last."""
        with contextlib.suppress(KgError, OSError):  # in the moment between the old and the new
            return self._sign(self._place()) != self.sign
        return False

    def opened(self) -> str:
        """The folder of the store as it is now; an RDF file is loaded first. Errors are those of `kg.store`."""
        place = self._place()
        self.sign = self._sign(place)
        if place.kind == "store":
            return str(place.path)
        made = Path(tempfile.mkdtemp(prefix="kg-serve-"))
        build_store(place.path, made / "store")
        self.drop()
        self._made = made
        return str(made / "store")

    def drop(self) -> None:
        """Take away what was made in the system's folder."""
        if self._made:
            shutil.rmtree(self._made, ignore_errors=True)
            self._made = None


def place_for_copies(store: Path) -> Path:
    """A new folder for copies of a store: beside it, where they cost nothing, or else among temporary files.

    What servers that are gone have left there is taken away.
    """
    for left in store.parent.glob(".serving-*"):
        pid = left.name.rpartition("-")[2]
        if pid.isdigit() and not _lives(int(pid)):
            shutil.rmtree(left, ignore_errors=True)
    beside = store.parent / f".serving-{os.getpid()}"
    try:
        beside.mkdir(exist_ok=True)
    except OSError:
        return Path(tempfile.mkdtemp(prefix="kg-serve-"))
    return beside


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


async def in_thread(state: State) -> str:
    """What `opened` gives, worked out beside all else."""
    return await asyncio.to_thread(state.opened)
