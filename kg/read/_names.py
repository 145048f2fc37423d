"""Names of people as lists write them, in reading order."""

from __future__ import annotations

import re

from kg.model import Name

_SUFFIX = re.compile(r"(?:jr|sr)\.?|i{2,3}|iv", re.IGNORECASE)
_SPACED = re.compile(r"\s+")


def reading_order(text: str) -> Name:
    """The name of `Family, Given` or `Family, Jr, Given`, or of a name that is in order already.

    >>> reading_order("Lovelace, Ada").name, reading_order("King, Jr., Martin Luther").name
    ('Ada Lovelace', 'Martin Luther King Jr.')
    """
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) < 2:
        return Name(_SPACED.sub(" ", text.strip(" ,")))
    suffixes = [part for part in parts[1:] if _SUFFIX.fullmatch(part)]
    given = [part for part in parts[1:] if not _SUFFIX.fullmatch(part)]
    return of_parts(" ".join(given), parts[0], " ".join(suffixes))


def of_parts(given: str, family: str, suffix: str = "") -> Name:
    """The name with its parts told apart; `family` alone is a name without parts.

    >>> of_parts("Jan", "van der Berg").name
    'Jan van der Berg'
    """
    name = " ".join(" ".join((given, family, suffix)).split())
    family = " ".join(family.split())
    return Name(name, family=family if given.strip() and family else None)


def listed(text: str) -> tuple[Name, ...]:
    """The names of a list in one cell, however they are parted.

    >>> [name.name for name in listed("Lovelace, Ada; Babbage, Charles")]
    ['Ada Lovelace', 'Charles Babbage']
    >>> [name.name for name in listed("Ada Lovelace, Charles Babbage and Mary Somerville")]
    ['Ada Lovelace', 'Charles Babbage', 'Mary Somerville']
    """
    for mark in (";", "|", "\n"):
        if mark in text:
            return tuple(reading_order(part) for part in text.split(mark) if part.strip(" ,"))
    parts = [part.strip() for part in text.split(" and ") if part.strip()]
    if len(parts) > 1 and not any("," in part for part in parts[1:]) and "," in parts[0]:
        commas = [part.strip() for part in parts[0].split(",")]
        if all(" " in part for part in commas if part):
            parts[:1] = [part for part in commas if part]
    elif len(parts) == 1:
        commas = [part.strip() for part in text.split(",") if part.strip()]
        if len(commas) > 2 or all(" " in part for part in commas):
            parts = commas
    return tuple(reading_order(part) for part in parts)
