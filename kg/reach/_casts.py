"""Who stands on each record, as numbers: what is asked of very many records, without decoding any of them.

The file is two tables, one behind the other: a row a record that has authors, sorted by
its mark, and a slot a name, in the order of records and of names on them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import Any, TypeAlias
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from kg.keys import normal
from kg.reach._far import TooFar
from kg.reach._marks import mark
from kg.resolve.brief import Brief
from kg.resolve.people.block import MOST_PAPERS, SAMPLE
from kg.resolve.people.mentions import MOST_COAUTHORS, Ids

Numbers: TypeAlias = NDArray[np.integer[Any]]
_ROW = np.dtype([("record", "<u8"), ("order", "<u4"), ("names", "<u4")])
_SLOT = np.dtype([("block", "<u4"), ("partner", "<u4"), ("short", "<u4"), ("called", "<u4")])


@lru_cache(maxsize=1 << 18)
def number_of(text: str) -> int:
    """The number of a block or of a name, where it is written down: 0 of none."""
    return (crc32(text.encode("utf-8", "surrogatepass")) or 1) if text else 0


class Places:
    """Where values stand in a list."""

    def __init__(self, values: Numbers) -> None:
        """Sort them."""
        self._order = values.argsort(kind="stable")
        self._values = values[self._order]

    def of(self, wanted: Numbers) -> NDArray[np.int64]:
        """The places of all of these values, each of which is there once."""
        begin, end = self._spans(wanted)
        found: NDArray[np.int64] = self._order[_ranges(begin, end - begin)]
        return found

    def often(self, wanted: Numbers) -> NDArray[np.int64]:
        """How often each of these values is there."""
        begin, end = self._spans(wanted)
        return end - begin

    def _spans(self, wanted: Numbers) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        sought = wanted.astype(self._values.dtype)
        return self._values.searchsorted(sought), self._values.searchsorted(sought, side="right")


class Casts:
    """The names on all records."""

    def __init__(self, rows: NDArray[Any], slots: NDArray[Any]) -> None:
        """Hold the two tables."""
        self._rows, self._slots = rows, slots
        self._begin = np.concatenate(([0], np.cumsum(rows["names"], dtype=np.int64)))
        self._row = np.repeat(np.arange(len(rows)), rows["names"])
        self._names = np.ascontiguousarray(slots["short"])
        self._on: dict[int, list[int]] = {}
        self._circles: dict[int, Ids] = {}
        self._before: Casts | None = None
        self._others: frozenset[int] = frozenset()

    @classmethod
    def of(cls, briefs: Iterable[Brief]) -> Casts:
        """The names on these records."""
        casting = Casting()
        for each in briefs:
            casting.take(each)
        return casting.casts()

    @classmethod
    def read(cls, text: bytes) -> Casts:
        """What was written."""
        rows = np.frombuffer(text, dtype=_ROW, offset=8, count=int.from_bytes(text[:8], "little"))
        return cls(rows, np.frombuffer(text, dtype=_SLOT, offset=8 + rows.nbytes))

    def written(self) -> bytes:
        """The same as bytes."""
        return len(self._rows).to_bytes(8, "little") + self._rows.tobytes() + self._slots.tobytes()

    def changed(self, gone: Iterable[Brief], come: Iterable[Brief]) -> Casts:
        """The same without some records, and with others."""
        old, new = Casts.of(gone), Casts.of(come)
        left = ~np.isin(self._rows["record"], old._rows["record"])
        slots = self._slots[np.repeat(left, self._rows["names"])]
        found = _sorted(np.concatenate((self._rows[left], new._rows)), np.concatenate((slots, new._slots)))
        found._before, found._others = self, frozenset((*old._names.tolist(), *new._names.tolist()))
        return found

    def __len__(self) -> int:
        return len(self._rows)

    def records(self, blocks: Numbers) -> NDArray[np.uint64]:
        """The records that have a name of one of these blocks."""
        return np.unique(self._rows["record"][self._row[self._blocks.of(blocks)]])

    def blocks(self, records: Numbers) -> Numbers:
        """The blocks of the names on these records."""
        rows = np.flatnonzero(np.isin(self._rows["record"], records))
        return np.unique(self._slots["block"][self._within(rows)])

    def often(self, blocks: Numbers) -> NDArray[np.int64]:
        """How many names are of each of these blocks."""
        return self._blocks.often(blocks)

    def turned(self, blocks: Numbers) -> set[tuple[int, int]]:
        """Those of the blocks that have a name which another has in the other order, each with that one."""
        own = self._slots[self._blocks.of(blocks)][["block", "partner"]]
        others = self._slots[self._blocks.of(np.unique(own["partner"]))][["block", "partner"]]
        there = set(others.tolist())
        return {(block, partner) for block, partner in own.tolist() if partner and (partner, block) in there}

    def called(self, names: Iterable[str]) -> Numbers:
        """The blocks of names that are the same in normal form as one of these."""
        wanted = np.unique(np.array([number_of(name) for name in names], dtype=np.uint32))
        return np.unique(self._slots["block"][np.isin(self._slots["called"], wanted)])

    def writing_with(self, names: Numbers) -> Numbers:
        """The names that stand on a short list with one of these, and these."""
        rows = self._rows_with(names)
        short = rows[self._rows["names"][rows] <= MOST_COAUTHORS]
        return np.union1d(names, self._names[self._within(short)])

    def beside(self, names: Numbers) -> Numbers:
        """The blocks of all who stand so near one of these names that these are taken to be written with."""
        slots = self._short.of(names)
        rows = self._row[slots]
        long = self._rows["names"][rows] > MOST_COAUTHORS
        near = self._within(np.unique(rows[~long]))
        begin = np.maximum(self._begin[rows[long]], slots[long] - MOST_COAUTHORS // 2)
        end = np.minimum(self._begin[rows[long] + 1], slots[long] + MOST_COAUTHORS // 2 + 1)
        return np.unique(self._slots["block"][np.concatenate((near, _ranges(begin, end - begin)))])

    def papers(self, name: int) -> int:
        """How many records have a name."""
        return len(self._rows_of(name))

    def written_with(self, name: int) -> Ids:
        """What `Corpus.written_with` gives for all these records."""
        if self._before and name not in self._others:
            return self._before.written_with(name)
        if name not in self._circles:
            rows = self._rows_of(name)
            if len(rows) > MOST_PAPERS:
                rows = self._first(np.array(rows), MOST_PAPERS).tolist()
            spans = [(self._begin[row], self._begin[row + 1]) for row in rows]
            short = [self._names[begin:end].tolist() for begin, end in spans if end - begin <= MOST_COAUTHORS]
            found = {name}.union(*short)
            self._circles[name] = np.fromiter(sorted(found), dtype=np.uint32, count=len(found))
        return self._circles[name]

    def sample(self) -> list[int]:
        """The records that tell how alike any two are, in their order."""
        found: list[int] = self._rows["record"][self._first(np.arange(len(self)), SAMPLE)].tolist()
        return found

    def _first(self, rows: NDArray[np.int64], most: int) -> NDArray[np.int64]:
        """The first rows in the order in which samples are drawn, where that does not depend on ids."""
        drawn = rows[self._rows["order"][rows].argsort(kind="stable")][: most + 1]
        order = self._rows["order"][drawn]
        if (order[1:] == order[:-1]).any():
            raise TooFar
        return drawn[:most]

    @cached_property
    def _blocks(self) -> Places:
        return Places(self._slots["block"])

    @cached_property
    def _short(self) -> Places:
        return Places(self._names)

    def _rows_with(self, names: Numbers) -> NDArray[np.int64]:
        return np.unique(self._row[self._short.of(names)])

    def _rows_of(self, name: int) -> list[int]:
        """The rows with a name; where they have not changed, as many as there were before."""
        if self._before and name not in self._others:
            return self._before._rows_of(name)
        if name not in self._on:
            self._on[name] = [*dict.fromkeys(self._row[self._short.of(np.array([name]))].tolist())]
        return self._on[name]

    def _within(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """The slots of rows."""
        return _ranges(self._begin[rows], self._rows["names"][rows].astype(np.int64))


class Casting:
    """The names on records that are taken in one by one."""

    def __init__(self) -> None:
        """Start with no record."""
        self._rows: list[tuple[int, int, int]] = []
        self._slots: list[tuple[int, int, int, int]] = []

    def take(self, brief: Brief) -> None:
        """Take in a record."""
        if own := [*_slots(brief)]:
            record = brief.record.id
            self._rows.append((mark("record", record), crc32(record.encode("utf-8", "surrogatepass")), len(own)))
            self._slots += own

    def casts(self) -> Casts:
        """The names on all of them."""
        return _sorted(np.array(self._rows, dtype=_ROW), np.array(self._slots, dtype=_SLOT))


def _slots(brief: Brief) -> Iterator[tuple[int, int, int, int]]:
    """What is kept of the names on a record."""
    names = (*brief.record.authors, *brief.record.unlisted_authors)
    for name, signed in zip(names, brief.signed, strict=True):
        block, partner, called = map(number_of, (signed.form.block, signed.form.partner(), normal(name.name)))
        yield block, partner, signed.keys.short, called


def _sorted(rows: NDArray[Any], slots: NDArray[Any]) -> Casts:
    """The rows by record, each with its slots."""
    order = rows["record"].argsort(kind="stable")
    names = rows["names"].astype(np.int64)
    begin = np.cumsum(names) - names
    return Casts(rows[order], slots[_ranges(begin[order], names[order])])


def _ranges(begin: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """All numbers from each beginning on, as many as its length."""
    shift = np.repeat(begin - (np.cumsum(lengths) - lengths), lengths)
    return shift + np.arange(len(shift))
