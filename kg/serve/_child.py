"""The process that holds the graph and answers; it is started, and ended, by the server.

Neither a deadline nor a hang-up can reach the engine while it works: this process is
killed. Its memory is limited by the system (`RLIMIT_AS`, not on Windows), counted
from what the open store takes.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import signal
import sys
import threading
from queue import SimpleQueue
from typing import IO, TYPE_CHECKING

import msgspec
import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, QueryResultsFormat, RdfFormat

from kg.ask._labels import PREFIXES
from kg.serve._formats import ALL
from kg.serve._orders import LENGTH, Ask, Change, Done, Failed, Order, Put, Question, Reply
from kg.store._store import sentence
from kg.store._tokens import names_graphs

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_STRINGS = {
    QueryResultsFormat.JSON: re.compile(rb'"(?:[^"\\]|\\.)*"'),
    QueryResultsFormat.CSV: re.compile(rb'"[^"]*"'),
}
_DEEP = frozenset({"data", "voc"})
"""Prefixes below which names have slashes, which Turtle would have to escape."""
_PLAIN = frozenset({RdfFormat.N_TRIPLES, RdfFormat.N_QUADS})


class _TooMuch(Exception):
    """An answer is larger than it may be."""


class _Bounded(io.BytesIO):
    """Keeps what is written to it, and refuses more than `size` bytes."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self._left = size

    def write(self, part: ReadableBuffer) -> int:
        written = super().write(part)
        self._left -= written
        if self._left < 0:
            raise _TooMuch
        return written


def main() -> None:
    """Be the child: open the store, then do what the server orders until it is gone."""
    folder, memory, writes = sys.argv[2], int(sys.argv[3]), sys.argv[4] == "write"
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server's to heed
    orders: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(orders,), daemon=True).start()
    try:
        store = pyoxigraph.Store(folder) if writes else pyoxigraph.Store.read_only(folder)
    except (OSError, ValueError) as error:
        return _write(Failed("StoreError", folder, f"the store does not open ({error})"))
    _limit(memory)
    _write(Done())
    while True:
        _write(_reply(store, msgspec.msgpack.decode(orders.get(), type=Order)))


def _limit(memory: int) -> None:
    """Let this process take so many bytes more than it has, and leave no core behind."""
    if sys.platform != "win32":
        import resource

        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 no such import is needed else
            taken = int(file.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (taken + memory, taken + memory))


def _reply(store: pyoxigraph.Store, order: Order) -> Reply:
    """What comes of an order; what went wrong is a value, the process goes on."""
    try:
        return _done(store, order)
    except _TooMuch:
        assert isinstance(order, Ask)  # noqa: S101 only answers are measured
        return Failed("AnswerTooLarge", "query", f"the answer has more than {order.size:,} bytes")
    except SyntaxError as error:
        return Failed("QueryError", "query", f"not SPARQL: {sentence(error)}")
    except MemoryError:
        return Failed("OutOfMemory", "query", "needs more memory than it may take")
    except (OSError, ValueError, RuntimeError) as error:
        return Failed("QueryFailed", "query", sentence(error))


def _done(store: pyoxigraph.Store, order: Order) -> Reply:
    if isinstance(order, Ask):
        bodies = []
        for question in order.questions:
            body = _answer(store, question, order.size)
            rows = _rows(body, ALL[question.format].engine, order.rows)
            if rows > order.rows:
                return Failed("AnswerTooLarge", "query", f"the answer has {rows:,} rows, more than {order.rows:,}")
            bodies.append(body)
        return Done(tuple(bodies), resident=_resident())
    was_there = isinstance(order, Put) and _has(store, order.graph)
    if isinstance(order, Change):
        store.update(order.text, base_iri=order.base)
    elif isinstance(order, Put):
        _put(store, order)
    shutil.rmtree(order.copy, ignore_errors=True)
    store.backup(order.copy)
    return Done(resident=_resident(), was_there=was_there)


