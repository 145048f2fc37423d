"""What is measured of a library: its papers, who wrote them, what they name and cite, and when."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import combinations
from sys import intern

import pyoxigraph as ox

from kg.describe.terms import term
from kg.describe.things import MOST_AUTHORS
from kg.measure._network import Network

ROLES = ("proposes", "evaluatesOn", "comparesWith", "uses", "addresses", "reports", "about", "mentions")
"""What papers do with things, as the properties of ours say it."""
_ENTITY = frozenset(
    {"Method", "Model", "Hardware", "Dataset", "Task", "Metric", "Topic", "Software", "Venue", "Organization"}
)
_YEAR = 4


@dataclass
class Library:
    """Facts by IRI in brackets, as N-Quads writes it; `roles` has the things of each paper by role."""

    papers: set[str] = field(default_factory=set)
    years: dict[str, int] = field(default_factory=dict)
    authors: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    roles: dict[str, dict[str, set[str]]] = field(default_factory=lambda: {role: defaultdict(set) for role in ROLES})
    cites: set[tuple[str, str]] = field(default_factory=set)
    kinds: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)

    @cached_property
    def coauthors(self) -> Network:
        """People, linked by how many papers they share; papers with very many authors link nobody."""
        people = {person for authors in self.authors.values() for person in authors}
        return Network(people, self._pairs())

    def _pairs(self) -> Iterator[tuple[str, str, float]]:
        for authors in self.authors.values():
            if len(authors) <= MOST_AUTHORS:
                yield from ((left, right, 1.0) for left, right in combinations(sorted(authors), 2))

    @cached_property
    def citations(self) -> Network:
        """The papers, linked from each to those that it cites; what is cited and not in the library is left out."""
        inside = [(paper, cited, 1.0) for paper, cited in self.cites if paper in self.papers and cited in self.papers]
        return Network(self.papers, inside, directed=True)

    @cached_property
    def papers_of(self) -> dict[str, set[str]]:
        """The papers of each person."""
        found: dict[str, set[str]] = defaultdict(set)
        for paper, authors in self.authors.items():
            for person in authors:
                found[person].add(paper)
        return found

    def named(self, role: str, *kinds: str) -> dict[str, set[str]]:
        """The papers of each thing of these kinds that has the role in them."""
        found: dict[str, set[str]] = defaultdict(set)
        for paper, things in self.roles[role].items():
            for thing in things:
                if self.kinds.get(thing) in kinds:
                    found[thing].add(paper)
        return found

    def by_year(self, papers: Iterable[str]) -> Counter[int]:
        """How many of the papers each year has; those without a date are in none."""
        return Counter(self.years[paper] for paper in papers if paper in self.years)

    def label(self, thing: str) -> str:
        """What a thing is called."""
        return self.labels.get(thing, thing.strip("<>"))


def library(texts: Iterable[str], without: Iterable[str] = ()) -> Library:
    """The library that texts of whole lines of N-Quads state, in whatever order they come; `without` are lines to skip.

    A triple that is in several graphs counts as often as it is there, so that one of it may be skipped.
    """
    found, named = Library(), []
    roles = {term(f"kg:{role}"): role for role in ROLES} | {term("dcterms:subject"): "about"}
    labels = {term(name) for name in ("skos:prefLabel", "foaf:name", "dcterms:title")}
    rest = {term(name): name for name in ("rdf:type", "dcterms:issued", "dcterms:creator", "cito:cites")}
    facts = re.compile(
        f"^([^ ]+) ({'|'.join(map(re.escape, (*roles, *labels, *rest)))}) (.*) <[^<>]*> [.]$", re.MULTILINE
    )
    skipped = Counter(fact for text in without for fact in facts.findall(text))
    for fact in (fact for text in texts for fact in facts.findall(text)):
        if skipped and skipped[fact]:
            skipped[fact] -= 1
            continue
        subject, predicate, thing = fact
        if predicate in roles:
            found.roles[roles[predicate]][intern(subject)].add(intern(thing))
        elif predicate in rest:
            _take(found, rest[predicate], intern(subject), intern(thing))
        else:
            named.append(f"{subject} {predicate} {thing} .\n")
    _name(found, named)
    return found


def _take(found: Library, name: str, subject: str, thing: str) -> None:
    """Keep one fact."""
    if name == "dcterms:creator":
        found.authors[subject].add(thing)
    elif name == "cito:cites":
        found.cites.add((subject, thing))
    elif name == "dcterms:issued":
        year = thing[1 : 1 + _YEAR]
        if year.isascii() and year.isdigit():
            found.years[subject] = min(int(year), found.years.get(subject, int(year)))
    elif thing == term("kg:Paper"):
        found.papers.add(subject)
    elif thing in _kinds():
        found.kinds[subject] = _kinds()[thing]


@cache
def _kinds() -> dict[str, str]:
    return {term(f"kg:{kind}"): kind for kind in _ENTITY}


def _name(found: Library, lines: list[str]) -> None:
    """Keep the names of what was found: the first in the alphabet where there are several."""
    for quad in ox.parse("".join(lines), format=ox.RdfFormat.N_TRIPLES):
        thing, label = str(quad.subject), quad.object.value if isinstance(quad.object, ox.Literal) else ""
        found.labels[thing] = min(label, found.labels.get(thing, label))
