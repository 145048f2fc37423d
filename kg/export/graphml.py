"""GraphML: papers, persons and entities as nodes, for Gephi, yEd and networkx (http://graphml.graphdrawing.org/).

A node's id is its IRI. Statements between two nodes are edges with a `relation`:
`creator`, a role such as `uses` (`mentions` only where no role says more),
`subject`, `isPartOf`, `broader`, and `coauthor`, once a pair and weighted with the
papers they share. What is neither a node's own value nor such an edge is left out;
characters that XML cannot hold become U+FFFD.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import BinaryIO, TypeAlias

import networkx
from networkx.readwrite.graphml import write_graphml_xml
from pyoxigraph import Literal, NamedNode, Quad

from kg.export._prefixes import KG, PREFIXES, RDF
from kg.export._xml import BARRED
from kg.model import EntityType, Role

TITLE = "GraphML: papers, persons and entities as a network"
SUFFIX = ".graphml"
MEDIA_TYPE = "application/graphml+xml"

Edge: TypeAlias = tuple[str, str, str]
"""Source, target, relation."""

_TYPES = {KG + name: name for name in ("Paper", "Person", *EntityType)}
_MENTIONS = KG + "mentions"
_COAUTHOR = KG + "coauthor"
_CREATOR = PREFIXES["dcterms"] + "creator"


def _camel(role: str) -> str:
    """The role as the ontology spells it, `evaluatesOn` for `evaluates-on`."""
    first, *rest = role.split("-")
    return first + "".join(part.capitalize() for part in rest)


_ROLES = {KG + _camel(role) for role in Role} - {_MENTIONS}
_RELATIONS = {
    _CREATOR: "creator",
    _COAUTHOR: "coauthor",
    _MENTIONS: "mentions",
    PREFIXES["dcterms"] + "subject": "subject",
    PREFIXES["dcterms"] + "isPartOf": "isPartOf",
    PREFIXES["skos"] + "broader": "broader",
} | {role: role.removeprefix(KG) for role in _ROLES}
_LABELS = {PREFIXES[prefix] + name for prefix, name in (("dcterms", "title"), ("foaf", "name"), ("skos", "prefLabel"))}
_VALUES = {
    PREFIXES["skos"] + "altLabel": "aliases",
    PREFIXES["dcterms"] + "issued": "date",
    PREFIXES["prism"] + "doi": "doi",
    KG + "arxivId": "arxiv",
    KG + "hIndex": "hIndex",
} | dict.fromkeys(_LABELS, "label")


class _Network:
    """What the quads say of nodes and edges, in whatever order they come."""

    def __init__(self) -> None:
        self.types: dict[str, set[str]] = defaultdict(set)
        self.values: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.edges: set[Edge] = set()

    def add(self, quad: Quad) -> None:
        """Take what the quad says of a node or an edge, if it does."""
        subject, predicate, target = quad.subject, quad.predicate.value, quad.object
        if not isinstance(subject, NamedNode):
            return
        if isinstance(target, NamedNode) and predicate == RDF + "type" and target.value in _TYPES:
            self.types[subject.value].add(_TYPES[target.value])
        elif isinstance(target, NamedNode) and predicate in _RELATIONS:
            self.edges.add((subject.value, target.value, predicate))
        elif isinstance(target, Literal) and predicate in _VALUES:
            self.values[subject.value][_VALUES[predicate]].add(target.value)


def write(quads: Iterable[Quad], out: BinaryIO) -> None:
    """The network of all graphs, sorted."""
    found = _Network()
    for quad in quads:
        found.add(quad)
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for iri in sorted(found.types):
        graph.add_node(_clean(iri), **_attributes(iri, found))
    for number, (source, target, relation, weight) in enumerate(sorted(_weighted(found))):
        graph.add_edge(_clean(source), _clean(target), key=f"e{number}", relation=relation, weight=weight)
    write_graphml_xml(graph, out)  # and not write_graphml, whose output depends on whether lxml is installed


def _attributes(iri: str, found: _Network) -> dict[str, str | int]:
    values = {name: _clean(" | ".join(sorted(held))) for name, held in found.values[iri].items()}
    attributes: dict[str, str | int] = {
        "label": values.get("label", _clean(iri)),
        "type": " | ".join(sorted(found.types[iri])),
        "iri": _clean(iri),
    }
    for name in ("aliases", "date", "doi", "arxiv", "hIndex"):
        if name in values:
            attributes[name] = values[name]
    year = values.get("date", "")[:4]
    return attributes | ({"year": int(year)} if year.isdecimal() else {})


def _weighted(found: _Network) -> Iterator[tuple[str, str, str, int]]:
    """The edges between nodes, each with its relation's name and weight."""
    papers: dict[str, set[str]] = defaultdict(set)
    for source, target, predicate in found.edges:
        if predicate == _CREATOR:
            papers[target].add(source)
    told = {(source, target) for source, target, predicate in found.edges if predicate in _ROLES}
    for source, target, predicate in found.edges:
        if not {source, target} <= found.types.keys() or (predicate == _MENTIONS and (source, target) in told):
            continue
        if predicate != _COAUTHOR:
            yield source, target, _RELATIONS[predicate], 1
        elif source < target or (target, source, predicate) not in found.edges:
            yield source, target, "coauthor", max(1, len(papers[source] & papers[target]))


def _clean(text: str) -> str:
    return BARRED.sub("\ufffd", text)
