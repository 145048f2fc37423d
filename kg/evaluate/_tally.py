"""How much of what was said is right, and how much of what was wanted was said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from msgspec import Struct

W = TypeVar("W")
S = TypeVar("S")


class Tally(Struct):
    """Counts of what was right, what was said and what was wanted.

    >>> Tally(right=3, said=4, wanted=6).f1
    0.6
    """

    right: int = 0
    said: int = 0
    wanted: int = 0

    def add(self, *, right: int = 0, said: int = 0, wanted: int = 0) -> None:
        """Count these too."""
        self.right += right
        self.said += said
        self.wanted += wanted

    @property
    def precision(self) -> float:
        """The share of what was said that is right."""
        return self.right / self.said if self.said else 0.0

    @property
    def recall(self) -> float:
        """The share of what was wanted that was said."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


class Share(Struct):
    """How many of so many."""

    right: int = 0
    of: int = 0

    def add(self, right: bool) -> None:  # noqa: FBT001 what is counted is whether
        """Count one, and whether it is right."""
        self.right += right
        self.of += 1

    @property
    def value(self) -> float:
        """The share, 0 of nothing."""
        return self.right / self.of if self.of else 0.0


def paired(wanted: Sequence[W], said: Sequence[S], same: Callable[[W, S], bool]) -> dict[int, int]:
    """For each that is wanted, in order, the first that was said, is the same and is not taken: index to index.

    >>> paired("ab", "bab", str.__eq__)
    {0: 1, 1: 0}
    """
    pairs: dict[int, int] = {}
    free = list(range(len(said)))
    for place, one in enumerate(wanted):
        found = next((other for other in free if same(one, said[other])), None)
        if found is not None:
            pairs[place] = found
            free.remove(found)
    return pairs
