"""A table of pairs that must and must not merge, all of them right, whatever the order of records."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from kg.extract.gazetteer import fits, folded, gazetteer_of
from kg.model import DocumentEntity, EntityType, Extraction, Mention, Record, Role, Source, Verdict
from kg.resolve import Resolution, Resolver
from kg.vocabulary import Concept, load

TABLE = Path(__file__).with_name("pairs.txt")
ROWS = [
    [cell.strip() for cell in line.split("|")]
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
KNOWN = load()
LABELS = dict(zip(gazetteer_of(KNOWN).forms, gazetteer_of(KNOWN).labels, strict=True))


def concept_of(name: str) -> Concept | None:
    """The concept that a text with this name is matched with."""
    label, concept = LABELS.get(folded(name), ("", None))
    return concept if concept and fits(label, name) else None


def naming(number: int, kind: str, cell: str) -> tuple[Record, Extraction]:
    """A record that names one thing."""
    names, _, field = re.fullmatch(r"(.*?)( \[(.*)\])?", cell).groups()  # type: ignore[union-attr]
    label, *aliases = names.split(" = ")
    concept = next((found for found in map(concept_of, (label, *aliases)) if found), None)
    entity = DocumentEntity(
        label=label,
        aliases=tuple(aliases),
        type=concept.type if concept else EntityType(kind),
        roles=(Role.USES,),
        confidence=0.8,
        concept=concept.iri if concept else None,
        mentions=(Mention("title", 0, 1, "x", "gazetteer", 0.8),),
    )
    record = Record(id=f"r{number}", title=f"On {cell}", category=field, source=Source("x", number))
    return record, Extraction(record=record.id, entities=(entity,))


def resolved(*namings: tuple[Record, Extraction]) -> Resolution:
    resolver = Resolver(KNOWN)
    for record, extraction in namings:
        resolver.add(record, extraction)
    return resolver.resolve()


def verdict(found: Resolution) -> Verdict:
    """What was decided of the two things of two records."""
    left, right = found.entity_of["r1", 0], found.entity_of["r2", 0]
    if left == right:
        return Verdict.SAME
    return Verdict.UNDECIDED if ("entity", *sorted((left, right))) in found.possibly_same() else Verdict.DIFFERENT


@pytest.mark.parametrize("row", ROWS, ids=" | ".join)
def test_pair(row: list[str]) -> None:
    wanted, kind, left, other_kind, right = row
    pair = naming(1, kind, left), naming(2, other_kind or kind, right)
    assert verdict(resolved(*pair)) is Verdict(wanted)
    assert verdict(resolved(*reversed(pair))) is Verdict(wanted)


def test_the_table_is_long_and_of_both_kinds() -> None:
    verdicts = Counter(row[0] for row in ROWS)
    assert len({tuple(row) for row in ROWS}) == len(ROWS) >= 200
    assert min(verdicts["same"], verdicts["different"]) >= 80
