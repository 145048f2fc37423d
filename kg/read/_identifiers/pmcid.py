"""PubMed Central identifiers (https://www.ncbi.nlm.nih.gov/pmc/about/public-access-info/)."""

from __future__ import annotations

import re

TITLE = "PubMed Central identifier"

_PMCID = re.compile(
    r"(?:(?:https?://)?(?:www\.ncbi\.nlm\.nih\.gov/pmc|europepmc\.org|pmc\.ncbi\.nlm\.nih\.gov)/articles/)?"
    r"(?:pmcid:\s{0,3})?(?:PMC)?([1-9][0-9]{0,8})(?:\.[0-9]{1,3})?/?",
    re.IGNORECASE,
)


def normal(text: str) -> str:
    """`PMC` and the number.

    >>> normal("https://www.ncbi.nlm.nih.gov/pmc/articles/5815332")
    'PMC5815332'
    """
    found = _PMCID.fullmatch(text.strip())
    if not found:
        raise ValueError(f"{text!r} is no PubMed Central identifier; expected such as PMC5815332")
    return f"PMC{found[1]}"
