"""What an earlier build knows already: its records, what they say, and where their names went.

A record is known by the digest of its content, and what its text says by the text, also
where the rest of the record has changed. Whatever is not known is read, extracted and
described as if there were no earlier build.
"""

from __future__ import annotations

import itertools
import mmap
from array import array
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from kg import folder
from kg.errors import ReadError
from kg.gather import Form, Gathered, Stub, Told, held, stub_of
from kg.manifest import program, reads_alike, said, stated_in
from kg.model import Extraction, Notice, Profile, Reading, Record, RecordId, Rejected, Source
from kg.read import Input
from kg.resolve import Brief, Placement, text_digest
from kg.settings import Settings


class _Placed(Struct):
    """Whose names a line of placements is about."""

    record: RecordId


_KINDS: dict[str, type[Stub | Told]] = {"record": Stub, "profile": Profile, "rejected": Rejected, "notice": Notice}
_LINE = msgspec.json.Decoder(tuple[str, msgspec.Raw])
_PLACED = msgspec.json.Decoder(tuple[str, Placement])
_RECORD = msgspec.json.Decoder(tuple[str, _Placed])
_EXTRACTION = msgspec.json.Decoder(Extraction)
_ENCODER = msgspec.json.Encoder()


class Kept(Struct, frozen=True):
    """An input of the earlier build that stays as it was."""

    name: str


class Entry(Struct, frozen=True):
    """A record with the digest of its content as read, and with what its text says, where that is known.

    `kept` are the lines of one that is in all as the earlier build has it, and `brief` what they say in brief;
    `record` is then that of the brief.
    """

    record: Record
    content: str
    extraction: Extraction | None = None
    kept: folder.Lines | None = None
    brief: Brief | None = None


class Numbered:
    """A file's lines, by number, without holding them."""

    def __init__(self, path: Path) -> None:
        """Note where each line begins."""
        with path.open("rb") as file:
            self._text = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if path.stat().st_size else b""
            self._begins = array("Q", itertools.accumulate(map(len, file), initial=0))

    def __len__(self) -> int:
        return len(self._begins) - 1

    def __getitem__(self, number: int) -> bytes:
        return self._text[self._begins[number] : self._begins[number + 1]]

    def copy(self, start: int, stop: int, out: BinaryIO) -> None:
        """Write the lines from one number up to another."""
        with memoryview(self._text) as text:
            out.write(text[self._begins[start] : self._begins[stop]])


class Known(Struct, frozen=True):
    """The lines that a build has of a record: its own, and that of where its names went."""

    lines: folder.Lines
    placed: bytes

    def read(self) -> tuple[Record, Extraction, Placement]:
        """What they say."""
        return *self.lines.read(), _PLACED.decode(self.placed)[1]


class Past:
    """An earlier build in its folder; `as_read` says whether texts were read as they would be now."""

    def __init__(self, made: Path, *, as_read: bool = True) -> None:
        """Open the folder."""
        self.folder = made
        self.as_read = as_read
        self._lines = [Numbered(made / name) for name in (folder.RECORDS, folder.MENTIONS, folder.BRIEFS)]
        self._placed = Numbered(made / folder.PLACED)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {self.content(number): number for number in range(len(self._placed))}

    def number(self, content: str) -> int | None:
        """The number of the record of that content, in the order of records."""
        return self._numbers.get(content)

    def contents(self) -> Iterable[str]:
        """The digest of every record's content."""
        return self._numbers.keys()

    def known(self, content: str) -> Known | None:
        """The lines of the record of that content."""
        number = self.number(content)
        if number is None:
            return None
        return Known(self.lines(number), self._placed[number])

    def lines(self, number: int) -> folder.Lines:
        """The lines of the record of that number, in the order of records."""
        return folder.Lines(*(lines[number] for lines in self._lines))

    def content(self, number: int) -> str:
        """The digest of the content of the record of that number."""
        return self._placed[number][2:34].decode()

    def stages(self) -> dict[str, Numbered]:
        """The lines of all records, by the file that they are in."""
        names = (folder.RECORDS, folder.MENTIONS, folder.BRIEFS, folder.PLACED)
        return dict(zip(names, (*self._lines, self._placed), strict=True))

    def placement(self, number: int) -> Placement:
        """Where the names of the record of that number went."""
        return _PLACED.decode(self._placed[number])[1]

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Where each record stands, by the digest of its content; of the same twice, the first one."""
        stubs = (each for held in self.inputs.values() for each in held if isinstance(each, Stub))
        found: dict[str, Source] = {}
        for stub in stubs:
            found.setdefault(stub.content, stub.source)
        return found

    @property
    def can_be_followed(self) -> bool:
        """Whether a change can be followed by what the build has written down for that."""
        needed = (folder.MARKS, folder.FILED, folder.COUNTED, folder.CASTS, folder.RANKS)
        return self.as_read and all((self.folder / name).is_file() for name in needed)

    @property
    def profiles(self) -> tuple[Profile, ...]:
        """What the heads of pages say."""
        return tuple(each for held in self.inputs.values() for each in held if isinstance(each, Profile))

    @cached_property
    def records(self) -> list[RecordId]:
        """The ids of all records, in their order."""
        return [_RECORD.decode(self._placed[number])[1].record for number in range(len(self._placed))]

    def said(self, record: Record) -> Extraction | None:
        """What the text of a record says, where the earlier build has read that text as it would be read now."""
        number = self._texts.get(text_digest(record).encode()) if self.as_read else None
        return None if number is None else replace(_EXTRACTION.decode(self._lines[1][number]), record=record.id)

    @cached_property
    def _texts(self) -> dict[bytes, int]:
        briefs = self._lines[2]
        return {briefs[number][2:34]: number for number in range(len(briefs))}

    def outcomes(self) -> list[bytes]:
        """What became of the authors of each name, a line each."""
        with (self.folder / folder.OUTCOMES).open("rb") as lines:
            return list(lines)

    @cached_property
    def inputs(self) -> dict[str, list[Stub | Told]]:
        """What each input held, by the input's name."""
        found: dict[str, list[Stub | Told]] = {}
        with (self.folder / folder.INPUTS).open("rb") as lines:
            for kind, raw in map(_LINE.decode, lines):
                if kind == "input":
                    within = found[msgspec.json.decode(raw, type=str)] = []
                else:
                    within.append(msgspec.json.decode(raw, type=_KINDS[kind]))
        return found


