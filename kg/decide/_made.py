"""A build at rest, as far as identity goes: its things, persons and papers, and what was decided of them."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from kg import folder
from kg.describe import Iris
from kg.errors import UsageError
from kg.model import Decision, DecisionKind, Entity, Extraction, Key, Person, Record, RecordId
from kg.progress import steps
from kg.read import Settings, jsonl
from kg.resolve import Placement

_PLACED = msgspec.json.Decoder(tuple[str, Placement])
_EXTRACTION = msgspec.json.Decoder(Extraction)


class Stated(Struct, frozen=True):
    """What of a record's line says which paper it is."""

    id: RecordId
    title: str
    identifiers: dict[str, str | list[str]] = {}


_STATED = msgspec.json.Decoder(Stated)


class Made:
    """The folder of a build; every question reads through a file once, and nothing of it is kept."""

    def __init__(self, where: str | Path) -> None:
        """Name the folder; `UsageError` where there is no build in it."""
        self.folder = Path(where)
        manifest = self.folder / folder.MANIFEST
        if not manifest.is_file():
            raise UsageError(where, "no build here", expected="the folder of a build", do="run kg build first")
        self.iris = Iris(msgspec.json.decode(manifest.read_bytes())["settings"]["base"])

    def nouns(self) -> Iterator[Entity | Person]:
        """Every thing and person."""
        return map(folder.thing, self._lines(folder.ENTITIES))

    def decisions(self) -> Iterator[Decision]:
        """What was decided, in the order of the file."""
        return map(folder.decision, self._lines(folder.DECISIONS))

    def stated(self) -> Iterator[tuple[Stated, Placement]]:
        """Every record's id and title, with where its names went."""
        lines = zip(self._lines(folder.RECORDS), self._lines(folder.PLACED), strict=True)
        return ((_STATED.decode(record), _PLACED.decode(placed)[1]) for record, placed in lines)

    def records(self, wanted: Collection[RecordId]) -> dict[RecordId, tuple[Record, Extraction]]:
        """The records of these ids, and what their texts say."""
        found: dict[RecordId, tuple[Record, Extraction]] = {}
        lines = zip(self._lines(folder.RECORDS), self._lines(folder.MENTIONS), strict=True)
        for line, said in lines if wanted else ():
            if _STATED.decode(line).id in wanted:
                (record,) = jsonl.readings(io.BytesIO(line), Settings(folder.RECORDS))
                if isinstance(record, Record):
                    found[record.id] = record, _EXTRACTION.decode(said)
        return found

    def bearers(self, kind: DecisionKind, references: Iterable[str]) -> dict[str, Entity | Person | Key]:
        """What each reference of a decision leads to now; of a paper its key. What is not here is not in it."""
        wanted = {*references}
        if not wanted:
            return {}
        if kind == "paper":
            return {stated.id: placed.paper for stated, placed in self.stated() if stated.id in wanted}
        found: dict[str, Entity | Person | Key] = {}
        for noun in self.nouns():
            if isinstance(noun, Person) == (kind == "person"):
                found.update(dict.fromkeys(wanted.intersection(references_of(noun)), noun))
        return found

    def iri(self, kind: DecisionKind, key: Key) -> str:
        """The IRI of what has that key."""
        made = {"entity": self.iris.entity, "paper": self.iris.paper, "person": self.iris.person}[kind](key)
        return made.strip("<>")

    def _lines(self, name: str) -> Iterator[bytes]:
        with (self.folder / name).open("rb") as lines:
            yield from steps(lines, name)


def references_of(noun: Entity | Person) -> list[str]:
    """How decisions call a thing, its parts or a person's names on papers."""
    if isinstance(noun, Person):
        return [f"{record}#{position}" for record, position in noun.members]
    return [noun.key, *noun.replaces, *noun.called]
