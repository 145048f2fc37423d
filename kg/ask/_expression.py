"""Terms and expressions of the SPARQL algebra, as rdflib holds them, in words that one reads."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from rdflib.namespace import NamespaceManager
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Literal

_BETWEEN = {"ConditionalAndExpression": "&&", "ConditionalOrExpression": "||"}
_BEFORE = {"UnaryNot": "!", "UnaryMinus": "-", "UnaryPlus": "+"}
_INNER = ("distinct", "res", "_vars", "op", "iri", "separator")


def said(term: Any, names: NamespaceManager, between: str = ", ") -> str:
    """The term, list of terms or expression in SPARQL's own writing, more or less; IRIs shortened by these names."""
    if isinstance(term, CompValue):
        return _expression(term, names)
    if isinstance(term, list | tuple | set):
        return between.join(said(each, names) for each in term)
    if isinstance(term, Literal) and isinstance(term.value, bool | int | Decimal):
        return str(term)
    return str(term.n3(names)) if hasattr(term, "n3") else str(term)


def _expression(node: CompValue, names: NamespaceManager) -> str:
    name = str(node.name)
    if "op" in node or name in _BETWEEN:
        return _infix(node, names)
    if name in _BEFORE:
        return _BEFORE[name] + said(node["expr"], names)
    if name in {"Builtin_EXISTS", "Builtin_NOTEXISTS"}:
        return f"{'NOT ' * ('NOT' in name)}EXISTS {{ ... }}"
    inner = [said(value, names) for key, value in node.items() if key not in _INNER and value is not None]
    called = said(node["iri"], names) if name == "Function" else name.rpartition("_")[2]
    return f"{called}({'DISTINCT ' * ('distinct' in node and bool(node['distinct']))}{', '.join(inner)})"


def _infix(node: CompValue, names: NamespaceManager) -> str:
    """`a && b && c`, `a + b - c`, `a IN (b, c)`."""
    first, other = said(node["expr"], names), node["other"]
    sign = _BETWEEN.get(str(node.name), node.get("op"))
    if str(node.name) == "RelationalExpression":
        return f"{first} {sign} {f'({said(other, names)})' if isinstance(other, list) else said(other, names)}"
    signs = sign if isinstance(sign, list) else [sign] * len(other)
    return f"({first}{''.join(f' {op} {said(each, names)}' for op, each in zip(signs, other, strict=True))})"
