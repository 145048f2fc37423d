"""Words without which patterns find nothing, all sought in one pass: few sentences are then read by few patterns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache

import ahocorasick_rs

from kg.extract._document import Document
from kg.extract._sought import automaton


class Cues:
    """Sets of words in small letters, each with a bit of its own."""

    def __init__(self) -> None:
        """Of none so far."""
        self._bits: dict[str, int] = {}
        self._sets = 0
        self._sought: tuple[ahocorasick_rs.AhoCorasick, tuple[int, ...]] | None = None

    def add(self, words: Iterable[str]) -> int:
        """The bit that says that one of these words is there; a word may be in several sets."""
        bit = 1 << self._sets
        self._bits.update((word, self._bits.get(word, 0) | bit) for word in words)
        self._sets += 1
        self._sought = None
        return bit

    def of(self, small: str, spans: Sequence[tuple[int, int]]) -> list[int]:
        """For each of some spans of a text in small letters, in their order, the bits of the sets with a word there.

        >>> cues = Cues()
        >>> cues.add(["finch", "wren"]), cues.add(["sea"]), cues.add(["moor"])
        (1, 2, 4)
        >>> cues.of("a wren. the sea wren.", [(0, 7), (8, 21)])
        [1, 3]
        """
        if self._sought is None:
            self._sought = automaton(list(self._bits)), tuple(self._bits.values())
        words, bits = self._sought
        first, last = (spans[0][0], spans[-1][1]) if spans else (0, 0)
        found, starts = [0] * len(spans), [start - first for start, _ in spans]
        for word, start, end in words.find_matches_as_indexes(small[first:last], overlapping=True):
            at = bisect_right(starts, start) - 1
            if end <= spans[at][1] - first:
                found[at] |= bits[word]
        return found


CUES = Cues()
"""Those of all extractors, each of which adds its own."""


@lru_cache(maxsize=1)
def cues_of(doc: Document) -> list[int]:
    """The bits of `CUES` that each sentence of an abstract has; kept for whoever asks next."""
    return CUES.of(doc.small, doc.sentences())
