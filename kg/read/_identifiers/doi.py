"""Digital Object Identifiers, case folded (ISO 26324; https://www.doi.org/doi-handbook/HTML/)."""

from __future__ import annotations

import re
from urllib.parse import unquote

TITLE = "DOI"

_PREFIX = re.compile(r"(?:https?://)?(?:dx\.|www\.)?doi\.org/|doi:\s{0,3}|info:doi/", re.IGNORECASE)
_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]{1,9}){0,4}/\S{1,500}")


def normal(text: str) -> str:
    """The DOI, without prefix.

    >>> normal("doi:10.1002/(SICI)1097-4571(199106)42:5<311::AID-ASI1>3.0.CO;2-9")
    '10.1002/(sici)1097-4571(199106)42:5<311::aid-asi1>3.0.co;2-9'
    """
    bare = text.strip()
    if found := _PREFIX.match(bare):
        bare = unquote(bare[found.end() :]).strip()
    bare = bare.rstrip(".,;")
    if not _DOI.fullmatch(bare):
        raise ValueError(f"{text!r} is no DOI; expected such as 10.7717/peerj.4375")
    return bare.lower()
