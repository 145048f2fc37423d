"""ACL Anthology identifiers (https://aclanthology.org/info/ids/)."""

from __future__ import annotations

import re

TITLE = "ACL Anthology identifier"

_ACL = re.compile(
    r"(?:(?:https?://)?(?:www\.)?(?:aclanthology\.(?:org|info/papers)|aclweb\.org/anthology)/|acl:)?"
    r"([0-9]{4}\.[a-z0-9_]{1,24}-[a-z0-9]{1,12}\.[0-9]{1,4}|[A-Z][0-9]{2}-[0-9]{4})(?:\.pdf|/)?",
)


def normal(text: str) -> str:
    """The identifier.

    >>> normal("https://aclanthology.org/2021.deelio-1.1/"), normal("P18-1004")
    ('2021.deelio-1.1', 'P18-1004')
    """
    found = _ACL.fullmatch(text.strip())
    if not found:
        raise ValueError(f"{text!r} is no ACL Anthology identifier; expected such as 2021.deelio-1.1 or P18-1004")
    return found[1]
