"""Which affiliations are of one organization: by ROR, by what the vocabulary knows, and by name within a country.

What ROR tells apart is never joined. Organizations of one name in two countries are
two; an affiliation that states no country is of the one that there is, and where there
are several it is undecided of which.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache

from msgspec import Struct
from msgspec.structs import replace

from kg.model import Affiliation, Decision, Entity, EntityType, Key, Reason, Record, RecordId
from kg.resolve.clusters import Clusters
from kg.resolve.entities import of_concept
from kg.resolve.organization_names import OrganizationName, named_organization, organization_name, turned, words_of
from kg.resolve.rules import verdict_of
from kg.resolve.verdicts import Verdicts
from kg.vocabulary import Vocabulary

Words = tuple[str, ...]


class Affiliated(Struct, frozen=True):
    """The organizations as entities, what was decided of them, and to which each reference leads."""

    entities: tuple[Entity, ...]
    decisions: tuple[Decision, ...]
    leads: dict[str, Key]


class _Way:
    """One way of naming an organization: its country and ROR, and who is affiliated with it under that name."""

    def __init__(self, country: str, ror: str) -> None:
        self.country, self.ror = country, ror
        self.titles: Counter[str] = Counter()
        self.acronyms: set[str] = set()
        self.members: list[tuple[RecordId, int]] = []

    def title(self) -> str:
        """The name that is used most, rather one that is not abbreviated."""
        return min(self.titles, key=lambda title: ("." in title, title.isupper(), -self.titles[title], title))

    @cached_property
    def words(self) -> Words:
        """The words of its name; those of all its names are the same, but where ROR says that they are one."""
        return words_of(self.title())


def stated(record: Record) -> Iterator[tuple[Affiliation, int]]:
    """Where a record's authors work, as it states it, each with the author's position; unlisted ones have negative."""
    listed = enumerate(record.authors, 1)
    unlisted = ((-number, name) for number, name in enumerate(record.unlisted_authors, 1))
    return ((each, position) for position, author in (*listed, *unlisted) for each in author.affiliations)


class Organizations:
    """Where all authors work."""

    def __init__(self, known: Vocabulary, verdicts: Verdicts | None = None) -> None:
        """Start with no author, the organizations that are known, and what persons decided."""
        self._vocabulary, self._verdicts = known, verdicts or Verdicts()
        self._ways: dict[str, _Way] = {}
        self.concepts = _concepts(known)
        self._known = frozenset(self.concepts)

    def add(self, record: Record, only: Container[str] | None = None) -> None:
        """Take in the affiliations of a record's authors; of certain references only, where these are given."""
        for reference, name, ror, member in self.called(record):
            if only is None or reference in only:
                way = self._ways.setdefault(reference, _Way("" if ror else name.country, ror))
                way.titles[name.title] += 1
                way.acronyms.update([name.acronym] if name.acronym else ())
                way.members.append(member)

    def called(self, record: Record) -> Iterator[tuple[str, OrganizationName, str, tuple[RecordId, int]]]:
        """Each affiliation's reference, the organization's name, its ROR, and whose it is."""
        for each, position in stated(record):
            ror = each.ror or ""
            name = named_organization(each.name) if ror else organization_name(each.name, self._known)
            if name is not None:
                reference = f"Organization:ror:{ror}" if ror else _reference(name.words, name.country)
                yield reference, name, ror, (record.id, position)

    def resolve(self) -> Affiliated:
        """Decide which are one organization."""
        ways = {reference: self._ways[reference] for reference in sorted(self._ways)}
        joining = _Joining(ways, self.concepts)
        said = joining.by_verdict(self._verdicts)
        pairs = {(each.left, each.right) for each in said}
        found = [*joining.by_concept(), *joining.by_name(), *joining.turned()]
        entities = [self._entity(part, ways, iri) for part, iri in joining.parts()]
        leads = {each: entity.key for (part, _), entity in zip(joining.parts(), entities, strict=True) for each in part}
        decisions = (*said, *(each for each in found if (each.left, each.right) not in pairs))
        return Affiliated(tuple(entities), decisions, leads)

    def _entity(self, part: list[str], ways: Mapping[str, _Way], iri: str) -> Entity:
        """The entity of the ways that name one organization, by its concept, its ROR or its name."""
        first = min(part, key=lambda each: (not ways[each].ror, not ways[each].country, each))
        every = sum((ways[each].titles for each in part), Counter[str]())
        concept = self._vocabulary.concepts.get(iri)
        made = (
            of_concept(concept, self._vocabulary)
            if concept
            else Entity(key=first, type=EntityType.ORGANIZATION, label=ways[first].title())
        )
        others = {*every, *(short for each in part for short in ways[each].acronyms), *made.aliases} - {made.label}
        rors = sorted({ways[each].ror for each in part} - {""})
        return replace(
            made,
            aliases=tuple(sorted(others)),
            matches=tuple(sorted({*made.matches, *(f"https://ror.org/{each}" for each in rors)})),
            replaces=tuple(each for each in part if each != made.key),
            affiliated=tuple(sorted({member for each in part for member in ways[each].members})),
        )


