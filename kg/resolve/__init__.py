"""Which names are the same thing: what records and texts name in, entities, persons and papers out.

Every pair of names that are written differently, or alike but kept apart, is
compared by the features of `features.py` under the rules of `rules.py`, and what was
decided is a `kg.model.Decision` with its reasons. The result does not depend on the
order in which records come.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from kg.model import Decision, DecisionKind, Entity, Extraction, Key, Notice, Person, Profile, Record, RecordId, Verdict
from kg.resolve.brief import Brief, Listed, Outline, brief, text_digest
from kg.resolve.papers import Papers, key_of
from kg.resolve.papers import Resolved as ResolvedPapers
from kg.resolve.people import People
from kg.resolve.people import Resolved as ResolvedPeople
from kg.resolve.people.block import Corpus
from kg.resolve.things import Found, Things
from kg.resolve.verdicts import Verdicts, read_verdicts
from kg.vocabulary import Vocabulary

__all__ = [
    "Brief",
    "Outline",
    "Placement",
    "Resolution",
    "Resolver",
    "Verdicts",
    "read_verdicts",
    "resolution",
    "text_digest",
]


class Placement(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where one record's names went: with the record and its extraction, all that its part of the graph depends on.

    `preferred` says whether this record's facts stand for the paper; where another's do,
    `known` are the persons whom that one names. `entities` are in the order of the
    extraction's, `authors` and `unlisted` in that of the record's, `cites` in that of its references;
    `affiliations` are the organizations of each author, listed and then unlisted, where any states one.
    """

    record: RecordId
    paper: Key
    preferred: bool
    entities: tuple[Key, ...] = ()
    authors: tuple[Key, ...] = ()
    unlisted: tuple[Key, ...] = ()
    known: tuple[Key, ...] = ()
    cites: tuple[Key, ...] = ()
    subject: Key | None = None
    venue: Key | None = None
    affiliations: tuple[tuple[Key, ...], ...] = ()


class Resolution(Struct, frozen=True):
    """What the names of all records were resolved to, and where each record's names went.

    `paper_named` leads from the key of every identifier of a paper to the paper's key,
    `entity_called` from every reference of a decision to the entity's; `titles` are the records'.
    `outcomes` are lines that spare a later resolution what this one worked out.
    """

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
    affiliated: dict[tuple[RecordId, int], tuple[Key, ...]]
    paper_named: dict[Key, Key]
    entity_called: dict[str, Key]
    titles: dict[RecordId, str]
    notices: tuple[Notice, ...] = ()
    outcomes: tuple[bytes, ...] = ()

    def placement(self, record: Record, extraction: Extraction) -> Placement:
        """Where the names of one record went."""
        return self._placement(record, len(extraction.entities))

    def placed(self, outline: Outline) -> Placement:
        """Where the names of one record in outline went."""
        return self._placement(outline.record, len(outline.named))

    def _placement(self, record: Record | Listed, entities: int) -> Placement:
        """Where the names of a record of so many entities went."""
        name = record.id
        paper = self.paper_of[name]
        preferred = self.preferred[paper]
        listed, unlisted = len(record.authors), len(record.unlisted_authors)
        return Placement(
            record=name,
            paper=paper,
            preferred=preferred == name,
            entities=tuple(self.entity_of[name, index] for index in range(entities)),
            authors=tuple(self.person_of[name, position] for position in range(1, listed + 1)),
            unlisted=tuple(self.person_of[name, -position] for position in range(1, unlisted + 1)),
            known=() if preferred == name else tuple(sorted(set(self._persons(preferred)))),
            cites=tuple(self.paper_named.get(key, key) for key in map(key_of, record.references)),
            subject=self.subject_of.get(name),
            venue=self.venue_of.get(name),
            affiliations=self._affiliations(name, [*range(1, listed + 1), *range(-1, -unlisted - 1, -1)]),
        )

    def _affiliations(self, record: RecordId, positions: list[int]) -> tuple[tuple[Key, ...], ...]:
        found = tuple(self.affiliated.get((record, position), ()) for position in positions)
        return found if any(found) else ()

    def _persons(self, record: RecordId) -> Iterator[Key]:
        """The persons who are authors of a record."""
        for step in (1, -1):
            position = step
            while person := self.person_of.get((record, position)):
                yield person
                position += step

    def authors(self) -> dict[Key, set[Key]]:
        """The persons of each paper."""
        found: dict[Key, set[Key]] = {}
        for (record, _), person in self.person_of.items():
            found.setdefault(self.paper_of[record], set()).add(person)
        return found

    def possibly_same(self) -> list[tuple[DecisionKind, Key, Key]]:
        """The pairs of entities, papers or persons that it is undecided whether they are one, each pair once."""
        open_ = [each for each in self.decisions if each.verdict is Verdict.UNDECIDED]
        found: set[tuple[DecisionKind, Key, Key]] = set()
        for each in open_:
            left, right = (self._key_of(each.kind, reference) for reference in (each.left, each.right))
            if left and right and left != right:
                found.add((each.kind, min(left, right), max(left, right)))
        return sorted(found)

    def _key_of(self, kind: DecisionKind, reference: str) -> Key | None:
        """The key of what a decision's reference leads to; `None` where it is of something that is not there."""
        if kind == "entity":
            return self.entity_called.get(reference)
        if kind == "paper":
            return self.paper_of.get(reference)
        record, _, position = reference.rpartition("#")
        return self.person_of.get((record, int(position))) if position.lstrip("-").isdecimal() else None


