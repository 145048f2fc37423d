"""A resolution under the keys of an earlier build, and the registry of keys that the next one can go by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from msgspec.structs import replace

from kg.model import DecisionKind, Entity, Key, Person, RecordId
from kg.resolve import Resolution
from kg.resolve.kept import MOST_RECORDS, Entry, Kept, kept, renamed

KINDS: tuple[DecisionKind, ...] = ("entity", "paper", "person")
Registry: TypeAlias = dict[tuple[str, Key], Entry]


def lasting(found: Resolution, before: Iterable[Entry]) -> tuple[Resolution, list[Entry]]:
    """The resolution with keys from a registry wherever it has one, and the registry from then on, sorted."""
    registry = {(each.kind, each.key): each for each in before}
    now = [*entries(found)]
    if not registry:
        return found, sorted(now, key=lambda each: (each.kind, each.key))
    records = renamed(_of("record", registry.values()), _of("record", now))
    held = [_under(each, records) for each in registry.values()]
    ways = {kind: kept(kind, _of(kind, held), _of(kind, now)) for kind in KINDS}
    found = _called(found, ways)
    now = [*entries(found)]
    registry |= {(each.kind, each.key): each for each in now}
    return found, [registry[name] for name in sorted(registry)]


def entries(found: Resolution) -> Iterator[Entry]:
    """What a registry holds of the keys of a resolution."""
    for record, title in found.titles.items():
        yield Entry("record", record, (title,))
    certain: dict[Key, list[str]] = defaultdict(list)
    for record, key in found.paper_of.items():
        certain[key].append(f"record:{record}")
    for identifier, key in found.paper_named.items():
        certain[key].append(identifier)
    for key, known in certain.items():
        yield Entry("paper", key, certain=tuple(sorted(known)))
    called: dict[Key, list[str]] = defaultdict(list)
    for name, key in found.entity_called.items():
        called[key].append(name)
    for entity in found.entities:
        yield _entity(entity, called[entity.key])
    for person in found.persons:
        ids = {f"{each.scheme}:{each.value}" for each in person.identifiers}
        ids |= {f"orcid:{person.orcid}"} if person.orcid else set()
        records = sorted({record for record, _ in person.members})
        names = (person.name, *person.aliases)
        yield Entry("person", person.key, names, tuple(sorted(ids)), tuple(records[:MOST_RECORDS]))


def _entity(entity: Entity, called: Iterable[str]) -> Entry:
    """What a registry holds of a thing; what nothing else calls, such as a category, is known by its key."""
    concept = [f"<{entity.concept}>"] if entity.concept else []
    certain = {*called, *entity.called, *concept} or {entity.key}
    records = {record for record, _ in (*entity.members, *entity.affiliated)} | {*entity.venue_of, *entity.subject_of}
    names = (entity.label, *entity.aliases)
    return Entry("entity", entity.key, names, tuple(sorted(certain)), tuple(sorted(records)[:MOST_RECORDS]))


def _of(kind: str, every: Iterable[Entry]) -> list[Entry]:
    return [each for each in every if each.kind == kind]


def _under(entry: Entry, records: Mapping[RecordId, RecordId]) -> Entry:
    """The entry with its records by the ids that they have now."""
    if not records:
        return entry
    certain = (
        f"record:{records.get(each.removeprefix('record:'), each.removeprefix('record:'))}"
        if entry.kind == "paper" and each.startswith("record:")
        else each
        for each in entry.certain
    )
    return replace(
        entry, certain=tuple(certain), records=tuple(sorted({records.get(each, each) for each in entry.records}))
    )


def _called(found: Resolution, ways: Mapping[DecisionKind, Kept]) -> Resolution:
    """The resolution with every key as it is to be called, and the keys of before that lead to others."""
    papers, entities, persons = (ways[kind].called for kind in ("paper", "entity", "person"))
    named = {key: papers[paper] for key, paper in found.paper_named.items()}
    return replace(
        found,
        entities=tuple(sorted(_entities(found, ways["entity"]), key=lambda each: each.key)),
        persons=tuple(sorted(_persons(found, ways["person"]), key=lambda each: each.key)),
        paper_of={record: papers[key] for record, key in found.paper_of.items()},
        preferred={papers[key]: record for key, record in found.preferred.items()},
        versions=tuple(sorted((papers[of], papers[is_]) for of, is_ in found.versions)),
        entity_of={member: entities[key] for member, key in found.entity_of.items()},
        person_of={member: persons[key] for member, key in found.person_of.items()},
        subject_of={record: entities[key] for record, key in found.subject_of.items()},
        venue_of={record: entities[key] for record, key in found.venue_of.items()},
        affiliated={member: tuple(sorted(entities[key] for key in keys)) for member, keys in found.affiliated.items()},
        paper_named=ways["paper"].leads | named,
        entity_called={name: entities[key] for name, key in found.entity_called.items()},
    )


def _entities(found: Resolution, way: Kept) -> Iterator[Entity]:
    came, used = _came(way), {*way.called.values(), *way.leads}
    for entity in found.entities:
        key = way.called[entity.key]
        changed = key != entity.key
        yield replace(
            entity,
            key=key,
            broader=tuple(sorted(way.called.get(above, above) for above in entity.broader)),
            replaces=_replaced(entity.replaces, used, came[key]),
            called=(*entity.called, entity.key) if changed else entity.called,
            kept=changed,
        )


def _persons(found: Resolution, way: Kept) -> Iterator[Person]:
    came, used = _came(way), {*way.called.values(), *way.leads}
    for person in found.persons:
        key = way.called[person.key]
        yield replace(person, key=key, replaces=_replaced(person.replaces, used, came[key]))


def _came(way: Kept) -> defaultdict[Key, list[Key]]:
    """The keys of before that lead to each key."""
    came: defaultdict[Key, list[Key]] = defaultdict(list)
    for old, key in way.leads.items():
        came[key].append(old)
    return came


def _replaced(own: Iterable[Key], used: set[Key], came: list[Key]) -> tuple[Key, ...]:
    """The keys that lead to one: those that its parts had, unless they are others' or lead elsewhere, and of before."""
    return tuple(sorted({*came, *(each for each in own if each not in used)}))
