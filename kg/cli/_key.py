"""One key from a terminal, as it is pressed."""

from __future__ import annotations

import sys

END = "\x04"
"""Ctrl-D."""


def key() -> str:
    """The character of the next key; of a terminal that does not give single keys, the first one of a line.

    An empty text is the end of the input.
    """
    try:
        import termios
        import tty
    except ImportError:  # no such terminals on this system
        return (sys.stdin.readline() or " ").strip()[:1]
    handle = sys.stdin.fileno()
    before = termios.tcgetattr(handle)
    try:
        tty.setcbreak(handle)
        pressed = sys.stdin.read(1)
    finally:
        termios.tcsetattr(handle, termios.TCSADRAIN, before)
    return "" if pressed == END else pressed
