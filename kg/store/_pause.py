"""How long to wait before a busy server is asked again."""

from __future__ import annotations

import datetime
import re
from email.utils import parsedate_to_datetime

BUSY = frozenset({429, 502, 503, 504})
"""The statuses of a server, or of one before it, that may answer later."""
FIRST, LONGEST, TRIES = 0.5, 8.0, 6
"""Seconds of the first pause and of the longest that nobody asked for; how often a server is asked in all."""


def pause(tried: int, asked: str | None) -> float | None:
    """The seconds until the next try, twice as long each time, or as `Retry-After` asks; `None` to give up.

    `tried` says how often the server was asked. A date is heeded as well as a number
    (https://www.rfc-editor.org/rfc/rfc9110#field.retry-after).

    >>> [pause(tried, None) for tried in (1, 2, 3, 6)], pause(1, "3")
    ([0.5, 1.0, 2.0, None], 3.0)
    """
    if tried >= TRIES:
        return None
    return max(min(FIRST * 2.0 ** (tried - 1), LONGEST), _seconds(asked or ""))


def _seconds(asked: str) -> float:
    """The seconds that the header asks for; 0 when it is not to be understood."""
    if re.fullmatch("[0-9]{1,9}", asked.strip(), re.ASCII):
        return float(asked)
    try:
        until = parsedate_to_datetime(asked)
    except ValueError:
        return 0.0
    return max(0.0, (until - datetime.datetime.now(until.tzinfo)).total_seconds())
