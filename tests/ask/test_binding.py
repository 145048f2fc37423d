"""Parameters are bound as terms, whatever they hold, and their types are kept."""

from __future__ import annotations

import contextlib
import datetime
from decimal import Decimal
from typing import Any

import pyoxigraph
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from kg.ask import Graph, Table, ask
from kg.ask._binding import bound
from kg.ask.catalogue import parsed
from kg.errors import BadParameter, QueryError, UnknownName

ECHO = "#+ params: {text: {type: string, required: true, example: x}}\nSELECT ?text WHERE { FILTER(BOUND(?text)) }"


def rows(answer: object) -> list[dict[str, Any]]:
    assert isinstance(answer, Table)
    return list(answer.plain())


@settings(max_examples=300, deadline=None)
@given(st.text())
@example('"} DROP ALL #')
@example('" } } ; DROP ALL ; #')
@example("\\u0022 } SERVICE <http://127.0.0.1:9/> {} #")
@example("\\\\u0022 } SERVICE <http://127.0.0.1:9/> {} #")
@example("'''\"\"\"\\")
@example("\x00\r\n\t\u2028\x85\ufffe\U0010ffff")
@example("%s {0} $1 \\1 \\g<0>")
def test_any_text_comes_back_as_it_is(graph: Graph, text: str) -> None:
    assert rows(ask(ECHO, graph, {"text": text})) == [{"text": text}]


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_any_label_is_looked_up_as_a_term(graph: Graph, text: str) -> None:
    with contextlib.suppress(UnknownName, BadParameter):
        assert isinstance(ask("coauthors-of", graph, {"person": text}), Table)


TYPED = """#+ params: {{value: {{type: {}, example: x}}}}
SELECT ?value (DATATYPE(?value) AS ?type) WHERE {{ BIND(1 AS ?one) }}"""


@pytest.mark.parametrize(
    ("kind", "given_", "value"),
    [
        ("string", "2022", "2022"),
        ("integer", "-5", -5),
        ("integer", 5, 5),
        ("decimal", "2.50", Decimal("2.5")),
        ("decimal", Decimal("0.1"), Decimal("0.1")),
        ("boolean", "true", True),
        ("year", 2022, 2022),
        ("date", "2024-02-29", "2024-02-29"),
        ("date", datetime.date(2024, 2, 29), "2024-02-29"),
        ("iri", "http://e/x?a=(b)#c", "http://e/x?a=(b)#c"),
        ("iri", NamedNode("urn:x"), "urn:x"),
        ("Paper", "https://w3id.org/paperkg/id/paper/none", "https://w3id.org/paperkg/id/paper/none"),
    ],
)
def test_each_type_binds_its_term(graph: Graph, kind: str, given_: Any, value: object) -> None:
    (row,) = rows(ask(TYPED.format(kind), graph, {"value": given_}))
    assert row["value"] == value
    names = {"year": "integer", "string": "string", "integer": "integer", "decimal": "decimal", "date": "date"}
    assert row["type"] is None or row["type"].endswith(names.get(kind, kind))


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        *[("integer", wrong) for wrong in ("", "five", "1.5", "1e3", "٣", "9" * 30, "1 ")],
        *[("decimal", wrong) for wrong in ("", "1,5", "NaN", "1e3", ".")],
        *[("year", wrong) for wrong in ("22", "20222", "2022-10", "-2022")],
        *[("date", wrong) for wrong in ("2023-02-29", "2022", "12.10.2022", "")],
        *[("boolean", wrong) for wrong in ("yes", "1", "True")],
        *[("iri", wrong) for wrong in ("no iri", "relative", "http://e/ x", "http://e/>", "")],
        ("Person", "http://e/>x"),
        ("string", "lone \ud800 surrogate"),
        ("Person", "\udcff"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused_and_the_right_one_named(graph: Graph, kind: str, wrong: str) -> None:
    with pytest.raises(BadParameter, match="expected"):
        ask(TYPED.format(kind), graph, {"value": wrong})


def test_a_type_that_is_none_lists_all(graph: Graph) -> None:
    with pytest.raises(QueryError, match="string, integer"):
        ask(TYPED.format("colour"), graph, {"value": "red"})


@pytest.mark.parametrize("label", ["Wei Zhang", "wei zhang", "  WEI\tZHANG "])
def test_a_label_binds_all_that_bear_it_in_any_case(graph: Graph, label: str) -> None:
    found = rows(ask("papers-of", graph, {"person": label}))
    assert [row["title"] for row in found] == ["Beta | a *better* sort", "Gamma", "Alpha: Sorting Fast"]


@pytest.mark.parametrize("label", ["özlem öz", "ÖZLEM ÖZ", "Ö. Öz"])
def test_labels_match_beyond_ascii_and_by_other_names(graph: Graph, label: str) -> None:
    assert {row["coauthor"] for row in rows(ask("coauthors-of", graph, {"person": label}))} == {"Wei Zhang"}


def test_a_label_is_looked_for_among_things_of_the_type_only(graph: Graph) -> None:
    with pytest.raises(UnknownName, match=r"Hardware 'Alpha': not known"):
        ask("papers-on-hardware", graph, {"hardware": "Alpha"})


def test_an_unknown_label_gets_the_nearest(graph: Graph) -> None:
    with pytest.raises(UnknownName, match="did you mean Ada Lovelace"):
        ask("coauthors-of", graph, {"person": "Ada Lovelac"})


def test_a_missing_value_is_named_with_an_example_for_the_shell(graph: Graph) -> None:
    with pytest.raises(BadParameter, match=r"-p person='Zhihang Yuan'"):
        ask("coauthors-of", graph)


def test_an_unknown_parameter_gets_the_nearest(graph: Graph) -> None:
    with pytest.raises(UnknownName, match="did you mean person"):
        ask("coauthors-of", graph, {"persn": "x"})
    with pytest.raises(UnknownName, match="none"):
        ask("ASK {}", graph, {"x": "y"})


def test_a_default_is_used_and_may_be_overruled(graph: Graph) -> None:
    assert ask("most-frequent-coauthors", graph).plain().__next__()["papers"] == 2  # type: ignore[union-attr]
    assert len(rows(ask("most-frequent-coauthors", graph, {"at_least": 3}))) == 0
    assert len(rows(ask("most-frequent-coauthors", graph, {"at_least": 1}))) == 1


HEAD = "#+ params: {x: {example: a}}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT ?x WHERE {?s ?p ?x}", 'SELECT ?x WHERE { VALUES ?x { "a" }?s ?p ?x}'),
        ("SELECT ?x { ?s ?p ?x }", 'SELECT ?x { VALUES ?x { "a" } ?s ?p ?x }'),
        ("# {\nASK { ?s ?p ?x }", '# {\nASK { VALUES ?x { "a" } ?s ?p ?x }'),
        ("ASK { ?s <http://e/{> ?x }", None),
        ("SELECT (EXISTS { ?a ?b ?c } AS ?e) { ?s ?p ?x }", '(EXISTS { ?a ?b ?c } AS ?e) { VALUES ?x { "a" }'),
        ("SELECT ('{' AS ?e) { ?s ?p ?x }", """('{' AS ?e) { VALUES ?x { "a" }"""),
        ("CONSTRUCT { ?s ?p ?x } WHERE { ?s ?p ?x }", 'CONSTRUCT { ?s ?p ?x } WHERE { VALUES ?x { "a" }'),
        ("CONSTRUCT{}{ ?s ?p ?x }", 'CONSTRUCT{}{ VALUES ?x { "a" }'),
        ("CONSTRUCT{?s ?p ?x}FROM<urn:g>{ ?s ?p ?x }", '<urn:g>{ VALUES ?x { "a" }'),
        ("DESCRIBE ?x { ?s ?p ?x }", 'DESCRIBE ?x { VALUES ?x { "a" }'),
        ("SELECT ?x { ?s ?p ?x } VALUES ?s { <urn:a> }", 'SELECT ?x { VALUES ?x { "a" } ?s'),
        ("SELECT ?x { { SELECT ?x { ?s ?p ?x } } }", 'SELECT ?x { VALUES ?x { "a" } { SELECT'),
    ],
)
def test_values_stand_at_the_head_of_the_outermost_where(text: str, expected: str | None) -> None:
    found = bound(parsed("mine", HEAD + text), {"x": [Literal("a")]})
    if expected is not None:
        assert expected in found
        pyoxigraph.Store().query(found)


