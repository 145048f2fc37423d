"""Texts in which names are marked, and how many of those that are said are marked too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from kg.evaluate._tally import Tally, paired
from kg.model import EntityType, Extraction, Record, Source, TextField


class Span(Struct, frozen=True, order=True):
    """A name in a text: its kind, its characters, and the field that they are in."""

    type: EntityType
    start: int
    end: int
    field: TextField = "abstract"


class Marked(Struct, frozen=True):
    """A text, the names in it, the line at which it begins, and its title where it has one."""

    text: str
    spans: tuple[Span, ...]
    line: int
    title: str = ""


class Figures(Struct):
    """How many spans of a kind are right to the character, and how many at least overlap."""

    exact: Tally
    overlapping: Tally


def records_of(texts: Iterable[Marked], file: str) -> list[Record]:
    """A record a text, which is its abstract."""
    return [
        Record(id=f"{file}:{each.line}", title=each.title, abstract=each.text, source=Source(file, each.line))
        for each in texts
    ]


def figures(
    texts: Iterable[Marked], said: Iterable[Extraction], kinds: Mapping[EntityType, EntityType]
) -> dict[EntityType, Figures]:
    """The figures over all texts, in their order; `kinds` says as what of the annotations a type of ours counts."""
    made = {kind: Figures(Tally(), Tally()) for kind in kinds.values()}
    for text, extraction in zip(texts, said, strict=True):
        told = sorted(set(_spans(extraction, kinds)))
        for kind, of in made.items():
            wanted, found = [s for s in text.spans if s.type is kind], [s for s in told if s.type is kind]
            exact = paired(wanted, found, Span.__eq__)
            near = paired(wanted, found, _overlap)
            of.exact.add(right=len(exact), said=len(found), wanted=len(wanted))
            of.overlapping.add(right=len(near), said=len(found), wanted=len(wanted))
    return made


def _overlap(one: Span, other: Span) -> bool:
    return one.field == other.field and one.start < other.end and other.start < one.end


def _spans(extraction: Extraction, kinds: Mapping[EntityType, EntityType]) -> Iterator[Span]:
    for entity in extraction.entities:
        if entity.type in kinds:
            yield from (Span(kinds[entity.type], each.start, each.end, each.field) for each in entity.mentions)
