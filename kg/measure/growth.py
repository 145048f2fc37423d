"""What grows: the things of which more papers are recent than of the library as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TypeAlias

TITLE = "Growth"
SUMMARY = "how many times more of its papers are recent than of all papers"
TERM = "kg:growth"
RECENT = 2
"""How many of the last years with papers are recent."""
SHRUNK = 2.0
"""How many papers at the library's own rate are added to every thing's: few papers say little."""
FEWEST = 3
"""A thing that fewer papers name has no growth."""

Rate: TypeAlias = tuple[frozenset[int], float]


def recent(years: Mapping[str, Counter[int]]) -> set[int]:
    """The years that count as recent: the last two that have papers, where there are older ones."""
    known = sorted({year for counted in years.values() for year in counted})
    return set(known[-RECENT:]) if len(known) > RECENT else set()


def rate(whole: Counter[int]) -> Rate:
    """The recent years, and which share of all papers they have; to three digits, since a paper more seldom changes it.

    >>> rate(Counter({2020: 1, 2022: 1, 2023: 1}))
    (frozenset({2022, 2023}), 0.667)
    """
    late = frozenset(recent({"": whole}))
    share = sum(whole[year] for year in late) / (sum(whole.values()) or 1)
    return late, float(f"{share:.3g}")


def growth(years: Mapping[str, Counter[int]], whole: Counter[int]) -> dict[str, float]:
    """The growth of each thing that enough papers name: 1 is as the whole, from the papers of each year.

    >>> growth({"new": Counter({2024: 4}), "old": Counter({2020: 4})}, Counter({2020: 4, 2022: 4, 2023: 4, 2024: 4}))
    {'new': 1.67, 'old': 0.33}
    """
    late, share = rate(whole)
    if not share:
        return {}
    return {
        thing: round((sum(of[year] for year in late) + SHRUNK * share) / (of.total() + SHRUNK) / share, 2)
        for thing, of in sorted(years.items())
        if of.total() >= FEWEST
    }
