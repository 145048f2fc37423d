"""**validate**: whether a graph is what `ontology/shapes.ttl` says a valid graph is, and what is wrong with it.

The shapes are the one source of it. pySHACL checks small graphs; for large ones the
same shapes are compiled to SPARQL, which gives the same report.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Literal, TypeAlias

from kg.store import Answer, Store, Table, connect
from kg.validate._asked import Asked
from kg.validate._forms import FORMATS, written
from kg.validate._sampled import MOST, sample
from kg.validate._shapes import shapes
from kg.validate._violation import Outcome, Violation

__all__ = ["FORMATS", "SMALL", "Asked", "Engine", "Outcome", "Violation", "glance", "validate", "written"]

SMALL = 5_000
"""Up to so many triples pySHACL is used where nothing is said."""

GLANCED = 50_000
"""Up to so many triples a build checks all of its graph: within a second. Of a larger one it checks a sample."""

Engine: TypeAlias = Literal["auto", "pyshacl", "sparql"]


def validate(graph: Asked, engine: Engine = "auto") -> Outcome:
    """Whether the graph conforms, and if not, why."""
    from kg.validate import _pyshacl, _sparql

    known = shapes()
    chosen = engine if engine != "auto" else ("pyshacl" if _size(graph) <= SMALL else "sparql")
    found = _pyshacl.violations(graph) if chosen == "pyshacl" else _sparql.violations(graph, known)
    checked = sum(bool(shape.targets) for shape in known.values())
    return Outcome(tuple(sorted(found)), checked, chosen)


def glance(folder: Path, triples: int) -> str:
    """What a build says of its graph: whether it is valid, or, of one that is not small, whether a sample of it is.

    A build that brings a large graph up to date must not cost what a check of all of it does.
    """
    graph = _Local(connect(folder))
    if triples <= GLANCED:
        outcome = validate(graph, "sparql")
        found, of = Counter(each.shape for each in outcome.violations), ""
    else:
        seen = sample(graph, shapes())
        found, of = Counter(seen.broken), f" of {seen.things:,} things, up to {MOST} of each kind that a shape is for"
    if not found:
        return f"every shape holds{of}{'; `kg validate` checks all' if of else ''}"
    names = {shape.rpartition("#")[2].rstrip(">"): number for shape, number in sorted(found.items())}
    told = ", ".join(f"{name} ({number:,})" for name, number in names.items())
    return f"not valid{f', in a sample{of}' if of else ''}, by these shapes: {told}; `kg validate` tells more"


class _Local:
    """A store that is asked in this process: the queries are our own."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def answer(self, sparql: str) -> Answer:
        """The answer to a query."""
        return self._store.reply(sparql).answer()


def _size(graph: Asked) -> int:
    """The number of triples, counted up to the first that is too many."""
    count = f"SELECT (COUNT(*) AS ?n) WHERE {{ SELECT ?s WHERE {{ ?s ?p ?o }} LIMIT {SMALL + 1} }}"
    answer = graph.answer(count)
    if not isinstance(answer, Table):
        raise TypeError("a SELECT that gives no table")
    return int(str(next(answer.plain())["n"]))
