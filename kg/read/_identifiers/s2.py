"""Semantic Scholar's two identifiers of a paper: the hash, and the number of the corpus.

https://api.semanticscholar.org/api-docs/graph#tag/Paper-Data
"""

from __future__ import annotations

import re

TITLE = "Semantic Scholar paper"

_S2 = re.compile(
    r"(?:(?:https?://)?(?:www\.|api\.)?semanticscholar\.org/(?:paper/)?|corpusid:)?([0-9a-f]{40}|[1-9][0-9]{0,11})",
    re.IGNORECASE,
)


def normal(text: str) -> str:
    """The hash of 40 digits, or the number.

    >>> normal("CorpusId:14636783"), normal("2D5673CAA9E6AF3A7B82A43F19EE920992DB07AD")
    ('14636783', '2d5673caa9e6af3a7b82a43f19ee920992db07ad')
    """
    found = _S2.fullmatch(text.strip())
    if not found:
        raise ValueError(f"{text!r} is no Semantic Scholar paper; expected 40 hexadecimal digits or a corpus number")
    return found[1].lower()
