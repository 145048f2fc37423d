"""Names of things: what is called so, and how a thing is called."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode

from kg.ask._graph import Graph
from kg.model import EntityType
from kg.store import LABELS, Table

PREFIXES = {
    "kg": "https://w3id.org/paperkg/ontology#",
    "data": "https://w3id.org/paperkg/id/",
    "voc": "https://w3id.org/paperkg/vocabulary/",
    "dcterms": "http://purl.org/dc/terms/",
    "fabio": "http://purl.org/spar/fabio/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prism": "http://prismstandard.org/namespaces/basic/2.0/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The prefixes that answers are shown with."""

_LABELS = tuple(PREFIXES[name.partition(":")[0]] + name.partition(":")[2] for name in LABELS)
_AT_ONCE = 500
ANYTHING = "Thing"
"""The type of a parameter that takes a paper, a person or an entity."""


def named(graph: Graph, kind: str, label: str) -> list[NamedNode]:
    """The things of that class (`kg:` name, or `Thing`) called exactly so, or else so in any case, sorted by IRI."""
    if graph.index:
        return [NamedNode(iri) for iri in graph.index.named(label, _kinds(kind))]
    wanted = Literal(" ".join(label.split()))
    exact = f"VALUES ?label {{ {wanted} }} ?thing ?property ?label ."
    any_case = f"?thing ?property ?label . FILTER(LCASE(STR(?label)) = LCASE({wanted}))"
    return _bearing(graph, kind, exact) or _bearing(graph, kind, any_case)


def _bearing(graph: Graph, kind: str, pattern: str) -> list[NamedNode]:
    """The things of that class with a name that fits the pattern."""
    rows = _rows(
        graph,
        f"""SELECT DISTINCT ?thing WHERE {{
          VALUES ?property {{ {_iris(_LABELS)} }}
          {pattern}
          FILTER EXISTS {{ {_is_a(kind)} }}
        }} ORDER BY ?thing""",
    )
    return [thing for (thing,) in rows if isinstance(thing, NamedNode)]


def alike(graph: Graph, kind: str, label: str) -> list[str]:
    """Labels of things of that class, for a label that none has: those that are like it, or the first 20,000."""
    if graph.index:
        return graph.index.alike(label, _kinds(kind), 40)
    rows = _rows(
        graph,
        f"""SELECT DISTINCT (STR(?text) AS ?label) WHERE {{
          VALUES ?property {{ {_iris(_LABELS)} }}
          {_is_a(kind)} ?thing ?property ?text .
        }} ORDER BY ?label LIMIT 20000""",
    )
    return [text.value for (text,) in rows if isinstance(text, Literal)]


def _kinds(kind: str) -> tuple[str, ...]:
    """The kinds of the search index that are of the class; none stands for all."""
    if kind == ANYTHING:
        return ()
    return tuple(EntityType) if kind == "Entity" else (kind,)


def _is_a(kind: str) -> str:
    """The pattern of what is of the class."""
    classes = ("Entity", "Paper", "Person") if kind == ANYTHING else (kind,)
    return f"VALUES ?class {{ {_iris(PREFIXES['kg'] + each for each in classes)} }} ?thing a ?class ."


def labels(graph: Graph, things: Iterable[NamedNode]) -> dict[str, str]:
    """How each of these things is called, by IRI; one without a name is not in it."""
    wanted = sorted({thing.value for thing in things})
    best: dict[str, tuple[int, str]] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        rows = _rows(
            graph,
            f"""SELECT ?thing ?property ?label WHERE {{
              VALUES ?thing {{ {_iris(wanted[start : start + _AT_ONCE])} }}
              VALUES ?property {{ {_iris(_LABELS)} }}
              ?thing ?property ?label .
            }}""",
        )
        for thing, property_, label in rows:
            if isinstance(thing, NamedNode) and isinstance(property_, NamedNode) and isinstance(label, Literal):
                name = (_LABELS.index(property_.value), label.value)
                best[thing.value] = min(best.get(thing.value, name), name)
    return {iri: label for iri, (_, label) in best.items()}


def shortened(iri: str) -> str:
    """The IRI as a prefixed name, when it is one of ours and nothing in it needs escaping.

    >>> shortened("http://purl.org/dc/terms/title")
    'dcterms:title'
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and re.fullmatch(r"\w(?:[\w/.-]*[\w/-])?", iri[len(namespace) :]):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _iris(values: Iterable[str]) -> str:
    return " ".join(str(NamedNode(value)) for value in values)


def _rows(graph: Graph, sparql: str) -> Table:
    answer = graph.answer(sparql)
    assert isinstance(answer, Table)  # noqa: S101 the text is a SELECT
    return answer
