"""Sorting that needs no more memory for a large graph than for a small one.

Lines are sorted as bytes, which for UTF-8 is the order of code points, in runs
that go to temporary files and are merged; a graph of one run touches no disk.
"""

from __future__ import annotations

import heapq
import itertools
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import TypeAlias

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Triple, parse

RUN = 200_000
"""How many lines are sorted in memory: some 50 MB of a usual graph."""

CHUNK = 2_000
"""How many lines are parsed at once."""

GraphName: TypeAlias = NamedNode | BlankNode | DefaultGraph


def in_order(lines: Iterable[bytes], run: int = RUN) -> Iterator[bytes]:
    r"""The lines sorted, each once; every line ends in a newline and holds no other.

    >>> list(in_order([b"b\n", b"a\n", b"b\n"]))
    [b'a\n', b'b\n']
    """
    with ExitStack() as files:
        runs: list[Iterable[bytes]] = []
        latest: list[bytes] = []
        for batch in _batches(lines, run):
            if latest:
                runs.append(_spilled(files, latest))
            latest = sorted(set(batch))
        for line, _ in itertools.groupby(heapq.merge(*runs, latest)):
            yield line


def quad_lines(quads: Iterable[Quad]) -> Iterator[bytes]:
    """The quads as sorted N-Quads lines."""
    return in_order(f"{quad} .\n".encode() for quad in quads)


def triple_lines(quads: Iterable[Quad]) -> Iterator[bytes]:
    """The union of all graphs as sorted N-Triples lines."""
    return in_order(f"{quad.triple} .\n".encode() for quad in quads)


def triples(quads: Iterable[Quad]) -> Iterator[Triple]:
    """The union of all graphs, sorted by subject, predicate and object."""
    return parsed(triple_lines(quads))


def graphs(quads: Iterable[Quad]) -> Iterator[tuple[GraphName, Iterator[bytes]]]:
    """Every graph, sorted by name, the default graph first, with its sorted N-Triples lines.

    As with `itertools.groupby`, a graph's lines are gone when the next is asked for.
    """
    lines = in_order(_named(quad).encode() for quad in quads)
    split = (line.split(b"\t", 1) for line in lines)
    for name, group in itertools.groupby(split, lambda pair: pair[0]):
        yield _graph_name(name.decode()), (line for _, line in group)


def parsed(lines: Iterable[bytes]) -> Iterator[Triple]:
    """The triples of N-Triples lines, parsed some thousand at a time."""
    for batch in _batches(lines, CHUNK):
        for quad in parse(b"".join(batch), format=RdfFormat.N_TRIPLES, lenient=True):
            yield quad.triple


def _named(quad: Quad) -> str:
    name = "" if isinstance(quad.graph_name, DefaultGraph) else str(quad.graph_name)
    return f"{name}\t{quad.triple} .\n"


def _graph_name(text: str) -> GraphName:
    if not text:
        return DefaultGraph()
    return BlankNode(text[2:]) if text.startswith("_:") else NamedNode(text[1:-1])


def _batches(lines: Iterable[bytes], size: int) -> Iterator[list[bytes]]:
    source = iter(lines)
    while batch := list(itertools.islice(source, size)):
        yield batch


def _spilled(files: ExitStack, lines: list[bytes]) -> Iterable[bytes]:
    run = files.enter_context(tempfile.TemporaryFile(prefix="kg-sort-"))  # noqa: SIM115 the stack closes it
    run.writelines(lines)
    run.seek(0)
    return run
