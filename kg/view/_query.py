"""A user's own query as a network: triples, or the first two columns of a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import networkx as nx

from kg.view._asked import Asked
from kg.view._rows import local_name, text, year
from kg.view.papers import LOOKS as KINDS
from kg.view.papers import words

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABELS = ("prefLabel", "name", "title", "label")
"""The last part of properties that name a thing; the best first."""
OF_LITERALS = "urn:literal:"


class Drawn(NamedTuple):
    """What a page says of the picture."""

    TITLE: str
    SUMMARY: str
    LEGEND: str = "Kinds of things"
    NODES: tuple[str, str] = ("thing", "things")
    WEIGHT: str = "Links"


def picture(asked: Asked) -> Drawn:
    """The query as a picture: its name, and what its header says."""
    title = asked.name.replace("-", " ").replace("_", " ")
    return Drawn(title[:1].upper() + title[1:], asked.summary or "What a query gave, drawn.")


def network(asked: Asked) -> nx.Graph[str]:
    """The network of the answer; literals are nodes of a table, and facts where triples tell them of a thing."""
    graph: nx.Graph[str] = nx.Graph()
    for start, said, end in _links(asked):
        if not asked.triples or end.startswith("<"):
            _link(graph, asked, (start, end), said)
    if asked.triples:
        _tell(graph, asked)
    for node, links in graph.adjacency():
        graph.nodes[node]["weight"] = float(max(len(links), 1))
    graph.graph["looks"] = KINDS
    return graph


def _links(asked: Asked) -> Iterator[tuple[str, str, str]]:
    """Two ends and what is between them: a triple, or the first two columns with the others between."""
    for row in asked.rows:
        if asked.triples and row[1] != f"<{RDF_TYPE}>":
            yield text(row[0]), words(local_name(text(row[1]).strip("<>"))), text(row[2])
        elif not asked.triples and row[0] and row[1]:
            rest = [f"{name} {_plain(value)}" for name, value in zip(asked.columns[2:], row[2:], strict=True) if value]
            yield row[0], ", ".join(rest), row[1]


def _link(graph: nx.Graph[str], asked: Asked, ends: tuple[str, str], said: str) -> None:
    for term, column in zip(ends, asked.columns, strict=False):
        _add(graph, asked, term, "thing" if asked.triples else column)
    left, right = (_iri(term) for term in ends)
    if left == right:
        return
    if not graph.has_edge(left, right):
        graph.add_edge(left, right, label="", weight=0.0, notes=[], **({"source": left} if asked.triples else {}))
    link = graph.edges[left, right]
    link["weight"] += 1.0
    if asked.triples:
        link["label"] = link["type"] = ", ".join(sorted({*link["label"].split(", "), said} - {""}))
    elif said:
        link["notes"] = sorted({*link["notes"], said})


def _add(graph: nx.Graph[str], asked: Asked, term: str, kind: str) -> None:
    iri = _iri(term)
    if iri not in graph:
        label = asked.labels.get(iri) or _plain(term)
        url = iri if iri.startswith(("http://", "https://")) else ""
        graph.add_node(iri, label=label, type=kind, group=kind, facts=[], url=url, years=[])


def _tell(graph: nx.Graph[str], asked: Asked) -> None:
    """Types, labels and facts, of the triples whose object is no node."""
    named: dict[str, tuple[int, str]] = {}
    for start, name, end in sorted((text(one), text(two), text(three)) for one, two, three in asked.rows):
        node, said = _iri(start), local_name(name.strip("<>"))
        if name == f"<{RDF_TYPE}>":
            _add(graph, asked, start, "thing")
            kind = local_name(end.strip("<>"))
            if graph.nodes[node]["type"] == "thing" or kind in KINDS:
                graph.nodes[node].update(type=kind, group=kind)
        elif not end.startswith("<"):
            _add(graph, asked, start, "thing")
            graph.nodes[node]["facts"].append((words(said), _plain(end)))
            graph.nodes[node]["years"] += year(_plain(end)) if said in ("issued", "date", "year") else []
            if said in LABELS:
                best = (LABELS.index(said), _plain(end))
                named[node] = min(best, named.get(node, best))
    for node, (_, label) in named.items():
        graph.nodes[node]["label"] = label


def _iri(term: str) -> str:
    """The node's name: an IRI without brackets, a literal as it stands."""
    return term[1:-1] if term.startswith("<") else OF_LITERALS + _plain(term)


def _plain(term: str) -> str:
    """The term as one reads it.

    >>> _plain('"30"^^<http://www.w3.org/2001/XMLSchema#integer>'), _plain("<https://example.org/a#b>")
    ('30', 'b')
    """
    if term.startswith("<"):
        return local_name(term[1:-1]) or term[1:-1]
    import pyoxigraph as ox

    thing = next(iter(ox.parse(f"<urn:a> <urn:a> {term} .", format=ox.RdfFormat.N_TRIPLES))).object
    return thing.value if isinstance(thing, ox.Literal | ox.BlankNode) else str(thing)
