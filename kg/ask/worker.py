"""A process that asks one graph, so that a query can be stopped: the engine itself cannot be interrupted.

The parent writes queries to the child's input and reads replies from its output,
each a length and a MessagePack value. The deadline is the parent's to hold: it
kills the child. The memory limit is the system's (`RLIMIT_AS`, not on Windows).
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from queue import SimpleQueue
from typing import IO

import msgspec
from msgspec import Struct

from kg import errors
from kg.errors import KgError, QueryFailed
from kg.store import Reply, connect

OPENING = 120.0
"""Seconds that opening a graph may take at least: an RDF file is read whole."""
_LENGTH = 8


class _Failed(Struct, frozen=True, tag=True):
    """An error on its way to the parent: its class and its message."""

    kind: str
    where: str
    what: str

    def error(self) -> KgError:
        found: type[KgError] = getattr(errors, self.kind, KgError)
        return found(self.where, self.what)


class _Done(Struct, frozen=True, tag=True):
    """What the parent asked for; nothing, when the graph is open."""

    reply: Reply | None = None


class Worker:
    """A local graph, asked in a child process: the `Store` for queries that are not to be trusted.

    The process starts with `start` or the first query; after a query that was cut off, the next starts another.
    """

    def __init__(self, where: str | Path, *, timeout: float, memory: int) -> None:
        """Keep the graph's place, the seconds that a query may take and the bytes that the process may use."""
        self._where = os.fspath(where)
        self._timeout = timeout
        self._memory = memory
        self._child: subprocess.Popen[bytes] | None = None
        self._said: IO[bytes] | None = None
        self._open = False
        self._one_at_a_time = threading.Lock()

    def reply(self, sparql: str) -> Reply:
        """The answer; `QueryFailed` when it takes longer or more memory than it may."""
        with self._one_at_a_time:
            child = self.start()
            if not self._open:
                self._exchanged(child, None, max(OPENING, self._timeout))
                self._open = True
            done = self._exchanged(child, sparql.encode("utf-8", "replace"), self._timeout)
        if done.reply is None:
            raise QueryFailed("query", "no reply")
        return done.reply

    def close(self) -> None:
        """End the process, whatever it does."""
        child, self._child, self._open = self._child, None, False
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout, self._said):
            with contextlib.suppress(OSError):  # what was not yet sent has nobody to read it
                if pipe:
                    pipe.close()

    def start(self) -> subprocess.Popen[bytes]:
        """The child, which opens the graph while we go on."""
        if self._child is None:
            self._said = tempfile.TemporaryFile()  # noqa: SIM115 closed with the child
            code = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from kg.ask.worker import serve; serve()"
            path = msgspec.json.encode(sys.path).decode()
            self._child = subprocess.Popen(  # noqa: S603 our own interpreter and words
                [sys.executable, "-P", "-c", code, path, self._where, str(self._memory)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._said,
            )
        return self._child

    def _exchanged(self, child: subprocess.Popen[bytes], order: bytes | None, seconds: float) -> _Done:
        """What the child gives within these seconds, for an order or to begin with; one that gives nothing is ended."""
        expired = threading.Event()

        def expire() -> None:
            expired.set()
            child.kill()

        timer = threading.Timer(seconds, expire)
        timer.daemon = True
        timer.start()
        try:
            frame = _traded(child, order)
        except BaseException:
            self.close()
            raise
        finally:
            timer.cancel()
            timer.join()
        if frame is None or expired.is_set():
            raise self._ended(child, seconds if expired.is_set() else None)
        done: _Done | _Failed = msgspec.msgpack.decode(frame, type=_Failed | _Done)
        if isinstance(done, _Failed):
            raise done.error()
        return done

    def _ended(self, child: subprocess.Popen[bytes], late: float | None) -> KgError:
        """Why the child is gone: its time was up, or its memory, or the engine fell."""
        child.kill()
        status = child.wait()
        said = b""
        if self._said:
            self._said.seek(0)
            said = self._said.read(1 << 16)
        self.close()
        if late is not None:
            return QueryFailed("query", f"no answer within {late:g} s", do="ask for less, or raise --timeout")
        if any(sign in said for sign in (b"memory allocation", b"bad_alloc", b"MemoryError", b"Cannot allocate")):
            return _too_much(self._memory)
        return QueryFailed("query", f"the engine fell (exit status {status})", do="ask in a simpler way")


def _traded(child: subprocess.Popen[bytes], order: bytes | None) -> bytes | None:
    """What the child writes when given the order, if any; `None` when it is gone."""
    if not child.stdin or not child.stdout:
        return None
    try:
        if order is not None:
            _write(child.stdin, order)
        return _read(child.stdout)
    except OSError:
        return None


def _too_much(memory: int) -> QueryFailed:
    return QueryFailed("query", f"needs more memory than {memory / (1 << 30):.3g} GiB", do="ask for less")


def serve() -> None:
    """Be the child: open the graph, then answer until the parent is gone."""
    where, memory = sys.argv[2], int(sys.argv[3])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent's to heed
    _limit(memory)
    orders: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(orders,), daemon=True).start()
    try:
        store = connect(where)
    except (KgError, OSError) as error:
        _write(sys.stdout.buffer, msgspec.msgpack.encode(_failed(error)))
        return
    _write(sys.stdout.buffer, msgspec.msgpack.encode(_Done()))
    while True:
        query = orders.get().decode()
        try:
            done: _Done | _Failed = _Done(store.reply(query))
        except KgError as error:
            done = _failed(error)
        except MemoryError:
            done = _failed(_too_much(memory))
        _write(sys.stdout.buffer, msgspec.msgpack.encode(done))


def _limit(memory: int) -> None:
    """Let this process use no more memory than that, and leave no core behind."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _listen(orders: SimpleQueue[bytes]) -> None:
    """Hand on what the parent orders; when it is gone, end at once, amid a query too."""
    while (order := _read(sys.stdin.buffer)) is not None:
        orders.put(order)
    os._exit(0)


def _failed(error: Exception) -> _Failed:
    where, _, what = str(error).partition(": ")
    return _Failed(type(error).__name__, where, what)


def _write(pipe: IO[bytes], frame: bytes) -> None:
    pipe.write(len(frame).to_bytes(_LENGTH, "big"))
    pipe.write(frame)
    pipe.flush()


def _read(pipe: IO[bytes]) -> bytes | None:
    """The next frame; `None` when the pipe ends before it is whole."""
    head = pipe.read(_LENGTH)
    length = int.from_bytes(head, "big")
    frame = pipe.read(length)
    return frame if len(head) == _LENGTH and len(frame) == length else None
