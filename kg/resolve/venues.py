"""Which venues are one series: by what the vocabulary knows, title, ISSN, initials and abbreviation.

Every way of naming a series is compared with those that share its words, an ISSN, its
initials or the first letters of its words. A series of the vocabulary is never joined
with another one; what fits two series is of neither, and that is undecided.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from msgspec import Struct
from msgspec.structs import replace

from kg.model import Decision, Entity, EntityType, Key, Reason, Record, RecordId
from kg.resolve.clusters import Clusters
from kg.resolve.entities import of_concept
from kg.resolve.known_venues import KnownVenues, known_venues
from kg.resolve.rules import verdict_of
from kg.resolve.venue_names import VenueName, abbreviates, letters, slip, slips, venue_name
from kg.resolve.verdicts import Verdicts
from kg.vocabulary import Concept, Vocabulary

OF_SERIES = 4
"""An ISSN of more titles is one of a series of books, such as Lecture Notes in Computer Science."""
MOST = 12
"""So many titles that may differ in a slip are compared with each other."""


class Filed(Struct, frozen=True):
    """The venues as entities, what was decided of them, and to which each reference leads."""

    entities: tuple[Entity, ...]
    decisions: tuple[Decision, ...]
    leads: dict[str, Key]


class _Way:
    """One way of naming a series: in which records, as what, with which initials and ISSN."""

    def __init__(self) -> None:
        self.names: Counter[VenueName] = Counter()
        self.records: list[RecordId] = []
        self.issn: set[str] = set()

    def name(self) -> VenueName:
        """The name that is used most, rather not in capitals only."""
        return min(self.names, key=lambda name: (name.title.isupper(), -self.names[name], name.title, *_rest(name)))

    def acronyms(self) -> set[str]:
        return {name.acronym for name in self.names if name.acronym}


def _rest(name: VenueName) -> tuple[str, bool, tuple[str, ...], tuple[str, ...], bool, list[str]]:
    return name.acronym, name.short, name.words, name.exact, name.meeting, sorted(name.sponsors)


def issn_of(record: Record, name: VenueName) -> tuple[str, ...]:
    """The ISSN of where a record appeared, under this name; of a meeting it is that of what prints it."""
    of_journal = not name.meeting and not name.bare and record.type in (None, "article-journal", "article")
    return record.issn if of_journal else ()


class Venues:
    """Where all records appeared."""

    def __init__(self, known: Vocabulary, verdicts: Verdicts | None = None) -> None:
        """Start with no record, the venues that are known, and what persons decided."""
        self._known = known_venues(known)
        self._vocabulary, self._verdicts = known, verdicts or Verdicts()
        self._ways: dict[str, _Way] = defaultdict(_Way)

    def add(self, record: Record) -> None:
        """Take in where a record appeared."""
        if not record.venue:
            return
        name = venue_name(record.venue)
        way = self._ways[name.reference]
        way.names[name] += 1
        way.records.append(record.id)
        way.issn.update(issn_of(record, name))

    def resolve(self) -> Filed:
        """Decide which are one series."""
        ways = {reference: self._ways[reference] for reference in sorted(self._ways)}
        joining = _Joining(ways, self._known)
        said = joining.by_verdict(self._verdicts)
        found = [*joining.by_concept(), *joining.by_words(), *joining.by_issn()]
        found += [*joining.by_initials(), *joining.by_abbreviation(), *joining.by_concept(), *joining.by_slip()]
        pairs = {(each.left, each.right) for each in said}
        decisions = [*said, *(each for each in found if (each.left, each.right) not in pairs)]
        entities = [self._entity(part, ways, concept) for part, concept in joining.with_concepts()]
        leads = {
            reference: entity.key for part, entity in zip(joining.parts(), entities, strict=True) for reference in part
        }
        return Filed(tuple(entities), tuple(decisions), leads)

    def _entity(self, part: list[str], ways: Mapping[str, _Way], concept: Concept | None) -> Entity:
        """The entity of the ways that name one series, filed under its concept or the fullest of its names."""
        names = sorted((ways[each].name() for each in part), key=_fullest)
        made = (
            of_concept(concept, self._vocabulary)
            if concept
            else Entity(key=names[0].reference, type=EntityType.VENUE, label=names[0].title)
        )
        others = {name.title for name in names} | {short for each in part for short in ways[each].acronyms()}
        folded = {made.label.casefold(), *(alias.casefold() for alias in made.aliases)}
        return replace(
            made,
            aliases=tuple(sorted({*made.aliases, *(each for each in others if each.casefold() not in folded)})),
            replaces=tuple(each for each in part if each != made.key),
            venue_of=tuple(sorted(record for each in part for record in ways[each].records)),
        )


def _fullest(name: VenueName) -> tuple[bool, bool, int, str]:
    return name.bare, name.short, -len(name.words), name.title


class _Joining:
    """The ways of naming, in clusters of one concept at most."""

    def __init__(self, ways: Mapping[str, _Way], known: KnownVenues) -> None:
        self._ways, self._known = ways, known
        self._names = {reference: way.name() for reference, way in ways.items()}
        self._clusters = Clusters(ways)
        self._concept = {reference: known.of(name) for reference, name in self._names.items()}

    def parts(self) -> list[list[str]]:
        return self._clusters.parts()

    def with_concepts(self) -> Iterator[tuple[list[str], Concept | None]]:
        """Each cluster with its concept; one that a person parts from another of its concept has none."""
        first: dict[str, str] = {}
        for part in self.parts():
            iri = self._concept[self._clusters.root(part[0])]
            parted = self._clusters.parted(first.setdefault(iri, part[0]), part[0])
            yield part, None if parted else self._known.concepts.get(iri)

    def by_verdict(self, verdicts: Verdicts) -> list[Decision]:
        """Join and part what persons have decided on."""
        return verdicts.carried_out("entity", self._ways, self._join, self._clusters.part)

    def by_concept(self) -> Iterator[Decision]:
        """Join what is one venue of the vocabulary."""
        first: dict[str, str] = {}
        for reference in self._ways:
            if iri := self._concept[self._clusters.root(reference)]:
                other = first.setdefault(iri, reference)
                yield from self._joined(other, reference, Reason("concept", 1.0, f"both are <{iri}>"))

    def by_words(self) -> Iterator[Decision]:
        """Join names of the same words; of meetings with different sponsors nobody can say."""
        for block in _blocks((name.exact, reference) for reference, name in self._names.items() if not name.bare):
            reason = Reason("title", 0.95, f"both are {' '.join(self._names[block[0]].words)!r}")
            sponsored = [each for each in block if self._names[each].sponsors]
            first: list[str] = []
            for each in sponsored:
                other = next((one for one in first if self._names[one].sponsors & self._names[each].sponsors), "")
                if other:
                    yield from self._joined(other, each, reason)
                else:
                    for one in first:
                        both = " and ".join("/".join(sorted(self._names[of].sponsors)) for of in (one, each))
                        yield from self._told(one, each, Reason("sponsor", 0.5, f"{reason.text}, of {both}"))
                    first.append(each)
            left = [each for each in block if each not in sponsored]
            for each in left[not first :]:
                yield from self._fitted(each, first or left[:1], reason)

    def by_issn(self) -> Iterator[Decision]:
        """Join journals of one ISSN."""
        stated = ((issn, reference) for reference, way in self._ways.items() for issn in sorted(way.issn))
        for block in _blocks(stated):
            if len(block) <= OF_SERIES:
                for other in block[1:]:
                    shared = min(self._ways[block[0]].issn & self._ways[other].issn)
                    yield from self._joined(block[0], other, Reason("issn", 1.0, f"both have {shared}"))

    def by_initials(self) -> Iterator[Decision]:
        """Join what is named by initials only with the one series that states them."""
        stating: dict[str, list[str]] = defaultdict(list)
        for reference, way in self._ways.items():
            if not self._names[reference].bare:
                for acronym in sorted(way.acronyms()):
                    stating[acronym].append(reference)
        for reference, name in self._names.items():
            if name.bare:
                others = stating.get(name.acronym, [])
                text = f"written out for {name.acronym}"
                if self._known.written_out(self._concept[self._clusters.root(reference)]):
                    for other in others:
                        if not self._concept[self._clusters.root(other)]:
                            told = f"{text}, which the vocabulary knows as another"
                            yield from self._told(reference, other, Reason("initials", 0.5, told))
                else:
                    yield from self._fitted(reference, others, Reason("initials", 0.9, text))

    def by_abbreviation(self) -> Iterator[Decision]:
        """Join what is abbreviated with the one series whose words it abbreviates, here or in the vocabulary."""
        full: dict[str, list[str]] = defaultdict(list)
        for reference, name in self._names.items():
            if not name.bare:
                full[letters(name.words)].append(reference)
        for reference, name in self._names.items():
            if name.short and len(name.words) > 1 and not self._concept[self._clusters.root(reference)]:
                fitting = [
                    other
                    for other in full[letters(name.words)]
                    if other != reference and abbreviates(name.words, self._names[other].words)
                ]
                known = self._known.abbreviated(name)
                if not fitting and len(known) == 1:
                    self._concept[self._clusters.root(reference)] = min(known)
                beside = len(known - {self._concept[self._clusters.root(other)] for other in fitting})
                reason = Reason("abbreviation", 0.9, f"{name.title!r} is short for it")
                yield from self._fitted(reference, fitting, reason, beside)

    def by_slip(self) -> Iterator[Decision]:
        """Say that nobody can say of titles that differ in a letter of one long word, as where one is misspelt."""
        told: set[tuple[str, str]] = set()
        for block in _blocks((key, reference) for reference, name in self._names.items() for key in slips(name)):
            for one, other in combinations(block[:MOST], 2):
                differing = slip(self._names[one], self._names[other])
                if differing and (one, other) not in told:
                    told.add((one, other))
                    text = f"{differing[0]!r} and {differing[1]!r} differ in a letter"
                    yield from self._told(one, other, Reason("spelling", 0.6, text))

    def _fitted(self, reference: str, others: list[str], reason: Reason, beside: int = 0) -> Iterator[Decision]:
        """Join one with what it can be, if that is one series; else it is undecided which it is.

        `beside` is how many more it can be that no record names.
        """
        first: dict[str, str] = {}
        for other in others:
            first.setdefault(self._clusters.root(other), other)
        number = len(first) + beside
        for other in sorted(first.values()):
            if number == 1:
                yield from self._joined(reference, other, reason)
            else:
                text = f"{reason.text}, as it is for {number} series"
                yield from self._told(reference, other, Reason(reason.feature, 0.5, text))

    def _joined(self, a: str, b: str, reason: Reason) -> Iterator[Decision]:
        if self._clusters.root(a) == self._clusters.root(b):
            return
        concepts = {self._concept[self._clusters.root(each)] for each in (a, b)} - {""}
        if len(concepts) > 1:
            both = " and ".join(f"<{iri}>" for iri in sorted(concepts))
            yield from self._told(a, b, reason, Reason("concept", -1.0, f"joined, {both} would be one"))
        elif self._join(a, b):
            yield from self._told(a, b, reason)

    def _join(self, a: str, b: str) -> bool:
        concept = max(self._concept[self._clusters.root(each)] for each in (a, b))
        joined = self._clusters.join(a, b)
        if joined:
            self._concept[self._clusters.root(a)] = concept
        return joined

    def _told(self, a: str, b: str, *reasons: Reason) -> Iterator[Decision]:
        """The decision on a pair that no person has parted."""
        if self._clusters.parted(a, b):
            return
        left, right = sorted((a, b))
        score = min(reason.score for reason in reasons)
        yield Decision(
            kind="entity",
            left=left,
            right=right,
            left_name=f"{self._names[left].title} (Venue)",
            right_name=f"{self._names[right].title} (Venue)",
            verdict=verdict_of(score),
            score=score,
            reasons=reasons,
        )


def _blocks(keyed: Iterable[tuple[object, str]]) -> Iterator[list[str]]:
    """The references that share a key, where several do."""
    found: dict[object, list[str]] = defaultdict(list)
    for key, reference in keyed:
        found[key].append(reference)
    yield from (block for block in found.values() if len(block) > 1)
