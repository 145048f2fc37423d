"""**validate**: whether a graph is what `ontology/shapes.ttl` says a valid graph is, and what is wrong with it.

The shapes are the one source of it. pySHACL checks small graphs; for large ones the
same shapes are compiled to SPARQL, which gives the same report.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from kg.store import Table
from kg.validate._asked import Asked
from kg.validate._forms import FORMATS, written
from kg.validate._shapes import shapes
from kg.validate._violation import Outcome, Violation

__all__ = ["FORMATS", "SMALL", "Asked", "Engine", "Outcome", "Violation", "validate", "written"]

SMALL = 5_000
"""Up to so many triples pySHACL is used where nothing is said."""

Engine: TypeAlias = Literal["auto", "pyshacl", "sparql"]


def validate(graph: Asked, engine: Engine = "auto", aims: frozenset[str] | None = None) -> Outcome:
    """Whether the graph conforms, and if not, why; of shapes with targets, `aims` names some (SPARQL only)."""
    from kg.validate import _pyshacl, _sparql

    known = shapes()
    chosen = engine if engine != "auto" else ("pyshacl" if _size(graph) <= SMALL else "sparql")
    found = _pyshacl.violations(graph) if chosen == "pyshacl" else _sparql.violations(graph, known, aims)
    checked = sum(bool(shape.targets) and (aims is None or shape.iri in aims) for shape in known.values())
    return Outcome(tuple(sorted(found)), checked, chosen)


def _size(graph: Asked) -> int:
    """The number of triples, counted up to the first that is too many."""
    count = f"SELECT (COUNT(*) AS ?n) WHERE {{ SELECT ?s WHERE {{ ?s ?p ?o }} LIMIT {SMALL + 1} }}"
    answer = graph.answer(count)
    if not isinstance(answer, Table):
        raise TypeError("a SELECT that gives no table")
    return int(str(next(answer.plain())["n"]))
