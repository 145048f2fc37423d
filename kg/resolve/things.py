"""Which things that texts name are one: by kind, name and concept."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from kg.keys import name_form, normal
from kg.model import Decision, Entity, EntityType, Extraction, Key, Reason, Record, RecordId, Verdict
from kg.resolve.clusters import Clusters
from kg.resolve.features import Thing
from kg.resolve.rules import decide
from kg.vocabulary import Concept, Vocabulary


class _Seen:
    """Where and how a thing is named."""

    def __init__(self) -> None:
        self.labels: Counter[str] = Counter()
        self.names: set[str] = set()
        self.members: list[tuple[RecordId, int]] = []


class Things:
    """Every thing that a text names, alike ones counted once; and what records are filed under."""

    def __init__(self, known: Vocabulary) -> None:
        """Start with no thing."""
        self._known = known
        self._seen: dict[Thing, _Seen] = defaultdict(_Seen)
        self._subjects: dict[str, list[RecordId]] = defaultdict(list)
        self._venues: dict[str, list[RecordId]] = defaultdict(list)

    def add(self, record: Record, extraction: Extraction) -> None:
        """Take in what a record's text names, its category and its venue."""
        for index, entity in enumerate(extraction.entities):
            concept = self._known.concepts.get(entity.concept or "")
            forms = tuple(sorted({name_form(name) for name in (entity.label, *entity.aliases)}))
            kind = concept.type if concept else entity.type
            seen = self._seen[Thing(kind, name_form(entity.label), forms, concept.iri if concept else "")]
            seen.labels[entity.label] += 1
            seen.names.update((entity.label, *entity.aliases))
            seen.members.append((record.id, index))
        if record.category:
            self._subjects[record.category].append(record.id)
        if record.venue:
            self._venues[record.venue].append(record.id)

    def resolve(self) -> tuple[tuple[Entity, ...], list[Decision]]:
        """The entities, sorted by key, and what was decided of names that are written differently."""
        things = sorted(self._seen)
        clusters = Clusters(things)
        decisions: dict[tuple[str, str], Decision] = {}
        concepts = {thing: thing.concept for thing in things}  # of each cluster, under its root
        for a, b in _pairs(things):
            verdict, score, reasons = decide(a, b)
            roots = clusters.root(a), clusters.root(b)
            anchors = {concepts[root] for root in roots} - {""}
            if verdict is Verdict.SAME and len(anchors) > 1:
                verdict, score = Verdict.DIFFERENT, -1.0
                reasons = (*reasons, Reason("concept", -1.0, f"joined, {' and '.join(sorted(anchors))} would be one"))
            if verdict is Verdict.SAME:
                clusters.join(a, b)
                concepts[clusters.root(a)] = max(anchors, default="")
            if verdict is not Verdict.SAME or a.form != b.form:
                left, right = self._name(a), self._name(b)
                made = Decision(kind="entity", left=left, right=right, verdict=verdict, score=score, reasons=reasons)
                decisions.setdefault((left, right), made)
        found = {entity.key: entity for entity in map(self._entity, clusters.parts())}
        for entity in [*self._filed(), *self._above(found)]:
            found[entity.key] = _with(found.get(entity.key), entity)
        return tuple(found[key] for key in sorted(found)), list(decisions.values())

    def _name(self, thing: Thing) -> str:
        labels = self._seen[thing].labels
        return f"{min(labels, key=lambda label: (-labels[label], label))} ({thing.type.value})"

    def _entity(self, part: list[Thing]) -> Entity:
        seen = [self._seen[thing] for thing in part]
        labels: Counter[str] = sum((each.labels for each in seen), Counter())
        concept = self._known.concepts.get(max(thing.concept for thing in part))
        label = concept.label if concept else min(labels, key=lambda name: (-labels[name], name))
        names = set().union(*(each.names for each in seen)) | set(concept.aliases if concept else ())
        return Entity(
            key=_concept_key(concept) if concept else f"{part[0].type.value}:{min(thing.form for thing in part)}",
            type=part[0].type,
            label=label,
            aliases=tuple(sorted(names - {label})),
            concept=concept.iri if concept else None,
            notation=concept.notation if concept else None,
            broader=self._broader(concept),
            members=tuple(sorted(member for each in seen for member in each.members)),
        )

    def _broader(self, concept: Concept | None) -> tuple[Key, ...]:
        above = [self._known.concepts[iri] for iri in concept.broader if iri in self._known.concepts] if concept else []
        return tuple(sorted(map(_concept_key, above)))

    def _filed(self) -> Iterator[Entity]:
        """The categories that records are filed under and the venues they appeared in."""
        for code, records in sorted(self._subjects.items()):
            concept = self._known.category(code)
            made = (
                self._of_concept(concept)
                if concept
                else Entity(key=f"Topic:{normal(code)}", type=EntityType.TOPIC, label=code)
            )
            yield _with(made, Entity(key=made.key, type=made.type, label=made.label, subject_of=tuple(sorted(records))))
        for venue, records in sorted(self._venues.items()):
            yield Entity(
                key=f"Venue:{normal(venue)}", type=EntityType.VENUE, label=venue, venue_of=tuple(sorted(records))
            )

    def _above(self, found: dict[Key, Entity]) -> Iterator[Entity]:
        """What the found entities are kinds of, up to the top."""
        concepts = {entity.concept for entity in [*found.values(), *self._filed()] if entity.concept}
        above = {each.iri: each for iri in sorted(concepts) for each in self._known.ancestors(iri)}
        for iri in sorted(above):
            yield self._of_concept(above[iri])

    def _of_concept(self, concept: Concept) -> Entity:
        return Entity(
            key=_concept_key(concept),
            type=concept.type,
            label=concept.label,
            aliases=concept.aliases,
            concept=concept.iri,
            notation=concept.notation,
            broader=self._broader(concept),
        )


def _pairs(things: list[Thing]) -> Iterator[tuple[Thing, Thing]]:
    """The pairs that are worth comparing, each once.

    Of one kind, those that share a label, a form or a concept, each with the first of
    them; of two kinds, those with the same label.
    """
    blocks: dict[tuple[str, str], list[Thing]] = defaultdict(list)
    for thing in things:
        for key in {*thing.forms, thing.concept, f"label {thing.form}"} - {""}:
            blocks[key, thing.type].append(thing)
        if ("", thing.form) not in blocks or blocks["", thing.form][-1].type != thing.type:
            blocks["", thing.form].append(thing)
    done: set[tuple[Thing, Thing]] = set()
    for block in sorted(blocks):
        first, *others = blocks[block]
        for other in others:
            if (first, other) not in done:
                done.add((first, other))
                yield first, other


def _concept_key(concept: Concept) -> Key:
    return f"{concept.type.value}:<{concept.iri}>"


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
        notation=known.notation or more.notation,
        broader=tuple(sorted({*known.broader, *more.broader})),
        members=tuple(sorted({*known.members, *more.members})),
        subject_of=tuple(sorted({*known.subject_of, *more.subject_of})),
        venue_of=tuple(sorted({*known.venue_of, *more.venue_of})),
    )
