"""Records whose names went elsewhere, and what that makes of who wrote with whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from msgspec import Struct, field

from kg.describe import pairs, pairs_of_all
from kg.model import Key
from kg.resolve import Placement, Resolution

Pairs: TypeAlias = set[tuple[Key, Key]]


class Moves(Struct):
    """Where the names of records went that are changed or gone, and go of records that are new or changed."""

    old: list[Placement] = field(default_factory=list)
    new: list[Placement] = field(default_factory=list)

    def pairs(self, now: Resolution) -> tuple[Pairs, Pairs]:
        """The pairs of persons who have no paper in common any more, and of those who have one and had none."""
        papers = {each.paper for each in (*self.old, *self.new)}
        if not papers:
            return set(), set()
        authors = now.authors()
        before = pairs_of_all(self._before(now, papers).values())
        after = pairs_of_all(authors.get(paper, ()) for paper in papers)
        doubted = {person for pair in before ^ after for person in pair}
        elsewhere = _Elsewhere((p, people) for p, people in authors.items() if p not in papers and people & doubted)
        changed = {pair for pair in before ^ after if not elsewhere.wrote(pair)}
        return changed & before, changed & after

    def _before(self, now: Resolution, papers: set[Key]) -> dict[Key, set[Key]]:
        """The authors that the papers had: by the records that are as they were, and as the others were."""
        moved = {each.record for each in self.new}
        found: dict[Key, set[Key]] = {}
        for (record, _), person in now.person_of.items():
            if record not in moved and (paper := now.paper_of[record]) in papers:
                found.setdefault(paper, set()).add(person)
        for each in self.old:
            found.setdefault(each.paper, set()).update((*each.authors, *each.unlisted))
        return found


class _Elsewhere:
    """Papers on which pairs of persons are looked up."""

    def __init__(self, authors: Iterable[tuple[Key, set[Key]]]) -> None:
        self._authors = dict(authors)
        self._papers: dict[Key, set[Key]] | None = None

    def wrote(self, pair: tuple[Key, Key]) -> bool:
        """Whether any of the papers is of both, and of not too many."""
        left, right = (self._of_person().get(person, set()) for person in pair)
        return any(pair in set(pairs(self._authors[paper])) for paper in left & right)

    def _of_person(self) -> dict[Key, set[Key]]:
        if self._papers is None:
            self._papers = {}
            for paper, people in self._authors.items():
                for person in people:
                    self._papers.setdefault(person, set()).add(paper)
        return self._papers
