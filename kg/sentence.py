"""The sentence around a span of a text, to be shown beside it."""

from __future__ import annotations

import re

LONGEST = 300
"""Characters that are shown; of a longer sentence those around the span."""
_END = re.compile(
    r"(?<!\be\.g)(?<!\bi\.e)(?<!\bvs)(?<!\bal)(?<!\bcf)(?<!\bFig)(?<!\betc)"
    r"[.?!][\"”’)\]]{0,3}(?=\s+[\"“'(\[$\\]?[A-Z0-9])"
)


def bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence begins and ends that has these characters in it.

    >>> bounds("It is new. We use BERT, e.g. Large. It works.", 18, 22)
    (11, 35)
    """
    stops = [found.end() for found in _END.finditer(text)]
    left = max((stop for stop in stops if stop <= start), default=0)
    right = min((stop for stop in stops if stop >= end), default=len(text))
    return left + len(text[left:start]) - len(text[left:start].lstrip()), right


def around(text: str, start: int, end: int) -> str:
    """The sentence around a span, on one line; dots stand for what is left out of a long one."""
    first, last = bounds(text, start, end)
    left, right = max(first, start - LONGEST // 2), min(last, end + LONGEST // 2)
    shown = " ".join(text[left:right].split())
    return f"{'... ' if left > first else ''}{shown}{' ...' if right < last else ''}"
