"""A build's folder: the stages at rest, by file name, and how each is written and read back."""

from __future__ import annotations

import contextlib
import hashlib
import io
import itertools
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

import msgspec
import pyoxigraph as ox

from kg import find
from kg.describe import Counts, Iris
from kg.errors import ReadError
from kg.model import Decision, Entity, Extraction, Person, Record
from kg.output import atomic
from kg.read import Settings, jsonl
from kg.resolve import Brief, Outline, Placement
from kg.resolve.kept import Entry

RECORDS = "1-records.jsonl"
MENTIONS = "2-mentions.jsonl"
ENTITIES = "3-entities.jsonl"
DECISIONS = "3-decisions.jsonl"
GRAPH = "graph.nq"
READABLE = "graph.ttl"
STORE = "store"
SEARCH = find.FILE
VIEWS = "views"
INDEX = "index.html"
ONTOLOGY = "ontology.html"
REPORT, REPORT_DATA = "report.md", "report.json"
MANIFEST = "manifest.json"
REGISTRY = "registry.jsonl"
KEPT = "update/kept.jsonl"
"""Which keys things have, for a later build to keep; and the one that this build kept to, where it did."""
INPUTS = "update/inputs.jsonl"
PLACED = "update/placements.jsonl"
BRIEFS = "update/briefs.jsonl"
OUTCOMES = "update/people.jsonl"
COMMON, MEASURES, DATASET = "update/common.nq", "update/measures.nq", "update/dataset.nq"
COUNTS, OBJECTS = "update/counts.json", "update/objects.bin"
LIBRARY = "update/library.jsonl"
MARKS, FILED, RANKS = "update/marks.bin", "update/filed.jsonl", "update/ranks.jsonl"
COUNTED, CASTS = "update/counted.bin", "update/casts.bin"
"""What a later update goes by: what each input held, where each record's names went, what identity goes by, who is
who by name, the lines that are of no single record, thing, person or decision, the counts, how often each object
is one (`kg.describe.counts.Objects`), what is measured (`kg.measure.Library`); by what records are found, what is
filed under each category, how many records each thing and person is in (`kg.ranks`), how many papers have each number
that people are weighed by, and who stands on each record (`kg.reach`)."""
PARTS = "parts"
"""The N-Quads of each chunk of records, until they are merged; evidence is in files of its own, a block a record."""
BLOCKS, BETWEEN = ".blocks", b"\0"
"""How the name of such a file ends, and what stands between two blocks, since nothing that is written has it."""
HELD = 1 << 18
"""The bytes of each that are held while they are."""

_ENCODER = msgspec.json.Encoder(decimal_format="number")
_EXTRACTION = msgspec.json.Decoder(Extraction)
_BRIEF, _OUTLINE = msgspec.json.Decoder(Brief), msgspec.json.Decoder(Outline)
_ENTRY = msgspec.json.Decoder(Entry)
_ENTITY, _PERSON = msgspec.json.Decoder(Entity), msgspec.json.Decoder(Person)
_DECISION = msgspec.json.Decoder(Decision)
_OF_PERSON = b'{"kind":"person"'
_BEGIN: dict[type, bytes] = {Entity: b'{"kind":"entity",', Person: _OF_PERSON + b",", Decision: b"{"}
"""How a line begins that states one."""


class Lines(NamedTuple):
    """The lines of one record: of itself, of what its text says, and of both in brief."""

    record: bytes
    said: bytes
    brief: bytes

    def read(self) -> tuple[Record, Extraction]:
        """The record and what its text says."""
        (found,) = jsonl.readings(io.BytesIO(self.record), Settings(RECORDS))
        if not isinstance(found, Record):
            raise ValueError(f"{RECORDS}: {found}")
        return found, _EXTRACTION.decode(self.said)

    def briefly(self) -> Brief:
        """Both in brief."""
        return _BRIEF.decode(self.brief)

    def outline(self) -> Outline:
        """How many names there are."""
        return _OUTLINE.decode(self.brief)


def lines_of(record: Record, extraction: Extraction, brief: Brief) -> Lines:
    """The lines of one record."""
    said, short = _ENCODER.encode(extraction), msgspec.json.encode(brief, order="deterministic")
    return Lines(jsonl.line_of(record), said + b"\n", short + b"\n")


@contextlib.contextmanager
def stages_writer(folder: Path) -> Iterator[Callable[[Lines], None]]:
    """What writes the lines of records side by side, into files that are whole when the block ends."""
    with contextlib.ExitStack() as files:
        outs = [files.enter_context(atomic(folder / name)) for name in (RECORDS, MENTIONS, BRIEFS)]

        def write(lines: Lines) -> None:
            for out, each in zip(outs, lines, strict=True):
                out.write(each)

        yield write


def stages(folder: Path) -> Iterator[Lines]:
    """The lines of all records, as they were written."""
    with contextlib.ExitStack() as files:
        opened = [files.enter_context((folder / name).open("rb")) for name in (RECORDS, MENTIONS, BRIEFS)]
        yield from map(Lines._make, zip(*opened, strict=True))


def write_lines(path: Path, nouns: Iterable[Entity | Person | Decision]) -> None:
    """Write nouns as JSON, one a line."""
    with atomic(path) as out:
        out.writelines(map(noun_line, nouns))


def noun_line(noun: Entity | Person | Decision) -> bytes:
    """A noun as a line of JSON."""
    return _BEGIN[type(noun)] + _ENCODER.encode(noun)[1:] + b"\n"


def placed_line(content: str, placed: Placement) -> bytes:
    """Where the names of the record of that content went, as a line of JSON."""
    return _ENCODER.encode((content, placed)) + b"\n"


