"""Entities, persons, decisions and what follows from them: the graphs that all records share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from kg.describe.elsewhere import of_person
from kg.describe.iris import Iris, kind_of
from kg.describe.quads import Quad, about, decimal, integer, iri, string
from kg.describe.terms import term
from kg.model import PROGRAM, Decision, DecisionKind, Entity, EntityType, Identifier, Key, Person
from kg.resolve import Resolution

_ALSO = {
    EntityType.DATASET: "schema:Dataset",
    EntityType.SOFTWARE: "schema:SoftwareApplication",
    EntityType.ORGANIZATION: "foaf:Organization",
}
MOST_AUTHORS = 100
"""A paper with more authors than this makes no one co-authors: such lists say who shares an experiment."""


def noun(of: Entity | Person | Decision, iris: Iris) -> Iterator[Quad]:
    """What an entity, a person or a decision is by itself: a function of these arguments alone."""
    if isinstance(of, Entity):
        yield from _entity(of, iris)
    elif isinstance(of, Person):
        yield from _person(of, iris)
    else:
        yield from _decision(of, iris)


def links(resolution: Resolution, iris: Iris) -> Iterator[Quad]:
    """Who may be one with whom, which papers are versions, and where merged ones went."""
    for kind, left, right in resolution.possibly_same():
        yield from _possibly_same(_of_kind(kind, left, iris), _of_kind(kind, right, iris), iris)
    for published, version in resolution.versions:
        yield Quad(iris.paper(version), term("dcterms:isVersionOf"), iris.paper(published), iris.graph("derived"))
    yield from _merged(resolution, iris)


def coauthors(pairs: Iterable[tuple[Key, Key]], iris: Iris) -> Iterator[Quad]:
    """Who wrote with whom, both ways."""
    graph = iris.graph("derived")
    for left, right in pairs:
        a, b = iris.person(left), iris.person(right)
        yield Quad(a, term("kg:coauthor"), b, graph)
        yield Quad(b, term("kg:coauthor"), a, graph)


def pairs(people: Iterable[Key]) -> Iterator[tuple[Key, Key]]:
    """The pairs of a paper's authors who wrote with each other; none of very many."""
    different = sorted(set(people))
    return combinations(different, 2) if len(different) <= MOST_AUTHORS else iter(())


def pairs_of_all(papers: Iterable[Iterable[Key]]) -> set[tuple[Key, Key]]:
    """The pairs of all papers, each once."""
    return {pair for people in papers for pair in pairs(people)}


def _entity(entity: Entity, iris: Iris) -> Iterator[Quad]:
    also = _ALSO.get(entity.type)
    yield from about(
        iris.entity(entity.key),
        iris.graph("entities"),
        [
            *(("rdf:type", term(kind)) for kind in (kind_of(entity), "kg:Entity", "skos:Concept", also) if kind),
            ("skos:prefLabel", string(entity.label)),
            *(("skos:altLabel", string(alias)) for alias in entity.aliases),
            ("skos:notation", string(entity.notation) if entity.notation else None),
            *(("skos:exactMatch", iri(each)) for each in (entity.concept, *entity.matches) if each),
            *(("skos:broader", iris.entity(key)) for key in entity.broader),
        ],
    )
    for key in entity.replaces:
        yield Quad(iris.entity(key), term("dcterms:isReplacedBy"), iris.entity(entity.key), iris.graph("entities"))


def _person(person: Person, iris: Iris) -> Iterator[Quad]:
    yield from about(
        iris.person(person.key),
        iris.graph("entities"),
        [
            ("rdf:type", term("kg:Person")),
            ("rdf:type", term("foaf:Person")),
            ("foaf:name", string(person.name)),
            *(("skos:altLabel", string(alias)) for alias in person.aliases),
            *(filter(None, map(of_person, _identifiers(person)))),
            ("kg:hIndex", integer(person.h_index) if person.h_index is not None else None),
            ("kg:citationCount", integer(person.citations) if person.citations is not None else None),
        ],
    )
    for key in person.replaces:
        yield Quad(iris.person(key), term("dcterms:isReplacedBy"), iris.person(person.key), iris.graph("entities"))


def _decision(decision: Decision, iris: Iris) -> Iterator[Quad]:
    left, right = decision.names()
    yield from about(
        iris.decision(decision.kind, decision.left, decision.right),
        iris.graph("decisions"),
        [
            ("rdf:type", term("kg:IdentityDecision")),
            ("kg:left", string(left)),
            ("kg:right", string(right)),
            ("kg:verdict", string(decision.verdict.value)),
            ("kg:confidence", decimal(abs(decision.score))),
            *(("kg:reason", string(f"{reason.feature}: {reason.text}")) for reason in decision.reasons),
            ("kg:decidedBy", string(decision.who)),
            ("kg:extractionMethod", string("machine" if decision.who == PROGRAM else "human")),
        ],
    )


def _identifiers(person: Person) -> Iterator[Identifier]:
    if person.orcid:
        yield Identifier("orcid", person.orcid)
    yield from person.identifiers


def _possibly_same(left: str, right: str, iris: Iris) -> Iterator[Quad]:
    """That two may be one, both ways."""
    for a, b in ((left, right), (right, left)):
        yield Quad(a, term("kg:possiblySame"), b, iris.graph("decisions"))


def _of_kind(kind: DecisionKind, key: Key, iris: Iris) -> str:
    return {"entity": iris.entity, "paper": iris.paper, "person": iris.person}[kind](key)


def _merged(resolution: Resolution, iris: Iris) -> Iterator[Quad]:
    """Where the paper went that would be named after another of its identifiers, were that its only one."""
    there = set(resolution.paper_of.values())
    for key, paper in resolution.paper_named.items():
        if key not in there:
            yield Quad(iris.paper(key), term("dcterms:isReplacedBy"), iris.paper(paper), iris.graph("derived"))
