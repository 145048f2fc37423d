"""Things, persons and decisions as an earlier build wrote them, looked up by key."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct

from kg import folder
from kg.model import Entity, Key, Person
from kg.sorted_file import Sorted


class _Keyed(Struct):
    kind: str
    key: Key


class _Pair(Struct):
    kind: str
    left: str
    right: str


_KEYED, _PAIR = msgspec.json.Decoder(_Keyed), msgspec.json.Decoder(_Pair)


def by_key(line: bytes) -> bytes:
    """What lines of things, persons and a registry are sorted by."""
    if not line:
        return b""
    found = _KEYED.decode(line)
    return _bytes(found.kind, found.key)


def by_pair(line: bytes) -> bytes:
    """What lines of decisions are sorted by."""
    if not line:
        return b""
    found = _PAIR.decode(line)
    return _bytes(found.kind, found.left, found.right)


def _bytes(*parts: str) -> bytes:
    """The texts in an order that is theirs."""
    return b"\0".join(part.encode("utf-8", "surrogatepass") for part in parts)


class Nouns:
    """The things and persons of an earlier build."""

    def __init__(self, made: Path) -> None:
        """Open its file."""
        self._lines = Sorted(made / folder.ENTITIES, key=by_key)

    def entity(self, key: Key) -> Entity | None:
        """The thing of that key."""
        found = self._noun("entity", key)
        return found if isinstance(found, Entity) else None

    def person(self, key: Key) -> Person | None:
        """The person of that key."""
        found = self._noun("person", key)
        return found if isinstance(found, Person) else None

    def _noun(self, kind: str, key: Key) -> Entity | Person | None:
        line = self._lines.piece(self._lines.place(_bytes(kind, key)))
        return folder.thing(line) if line and by_key(line) == _bytes(kind, key) else None
