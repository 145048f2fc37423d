"""Which records have a mark: pairs of mark and record in a sorted file that is asked without being read.

The file is two rows, one behind the other, of numbers of eight bytes each: marks, and
the record of each (`kg.reach._marks.mark` of its id).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kg import folder
from kg.output import atomic
from kg.past import Past
from kg.reach._far import Astray
from kg.reach._marks import mark, marks_of
from kg.resolve.brief import Brief

Pair: TypeAlias = tuple[int, int]
"""A mark and a record."""
Rows: TypeAlias = NDArray[np.uint64]
"""Marks in the first row, records in the second, sorted."""


class Index:
    """The file of an earlier build."""

    def __init__(self, path: Path) -> None:
        """Open the file; raises `Astray` where it is none."""
        size = path.stat().st_size
        if size % 16:
            raise Astray("the index of marks")
        self._rows: Rows = (np.memmap(path, "<u8", "r") if size else np.zeros(0, "<u8")).reshape(2, -1)

    def records(self, mark: int) -> list[int]:
        """The records that have a mark."""
        begin, end = self._of(mark)
        found: list[int] = self._rows[1, begin:end].tolist()
        return found

    def spliced(self, gone: Iterable[Brief], come: Iterable[Brief], path: Path) -> None:
        """Write the file without the marks of records that are gone, and with those of records that come.

        Raises `Astray` where it has not what goes, or has what comes.
        """
        old, new = ({pair for brief in briefs for pair in pairs_of(brief)} for briefs in (gone, come))
        changes = [(self._place(*pair), pair, pair in new) for pair in sorted(old ^ new)]
        if any(self._has(place, pair) is comes for place, pair, comes in changes):
            raise Astray("the index of marks")
        with atomic(path) as out:
            for row in (0, 1):
                _spliced(self._rows[row], [(place, pair[row], comes) for place, pair, comes in changes], out)

    def _of(self, mark: int) -> tuple[int, int]:
        marks, sought = self._rows[0], np.uint64(mark)
        return int(marks.searchsorted(sought)), int(marks.searchsorted(sought, side="right"))

    def _has(self, place: int, pair: Pair) -> bool:
        """Whether a pair stands at its place."""
        return place < self._rows.shape[1] and (int(self._rows[0, place]), int(self._rows[1, place])) == pair

    def _place(self, mark: int, record: int) -> int:
        begin, end = self._of(mark)
        return begin + int(self._rows[1, begin:end].searchsorted(np.uint64(record)))


def _spliced(row: NDArray[np.uint64], changes: Iterable[tuple[int, int, bool]], out: BinaryIO) -> None:
    """Write a row with numbers that come before what stands at a place, and without those that go from one."""
    at = 0
    for place, number, comes in changes:
        out.write(row[at:place].tobytes())
        if comes:
            out.write(number.to_bytes(8, "little"))
        at = place if comes else place + 1
    out.write(row[at:].tobytes())


def pairs_of(brief: Brief) -> Iterator[Pair]:
    """The marks of a record, each with the record."""
    record = mark("record", brief.record.id)
    return ((each, record) for each in marks_of(brief))


class Growing:
    """The index of records that are taken in one by one."""

    def __init__(self) -> None:
        """Start with none."""
        self._rows = array("Q"), array("Q")

    def take(self, brief: Brief) -> None:
        """Take in a record."""
        record, marks = mark("record", brief.record.id), marks_of(brief)
        self._rows[0].extend(marks)
        self._rows[1].extend([record] * len(marks))

    def write(self, path: Path) -> None:
        """Write the file."""
        marks, records = (np.array(row, dtype="<u8") for row in self._rows)
        order = np.lexsort((records, marks))
        with atomic(path) as out:
            out.write(marks[order].tobytes())
            out.write(records[order].tobytes())


class Marks:
    """The index of a build that goes over all records, made of an earlier one's where most of them are as they were."""

    def __init__(self, past: Past | None) -> None:
        """Start with no record."""
        self._past = past if past and past.as_read and (past.folder / folder.MARKS).is_file() else None
        self._growing = Growing()
        self._kept: set[int] = set()
        self._come: list[Brief] = []

    def take(self, brief: Brief, kept: str) -> None:
        """Take in a record; of one that is as it was, `kept` is the digest of its content."""
        if self._past is None:
            self._growing.take(brief)
        elif (number := self._past.number(kept)) is not None:
            self._kept.add(number)
        else:
            self._come.append(brief)

    def write(self, stage: Path) -> None:
        """Write the file of a build, whose records are there already."""
        try:
            self._write(stage / folder.MARKS)
        except Astray:
            for lines in folder.stages(stage):
                self._growing.take(lines.briefly())
            self._growing.write(stage / folder.MARKS)

    def _write(self, path: Path) -> None:
        if self._past is None:
            self._growing.write(path)
            return
        gone = (number for number in range(len(self._past.records)) if number not in self._kept)
        briefs = [self._past.lines(number).briefly() for number in gone]
        Index(self._past.folder / folder.MARKS).spliced(briefs, self._come, path)
