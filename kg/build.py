"""The whole way, on one screen: read, extract, resolve, describe, store, see.

Reading, extracting and describing go chunk by chunk over files; only resolving keeps
an index of all names. Everything grows in a folder of its own, which takes the place
of the previous build when all of it is there.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from kg import find, folder, nearby, ranks, report, store, validate, write
from kg.callable_module import callable_as
from kg.describe import Iris
from kg.errors import ReadError
from kg.extract import Settings as Reading
from kg.extract import read_texts, signatures
from kg.garbage import seldom_collected
from kg.gather import Form, Gathered
from kg.graph import Graph
from kg.manifest import checked, checksums, drawn_in, manifest, origin, read_under
from kg.model import Extraction, Notice, Source
from kg.output import atomic, staging, write_atomically
from kg.parallel import chunks, one_thread, over
from kg.past import Entry, Kept, Log, Past, before, entries
from kg.progress import steps
from kg.reach import Astray, Followed, TooFar
from kg.read import STDIN, Input, inputs
from kg.report import Report, Tally
from kg.resolve import Resolution, Resolver
from kg.resolve.lasting import lasting
from kg.settings import Settings
from kg.verdicts import idle, verdicts_of, with_own_verdicts
from kg.vocabulary import load

CHUNK = 250
"""Records that are worked on together."""
FEW = 25
"""Texts that are read sooner here than in a process that has to be started."""


class Plan(Struct, frozen=True):
    """What is built: inputs in their order, their checksums, and what an earlier build knows of them.

    `difference` says whether the graph can be made from that of the earlier build, and `followed` whether that build
    has written down by what a change can be followed.
    """

    found: list[Input | Kept]
    sums: dict[str, str]
    past: Past | None = None
    difference: bool = False
    followed: bool = False


def build(
    sources: Iterable[str | os.PathLike[str]],
    output: str | os.PathLike[str] = "output",
    settings: Settings | None = None,
) -> Graph:
    """The graph of the sources (files, folders, globs or `-`), built in the folder `output`.

    Texts that the previous build there has read in the same way are not read again.
    Raises `kg.errors.KgError`; the previous build is then as it was.
    """
    found = inputs(os.fspath(source) for source in sources)
    with staging(Path(output), drawn_in(Path(output))) as stage:
        settings = settled(settings or Settings(), Path(output))
        made = built(Plan([*found], checksums(found), before(Path(output), settings)), stage, settings)
    return Graph(output, made)


def settled(settings: Settings, output: Path) -> Settings:
    """The settings with the verdicts that stand in the output folder, and with the registry of a build to keep to."""
    if settings.keep and Path(settings.keep).is_dir():
        settings = replace(settings, keep=str(Path(settings.keep) / folder.REGISTRY))
    if settings.keep and not Path(settings.keep).is_file():
        raise ReadError(settings.keep, "no such file", expected="a build's folder, or its registry.jsonl")
    return with_own_verdicts(checked(settings), output)


@seldom_collected()
@one_thread()
def built(plan: Plan, stage: Path, settings: Settings) -> Report:
    """The report of what is built in the folder `stage`."""
    load(*settings.vocabularies)  # says what is wrong with one before its checksum is asked for
    made_from = origin(((each.name, plan.sums.get(each.name)) for each in plan.found), settings)
    signed, read = tuple(signatures(settings.recogniser)), read_under(settings)
    at = _At(plan, stage, settings, write.How(Iris(settings.base), made_from, signed, settings.evidence, read))
    try:
        made = _nearby(at) or _anew(at, plan.past)
    except Astray:
        made = _anew(at, None)
    tally = made.tally
    tally.triples, tally.summary = made.written.triples, made.written.summary
    tally.validity = validate.glance(stage, tally.triples)
    find.write(store.local(store.locate(stage)), stage / folder.SEARCH, _searched(plan.past, made.written.changed))
    notes = Graph(stage).write_views(stage).items() if settings.views else ()
    tally.notices += (Notice(Source(name, 1), f"left out: {why}") for name, why in notes)
    found = made.report()
    write_atomically(stage / folder.REPORT, report.as_markdown(found))
    write_atomically(stage / folder.REPORT_DATA, report.as_json(found))
    write_atomically(stage / folder.MANIFEST, manifest(stage, plan.sums, settings))
    return found


class _At(Struct, frozen=True):
    """What is built, where, under which settings, and how it is described."""

    plan: Plan
    stage: Path
    settings: Settings
    how: write.How


class _Made(Struct, frozen=True):
    """What was written, what was counted, and what makes the report of it."""

    written: write.Written
    tally: Tally
    report: Callable[[], Report]


def _nearby(at: _At) -> _Made | None:
    """The graph made from that of an earlier build by what a change reaches; nothing where that is not less work."""
    plan, settings, past = at.plan, at.settings, at.plan.past
    if not past or not plan.followed or settings.keep or len(verdicts_of(settings)):
        return None
    if any(isinstance(each, Input) and each.path == STDIN for each in plan.found):  # cannot be read again
        return None
    tally = Tally(inputs=len(plan.found))
    try:
        change = nearby.changed(plan.found, past, (at.stage, tally), settings)
        near = nearby.Near(change, past, _said(change.come, settings), (tally, settings))
        return _Made(near.write(at.stage, at.how), tally, partial(near.report, at.stage))
    except TooFar:
        return None


def _anew(at: _At, marked: Past | None) -> _Made:
    """The graph of all records, of which texts that the earlier build has read are not read again.

    `marked` is that build, where by what records are found can be taken from it.
    """
    plan, stage, settings, past = at.plan, at.stage, at.settings, at.plan.past
    verdicts, known = verdicts_of(settings), load(*settings.vocabularies)
    outcomes = past.outcomes() if past else ()
    tally, resolver = Tally(inputs=len(plan.found)), Resolver(known, verdicts, outcomes)
    followed = Followed(marked)
    contents = [*_taken(at, (tally, resolver, followed))]
    resolution = _under_kept_keys(resolver.resolve(tally.profiles), stage, settings)
    tally.notices += [*resolution.notices, *idle(verdicts, resolution.decisions)]
    folder.write_lines(stage / folder.ENTITIES, [*resolution.entities, *resolution.persons])
    folder.write_lines(stage / folder.DECISIONS, resolution.decisions)
    folder.write_outcomes(stage, resolution.outcomes)
    followed.write(stage, resolver, known)
    ranks.write(stage, resolution)
    job = write.Job(stage, resolution, at.how, contents)
    written = write.difference(job, past) if past and plan.difference else write.whole(job)
    return _Made(written, tally, lambda: report.report(tally, resolution, ranks.top(stage)))


def _searched(past: Past | None, changed: frozenset[str] | None) -> find.Earlier | None:
    """The index that the earlier build has, and what has changed since, where that is little."""
    index = past.folder / folder.SEARCH if past and changed is not None else None
    return find.Earlier(index, changed) if index and changed is not None and index.is_file() else None


def _under_kept_keys(found: Resolution, stage: Path, settings: Settings) -> Resolution:
    """What was resolved, called as the registry has it that is to be kept to; the new registry is written."""
    before = [*folder.read_registry(Path(settings.keep))] if settings.keep else []
    if settings.keep:
        write_atomically(stage / folder.KEPT, Path(settings.keep).read_text("utf-8"))
    found, registry = lasting(found, before)
    folder.write_registry(stage, registry)
    return found


def _taken(at: _At, into: tuple[Tally, Resolver, Followed]) -> Iterator[str]:
    """The digest of every record's content; the record is taken in, and written down with what its text says."""
    (plan, stage, settings), (tally, resolver, followed) = (at.plan, at.stage, at.settings), into
    form = Form(settings.form, settings.as_of, settings.columns)
    gathered = Gathered(tally, settings.without)
    with folder.stages_writer(stage) as write, atomic(stage / folder.INPUTS) as log:
        found = steps(entries(plan.found, form, gathered, Log(log), plan.past), "reading and extracting")
        extracting = partial(_extracted, settings=_reading(settings))
        for each, extraction in over(extracting, chunks(found, CHUNK), settings.jobs, light=_light):
            if extraction:
                brief = resolver.brief(each.record, extraction)
                write(folder.lines_of(each.record, extraction, brief))
            elif each.kept and each.brief:
                brief = each.brief
                write(each.kept)
            resolver.take(brief)
            followed.take(brief, each.content if each.kept else "")
            tally.said(brief)
            yield each.content


def _reading(settings: Settings) -> Reading:
    return Reading(settings.vocabularies, settings.fast, settings.recogniser, settings.labels)


def _said(entries: list[Entry], settings: Settings) -> Iterator[Extraction]:
    """What the text of each record says, as the earlier build has it or else read now."""
    extracting = partial(_extracted, settings=_reading(settings))
    found = steps(entries, "extracting", len(entries))
    for _, extraction in over(extracting, chunks(found, CHUNK), settings.jobs, light=_light):
        if extraction:
            yield extraction


def _extracted(entries: list[Entry], settings: Reading) -> list[tuple[Entry, Extraction | None]]:
    """What each record's text says, as the earlier build has it or else read now; nothing of those that are kept."""
    new = [each.record for each in entries if not (each.extraction or each.kept)]
    read = read_texts(new, settings) if new else iter(())
    return [(each, None if each.kept else each.extraction or next(read)) for each in entries]


def _light(entries: list[Entry]) -> bool:
    """Whether few of them are to be read."""
    return sum(not (each.extraction or each.kept) for each in entries) < FEW


callable_as(build)
