"""Which things that texts name are one: by concept, name, kind and number, and by what initials stand for.

First what is named alike is compared, each thing with those that share a name with it;
then what has the same initials (`senses.py`). All that is joined is joined within
clusters that never hold two things which are known to differ (`bonds.py`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec import Struct, structs

from kg.keys import normal, solid
from kg.model import Decision, Entity, EntityType, Key, RecordId, Verdict
from kg.resolve.bonds import Bonds
from kg.resolve.brief import Brief
from kg.resolve.entities import Entities, of_concept, reference, with_called, with_replaced
from kg.resolve.families import with_families
from kg.resolve.features import Thing
from kg.resolve.naming import Named, Namings, field_of, spells
from kg.resolve.organizations import Organizations
from kg.resolve.rules import Judged, judge
from kg.resolve.senses import Senses
from kg.resolve.spoken import by_verdict, references
from kg.resolve.venues import Venues
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


class Things:
    """Every thing that a text names, alike ones counted once; and what records are filed under."""

    def __init__(self, known: Vocabulary, verdicts: Verdicts | None = None) -> None:
        """Start with no thing, and with what persons decided of pairs of them."""
        self._known, self._verdicts = known, verdicts or Verdicts()
        self.namings = Namings(known)
        self._named: dict[Thing, Named] = defaultdict(Named)
        self._subjects: dict[str, list[RecordId]] = defaultdict(list)
        self._venues = Venues(known, self._verdicts)
        self._organizations = Organizations(known, self._verdicts)

    def add(self, brief: Brief) -> None:
        """Take in what a record's text names, its category and its venue."""
        record = brief.record
        told = [each.thing.concept or solid(each.thing.long[0]) for each in brief.named if each.thing.long]
        field = field_of(record)
        for index, (thing, label, aliases) in enumerate(map(structs.astuple, brief.named)):
            named = self._named[thing]
            named.labels[label] += 1
            named.names.update((label, *aliases))
            named.members.append((record.id, index))
            named.fields[field] += 1
            if thing.short:
                named.beside.update(told[:MOST_BESIDE])
        if record.category:
            self._subjects[record.category].append(record.id)
        self._venues.add(record)
        self._organizations.add(record)

    def resolve(self) -> Found:
        """The entities, sorted by key, what was decided of pairs, and to which entity each reference leads."""
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
        for entity in of_part:
            found[entity.key] = _with(found.get(entity.key), entity)
        venues, places = self._venues.resolve(), self._organizations.resolve()
        filed = [*self._filed()]
        for entity in [*filed, *venues.entities, *places.entities, *self._above([*found.values(), *filed])]:
            found[entity.key] = _with(found.get(entity.key), entity)
        moved = _moved(found, (*venues.entities, *places.entities))
        leads = {thing: moved.get(key, key) for thing, key in leads.items()}
        found = with_replaced(with_families(found, self._forms()), {thing: leads[thing] for thing in things})
        decisions = [*said, *self._decisions(judged, {(each.left, each.right) for each in said})]
        stated_of = (*venues.decisions, *places.decisions)
        decisions = [*{(each.left, each.right): each for each in (*stated_of, *decisions)}.values()]
        stated = venues.leads | places.leads
        found = with_called(found, stated | {reference(thing): leads[thing] for thing in reversed(things)})
        entities = tuple(found[key] for key in sorted(found))
        return Found(entities, decisions, stated | {name: leads[named[0]] for name, named in called.items()})

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

    def _filed(self) -> Iterator[Entity]:
        """The categories that records are filed under."""
        for code, records in sorted(self._subjects.items()):
            concept = self._known.category(code)
            made = (
                of_concept(concept, self._known)
                if concept
                else Entity(key=f"Topic:{normal(code)}", type=EntityType.TOPIC, label=code)
            )
            yield _with(made, Entity(key=made.key, type=made.type, label=made.label, subject_of=tuple(sorted(records))))

    def _above(self, entities: Iterable[Entity]) -> Iterator[Entity]:
        """What entities are kinds of, up to the top."""
        concepts = {entity.concept for entity in entities if entity.concept}
        above = {each.iri: each for iri in sorted(concepts) for each in self._known.ancestors(iri)}
        for iri in sorted(above):
            yield of_concept(above[iri], self._known)


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
