"""A build brought up to date: inputs that are new or changed, and records that are withdrawn.

An input is known by the name that the graph gives it: one of the same name takes the
place of what it held before, so that records are added, replaced and withdrawn; all
other inputs stay. An archive stands for all that it holds, so that what is no more in it
is withdrawn. A folder does not, since its files may be called as others are: what was
deleted from it stays until it is removed (`staying`). The result is the same, byte for
byte, as a build of all inputs anew.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from kg import folder, measure
from kg.build import Plan, built, settled
from kg.callable_module import callable_as
from kg.errors import UnknownName, UsageError
from kg.gather import Stub
from kg.graph import Graph
from kg.manifest import SHIPPED, checksums, drawn_in, program, reads_alike, said, stated_in
from kg.model import PartialDate
from kg.output import staging
from kg.past import Kept, Past
from kg.read import Input, inputs
from kg.settings import Settings
from kg.verdicts import OWN


def update(
    sources: Iterable[str | os.PathLike[str]], output: str | os.PathLike[str] = "output", **changed: Any
) -> Graph:
    """The graph in the folder `output`, with the sources added to it or in the place of those of the same name.

    Settings are those of the build but for what is said of `kg.settings.Settings`; vocabularies
    and files of verdicts have to be named again, and what was withdrawn stays so. Where there is
    no build, it is made. Without sources it is built by the verdicts that persons have written since.
    """
    found = inputs(os.fspath(source) for source in sources)
    with staging(Path(output), drawn_in(Path(output))) as stage:
        earlier = _Earlier(Path(output))
        if not found and not earlier.made:
            raise UsageError(output, "no build here, and no sources", do="name the sources of one")
        made = built(earlier.plan(found, changed), stage, earlier.settings(changed))
    return Graph(output, made)


def remove(names: Iterable[str], output: str | os.PathLike[str] = "output", **changed: Any) -> Graph:
    """The graph in the folder `output` without these records, or all of an input where the name is one's.

    Raises `UnknownName` for what is neither.
    """
    with staging(Path(output), drawn_in(Path(output))) as stage:
        earlier = _Earlier(Path(output))
        if not earlier.made:
            raise UsageError(output, "no build here", do="run kg build first")
        records, gone = earlier.told_apart(names)
        changed = {**changed, "without": (*records, *changed.get("without", ()))}
        made = built(earlier.plan([], changed, gone), stage, earlier.settings(changed))
    return Graph(output, made)


def staying(sources: Iterable[str | os.PathLike[str]], output: str | os.PathLike[str] = "output") -> list[str]:
    """The inputs of the build in the folder `output` that an update by a folder leaves there, though it lacks them.

    They may be files that were deleted from it, or have come from elsewhere: nothing but a person knows.
    """
    given = [os.fspath(source) for source in sources]
    if not any(Path(source).is_dir() for source in given) or not (Path(output) / folder.MANIFEST).exists():
        return []
    earlier, past = _Earlier(Path(output)), Past(Path(output))
    return [each.name for each in earlier.kept(earlier.called(inputs(given), past), past)]


class _Earlier:
    """What stands in the output folder."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self.made = stated_in(output)
        if self.made and self.made.get("program") != program():
            raise UsageError(output, "was built by another version of paperkg", do="build it anew, without --update")

    def settings(self, changed: dict[str, Any]) -> Settings:
        """The settings of the build, but for what is changed."""
        given = Settings(**changed)
        if not self.made:
            return settled(given, self.output)
        stated = self.made["settings"]
        before: dict[str, Any] = {
            "base": stated["base"],
            "form": stated["from"],
            "as_of": PartialDate.parse(stated["as_of"]) if stated["as_of"] else None,
            "columns": tuple(sorted(stated.get("columns", {}).items())),
            "fast": stated["fast"],
            "recogniser": stated["recogniser"],
            "evidence": stated.get("evidence", True),
            "views": stated.get("views", True),
            "license": stated.get("license"),
            "keep": str(self.output / folder.KEPT) if "keep" in stated else None,
        }
        for name in ("form", "as_of", "columns"):
            if name in changed and changed[name] != before[name]:
                raise UsageError(self.output, f"was built with another {name}", do="build it anew, without --update")
        if stated["recogniser"] not in SHIPPED and "recogniser" not in changed:
            raise UsageError(self.output, f"was built with the recogniser {stated['recogniser']}", do="name it again")
        for name, files in (("vocabularies", given.vocabularies), ("decisions", given.decisions)):
            if missing := sorted({*stated.get(name, {})} - {OWN} - {Path(path).name for path in files}):
                raise UsageError(self.output, f"was built with the {name} {', '.join(missing)}", do="name them again")
        without = tuple(sorted({*stated.get("without", ()), *given.without}))  # what is withdrawn is not held any more
        return settled(replace(given, **{**before, **changed, "without": without}), self.output)

    def plan(self, found: list[Input], changed: dict[str, Any], gone: Iterable[str] = ()) -> Plan:
        """The inputs that there are then, and what is known of them."""
        if not self.made:
            return Plan([*found], checksums(found))
        settings = said(self.settings(changed))
        stated = self.made["settings"]
        past = Past(self.output, as_read=reads_alike(stated, settings))
        found = self.called(found, past)
        kept = self.kept(found, past, gone)
        sums = {each.name: self.made["inputs"][each.name] for each in kept if each.name in self.made["inputs"]}
        alike = all(stated.get(name) == settings.get(name) for name in ("base", "evidence"))
        alike = alike and self.made.get("communities") == measure.parted_by()
        order: list[Input | Kept] = [*found, *kept]
        order.sort(key=lambda each: each.name)
        followed = alike and past.can_be_followed and not stated.get("decisions") and "keep" not in stated
        return Plan(order, {**sums, **checksums(found)}, past, difference=alike, followed=followed)

    def called(self, found: Iterable[Input], past: Past) -> list[Input]:
        """The inputs under the names that the build knows them by."""
        return [self._as_called(each, past) for each in found]

    @staticmethod
    def kept(found: list[Input], past: Past, gone: Iterable[str] = ()) -> list[Kept]:
        """The inputs of the build that stay beside these: not those of an archive that is among them."""
        new, packed = (
            {each.name for each in found},
            {each.name.removesuffix(each.member) for each in found if each.member},
        )
        left = {*gone, *(name for name in past.inputs if name.startswith(tuple(packed)))}
        return [Kept(name) for name in past.inputs if name not in new and name not in left]

    @staticmethod
    def _as_called(given: Input, past: Past) -> Input:
        """The input under the name that the build knows it by: its path, where another file has its base name."""
        path = Path(given.path).as_posix() + (f"!{given.member}" if given.member else "")
        return replace(given, name=path) if given.name not in past.inputs and path in past.inputs else given

    def told_apart(self, names: Iterable[str]) -> tuple[list[str], set[str]]:
        """Which of the names are records', as they were read, and which are inputs'."""
        past = Past(self.output)
        given = [*names]
        known = {each.id for held in past.inputs.values() for each in held if isinstance(each, Stub)}
        if unknown := [name for name in given if name not in known and name not in past.inputs]:
            raise UnknownName("record or input", unknown[0], {*known, *past.inputs})
        return [name for name in given if name not in past.inputs], {name for name in given if name in past.inputs}


callable_as(update)
