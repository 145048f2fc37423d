"""How one record names a thing: which of its names say what it is, and which concept it can be.

A vocabulary knows AMD as a company. A record that writes "age-related macular
degeneration (AMD)" says that it means another, and so its AMD has no concept.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property, lru_cache

from kg.extract._heads import type_of
from kg.keys import solid
from kg.model import DocumentEntity, EntityType, Record, RecordId
from kg.resolve.features import Thing
from kg.resolve.forms import LONGEST_SHORT, is_short, thing_form
from kg.resolve.kinds import BODIES, core, initials_of, is_proper, may_be_one
from kg.resolve.long_names import SAME, compared
from kg.vocabulary import Concept, Vocabulary

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


class Named:
    """Where and how a thing is named: labels, all names, members, fields of the records, and what else they name."""

    def __init__(self) -> None:
        """Start with no record."""
        self.labels: Counter[str] = Counter()
        self.names: set[str] = set()
        self.members: list[tuple[RecordId, int]] = []
        self.fields: Counter[str] = Counter()
        self.beside: Counter[str] = Counter()

    def label(self) -> str:
        """The label that is used most."""
        if len(self.labels) == 1:
            return next(iter(self.labels))
        return min(self.labels, key=lambda label: (-self.labels[label], label))


def together(named: Iterable[Named]) -> Named:
    """What several things are named, as one thing."""
    found = Named()
    for each in named:
        found.labels += each.labels
        found.names |= each.names
        found.members += each.members
        found.fields += each.fields
        found.beside += each.beside
    return found


class Namings:
    """Makes things of what records name, with a vocabulary at hand."""

    def __init__(self, known: Vocabulary) -> None:
        """Know the concepts; their names are indexed when something is named, which an update may do without."""
        self._known = known
        self._long: dict[str, tuple[str, ...]] = {}

    @cached_property
    def _concepts(self) -> dict[str, list[Concept]]:
        return _concepts_named(self._known)

    def thing(self, entity: DocumentEntity, record: Record) -> Thing:
        """What an entity of a record is named, and what it can be."""
        names = dict.fromkeys((entity.label, *entity.aliases))
        initials = {name: self._initials(name, entity.type) for name in names}
        short = {thing_form(each) for each in initials.values() if each}
        telling = [name for name in names if not initials[name] and _tells(name, entity.label, short)]
        long = sorted({form for name in telling for form in _forms(name)} - short)
        concept, kind = self._concept(entity, long), entity.type
        if concept:
            kind = concept.type
        elif long and (entity.concept in self._known.concepts or type_of(long[0]) in BODIES):
            kind = type_of(long[0])
        return Thing(
            type=kind,
            concept=concept.iri if concept else "",
            form=thing_form(initials[entity.label] or entity.label),
            long=tuple(long),
            short=tuple(sorted(map(solid, short))),
            cores=tuple(sorted({solid(core(name, kind)) for name in telling} - {*map(solid, short)})),
            core=core(initials[entity.label] or entity.label, kind),
            field="" if long else field_of(record),
        )

    def _initials(self, name: str, kind: EntityType) -> str:
        """The initials that a name is, if nobody knows the whole name."""
        initials = initials_of(name, kind)
        return initials if initials == name or solid(thing_form(name)) not in self._concepts else ""

    def _concept(self, entity: DocumentEntity, long: list[str]) -> Concept | None:
        """The concept that the record's names allow: what the text was matched with, else what has such a name."""
        given = self._known.concepts.get(entity.concept or "")
        if given and not self._refuted(given, entity, long):
            return given
        for form in long:
            for concept in self._concepts.get(solid(form), ()):
                if given or may_be_one(concept.type, entity.type):
                    return concept
        return None

    def _refuted(self, concept: Concept, entity: DocumentEntity, long: list[str]) -> bool:
        """Whether the record writes out initials otherwise than the concept's names do."""
        initials = [each for name in (entity.label, *entity.aliases) if (each := initials_of(name, entity.type))]
        written = [form for form in long if any(spells(name, form) for name in initials)]
        if not written or concept.iri in self._known.own:
            return False
        known = self.long_of(concept)
        if any(solid(form) == solid(own) for form in long for own in known):
            return False
        return not any(_variants(form, own) for form in written for own in known)

    def long_of(self, concept: Concept) -> tuple[str, ...]:
        """The forms of a concept's names that say what it is."""
        if concept.iri not in self._long:
            forms = (thing_form(name) for name in concept.forms() if not is_short(name))
            self._long[concept.iri] = tuple(
                sorted({form for form in forms if " " in form or len(form) > LONGEST_SHORT})
            )
        return self._long[concept.iri]


@lru_cache(maxsize=4)
def _concepts_named(known: Vocabulary) -> dict[str, list[Concept]]:
    """The concepts of a vocabulary by the form of every name that is no initials, without blanks."""
    concepts: dict[str, list[Concept]] = defaultdict(list)
    for concept in known.concepts.values():
        for name in concept.forms():
            if not is_short(name):
                concepts[solid(thing_form(name))].append(concept)
    return dict(concepts)


def field_of(record: Record) -> str:
    """What a record is filed under: its category, else its first field of study."""
    return record.category or next(iter(record.fields), "")


def _tells(name: str, label: str, short: set[str]) -> bool:
    """Whether a name says what a thing is: it is no common word, unless the label or what initials are of."""
    known = name == label or " " in name or "-" in name or is_proper(name)
    return known or (len(name) > LONGEST_SHORT and any(_letters_in(initials, name.casefold()) for initials in short))


def _variants(form: str, own: str) -> bool:
    """Whether a long name is one of a concept's with other endings, or with words more or less."""
    a, b = {*form.split()}, {*own.split()}
    return compared(form, own).score >= SAME or (" " in form and " " in own and (a <= b or b <= a))


def _forms(name: str) -> Iterable[str]:
    """The form of a name, and that of its umlauts written out."""
    yield thing_form(name)
    if (other := name.translate(_UMLAUTS)) != name:
        yield thing_form(other)


def spells(initials: str, form: str) -> bool:
    """Whether a name that is long, or one long word, is what initials stand for: their letters stand in it in order.

    >>> spells("AMD", "age related macular degeneration"), spells("IR", "infrared"), spells("AMD", "amd cpu")
    (True, True, False)
    """
    if " " not in form and len(form) <= LONGEST_SHORT:
        return False
    return initials.casefold() not in form.split() and _letters_in(initials.rstrip("s"), form)


def _letters_in(initials: str, form: str) -> bool:
    rest = iter(form)
    letters = [letter for letter in initials.casefold() if letter.isalnum()]
    return bool(letters) and form.startswith(letters[0]) and all(letter in rest for letter in letters)