def before(made: Path, settings: Settings) -> Past | None:
    """The build in a folder where it has read texts as these settings would, and its files are as it wrote them."""
    try:
        stated = stated_in(made)
    except ReadError:
        return None
    if not (stated and stated["program"] == program() and reads_alike(stated["settings"], said(settings))):
        return None
    needed = (folder.RECORDS, folder.MENTIONS, folder.BRIEFS, folder.PLACED, folder.OUTCOMES, folder.MARKS)
    whole = all((made / n).is_file() and stated["outputs"].get(n) == folder.checksum(made / n) for n in needed)
    return Past(made) if whole else None


class Log:
    """Writes what inputs hold, a line each, for a later update."""

    def __init__(self, out: BinaryIO) -> None:
        """Write to this open file."""
        self._out = out

    def write(self, kind: str, what: str | Stub | Told) -> None:
        """Write one line."""
        self._out.write(_ENCODER.encode((kind, what)) + b"\n")


def entries(
    found: Iterable[Input | Kept], form: Form, gathered: Gathered, log: Log, past: Past | None
) -> Iterator[Entry]:
    """The records of all inputs, in their order, each with what is known of it."""
    for reading, stub, name in _named(_Reading(found, form, past), gathered, log):
        if entry := _entry(reading, stub, name, past):
            gathered.taken(entry.record)
            yield entry


def differing(
    found: Iterable[Input | Kept], form: Form, gathered: Gathered, log: Log, past: Past
) -> Iterator[int | Entry]:
    """The records of all inputs, in their order: those that are as they were by their number, others as entries."""
    for reading, stub, name in _named(_Reading(found, form, past), gathered, log):
        number = past.number(stub.content)
        if number is not None and (past.records[number], past.sources[stub.content]) == (name, stub.source):
            yield number
        elif entry := _entry(reading, stub, name, past):
            yield entry if number is None or not entry.kept else number


class _Reading(Struct, frozen=True):
    """Inputs, how they are read, and what an earlier build holds of those that are kept."""

    found: Iterable[Input | Kept]
    form: Form
    past: Past | None

    def of(self, each: Input | Kept) -> Iterable[Reading | Stub]:
        """What an input holds."""
        return held(each, self.form) if isinstance(each, Input) else _kept(each, self.past)


def _named(what: _Reading, gathered: Gathered, log: Log) -> Iterator[tuple[Record | Stub, Stub, RecordId]]:
    """The records that are to be taken in, each in short and under its id; what inputs hold is written to the log."""
    for each in what.found:
        log.write("input", each.name)
        for reading in what.of(each):
            if isinstance(reading, Record | Stub):
                stub = stub_of(reading) if isinstance(reading, Record) else reading
                log.write("record", stub)
                if name := gathered.named(stub):
                    yield reading, stub, name
            else:
                log.write(type(reading).__name__.lower(), reading)
                gathered.told(reading)


def _kept(each: Kept, past: Past | None) -> Iterable[Stub | Told]:
    return past.inputs[each.name] if past else ()


def _entry(reading: Record | Stub, stub: Stub, name: RecordId, past: Past | None) -> Entry | None:
    """The record under its name and at its place, with what the earlier build has of it."""
    known = past.known(stub.content) if past else None
    if known is None and isinstance(reading, Record):
        record = replace(reading, id=name)
        return Entry(record, stub.content, past.said(record) if past else None)
    if known is None:
        return None
    as_read = past is not None and past.as_read
    brief = known.lines.briefly() if as_read else None
    if brief and (brief.record.id, brief.record.source) == (name, stub.source):
        return Entry(brief.record, stub.content, kept=known.lines, brief=brief)
    record, extraction = known.lines.read()
    said = replace(extraction, record=name) if as_read else None
    return Entry(replace(record, id=name, source=stub.source), stub.content, said)
