"""A name that very many papers have, in parts that can be compared within: by given name, then by circle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.resolve.clusters import Clusters
from kg.resolve.people.mentions import Mention

MOST = 300
"""So many mentions of different ways to write a name are compared with one another: time grows with the square."""
MOST_OF_ONE = 1000
"""So many of one full name."""
SHARED_BY = 50
"""A co-author of more of these papers does not make a circle."""


def smaller(mentions: list[Mention]) -> Iterator[list[Mention]]:
    """The mentions in parts: those of one full name, as far as that goes those who share rare co-authors together.

    Between parts no one is found to be the same but by identifier.
    """
    by_given: dict[str, list[Mention]] = defaultdict(list)
    for each in mentions:
        by_given[each.form.whole if each.form.full else ""].append(each)
    for name, named in sorted(by_given.items()):
        most = MOST_OF_ONE if name else MOST
        if len(named) <= most:
            yield named
        else:
            yield from _packed(_circles(sorted(named, key=lambda each: each.order)), most)


def _circles(mentions: list[Mention]) -> list[list[Mention]]:
    """The mentions by circle of co-authors, in order of the first of each."""
    with_name: dict[int, list[int]] = defaultdict(list)
    for number, mention in enumerate(mentions):
        for coauthor in {each.short for each in mention.beside()}:
            with_name[coauthor].append(number)
    clusters = Clusters(range(len(mentions)))
    for _, numbers in sorted(with_name.items()):
        if len(numbers) <= SHARED_BY:
            for other in numbers[1:]:
                clusters.join(numbers[0], other)
    return [[mentions[number] for number in part] for part in clusters.parts()]


def _packed(circles: list[list[Mention]], most: int) -> Iterator[list[Mention]]:
    """The circles put together up to so many mentions; a larger one in pieces."""
    held: list[Mention] = []
    for circle in circles:
        for start in range(0, len(circle), most):
            piece = circle[start : start + most]
            if len(held) + len(piece) > most:
                yield held
                held = []
            held = [*held, *piece]
    if held:
        yield held