def _answer(store: pyoxigraph.Store, question: Question, size: int) -> bytes:
    """The answer, whole, in the wanted format.

    The engine's results are freed by the thread that made them: none stays in the frames of an error.
    """
    own = question.default is None and question.named is None
    results = store.query(
        question.text,
        base_iri=question.base,
        use_default_graph_as_union=own and not names_graphs(question.text),
        default_graph=None if own else [NamedNode(graph) for graph in question.default or ()],
        named_graphs=None if own else [NamedNode(graph) for graph in question.named or ()],
    )
    out = _Bounded(size)
    try:
        format_ = ALL[question.format].engine
        if isinstance(results, pyoxigraph.QueryTriples):
            assert isinstance(format_, RdfFormat)  # noqa: S101 the server has chosen by the query's form
            _write_triples(results, out, format_)
        else:
            assert isinstance(format_, QueryResultsFormat)  # noqa: S101 likewise
            results.serialize(out, format=format_)
        return out.getvalue()
    finally:
        del results


def _write_triples(results: pyoxigraph.QueryTriples, out: _Bounded, format_: RdfFormat) -> None:
    """Line by line as they come, or, in a format that has prefixes, each once and sorted."""
    if format_ in _PLAIN:
        results.serialize(out, format=format_)
        return
    triples = sorted(set(results), key=str)
    text = "\n".join(map(str, triples))
    used = {prefix: space for prefix, space in PREFIXES.items() if prefix not in _DEEP and f"<{space}" in text}
    pyoxigraph.serialize(triples, out, format=format_, prefixes=used)


def _rows(body: bytes, format_: QueryResultsFormat | RdfFormat, most: int) -> int:
    """How many rows the answer has, counted only where they could be more than `most`; triples are no rows."""
    if len(body) < most or isinstance(format_, RdfFormat):
        return 0
    if format_ == QueryResultsFormat.XML:
        return body.count(b"<result>")
    if format_ == QueryResultsFormat.JSON:
        return len(re.findall(rb"(?<!:)\{", _STRINGS[QueryResultsFormat.JSON].sub(b"", body))) - 1
    return _STRINGS[QueryResultsFormat.CSV].sub(b"", body).count(b"\n") - 1


def _has(store: pyoxigraph.Store, graph: str) -> bool:
    name = NamedNode(graph) if graph else DefaultGraph()
    return next(store.quads_for_pattern(None, None, None, name), None) is not None or (
        isinstance(name, NamedNode) and store.contains_named_graph(name)
    )


def _put(store: pyoxigraph.Store, order: Put) -> None:
    """The triples are parsed before anything goes, and old and new change places in one step."""
    name = NamedNode(order.graph) if order.graph else DefaultGraph()
    if order.body is None:
        store.remove_graph(name)
        return
    format_ = RdfFormat.from_media_type(order.media)
    read = pyoxigraph.parse(order.body, format_, base_iri=order.graph or None, rename_blank_nodes=True)
    quads = [pyoxigraph.Quad(each.subject, each.predicate, each.object, name) for each in read]
    if order.replace:
        store.clear_graph(name)
    store.extend(quads)
    if isinstance(name, NamedNode):
        store.add_graph(name)


def _resident() -> int:
    """The bytes of memory that this process holds; 0 where the system does not say."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 asked after every query
            return int(file.read().split()[1]) * 4096
    except OSError:
        return 0


def _listen(orders: SimpleQueue[bytes]) -> None:
    """Hand on what the server orders; when it is gone, end at once, amid a query too."""
    pipe = sys.stdin.buffer
    while (order := _read(pipe)) is not None:
        orders.put(order)
    os._exit(0)


def _read(pipe: IO[bytes]) -> bytes | None:
    head = pipe.read(LENGTH)
    length = int.from_bytes(head, "big")
    frame = pipe.read(length)
    return frame if len(head) == LENGTH and len(frame) == length else None


def _write(reply: Reply) -> None:
    frame = msgspec.msgpack.encode(reply)
    pipe = sys.stdout.buffer
    pipe.write(len(frame).to_bytes(LENGTH, "big"))
    pipe.write(frame)
    pipe.flush()
