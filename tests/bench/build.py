"""A build stage by stage, what it makes, and rdflib and pyoxigraph with the same triples."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Generator
from functools import partial
from itertools import chain
from pathlib import Path

import pyoxigraph as ox
import rdflib
from msgspec.structs import replace

from kg import folder, store
from kg.describe import Iris, describe, line, shared
from kg.extract import extractors, read_texts
from kg.model import Extraction, Name, Record
from kg.parallel import chunks
from kg.read import read
from kg.read.jsonl import line_of
from kg.resolve import Resolution, Resolver
from kg.vocabulary import load
from tests.bench import ROOT, Rows, cpu

RECORDS = 2_000
CHUNK = 250
AMONG_PEERS = 200
"""Records whose triples the peers are given: rdflib holds a kilobyte a triple."""
TITLE = f"from records to a graph, {RECORDS:,} records made from the sample, one process"

Pairs = list[tuple[Record, Extraction]]


def rows() -> Rows:
    """Each stage, the whole, what was made, and the peers."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        corpus(place / "records.jsonl", RECORDS)
        yield "", "CPU s/1,000", "records/CPU s"
        writing = yield from _stages(place)
        yield from _whole(place)
        yield from _peers(place / "graph.nq", writing)


def corpus(path: Path, number: int) -> None:
    """Write so many records: those of the sample again and again, under other titles and with other people."""
    sample = [each for each in read(ROOT / "kg" / "sample" / "author-page.txt") if isinstance(each, Record)]
    with path.open("wb") as out:
        for place in range(number):
            out.write(line_of(_varied(sample[place % len(sample)], place // len(sample))))


def _varied(record: Record, turn: int) -> Record:
    """The record as another one: it proposes something else, and half of its authors write nothing else."""
    people = tuple(
        Name(name=f"{name.name} {'of' if at % 2 else 'on'} {turn if at % 2 else turn % 10}")
        for at, name in enumerate(record.authors)
    )
    name, colon, _ = record.title.partition(":")
    title, abstract = record.title, record.abstract
    if colon:
        title, abstract = (text.replace(name, f"{name}{turn}") for text in (title, abstract))
    return replace(record, id=f"{record.id}-{turn}", title=f"{title}, part {turn}", abstract=abstract, authors=people)


def _timed(what: str, work: Callable[[], object], number: int = RECORDS) -> tuple[float, tuple[str, ...]]:
    """The CPU seconds per thousand records of some work, and the row that says so."""
    seconds, _ = cpu(work)
    a_thousand = 1_000 * seconds / number
    return a_thousand, (what, f"{a_thousand:.3f}", f"{1_000 / a_thousand:,.0f}")


def _stages(place: Path) -> Generator[tuple[str, ...], None, float]:
    """Reading, extracting, resolving, describing and writing, and storing; returns what describing and writing take."""
    records: list[Record] = []
    pairs: Pairs = []
    resolver = Resolver(load())
    resolved: list[Resolution] = []
    yield "starting (once): vocabularies and automaton", f"{cpu(lambda: _read_one(place))[0]:.3f} s", ""
    yield _timed("reading JSON lines", lambda: records.extend(_records(place)))[1]
    yield _timed("extracting", lambda: pairs.extend(zip(records, read_texts(records), strict=True)))[1]
    yield _timed("resolving", lambda: resolved.append(_resolution(resolver, pairs)))[1]
    writing, row = _timed("describing and writing sorted N-Quads", lambda: _written(place, pairs, resolved[0]))
    yield row
    yield _timed("building the Oxigraph store", partial(store.build_store, place / "graph.nq", place / "store"))[1]
    return writing


def _records(place: Path) -> list[Record]:
    return [each for each in read(place / "records.jsonl") if isinstance(each, Record)]


def _read_one(place: Path) -> None:
    list(read_texts(_records(place)[:1]))


def _resolution(resolver: Resolver, pairs: Pairs) -> Resolution:
    for pair in pairs:
        resolver.add(*pair)
    return resolver.resolve()


def _written(place: Path, pairs: Pairs, resolution: Resolution) -> None:
    """The graph written as a build does: a sorted part a chunk, then all of them merged."""
    iris = Iris()
    for number, chunk in enumerate(chunks(pairs, CHUNK), 1):
        placed = ((*pair, resolution.placement(*pair)) for pair in chunk)
        described = chain.from_iterable(describe(*each, iris) for each in placed)
        folder.write_described(place / folder.PARTS, number, described, iris)
    folder.write_part(
        place / folder.PARTS / "shared.nq", (line(quad) for quad in shared(resolution, extractors(), iris))
    )
    with (place / "graph.nq").open("wb") as out:
        for lines in folder.merged((place / folder.PARTS).iterdir()):
            out.write(b"".join(lines))


def _whole(place: Path) -> Rows:
    """The command from start to end, and what it made."""
    sources = [str(place / "records.jsonl"), "-o", str(place / "built"), "--jobs", "1"]
    running = subprocess.Popen([sys.executable, "-m", "kg", "build", *sources], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise RuntimeError(f"kg build ended with {running.returncode}")
    seconds = 1_000 * (used.ru_utime + used.ru_stime) / RECORDS
    yield "kg build: all of it, with Turtle, pictures and report", f"{seconds:.3f}", f"{1_000 / seconds:,.0f}"
    graph = place / "built" / folder.GRAPH
    with graph.open("rb") as lines:
        triples = sum(1 for _ in lines)
    whole = sum(path.stat().st_size for path in (place / "built").rglob("*") if path.is_file())
    yield "", "", ""
    yield "quads a record", f"{triples / RECORDS:.0f}", ""
    yield "bytes of graph.nq a record", f"{graph.stat().st_size / RECORDS:,.0f}", ""
    yield "bytes of everything a record", f"{whole / RECORDS:,.0f}", ""
    yield "peak memory of kg build", f"{used.ru_maxrss / 1024:,.0f} MiB", ""


def _peers(graph: Path, writing: float) -> Rows:
    """What others take for the triples alone: no describing, no terms to be made."""
    quads = _quads(graph, RECORDS // AMONG_PEERS)
    triples = [(_term(quad.subject), _term(quad.predicate), _term(quad.object)) for quad in quads]
    held = rdflib.Graph()
    yield "", "", ""
    yield f"the same triples elsewhere (those of {AMONG_PEERS} records)", "CPU s/1,000", "x our writing"
    for what, work in (
        ("rdflib: Graph.add", lambda: [held.add(triple) for triple in triples]),
        ("rdflib: serialize as N-Triples", lambda: held.serialize(format="nt", encoding="utf-8")),
        ("pyoxigraph: serialize as N-Quads", lambda: ox.serialize(quads, io.BytesIO(), format=ox.RdfFormat.N_QUADS)),
    ):
        a_thousand, row = _timed(what, work, AMONG_PEERS)
        yield *row[:2], f"{a_thousand / writing:.2f}"


def _quads(graph: Path, every: int) -> list[ox.Quad]:
    """One quad in so many, spread over the graph."""
    with graph.open("rb") as lines:
        kept = b"".join(each for place, each in enumerate(lines) if place % every == 0)
    return list(ox.parse(kept, format=ox.RdfFormat.N_QUADS))


def _term(term: object) -> rdflib.URIRef | rdflib.Literal:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    assert isinstance(term, ox.Literal)  # there are no blank nodes
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)