def thing(line: bytes) -> Entity | Person:
    """What a line of `ENTITIES` states."""
    return _PERSON.decode(line) if line.startswith(_OF_PERSON) else _ENTITY.decode(line)


def decision(line: bytes) -> Decision:
    """What a line of `DECISIONS` states."""
    return _DECISION.decode(line)


def write_outcomes(folder: Path, outcomes: Iterable[bytes]) -> None:
    """Write down what became of the authors of each name, for a later update."""
    with atomic(folder / OUTCOMES) as out:
        out.writelines(outcomes)


def write_registry(folder: Path, entries: Iterable[Entry]) -> None:
    """Write down which keys things have."""
    with atomic(folder / REGISTRY) as out:
        out.writelines(map(entry_line, entries))


def entry_line(entry: Entry) -> bytes:
    """An entry of a registry as a line of JSON."""
    return _ENCODER.encode(entry) + b"\n"


def read_registry(path: Path) -> Iterator[Entry]:
    """The entries of a registry; raises `ReadError` with the line that is none, or where there is no such file."""
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                yield _entry(line, f"{path}:{number}")
    except OSError as error:
        raise ReadError(path, error.strerror or str(error), expected="the registry.jsonl of a build") from error


def _entry(line: bytes, where: str) -> Entry:
    try:
        return _ENTRY.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ReadError(where, f"no entry: {error}", expected="the registry.jsonl of a build") from error


def write_part(path: Path, lines: Iterable[str]) -> None:
    """Write N-Quads lines, sorted, or pieces of them that stay together; a line that is there twice is still so."""
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as out:
        out.write(b"".join(map(str.encode, sorted(lines))))


def write_described(folder: Path, number: int, pieces: Iterable[str], iris: Iris) -> None:
    """Write what a chunk of records is described by, sorted: lines, and apart from them the blocks of evidence."""
    mentions = f"<{iris.base}mention/"
    apart: tuple[list[str], list[str]] = ([], [])
    for each in pieces:
        apart[each.startswith(mentions)].append(each)
    write_part(folder / f"{number:06d}.nq", apart[0])
    with (folder / f"{number:06d}{BLOCKS}").open("wb") as out:
        out.write(BETWEEN.join(map(str.encode, sorted(apart[1]))))


def texts(paths: Iterable[Path]) -> Iterator[str]:
    """The lines of files one after the other, some thousand at a time, in no order and maybe more than once."""
    for path in sorted(paths):
        with path.open("rb") as opened:
            while found := opened.readlines(HELD):
                yield b"".join(found).decode()


def merged(paths: Iterable[Path]) -> Iterator[list[bytes]]:
    """The lines of sorted files, sorted, each once, a list of some thousand at a time; blocks are in it as they are.

    Of every file, the lines up to the least of the last ones held are sorted together;
    since they come as sorted runs, that is merging (T. Peters, "Timsort", 2002).
    """
    with contextlib.ExitStack() as files:
        runs = [_Run(files.enter_context(each.open("rb")), blocks=each.suffix == BLOCKS) for each in sorted(paths)]
        while runs := [run for run in runs if run.holds()]:
            last = min(run.lines[-1] for run in runs)
            found = sorted(itertools.chain.from_iterable(run.until(last) for run in runs))
            yield [each for each, next_ in itertools.zip_longest(found, found[1:]) if each != next_]


class _Run:
    """A sorted file of lines or blocks, some of which are held."""

    def __init__(self, file: BinaryIO, *, blocks: bool) -> None:
        self._file, self._blocks, self._begun = file, blocks, b""
        self.lines: list[bytes] = []

    def holds(self) -> bool:
        """Whether there are lines left, at least one of them held."""
        if not self.lines:
            self.lines = self._read_blocks() if self._blocks else self._file.readlines(HELD)
        return bool(self.lines)

    def _read_blocks(self) -> list[bytes]:
        found: list[bytes] = []
        while not found and (more := self._file.read(HELD)):
            *found, self._begun = (self._begun + more).split(BETWEEN)
        if not found and self._begun:
            found, self._begun = [self._begun], b""
        return found

    def until(self, last: bytes) -> list[bytes]:
        """The held lines up to that one, which are then let go."""
        at = bisect_right(self.lines, last)
        taken, self.lines = self.lines[:at], self.lines[at:]
        return taken


def checksum(path: Path) -> str:
    """The file's SHA-256."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_readable(iris: Iris) -> Callable[[bytes], bool]:
    """What tells whether a line is for a person to read: of records and what they name, without the evidence."""
    hidden = {f" {iris.graph(name)} .\n".encode() for name in ("decisions", "ontology", "about")}
    mentions = f"<{iris.base}mention/".encode()
    return lambda line: not line.startswith(mentions) and line[line.rindex(b" <") :] not in hidden


def readable(graph: Path, iris: Iris) -> Iterator[ox.Quad]:
    """The quads that a person reads."""
    with graph.open("rb") as lines:
        kept = filter(is_readable(iris), lines)
        while batch := b"".join(itertools.islice(kept, 5_000)):
            yield from ox.parse(batch, format=ox.RdfFormat.N_QUADS)


def write_counts(folder: Path, counts: Counts) -> None:
    """Write down what was counted."""
    with atomic(folder / COUNTS) as out:
        out.write(msgspec.json.encode(counts.figures(), order="deterministic") + b"\n")
    with atomic(folder / OBJECTS) as out:
        out.write(counts.objects.written())


def read_counts(folder: Path) -> Counts:
    """What was counted of an earlier build."""
    return Counts.of(msgspec.json.decode((folder / COUNTS).read_bytes()), (folder / OBJECTS).read_bytes())
