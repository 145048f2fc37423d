"""Answers as Python values."""

from __future__ import annotations

import gc
import threading
import time
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, parse_query_results

from kg.errors import QueryError
from kg.store import Reply, Table, connect
from kg.store._answer import plain, replied
from kg.store._tokens import form, names_graphs, tokens

JSON = QueryResultsFormat.JSON
XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (Literal("x"), "x"),
        (Literal("x", language="en"), "x"),
        (Literal(5), 5),
        (Literal("7", datatype=NamedNode(XSD + "nonNegativeInteger")), 7),
        (Literal("-7", datatype=NamedNode(XSD + "negativeInteger")), -7),
        (Literal("7", datatype=NamedNode(XSD + "unsignedByte")), 7),
        (Literal("98.9", datatype=NamedNode(XSD + "decimal")), Decimal("98.9")),
        (Literal("1e3", datatype=NamedNode(XSD + "double")), 1000.0),
        (Literal("1", datatype=NamedNode(XSD + "boolean")), True),
        (Literal("many", datatype=NamedNode(XSD + "integer")), "many"),
        (Literal("much", datatype=NamedNode(XSD + "decimal")), "much"),
        (Literal("2022-10", datatype=NamedNode(XSD + "gYearMonth")), "2022-10"),
        (NamedNode("urn:a"), "urn:a"),
        (BlankNode("b"), "_:b"),
        (None, None),
    ],
)
def test_plain_values(term: Literal | NamedNode | BlankNode | None, value: object) -> None:
    found = plain(term)
    assert found == value
    assert type(found) is type(value)


def test_a_damaged_reply_is_a_syntax_error() -> None:
    for reply in (Reply("table", b'{"head'), Reply("truth", b"{}"), Reply("triples", b"<urn:a>")):
        with pytest.raises(SyntaxError):
            reply.answer()
    with pytest.raises(SyntaxError):
        Table(b'{"head":{},"boolean":true}')


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("PREFIX select: <urn:ask> # DESCRIBE\nASK{}", "ASK"),
        ("BASE <urn:construct>\nconstruct{}", "CONSTRUCT"),
        ("SELECT*{}", "SELECT"),
        ("SELECT(1 AS ?x){}", "SELECT"),
        ("DROP ALL", ""),
        ("", ""),
    ],
)
def test_the_form_of_a_query(text: str, found: str) -> None:
    assert form(text) == found


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("SELECT * FROM <urn:g> {}", True),
        ("SELECT*FROM<urn:g>{}", True),
        ("SELECT ?from { ?from <urn:FROM> 'FROM' } # FROM", False),
        ("SELECT * { ?a ex:FROM ?b }", False),
    ],
)
def test_whether_a_query_names_its_graphs(text: str, named: bool) -> None:  # noqa: FBT001 a test's case
    assert names_graphs(text) is named


@pytest.mark.parametrize(
    "text", ["a." * 50000, "'''\\'" * 30000, "<a" * 50000, '"' * 50001, ":" * 50000, "\\u" * 50000]
)
def test_tokens_take_time_in_proportion_to_the_text(text: str) -> None:
    start = time.perf_counter()
    count = sum(1 for _ in tokens(text))
    assert count > 0
    assert time.perf_counter() - start < 2


def test_a_failed_answer_keeps_nothing_that_only_its_thread_may_free(build: Path) -> None:
    store = connect(build)
    kept: list[BaseException] = []

    def fail() -> None:
        for act in (
            lambda: Table(b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"literal"').rows,
            lambda: replied(parse_query_results(b'{"head":{"vars":["a"]},"results":{"bindings":[{', JSON)),
            lambda: store.reply("SELECT ?x WHERE { ?x not:declared 1 }"),
        ):
            try:
                act()
            except (SyntaxError, QueryError) as error:
                kept.append(error)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert len(kept) == 3
    kept.clear()  # frees the errors and their frames here; pyoxigraph complains, as a warning, where it may not
    gc.collect()
