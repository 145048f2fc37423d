"""Which records have a mark: pairs of mark and record in a sorted file that is asked without being read.

The file is two tables, one behind the other, of numbers of eight bytes each: marks, and
the record of each (`mark("record", id)`).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.output import atomic

Pairs = NDArray[np.uint64]
"""Marks in the first row, records in the second."""


class Index:
    """The file of an earlier build."""

    def __init__(self, path: Path) -> None:
        """Open the file."""
        self._pairs: Pairs = (
            np.memmap(path, dtype="<u8", mode="r").reshape(2, -1) if path.stat().st_size else np.empty((2, 0), "<u8")
        )

    def records(self, mark: int) -> list[int]:
        """The records that have a mark."""
        begin, end = self._of(mark)
        return self._pairs[1, begin:end].tolist()

    def _of(self, mark: int) -> tuple[int, int]:
        marks, sought = self._pairs[0], np.uint64(mark)
        return int(marks.searchsorted(sought)), int(marks.searchsorted(sought, side="right"))

    def spliced(self, gone: Iterable[tuple[int, int]], come: Iterable[tuple[int, int]]) -> Pairs:
        """The pairs without those that are gone, and with those that come."""
        left = np.delete(self._pairs, [self._place(*pair) for pair in gone], axis=1)
        return merged(left, sorted(come))

    def _place(self, mark: int, record: int) -> int:
        begin, end = self._of(mark)
        return begin + int(self._pairs[1, begin:end].searchsorted(np.uint64(record)))


def merged(pairs: Pairs, new: list[tuple[int, int]]) -> Pairs:
    """The pairs with new ones, which are sorted as they are, each in its place."""
    places = []
    for mark, record in new:
        begin = int(pairs[0].searchsorted(np.uint64(mark)))
        end = int(pairs[0].searchsorted(np.uint64(mark), side="right"))
        places.append(begin + int(pairs[1, begin:end].searchsorted(np.uint64(record))))
    return np.insert(pairs, places, np.array(new, dtype="<u8").reshape(-1, 2).T, axis=1)


def pairs_of(records: Iterable[tuple[int, set[int]]]) -> Pairs:
    """The pairs of all records, each with its marks, sorted."""
    marks, of = array("Q"), array("Q")
    for record, own in records:
        marks.extend(own)
        of.extend([record] * len(own))
    found = np.stack((np.array(marks, dtype="<u8"), np.array(of, dtype="<u8")))
    return found[:, np.lexsort((found[1], found[0]))]


def write(path: Path, pairs: Pairs) -> None:
    """Write the file."""
    with atomic(path) as out:
        out.write(np.ascontiguousarray(pairs, dtype="<u8").tobytes())
