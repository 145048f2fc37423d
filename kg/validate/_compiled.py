"""Shapes as SPARQL: for each shape an ASK whether anything can be wrong, and for each demand a SELECT of what is.

What decides how long they take is that a store joins and subtracts whole sets quickly,
and looks up single nodes slowly: so demands are written as MINUS, GROUP BY and scans of
one property, and only what is left over as an expression that looks up each node.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from kg.validate._holds import COUNTS, PAIRED, SUB_CLASS, TYPE, Conformance, number, ordered
from kg.validate._shapes import Constraint, Path, Shape

_TARGET = "#TARGET#"
"""Where the pattern of the target goes."""


class Check(Struct, frozen=True):
    """What to ask of a graph on one demand of a shape: `select` gives `?this` and maybe `?value`.

    `whole` says that where there is no `?value`, the focus node itself is what is wrong.
    """

    shape: Shape
    component: str
    select: str
    whole: bool = False


class Compiler:
    """Writes the queries of shapes."""

    def __init__(self, shapes: dict[str, Shape]) -> None:
        """Take all shapes, by IRI, since they speak of each other."""
        self._conformance = Conformance(shapes)
        self._shapes = shapes

    def aimed(self) -> Iterator[tuple[Shape, Shape]]:
        """Every shape that has targets, with itself and with each of its property shapes."""
        for shape in self._shapes.values():
            if shape.targets:
                yield shape, shape
                yield from ((shape, self._shapes[name]) for name in shape.properties)

    def suspicion(self, aim: Shape, shape: Shape) -> str:
        """The query whether anything can break a demand of `shape`; what it is true of may be no focus node of `aim`.

        All demands that only look at a value are asked in one scan of the property.
        """
        plain = [each for each in shape.constraints if shape.path and self._is_plain(each)]
        held = " && ".join(self._conformance.holds(each, "?value", "?this") for each in plain)
        groups = [f"{shape.path.step('?this', '?value')} FILTER(!({held}))"] if shape.path and plain else []
        for constraint in shape.constraints:
            if constraint not in plain:
                groups += self._groups(aim, shape, constraint)
        return f"ASK {{ {_union(groups)} }}" if groups else ""

    def checks(self, aim: Shape, shape: Shape) -> Iterator[Check]:
        """A query a demand of `shape`, on the focus nodes of `aim`."""
        for constraint in shape.constraints:
            values = "?this" if constraint.name in COUNTS and shape.path else "?this ?value"
            groups = _union(self._groups(aim, shape, constraint))
            select = f"SELECT DISTINCT {values} WHERE {{ {groups} }}"
            yield Check(shape, _component(constraint.name), select, whole=constraint.name == "sparql")

    def _is_plain(self, constraint: Constraint) -> bool:
        """Whether the demand looks at nothing but a value."""
        if constraint.name in {*COUNTS, *PAIRED, "sparql", "class"}:
            return False
        return "EXISTS" not in self._conformance.holds(constraint, "?value", "?this")

    def _groups(self, aim: Shape, shape: Shape, constraint: Constraint) -> list[str]:
        """The patterns that find what breaks a demand, one a target and way of breaking it."""
        if constraint.name == "sparql":
            return [joined(target, constraint.values[0]) for target in _targets(aim)]
        if shape.path is None:
            return [f"{target} {self._of_node(constraint)}" for target in _targets(aim)]
        if constraint.name in COUNTS:
            bodies = [_count(constraint, shape.path)]
        else:
            bodies = self._of_values(constraint, shape.path)
        return [body.replace(_TARGET, target) for target in _targets(aim) for body in bodies]

    def _of_node(self, constraint: Constraint) -> str:
        """What is wrong with a focus node itself."""
        classes = self._classes(constraint)
        if classes:
            return f"{_without(classes, '?this')} BIND(?this AS ?value)"
        return f"FILTER(!({self._conformance.holds(constraint, '?this', '?this')})) BIND(?this AS ?value)"

    def _of_values(self, constraint: Constraint, path: Path) -> list[str]:
        """What is wrong with a value; the target is joined last, to what few there are."""
        step, classes = path.step("?this", "?value"), self._classes(constraint)
        if classes:
            return [f"{step} {_without(classes, '?value')} {_TARGET}"]
        if constraint.name in PAIRED:
            return _paired(constraint, path)
        wrong = f"FILTER(!({self._conformance.holds(constraint, '?value', '?this')}))"
        if self._is_plain(constraint):
            return [f"{{ SELECT ?this ?value WHERE {{ {step} {wrong} }} }} {_TARGET}"]
        return [f"{_TARGET} {step} {wrong}"]

    def _classes(self, constraint: Constraint) -> list[str]:
        """The classes of which a value must have one, where that is all that is demanded."""
        if constraint.name == "class":
            return [constraint.values[0]]
        if constraint.name != "or":
            return []
        members = [self._shapes[name] for name in constraint.values]
        only = [each.constraints[0] for each in members if len(each.constraints) == 1 and not each.properties]
        found = [each.values[0] for each in only if each.name == "class"]
        return found if len(found) == len(members) else []


def _component(name: str) -> str:
    """The constraint component of a parameter, in brackets."""
    named = {"sparql": "SPARQL", "not": "Not"}.get(name, name[0].upper() + name[1:])
    return f"<http://www.w3.org/ns/shacl#{named}ConstraintComponent>"


def _targets(shape: Shape) -> Iterator[str]:
    """The patterns that bind `?this` to the focus nodes; of a class, those of its subclasses are looked up apart."""
    for kind, iri in shape.targets:
        if kind == "targetClass":
            yield f"{{ ?this {TYPE} {iri} }}"
            yield f"{{ ?kind {SUB_CLASS}+ {iri} . ?this {TYPE} ?kind MINUS {{ ?this {TYPE} {iri} }} }}"
        elif kind == "targetNode":
            yield f"BIND({iri} AS ?this)"
        elif kind == "targetSubjectsOf":
            yield f"{{ SELECT DISTINCT ?this WHERE {{ ?this {iri} ?anything }} }}"
        else:
            yield f"{{ SELECT DISTINCT ?this WHERE {{ ?anything {iri} ?this }} }}"


def joined(target: str, query: str) -> str:
    """A target and what stands within the braces of a SELECT of SHACL-SPARQL."""
    found = re.search(r"\bWHERE\s*\{(.*)\}\s*$", query, re.DOTALL)
    return f"{target} {found[1].replace('$this', '?this').strip() if found else query}"


def _union(groups: list[str]) -> str:
    return " UNION ".join(f"{{ {group} }}" for group in groups)


def _without(classes: list[str], node: str) -> str:
    """What takes away the nodes of any of the classes."""
    return " ".join(
        f"MINUS {{ {node} {TYPE} {iri} }} MINUS {{ ?below {SUB_CLASS}+ {iri} . {node} {TYPE} ?below }}"
        for iri in classes
    )


def _count(constraint: Constraint, path: Path) -> str:
    """The focus nodes that have too few or too many values."""
    if constraint.name == "hasValue":
        return f"{_TARGET} MINUS {{ {path.step('?this', constraint.values[0])} }}"
    most, step = number(constraint), path.step("?this", "?each")
    if constraint.name == "minCount":
        return f"{_TARGET} MINUS {{ {step if most == 1 else _grouped(step, f'>= {most}')} }}"
    return f"{_grouped(step, f'> {most}')} {_TARGET}"


def _grouped(step: str, size: str) -> str:
    return f"{{ SELECT ?this WHERE {{ {step} }} GROUP BY ?this HAVING(COUNT(DISTINCT ?each) {size}) }}"


def _paired(constraint: Constraint, path: Path) -> list[str]:
    """The values that are wrong beside those of another property."""
    step, other = path.step("?this", "?value"), constraint.values[0]
    ours = f"{{ SELECT ?this ?value WHERE {{ {step} }} }}"
    if constraint.name == "disjoint":
        return [f"{ours} {{ SELECT ?this ?value WHERE {{ ?this {other} ?value }} }} {_TARGET}"]
    if constraint.name == "equals":
        theirs = f"{{ SELECT ?this ?value WHERE {{ ?this {other} ?value }} }}"
        return [f"{ours} MINUS {{ ?this {other} ?value }} {_TARGET}", f"{theirs} MINUS {{ {step} }} {_TARGET}"]
    theirs = f"{{ SELECT ?this ?other WHERE {{ ?this {other} ?other }} }}"
    wrong = f"FILTER(!{ordered(constraint, '?value', '?other')})"
    return [f"{{ SELECT ?this ?value WHERE {{ {ours} {theirs} {wrong} }} }} {_TARGET}"]
