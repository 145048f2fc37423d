"""What grows: the things of which more papers are recent than of the library as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

TITLE = "Growth"
SUMMARY = "how many times more of its papers are recent than of all papers"
TERM = "kg:growth"
RECENT = 2
"""How many of the last years with papers are recent."""
SHRUNK = 2.0
"""How many papers at the library's own rate are added to every thing's: few papers say little."""
FEWEST = 3
"""A thing that fewer papers name has no growth."""


def recent(years: Mapping[str, Counter[int]]) -> set[int]:
    """The years that count as recent: the last two that have papers, where there are older ones."""
    known = sorted({year for counted in years.values() for year in counted})
    return set(known[-RECENT:]) if len(known) > RECENT else set()


def growth(years: Mapping[str, Counter[int]], whole: Counter[int]) -> dict[str, float]:
    """The growth of each thing that enough papers name: 1 is as the whole, from the papers of each year.

    >>> growth({"new": Counter({2024: 4}), "old": Counter({2020: 4})}, Counter({2020: 4, 2022: 4, 2023: 4, 2024: 4}))
    {'new': 1.67, 'old': 0.33}
    """
    late = recent({"": whole})
    total, now = sum(whole.values()), sum(whole[year] for year in late)
    if not late or not now:
        return {}
    rate = now / total
    return {
        thing: round((sum(of[year] for year in late) + SHRUNK * rate) / (of.total() + SHRUNK) / rate, 2)
        for thing, of in sorted(years.items())
        if of.total() >= FEWEST
    }
