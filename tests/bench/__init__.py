"""Benchmarks: one file a thing that is measured, with `TITLE` and `rows()`.

`rows()` yields the lines of a table as it goes, the head first. Figures are CPU seconds,
beside peers in the same run: a ratio holds on any machine, a time on one. Nothing is
asserted. What is not on this machine raises `NotHere`, and the others go on.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias, TypeVar

T = TypeVar("T")
Rows: TypeAlias = Iterator[tuple[str, ...]]

ROOT = Path(__file__).parents[2]


class NotHere(Exception):
    """What is to be measured needs something that this machine does not have."""


def cpu(function: Callable[[], T]) -> tuple[float, T]:
    """The CPU seconds of this process that a call takes, and what it gives."""
    start = time.process_time()
    made = function()
    return time.process_time() - start, made


def shared(name: str) -> Path:
    """A file of the shared records (`KG_SHARED`, or `shared` beside the checkout)."""
    path = Path(os.environ.get("KG_SHARED", ROOT.parent / "shared")) / name
    if not path.exists():
        raise NotHere(f"{name} is not among the shared records; KG_SHARED says where they are")
    return path