class Resolver:
    """The index that grows with every record; the one place that keeps anything of all of them."""

    def __init__(self, known: Vocabulary, verdicts: Verdicts | None = None, outcomes: Iterable[bytes] = ()) -> None:
        """Start with no record, with what persons decided, and with the outcomes of an earlier resolution."""
        verdicts = verdicts or Verdicts()
        self._things = Things(known, verdicts)
        self._people = People(verdicts, outcomes)
        self._papers = Papers(verdicts)

    def add(self, record: Record, extraction: Extraction) -> None:
        """Take in the names of one record."""
        self.take(self.brief(record, extraction))

    def brief(self, record: Record, extraction: Extraction) -> Brief:
        """What identity goes by of one record."""
        return brief(record, extraction, self._things.namings)

    def take(self, brief: Brief) -> None:
        """Take in the names of one record in brief."""
        self._things.add(brief)
        self._people.add(brief.record, brief.words, brief.signed)
        self._papers.add(brief.seen)

    @property
    def subjects(self) -> Mapping[str, Sequence[RecordId]]:
        """The records that are filed under each category."""
        return self._things.subjects

    @property
    def corpus(self) -> Corpus:
        """What people are weighed by."""
        return self._people.corpus

    def resolve(self, profiles: Iterable[Profile] = ()) -> Resolution:
        """Decide on all names taken in so far."""
        things = self._things.resolve()
        papers = self._papers.resolve()
        people = self._people.resolve(profiles, papers.paper_of)
        return resolution(things, papers, people)


def resolution(things: Found, papers: ResolvedPapers, people: ResolvedPeople) -> Resolution:
    """What was decided of things, papers and persons, as one; of several decisions on a pair the last counts."""
    decisions = {(d.kind, d.left, d.right): d for d in (*things.decisions, *people.decisions, *papers.decisions)}
    return Resolution(
        entities=things.entities,
        persons=people.persons,
        decisions=tuple(decisions[pair] for pair in sorted(decisions)),
        paper_of=papers.paper_of,
        preferred=papers.preferred,
        versions=papers.versions,
        entity_of={member: entity.key for entity in things.entities for member in entity.members},
        person_of={member: person.key for person in people.persons for member in person.members},
        subject_of={record: entity.key for entity in things.entities for record in entity.subject_of},
        venue_of={record: entity.key for entity in things.entities for record in entity.venue_of},
        affiliated=_affiliated(things.entities),
        paper_named=papers.named,
        entity_called=things.leads,
        titles=papers.titles,
        notices=tuple(people.notices),
        outcomes=tuple(people.outcomes),
    )


def _affiliated(entities: Iterable[Entity]) -> dict[tuple[RecordId, int], tuple[Key, ...]]:
    """The keys of the organizations of each author who states any, sorted."""
    found: dict[tuple[RecordId, int], tuple[Key, ...]] = {}
    for entity in entities:
        for member in entity.affiliated:
            found[member] = (*found.get(member, ()), entity.key)
    return found
