"""Who writes with whom: people, linked where they share a paper, coloured by the group they work in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import networkx as nx

from kg.view._communities import communities, parts_without
from kg.view._looks import HUES, INK, REST, Look
from kg.view._rows import Row, distinct, left_out, lines, number, ordered, text, years

TITLE = "Co-authors"
SUMMARY = (
    "Who writes with whom. A link is a shared paper; colours are groups of people who mostly write with each other."
)
QUERY = "coauthor-network"
LEGEND = "Groups of people"
NODES = ("person", "people")
WEIGHT = "Papers"

BRIDGE = "Joins the groups"
SMALLER = "Smaller groups"
ALONE = "No co-author shown"


def network(rows: Iterable[Row]) -> nx.Graph[str]:
    """People and the papers they share, from the rows of `coauthor-network`; nodes are IRIs."""
    graph: nx.Graph[str] = nx.Graph()
    found = ordered(rows)
    for row in found:
        _add_person(graph, text(row.get("person")), row)
    for row in found:
        person, other = text(row.get("person")), text(row.get("coauthor"))
        if other and other != person:
            _add_pair(graph, person, other, row)
    for person, links in graph.adjacency():
        graph.nodes[person]["facts"].append(("Co-authors", str(len(links))))
        graph.nodes[person]["years"] = sorted({year for link in links.values() for year in link["years"]})
    _group(graph)
    graph.graph["notices"] = [*left_out(found, len(graph), *NODES, "those who write most"), *_several(graph)]
    return graph


def _add_person(graph: nx.Graph[str], person: str, row: Row) -> None:
    """The person of the row, with what it says of them; a row of a pair says nothing of the first but the IRI."""
    if "known" in graph.nodes.get(person, {}) or (person in graph and not row.get("name")):
        return
    papers, topics = number(row.get("papers")), lines(row.get("topics"))
    facts = [("Papers", f"{papers:.0f}"), ("Years", _span(row)), ("Group writes on", ", ".join(topics))]
    graph.add_node(
        person,
        label=text(row.get("name")) or person,
        type="Person",
        facts=[fact for fact in facts if fact[1]],
        url=text(row.get("page")),
        weight=papers,
        topics=topics,
    )
    if row.get("name"):
        graph.nodes[person]["known"] = True


def _add_pair(graph: nx.Graph[str], person: str, other: str, row: Row) -> None:
    """The link between the two of the row; the other is added by name where no row is theirs."""
    if other not in graph:
        graph.add_node(other, label=text(row.get("coauthorName")) or other, type="Person", facts=[], url="", weight=1.0)
    together = number(row.get("together")) or 1.0
    papers = f"{together:.0f} paper" + ("s" if together != 1 else "")
    told = {"notes": lines(row.get("titles")), "years": years(row.get("years"))}
    graph.add_edge(person, other, weight=together, label=papers, **told)


def _several(graph: nx.Graph[str]) -> list[str]:
    """The sentence that a reader must know of a name that may be that of several people."""
    said = []
    for person, here in graph.nodes(data=True):
        if here["group"] == BRIDGE:
            parts = parts_without(graph, person)
            said.append(
                f"The name {here['label']} joins {parts} groups of people who share no paper with each other: "
                "it may be the name of several people."
            )
    return sorted(said)


def _span(row: Row) -> str:
    years = sorted({text(row.get(name)) for name in ("firstYear", "lastYear")} - {""})
    return "–".join(years)


def _group(graph: nx.Graph[str]) -> None:
    """Every person's group, and how each looks: the largest groups have a colour, who joins them stands out."""
    found = communities(graph)
    looks: dict[str, Look] = {}
    for hub in found.hubs:
        graph.nodes[hub]["group"] = BRIDGE
        graph.nodes[hub]["facts"].append(("Groups with no one else in common", str(parts_without(graph, hub))))
    if found.hubs:
        looks[BRIDGE] = Look(INK)
    hues = iter(HUES)
    for group in found.groups:
        name = _name(graph, group, looks) if len(group) > 2 else _unnamed(graph, group)
        if name not in looks and name not in {ALONE, SMALLER}:
            hue = next(hues, None)
            name = SMALLER if hue is None else name
            looks[name] = Look(hue or REST)
        for person in group:
            graph.nodes[person]["group"] = name
    looks.update({name: Look(REST) for name in (SMALLER, ALONE)})
    for left, right, link in graph.edges(data=True):
        same = graph.nodes[left]["group"] == graph.nodes[right]["group"]
        link["group"] = graph.nodes[left]["group"] if same else ""
    graph.graph.update(looks=looks, islands=[group for group in found.groups if len(group) > 1])


def _unnamed(graph: nx.Graph[str], group: Sequence[str]) -> str:
    return SMALLER if len(group) > 1 or graph.degree(group[0]) else ALONE


def _name(graph: nx.Graph[str], group: Sequence[str], taken: Iterable[str]) -> str:
    """The group's name: its two who wrote most, and how many more; never one that another group has."""
    first = sorted(group, key=lambda person: (-graph.nodes[person]["weight"], graph.nodes[person]["label"], person))
    names = ", ".join(graph.nodes[person]["label"] for person in first[:2])
    name = f"{names} + {len(group) - 2}"
    return distinct(name, taken)
