"""Words without which patterns find nothing, all sought in one pass: few sentences are then read by few patterns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from kg.extract._sought import automaton


class Cues:
    """Sets of words in small letters."""

    def __init__(self, *sets: Iterable[str]) -> None:
        """Of these sets, in their order; a word may be in several."""
        bits: dict[str, int] = {}
        for number, words in enumerate(sets):
            for word in words:
                bits[word] = bits.get(word, 0) | 1 << number
        self._bits = tuple(bits.values())
        self._found = automaton(list(bits)).find_matches_as_indexes

    def of(self, small: str, spans: Sequence[tuple[int, int]]) -> list[int]:
        """For each of some spans of a text in small letters, in their order, a bit for each set that has a word there.

        >>> Cues(["finch", "wren"], ["sea"], ["moor"]).of("a wren. the sea wren.", [(0, 7), (8, 21)])
        [1, 3]
        """
        found, starts = [0] * len(spans), [start for start, _ in spans]
        for word, start, end in self._found(small, overlapping=True):
            at = bisect_right(starts, start) - 1
            if at >= 0 and end <= spans[at][1]:
                found[at] |= self._bits[word]
        return found
