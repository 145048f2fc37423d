"""Identifiers of research organisations (https://ror.readme.io/docs/ror-identifier-pattern)."""

from __future__ import annotations

import re

TITLE = "ROR identifier"

_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
_ROR = re.compile(rf"(?:(?:https?://)?(?:www\.)?ror\.org/|ror:)?0([{_DIGITS}]{{6}})([0-9]{{2}})/?", re.IGNORECASE)


def normal(text: str) -> str:
    """The nine characters, of which the last two check the others (ISO 7064 MOD 97-10).

    >>> normal("https://ror.org/05dxps055")
    '05dxps055'
    """
    found = _ROR.fullmatch(text.strip())
    if not found or _check(found[1].lower()) != int(found[2]):
        raise ValueError(f"{text!r} is no ROR identifier; expected such as https://ror.org/05dxps055")
    return f"0{found[1].lower()}{found[2]}"


def _check(digits: str) -> int:
    number = 0
    for digit in digits:
        number = number * 32 + _DIGITS.index(digit)
    return 98 - number * 100 % 97
