"""What tells groups of people apart: the things that their papers name and those of others do not.

The weight of a thing in a group is the log-likelihood ratio of its papers in and out of
it: T. Dunning, "Accurate methods for the statistics of surprise and coincidence", 1993.
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


def telling(library: Library, groups: Mapping[int, Sequence[str]]) -> dict[int, list[str]]:
    """The things that tell each group apart, the most telling first."""
    things = _things(library)
    every = Counter(thing for named in things.values() for thing in named)
    return {number: _telling(library, group, things, every) for number, group in groups.items()}


def _things(library: Library) -> dict[str, set[str]]:
    """What each paper names of the kinds that tell something."""
    found: dict[str, set[str]] = {}
    for role in ("mentions", "about"):
        for thing, papers in library.named(role, *KINDS).items():
            for paper in papers:
                found.setdefault(paper, set()).add(thing)
    return found


def _telling(library: Library, group: Sequence[str], things: dict[str, set[str]], every: Counter[str]) -> list[str]:
    papers = {paper for person in group for paper in library.papers_of[person]}
    here = Counter(thing for paper in papers for thing in things.get(paper, ()))
    whole, fewest = len(library.papers), FEWEST if len(papers) > FEWEST else 1
    scored = [
        (-surprise(count, len(papers), every[thing], whole), library.label(thing), thing)
        for thing, count in here.items()
        if count >= fewest and count * whole >= every[thing] * len(papers)
    ]
    return [thing for _, _, thing in sorted(scored)]


def surprise(count: int, of: int, every: int, whole: int) -> float:
    """How surprising it is that a thing is in `count` of `of` papers when it is in `every` of `whole`; 0: not at all.

    >>> round(surprise(5, 10, 5, 100), 1), surprise(1, 10, 10, 100)
    (25.8, 0.0)
    """
    cells = [(count, of, every), (of - count, of, whole - every), (every - count, whole - of, every)]
    cells.append((whole - of - every + count, whole - of, whole - every))
    total = sum(seen * math.log(seen * whole / (row * column)) for seen, row, column in cells if seen > 0)
    return round(2 * max(total, 0.0), 6) + 0.0
