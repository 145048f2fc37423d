"""The measures of a library as quads of the graph `derived`: plain facts that any query can use."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator

from kg import registry
from kg.describe import Iris, Quad
from kg.describe.quads import about, decimal, integer, string
from kg.describe.terms import term
from kg.measure._around import Around
from kg.measure._communities import APART
from kg.measure._library import Library
from kg.measure._network import Network
from kg.measure._telling import telling
from kg.measure.growth import growth

WHOLE = {"kg:degree", "kg:coreNumber", "kg:communitiesJoined"}
"""The measures that count something."""
SMALLEST = 3
"""A community of fewer members is not worth a node: a pair, or who wrote alone."""
TOPICS = 3
"""How many things tell what a community is about."""


def derived(library: Library, iris: Iris, of: Around | None = None) -> Iterator[Quad]:
    """What follows from a library's facts: counts of papers, measures of people and papers, communities, and growth.

    Only of what is `of` these, where it is said.
    """
    people, papers, things = (of.people, of.papers, of.things) if of else (None, None, library.kinds)
    network, count = library.coauthors(people), term("kg:paperCount")
    for person in network.nodes:
        yield Quad(person, count, integer(len(library.papers_of[person])), iris.graph("derived"))
    yield from _of_network(network, iris)
    yield from _of_network(library.citations(papers), iris)
    yield from _communities(library, network, iris)
    named = {thing: library.naming_as(thing) for thing in things}
    for thing, value in growth(library.years_of(named), library.by_year(library.papers)).items():
        yield Quad(thing, term("kg:growth"), decimal(value), iris.graph("derived"))


def _of_network(network: Network, iris: Iris) -> Iterator[Quad]:
    """The measures of every node that has a link; what is 0 goes without saying."""
    measures = registry.members(sys.modules["kg.measure"]).values()
    for module in measures:
        if not hasattr(module, "values") or not network.links:
            continue
        predicate, graph, whole = term(module.TERM), iris.graph("derived"), module.TERM in WHOLE
        for node, value in zip(network.nodes, network.measured(module.values), strict=True):
            if value:
                yield Quad(node, predicate, integer(int(value)) if whole else decimal(value), graph)


def _communities(library: Library, network: Network, iris: Iris) -> Iterator[Quad]:
    """The communities of people who write with each other, named by what they write about."""
    graph = iris.graph("derived")
    members: dict[int, list[str]] = defaultdict(list)
    for person, number in zip(network.nodes, network.communities, strict=True):
        members[number].append(person)
    shown = {number: group for number, group in members.items() if number != APART and len(group) >= SMALLEST}
    named = telling(library, shown)
    for number, group in sorted(shown.items()):
        community = iris.community(_first(library, group))
        facts = [("rdf:type", term("kg:Community")), ("kg:memberCount", integer(len(group)))]
        topics = named[number][:TOPICS]
        facts += [("rdfs:label", string(_label(library, group, topics)))]
        facts += [("kg:tellingTopic", topic) for topic in topics]
        yield from about(community, graph, facts)
        yield from (Quad(person, term("kg:community"), community, graph) for person in group)


def _first(library: Library, group: list[str]) -> str:
    """The member who wrote most: whose community it is."""
    return min(group, key=lambda person: (-len(library.papers_of[person]), library.label(person), person))


def _label(library: Library, group: list[str], topics: list[str]) -> str:
    """What the community is called: its topics, else the one who wrote most."""
    words = Counter(library.label(topic) for topic in topics)
    return ", ".join(words) or library.label(_first(library, group))
