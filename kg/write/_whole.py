"""The graph written from nothing."""

from __future__ import annotations

import shutil
from itertools import chain
from pathlib import Path

from kg import export, folder, measure, store
from kg.describe import Counts, line
from kg.output import atomic
from kg.parallel import chunks
from kg.write._job import Job, Written

CHUNK = 250
"""Records whose lines are sorted together."""


def whole(job: Job) -> Written:
    """Write the graph: a sorted part a chunk of records, then all of them as one, its readable form, and the store."""
    stage, parts = job.stage, job.stage / folder.PARTS
    for number, chunk in enumerate(chunks(job.placed(), CHUNK), 1):
        described = chain.from_iterable(job.how.part(known.read()) for _, known in chunk)
        folder.write_described(parts, number, described, job.how.iris)
    folder.write_part(parts / "nouns.nq", map(line, job.nouns()))
    folder.write_part(stage / folder.COMMON, map(line, job.common()))
    measured = measure.library(folder.texts([*parts.glob("*.nq"), stage / folder.COMMON]))
    with atomic(stage / folder.LIBRARY) as out:
        out.writelines(measured.lines())
    sources = [*parts.glob("*"), stage / folder.COMMON]
    folder.write_part(stage / folder.MEASURES, map(line, measure.derived(measured, job.how.iris)))
    counts = _counted([*sources, stage / folder.MEASURES], job.how.iris.base)
    folder.write_counts(stage, counts)
    folder.write_part(stage / folder.DATASET, map(line, job.dataset(counts)))
    with atomic(stage / folder.GRAPH) as out:
        for lines in folder.merged([*sources, stage / folder.MEASURES, stage / folder.DATASET]):
            out.write(b"".join(lines))
    shutil.rmtree(parts, ignore_errors=True)
    with atomic(stage / folder.READABLE) as out:
        export.format_of("ttl").write(folder.readable(stage / folder.GRAPH, job.how.iris), out)
    store.build_store(stage / folder.GRAPH, stage / folder.STORE)
    return Written(counts.triples, measure.summary(measured, (stage / folder.MEASURES).read_bytes()))


def _counted(paths: list[Path], space: str) -> Counts:
    counts = Counts(space)
    for lines in folder.merged(paths):
        counts.add(b"".join(lines).splitlines(keepends=True))
    return counts
