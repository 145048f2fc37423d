"""What tells groups of people apart: the things that their papers name and those of others do not.

The weight of a thing in a group is the log-likelihood ratio of its papers in and out of
it: T. Dunning, "Accurate methods for the statistics of surprise and coincidence", 1993.
How many papers there are in all, and of a thing, goes by few digits, so that one paper
more changes what few groups are about.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from kg.measure._library import Library

KINDS = ("Topic", "Task", "Method", "Model", "Hardware")
"""What says what somebody works on; data sets and metrics are shared by too many."""
FEWEST = 2
"""A thing that fewer of a group's papers name tells nothing, where the group has so many."""
DIGITS = 4
"""So many binary digits of a count are gone by."""


def telling(library: Library, groups: Mapping[int, Sequence[str]]) -> dict[int, list[str]]:
    """The things that tell each group apart, the most telling first."""
    return {number: _telling(library, group) for number, group in groups.items()}


def _telling(library: Library, group: Sequence[str]) -> list[str]:
    papers = {paper for person in group for paper in library.papers_of[person]}
    here = Counter(thing for paper in papers for thing in library.told(paper) if library.kinds.get(thing) in KINDS)
    of, fewest, all_ = len(papers), FEWEST if len(papers) > FEWEST else 1, few_digits(len(library.papers))
    scored = []
    for thing, count in here.items():
        every = max(count, few_digits(len(library.naming(thing))))
        whole = max(of + every - count, all_)
        if count >= fewest and count * whole >= every * of:
            scored.append((-surprise(count, of, every, whole), library.label(thing), thing))
    return [thing for _, _, thing in sorted(scored)]


def few_digits(count: int) -> int:
    """A count in `DIGITS` binary digits, and 0 in place of the others.

    >>> few_digits(15), few_digits(100), few_digits(1000)
    (15, 96, 960)
    """
    over = max(count.bit_length() - DIGITS, 0)
    return count >> over << over


def surprise(count: int, of: int, every: int, whole: int) -> float:
    """How surprising it is that a thing is in `count` of `of` papers when it is in `every` of `whole`; 0: not at all.

    >>> round(surprise(5, 10, 5, 100), 1), surprise(1, 10, 10, 100)
    (25.8, 0.0)
    """
    cells = [(count, of, every), (of - count, of, whole - every), (every - count, whole - of, every)]
    cells.append((whole - of - every + count, whole - of, whole - every))
    total = sum(seen * math.log(seen * whole / (row * column)) for seen, row, column in cells if seen > 0)
    return round(2 * max(total, 0.0), 6) + 0.0
