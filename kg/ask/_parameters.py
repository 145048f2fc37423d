"""The types of parameters, and the terms that a given value means."""

from __future__ import annotations

import datetime
import re
import shlex
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TypeAlias

import pyoxigraph
from pyoxigraph import Literal, NamedNode

from kg.ask._graph import Graph
from kg.ask._labels import ANYTHING, alike, named
from kg.ask.catalogue import LIMIT, Parameter, Query
from kg.errors import BadParameter, QueryError, UnknownName
from kg.model import EntityType

Value: TypeAlias = str | int | float | Decimal | datetime.date | NamedNode
Bound: TypeAlias = NamedNode | Literal

_XSD = "http://www.w3.org/2001/XMLSchema#"
ENTITY_TYPES = (ANYTHING, "Entity", "Paper", "Person", *EntityType)
"""The types whose value is an IRI or a label that the graph knows."""


def terms(query: Query, given: Mapping[str, Value], graph: Graph) -> dict[str, list[Bound]]:
    """The terms that each parameter is bound to; one without value or default that may stay unbound is not there.

    Raises `UnknownName` for a parameter the query does not have and a label the
    graph does not have, `BadParameter` for a missing or malformed value.
    """
    for name in given:
        if name not in query.params:
            raise UnknownName(f"parameter of {query.name}", name, query.params)
    _check_required(query, given)
    found: dict[str, list[Bound]] = {}
    for name, parameter in query.params.items():
        value = given.get(name, parameter.default)
        if value is not None:
            found[name] = _terms(name, parameter, value, graph)
    return found


def _check_required(query: Query, given: Mapping[str, Value]) -> None:
    missing = [
        f"-p {name}={shlex.quote(parameter.example or '...')}"
        for name, parameter in query.params.items()
        if parameter.required and parameter.default is None and name not in given
    ]
    if missing:
        raise BadParameter(query.name, "a value is missing", do=f"for example {' '.join(missing)}")


def _terms(name: str, parameter: Parameter, value: Value, graph: Graph) -> list[Bound]:
    """The terms of one value: one of a plain type, all that bear the label of an entity type."""
    text = value.value if isinstance(value, NamedNode) else str(value)
    if parameter.type == IRIS:
        return [term for each in text.split() or [""] for term in _terms(name, _ONE, each, graph)]
    if re.search("[\ud800-\udfff]", text):
        raise BadParameter(name, "not Unicode text", expected="UTF-8")
    if parameter.type in ENTITY_TYPES:
        return list(_entities(parameter.type, text, graph))
    if parameter.type not in _PLAIN:
        raise QueryError(name, f"parameter type {parameter.type!r} is not known", expected=", ".join(TYPES))
    expected, term = _PLAIN[parameter.type]
    found = term(text)
    if found is None:
        raise BadParameter(f"parameter {name}", f"{text!r} is no {parameter.type}", expected=expected)
    return [found]


def _entities(kind: str, text: str, graph: Graph) -> list[NamedNode]:
    """The things of that type that the text names: by IRI, or by any of their labels."""
    if re.match(r"(?:https?://|urn:)\S+$", text):
        iri = _iri(text)
        if iri is None:
            raise BadParameter(kind, f"{text!r} is no IRI", expected="an IRI or a label")
        return [iri]
    found = named(graph, kind, text)
    if not found:
        near = alike(graph, kind, text)
        raise UnknownName(kind, text, near or None, do="" if near else "kg find looks for names")
    return found


def _iri(text: str) -> NamedNode | None:
    try:
        return NamedNode(text)
    except ValueError:
        return None


def _typed(pattern: str, datatype: str) -> Callable[[str], Literal | None]:
    """What makes a literal of that datatype of a text of that form."""
    return lambda text: (
        Literal(text, datatype=NamedNode(_XSD + datatype)) if re.fullmatch(pattern, text, re.ASCII) else None
    )


def _date(text: str) -> Literal | None:
    try:
        return Literal(datetime.date.fromisoformat(text).isoformat(), datatype=NamedNode(_XSD + "date"))
    except ValueError:
        return None


_PLAIN: dict[str, tuple[str, Callable[[str], Bound | None]]] = {
    "string": ("text", pyoxigraph.Literal),
    "integer": ("a whole number, such as 10", _typed(r"[+-]?\d{1,18}", "integer")),
    "decimal": ("a number, such as 2.5", _typed(r"[+-]?\d{1,18}(?:\.\d{1,18})?", "decimal")),
    "boolean": ("true or false", _typed(r"true|false", "boolean")),
    "year": ("a year of four digits, such as 2022", _typed(r"\d{4}", "integer")),
    "date": ("a date, such as 2022-10-12", _date),
    "iri": ("an absolute IRI", _iri),
    LIMIT: ("a whole number from 1 on", _typed(r"0*[1-9]\d{0,8}", "integer")),
}
IRIS = "iris"
"""Several IRIs, with blanks between them."""
_ONE = Parameter(type="iri")
TYPES = (*_PLAIN, IRIS, *ENTITY_TYPES)
"""All parameter types."""
