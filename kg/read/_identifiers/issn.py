"""International Standard Serial Numbers (ISO 3297), by python-stdnum."""

from __future__ import annotations

import re

from stdnum import issn
from stdnum.exceptions import ValidationError

TITLE = "ISSN"

_ASIDE = re.compile(r"\s{0,3}\([A-Za-z ]{1,20}\)$|^(?:e|p)?-?issn:?\s{0,3}", re.IGNORECASE)


def normal(text: str) -> str:
    """The number in its usual form.

    >>> normal("21678359 (ISSN)")
    '2167-8359'
    """
    try:
        number: str = issn.format(issn.validate(_ASIDE.sub("", text.strip())))
    except ValidationError as error:
        raise ValueError(f"{text!r} is no ISSN ({error}); expected such as 2167-8359") from error
    return number
