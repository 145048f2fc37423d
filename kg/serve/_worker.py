"""A child process as the server sees it: orders go in, replies come out, and it can be ended at any moment."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import tempfile
from typing import IO

import msgspec

from kg import errors
from kg.errors import AnswerTooLarge, KgError, OutOfMemory, QueryFailed, StoreError
from kg.serve._orders import LENGTH, Done, Failed, Order, Reply

OPENING = 120.0
"""Seconds that opening a store may take."""
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
_NO_MEMORY = (b"memory allocation", b"bad_alloc", b"MemoryError", b"Cannot allocate")


class Worker:
    """One process that holds one state of the graph, called `turn`."""

    def __init__(self, child: asyncio.subprocess.Process, said: IO[bytes], turn: int) -> None:
        """Keep the process and the file that it writes its complaints to."""
        self.turn = turn
        self.busy = False
        self.long = False
        self.resident = 0
        self._child = child
        self._said = said

    @classmethod
    async def start(cls, folder: str, memory: int, *, turn: int = 0, writes: bool = False) -> Worker:
        """A process that has the store of the folder open; `StoreError` when it does not open."""
        said = tempfile.TemporaryFile()  # noqa: SIM115 closed with the process
        code = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from kg.serve._child import main; main()"
        path = msgspec.json.encode(sys.path).decode()
        how = "write" if writes else "read"
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-c", code, path, folder, str(memory), how),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=said,
            start_new_session=True,  # Ctrl-C is the server's to heed
        )
        worker = cls(child, said, turn)
        try:
            async with asyncio.timeout(OPENING):
                worker._opened(await worker._read())
        except BaseException:
            worker.end()
            await worker.gone()
            raise
        return worker

    def _opened(self, reply: Reply | None) -> None:
        if reply is None:
            raise StoreError("store", f"the process that opens it ended: {self._complaint() or 'no reason given'}")
        if isinstance(reply, Failed):
            raise _error(reply)

    async def ask(self, order: Order) -> Done:
        """What comes of the order; the error that it ends with, `QueryFailed` when the process does not outlive it."""
        self.busy = True
        assert self._child.stdin is not None  # noqa: S101 a pipe was asked for
        frame = msgspec.msgpack.encode(order)
        with contextlib.suppress(ConnectionError):  # then there is no reply either
            self._child.stdin.write(len(frame).to_bytes(LENGTH, "big") + frame)
            await self._child.stdin.drain()
        reply = await self._read()
        if reply is None:
            raise await self._fallen()
        self.busy = False
        if isinstance(reply, Failed):
            raise _error(reply)
        self.resident = reply.resident
        return reply

    async def _read(self) -> Reply | None:
        """The next reply; `None` when the process is gone."""
        assert self._child.stdout is not None  # noqa: S101 a pipe was asked for
        try:
            head = await self._child.stdout.readexactly(LENGTH)
            frame = await self._child.stdout.readexactly(int.from_bytes(head, "big"))
        except (asyncio.IncompleteReadError, ConnectionError):
            return None
        reply: Reply = msgspec.msgpack.decode(frame, type=Reply)
        return reply

    async def _fallen(self) -> KgError:
        """Why the process is gone: it ran out of memory, or the engine fell."""
        status = await self._child.wait()
        said = self._complaint()
        if any(sign in said.encode() for sign in _NO_MEMORY):
            return OutOfMemory("query", "needs more memory than it may take", do="ask for less")
        return QueryFailed("query", f"the engine fell (exit status {status})", do="ask in a simpler way")

    def _complaint(self) -> str:
        if self._said.closed:
            return ""
        self._said.seek(0)
        return " ".join(self._said.read(1 << 12).decode("utf-8", "replace").split())

    @property
    def alive(self) -> bool:
        """Whether the process can be asked."""
        return self._child.returncode is None and not self.busy

    def seconds(self) -> float | None:
        """The processor time the process has used; `None` where the system does not say."""
        try:
            with open(f"/proc/{self._child.pid}/stat", encoding="ascii") as file:  # noqa: PTH123 asked often
                fields = file.read().rpartition(")")[2].split()
        except OSError:
            return None
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def yield_way(self) -> None:
        """Have the system prefer all other work to this process, from now on."""
        self.long = True
        if hasattr(os, "setpriority"):
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self._child.pid, 19)

    def end(self) -> None:
        """End the process, whatever it does; `gone` waits until it has."""
        self.busy = True
        with contextlib.suppress(ProcessLookupError):
            self._child.kill()
        self._said.close()

    async def gone(self) -> None:
        """Wait until the process has ended and its pipes are closed."""
        await self._child.wait()
        if self._child.stdin is not None:
            self._child.stdin.close()
        if self._child.stdout is not None:
            with contextlib.suppress(ConnectionError):
                while await self._child.stdout.read(1 << 16):
                    continue


def _error(failed: Failed) -> KgError:
    found: type[KgError] = getattr(errors, failed.kind, KgError)
    do = "ask for less, for example with LIMIT" if found in {AnswerTooLarge, OutOfMemory} else ""
    return found(failed.where, failed.what, do=do)
