"""The graph into a running store: one file a kind of store.

A target's module has `TITLE`, `load(quads, access)`, which puts the quads there
and checks that they arrived, and `recipe(graph)`, the commands that load in bulk.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

from pyoxigraph import Quad

from kg import registry
from kg.errors import UnknownName


@dataclass(frozen=True, slots=True)
class Access:
    """Where a store is and who asks; `query` is its query endpoint, where that cannot be derived from `url`."""

    url: str
    query: str | None = None
    user: str | None = None
    password: str = ""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What is in the store now, counted there: its address, and how many graphs and triples of ours."""

    url: str
    graphs: int
    triples: int


class Target(Protocol):
    """What every module of this folder has."""

    TITLE: str

    def load(self, quads: Iterable[Quad], access: Access) -> Loaded:
        """Put the quads into the store and check that they arrived; `LoadError` when they did not."""

    def recipe(self, graph: Path) -> str:
        """The shell commands that load the graph in bulk."""


def targets() -> list[str]:
    """The names of all targets, sorted; none is imported."""
    return registry.names(sys.modules[__name__])


def target_of(name: str) -> Target:
    """The target of that name; `UnknownName` lists the known ones."""
    if name not in targets():
        raise UnknownName("load target", name, targets())
    return cast("Target", registry.member(sys.modules[__name__], name))


def load(name: str, where: str | Path, access: Access) -> Loaded:
    """The graph of a build folder or RDF file, put into a store and counted there."""
    from kg.store import quads

    return target_of(name).load(quads(where), access)
