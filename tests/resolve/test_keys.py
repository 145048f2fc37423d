"""Things with the same initials are as many as their long names; no mention is lost."""

from __future__ import annotations

from kg.model import DocumentEntity, EntityType, Extraction, Mention, Record, Role, Source
from kg.resolve.brief import brief
from kg.resolve.things import Things
from kg.vocabulary import load

NAMED = (
    (
        "digital music instrument",
        "DMI",
    ),  # the first that is called DMI, too
    ("DMI", "digital musical interface"),
    ("DMI", "device for music"),
)


def said(number: int, label: str, alias: str) -> tuple[Record, Extraction]:
    mention = Mention("abstract", 0, len(label), label, "x", 1.0)
    entity = DocumentEntity(
        label=label, aliases=(alias,), type=EntityType.METHOD, roles=(Role.USES,), confidence=1.0, mentions=(mention,)
    )
    record = Record(id=str(number), title="T", abstract=f"{label} ({alias}).", source=Source("x", number))
    return record, Extraction(record=record.id, entities=(entity,))


def test_every_mention_keeps_its_thing() -> None:
    things = Things(load())
    for number, names in enumerate(NAMED, 1):
        things.add(brief(*said(number, *names), things.namings))
    members = {member: entity.key for entity in things.resolve().entities for member in entity.members}
    assert sorted(members) == [("1", 0), ("2", 0), ("3", 0)]
    assert len(set(members.values())) == 3
