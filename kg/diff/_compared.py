"""Which lines one graph has and the other has not."""

from __future__ import annotations

import contextlib
import itertools
import tempfile
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg import folder
from kg.export import lines_of
from kg.store import locate, quads
from kg.write import Sorted


@dataclass(frozen=True)
class Compared:
    """The sorted N-Quads of two graphs, open, and the lines by which they differ."""

    old: Sorted
    new: Sorted
    gone: list[bytes]
    come: list[bytes]


@contextlib.contextmanager
def compared(old: str | Path, new: str | Path) -> Iterator[Compared]:
    """Two graphs, each a build folder, a store or an RDF file, while they are compared."""
    with tempfile.TemporaryDirectory(prefix="kg-diff-") as name, contextlib.ExitStack() as files:
        paths = [_sorted(where, Path(name) / side) for where, side in ((old, "old"), (new, "new"))]
        opened = [files.enter_context(contextlib.closing(Sorted(path))) for path in paths]
        pairs = list(_differing(*(folder.merged([path]) for path in paths)))
        gone, come = (
            list(itertools.chain.from_iterable(side)) for side in (zip(*pairs, strict=True) if pairs else ((), ()))
        )
        yield Compared(opened[0], opened[1], gone, come)


def _sorted(where: str | Path, path: Path) -> Path:
    """A file with the graph's lines in order: that of a build, else one that is made."""
    place = locate(where)
    graph = Path(where) / folder.GRAPH
    if place.kind != "endpoint" and graph.is_file() and (Path(where) / folder.MANIFEST).is_file():
        return graph
    with path.open("wb") as out:
        out.writelines(lines_of(quads(where)))
    return path


def _differing(old: Iterator[list[bytes]], new: Iterator[list[bytes]]) -> Iterator[tuple[list[bytes], list[bytes]]]:
    """The lines of one that the other has not, range by range."""
    before: list[bytes] = []
    after: list[bytes] = []
    while True:
        before, after = before or next(old, []), after or next(new, [])
        if not before and not after:
            return
        last = min(lines[-1] for lines in (before, after) if lines)
        here, there = bisect_right(before, last), bisect_right(after, last)
        left, right = set(before[:here]), set(after[:there])
        yield sorted(left - right), sorted(right - left)
        before, after = before[here:], after[there:]
