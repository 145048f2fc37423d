"""How often Python looks for objects that only hold each other."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

YOUNG, OLD = 200_000, 1000
"""After so many new objects the young ones are looked through, and older ones after so many times; 700 and 10 are
usual."""


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look seldom in a block that makes very many objects and keeps them: going over all of them takes its time.

    What nothing refers to any more is let go at once all the same.
    """
    before = gc.get_threshold()
    gc.set_threshold(YOUNG, OLD, OLD)
    try:
        yield
    finally:
        gc.set_threshold(*before)
