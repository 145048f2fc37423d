"""A build's folder: the stages at rest, by file name, and how each is written and read back."""

from __future__ import annotations

import contextlib
import hashlib
import heapq
import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec
import pyoxigraph as ox

from kg.describe import Iris
from kg.model import Decision, Entity, Extraction, Person, Record
from kg.output import atomic
from kg.read import Settings, jsonl

RECORDS = "1-records.jsonl"
MENTIONS = "2-mentions.jsonl"
ENTITIES = "3-entities.jsonl"
DECISIONS = "3-decisions.jsonl"
GRAPH = "graph.nq"
READABLE = "graph.ttl"
STORE = "store"
VIEWS = "views"
INDEX = "index.html"
REPORT, REPORT_DATA = "report.md", "report.json"
MANIFEST = "manifest.json"
PARTS = "parts"
"""The N-Quads of each chunk of records, until they are merged."""

_ENCODER = msgspec.json.Encoder(decimal_format="number")
_EXTRACTION = msgspec.json.Decoder(Extraction)


class StagesWriter:
    """Writes records and what their texts say, side by side, a line each."""

    def __init__(self, records: BinaryIO, mentions: BinaryIO) -> None:
        """Write to these two open files."""
        self._records, self._mentions = records, mentions

    def write(self, record: Record, extraction: Extraction) -> None:
        """Write one record's two lines."""
        self._records.write(jsonl.line_of(record))
        self._mentions.write(_ENCODER.encode(extraction) + b"\n")


@contextlib.contextmanager
def stages_writer(folder: Path) -> Iterator[StagesWriter]:
    """A writer of the folder's records and mentions, both whole when the block ends."""
    with atomic(folder / RECORDS) as records, atomic(folder / MENTIONS) as mentions:
        yield StagesWriter(records, mentions)


def stages(folder: Path) -> Iterator[tuple[Record, Extraction]]:
    """The records and what their texts say, as they were written."""
    with (folder / RECORDS).open("rb") as records, (folder / MENTIONS).open("rb") as mentions:
        readings = jsonl.readings(records, Settings(RECORDS))
        for record, line in zip(readings, mentions, strict=True):
            if not isinstance(record, Record):
                raise ValueError(f"{folder / RECORDS}: {record}")
            yield record, _EXTRACTION.decode(line)


def write_lines(path: Path, nouns: Iterable[Entity | Person | Decision]) -> None:
    """Write nouns as JSON, one a line."""
    with atomic(path) as out:
        for noun in nouns:
            kind = {"kind": type(noun).__name__.lower()} if not isinstance(noun, Decision) else {}
            out.write(_ENCODER.encode({**kind, **msgspec.to_builtins(noun)}) + b"\n")


def write_part(folder: Path, number: int, lines: Iterable[str]) -> None:
    """Write the N-Quads of a chunk, sorted, each line once."""
    with atomic(folder / PARTS / f"{number:06d}.nq") as out:
        out.writelines(line.encode() for line in sorted(set(lines)))


def merged(paths: Iterable[Path]) -> Iterator[str]:
    """The lines of sorted files, sorted, each line once."""
    with contextlib.ExitStack() as files:
        opened = [files.enter_context(path.open(encoding="utf-8", newline="\n")) for path in sorted(paths)]
        for line, _ in itertools.groupby(heapq.merge(*opened)):
            yield line


def checksum(path: Path) -> str:
    """The file's SHA-256."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def readable(graph: Path, iris: Iris) -> Iterator[ox.Quad]:
    """The quads that a person reads: those of the records and of what they name, without the evidence."""
    shared = {iris.graph(name) for name in ("decisions", "ontology", "about")}
    mentions = f"<{iris.base}mention/"
    with graph.open(encoding="utf-8", newline="\n") as lines:
        kept = (
            line for line in lines if not line.startswith(mentions) and line[line.rindex(" <") + 1 : -3] not in shared
        )
        while batch := "".join(itertools.islice(kept, 5_000)):
            yield from ox.parse(batch, format=ox.RdfFormat.N_QUADS)
