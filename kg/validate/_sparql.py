"""The shapes asked of a graph as SPARQL, wherever the graph is: in a store on disk, a file or an endpoint."""

from __future__ import annotations

from collections.abc import Iterator

from kg.progress import steps
from kg.store import Table, Term
from kg.validate._asked import Asked
from kg.validate._compiled import Check, Compiler
from kg.validate._shapes import Shape
from kg.validate._violation import Violation


def violations(graph: Asked, shapes: dict[str, Shape]) -> set[Violation]:
    """What breaks the shapes; a shape that nothing breaks costs one query."""
    compiler = Compiler(shapes)
    pairs = list(compiler.aimed())
    found: set[Violation] = set()
    for aim, shape in steps(pairs, "checking shapes", len(pairs)):
        suspicion = compiler.suspicion(aim, shape)
        if suspicion and graph.answer(suspicion):
            for check in compiler.checks(aim, shape):
                found.update(_found(check, graph))
    return found


def _found(check: Check, graph: Asked) -> Iterator[Violation]:
    answer = graph.answer(check.select)
    if not isinstance(answer, Table):
        raise TypeError("a SELECT that gives no table")
    for row in answer.rows:
        by_name = dict(zip(answer.columns, row, strict=True))
        shape = check.shape
        wrong = by_name.get("value") or (by_name["this"] if check.whole else None)
        yield Violation(
            shape=shape.iri,
            focus=_text(by_name["this"]),
            path=f"{'^' * shape.path.inverse}{shape.path.iri}" if shape.path else _text(by_name.get("path")),
            value=_text(wrong),
            component=check.component,
            message=shape.message,
            severity=shape.severity,
        )


def _text(term: Term | None) -> str:
    return "" if term is None else str(term)