@lru_cache(maxsize=8)
def _concepts(known: Vocabulary) -> dict[Words, str]:
    """The organizations of a vocabulary by the words of their names; what names two names none."""
    concepts: dict[Words, set[str]] = defaultdict(set)
    for iri, concept in known.concepts.items():
        if concept.type is EntityType.ORGANIZATION:
            for form in concept.forms():
                concepts[words_of(form)].add(iri)
    return {words: min(iris) for words, iris in concepts.items() if len(iris) == 1}


def _reference(words: Words, country: str) -> str:
    return f"Organization:{' '.join(words)}" + (f" ({country})" if country else "")


class _Joining:
    """The ways of naming, in clusters of one concept and one ROR at most."""

    def __init__(self, ways: Mapping[str, _Way], concepts: Mapping[Words, str]) -> None:
        self._ways = ways
        self._clusters = Clusters(ways)
        self._concept = {reference: concepts.get(way.words, "") for reference, way in ways.items()}
        self._ror = {reference: way.ror for reference, way in ways.items()}

    def parts(self) -> list[tuple[list[str], str]]:
        """Each cluster with its concept; one that is parted from another of its concept has none."""
        first: dict[str, str] = {}
        found = []
        for part in self._clusters.parts():
            root = self._clusters.root(part[0])
            iri = self._concept[root]
            other = first.setdefault(iri, root)
            found.append((part, iri if other == root else ""))
        return found

    def by_verdict(self, verdicts: Verdicts) -> list[Decision]:
        """Join and part what persons have decided on."""
        return verdicts.carried_out("entity", self._ways, self._join, self._clusters.part)

    def by_concept(self) -> Iterator[Decision]:
        """Join what is one organization of the vocabulary."""
        for block in _blocks((self._concept[each], each) for each in self._ways if self._concept[each]):
            for other in block[1:]:
                reason = Reason("concept", 1.0, f"both are <{self._concept[self._clusters.root(block[0])]}>")
                yield from self._joined(block[0], other, reason)

    def by_name(self) -> Iterator[Decision]:
        """Join what has one name, where country and ROR allow it to be one only."""
        for block in _blocks((way.words, reference) for reference, way in self._ways.items()):
            open_ = [each for each in block if not self._ways[each].country and not self._ways[each].ror]
            placed = [each for each in block if each not in open_]
            for at, one in enumerate(placed):
                for other in placed[at + 1 :]:
                    if self._clusters.root(one) != self._clusters.root(other):
                        yield from self._compared(one, other, placed)
            for each in open_:
                yield from self._fitted(each, placed)

    def _compared(self, one: str, other: str, placed: list[str]) -> Iterator[Decision]:
        """What is said of two of one name that state a country or a ROR, as all that are `placed` do."""
        a, b = self._ways[one], self._ways[other]
        name = Reason("name", 0.9, f"both are {' '.join(a.words)!r}")
        if a.country and b.country:
            yield from self._told(one, other, name, Reason("country", -0.9, f"in {a.country} and in {b.country}"))
        elif a.ror and b.ror:
            yield from self._told(one, other, name, Reason("ror", -1.0, f"{a.ror} and {b.ror}"))
        elif len(placed) == 2:  # one of each
            yield from self._joined(one, other, name)
        else:
            yield from self._told(one, other, Reason("name", 0.5, f"{name.text}, of which there are several"))

    def _fitted(self, reference: str, placed: list[str]) -> Iterator[Decision]:
        """Join one that states no country with what has its name, if that is one organization."""
        text = f"both are {' '.join(self._ways[reference].words)!r}"
        first: dict[str, str] = {}
        for other in placed:
            first.setdefault(self._clusters.root(other), other)
        for other in sorted(first.values()):
            if len(first) == 1:
                yield from self._joined(reference, other, Reason("name", 0.9, text))
            else:
                yield from self._told(reference, other, Reason("name", 0.5, f"{text}, of which there are {len(first)}"))

    def turned(self) -> Iterator[Decision]:
        """Say that nobody can say of the same words in another order: Miami University and University of Miami."""
        for block in _blocks((turned(way.words), each) for each, way in self._ways.items()):
            first: dict[str, str] = {}
            for each in block:
                first.setdefault(self._clusters.root(each), each)
            roots = sorted(first.values())
            for at, one in enumerate(roots):
                for other in roots[at + 1 :]:
                    a, b = self._ways[one], self._ways[other]
                    apart = (a.country and b.country and a.country != b.country) or (a.ror and b.ror)
                    if a.words != b.words and not apart:
                        yield from self._told(one, other, Reason("order", 0.3, "the same words in another order"))

    def _joined(self, a: str, b: str, reason: Reason) -> Iterator[Decision]:
        one, other = self._clusters.root(a), self._clusters.root(b)
        if one == other:
            return
        rors = {self._ror[one], self._ror[other]} - {""}
        if len(rors) > 1:
            both = Reason("ror", -1.0, " and ".join(sorted(rors)))
            yield from self._told(a, b, reason, both)
            self._clusters.part(a, b)
        elif self._join(a, b):
            yield from self._told(a, b, reason)

    def _join(self, a: str, b: str) -> bool:
        roots = self._clusters.root(a), self._clusters.root(b)
        concept, ror = (max(held[root] for root in roots) for held in (self._concept, self._ror))
        joined = self._clusters.join(a, b)
        if joined:
            root = self._clusters.root(a)
            self._concept[root], self._ror[root] = concept, ror
        return joined

    def _told(self, a: str, b: str, *reasons: Reason) -> Iterator[Decision]:
        """The decision on a pair that nothing has parted."""
        if self._clusters.parted(a, b):
            return
        left, right = sorted((a, b))
        score = min(reason.score for reason in reasons)
        names = [f"{self._ways[each].title()}{_where(self._ways[each])} (Organization)" for each in (left, right)]
        yield Decision(
            kind="entity",
            left=left,
            right=right,
            left_name=names[0],
            right_name=names[1],
            verdict=verdict_of(score),
            score=score,
            reasons=reasons,
        )


def _where(way: _Way) -> str:
    return f", {way.country}" if way.country else f", ROR {way.ror}" if way.ror else ""


def _blocks(keyed: Iterable[tuple[object, str]]) -> Iterator[list[str]]:
    """The references that share a key, where several do."""
    found: dict[object, list[str]] = defaultdict(list)
    for key, reference in keyed:
        found[key].append(reference)
    yield from (block for block in found.values() if len(block) > 1)
