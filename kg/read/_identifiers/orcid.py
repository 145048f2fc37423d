"""ORCID iDs (ISO 27729, whose check digit python-stdnum has)."""

from __future__ import annotations

import re

from stdnum import isni
from stdnum.exceptions import ValidationError

TITLE = "ORCID iD"

_PREFIX = re.compile(r"(?:https?://)?(?:www\.)?orcid\.org/|orcid(?:\s?id)?:?\s{0,3}", re.IGNORECASE)


def normal(text: str) -> str:
    """The digits in groups of four.

    >>> normal("https://orcid.org/0000-0002-1825-0097")
    '0000-0002-1825-0097'
    """
    try:
        digits: str = isni.validate(_PREFIX.sub("", text.strip(), count=1).rstrip("/"))
    except ValidationError as error:
        raise ValueError(f"{text!r} is no ORCID iD ({error}); expected such as 0000-0002-1825-0097") from error
    return "-".join(digits[at : at + 4] for at in range(0, 16, 4))
