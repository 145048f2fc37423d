"""What of all records people are weighed by: how often each number is met with, and who stands where."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from zlib import crc32

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from kg import folder
from kg.output import atomic
from kg.reach._casts import Casts
from kg.reach._counted import Counted
from kg.reach._far import TooFar
from kg.reach._marks import numbers_of
from kg.reach._world import World
from kg.resolve.people.block import Corpus, about
from kg.resolve.people.mentions import Ids, mentions_of, paper_of


class Known(Struct, frozen=True, eq=False):
    """All of it, before or after a change."""

    counted: Counted
    casts: Casts

    @classmethod
    def read(cls, made: Path) -> Known:
        """What a build has written into its folder."""
        files = (made / folder.COUNTED, made / folder.CASTS)
        counted, casts = (each.read_bytes() for each in files)
        return cls(Counted.read(counted), Casts.read(casts))

    def write(self, stage: Path) -> None:
        """Write it into a folder."""
        for name, part in ((folder.COUNTED, self.counted), (folder.CASTS, self.casts)):
            with atomic(stage / name) as out:
                out.write(part.written())

    def changed(self, world: World) -> Known:
        """The same after a change; raises `TooFar` where all weights are others then."""
        gone, come = ([each.brief for each in world.changed if getattr(each, when)] for when in ("before", "after"))
        counted = self.counted.changed(
            *([mentions_of(each.record, each.words, each.signed) for each in side] for side in (gone, come))
        )
        found = Known(counted, self.casts.changed(gone, come))
        if _digits(len(self.casts)) != _digits(len(found.casts)) or _unlike(self, found, world):
            raise TooFar
        return found


class Given(Corpus):
    """The corpus that is known, without its papers."""

    def __init__(self, known: Known) -> None:
        """Weigh by what is known."""
        super().__init__()
        self.papers, self._known = len(known.casts), known
        self._alike = known.counted.alike

    @cached_property
    def _often(self) -> NDArray[np.int32]:
        return self._known.counted.often()

    def writes_elsewhere(self, name: int) -> bool:
        """Whether a name stands on more papers than one."""
        return self._known.casts.papers(name) > 1

    def written_with(self, name: int) -> Ids:
        """A name and those that stand beside it."""
        return self._known.casts.written_with(name)

    def sampled(self, world: World) -> float:
        """How alike any two papers are, by the sample of them all."""
        for number in self._known.casts.sample():
            for brief in (seat.brief for seat in world.at(number) if seat.after):
                order = crc32(brief.record.id.encode("utf-8", "surrogatepass"))
                self._sample.append((order, brief.record.id, paper_of(brief.record, brief.words, brief.signed)))
        self._alike = None
        return self.alike()


def crossing(before: Known, after: Known, world: World) -> list[int]:
    """The numbers of which there are about as many no more, or more now."""
    found = {number for seat in world.changed for number in numbers_of(seat.brief)}
    return before.counted.crossing(after.counted, np.array(sorted(found), dtype=np.int64))


def _digits(papers: int) -> int:
    return int(about(np.array(papers)))


def _unlike(before: Known, after: Known, world: World) -> bool:
    """Whether any two papers are more alike than before, or less."""
    sample = before.casts.sample()
    if sample == after.casts.sample():
        told = set(sample)
        if all(told.isdisjoint(world.records(number)) for number in crossing(before, after, world)):
            return False
    return Given(after).sampled(world) != before.counted.alike
