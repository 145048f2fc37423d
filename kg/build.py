"""The whole way, on one screen: read, extract, resolve, describe, store, see.

Reading, extracting and describing go chunk by chunk over files; only resolving keeps
an index of all names. Everything grows in a folder of its own, which takes the place
of the previous build when all of it is there.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from functools import partial
from itertools import chain
from pathlib import Path

from kg import export, find, folder, measure, report, store
from kg.callable_module import callable_as
from kg.describe import Counts, Iris, dataset, describe, line, shared
from kg.extract import Settings as Reading
from kg.extract import read_texts, signatures
from kg.gather import Gathered
from kg.graph import Graph
from kg.manifest import manifest
from kg.model import Extraction, Notice, Record, Source
from kg.output import atomic, staging, write_atomically
from kg.parallel import chunks, over
from kg.progress import steps
from kg.read import Input, inputs
from kg.report import Tally
from kg.resolve import Resolution, Resolver
from kg.settings import Settings
from kg.verdicts import verdicts_of, with_own_verdicts
from kg.vocabulary import load

CHUNK = 250
"""Records that are worked on together."""


def build(
    sources: Iterable[str | os.PathLike[str]],
    output: str | os.PathLike[str] = "output",
    settings: Settings | None = None,
) -> Graph:
    """The graph of the sources (files, folders, globs or `-`), built in the folder `output`.

    Raises `kg.errors.KgError`; the previous build is then as it was.
    """
    settings = with_own_verdicts(settings or Settings(), Path(output))
    iris = Iris(settings.base)
    found = inputs(os.fspath(source) for source in sources)
    tally, resolver = Tally(inputs=len(found)), Resolver(load(*settings.vocabularies), verdicts_of(settings))
    with staging(Path(output)) as stage:
        for record, extraction in _read_and_extracted(found, stage, settings, tally):
            resolver.add(record, extraction)
        resolution = resolver.resolve(tally.profiles)
        folder.write_lines(stage / folder.ENTITIES, [*resolution.entities, *resolution.persons])
        folder.write_lines(stage / folder.DECISIONS, resolution.decisions)
        _described(stage, resolution, iris, tally, signatures(settings.recogniser))
        store.build_store(stage / folder.GRAPH, stage / folder.STORE)
        find.write(store.local(store.locate(stage)), stage / folder.SEARCH)
        for name, why in Graph(stage).write_views(stage).items():
            tally.notices.append(Notice(Source(name, 1), f"left out: {why}"))
        made = report.report(tally, resolution)
        write_atomically(stage / folder.REPORT, report.as_markdown(made))
        write_atomically(stage / folder.REPORT_DATA, report.as_json(made))
        write_atomically(stage / folder.MANIFEST, manifest(stage, found, settings))
    return Graph(output, made)


def _read_and_extracted(
    found: list[Input], stage: Path, settings: Settings, tally: Tally
) -> Iterable[tuple[Record, Extraction]]:
    """Every record and what its text says, written down as they go by."""
    gathered = Gathered(tally).records(found, settings.form, settings.as_of, settings.columns)
    records = steps(gathered, "reading and extracting")
    how = Reading(settings.vocabularies, settings.fast, settings.recogniser, settings.labels)
    reading = partial(_pairs, settings=how)
    with folder.stages_writer(stage) as writer:
        for record, extraction in over(reading, chunks(records, CHUNK), settings.jobs):
            writer.write(record, extraction)
            tally.said(extraction)
            yield record, extraction


def _pairs(records: list[Record], settings: Reading) -> list[tuple[Record, Extraction]]:
    return list(zip(records, read_texts(records, settings), strict=True))


def _described(stage: Path, resolution: Resolution, iris: Iris, tally: Tally, agents: list[str]) -> None:
    """Write the graph: a sorted part a chunk of records, then all of them as one, and its readable form."""
    number = 0
    for number, chunk in enumerate(chunks(steps(folder.stages(stage), "describing", tally.records), CHUNK), 1):
        placed = ((*pair, resolution.placement(*pair)) for pair in chunk)
        folder.write_part(stage, number, chain.from_iterable(describe(*each, iris) for each in placed))
    folder.write_part(stage, 0, map(line, shared(resolution, agents, iris)))
    measured = measure.library(folder.lines((stage / folder.PARTS).iterdir()))
    folder.write_part(stage, number + 1, map(line, measure.derived(measured, iris)))
    tally.summary = measure.summary(measured)
    counts = Counts()
    for lines in folder.merged((stage / folder.PARTS).iterdir()):
        counts.add(lines)
    folder.write_part(stage, number + 2, map(line, dataset(counts, iris)))
    with atomic(stage / folder.GRAPH) as out:
        for lines in folder.merged((stage / folder.PARTS).iterdir()):
            out.write(b"".join(lines))
    shutil.rmtree(stage / folder.PARTS)
    with atomic(stage / folder.READABLE) as out:
        export.format_of("ttl").write(folder.readable(stage / folder.GRAPH, iris), out)
    tally.triples = counts.triples


callable_as(build)
