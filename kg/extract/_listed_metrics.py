"""Metrics that are named in a list before their values: "precision and recall of 81% and 92%"."""

from __future__ import annotations

import re

from kg.extract._claim_words import is_measured
from kg.extract._noun_phrase import core, phrase_before
from kg.extract._window import Reading, Window

_ITEM = r"[\w@-]+(?: [\w@-]+){0,3}"
_LISTED = re.compile(
    rf"(?<![\w-])((?:{_ITEM}, ){{0,4}}{_ITEM},? and {_ITEM})(?: scores?)? (?:of|by|is|are|was|were|to|"
    rf"are both|reach(?:es|ed)?)\s[\w ~]{{0,20}}$"
)
_AND = re.compile(r",? and |, ")


def metrics_of(window: Window, found: Reading) -> list[str | None]:
    """The metric of each value of a row: of a list as long as the row, each its own.

    >>> from kg.extract._quantity import quantities
    >>> said = "has a precision and recall of 81% and 92%"
    >>> metrics_of(Window(said, tuple(quantities(said)), 0, len(said)), Reading("recall", "value", "level"))
    ['precision', 'recall']
    """
    count = len(window.row)
    listed = _LISTED.search(window.before) if count > 1 else None
    if listed is not None:
        items = [core(phrase_before(each)[0] or each.strip()) for each in _AND.split(listed[1])]
        if len(items) == count + 1 and not is_measured(items[0].split()):
            items = items[1:]  # "With a cache, precision and recall are"
        if len(items) == count and is_measured(items[-1].split()[-1:]) and all(items):
            return list(items)
    return [found.metric] * count
