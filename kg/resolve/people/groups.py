"""A partition of a block's mentions, and what two of its groups have in common."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kg.resolve.people.block import Block, Marks, Matrix


class Groups:
    """The mentions of a block in groups, each under the number of its first; matrices are by pair of groups.

    `total`, `most` and `cosine` take the name of one of the block's matrices by pair of mentions.
    """

    def __init__(self, block: Block, of: NDArray[np.int64]) -> None:
        """The groups in which each mention is under the number that `of` gives."""
        self.block = block
        self.first, self.number = np.unique(of, return_inverse=True)
        self.count = len(self.first)
        self._order = np.argsort(self.number, kind="stable")
        self.sizes = np.bincount(self.number, minlength=self.count).astype(np.float64)
        self._starts = np.concatenate(([0], np.cumsum(self.sizes)[:-1])).astype(np.int64)
        self._found: dict[tuple[str, str], Matrix] = {}

    def total(self, name: str) -> Matrix:
        """The sum over the pairs of mentions of two groups."""
        return self._over("total", np.add, name)

    def most(self, name: str) -> Matrix:
        """The largest over the pairs of mentions of two groups."""
        return self._over("most", np.maximum, name)

    def _over(self, kind: str, fold: np.ufunc, name: str) -> Matrix:
        if (kind, name) not in self._found:
            rows = fold.reduceat(getattr(self.block, name)[self._order], self._starts, axis=0)
            self._found[kind, name] = fold.reduceat(rows[:, self._order], self._starts, axis=1)
        return self._found[kind, name]

    def cosine(self, name: str) -> Matrix:
        """The cosine of the sums of two groups, from the products of their mentions."""
        if ("cosine", name) not in self._found:
            summed = self.total(name)
            length = np.sqrt(np.maximum(np.diag(summed), 1e-9))
            self._found["cosine", name] = np.clip(summed / length[:, None] / length[None], -1.0, 1.0)
        return self._found["cosine", name]

    def any_of(self, marks: Marks) -> Marks:
        """Which groups have the mark in a mention."""
        found: Marks = np.logical_or.reduceat(marks[self._order], self._starts)
        return found

    def share_of(self, marks: Marks) -> NDArray[np.float64]:
        """The share of each group's mentions that have the mark."""
        counts: NDArray[np.float64] = np.add.reduceat(marks[self._order].astype(np.float64), self._starts)
        return counts / self.sizes

    def years(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The first and the last year of each group; of one without dates, 9999 and 0."""
        years = self.block.years[self._order]
        early = np.minimum.reduceat(np.where(years > 0, years, 9999), self._starts)
        return early, np.maximum.reduceat(years, self._starts)

    def coauthors(self) -> Marks:
        """Which co-authors each group has."""
        held = self.block.coauthors
        if not held.shape[1]:
            return np.zeros((self.count, 0), dtype=bool)
        return np.maximum.reduceat(held[self._order], self._starts, axis=0) > 0

    def apart(self) -> Marks:
        """Which groups cannot be one, since two of their mentions cannot."""
        return self.most("apart") > 0

    def agreement(self) -> Matrix:
        """How far the names of two groups agree where they agree most."""
        return self.most("agreement")

    def members(self, group: int) -> list[int]:
        """The numbers of a group's mentions."""
        return [int(each) for each in np.flatnonzero(self.number == group)]
