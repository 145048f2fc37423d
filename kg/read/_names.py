"""Names of people as lists write them, in reading order."""

from __future__ import annotations

import re

from kg.model import Name

_SUFFIX = re.compile(r"(?:jr|sr)\.?|i{2,3}|iv", re.IGNORECASE)
_INITIALS = re.compile(r"[^\W\d_](?:\.?[- ]?[^\W\d_]){0,3}\.")
_SPACED = re.compile(r"\s+")


def reading_order(text: str) -> Name:
    """The name of `Family, Given` or `Family, Jr, Given`, or of a name that is in order already.

    >>> reading_order("Lovelace, Ada").name, reading_order("King, Jr., Martin Luther").name
    ('Ada Lovelace', 'Martin Luther King Jr.')
    """
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) < 2:
        return Name(_SPACED.sub(" ", text.strip(" ,")))
    suffixes = [part for part in parts[1:] if is_suffix(part)]
    given = [part for part in parts[1:] if not is_suffix(part)]
    return of_parts(" ".join(given), parts[0], " ".join(suffixes))


def is_suffix(text: str) -> bool:
    """Whether a part of a name is one such as `Jr.`."""
    return _SUFFIX.fullmatch(text) is not None


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
    >>> [name.name for name in listed("Lovelace, A., Babbage, C.")]
    ['A. Lovelace', 'C. Babbage']
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
        if len(commas) - sum(map(is_suffix, commas)) < 3 and any(map(is_suffix, commas)):
            return (reading_order(text),)
        if len(commas) > 3 and len(commas) % 2 == 0 and all(map(_INITIALS.fullmatch, commas[1::2])):
            parts = [f"{family}, {given}" for family, given in zip(commas[::2], commas[1::2], strict=True)]
        elif len(commas) > 2 or all(" " in part for part in commas):
            parts = commas
    return tuple(reading_order(part) for part in parts)
