"""Extracting from abstracts of all fields, at each depth, beside the least that anything of the kind has to do.

The floor parses the same lines, finds the vocabularies' names by one automaton and writes
N-Quads. Memory is the peak of a process of its own that reads the first records.
"""

from __future__ import annotations

import io
import lzma
import re
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

import ahocorasick_rs
import msgspec

from kg.extract import Settings, read_texts
from kg.model import Record, Source
from kg.vocabulary import load
from tests.bench import Rows, cpu, shared

SNAPSHOT = "records/arxiv/snapshot-50k.jsonl.xz"
RECORDS = 2_000
TITLE = f"extracting from {RECORDS:,} arXiv abstracts of all fields, one process"
DEPTHS = {
    "as it comes": Settings(),
    "--recogniser none": Settings(recogniser="none"),
    "--fast": Settings(fast=True),
}
BESIDE = 32
"""How many characters before and behind a name are written with it."""
PEAK = """
import itertools, sys
from kg.extract import Settings, read_texts
from kg.model import Record
from kg.read import read
records = (each for each in read(sys.argv[1]) if isinstance(each, Record))
settings = Settings(recogniser="none", fast=sys.argv[3] == "--fast")
for _ in read_texts(itertools.islice(records, int(sys.argv[2])), settings):
    pass
print(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1])
"""


class Line(msgspec.Struct):
    """What is used of a line of arXiv's metadata."""

    id: str
    title: str
    abstract: str


def rows() -> Rows:
    """The floor, each depth, and what memory more records take."""
    lines = _lines()
    decoder = msgspec.json.Decoder(Line)
    records = [
        Record(id=each.id, title=each.title, abstract=each.abstract, source=Source(SNAPSHOT, place))
        for place, each in enumerate(map(decoder.decode, lines), 1)
    ]
    floor = Floor()
    with tempfile.TemporaryDirectory() as name, (Path(name) / "floor.nq").open("w", encoding="utf-8") as out:
        least, _ = cpu(partial(floor.write, lines, out))
    yield "", "records/CPU s", "floors"
    yield "floor: JSON, Aho-Corasick, N-Quads lines", f"{RECORDS / least:,.0f}", "1"
    for depth, settings in DEPTHS.items():
        list(read_texts(records[:1], settings))
        seconds, _ = cpu(lambda settings=settings: sum(1 for _ in read_texts(records, settings)))  # type: ignore[misc]
        yield depth, f"{RECORDS / seconds:,.0f}", f"{seconds / least:.1f}"
    yield "memory of a process that reads the first", "records", "MB"
    for depth in ("--recogniser none", "--fast"):
        for count in (1_000, 10_000):
            yield depth, f"{count:,}", f"{_peak(count, depth):.0f}"


def _peak(count: int, depth: str) -> float:
    """The most memory, in MB, of a process that extracts from the first records."""
    program = [sys.executable, "-c", PEAK, str(shared(SNAPSHOT)), str(count), depth]
    return int(subprocess.run(program, capture_output=True, check=True).stdout) / 1000


def _lines() -> list[bytes]:
    """So many lines of the snapshot, spread over all of it."""
    with lzma.open(shared(SNAPSHOT)) as file:
        lines = file.readlines()
    return lines[:: len(lines) // RECORDS][:RECORDS]


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
        """Parse each line, find what is named in it, and write nine quads on the paper and sixteen on each place.

        As many are in our graph on each mention; with them it is some fifty quads a record.
        """
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
            place, concept = f"<urn:place:{paper['id']}:{start}>", f"<{self._iris[form]}>"
            target, quote, position = (f"{place[:-1]}:{part}>" for part in ("target", "quote", "position"))
            quads += (
                f"{iri} <urn:mentions> {concept} {graph}",
                f"{place} <urn:type> <urn:Mention> {graph}",
                f"{place} <urn:body> {concept} {graph}",
                f"{place} <urn:target> {target} {graph}",
                f'{place} <urn:confidence> "0.9" {graph}',
                f"{place} <urn:extractor> <urn:floor> {graph}",
                f"{target} <urn:source> {iri} {graph}",
                f"{target} <urn:selector> {quote} {graph}",
                f"{target} <urn:selector> {position} {graph}",
                f"{quote} <urn:type> <urn:Quote> {graph}",
                f'{quote} <urn:exact> "{_escaped(text[start:end])}" {graph}',
                f'{quote} <urn:prefix> "{_escaped(text[max(0, start - BESIDE) : start])}" {graph}',
                f'{quote} <urn:suffix> "{_escaped(text[end : end + BESIDE])}" {graph}',
                f"{position} <urn:type> <urn:Position> {graph}",
                f'{position} <urn:start> "{start}" {graph}',
                f'{position} <urn:end> "{end}" {graph}',
            )
        return quads


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
