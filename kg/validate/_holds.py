"""The demands of shapes as SPARQL expressions, true where a node or a value meets them.

Follows the definitions of the validators in the SHACL recommendation, section 4.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable

from kg.validate._shapes import RDF, Constraint, Path, Shape

XSD = "http://www.w3.org/2001/XMLSchema#"
SUB_CLASS = "<http://www.w3.org/2000/01/rdf-schema#subClassOf>"
TYPE = f"<{RDF}type>"
COUNTS = ("minCount", "maxCount", "hasValue")
"""Demands on all values together; all others are on each value."""
PAIRED = ("lessThan", "lessThanOrEquals", "disjoint", "equals")
"""Demands on a value and those of another property."""
_KINDS = {
    "IRI": "isIRI({v})", "Literal": "isLiteral({v})", "BlankNode": "isBlank({v})",
    "BlankNodeOrIRI": "(isIRI({v}) || isBlank({v}))", "IRIOrLiteral": "(isIRI({v}) || isLiteral({v}))",
    "BlankNodeOrLiteral": "(isBlank({v}) || isLiteral({v}))",
}  # fmt: skip
_ORDERS = {"minInclusive": ">=", "minExclusive": ">", "maxInclusive": "<=", "maxExclusive": "<"}
_ZONE = "(Z|[+-][0-9]{2}:[0-9]{2})?"
_LEXICAL = {
    "boolean": "true|false|1|0",
    "decimal": "[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)",
    "hexBinary": "([0-9a-fA-F]{2})*",
    "gYear": f"-?[0-9]{{4,}}{_ZONE}",
    "gYearMonth": f"-?[0-9]{{4,}}-(0[1-9]|1[0-2]){_ZONE}",
    "integer": "[+-]?[0-9]+",
    "nonNegativeInteger": "[+]?[0-9]+|-0+",
}
"""How values of a datatype are written. A cast would do as well, were it not that stores hold no number of any size."""
_CASTS = ("date", "dateTime")
"""Datatypes whose calendar a pattern does not know."""


class Conformance:
    """Writes the expressions; the variables within them are numbered, so that none is met twice."""

    def __init__(self, shapes: dict[str, Shape]) -> None:
        """Take all shapes, by IRI, since they speak of each other."""
        self._shapes = shapes
        self._numbers = itertools.count(1)

    def holds(self, constraint: Constraint, value: str, focus: str) -> str:
        """Whether a value of a focus node meets a demand; both are variables."""
        self._numbers = itertools.count(1)
        return self._holds(constraint, value, focus)

    def conforms(self, name: str, node: str) -> str:
        """Whether a node, a variable, conforms to the shape of that name."""
        self._numbers = itertools.count(1)
        return self._conforms(name, node)

    def _holds(self, constraint: Constraint, value: str, focus: str) -> str:
        if constraint.name in PAIRED:
            return self._paired(constraint, value, focus)
        if constraint.name in {"and", "or", "xone", "not", "node"}:
            return self._logical(constraint, value)
        if constraint.name == "hasValue":
            return f"sameTerm({value}, {constraint.values[0]})"
        return _PLAIN[constraint.name](constraint, value)

    def _logical(self, constraint: Constraint, value: str) -> str:
        each = [self._conforms(name, value) for name in constraint.values]
        if constraint.name == "not":
            return f"!{each[0]}"
        if constraint.name == "xone":
            return f"({' + '.join(f'IF({one}, 1, 0)' for one in each)}) = 1"
        return f"({(' || ' if constraint.name == 'or' else ' && ').join(each)})"

    def _conforms(self, name: str, node: str) -> str:
        """Whether a node conforms to the shape of that name."""
        shape = self._shapes[name]
        parts = [self._each(constraint, shape.path, node) for constraint in shape.constraints]
        parts += [self._conforms(each, node) for each in shape.properties]
        return f"({' && '.join(parts) or 'true'})"

    def _each(self, constraint: Constraint, path: Path | None, node: str) -> str:
        """Whether a node, or all its values along the path, meet a demand."""
        if path is None:
            return self._holds(constraint, node, node)
        if constraint.name in COUNTS:
            return self._count(constraint, path, node)
        value = self._fresh()
        held = f"NOT EXISTS {{ {path.step(node, value)} FILTER(!({self._holds(constraint, value, node)})) }}"
        if constraint.name != "equals":
            return held
        other = self._fresh()
        missing = f"FILTER NOT EXISTS {{ {path.step(node, other)} }}"
        return f"{held} && NOT EXISTS {{ {node} {constraint.values[0]} {other} . {missing} }}"

    def _count(self, constraint: Constraint, path: Path, node: str) -> str:
        if constraint.name == "hasValue":
            return f"EXISTS {{ {path.step(node, constraint.values[0])} }}"
        least = number(constraint) + (constraint.name == "maxCount")
        values = [self._fresh() for _ in range(least)]
        steps = " ".join(path.step(node, value) for value in values)
        apart = " && ".join(f"!sameTerm({a}, {b})" for a, b in itertools.combinations(values, 2)) or "true"
        return f"{'!' * (constraint.name == 'maxCount')}EXISTS {{ {steps} FILTER({apart}) }}"

    def _paired(self, constraint: Constraint, value: str, focus: str) -> str:
        other = self._fresh()
        if constraint.name in {"equals", "disjoint"}:
            kept = "" if constraint.name == "equals" else "NOT "
            return f"{kept}EXISTS {{ {focus} {constraint.values[0]} {value} }}"
        wrong = f"FILTER(!{ordered(constraint, value, other)})"
        return f"NOT EXISTS {{ {focus} {constraint.values[0]} {other} . {wrong} }}"

    def _fresh(self) -> str:
        return f"?x{next(self._numbers)}"


def number(constraint: Constraint) -> int:
    """The count that a demand names."""
    return int(re.findall(r'"(\d+)"', constraint.values[0])[0])


def ordered(constraint: Constraint, value: str, other: str) -> str:
    """Whether a value is less than another, or no more; false where they cannot be compared."""
    return f"COALESCE({value} {'<' if constraint.name == 'lessThan' else '<='} {other}, false)"


def _datatype(constraint: Constraint, value: str) -> str:
    """Whether a literal has the datatype, and a form that the datatype has."""
    iri = constraint.values[0]
    name = iri.strip("<>").removeprefix(XSD)
    right = f"datatype({value}) = {iri}"
    if name in _CASTS:
        right += f" && STRLEN(STR({iri}(STR({value})))) > 0"
    elif name in _LEXICAL:
        right += f' && REGEX(STR({value}), "^({_LEXICAL[name]})$")'
    return f"COALESCE({right}, false)"


def _class(constraint: Constraint, value: str) -> str:
    """Whether a node is of a class; that it says so itself is looked at first, since it is quick."""
    iri = constraint.values[0]
    return (
        f"(EXISTS {{ {value} {TYPE} {iri} }} || EXISTS {{ {value} {TYPE} ?kind{value[1:]} . "
        f"?kind{value[1:]} {SUB_CLASS}+ {iri} }})"
    )


def _among(constraint: Constraint, value: str) -> str:
    return f"({' || '.join(f'sameTerm({value}, {each})' for each in constraint.values)})"


def _pattern(constraint: Constraint, value: str) -> str:
    flags = f', "{constraint.flags}"' if constraint.flags else ""
    return f"(!isBlank({value}) && REGEX(STR({value}), {constraint.values[0]}{flags}))"


def _length(order: str) -> Callable[[Constraint, str], str]:
    return lambda constraint, value: f"(!isBlank({value}) && STRLEN(STR({value})) {order} {constraint.values[0]})"


def _order(order: str) -> Callable[[Constraint, str], str]:
    return lambda constraint, value: f"COALESCE({value} {order} {constraint.values[0]}, false)"


_PLAIN: dict[str, Callable[[Constraint, str], str]] = {
    "class": _class,
    "datatype": _datatype,
    "in": _among,
    "maxLength": _length("<="),
    "minLength": _length(">="),
    "nodeKind": lambda constraint, value: _KINDS[constraint.values[0].strip("<>").rpartition("#")[2]].format(v=value),
    "pattern": _pattern,
    **{name: _order(order) for name, order in _ORDERS.items()},
}
"""The demands that look at nothing but a value."""
