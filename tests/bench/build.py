"""A build stage by stage, what it makes, and rdflib and pyoxigraph with the same triples."""

from __future__ import annotations

import io
import lzma
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Generator
from functools import partial
from itertools import chain
from pathlib import Path

import ahocorasick_rs
import msgspec
import pyoxigraph as ox
import rdflib
from msgspec.structs import replace

from kg import folder, store
from kg.describe import Iris, describe, line, shared
from kg.extract import extractors, read_texts
from kg.model import Extraction, Name, Record, Source
from kg.parallel import chunks
from kg.read import read
from kg.read.jsonl import line_of
from kg.resolve import Resolution, Resolver
from kg.vocabulary import load
from tests.bench import ROOT, NotHere, Rows, cpu
from tests.bench import shared as shared_file

RECORDS = 2_000
CHUNK = 250
AMONG_PEERS = 200
"""Records whose triples the peers are given: rdflib holds a kilobyte a triple."""
SNAPSHOT = "records/arxiv/snapshot-50k.jsonl.xz"
OF_SNAPSHOT = 5_000
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
        yield "", "", ""
        try:
            yield from _snapshot(place)
        except NotHere as reason:
            yield f"left out: {reason}", "", ""


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


class Line(msgspec.Struct):
    """What is used of a line of arXiv's metadata."""

    id: str
    title: str
    abstract: str


def _snapshot(place: Path) -> Rows:
    """Extracting from abstracts of all fields, and beside it the least that anything of the kind has to do."""
    lines = _lines()
    decoder = msgspec.json.Decoder(Line)
    records = [
        Record(id=each.id, title=each.title, abstract=each.abstract, source=Source(SNAPSHOT, place))
        for place, each in enumerate(map(decoder.decode, lines), 1)
    ]
    floor = Floor()
    list(read_texts(records[:1]))
    yield f"{OF_SNAPSHOT:,} arXiv abstracts of all fields", "CPU s/1,000", "records/CPU s"
    with (place / "floor.nq").open("w", encoding="utf-8", newline="\n") as out:
        least, row = _timed("floor: JSON, Aho-Corasick, N-Quads lines", lambda: floor.write(lines, out), OF_SNAPSHOT)
    yield row
    with (place / "floor.nq").open("rb") as written:
        quads = sum(1 for _ in written)
    seconds, row = _timed("extracting", lambda: sum(1 for _ in read_texts(records)), OF_SNAPSHOT)
    yield row
    yield "extracting, in floors", f"{seconds / least:.0f} x", ""
    yield "the floor's quads a record", f"{quads / OF_SNAPSHOT:.0f}", ""


def _lines() -> list[bytes]:
    """So many lines of the snapshot, spread over all of it."""
    with lzma.open(shared_file(SNAPSHOT)) as file:
        lines = file.readlines()
    return lines[:: len(lines) // OF_SNAPSHOT][:OF_SNAPSHOT]


class Floor:
    """The same names found by one automaton and written as lines: no words, no sentences, no types, no roles."""

    def __init__(self) -> None:
        concepts = [(form.lower(), each.iri) for each in load().concepts.values() for form in each.forms()]
        forms = dict(concepts)
        self._iris = list(forms.values())
        leftmost = ahocorasick_rs.MatchKind.LeftmostLongest
        self._automaton = ahocorasick_rs.AhoCorasick(list(forms), matchkind=leftmost)
        self._inside = re.compile(r"\w\w")

    def write(self, lines: list[bytes], out: io.TextIOBase) -> None:
        """Parse each line, find what is named in it, and write nine quads on the paper and four on each place."""
        parse = msgspec.json.decode
        for each in lines:
            out.writelines(self._quads(parse(each)))

    def _quads(self, paper: dict[str, str]) -> list[str]:
        iri, graph = f"<urn:paper:{paper['id']}>", f"<urn:graph:{paper['id']}> .\n"
        facts = [paper.get(name) or "" for name in ("title", "abstract", "authors", "categories", "doi", "update_date")]
        quads = [f'{iri} <urn:p:{at}> "{_escaped(fact)}" {graph}' for at, fact in enumerate([*facts, "a", "b", "c"])]
        text = f"{paper['title']}\n\n{paper['abstract']}".lower()
        for form, start, end in self._automaton.find_matches_as_indexes(text):
            if self._inside.match(text[start - 1 : start + 1]) or self._inside.match(text[end - 1 : end + 1]):
                continue
            place = f"<urn:place:{paper['id']}:{start}>"
            quads += (
                f"{iri} <urn:mentions> <{self._iris[form]}> {graph}",
                f"{place} <urn:body> <{self._iris[form]}> {graph}",
                f'{place} <urn:start> "{start}" {graph}',
                f'{place} <urn:end> "{end}" {graph}',
            )
        return quads


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
