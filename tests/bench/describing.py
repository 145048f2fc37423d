"""Records described and written as sorted N-Quads, beside what others take to write the same quads, made already."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from functools import partial
from itertools import chain
from pathlib import Path

import pyoxigraph as ox
import rdflib

from kg import folder
from kg.describe import BASE, Counts, Iris, describe, line, shared
from kg.extract import Settings, read_texts, signatures
from kg.model import Record
from kg.parallel import chunks
from kg.read import read
from kg.resolve import Resolution, Resolver
from kg.vocabulary import load
from tests.bench import Rows, cpu
from tests.bench.build import CHUNK, Pairs, corpus

RECORDS = 2_000
AMONG_PEERS = 100_000
"""The quads that rdflib is given, which holds a kilobyte for each."""
TITLE = f"describing and writing N-Quads, {RECORDS:,} records, one core"


def rows() -> Rows:
    """What was made of a record, then quads a CPU second: our steps, and the peers in the same run."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        pairs, resolution = _resolved(place)
        for evidence in (True, False):
            yield from _ours(place, pairs, resolution, evidence=evidence)
        yield from _peers(place / "True" / folder.GRAPH)


def _resolved(place: Path) -> tuple[Pairs, Resolution]:
    corpus(place / "records.jsonl", RECORDS)
    records = [each for each in read(place / "records.jsonl") if isinstance(each, Record)]
    pairs = list(zip(records, read_texts(records, Settings(fast=True)), strict=True))
    resolver = Resolver(load())
    for pair in pairs:
        resolver.add(*pair)
    return pairs, resolver.resolve()


def _ours(place: Path, pairs: Pairs, resolution: Resolution, *, evidence: bool) -> Rows:
    iris, made = Iris(), place / str(evidence)
    made.mkdir()
    seconds, _ = cpu(lambda: _written(made, pairs, resolution, evidence=evidence))
    graph = made / folder.GRAPH
    with graph.open("rb") as lines:
        quads = sum(1 for _ in lines)
    only, lines_made = cpu(
        lambda: [describe(*pair, resolution.placement(*pair), iris, evidence=evidence) for pair in pairs]
    )
    yield ("with evidence" if evidence else "without evidence"), "quads/CPU s", "quads/record", "bytes/record"
    size = graph.stat().st_size
    yield "  describing and writing, sorted", _rate(quads, seconds), f"{quads / RECORDS:.0f}", f"{size / RECORDS:,.0f}"
    described = sum(piece.count("\n") for pieces in lines_made for piece in pieces)
    yield "  of which describing records", _rate(described, only), "", ""
    yield "  counting what was written, for VoID", _rate(quads, cpu(lambda: _counted(graph))[0]), "", ""


def _written(place: Path, pairs: Pairs, resolution: Resolution, *, evidence: bool) -> None:
    """The graph written as a build does."""
    iris, parts = Iris(), place / folder.PARTS
    for number, chunk in enumerate(chunks(pairs, CHUNK), 1):
        placed = (describe(*pair, resolution.placement(*pair), iris, evidence=evidence) for pair in chunk)
        folder.write_described(parts, number, chain.from_iterable(placed), iris)
    folder.write_part(parts / "shared.nq", map(line, shared(resolution, signatures(), iris)))
    with (place / folder.GRAPH).open("wb") as out:
        for lines in folder.merged(parts.iterdir()):
            out.write(b"".join(lines))


def _counted(graph: Path) -> None:
    counts = Counts(BASE)
    for lines in folder.merged([graph]):
        counts.add(lines)


def _peers(graph: Path) -> Rows:
    """The same quads, as terms that are made already, in no order."""
    quads = list(ox.parse(path=graph, format=ox.RdfFormat.N_QUADS))
    yield "the same, made already, unsorted", "quads/CPU s", "", ""
    writing = partial(ox.serialize, quads, io.BytesIO(), format=ox.RdfFormat.N_QUADS)
    yield "  pyoxigraph: serialize", _rate(len(quads), cpu(writing)[0]), "", ""
    parsed = "".join(f"{quad.triple} .\n" for quad in quads[:: len(quads) // AMONG_PEERS + 1])
    held = rdflib.Graph().parse(data=parsed, format="nt")
    serialize: Callable[[], object] = partial(held.serialize, format="nt", encoding="utf-8")
    yield "  rdflib: serialize as N-Triples", _rate(len(held), cpu(serialize)[0]), "", ""


def _rate(number: int, seconds: float) -> str:
    return f"{number / seconds:,.0f}"
