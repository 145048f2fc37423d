"""How many records each thing and each person is in, in a file that begins, for each kind, with those in most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import msgspec
from msgspec import Struct

from kg import folder
from kg.model import EntityType, Key, RecordId
from kg.output import atomic
from kg.report import MOST, Top
from kg.resolve import Resolution
from kg.sorted_file import Sorted

_MANY = 10**12 - 1
"""More than there are records."""
_PERSON = "Person"


class Rank(Struct, frozen=True, array_like=True):
    """A kind, how many records fewer than very many, and the label and key of what is in them."""

    kind: str
    fewer: int
    label: str
    key: Key


_RANK = msgspec.json.Decoder(Rank)


def ranks(found: Resolution) -> Iterator[bytes]:
    """A line for each thing that texts name, and for each person."""
    for entity in found.entities:
        if entity.members:
            yield _line(entity.type.value, entity.label, entity.key, entity.members)
    for person in found.persons:
        yield _line(_PERSON, person.name, person.key, person.members)


def _line(kind: str, label: str, key: Key, members: Iterable[tuple[RecordId, int]]) -> bytes:
    return msgspec.json.encode(Rank(kind, _MANY - len({record for record, _ in members}), label, key)) + b"\n"


def by_rank(line: bytes) -> bytes:
    """What the lines are sorted by."""
    if not line:
        return b""
    rank = _RANK.decode(line)
    texts = (rank.kind, f"{rank.fewer:012}", rank.label, rank.key)
    return b"\0".join(each.encode("utf-8", "surrogatepass") for each in texts)


def write(made: Path, found: Resolution) -> None:
    """Write the file of a build."""
    with atomic(made / folder.RANKS) as out:
        out.writelines(sorted(ranks(found), key=by_rank))


def top(made: Path) -> dict[str, list[Top]]:
    """The names that most records have, of each kind of thing and of persons."""
    lines = Sorted(made / folder.RANKS, key=by_rank)
    found = {}
    for kind in (*sorted(each.value for each in EntityType), _PERSON):
        most = map(_RANK.decode, islice(lines.beginning(f"{kind}\0".encode()), MOST))
        found[kind] = [Top(rank.label, _MANY - rank.fewer) for rank in most]
    lines.close()
    return {kind: most for kind, most in found.items() if most or kind == _PERSON}
