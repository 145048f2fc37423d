"""The mentions of a block in groups that are joined two by two, and what any two groups have in common."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kg.resolve.people.block import Block, Layers, Marks, Matrix, Vector

Numbers: TypeAlias = NDArray[np.int64]


class Groups:
    """The mentions of a block in groups, each under a number, by order of the first of each.

    A group that was joined to another keeps its number, but is no longer `alive`.
    """

    def __init__(self, block: Block, of: Numbers) -> None:
        """The groups in which each mention is under the number that `of` gives."""
        self.block = block
        self.first, self.number = np.unique(of, return_inverse=True)
        self.count = len(self.first)
        self.alive = np.ones(self.count, dtype=bool)
        self._order = np.argsort(self.number, kind="stable")
        self._starts = np.searchsorted(self.number[self._order], np.arange(self.count))
        self.sizes: Vector = np.bincount(self.number, minlength=self.count).astype(np.float32)
        self.sums = self._pairs(np.add, block.sums)
        self.tops = self._pairs(np.maximum, block.tops)
        self.apart: Marks = self._pairs(np.logical_or, block.apart[None])[0]
        self.coauthors = self._rows(np.maximum, block.coauthors)
        self.sought = self._rows(np.maximum, block.sought)
        self.company: Vector = self._rows(np.add, block.company)
        self.placed: Marks = self._rows(np.logical_or, block.placed)
        self.cut: Vector = self._rows(np.add, block.cut.astype(np.float32))
        years = block.years.astype(np.float32)
        self.early: Vector = self._rows(np.minimum, np.where(years > 0, years, np.inf).astype(np.float32))
        self.late: Vector = self._rows(np.maximum, years)

    def _rows(self, fold: np.ufunc, values: NDArray[Any]) -> NDArray[Any]:
        """The values of each group's mentions made one."""
        if self.count == self.block.size or not values.size:
            return values[self.first].copy()
        found: NDArray[Any] = fold.reduceat(values[self._order], self._starts, axis=0)
        return found

    def _pairs(self, fold: np.ufunc, layers: NDArray[Any]) -> NDArray[Any]:
        """The values of the pairs of two groups' mentions made one, by layer."""
        if self.count == self.block.size:
            return layers.copy()
        rows = fold.reduceat(layers[:, self._order], self._starts, axis=1)
        found: NDArray[Any] = fold.reduceat(rows[:, :, self._order], self._starts, axis=2)
        return found

    def join(self, left: Numbers, right: Numbers) -> None:
        """Make the groups of `right` one with those of `left`, each with each; no group is there twice."""
        for a, b in zip(left.tolist(), right.tolist(), strict=True):
            for layers, fold in ((self.sums, np.add), (self.tops, np.maximum), (self.apart[None], np.logical_or)):
                fold(layers[:, a], layers[:, b], out=layers[:, a])
                fold(layers[:, :, a], layers[:, :, b], out=layers[:, :, a])
            for values in (self.sizes, self.company, self.cut):
                values[a] += values[b]
            for held in (self.coauthors, self.sought, self.placed, self.late):
                held[a] = np.maximum(held[a], held[b])
            self.early[a] = min(self.early[a], self.early[b])
            self.number[self.number == b] = a
        self.alive[right] = False

    def members(self, group: int) -> list[int]:
        """The numbers of a group's mentions."""
        return [int(each) for each in np.flatnonzero(self.number == group)]


class Facing:
    """Some groups facing all: matrices with a row for each of `rows` and a column for every group."""

    def __init__(self, groups: Groups, rows: Numbers) -> None:
        """Compare some groups with all."""
        self.groups = groups
        self.rows = rows
        lengths = np.sqrt(np.maximum(np.diagonal(groups.sums, axis1=1, axis2=2), 1e-6))
        products = groups.sums[:, rows]
        self._cosines: Layers = np.clip(products / lengths[:, rows, None] / lengths[:, None], -1.0, 1.0)
        self._means: Layers = products / groups.sizes[rows, None] / groups.sizes
        self._most: Layers = groups.tops[:, rows]

    def cosine(self, layer: int) -> Matrix:
        """The cosine of the sums of two groups, from the products of their mentions."""
        found: Matrix = self._cosines[layer]
        return found

    def mean(self, layer: int) -> Matrix:
        """The mean of a layer over the pairs of mentions of two groups."""
        found: Matrix = self._means[layer]
        return found

    def most(self, layer: int) -> Matrix:
        """The largest of a layer over the pairs of mentions of two groups."""
        found: Matrix = self._most[layer]
        return found

    def shared(self) -> Matrix:
        """The weight of the co-authors that two groups share, each counting once."""
        groups = self.groups
        found: Matrix = (groups.coauthors[self.rows] * groups.block.coauthor_weights) @ groups.sought.T
        return found

    def least(self, values: NDArray[Any]) -> Matrix:
        """The smaller of two groups' values."""
        found: Matrix = np.minimum(values[self.rows, None], values).astype(np.float32, copy=False)
        return found

    def largest(self, values: NDArray[Any]) -> Matrix:
        """The larger of two groups' values."""
        found: Matrix = np.maximum(values[self.rows, None], values).astype(np.float32, copy=False)
        return found

    def both(self, marks: Marks) -> Marks:
        """Whether both groups have a mark."""
        found: Marks = marks[self.rows, None] & marks
        return found
