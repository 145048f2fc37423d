"""arXiv identifiers without version (https://info.arxiv.org/help/arxiv_identifier.html)."""

from __future__ import annotations

import re

TITLE = "arXiv identifier"

_PREFIX = re.compile(
    r"(?:https?://)?(?:[a-z]{2,6}\.)?arxiv\.org/(?:abs|pdf|html|e-print)/|oai:arxiv\.org:|arxiv:\s{0,3}"
    r"|(?:(?:https?://)?(?:dx\.)?doi\.org/|doi:)?10\.48550/arxiv\.",
    re.IGNORECASE,
)
_ARXIV = re.compile(
    r"((?:0[7-9]|1[0-4])(?:0[1-9]|1[0-2])\.[0-9]{4}|(?:1[5-9]|[2-9][0-9])(?:0[1-9]|1[0-2])\.[0-9]{5}"
    r"|([a-z-]{2,12})(?:\.[A-Za-z-]{2,8})?/([0-9]{2}(?:0[1-9]|1[0-2])[0-9]{3}))"
    r"(?:v[0-9]{1,3})?(?:\.pdf)?",
)


def normal(text: str) -> str:
    """The identifier, without prefix, version and, in the old form, subject class.

    >>> normal("http://arxiv.org/abs/1707.08567v1"), normal("arXiv:math.GT/0309136")
    ('1707.08567', 'math/0309136')
    """
    bare = text.strip()
    if found := _PREFIX.match(bare):
        bare = bare[found.end() :]
    found = _ARXIV.fullmatch(bare.split(" ", 1)[0])
    if not found:
        raise ValueError(f"{text!r} is no arXiv identifier; expected such as 1707.08567 or math/0309136")
    return f"{found[2]}/{found[3]}" if found[2] else found[1]
