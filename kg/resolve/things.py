"""Which things that texts name are one: by concept, name, kind and number, and by what initials stand for.

First what is named alike is compared, each thing with those that share a name with it;
then what has the same initials (`senses.py`). All that is joined is joined within
clusters that never hold two things which are known to differ (`bonds.py`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, structs

from kg.keys import normal, solid
from kg.model import Decision, Entity, EntityType, Key, RecordId, Verdict
from kg.resolve.bonds import Bonds
from kg.resolve.brief import Brief
from kg.resolve.entities import Entities, of_concept, reference, with_called, with_replaced
from kg.resolve.families import with_families
from kg.resolve.features import Thing
from kg.resolve.naming import Named, Namings, field_of, spells
from kg.resolve.organizations import Affiliated, Organizations
from kg.resolve.rules import Judged, judge
from kg.resolve.senses import Senses
from kg.resolve.spoken import by_verdict, references
from kg.resolve.venues import Filed, Venues
from kg.resolve.verdicts import Verdicts
from kg.vocabulary import Vocabulary

MOST = 8
"""So many clusters that share a name are compared with each new thing of that name."""
MOST_BESIDE = 16
"""So many other things of a record are kept beside one that is named by initials."""


class Found(Struct, frozen=True):
    """Entities, decisions, and to which entity each reference of a decision leads."""

    entities: tuple[Entity, ...]
    decisions: list[Decision]
    leads: dict[str, Key]


class Merged(Struct):
    """Entities by key, where things went, what was decided, and where references lead: records' and texts' names."""

    entities: dict[Key, Entity]
    leads: dict[Thing, Key]
    decisions: list[Decision]
    stated: dict[str, Key]
    names: dict[str, Key]


class Things:
    """Every thing that a text names, alike ones counted once; and what records are filed under."""

    def __init__(self, known: Vocabulary, verdicts: Verdicts | None = None) -> None:
        """Start with no thing, and with what persons decided of pairs of them."""
        self._known, self._verdicts = known, verdicts or Verdicts()
        self.namings = Namings(known)
        self._named: dict[Thing, Named] = defaultdict(Named)
        self.subjects: dict[str, list[RecordId]] = defaultdict(list)
        self._venues = Venues(known, self._verdicts)
        self._organizations = Organizations(known, self._verdicts)

    def add(self, brief: Brief) -> None:
        """Take in what a record's text names, its category, its venue and where its authors work."""
        self.name(brief)
        record = brief.record
        if record.category:
            self.subjects[record.category].append(record.id)
        self._venues.add(record)
        self._organizations.add(record)

    def name(self, brief: Brief, only: Container[Thing] | None = None) -> None:
        """Take in what a record's text names, or of these `only` some."""
        record = brief.record
        told = [each.thing.concept or solid(each.thing.long[0]) for each in brief.named if each.thing.long]
        field = field_of(record)
        for index, (thing, label, aliases) in enumerate(map(structs.astuple, brief.named)):
            if only is not None and thing not in only:
                continue
            named = self._named[thing]
            named.labels[label] += 1
            named.names.update((label, *aliases))
            named.members.append((record.id, index))
            named.fields[field] += 1
            if thing.short:
                named.beside.update(told[:MOST_BESIDE])

    def resolve(self) -> Found:
        """The entities, sorted by key, what was decided of pairs, and to which entity each reference leads."""
        merged = self.merged(self._venues.resolve(), self._organizations.resolve())
        for entity in _above(merged.entities.values(), self._known):
            merged.entities.setdefault(entity.key, entity)
        return self.finished(merged)

    def merged(
        self, venues: Filed, places: Affiliated, codes: Mapping[str, Sequence[RecordId]] | None = None
    ) -> Merged:
        """What texts name and what records are filed under, state and appeared in, by key.

        `codes` are the categories with the records that are filed under them, where not all have been taken in.
        """
        things = sorted(self._named)
        bonds, called = Bonds(things), references(things)
        said = by_verdict(self._verdicts, bonds, called)
        known_first = sorted(things, key=lambda thing: not thing.concept)
        judged = [*_by_name(known_first, bonds), *Senses(known_first, bonds, self._named, self._written).judged()]
        made = Entities(self._known, self._named)
        parts = sorted(bonds.parts(), key=lambda part: not bonds.concept(part[0]))
        of_part = [made.of(part, concept) for part, concept in zip(parts, _concepts(parts, bonds), strict=True)]
        leads = {thing: entity.key for part, entity in zip(parts, of_part, strict=True) for thing in part}
        found: dict[Key, Entity] = {}
        filed = self._filed(self.subjects if codes is None else codes)
        for entity in (*of_part, *filed, *venues.entities, *places.entities):
            found[entity.key] = _with(found.get(entity.key), entity)
        moved = _moved(found, (*venues.entities, *places.entities))
        leads = {thing: moved.get(key, key) for thing, key in leads.items()}
        decisions = [*said, *self._decisions(judged, {(each.left, each.right) for each in said})]
        stated_of = (*venues.decisions, *places.decisions)
        decisions = [*{(each.left, each.right): each for each in (*stated_of, *decisions)}.values()]
        names = {name: leads[named[0]] for name, named in called.items()}
        return Merged(found, leads, decisions, venues.leads | places.leads, names)

    def finished(self, merged: Merged, beside: Mapping[Key, Entity] | None = None) -> Found:
        """The entities with what they are kinds of, among themselves and those `beside`, and what leads to them."""
        leads, stated = merged.leads, merged.stated
        found = with_replaced(with_families(merged.entities, self._forms(), beside or {}), dict(sorted(leads.items())))
        found = with_called(found, stated | {reference(thing): leads[thing] for thing in sorted(leads, reverse=True)})
        return Found(tuple(found[key] for key in sorted(found)), merged.decisions, stated | merged.names)

    def _forms(self) -> dict[str, str]:
        """The forms of labels that are no initials, and so have the form of their thing."""
        return {label: thing.form for thing, named in self._named.items() if not thing.short for label in named.labels}

    def _written(self, thing: Thing) -> tuple[str, ...]:
        """The long names of a thing, its concept's among them."""
        concept = self._known.concepts.get(thing.concept)
        known = self.namings.long_of(concept) if concept else ()
        own = (form for form in thing.long if any(spells(initials, form) for initials in thing.short))
        return tuple(dict.fromkeys((*own, *known)))

    def _decisions(self, judged: list[Judged], said: set[tuple[str, str]]) -> list[Decision]:
        """What was decided of each pair of names on which no person has said anything."""
        decisions: dict[tuple[str, str], Decision] = {}
        for a, b, verdict, score, reasons in judged:
            left, right = sorted((a, b), key=reference)
            pair = reference(left), reference(right)
            if pair[0] != pair[1] and pair not in said:
                decisions.setdefault(
                    pair,
                    Decision(
                        kind="entity",
                        left=pair[0],
                        right=pair[1],
                        left_name=self._name(left),
                        right_name=self._name(right),
                        verdict=verdict,
                        score=score,
                        reasons=reasons,
                    ),
                )
        return list(decisions.values())

    def _name(self, thing: Thing) -> str:
        label = self._named[thing].label()
        written = next((form for form in thing.long if " " in form), thing.field)
        sense = f": {written}" if thing.form in thing.short and written else ""
        return f"{label}{sense} ({thing.type.value})"

    def _filed(self, codes: Mapping[str, Sequence[RecordId]]) -> Iterator[Entity]:
        """The categories that records are filed under."""
        for code, records in sorted(codes.items()):
            yield structs.replace(category(code, self._known), subject_of=tuple(sorted(records)))


