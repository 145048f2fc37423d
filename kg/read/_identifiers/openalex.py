"""OpenAlex work identifiers (https://docs.openalex.org/how-to-use-the-api/get-single-entities)."""

from __future__ import annotations

import re

TITLE = "OpenAlex work"

_OPENALEX = re.compile(
    r"(?:https?://)?(?:(?:api\.)?openalex\.org/(?:works/)?|openalex:)?(W[1-9][0-9]{0,11})", re.IGNORECASE
)


def normal(text: str) -> str:
    """`W` and the number.

    >>> normal("https://openalex.org/W2741809807")
    'W2741809807'
    """
    found = _OPENALEX.fullmatch(text.strip())
    if not found:
        raise ValueError(f"{text!r} is no OpenAlex work; expected such as W2741809807")
    return found[1].upper()
