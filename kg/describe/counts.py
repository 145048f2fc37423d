"""What is counted of a graph's lines for its description: triples, subjects, objects, uses of terms, links out."""

from __future__ import annotations

from collections import Counter
from functools import cache
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.describe.elsewhere import LINKING, registry
from kg.describe.terms import RDF_TYPE, term

_TYPE = RDF_TYPE.encode()
_ONCE = ("oa:hasTarget", "oa:hasSelector", "kg:authorship")
"""Properties of which every object is that of one triple alone: so many are a third of all, and need not be kept."""
_HELD = 1 << 18
"""So many objects are held before they are merged with those before, or a share of those, so that it stays seldom."""
_SHARE = 1 / 16


class Objects:
    """How many triples have each object, by the first 64 bits of its BLAKE2; sorted, so that it is found and merged.

    Of ten million different objects, two have the same bits with a probability of 3 in a million.
    """

    def __init__(self, found: NDArray[np.uint64] | None = None, times: NDArray[np.int64] | None = None) -> None:
        """Start with these, sorted, each so many times."""
        self.found = np.empty(0, np.uint64) if found is None else found
        self.times = np.empty(0, np.int64) if times is None else times
        self._new: Counter[bytes] = Counter()

    def add(self, objects: Counter[bytes]) -> None:
        """Count objects, so many times each; a number below 0 takes away."""
        self._new.update(objects)
        if len(self._new) >= max(_HELD, len(self.found) * _SHARE):
            self._settle()

    def __len__(self) -> int:
        """The number of different objects."""
        self._settle()
        return len(self.found)

    def _settle(self) -> None:
        if not self._new:
            return
        digests = b"".join(blake2b(each, digest_size=8).digest() for each in self._new)
        new = np.frombuffer(digests, ">u8").astype(np.uint64)
        every = np.concatenate((self.found, new))
        times = np.concatenate((self.times, np.fromiter(self._new.values(), np.int64, len(self._new))))
        self.found, where = np.unique(every, return_inverse=True)
        self.times = np.bincount(where, weights=times, minlength=len(self.found)).astype(np.int64)
        left = self.times > 0
        self.found, self.times = self.found[left], self.times[left]
        self._new.clear()

    def written(self) -> bytes:
        """Twelve bytes an object, sorted: its 64 bits and, in 32, how many triples have it."""
        self._settle()
        table = np.empty(len(self.found), [("object", "<u8"), ("times", "<u4")])
        table["object"], table["times"] = self.found, self.times
        return table.tobytes()

    @classmethod
    def read(cls, written: bytes) -> Objects:
        """The objects that were written."""
        table = np.frombuffer(written, [("object", "<u8"), ("times", "<u4")])
        return cls(table["object"].astype(np.uint64), table["times"].astype(np.int64))


class Counts:
    """Triples, subjects, objects, uses of each property and class, and links out, of lines that come sorted and once.

    `entities` are the subjects whose IRIs are in `space`; `links` are by property and the data set that they lead to.
    """

    def __init__(self, space: str) -> None:
        """Start with nothing counted."""
        self.space = space
        self.triples = 0
        self.subjects = 0
        self.entities = 0
        self.once = 0
        self.properties: Counter[str] = Counter()
        self.classes: Counter[str] = Counter()
        self.links: Counter[tuple[str, str]] = Counter()
        self.objects = Objects()
        self._last = b""

    def add(self, lines: list[bytes]) -> None:
        """Count N-Quads lines that follow those counted; a triple that is in several graphs counts once."""
        triples = dict.fromkeys(line[: line.rindex(b" <")] for line in lines)
        triples.pop(self._last, None)
        if not triples:
            return
        before, self._last = self._last.partition(b" ")[0], next(reversed(triples))
        self._count([triple.split(b" ", 2) for triple in triples], before, 1)

    def replace(self, old: list[bytes], new: list[bytes]) -> None:
        """Count the lines of some subjects, all that there are, for those that they had before."""
        for sign, lines in ((-1, old), (1, new)):
            triples = dict.fromkeys(line[: line.rindex(b" <")] for line in lines)
            self._count([triple.split(b" ", 2) for triple in triples], b"", sign)
        for counted in (self.properties, self.classes, self.links):
            for name in [name for name, number in counted.items() if not number]:
                del counted[name]

    def _count(self, triples: list[list[bytes]], before: bytes, sign: int) -> None:
        subjects = {subject for subject, _, _ in triples} - {before}
        space = f"<{self.space}".encode()
        self.triples += sign * len(triples)
        self.subjects += sign * len(subjects)
        self.entities += sign * sum(subject.startswith(space) for subject in subjects)
        once, linking = _terms(_ONCE), _terms(LINKING)
        for name, number in Counter(predicate for _, predicate, _ in triples).items():
            self.properties[name.decode()] += sign * number
            self.once += sign * number if name in once else 0
        for name, number in Counter(thing for _, predicate, thing in triples if predicate == _TYPE).items():
            self.classes[name.decode()] += sign * number
        objects = Counter(thing for _, predicate, thing in triples if predicate not in once)
        self.objects.add(objects if sign > 0 else Counter({thing: -number for thing, number in objects.items()}))
        for predicate, thing in [(each[1], each[2]) for each in triples if each[1] in linking]:
            self.links[predicate.decode(), registry(thing.decode()).space] += sign

    @property
    def distinct_objects(self) -> int:
        """The number of different objects."""
        return self.once + len(self.objects)

    def figures(self) -> dict[str, Any]:
        """All counts, by name; the objects are written apart (`Objects.written`)."""
        return {
            "space": self.space,
            "triples": self.triples,
            "subjects": self.subjects,
            "entities": self.entities,
            "once": self.once,
            "properties": dict(self.properties),
            "classes": dict(self.classes),
            "links": [[*link, number] for link, number in sorted(self.links.items())],
        }

    @classmethod
    def of(cls, figures: dict[str, Any], objects: bytes) -> Counts:
        """The counts that have these figures and objects."""
        made = cls(figures["space"])
        made.triples, made.subjects = figures["triples"], figures["subjects"]
        made.entities, made.once = figures["entities"], figures["once"]
        made.properties.update(figures["properties"])
        made.classes.update(figures["classes"])
        made.links.update({(property_, space): number for property_, space, number in figures["links"]})
        made.objects = Objects.read(objects)
        return made


@cache
def _terms(names: tuple[str, ...]) -> frozenset[bytes]:
    return frozenset(term(name).encode() for name in names)
