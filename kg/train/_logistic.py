"""Multinomial logistic regression from examples that are of each class by some chance.

The weights under which those chances are likeliest (the cross-entropy), held small by
the sum of their squares, found by L-BFGS (D. Liu and J. Nocedal, "On the limited memory
BFGS method for large scale optimization", Mathematical Programming 45, 1989). Where one
class is certain it is the usual regression.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from kg.errors import ReadError, UsageError
from kg.extract._weigh import Linear

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Floats: TypeAlias = npt.NDArray[np.float32]
Doubles: TypeAlias = npt.NDArray[np.float64]


class How(Struct, frozen=True):
    """How it is learned: the inverse of the regularisation, and what is left out.

    That are features whose examples count less than `least` together, and those whose
    weights are all smaller than `slight`.
    """

    strength: float = 0.3
    least: float = 2.0
    slight: float = 0.02


class Examples:
    """What is learned from: rows of features, each with the chances of the classes, and how much it counts."""

    def __init__(self, classes: Sequence[str]) -> None:
        """Begin with no example."""
        self.classes = tuple(classes)
        self._numbers: dict[str, int] = {}
        self._features, self._ends = array("i"), array("q", [0])
        self._chances, self._counts = array("f"), array("f")

    def __len__(self) -> int:
        return len(self._counts)

    def __copy__(self) -> Examples:
        made = Examples(self.classes)
        for name in ("_numbers", "_features", "_ends", "_chances", "_counts"):
            setattr(made, name, copy(getattr(self, name)))
        return made

    def add(self, features: Iterable[str], chances: Iterable[float], counts: float = 1.0) -> None:
        """Add one; the chances of the classes are in their order."""
        numbers = {self._numbers.setdefault(feature, len(self._numbers)) for feature in features}
        self._features.extend(sorted(numbers))
        self._ends.append(len(self._features))
        self._chances.extend(chances)
        self._counts.append(counts)

    def fitted(self, steps: int, say: Callable[[str], None] = lambda _: None, how: How | None = None) -> Linear:
        """The model that they teach, after at most so many steps."""
        how = how or How()
        try:
            from scipy.optimize import minimize
        except ImportError as error:
            raise UsageError("kg train", f"{error.name} is missing", do="pip install 'paperkg[train]'") from error
        chances = np.array(self._chances, dtype=np.float32).reshape(len(self), -1)
        if (chances.sum(axis=0) > 0).sum() < 2:
            raise ReadError("gold", "spans of one kind only", expected="texts with entities of several types and roles")
        names, matrix = self._matrix(how.least)
        shape = (len(names) + 1, len(self.classes))
        loss = _Loss(matrix, chances, np.array(self._counts, dtype=np.float32), how.strength)
        found = minimize(loss, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B", options={"maxiter": steps})
        weights = found.x.reshape(shape).astype(np.float32)
        kept = np.flatnonzero(np.abs(weights[:-1]).max(axis=1) >= how.slight)
        say(f"{len(self)} spans, {len(kept)} features, {len(self.classes)} classes")
        index = {names[number]: row for row, number in enumerate(kept)}
        return Linear(self.classes, index, weights[kept], weights[-1])

    def _matrix(self, least: float) -> tuple[list[str], csr_matrix]:
        """The features that are frequent enough, and which example has which of them; one column more is 1 for all."""
        from scipy.sparse import csr_matrix, hstack

        ones = np.ones(len(self._features), dtype=np.float32)
        shape = (len(self), len(self._numbers))
        whole = csr_matrix((ones, np.array(self._features), np.array(self._ends)), shape=shape)
        often = whole.T @ np.array(self._counts, dtype=np.float32)
        names = sorted(name for name, number in self._numbers.items() if often[number] > least - 1e-3)
        columns = whole[:, [self._numbers[name] for name in names]]
        return names, hstack([columns, np.ones((len(self), 1), dtype=np.float32)], format="csr")


class _Loss:
    """How unlikely the chances are under some weights, and the slope of it; the last row is free to be large."""

    def __init__(self, matrix: csr_matrix, chances: Floats, counts: Floats, strength: float) -> None:
        self._strength = strength
        self._matrix, self._across = matrix, matrix.T.tocsr()
        self._chances, self._counts = chances, counts[:, None]

    def __call__(self, flat: Doubles) -> tuple[float, Doubles]:
        weights = flat.reshape(-1, self._chances.shape[1])
        scores = self._matrix @ weights.astype(np.float32)
        scores -= scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        held = weights.copy()
        held[-1] = 0
        loss = -(self._counts * self._chances * logs).sum(dtype=np.float64)
        loss += (held**2).sum() / (2 * self._strength)
        slope = self._across @ (self._counts * (np.exp(logs) - self._chances)) + held / self._strength
        return float(loss), slope.ravel().astype(np.float64)
