"""The tagger's network as it learns: the passes forward and back, and the steps of Adam.

Forward it is what `kg.extract._tags.Tagger.scores` does, with dropout. Sources: Kingma
and Ba, "Adam" (2015), for the steps; Collobert et al., "Natural Language Processing
(Almost) from Scratch" (2011), for tags from windows of words.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from kg.extract._tags import Floats, window

Whole = npt.NDArray[np.int64]
NOTHING = 0
"""The row of a feature that is not there: its vector stays zero."""


class Shape(Struct, frozen=True):
    """How large the network is: rows of vectors, labels, and the width of vectors, of layers, and their number."""

    rows: int
    labels: int
    width: int = 64
    hidden: int = 128
    depth: int = 2


class Network:
    """The weights by name, as they are now, and how one step makes them better."""

    def __init__(self, shape: Shape, random: np.random.Generator) -> None:
        """Begin with small weights drawn by `random`."""
        self.depth, self.random = shape.depth, random
        self.weights: dict[str, Floats] = {"vectors": self._drawn(shape.rows, shape.width, 0.1)}
        self.weights["vectors"][NOTHING] = 0
        for layer in range(shape.depth):
            fan = 3 * shape.width
            self.weights[f"inner{layer}"] = self._drawn(fan, shape.hidden, (2 / fan) ** 0.5)
            self.weights[f"bias{layer}"] = np.zeros(shape.hidden, dtype=np.float32)
            self.weights[f"outer{layer}"] = self._drawn(shape.hidden, shape.width, (1 / shape.hidden) ** 0.5)
        self.weights["last"] = self._drawn(shape.width, shape.labels, (1 / shape.width) ** 0.5)
        self.first = {name: np.zeros_like(weight) for name, weight in self.weights.items()}
        self.second = {name: np.zeros_like(weight) for name, weight in self.weights.items()}
        self.steps = 0

    def _drawn(self, rows: int, columns: int, scale: float) -> Floats:
        drawn: Floats = (self.random.standard_normal((rows, columns)) * scale).astype(np.float32)
        return drawn

    def gradients(self, rows: Whole, labels: Whole, drop: float) -> tuple[float, dict[str, Floats]]:
        """The mean loss on these words and the slope of each weight; a label of -1 is not counted.

        `rows` holds for each word the rows of its features, in a place of its own each.
        """
        heard = self._mask(rows.shape, drop / 2)[:, :, None]
        state = (self.weights["vectors"][rows] * heard).sum(axis=1)
        kept = self._mask(state.shape, drop)
        state = state * kept
        passed = []
        for layer in range(self.depth):
            wide = window(state)
            hidden = np.maximum(wide @ self.weights[f"inner{layer}"] + self.weights[f"bias{layer}"], 0)
            mask = self._mask(hidden.shape, drop)
            hidden *= mask
            passed.append((wide, hidden, mask))
            state = state + hidden @ self.weights[f"outer{layer}"]
        loss, slope = _cross_entropy(state @ self.weights["last"], labels)
        found = {"last": state.T @ slope}
        back = slope @ self.weights["last"].T
        for layer in reversed(range(self.depth)):
            back = self._back(layer, passed[layer], back, found)
        found["vectors"] = _scattered(rows, (back * kept)[:, None, :] * heard, self.weights["vectors"].shape)
        return loss, found

    def _mask(self, shape: tuple[int, ...], drop: float) -> Floats:
        kept = self.random.random(shape, dtype=np.float32) >= drop
        mask: Floats = (kept / (1 - drop)).astype(np.float32)
        return mask

    def _back(
        self, layer: int, passed: tuple[Floats, Floats, Floats], back: Floats, found: dict[str, Floats]
    ) -> Floats:
        """The slope before a layer from that after it; those of its weights go into `found`."""
        wide, hidden, mask = passed
        found[f"outer{layer}"] = hidden.T @ back
        inner = (back @ self.weights[f"outer{layer}"].T) * mask * (hidden > 0)
        found[f"inner{layer}"] = wide.T @ inner
        found[f"bias{layer}"] = inner.sum(axis=0)
        spread = inner @ self.weights[f"inner{layer}"].T
        width = back.shape[1]
        total = back + spread[:, width : 2 * width]
        total[:-1] += spread[1:, :width]
        total[1:] += spread[:-1, 2 * width :]
        return total.astype(np.float32, copy=False)

    def step(self, found: dict[str, Floats], rate: float, decay: float = 1e-6) -> None:
        """Move each weight against its slope, by Adam."""
        self.steps += 1
        size = rate * (1 - 0.999**self.steps) ** 0.5 / (1 - 0.9**self.steps)
        for name, weight in self.weights.items():
            first, second, slope = self.first[name], self.second[name], found[name]
            first += (slope - first) * np.float32(0.1)
            second += (slope * slope - second) * np.float32(0.001)
            weight -= np.float32(size) * first / (np.sqrt(second) + np.float32(1e-8)) + np.float32(decay) * weight


def _cross_entropy(scores: Floats, labels: Whole) -> tuple[float, Floats]:
    """The mean loss over the labels that count, and the slope of each score."""
    counted = labels >= 0
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    places = np.arange(len(labels))
    loss = float(-np.log(chances[places, labels] + 1e-9)[counted].mean())
    chances[places, labels] -= 1
    return loss, (chances * counted[:, None] / counted.sum()).astype(np.float32)


def _scattered(rows: Whole, slopes: Floats, shape: tuple[int, ...]) -> Floats:
    """The slopes summed for each row of the vectors; the row of nothing gets none."""
    flat = rows.ravel()
    order = np.argsort(flat, kind="stable")
    order = order[np.searchsorted(flat[order], NOTHING + 1) :]
    total = np.zeros(shape, dtype=np.float32)
    if len(order):
        sorted_rows = flat[order]
        starts = np.flatnonzero(np.r_[True, sorted_rows[1:] != sorted_rows[:-1]])
        total[sorted_rows[starts]] = np.add.reduceat(slopes.reshape(-1, shape[1])[order], starts, axis=0)
    return total
