"""Which records are of one paper: those that share an identifier, or, having none, the title."""

from __future__ import annotations

from collections.abc import Iterator

from kg.keys import title_key
from kg.model import Key, Record, RecordId
from kg.resolve.clusters import Clusters

PREFERRED = ("doi", "arxiv")
"""The schemes whose identifiers make the best keys, in order."""


class Papers:
    """The keys that each record's paper may have."""

    def __init__(self) -> None:
        """Start with no record."""
        self._keys: dict[RecordId, tuple[Key, ...]] = {}

    def add(self, record: Record) -> None:
        """Take in a record's identifiers, or its title."""
        self._keys[record.id] = tuple(_keys(record))

    def resolve(self) -> dict[RecordId, Key]:
        """The key of each record's paper: the best that any of the paper's records has."""
        clusters = Clusters(sorted({key for keys in self._keys.values() for key in keys}))
        for first, *others in self._keys.values():
            for other in others:
                clusters.join(first, other)
        best = {clusters.root(part[0]): min(part, key=_rank) for part in clusters.parts()}
        return {record: best[clusters.root(keys[0])] for record, keys in self._keys.items()}


def _keys(record: Record) -> Iterator[Key]:
    if record.identifiers:
        for each in record.identifiers:
            yield f"{each.scheme}:{each.value.lower() if each.scheme == 'doi' else each.value}"
    else:
        yield f"title:{title_key(record.title)}"


def _rank(key: Key) -> tuple[int, Key]:
    scheme = key.partition(":")[0]
    return (PREFERRED.index(scheme) if scheme in PREFERRED else len(PREFERRED), key)
