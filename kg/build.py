"""The whole way, on one screen: read, extract, resolve, describe, store, see.

Reading, extracting and describing go chunk by chunk over files; only resolving keeps
an index of all names. Everything grows in a folder of its own, which takes the place
of the previous build when all of it is there.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from kg import find, folder, report, store, validate, write
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
from kg.read import Input, inputs
from kg.report import Tally
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
    """What is built: inputs in their order, their checksums, and what an earlier build knows of them."""

    found: list[Input | Kept]
    sums: dict[str, str]
    past: Past | None = None
    difference: bool = False


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
def built(plan: Plan, stage: Path, settings: Settings) -> report.Report:
    """The report of what is built in the folder `stage`."""
    verdicts = verdicts_of(settings)
    outcomes = plan.past.outcomes() if plan.past else ()
    tally, resolver = Tally(inputs=len(plan.found)), Resolver(load(*settings.vocabularies), verdicts, outcomes)
    contents = [*_taken(plan, stage, settings, (tally, resolver))]
    resolution = _under_kept_keys(resolver.resolve(tally.profiles), stage, settings)
    tally.notices += [*resolution.notices, *idle(verdicts, resolution.decisions)]
    folder.write_lines(stage / folder.ENTITIES, [*resolution.entities, *resolution.persons])
    folder.write_lines(stage / folder.DECISIONS, resolution.decisions)
    folder.write_outcomes(stage, resolution.outcomes)
    signed, read = tuple(signatures(settings.recogniser)), read_under(settings)
    made_from = origin(((each.name, plan.sums.get(each.name)) for each in plan.found), settings)
    how = write.How(Iris(settings.base), made_from, signed, settings.evidence, read)
    job = write.Job(stage, resolution, how, contents)
    written = write.difference(job, plan.past) if plan.past and plan.difference else write.whole(job)
    tally.triples, tally.summary = written.triples, written.summary
    tally.validity = validate.glance(stage, written.triples)
    find.write(store.local(store.locate(stage)), stage / folder.SEARCH, _searched(plan.past, written.changed))
    for name, why in Graph(stage).write_views(stage).items() if settings.views else ():
        tally.notices.append(Notice(Source(name, 1), f"left out: {why}"))
    made = report.report(tally, resolution)
    write_atomically(stage / folder.REPORT, report.as_markdown(made))
    write_atomically(stage / folder.REPORT_DATA, report.as_json(made))
    write_atomically(stage / folder.MANIFEST, manifest(stage, plan.sums, settings))
    return made


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


def _taken(plan: Plan, stage: Path, settings: Settings, into: tuple[Tally, Resolver]) -> Iterator[str]:
    """The digest of every record's content; the record is taken in, and written down with what its text says."""
    tally, resolver = into
    form = Form(settings.form, settings.as_of, settings.columns)
    gathered = Gathered(tally, settings.without)
    reading = Reading(settings.vocabularies, settings.fast, settings.recogniser, settings.labels)
    with folder.stages_writer(stage) as write, atomic(stage / folder.INPUTS) as log:
        found = steps(entries(plan.found, form, gathered, Log(log), plan.past), "reading and extracting")
        extracting = partial(_extracted, settings=reading)
        for each, extraction in over(extracting, chunks(found, CHUNK), settings.jobs, light=_light):
            if extraction:
                brief = resolver.brief(each.record, extraction)
                write(folder.lines_of(each.record, extraction, brief))
            elif each.kept and each.brief:
                brief = each.brief
                write(each.kept)
            resolver.take(brief)
            tally.said(brief)
            yield each.content


def _extracted(entries: list[Entry], settings: Reading) -> list[tuple[Entry, Extraction | None]]:
    """What each record's text says, as the earlier build has it or else read now; nothing of those that are kept."""
    new = [each.record for each in entries if not (each.extraction or each.kept)]
    read = read_texts(new, settings) if new else iter(())
    return [(each, None if each.kept else each.extraction or next(read)) for each in entries]


def _light(entries: list[Entry]) -> bool:
    """Whether few of them are to be read."""
    return sum(not (each.extraction or each.kept) for each in entries) < FEW


callable_as(build)
