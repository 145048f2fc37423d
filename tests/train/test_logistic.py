"""Regression from chances: what is learned is what was shown, and how much it counts."""

from __future__ import annotations

from copy import copy

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import ReadError
from kg.train._logistic import Examples


@settings(max_examples=20, deadline=None)
@given(st.floats(0.1, 0.9), st.floats(0.1, 0.9))
def test_the_chances_that_were_shown_are_those_that_are_given(first: float, second: float) -> None:
    examples = Examples(("a", "b"))
    for _ in range(400):
        examples.add(["x"], [first, 1 - first])
        examples.add(["y"], [second, 1 - second])
    model = examples.fitted(100)
    assert model.probabilities([["x"], ["y"]])[:, 0] == pytest.approx([first, second], abs=0.02)


def test_what_counts_little_teaches_little() -> None:
    examples = Examples(("a", "b"))
    for counts, chances in ((1.0, [1.0, 0.0]), (0.1, [0.0, 1.0])):
        for _ in range(100):
            examples.add(["x"], chances, counts)
    assert examples.fitted(100).probabilities([["x"]])[0, 0] == pytest.approx(1 / 1.1, abs=0.02)


def test_features_that_are_rare_or_say_nothing_are_left_out() -> None:
    examples = Examples(("a", "b"))
    for _ in range(20):
        examples.add(["x", "always"], [1.0, 0.0])
        examples.add(["y", "always"], [0.0, 1.0])
    for name, chances in (("x", [1.0, 0.0]), ("y", [0.0, 1.0])):
        examples.add([name, f"{name} once"], chances)
        examples.add([name, f"{name} slight"], chances, 0.5)
        examples.add([name, f"{name} slight"], chances, 0.5)
    assert set(examples.fitted(100).index) == {"x", "y"}


def test_a_copy_learns_by_itself() -> None:
    examples = Examples(("a", "b"))
    for _ in range(2):
        examples.add(["x"], [1.0, 0.0])
    other = copy(examples)
    for _ in range(2):
        other.add(["y"], [0.0, 1.0])
    assert (len(examples), len(other)) == (2, 4)
    assert np.argmax(other.fitted(50).probabilities([["y"]])) == 1
    with pytest.raises(ReadError, match="of one kind only"):
        examples.fitted(50)