def category(code: str, known: Vocabulary) -> Entity:
    """What a category is, with no record."""
    concept = known.category(code)
    if concept:
        return of_concept(concept, known)
    return Entity(key=f"Topic:{normal(code)}", type=EntityType.TOPIC, label=code)


def is_told(entity: Entity) -> bool:
    """Whether texts name it, or records are filed under it: then there is also what it is a kind of."""
    return bool(entity.members or entity.subject_of)


def _above(entities: Iterable[Entity], known: Vocabulary) -> Iterator[Entity]:
    """What entities are kinds of, up to the top."""
    concepts = {entity.concept for entity in entities if entity.concept and is_told(entity)}
    above = {each.iri: each for iri in sorted(concepts) for each in known.ancestors(iri)}
    for iri in sorted(above):
        yield of_concept(above[iri], known)


def _moved(found: dict[Key, Entity], filed: Iterable[Entity]) -> dict[Key, Key]:
    """Where things went that texts name as records do a venue or an organization; they are taken into it."""
    moved: dict[Key, Key] = {}
    for entity in filed:
        for old in entity.replaces:
            if old in found:
                moved[old] = entity.key
                found[entity.key] = _with(found[entity.key], found.pop(old))
    return moved


def _concepts(parts: list[list[Thing]], bonds: Bonds) -> Iterator[str]:
    """The concept of each cluster; one that a person parts from another of its concept has none."""
    first: dict[str, Thing] = {}
    for part in parts:
        concept = bonds.concept(part[0])
        yield "" if bonds.parted(first.setdefault(concept, part[0]), part[0]) else concept


def _by_name(things: list[Thing], bonds: Bonds) -> Iterator[Judged]:
    """Join things that share a concept or a name, each compared with the first of each cluster that has it."""
    blocks: dict[tuple[str, str], list[Thing]] = defaultdict(list)
    for thing in things:
        if not thing.bare:
            for key in _keys(thing):
                blocks[key].append(thing)
    for _, block in sorted(each for each in blocks.items() if len(each[1]) > 1):
        first: dict[Thing, Thing] = {}
        for thing in block:
            first = {bonds.root(other): other for other in first.values()}
            if bonds.root(thing) in first or len(first) >= MOST:
                continue
            for other in first.values():
                judged = judge(other, thing, bonds)
                if judged[4]:
                    yield judged
                if judged[2] is Verdict.SAME:
                    bonds.join(other, thing)
                    break
            first.setdefault(bonds.root(thing), thing)


def _keys(thing: Thing) -> Iterator[tuple[str, str]]:
    """Under which a thing is compared with others: its concept, its own names, and those without maker and kind."""
    if thing.concept:
        yield "concept", thing.concept
    yield from {("name", name) for name in (*map(solid, thing.long), *thing.cores) if name not in thing.short}


def _with(known: Entity | None, more: Entity) -> Entity:
    """One entity with what two say of it."""
    if known is None:
        return more
    return Entity(
        key=known.key,
        type=known.type,
        label=known.label,
        aliases=tuple(sorted({*known.aliases, *more.aliases, more.label} - {known.label})),
        concept=known.concept or more.concept,
        matches=tuple(sorted({*known.matches, *more.matches})),
        notation=known.notation or more.notation,
        broader=tuple(sorted({*known.broader, *more.broader})),
        replaces=tuple(sorted({*known.replaces, *more.replaces})),
        members=tuple(sorted({*known.members, *more.members})),
        subject_of=tuple(sorted({*known.subject_of, *more.subject_of})),
        venue_of=tuple(sorted({*known.venue_of, *more.venue_of})),
        affiliated=tuple(sorted({*known.affiliated, *more.affiliated})),
    )
