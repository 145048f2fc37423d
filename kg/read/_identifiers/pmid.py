"""PubMed identifiers (https://www.nlm.nih.gov/bsd/mms/medlineelements.html#pmid)."""

from __future__ import annotations

import re

TITLE = "PubMed identifier"

_PMID = re.compile(
    r"(?:(?:https?://)?(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/|pmid:?\s{0,3})?"
    r"0{0,8}([1-9][0-9]{0,7})/?",
    re.IGNORECASE,
)


def normal(text: str) -> str:
    """The number.

    >>> normal("https://pubmed.ncbi.nlm.nih.gov/29456894")
    '29456894'
    """
    found = _PMID.fullmatch(text.strip())
    if not found:
        raise ValueError(f"{text!r} is no PubMed identifier; expected such as 29456894")
    return found[1]
