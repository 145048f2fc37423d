"""How fast records are read, beside the parsers underneath, and how much memory more records take.

The floor of a snapshot's line is msgspec alone, into the same structure; of a BibTeX
entry it is bibtexparser: its splitter alone, what it does by default, and what it does
when it is to take names apart and read LaTeX, as we do. Memory is the peak of a process
of its own that reads the first records of the compressed snapshot.
"""

from __future__ import annotations

import io
import lzma
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import bibtexparser
from bibtexparser import middlewares
from bibtexparser.splitter import Splitter

from kg.model import Record
from kg.read import Settings, arxiv_snapshot, bibtex
from tests.bench import Rows, cpu, shared

TITLE = "reading records"
TRIES = 3
PEAK = """
import itertools, sys
from kg.model import Record
from kg.read import read
records = (each for each in read(sys.argv[1]) if isinstance(each, Record))
count = sum(1 for _ in itertools.islice(records, int(sys.argv[2])))
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(count, peak.split()[1])
"""


def rows() -> Rows:
    """Records a second of CPU time, and megabytes at two sizes."""
    path = shared("records/arxiv/snapshot-50k.jsonl.xz")
    raw = lzma.decompress(path.read_bytes())
    lines = raw.splitlines(keepends=True)
    yield "arXiv snapshot, 50,000 lines, already decompressed", "records/s", "of the floor"
    floor = fastest(lambda: sum(1 for line in lines if arxiv_snapshot.DECODER.decode(line)))
    ours = fastest(lambda: records(arxiv_snapshot.readings(io.BytesIO(raw), Settings("x"))))
    yield "msgspec alone", f"{len(lines) / floor:,.0f}"
    yield "our reader", f"{len(lines) / ours:,.0f}", f"{ours / floor:.1f} x"
    yield "memory of a process that reads the first", "records", "MB"
    for count in (5_000, 50_000):
        yield "", f"{count:,}", f"{peak(path, count):.0f}"
    yield from _bibtex(shared("records/bibtex/lab.bib"))


def _bibtex(path: Path) -> Rows:
    raw = path.read_bytes()
    text = raw.decode()
    entries = len(Splitter(text).split().entries)
    yield f"BibTeX, {entries:,} entries", "entries/s", "of its time"
    ours = fastest(lambda: records(bibtex.readings(io.BytesIO(raw), Settings("x"))))
    alike = [
        middlewares.LatexDecodingMiddleware(),
        middlewares.MonthIntMiddleware(),
        middlewares.SeparateCoAuthors(),
        middlewares.SplitNameParts(),
    ]
    peers: dict[str, Callable[[], object]] = {
        "bibtexparser's splitter alone": lambda: Splitter(text).split(),
        "bibtexparser by default (no names, no LaTeX)": lambda: bibtexparser.parse_string(text),
        "bibtexparser with names and LaTeX": lambda: bibtexparser.parse_string(text, append_middleware=alike),
    }
    for name, peer in peers.items():
        theirs = fastest(peer)
        yield name, f"{entries / theirs:,.0f}", f"ours {ours / theirs:.2f} x"
    yield "our reader", f"{entries / ours:,.0f}"


def records(readings: object) -> int:
    """How many records there are."""
    return sum(isinstance(each, Record) for each in readings)  # type: ignore[attr-defined]


def fastest(function: Callable[[], object]) -> float:
    """The least CPU seconds of several tries."""
    return min(cpu(function)[0] for _ in range(TRIES))


def peak(path: Path, count: int) -> float:
    """The most memory, in MB, of a process that reads that many records of a file."""
    program = [sys.executable, "-c", PEAK, str(path), str(count)]
    read, kilobytes = subprocess.run(program, capture_output=True, check=True).stdout.split()
    if int(read) != count:
        raise ValueError(f"{read.decode()} records read, not {count}")
    return int(kilobytes) / 1000
