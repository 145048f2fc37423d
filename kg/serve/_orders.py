"""What a server asks of the processes that hold the graph, and what they give."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

LENGTH = 8
"""A message is its length in so many bytes, the highest first, and then itself, in MessagePack."""


class Question(Struct, frozen=True):
    """A query that has been checked, and the format its answer is wanted in (see `kg.serve._formats`).

    `default` and `named` are the graphs that the request names, if it does; then the
    query's own FROM does not count.
    """

    text: str
    format: str = "json"
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None
    base: str = "http://localhost/sparql/"


class Ask(Struct, frozen=True, tag=True):
    """Answer these, one after the other, each within so many bytes and rows."""

    questions: tuple[Question, ...]
    size: int
    rows: int


class Change(Struct, frozen=True, tag=True):
    """Run an update that has been checked, then keep a copy of the store in the folder."""

    text: str
    copy: str
    base: str


class Put(Struct, frozen=True, tag=True):
    """Put what a body holds into a graph ("" is the default graph), in place of what it has or beside it.

    Without a body the graph goes. Then keep a copy of the store in the folder.
    """

    graph: str
    copy: str
    body: bytes | None = None
    media: str = ""
    replace: bool = True


class Copy(Struct, frozen=True, tag=True):
    """Keep a copy of the store in the folder."""

    copy: str


class Done(Struct, frozen=True, tag=True):
    """The answers, in the order of the questions; `resident` is the bytes of memory that the process holds now.

    After a `Put`, `was_there` is whether the graph had anything in it.
    """

    bodies: tuple[bytes, ...] = ()
    resident: int = 0
    was_there: bool = False


class Failed(Struct, frozen=True, tag=True):
    """The name of an error of `kg.errors` and what it says."""

    kind: str
    where: str
    what: str


Order: TypeAlias = Ask | Change | Put | Copy
Reply: TypeAlias = Done | Failed
