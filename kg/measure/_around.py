"""What is to be measured again where facts change: what hangs together with the subjects of these, before or after.

A part of a network that hangs together is measured by itself, so that all others are as
they were. What is counted over the whole is gone by in few digits: while these are the
same, so is what depends on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct

from kg.measure._library import Library
from kg.measure._library import library as of_texts
from kg.measure._telling import few_digits
from kg.measure.growth import Rate, rate


class Around(Struct, frozen=True):
    """People and papers whose measures may have changed, in whole parts of their networks, and things that may grow."""

    people: set[str]
    papers: set[str]
    things: set[str]


def change(library: Library, subjects: list[str], texts: Iterable[str]) -> Around | None:
    """State other facts of these subjects (`Library.replace`); what is to be measured again, or `None` for all."""
    texts = [*texts]
    things = {*subjects, *_told(library, subjects), *_told(of_texts(texts), subjects)}
    whole, counts = _whole(library), _counts(library, things)
    before = _people(library, subjects), _papers(library, subjects)
    library.replace(subjects, texts)
    if whole != _whole(library):
        return None
    now = _counts(library, things)
    told = {thing for thing in things if now[thing] != counts[thing]} | things.intersection(subjects)
    people = {person for thing in told for paper in library.naming(thing) for person in library.authors.get(paper, ())}
    after = _people(library, [*subjects, *before[0], *people]), _papers(library, [*subjects, *before[1]])
    return Around(before[0] | after[0], before[1] | after[1], things)


def _whole(library: Library) -> tuple[int, Rate]:
    """What is gone by of the library as a whole."""
    return few_digits(len(library.papers)), rate(library.by_year(library.papers))


def _people(library: Library, subjects: Iterable[str]) -> set[str]:
    """The people who hang together with the authors of papers, and with people."""
    named = {person for subject in subjects for person in (subject, *library.authors.get(subject, ()))}
    return _together(library.papers_of.keys() & named, library.written_with)


def _papers(library: Library, subjects: Iterable[str]) -> set[str]:
    """The papers that hang together with these."""
    return _together({other for subject in subjects for other in library.cited_with(subject)}, library.cited_with)


def _together(starts: set[str], linked: Callable[[str], set[str]]) -> set[str]:
    """All that hangs together with these."""
    found, left = {*starts}, [*starts]
    while left:
        fresh = linked(left.pop()) - found
        found |= fresh
        left += fresh
    return found


def _told(library: Library, subjects: Iterable[str]) -> set[str]:
    """What the subjects name."""
    return {thing for subject in subjects for thing in library.told(subject)}


def _counts(library: Library, things: Iterable[str]) -> dict[str, int]:
    """How many papers name each, in few digits."""
    return {thing: few_digits(len(library.naming(thing))) for thing in things}
