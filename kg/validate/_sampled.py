"""The shapes asked of some things of each kind, whatever the size of the graph: what is asked grows with the shapes.

The things are the first that a store gives. It keeps them by a hash of their names, so
that they are as good as drawn by lot, and the same ones whenever the graph is the same.
Each is checked against all of the graph. What is demanded of all properties at once,
which takes a look at every statement, is left to a check of the whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from kg.store import Table
from kg.validate._asked import Asked
from kg.validate._compiled import joined
from kg.validate._holds import TYPE, Conformance, number
from kg.validate._shapes import Shape

MOST = 50
"""So many things are checked of each kind that a shape aims at."""


class Sample(Struct, frozen=True):
    """How many things were checked, by how many shapes, and how many of them break each shape that is broken."""

    things: int
    shapes: int
    broken: dict[str, int]


def sample(graph: Asked, shapes: dict[str, Shape]) -> Sample:
    """What a check of some things of each kind came to."""
    conformance, things, asked, broken = Conformance(shapes), set[str](), 0, Counter[str]()
    for aim in shapes.values():
        nodes = sorted({node for target in _targets(aim) for node in _first(graph, f"{target} LIMIT {MOST}")})
        if not nodes:
            continue
        things.update(nodes)
        asked += 1
        for shape, pattern in _wrong(aim, shapes, conformance):
            values = f"VALUES ?this {{ {' '.join(nodes)} }}"
            found = _first(graph, f"SELECT DISTINCT ?this WHERE {{ {values} {pattern.replace(_TARGET, values)} }}")
            if number := sum(1 for _ in found):
                broken[shape] += number
    return Sample(len(things), asked, dict(broken))


_TARGET = "#TARGET#"
"""Where the things to look at are named once more."""


def _targets(aim: Shape) -> Iterator[str]:
    """The queries for the things that a shape aims at, without their end; not for a single one that is named."""
    for kind, iri in aim.targets:
        if kind == "targetClass":
            yield f"SELECT ?this WHERE {{ ?this {TYPE} {iri} }}"
        elif kind == "targetSubjectsOf":
            yield f"SELECT DISTINCT ?this WHERE {{ ?this {iri} ?anything }}"
        elif kind == "targetObjectsOf":
            yield f"SELECT DISTINCT ?this WHERE {{ ?anything {iri} ?this }}"


def _wrong(aim: Shape, shapes: dict[str, Shape], conformance: Conformance) -> Iterator[tuple[str, str]]:
    """Each shape with the pattern that finds what breaks it, one a demand or property."""
    for constraint in aim.constraints:
        if constraint.name == "sparql":
            yield aim.iri, joined(_TARGET, constraint.values[0])
        else:
            yield aim.iri, f"FILTER(!({conformance.holds(constraint, '?this', '?this')}))"
    for name in aim.properties:
        shape = shapes[name]
        if any(each.name == "sparql" for each in shape.constraints):
            continue
        several = [each for each in shape.constraints if each.name == "minCount" and number(each) > 1]
        for constraint in several:
            yield name, _too_few(shape, number(constraint))
        left = tuple(each for each in shape.constraints if each not in several)
        lighter = Conformance({**shapes, name: replace(shape, constraints=left)}) if several else conformance
        yield name, f"FILTER(!({lighter.conforms(name, '?this')}))"


def _too_few(shape: Shape, least: int) -> str:
    """The pattern that finds what has fewer values: they are counted, since a store would try all sets of so many."""
    step = shape.path.step("?this", "?each") if shape.path else ""
    counted = f"GROUP BY ?this HAVING(COUNT(DISTINCT ?each) < {least})"
    return f"{{ SELECT ?this WHERE {{ {_TARGET} OPTIONAL {{ {step} }} }} {counted} }}"


def _first(graph: Asked, query: str) -> Iterator[str]:
    answer = graph.answer(query)
    if not isinstance(answer, Table):
        raise TypeError("a SELECT that gives no table")
    return (str(row[0]) for row in answer.rows)
