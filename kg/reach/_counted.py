"""How many papers have each number that people are weighed by, as a file that is read in a moment."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from kg.resolve.people.block import Corpus, about, counting
from kg.resolve.people.buckets import BUCKETS
from kg.resolve.people.mentions import Mention

_HEAD = struct.Struct("<dQ")


class Counted(Struct, frozen=True, eq=False):
    """The numbers that any paper has, sorted; how many papers have each; and how alike any two papers are."""

    numbers: NDArray[np.uint32]
    counts: NDArray[np.uint32]
    alike: float

    @classmethod
    def of(cls, corpus: Corpus) -> Counted:
        """What a whole resolution has counted."""
        numbers, counts = corpus.counted()
        return cls(numbers.astype("<u4"), counts.astype("<u4"), corpus.alike())

    @classmethod
    def read(cls, text: bytes) -> Counted:
        """What was written."""
        alike, size = _HEAD.unpack_from(text)
        numbers, counts = np.frombuffer(text, dtype="<u4", offset=_HEAD.size).reshape(2, size)
        return cls(numbers, counts, alike)

    def written(self) -> bytes:
        """The same as bytes."""
        return _HEAD.pack(self.alike, len(self.numbers)) + self.numbers.tobytes() + self.counts.tobytes()

    def changed(self, gone: Iterable[Sequence[Mention]], come: Iterable[Sequence[Mention]]) -> Counted:
        """The same without some papers and with others, each by its mentions; any two are taken to be as alike."""
        numbers, by = _differing(gone, come)
        new = numbers[self._held(numbers) == 0]
        at = np.searchsorted(self.numbers, new)
        every = np.insert(self.numbers, at, new)
        counts = np.insert(self.counts, at, 0).astype(np.int64)
        counts[np.searchsorted(every, numbers.astype(every.dtype))] += by
        left = counts > 0
        return Counted(every[left].astype("<u4"), counts[left].astype("<u4"), self.alike)

    def crossing(self, other: Counted, numbers: NDArray[np.int64]) -> list[int]:
        """Those of these numbers of which there are about as many no more in the other."""
        found: list[int] = numbers[self._about(numbers) != other._about(numbers)].tolist()
        return found

    def _about(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        return about(self._held(numbers))

    def _held(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many papers have each of these numbers."""
        if not len(self.numbers):
            return np.zeros(len(numbers), dtype=np.int64)
        sought = numbers.astype(self.numbers.dtype)
        at = np.minimum(np.searchsorted(self.numbers, sought), len(self.numbers) - 1)
        return np.where(self.numbers[at] == sought, self.counts[at], 0).astype(np.int64)

    def often(self) -> NDArray[np.int32]:
        """About how many papers have each number there is, as weights go by it."""
        found = np.zeros(BUCKETS, dtype=np.int32)
        found[self.numbers] = about(self.counts)
        return found


def _differing(
    gone: Iterable[Sequence[Mention]], come: Iterable[Sequence[Mention]]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The numbers of papers that go and come, and by how much the count of each changes."""
    by: dict[int, int] = {}
    for papers, one in ((gone, -1), (come, 1)):
        for mentions in papers:
            for number in counting(mentions):
                by[number] = by.get(number, 0) + one
    numbers = sorted(by)
    return np.array(numbers, dtype=np.int64), np.array([by[each] for each in numbers], dtype=np.int64)
