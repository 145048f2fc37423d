"""Which names are the same thing: what records and texts name in, entities, persons and papers out.

Every pair of names that are written differently, or alike but kept apart, is
compared by the features of `features.py` under the rules of `rules.py`, and what was
decided is a `kg.model.Decision` with its reasons. The result does not depend on the
order in which records come.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from kg.model import Decision, Entity, Extraction, Key, Person, Profile, Record, RecordId
from kg.resolve.papers import Papers
from kg.resolve.people import People
from kg.resolve.things import Things
from kg.vocabulary import Vocabulary

__all__ = ["Resolution", "Resolver"]


class Resolution(Struct, frozen=True):
    """What the names of all records were resolved to, and where each record's names went."""

    entities: tuple[Entity, ...]
    persons: tuple[Person, ...]
    decisions: tuple[Decision, ...]
    paper_of: dict[RecordId, Key]
    preferred: dict[Key, RecordId]
    versions: tuple[tuple[Key, Key], ...]
    entity_of: dict[tuple[RecordId, int], Key]
    person_of: dict[tuple[RecordId, int], Key]
    subject_of: dict[RecordId, Key]
    venue_of: dict[RecordId, Key]


class Resolver:
    """The index that grows with every record; the one place that keeps anything of all of them."""

    def __init__(self, known: Vocabulary) -> None:
        """Start with no record."""
        self._things = Things(known)
        self._people = People()
        self._papers = Papers()

    def add(self, record: Record, extraction: Extraction) -> None:
        """Take in the names of one record."""
        self._things.add(record, extraction)
        self._people.add(record)
        self._papers.add(record)

    def resolve(self, profiles: Iterable[Profile] = ()) -> Resolution:
        """Decide on all names taken in so far."""
        entities, of_things = self._things.resolve()
        persons, of_people = self._people.resolve(profiles)
        papers = self._papers.resolve()
        decisions = [*of_things, *of_people, *papers.decisions]
        return Resolution(
            entities=entities,
            persons=persons,
            decisions=tuple(sorted(decisions, key=lambda d: (d.kind, d.left, d.right))),
            paper_of=papers.paper_of,
            preferred=papers.preferred,
            versions=papers.versions,
            entity_of={member: entity.key for entity in entities for member in entity.members},
            person_of={member: person.key for person in persons for member in person.members},
            subject_of={record: entity.key for entity in entities for record in entity.subject_of},
            venue_of={record: entity.key for entity in entities for record in entity.venue_of},
        )
