"""A map of the library: papers that name the same rare things are linked, so that fields of work lie together.

Two papers are as alike as the cosine of what they name, each thing weighed by how few
papers name it (inverse document frequency): K. Sparck Jones, "A statistical
interpretation of term specificity and its application in retrieval", 1972.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import networkx as nx

from kg.measure import surprise
from kg.view._communities import communities
from kg.view._looks import HUES, REST, Look
from kg.view._rows import Row, distinct, left_out, ordered, text, year
from kg.view.papers import short

TITLE = "Map of the library"
SUMMARY = (
    "Papers, linked with those that name most of the same; communities are fields of work, called by what they name."
)
QUERY = "paper-topics"
LEGEND = "Fields"
NODES = ("paper", "papers")
WEIGHT = "Papers like it"

NEAREST = 4
"""With how many of the papers most alike a paper is linked."""
LEAST, FIRST = 0.08, 0.02
"""How alike papers are at least that are linked; less is enough for the one most like a paper."""
COMMON = 200
"""A thing that more papers name links none: all of them would be alike."""
SAID = 6
"""How many of the things in common a link names."""

FIELD, CALLED = 3, 2
"""How many papers make a field, and how many things its name has."""
OTHER = "Other papers"

Things = Mapping[str, Mapping[str, float]]


def network(rows: Iterable[Row]) -> nx.Graph[str]:
    """Papers and those most like them, from the rows of `paper-topics`."""
    graph: nx.Graph[str] = nx.Graph()
    found = ordered(rows)
    named: dict[str, dict[str, str]] = defaultdict(dict)
    for row in found:
        paper = text(row.get("paper"))
        _add(graph, paper, row)
        if row.get("thing"):
            named[paper].setdefault(text(row.get("thing")), text(row.get("label")) or text(row.get("thing")))
    for paper, things in named.items():
        graph.nodes[paper]["topics"] = sorted(set(things.values()))
        graph.nodes[paper]["facts"].append(("Names", ", ".join(sorted(set(things.values()), key=str.casefold))))
    weights = _weights(named)
    for (paper, other), alike in sorted(_alike(weights).items()):
        _link(graph, (paper, other), alike, [named[paper][thing] for thing in _common(weights, paper, other)])
    graph.graph["notices"] = left_out(found, len(graph), *NODES, "the newest")
    for paper, links in graph.adjacency():
        graph.nodes[paper]["weight"] = float(len(links)) + 1
    _group(graph)
    return graph


def _group(graph: nx.Graph[str]) -> None:
    """Every paper's field: its community, called by what tells it from the others; the largest have a colour."""
    found = communities(graph)
    fields = [group for group in found.groups if len(group) >= FIELD][: len(HUES)]
    everywhere = Counter(topic for here in graph.nodes.values() for topic in here["topics"])
    looks: dict[str, Look] = {}
    for hue, group in zip(HUES, fields, strict=False):
        name = distinct(_called(graph, group, everywhere), looks)
        looks[name] = Look(hue)
        for paper in group:
            graph.nodes[paper].update(group=name, community=name)
    looks[OTHER] = Look(REST)
    graph.graph.update(looks=looks, islands=fields)


def _called(graph: nx.Graph[str], group: list[str], everywhere: Mapping[str, int]) -> str:
    """What a field is called: the two things that its papers name and others do not."""
    here = Counter(topic for paper in group for topic in graph.nodes[paper]["topics"])
    worth = {
        topic: surprise(count, len(group), everywhere[topic], len(graph)) for topic, count in here.items() if count > 1
    }
    best = sorted(worth, key=lambda topic: (-worth[topic], topic))[:CALLED]
    return ", ".join(best) or graph.nodes[group[0]]["short"]


def _add(graph: nx.Graph[str], paper: str, row: Row) -> None:
    if paper not in graph:
        issued, title = text(row.get("issued")), text(row.get("title")) or paper
        facts = [("Issued", issued)] if issued else []
        told = {"facts": facts, "url": text(row.get("page")), "years": year(issued), "weight": 1.0}
        graph.add_node(paper, label=title, short=short(title), type="Paper", group=OTHER, topics=[], **told)


def _weights(named: Mapping[str, Mapping[str, str]]) -> Things:
    """For each paper the things it names with their weights, of length 1."""
    papers: dict[str, int] = defaultdict(int)
    for things in named.values():
        for thing in things:
            papers[thing] += 1
    found = {}
    for paper, things in named.items():
        weighed = {thing: math.log(len(named) / papers[thing]) for thing in sorted(things)}
        length = math.sqrt(sum(weight * weight for weight in weighed.values()))
        found[paper] = {thing: weight / length for thing, weight in weighed.items() if weight and length}
    return found


def _alike(weights: Things) -> dict[tuple[str, str], float]:
    """Each paper with those most like it: the pairs, and how alike they are."""
    papers: dict[str, list[str]] = defaultdict(list)
    for paper in sorted(weights):
        for thing in weights[paper]:
            papers[thing].append(paper)
    found: dict[tuple[str, str], float] = {}
    for paper in sorted(weights):
        alike = _others(paper, weights, papers)
        best = heapq.nsmallest(NEAREST, alike.items(), key=lambda item: (-item[1], item[0]))
        for place, (other, much) in enumerate(best):
            if much >= LEAST or not place:
                found[min(paper, other), max(paper, other)] = round(much, 4)
    return found


def _others(paper: str, weights: Things, papers: Mapping[str, list[str]]) -> dict[str, float]:
    """The papers that are alike enough, and how much."""
    found: dict[str, float] = defaultdict(float)
    for thing, weight in weights[paper].items():
        if len(papers[thing]) <= COMMON:
            for other in papers[thing]:
                found[other] += weight * weights[other][thing]
    return {other: much for other, much in found.items() if much >= FIRST and other != paper}


def _common(weights: Things, paper: str, other: str) -> list[str]:
    """What both name, the most telling first."""
    both = set(weights[paper]) & set(weights[other])
    return sorted(both, key=lambda thing: (-weights[paper][thing] * weights[other][thing], thing))


def _link(graph: nx.Graph[str], ends: tuple[str, str], alike: float, both: list[str]) -> None:
    notes = [f"Both name {name}" for name in both[:SAID]]
    graph.add_edge(*ends, label=f"alike by {alike:.0%}", type="is like", weight=alike * 4, notes=notes)
