"""The shapes of `ontology/shapes.ttl` as values: SHACL Core as far as we use it, and SHACL-SPARQL's SELECT.

W3C, "Shapes Constraint Language (SHACL)", https://www.w3.org/TR/shacl/
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TypeAlias

import pyoxigraph as ox
from msgspec import Struct

from kg.errors import UnknownTerm
from kg.files import shipped

SH = "http://www.w3.org/ns/shacl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
LISTS = ("and", "or", "xone", "in")
PARAMETERS = (
    "and", "class", "datatype", "disjoint", "equals", "hasValue", "in", "lessThan", "lessThanOrEquals", "maxCount",
    "maxExclusive", "maxInclusive", "maxLength", "minCount", "minExclusive", "minInclusive", "minLength", "node",
    "nodeKind", "not", "or", "pattern", "sparql", "xone",
)  # fmt: skip
"""What a shape may demand."""
_OTHER = {"path", "property", "message", "severity", "flags", "name", "description", "order", "select", "prefixes"}

_Node: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_Facts: TypeAlias = dict[str, dict[str, list[_Node]]]


class Path(Struct, frozen=True):
    """A property, or the inverse of one."""

    iri: str
    inverse: bool = False

    def step(self, start: str, end: str) -> str:
        """The triple pattern of a step from one term to another."""
        return f"{end} {self.iri} {start} ." if self.inverse else f"{start} {self.iri} {end} ."


class Constraint(Struct, frozen=True):
    """What a shape demands: the parameter's name and its value, or the members of its list, as SPARQL writes terms."""

    name: str
    values: tuple[str, ...]
    flags: str = ""


class Shape(Struct, frozen=True, kw_only=True):
    """A node shape, or with a path a property shape; shapes are named by their IRIs in brackets."""

    iri: str
    path: Path | None
    targets: tuple[tuple[str, str], ...]
    constraints: tuple[Constraint, ...]
    properties: tuple[str, ...]
    message: str
    severity: str


@lru_cache(maxsize=1)
def shapes() -> dict[str, Shape]:
    """Every shape by its IRI, sorted."""
    return parsed((shipped("ontology") / "shapes.ttl").read_bytes())


def parsed(turtle: bytes) -> dict[str, Shape]:
    """The shapes of a file by IRI; `UnknownTerm` for a demand that we do not know how to check."""
    facts: _Facts = defaultdict(lambda: defaultdict(list))
    for triple in ox.parse(turtle, format=ox.RdfFormat.TURTLE):
        facts[str(triple.subject)][triple.predicate.value].append(triple.object)
    named = sorted(each for each in facts if each.startswith("<") and _is_shape(facts[each]))
    return {each: _shape(each, facts) for each in named}


def _is_shape(about: dict[str, list[_Node]]) -> bool:
    kinds = {str(kind) for kind in about.get(RDF + "type", [])}
    return SH + "path" in about or f"<{SH}NodeShape>" in kinds


def _shape(iri: str, facts: _Facts) -> Shape:
    about = facts[iri]
    for name in about:
        local = name.removeprefix(SH)
        if local != name and local not in {*PARAMETERS, *TARGETS, *_OTHER}:
            raise UnknownTerm(
                iri, f"demands sh:{local}, which is not known", expected=f"one of {', '.join(PARAMETERS)}"
            )
    messages, severities = about.get(SH + "message", []), about.get(SH + "severity", [])
    return Shape(
        iri=iri,
        path=_path(about[SH + "path"][0], facts) if SH + "path" in about else None,
        targets=tuple((kind, str(each)) for kind in TARGETS for each in sorted(about.get(SH + kind, []), key=str)),
        constraints=tuple(_constraints(about, facts)),
        properties=tuple(sorted(map(str, about.get(SH + "property", [])))),
        message=_text(messages[0]) if messages else "",
        severity=str(severities[0]) if severities else f"<{SH}Violation>",
    )


def _path(node: _Node, facts: _Facts) -> Path:
    if isinstance(node, ox.NamedNode):
        return Path(str(node))
    return Path(str(facts[str(node)][SH + "inversePath"][0]), inverse=True)


def _constraints(about: dict[str, list[_Node]], facts: _Facts) -> list[Constraint]:
    flags = "".join(_text(each) for each in about.get(SH + "flags", []))
    return [
        Constraint(name, _members(value, facts) if name in LISTS else (_value(name, value, facts),), flags)
        for name in PARAMETERS
        for value in sorted(about.get(SH + name, []), key=str)
    ]


def _value(name: str, value: _Node, facts: _Facts) -> str:
    """The value as a SPARQL term; of `sh:sparql`, the query."""
    return _text(facts[str(value)][SH + "select"][0]) if name == "sparql" else str(value)


def _members(node: _Node, facts: _Facts) -> tuple[str, ...]:
    found = []
    while str(node) != f"<{RDF}nil>":
        found.append(str(facts[str(node)][RDF + "first"][0]))
        node = facts[str(node)][RDF + "rest"][0]
    return tuple(found)


def _text(node: _Node) -> str:
    return str(getattr(node, "value", node))
