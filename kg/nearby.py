"""A build made from an earlier one by what a change reaches, where that is little."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from kg import folder, ranks, report, write
from kg.gather import Form, Gathered
from kg.model import Extraction
from kg.output import atomic
from kg.past import Entry, Kept, Log, Past, differing
from kg.progress import steps
from kg.reach import Build, Filing, Index, Known, Nouns, People, TooFar, World, mark, reached
from kg.read import Input
from kg.report import Figures, Report, Tally
from kg.resolve import Brief, Resolver
from kg.settings import Settings
from kg.vocabulary import load

MOST, SHARE = 25, 20
"""So many records that change are few, or one of so many of all."""


class Changed(Struct, frozen=True):
    """All records in their order, those that stay by their number; and the numbers of those that are gone."""

    order: list[int | Entry]
    gone: list[int]

    @property
    def come(self) -> list[Entry]:
        """Those that were not there, or not so."""
        return [each for each in self.order if isinstance(each, Entry)]


def changed(found: Iterable[Input | Kept], past: Past, into: tuple[Path, Tally], settings: Settings) -> Changed:
    """Which records change; what is read is put on the tally. Raises `TooFar` where they are many."""
    stage, tally = into
    form, gathered = Form(settings.form, settings.as_of, settings.columns), Gathered(tally, settings.without)
    with atomic(stage / folder.INPUTS) as log:
        order = [*steps(differing(found, form, gathered, Log(log), past), "reading")]
    there = {each for each in order if isinstance(each, int)}
    made = Changed(order, [number for number in range(len(past.records)) if number not in there])
    if max(len(made.come), len(made.gone)) > max(MOST, len(past.records) // SHARE):
        raise TooFar("the change is of many records")
    return made


class Near:
    """A change of an earlier build, and what it reaches."""

    def __init__(self, change: Changed, past: Past, said: Iterable[Extraction], into: tuple[Tally, Settings]) -> None:
        """Find that out; `said` is what the texts of the records that come say."""
        (self._tally, settings), self._past = into, past
        known = load(*settings.vocabularies)
        resolver, new, briefs = Resolver(known), [], []
        for each, extraction in zip(change.come, said, strict=True):
            briefs.append(resolver.brief(each.record, extraction))
            new.append(write.New(each.content, folder.lines_of(each.record, extraction, briefs[-1])))
        lines = iter(new)
        self._order = [each if isinstance(each, int) else next(lines) for each in change.order]
        self._world = World(past, Index(past.folder / folder.MARKS), change.gone, briefs)
        filing = Filing.read(past.folder / folder.FILED)
        self._filing = filing.changed(self._world.changed, known)
        build = Build(known, Nouns(past.folder), (filing, self._filing))
        people = Known.read(past.folder)
        self._people = people.changed(self._world)
        pages = past.profiles, tuple(self._tally.profiles)
        self.found = reached((self._world, past), build, People((people, self._people), pages))

    def write(self, stage: Path, how: write.How) -> write.Written:
        """Write the graph and all that a later update goes by."""
        gone, come = self._changed()
        Index(self._past.folder / folder.MARKS).spliced(gone, come, stage / folder.MARKS)
        self._filing.write(stage / folder.FILED)
        self._people.write(stage)
        return write.near(self.found, self._order, write.At(stage, how, self._past))

    def report(self, stage: Path) -> Report:
        """The report, once the graph is written."""
        old = msgspec.json.decode((self._past.folder / folder.REPORT_DATA).read_bytes(), type=Report)
        gone, come = self._changed()
        before, after = Figures.of(gone, self.found.before), Figures.of(come, self.found.after)
        proposed = set(old.proposed).difference(*(each.proposed for each in gone))
        proposed.update(label for each in (*gone, *come) for label in each.proposed if self._is_proposed(label))
        self._tally.notices += self.found.after.notices
        made = report.changed(old, self._tally, before, after)
        return replace(made, proposed=sorted(proposed), top=ranks.top(stage))

    def _changed(self) -> tuple[list[Brief], list[Brief]]:
        """The records that are gone, and those that come."""
        changed = self._world.changed
        return [each.brief for each in changed if each.before], [each.brief for each in changed if each.after]

    def _is_proposed(self, label: str) -> bool:
        """Whether any text proposes what is called so."""
        there = (each.brief for each in self._world.having(mark("proposed", label)) if each.after)
        return any(label in each.proposed for each in there)
