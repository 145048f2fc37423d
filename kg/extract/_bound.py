"""Whether a value is a bound or an average."""

from __future__ import annotations

import re

from kg.extract._claim_words import AVERAGE, BOUND_BEFORE, BOUND_BEHIND, BOUND_NAMES
from kg.extract._noun_phrase import clause_before, phrase_behind
from kg.extract._quantity import Quantity
from kg.extract._sought import Sought
from kg.extract._window import Reading, Window

_AVERAGES = ("averag", "mean", "geometric", "avg")
_MEANS = Sought(*_AVERAGES)
_EXTREMES = Sought(*_AVERAGES, "max", "peak")
"""What is where an average is stated, or a maximum too."""


def bound_of(window: Window, one: Quantity, found: Reading) -> str | None:
    """The bound of one value: what stands before it, or its row, or behind it.

    >>> from kg.extract._quantity import quantities
    >>> from kg.extract._reading import reading
    >>> said = "speeds it up by at least 3x"
    >>> window = Window(said, tuple(quantities(said)), 0, len(said))
    >>> bound_of(window, quantities(said)[0], reading(window, None))
    'at least'
    """
    if one.written:
        return None
    for first in dict.fromkeys((one, window.row[0])):
        stated = BOUND_BEFORE.search(window.text[max(0, first.start - 60) : first.start])
        if stated:
            return BOUND_NAMES[int((stated.lastgroup or "b0")[1:])]
    for last in dict.fromkeys((one, window.row[-1])):
        stated = BOUND_BEHIND.match(window.text[last.end : last.end + 40])
        if stated:
            return BOUND_NAMES[int((stated.lastgroup or "b0")[1:])]
    return _average(window) or _average_level(window, found)


def _average(window: Window) -> str | None:
    """Whether an average or maximum is stated near: in the phrase behind, or that of the metric before."""
    return (_average_behind(window) if _MEANS.is_in(window.behind.lower()) else None) or (
        _average_before(window) if _EXTREMES.is_in(window.before.lower()) else None
    )


def _average_behind(window: Window) -> str | None:
    phrase, end = phrase_behind(window.behind)
    words = phrase.split()
    if any(AVERAGE.match(word) for word in words[:3] if word.lower() != "median"):
        return "geomean" if any(word.lower().startswith("geo") for word in words) else "average"
    if phrase and re.match(r"(?i)^[^.;]{0,60}\bon average\b", window.behind[end:]):
        return "average"
    if re.match(r"(?i)^[^.;,]{0,50}\bon average\b", window.behind):
        return "average"
    return None


def _average_before(window: Window) -> str | None:
    found = re.search(
        r"(?i)\b(average|mean|geomean|geometric mean|maximum|peak|max)\s(?:[\w@-]+\s){1,4}(?:is |are |"
        r"was |were )?(?:only )?(?:of|between|is|around)\s[\w ]{0,14}$",
        clause_before(window.before)[-70:],
    )
    if found:
        word = found[1].lower()
        return "geomean" if word.startswith("geo") else "average" if word in ("average", "mean") else "up to"
    return None


def _average_level(window: Window, found: Reading) -> str | None:
    """Whether the level of an average is stated: "the average runtime of X on Y is 45 ms"."""
    if found.direction != "value" or not found.metric or found.rule == "phrase behind":
        return None
    if not _MEANS.is_in(window.before.lower()):
        return None
    last = re.escape(found.metric.split()[-1])
    named = re.search(rf"(?i)\b(average|mean|geomean)\s(?:[\w-]+\s){{0,3}}{last}\b", window.before)
    return None if named is None else "geomean" if named[1].lower() == "geomean" else "average"
