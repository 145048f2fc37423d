"""Single keys from a terminal, as they are pressed."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator

END = "\x04"
"""Ctrl-D."""


@contextlib.contextmanager
def keys() -> Iterator[Callable[[], str]]:
    """What gives the next key; on a terminal that gives no single keys, the first character of the next line.

    An empty text is the end of the input.
    """
    try:
        import termios
        import tty
    except ImportError:  # no such terminals on this system
        yield lambda: sys.stdin.readline()[:1]
        return
    handle = sys.stdin.fileno()
    before = termios.tcgetattr(handle)
    try:
        tty.setcbreak(handle)
        yield lambda: sys.stdin.read(1).strip(END)
    finally:
        termios.tcsetattr(handle, termios.TCSADRAIN, before)