@pytest.mark.parametrize(
    "text",
    [
        "DESCRIBE <urn:a>",
        "CONSTRUCT WHERE { ?s ?p ?x }",
        "CONSTRUCT FROM <urn:g> WHERE { ?s ?p ?x }",
        "SELECT ?x { SELECT ?x { ?s ?p ?x } }",
    ],
)
def test_a_query_that_has_no_place_for_values_says_so(text: str) -> None:
    with pytest.raises(QueryError, match="takes no parameters"):
        bound(parsed("mine", HEAD + text), {"x": [Literal("a")]})


def test_a_bound_value_restricts_aggregates_and_is_no_projection(graph: Graph) -> None:
    query = """#+ params: {name: {example: x}}
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
SELECT (COUNT(DISTINCT ?p) AS ?people) WHERE { ?p foaf:name ?name }"""
    assert rows(ask(query, graph)) == [{"people": 5}]
    assert rows(ask(query, graph, {"name": "Wei Zhang"})) == [{"people": 2}]


def test_several_iris_are_bound_one_by_one(graph: Graph) -> None:
    query = TYPED.format("iris")
    assert [row["value"] for row in rows(ask(query, graph, {"value": " urn:x  http://e/y "}))] == [
        "urn:x",
        "http://e/y",
    ]
    with pytest.raises(BadParameter, match="<x"):
        ask(query, graph, {"value": "urn:x <x y z>"})
    with pytest.raises(BadParameter):
        ask(query, graph, {"value": "  "})


def test_a_sub_select_that_groups_is_bound_by_what_it_groups_by() -> None:
    text = """#+ params: {s: {type: iri}, n: {type: integer}}
SELECT ?s ?n { { SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o } GROUP BY ?s } }"""
    made = bound(parsed("x", text), {"s": [NamedNode("urn:s")], "n": [Literal(1)]})
    assert made.count("VALUES ?s") == 2
    assert made.count("VALUES ?n") == 1
