"""Clusters of things as entities: key, kind, label, names, what they are kinds of and what they may be one with."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import structs

from kg.model import Entity, EntityType, Key
from kg.resolve.features import Thing
from kg.resolve.naming import Named, together
from kg.vocabulary import Concept, Vocabulary

_ORDER = {kind: place for place, kind in enumerate(EntityType)}


def concept_key(concept: Concept) -> Key:
    """The key of a concept's entity."""
    return f"{concept.type.value}:<{concept.iri}>"


class Entities:
    """Makes the entities of clusters, each with a key of its own."""

    def __init__(self, known: Vocabulary, named: Mapping[Thing, Named]) -> None:
        """Start with no key given away."""
        self._known, self._named = known, named
        self._taken: set[Key] = set()

    def of(self, part: Sequence[Thing], concept_iri: str) -> Entity:
        """The entity of one cluster."""
        named = self._named[part[0]] if len(part) == 1 else together(self._named[thing] for thing in part)
        concept = self._known.concepts.get(concept_iri)
        kind = concept.type if concept else self._kind(part)
        label = concept.label if concept else named.label()
        names = named.names.union(concept.aliases) if concept else named.names
        return Entity(
            key=concept_key(concept) if concept else self._key(kind, part),
            type=kind,
            label=label,
            aliases=tuple(sorted(names - {label})),
            concept=concept.iri if concept else None,
            matches=concept.matches if concept else (),
            notation=concept.notation if concept else None,
            broader=broader_of(concept, self._known),
            members=tuple(sorted(named.members)),
        )

    def _kind(self, part: Sequence[Thing]) -> EntityType:
        """The kind that most records say it is."""
        if len({thing.type for thing in part}) == 1:
            return part[0].type
        votes: Counter[EntityType] = Counter()
        for thing in part:
            votes[thing.type] += self._named[thing].labels.total()
        return min(votes, key=lambda kind: (-votes[kind], _ORDER[kind]))

    def _key(self, kind: EntityType, part: Sequence[Thing]) -> Key:
        """A key from the first of its names that says what it is, else from its initials; no two have the same."""
        for key in _keys(kind, part):
            if key not in self._taken:
                self._taken.add(key)
                return key
        raise AssertionError("unending")


def _keys(kind: EntityType, part: Sequence[Thing]) -> Iterator[Key]:
    own = sorted({thing.form for thing in part if thing.form in thing.long})
    yield from (f"{kind.value}:{name}" for name in own)
    long = sorted({form for thing in part for form in thing.long})
    short = sorted({form for thing in part for form in (thing.form, *thing.short)})
    names = [*own, *long, *short]
    yield from (f"{kind.value}:{name}" for name in names[len(own) :])
    fields = sorted({thing.field for thing in part if thing.field})
    yield from (f"{kind.value}:{names[0]} ({field})" for field in fields)
    number = 2
    while True:
        yield f"{kind.value}:{names[0]}#{number}"
        number += 1


@lru_cache(maxsize=1 << 17)
def reference(thing: Thing) -> Key:
    """What a decision calls a thing: the key that it had if it stood alone."""
    name = min((form for form in thing.long if form == thing.form), default="") or min(thing.long, default="")
    if name:
        return f"{thing.type.value}:{name}"
    return f"{thing.type.value}:{thing.form}" + (f" ({thing.field})" if thing.field else "")


def broader_of(concept: Concept | None, known: Vocabulary) -> tuple[Key, ...]:
    """The keys of the concepts that a concept is a kind of."""
    above = [known.concepts[iri] for iri in concept.broader if iri in known.concepts] if concept else []
    return tuple(sorted(map(concept_key, above)))


def of_concept(concept: Concept, known: Vocabulary) -> Entity:
    """The entity of a concept, with no members."""
    return Entity(
        key=concept_key(concept),
        type=concept.type,
        label=concept.label,
        aliases=concept.aliases,
        concept=concept.iri,
        matches=concept.matches,
        notation=concept.notation,
        broader=broader_of(concept, known),
    )


def with_called(found: dict[Key, Entity], leads: Mapping[str, Key]) -> dict[Key, Entity]:
    """The entities, each with the references that lead to it beside its own keys."""
    called: dict[Key, list[str]] = defaultdict(list)
    for name, key in sorted(leads.items()):
        if name != key and name not in found[key].replaces:
            called[key].append(name)
    return found | {key: structs.replace(found[key], called=tuple(names)) for key, names in called.items()}


def with_replaced(found: dict[Key, Entity], leads: Mapping[Thing, Key]) -> dict[Key, Entity]:
    """The entities, each with the keys that parts of it had alone, where no other entity has or had them."""
    claimed: dict[Key, set[Key]] = defaultdict(set)
    for thing, key in leads.items():
        if not thing.concept:
            claimed[reference(thing)].add(key)
    replaced: dict[Key, set[Key]] = defaultdict(set)
    known = {old for entity in found.values() for old in entity.replaces}
    for old, keys in sorted(claimed.items()):
        if old not in found and old not in known and len(keys) == 1:
            replaced[min(keys)].add(old)
    return found | {
        key: structs.replace(found[key], replaces=tuple(sorted({*found[key].replaces, *olds})))
        for key, olds in replaced.items()
    }
