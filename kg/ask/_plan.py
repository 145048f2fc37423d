"""What a query comes to: the SPARQL algebra it stands for, a step a line.

Oxigraph tells nothing of its plan. The steps are those of the algebra
(https://www.w3.org/TR/sparql11-query/#sparqlAlgebra), the last first, as rdflib reads
the query; beside each triple pattern stands how many triples of the graph fit it by
itself, which is what engines go by.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import rdflib
from rdflib.namespace import NamespaceManager
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from kg.ask._expression import said
from kg.ask._graph import Graph
from kg.ask._labels import PREFIXES
from kg.store import Table

_STEP = "  "


def plan(sparql: str, graph: Graph) -> Iterator[str]:
    """The lines of the plan, or one that says why there is none: the engine reads more than rdflib does."""
    try:
        query = translateQuery(parseQuery(sparql))
    except Exception as error:  # noqa: BLE001 rdflib falls over in many ways
        yield f"no plan: rdflib does not read this query ({type(error).__name__})"
        return
    names = NamespaceManager(rdflib.Graph(bind_namespaces="none"))
    for prefix, namespace in PREFIXES.items():
        names.bind(prefix, namespace)
    counts: dict[str, str] = {}

    def fitting(triple: tuple[Any, Any, Any]) -> str:
        """How many triples fit the pattern; nothing for a path that is more than a property."""
        pattern = " ".join(f"?v{place}" if _open(term) else term.n3() for place, term in enumerate(triple))
        if isinstance(triple[1], rdflib.term.Identifier) and pattern not in counts:
            answer = graph.answer(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")
            if isinstance(answer, Table):
                counts[pattern] = f"{next(answer.plain())['n']:,}"
        return counts.get(pattern, "")

    yield from _steps(query.algebra.get("p"), names, fitting, "")


def _open(term: Any) -> bool:
    return isinstance(term, rdflib.Variable | rdflib.BNode)


def _steps(
    node: Any, names: NamespaceManager, fitting: Callable[[tuple[Any, Any, Any]], str], indent: str
) -> Iterator[str]:
    """A line for the step, and then those of the steps it takes from."""
    if not isinstance(node, CompValue):
        return
    if node.name == "BGP":
        for triple in node["triples"]:
            count = fitting(triple)
            yield indent + " ".join(term.n3(names) for term in triple) + (f"  [{count}]" if count else "")
        return
    yield f"{indent}{_named(node, names)}"
    for part in ("p", "p1", "p2"):
        if node.name != "ToMultiSet" or node["p"].name != "values":
            yield from _steps(node.get(part), names, fitting, indent + _STEP)


def _named(node: CompValue, names: NamespaceManager) -> str:
    """The step, and what it goes by."""
    if node.name == "ToMultiSet":
        return _values(node["p"]["res"]) if node["p"].name == "values" else "SubSelect"
    told: dict[str, Callable[[], str]] = {
        "Slice": lambda: f"from {node['start']}, {node['length']} rows",
        "Project": lambda: said(node["PV"], names, " "),
        "OrderBy": lambda: ", ".join(f"{each['order'] or 'ASC'}({said(each['expr'], names)})" for each in node["expr"]),
        "Extend": lambda: f"{said(node['var'], names)} = {said(node['expr'], names)}",
        "Filter": lambda: said(node["expr"], names),
        "LeftJoin": lambda: "" if node["expr"].name == "TrueFilter" else said(node["expr"], names),
        "Group": lambda: said(node["expr"] or [], names),
        "AggregateJoin": lambda: ", ".join(f"{said(each['res'], names)} = {said(each, names)}" for each in node["A"]),
        "Graph": lambda: said(node["term"], names),
    }
    return f"{node.name} {told[node.name]() if node.name in told else ''}".rstrip()


def _values(rows: list[dict[Any, Any]]) -> str:
    names = " ".join(sorted({f"?{name}" for row in rows for name in row}))
    return f"Values {names}: {len(rows)} row{'' if len(rows) == 1 else 's'}"
