"""What records are filed under: a line a category, with the key of its thing and its records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from kg.model import Key, RecordId
from kg.output import atomic
from kg.reach._world import Seat
from kg.resolve.things import category
from kg.vocabulary import Vocabulary


class Code(Struct, frozen=True, array_like=True):
    """A category as records write it, the key of its thing, and what is filed under it."""

    code: str
    key: Key
    records: tuple[RecordId, ...]


_CODE = msgspec.json.Decoder(Code)


class Filing:
    """All categories."""

    def __init__(self, codes: Mapping[str, Code]) -> None:
        """Start with these."""
        self._codes = codes

    @classmethod
    def read(cls, path: Path) -> Filing:
        """Those of an earlier build, from its file."""
        with path.open("rb") as lines:
            return cls({each.code: each for each in map(_CODE.decode, lines)})

    @classmethod
    def of(cls, subjects: Mapping[str, Iterable[RecordId]], known: Vocabulary) -> Filing:
        """Those of all records, by category."""
        made = (Code(code, category(code, known).key, tuple(sorted(of))) for code, of in subjects.items())
        return cls({each.code: each for each in made})

    def write(self, path: Path) -> None:
        """Write the file."""
        with atomic(path) as out:
            out.writelines(msgspec.json.encode(code) + b"\n" for _, code in sorted(self._codes.items()))

    def changed(self, seats: Iterable[Seat], known: Vocabulary) -> Filing:
        """The categories after a change of these records."""
        left: dict[str, set[RecordId]] = {}
        for seat in sorted(seats, key=lambda each: each.after):
            record = seat.brief.record
            if record.category:
                known_as = self._codes.get(record.category)
                of = left.setdefault(record.category, set(known_as.records if known_as else ()))
                (of.add if seat.after else of.discard)(record.id)
        made = self.of({code: of for code, of in left.items() if of}, known)._codes
        return Filing({**{code: each for code, each in self._codes.items() if code not in left}, **made})

    def under(self, keys: set[Key]) -> dict[str, tuple[RecordId, ...]]:
        """What is filed under the categories whose things have these keys."""
        return {code: each.records for code, each in self._codes.items() if each.key in keys}

    def key(self, code: str) -> Key | None:
        """The key of a category's thing."""
        found = self._codes.get(code)
        return found.key if found else None
