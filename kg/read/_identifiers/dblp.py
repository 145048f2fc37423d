"""DBLP keys (https://dblp.org/faq/1474816.html)."""

from __future__ import annotations

import re

TITLE = "DBLP key"

_DBLP = re.compile(
    r"(?:(?:https?://)?(?:www\.)?dblp\.(?:org|uni-trier\.de|dagstuhl\.de)/rec/|dblp:)?"
    r"([a-z]{2,12}(?:/[A-Za-z0-9_.:+-]{1,80}){1,4})",
    re.IGNORECASE,
)


def normal(text: str) -> str:
    """The key.

    >>> normal("DBLP:journals/acta/Saxena96")
    'journals/acta/Saxena96'
    """
    found = _DBLP.fullmatch(text.strip())
    if not found:
        raise ValueError(f"{text!r} is no DBLP key; expected such as journals/acta/Saxena96")
    return found[1].removesuffix(".html")
