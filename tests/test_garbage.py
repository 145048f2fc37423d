"""Looking seldom for objects that only hold each other ends with the block, however it ends."""

from __future__ import annotations

import gc

import pytest

from kg.garbage import YOUNG, seldom_collected


def fail(seen: list[int]) -> None:
    with seldom_collected():
        seen.append(gc.get_threshold()[0])
        raise KeyError


def test_what_was_usual_is_so_again_after_an_error() -> None:
    before, seen = gc.get_threshold(), list[int]()
    with pytest.raises(KeyError):
        fail(seen)
    assert (seen, gc.get_threshold()) == ([YOUNG], before)
