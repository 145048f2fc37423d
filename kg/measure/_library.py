"""What is measured of a library: its papers, who wrote them, what they name and cite, and when."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import combinations
from sys import intern
from typing import Any, TypeAlias

import msgspec
import pyoxigraph as ox
from msgspec import Struct

from kg.describe.terms import term
from kg.describe.things import MOST_AUTHORS
from kg.measure._network import Network
from kg.measure.growth import FEWEST

ROLES = ("proposes", "evaluatesOn", "comparesWith", "uses", "addresses", "reports", "about", "mentions")
"""What papers do with things, as the properties of ours say it."""
_ENTITY = frozenset(
    {"Method", "Model", "Hardware", "Dataset", "Task", "Metric", "Topic", "Software", "Venue", "Organization"}
)
_YEAR = 4
_NONE: set[str] = set()
_LABELS = ("skos:prefLabel", "foaf:name", "dcterms:title")
_REST = ("rdf:type", "dcterms:issued", "dcterms:creator", "cito:cites")


class _Facts(Struct, frozen=True, array_like=True, omit_defaults=True):
    """What is known of one subject."""

    subject: str
    paper: bool = False
    year: int | None = None
    kind: str | None = None
    label: str | None = None
    authors: list[str] = []
    cites: list[str] = []
    roles: list[tuple[str, list[str]]] = []


_Held: TypeAlias = dict[str, set[str]]
_ENCODER, _DECODER = msgspec.json.Encoder(), msgspec.json.Decoder(_Facts)


def subject_of(line: bytes) -> bytes:
    """The subject whose facts a line of a library states."""
    return line[2 : line.find(b'"', 2)]


@dataclass
class Library:
    """Facts by IRI in brackets, as N-Quads writes it; `roles` has the things of each paper by role."""

    papers: set[str] = field(default_factory=set)
    years: dict[str, int] = field(default_factory=dict)
    authors: dict[str, set[str]] = field(default_factory=dict)
    roles: dict[str, dict[str, set[str]]] = field(default_factory=lambda: {role: {} for role in ROLES})
    cites: dict[str, set[str]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)

    def coauthors(self, of: Collection[str] | None = None) -> Network:
        """People, linked by how many papers they share; papers with very many authors link nobody.

        Only `of` these, where it is said; they are then linked with no others.
        """
        people = self.papers_of.keys() if of is None else self.papers_of.keys() & of
        papers = self.authors if of is None else {paper for person in people for paper in self.papers_of[person]}
        return Network(people, self._pairs(papers))

    def _pairs(self, papers: Iterable[str]) -> Iterator[tuple[str, str, float]]:
        for authors in (self.authors[paper] for paper in papers):
            if len(authors) <= MOST_AUTHORS:
                yield from ((left, right, 1.0) for left, right in combinations(sorted(authors), 2))

    def citations(self, of: Collection[str] | None = None) -> Network:
        """The papers, linked from each to those that it cites; what is cited and not in the library is left out.

        Only `of` these, where it is said; they are then linked with no others.
        """
        papers = self.papers if of is None else self.papers.intersection(of)
        every = ((paper, cited) for paper in papers & self.cites.keys() for cited in self.cites[paper])
        return Network(papers, ((paper, cited, 1.0) for paper, cited in every if cited in papers), directed=True)

    def written_with(self, person: str) -> set[str]:
        """The person and those who share papers with them, of not too many authors."""
        authors = (self.authors[paper] for paper in self.papers_of.get(person, ()))
        return {person}.union(*(each for each in authors if len(each) <= MOST_AUTHORS))

    def cited_with(self, paper: str) -> set[str]:
        """The paper, those that it cites and those that cite it, in the library."""
        return self.papers & {paper, *self.cites.get(paper, ()), *self.cited_by.get(paper, ())}

    @property
    def papers_of(self) -> dict[str, set[str]]:
        """The papers of each person."""
        return self._turned("authors", self.authors)

    @property
    def cited_by(self) -> dict[str, set[str]]:
        """The papers that cite each."""
        return self._turned("cites", self.cites)

    def named(self, role: str, *kinds: str) -> dict[str, set[str]]:
        """The papers of each thing of these kinds that has the role in them."""
        return {thing: papers for thing, papers in self.by_role(role).items() if self.kinds.get(thing) in kinds}

    def by_role(self, role: str) -> dict[str, set[str]]:
        """The papers of each thing that has the role in them."""
        return self._turned(role, self.roles[role])

    def _turned(self, name: str, held: _Held) -> _Held:
        """What each value is of."""
        if name not in self._both_ways:
            self._both_ways[name] = held, _turned(held)
        return self._both_ways[name][1]

    @cached_property
    def _both_ways(self) -> dict[str, tuple[_Held, _Held]]:
        return {}

    def naming(self, thing: str) -> set[str]:
        """The papers that mention a thing or are about it."""
        return self.by_role("mentions").get(thing, _NONE) | self.by_role("about").get(thing, _NONE)

    def naming_as(self, thing: str) -> set[str]:
        """The papers by which a thing of a kind is told to grow: a topic by those about it, too."""
        kind = self.kinds.get(thing)
        return self.naming(thing) if kind == "Topic" else self.by_role("mentions").get(thing, set()) if kind else set()

    def told(self, paper: str) -> set[str]:
        """What a paper mentions or is about."""
        return self.roles["mentions"].get(paper, _NONE) | self.roles["about"].get(paper, _NONE)

    def by_year(self, papers: Iterable[str]) -> Counter[int]:
        """How many of the papers each year has; those without a date are in none."""
        return Counter(self.years[paper] for paper in papers if paper in self.years)

    def years_of(self, named: Mapping[str, set[str]]) -> dict[str, Counter[int]]:
        """How many papers each year has of each thing that has enough of them to grow."""
        return {thing: self.by_year(papers) for thing, papers in named.items() if len(papers) >= FEWEST}

    def label(self, thing: str) -> str:
        """What a thing is called."""
        return self.labels.get(thing, thing.strip("<>"))

    def replace(self, subjects: Iterable[str], texts: Iterable[str]) -> None:
        """State other facts of these subjects: those of texts that have all that the graph says of them now."""
        of = [*subjects]
        for held, turned in self._both_ways.values():
            for subject, one in _stated(held, of):
                turned[one].discard(subject)
                if not turned[one]:
                    del turned[one]
        parts: list[dict[str, Any]] = [self.years, self.authors, self.cites, self.kinds, self.labels]
        for subject in of:
            self.papers.discard(subject)
            for part in (*parts, *self.roles.values()):
                part.pop(subject, None)
        self._take(texts)
        for held, turned in self._both_ways.values():
            for subject, one in _stated(held, of):
                turned.setdefault(one, set()).add(subject)

    def _take(self, texts: Iterable[str]) -> None:
        """Take in the facts of texts of whole lines."""
        named = []
        for subject, predicate, thing in (fact for text in texts for fact in _facts().findall(text)):
            if role := _roles().get(predicate):
                self.roles[role].setdefault(intern(subject), set()).add(intern(thing))
            elif name := _rest().get(predicate):
                self._take_one(name, intern(subject), intern(thing))
            else:
                named.append(f"{subject} {predicate} {thing} .\n")
        self._name(named)

    def _take_one(self, name: str, subject: str, thing: str) -> None:
        if name == "dcterms:creator":
            self.authors.setdefault(subject, set()).add(thing)
        elif name == "cito:cites":
            self.cites.setdefault(subject, set()).add(thing)
        elif name == "dcterms:issued":
            year = thing[1 : 1 + _YEAR]
            if year.isascii() and year.isdigit():
                self.years[subject] = min(int(year), self.years.get(subject, int(year)))
        elif thing == term("kg:Paper"):
            self.papers.add(subject)
        elif thing in _kinds():
            self.kinds[subject] = _kinds()[thing]

    def _name(self, lines: list[str]) -> None:
        """Keep the names of what was found: the first in the alphabet where there are several."""
        for quad in ox.parse("".join(lines), format=ox.RdfFormat.N_TRIPLES):
            thing, label = str(quad.subject), quad.object.value if isinstance(quad.object, ox.Literal) else ""
            self.labels[thing] = min(label, self.labels.get(thing, label))

    def line(self, subject: str) -> bytes:
        """The facts of a subject as a line of JSON, which begins with it; nothing where there are none."""
        found = _Facts(
            subject,
            subject in self.papers,
            self.years.get(subject),
            self.kinds.get(subject),
            self.labels.get(subject),
            sorted(self.authors.get(subject, ())),
            sorted(self.cites.get(subject, ())),
            [(role, sorted(held[subject])) for role, held in self.roles.items() if subject in held],
        )
        return b"" if found == _Facts(subject) else _ENCODER.encode(found) + b"\n"

    def lines(self) -> Iterator[bytes]:
        """The line of every subject, sorted."""
        held: list[Iterable[str]] = [self.papers, self.years, self.kinds, self.labels, self.authors, self.cites]
        yield from map(self.line, sorted({subject for each in (*held, *self.roles.values()) for subject in each}))

    @classmethod
    def read(cls, lines: Iterable[bytes]) -> Library:
        """The library whose lines these are."""
        found = cls()
        for each in map(_DECODER.decode, lines):
            if each.paper:
                found.papers.add(each.subject)
            if each.year is not None:
                found.years[each.subject] = each.year
            if each.kind is not None:
                found.kinds[each.subject] = each.kind
            if each.label is not None:
                found.labels[each.subject] = each.label
            for held, of in ((found.authors, each.authors), (found.cites, each.cites)):
                if of:
                    held[each.subject] = set(of)
            for role, things in each.roles:
                found.roles[role][each.subject] = set(things)
        return found


def _stated(held: _Held, subjects: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((subject, one) for subject in subjects for one in held.get(subject, ()))


def _turned(held: _Held) -> _Held:
    found: _Held = {}
    for one, values in held.items():
        for each in values:
            if each in found:
                found[each].add(one)
            else:
                found[each] = {one}
    return found


def library(texts: Iterable[str]) -> Library:
    """The library that texts of whole lines of N-Quads state, in whatever order they come."""
    found = Library()
    found.replace((), texts)
    return found


@cache
def _kinds() -> dict[str, str]:
    return {term(f"kg:{kind}"): kind for kind in _ENTITY}


@cache
def _roles() -> dict[str, str]:
    return {term(f"kg:{role}"): role for role in ROLES} | {term("dcterms:subject"): "about"}


@cache
def _rest() -> dict[str, str]:
    return {term(name): name for name in _REST}


@cache
def _facts() -> re.Pattern[str]:
    """What finds subject, predicate and object of a line that states a fact of a library."""
    predicates = "|".join(map(re.escape, (*_roles(), *map(term, _LABELS), *_rest())))
    return re.compile(f"^([^ ]+) ({predicates}) (.*) <[^<>]*> [.]$", re.MULTILINE)
