"""What a server is told when it starts."""

from __future__ import annotations

import os

from msgspec import Struct

MIB = 1 << 20


class Limits(Struct, frozen=True, kw_only=True):
    """What one query may take: seconds from its arrival to the end of its answer, bytes of memory, and of answer, rows.

    `slice` is how many seconds of processor time a query has before it must make
    room for others; `queue` how many may wait.
    """

    seconds: float = 30.0
    memory: int = 1024 * MIB
    size: int = 64 * MIB
    rows: int = 200_000
    slice: float = 0.1
    queue: int = 200


class Settings(Struct, frozen=True, kw_only=True):
    """The graph that is served, where, to whom, and within which limits.

    `hosts` are further names that the server is called by; `token` allows changes to
    whoever says it, and without one nothing can be changed.
    """

    graph: str = "output"
    host: str = "127.0.0.1"
    port: int = 8000
    hosts: tuple[str, ...] = ()
    token: str | None = None
    limits: Limits = Limits()
    quick: int = max(4, (os.cpu_count() or 1) + 2)
    long: int = max(2, os.cpu_count() or 1)
    log: bool = True

    @property
    def writable(self) -> bool:
        """Whether anything can be changed at all."""
        return self.token is not None
