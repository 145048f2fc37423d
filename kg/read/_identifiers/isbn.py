"""International Standard Book Numbers (ISO 2108) in their 13 digits, by python-stdnum."""

from __future__ import annotations

import re

from stdnum import isbn
from stdnum.exceptions import ValidationError

TITLE = "ISBN"

_ASIDE = re.compile(
    r"\s{0,3}\([A-Za-z ]{1,20}\)$|^isbn(?:-1[03])?:?\s{0,3}|^https?://id\.crossref\.org/isbn/", re.IGNORECASE
)


def normal(text: str) -> str:
    """The thirteen digits; an old number of ten is turned into them.

    >>> normal("978-3-16-148410-0"), normal("3-16-148410-X")
    ('9783161484100', '9783161484100')
    """
    try:
        number: str = isbn.validate(_ASIDE.sub("", text.strip()), convert=True)
    except ValidationError as error:
        raise ValueError(f"{text!r} is no ISBN ({error}); expected such as 978-3-16-148410-0") from error
    return number
