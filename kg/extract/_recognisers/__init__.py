"""Recognisers of the user's own, one file a kind: what reads a text, and the spans that it labels.

A kind's module has `TITLE`; `is_mine(name)`, whether a folder or an installed package is
one; and `reader(name, labels)`, a function from a text and the places of its sentences to
what it labels there. Its labels are those of `labels.json` in the folder, or of the file
that the user names: an object that leads from the recogniser's labels to our types.
Without it, labels that are called like our types are those.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import NamedTuple, TypeAlias

import msgspec
from msgspec import Struct

from kg import registry
from kg.errors import ReadError, UnknownName, UsageError
from kg.extract import _encoder
from kg.extract._candidate import Candidate
from kg.extract._document import Document
from kg.extract._encoder import Encoder
from kg.model import EntityType

ENCODER, NONE = "encoder", "none"
"""The names of our own recogniser, and of none."""
SIGNATURE = "recogniser"
"""What signs the candidates of a recogniser that was plugged in."""
LABELS = "labels.json"


class Said(NamedTuple):
    """A span of characters, the label it is given, and how sure that is, from 0 to 1."""

    start: int
    end: int
    label: str
    score: float


Reader: TypeAlias = Callable[[str, Sequence[tuple[int, int]]], Iterable[Said]]


class Plugged(Struct, frozen=True):
    """A recogniser that reads whole texts, and the type that each of its labels means."""

    read: Reader
    labels: Mapping[str, EntityType]

    def candidates(self, doc: Document) -> Iterator[Candidate]:
        """What it finds in a document, but for labels that mean nothing here."""
        text = doc.text
        for said in self.read(text, doc.sentences()):
            kind = self.labels.get(said.label.casefold())
            if kind is not None and text[said.start : said.end].strip():
                yield Candidate(
                    start=said.start, end=said.end, extractor=SIGNATURE, confidence=float(said.score), type=kind
                )


def recogniser_of(name: str, labels: str | None = None) -> Encoder | Plugged | None:
    """The recogniser of that name, or in that folder; None for `none`. It raises what `plugged` does."""
    if name in {ENCODER, NONE}:
        return _encoder.shipped() if name == ENCODER else None
    return plugged(name, labels)


def kinds() -> dict[str, ModuleType]:
    """Every kind of recogniser by its name."""
    return registry.members(sys.modules[__name__])


@lru_cache(maxsize=2)
def plugged(name: str, labels: str | None = None) -> Plugged:
    """The recogniser in a folder, or in an installed package, of that name; `labels` is the file of what they mean.

    Raises `UnknownName` where there is none, `UsageError` where what runs it is not
    installed, and `ReadError` for a file of labels that is none.
    """
    found = next((kind for kind in kinds().values() if kind.is_mine(name)), None)
    if found is None:
        raise UnknownName("recogniser", name, [ENCODER, NONE, *(f"a {each.TITLE}" for each in kinds().values())])
    meant = _labels(name, labels)
    try:
        return Plugged(found.reader(name, sorted(meant)), {label.casefold(): kind for label, kind in meant.items()})
    except ImportError as error:
        raise UsageError(f"--recogniser {name}", f"{error.name} is missing", do=f"pip install {error.name}") from error


def _labels(name: str, labels: str | None) -> dict[str, EntityType]:
    """What the recogniser's labels mean."""
    path = Path(labels) if labels else Path(name) / LABELS
    if not labels and not path.is_file():
        return {kind.value: kind for kind in EntityType}
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, EntityType])
    except (OSError, ValueError, msgspec.DecodeError) as error:
        expected = f"a JSON object from labels to types ({', '.join(sorted(EntityType))})"
        raise ReadError(path, str(error), expected=expected) from error
