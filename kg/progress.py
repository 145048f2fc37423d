"""How far a long step is: a line on a terminal after the first second, nothing in a pipe."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def steps(items: Iterable[T], what: str, total: int | None = None) -> Iterator[T]:
    """The same items; on a terminal, how many have gone by."""
    if not sys.stderr.isatty():
        yield from items
        return
    from tqdm import tqdm

    size = shutil.get_terminal_size()  # 80 by 24 where a terminal does not say
    yield from tqdm(
        items,
        desc=what,
        total=total,
        delay=1,
        leave=False,
        unit="",
        file=sys.stderr,
        ncols=size.columns,
        nrows=size.lines,
    )
