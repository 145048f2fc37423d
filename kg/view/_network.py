"""What every renderer draws: a picture's nodes and links, complete, in a fixed order and as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import networkx as nx
from msgspec import Struct

from kg.view._links import safe_url
from kg.view._looks import Look


class Evidence(NamedTuple):
    """A sentence, where it stands, and a URL that leads there (may be empty)."""

    sentence: str
    where: str = ""
    url: str = ""


class Node(Struct, frozen=True, kw_only=True):
    """A node as `kg/view/__init__.py` describes it; `links` are pairs of label and URL, all safe to follow."""

    iri: str
    label: str
    short: str
    type: str
    group: str
    community: str
    weight: float
    facts: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str], ...]
    years: tuple[int, ...]
    topics: tuple[str, ...]
    measures: Mapping[str, float]
    evidence: tuple[Evidence, ...]


class Link(Struct, frozen=True, kw_only=True):
    """A link between two nodes by their numbers, `first` before `second`.

    `direction` is 1 where it leads from the first to the second, -1 the other way round, 0 where it has none.
    """

    first: int
    second: int
    label: str
    type: str
    group: str
    weight: float
    direction: int
    notes: tuple[str, ...]
    years: tuple[int, ...]
    evidence: tuple[Evidence, ...]


class Network(Struct, frozen=True, kw_only=True):
    """Nodes, the heaviest first; links by their ends; groups of the legend that have nodes, and islands by number."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    groups: Mapping[str, Look]
    islands: tuple[tuple[int, ...], ...]
    notices: tuple[str, ...]


def network(graph: nx.Graph[str]) -> Network:
    """The picture's graph as it is drawn: what is not said is filled in, and the order depends on the content alone."""
    nodes = sorted((_node(iri, here) for iri, here in graph.nodes(data=True)), key=_heaviest_first)
    number = {node.iri: index for index, node in enumerate(nodes)}
    links = sorted(
        (_link((number[left], number[right]), link, number) for left, right, link in graph.edges(data=True)),
        key=lambda link: (link.first, link.second),
    )
    return Network(
        nodes=tuple(nodes),
        links=tuple(links),
        groups=_groups(nodes, graph.graph.get("looks", {})),
        islands=tuple(_islands(graph.graph.get("islands", ()), number)),
        notices=tuple(graph.graph.get("notices", ())),
    )


def _heaviest_first(node: Node) -> tuple[float, str, str]:
    return -node.weight, node.label, node.iri


def _node(iri: str, here: Mapping[str, Any]) -> Node:
    label = here["label"]
    url = [(here["url"], here["url"])] if here.get("url") else []
    return Node(
        iri=iri,
        label=label,
        short=here.get("short") or label,
        type=here["type"],
        group=here.get("group") or here["type"],
        community=here.get("community", ""),
        weight=float(here.get("weight", 0.0)),
        facts=tuple((name, value) for name, value in here.get("facts", ())),
        links=tuple((name, href) for name, href in [*url, *here.get("links", ())] if safe_url(href)),
        years=tuple(sorted(set(here.get("years", ())))),
        topics=tuple(sorted(set(here.get("topics", ())))),
        measures=here.get("measures", {}),
        evidence=_evidence(here.get("evidence", ())),
    )


def _link(ends: tuple[int, int], here: Mapping[str, Any], number: Mapping[str, int]) -> Link:
    first, second = sorted(ends)
    start = number.get(here.get("source", ""))
    return Link(
        first=first,
        second=second,
        label=here.get("label", ""),
        type=here.get("type", ""),
        group=here.get("group", ""),
        weight=float(here.get("weight", 1.0)),
        direction=0 if start is None else 1 if start == first else -1,
        notes=tuple(here.get("notes", ())),
        years=tuple(sorted(set(here.get("years", ())))),
        evidence=_evidence(here.get("evidence", ())),
    )


def _evidence(said: Iterable[Sequence[str]]) -> tuple[Evidence, ...]:
    """The sentences, each once, sorted; a URL that is not safe to follow is dropped."""
    found = {Evidence(*one) for one in said}
    return tuple(sorted(one._replace(url=safe_url(one.url)) for one in found))


def _groups(nodes: Sequence[Node], looks: Mapping[str, Look]) -> dict[str, Look]:
    """The groups that have nodes: first those that the picture gives a look, in its order, then the others by name."""
    used = {node.group for node in nodes}
    return {name: looks.get(name, Look()) for name in [*looks, *sorted(used - set(looks))] if name in used}


def _islands(islands: Iterable[Iterable[str]], number: Mapping[str, int]) -> list[tuple[int, ...]]:
    """The groups to draw a shore around, as far as they are shown: of three nodes or more."""
    shown = [tuple(sorted(number[node] for node in group if node in number)) for group in islands]
    return [group for group in shown if len(group) > 2]
