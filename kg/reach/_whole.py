"""What a build that goes over all records writes down, for a later change to be followed by."""

from __future__ import annotations

from pathlib import Path

from kg import folder
from kg.past import Past
from kg.reach._casts import Casting
from kg.reach._counted import Counted
from kg.reach._filing import Filing
from kg.reach._index import Marks
from kg.reach._known import Known
from kg.resolve import Brief, Resolver
from kg.vocabulary import Vocabulary


class Followed:
    """Records that are taken in one by one."""

    def __init__(self, past: Past | None) -> None:
        """Start with none, and with an earlier build."""
        self._marks, self._casting = Marks(past), Casting()

    def take(self, brief: Brief, kept: str) -> None:
        """Take in a record; of one that is as it was, `kept` is the digest of its content."""
        self._marks.take(brief, kept)
        self._casting.take(brief)

    def write(self, stage: Path, resolver: Resolver, known: Vocabulary) -> None:
        """Write down by what they are found, what they are filed under, and what people are weighed by."""
        self._marks.write(stage)
        Filing.of(resolver.subjects, known).write(stage / folder.FILED)
        Known(Counted.of(resolver.corpus), self._casting.casts()).write(stage)
