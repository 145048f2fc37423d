"""Dates as exports write them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.model import PartialDate

_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTHS = {name[:3]: number for number, name in enumerate(_NAMES, 1)}
_NUMERIC = re.compile(r"([0-9]{4})(?:[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2})(?:[T/ ].{0,80})?)?)?", re.DOTALL)
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_YEAR = re.compile(r"(?<![0-9])(1[4-9][0-9]{2}|20[0-9]{2})(?![0-9])")
_DAY = re.compile(r"(?<![0-9:])([0-9]{1,2})(?:st|nd|rd|th)?(?![0-9:])")
_WORD = re.compile(r"[A-Za-z]{3,9}")


def date_of(text: str) -> PartialDate | None:
    """The date in a text, as precise as it is stated; `None` where none is understood or no calendar has it.

    >>> [str(date_of(text)) for text in ("2012/07/03/", "2019//", "2002 Sep", "Mon, 2 Apr 2007 19:18:42 GMT")]
    ['2012-07-03', '2019', '2002-09', '2007-04-02']
    """
    text = text.strip()
    found = _COMPACT.fullmatch(text) or _NUMERIC.fullmatch(text.rstrip("/"))
    if found:
        return of_parts([part for part in found.groups() if part])
    years = _YEAR.findall(text[:80])
    if len(set(years)) != 1:
        return None
    month = next((number for word in _WORD.findall(text[:80]) if (number := month_of(word))), None)
    days = _DAY.findall(text[:80].replace(years[0], " ")) if month else []
    return of_parts([years[0], *([month] if month else []), *(days[:1] if days else [])])


def month_of(text: str) -> int | None:
    """The number of a month that is written as a number or as a name, in full or in three letters and more.

    >>> month_of("Sept."), month_of("07"), month_of("Maybe")
    (9, 7, None)
    """
    word = text.strip(" .").lower()
    if word.isdecimal():
        return int(word) if 1 <= int(word[:9]) <= 12 else None
    number = _MONTHS.get(word[:3])
    return number if number and (_NAMES[number - 1].startswith(word) or word == "sept") else None


def of_parts(parts: Sequence[object]) -> PartialDate | None:
    """The date of year, month and day, as far as they are stated and the calendar has them.

    >>> str(of_parts([2001, 2, 30])), of_parts([])
    ('2001-02', None)
    """
    numbers = [int(part) for part in (str(part).strip() for part in parts) if part.isdecimal() and len(part) < 5]
    for length in range(min(len(numbers), 3), 0, -1):
        try:
            return PartialDate.of(*numbers[:length])
        except ValueError:
            continue
    return None
