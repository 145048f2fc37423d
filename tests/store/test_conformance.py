"""What every store does alike, whatever it is made of."""

from __future__ import annotations

import pytest

from kg.errors import QueryError
from kg.store import Store, Table

PREFIXES = """PREFIX kg: <https://w3id.org/paperkg/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
"""
RECORD = "https://w3id.org/paperkg/id/graph/record/one"


def rows(store: Store, query: str) -> list[dict[str, object]]:
    answer = store.reply(PREFIXES + query).answer()
    assert isinstance(answer, Table)
    return [dict(row) for row in answer.plain()]


def test_select_sees_the_union_of_the_graphs(store: Store) -> None:
    query = """SELECT ?title ?name WHERE { ?paper dcterms:title ?title ; dcterms:creator ?person .
        ?person foaf:name ?name . FILTER(?name = "Bo Li") }"""
    assert rows(store, query) == [{"title": "Beta | a *better* sort", "name": "Bo Li"}]


def test_unbound_is_none_and_columns_keep_their_order(store: Store) -> None:
    query = """SELECT ?z ?a WHERE { ?paper dcterms:title "Gamma" . BIND(1 AS ?z) OPTIONAL { ?paper kg:nothing ?a } }"""
    assert rows(store, query) == [{"z": 1, "a": None}]


def test_a_select_without_rows_has_its_columns(store: Store) -> None:
    answer = store.reply("SELECT ?a ?b WHERE { ?a <urn:not-there> ?b }").answer()
    assert isinstance(answer, Table)
    assert answer.columns == ("a", "b")
    assert answer.rows == []


@pytest.mark.parametrize(("name", "truth"), [("Bo Li", True), ("Nobody", False)])
def test_ask_is_a_bool(store: Store, name: str, truth: bool) -> None:  # noqa: FBT001 a test's case
    assert store.reply(f'{PREFIXES} ASK {{ ?person foaf:name "{name}" }}').answer() is truth


@pytest.mark.parametrize("form", ["CONSTRUCT { ?p foaf:name ?n } WHERE", "DESCRIBE ?p WHERE"])
def test_construct_and_describe_give_triples(store: Store, form: str) -> None:
    answer = store.reply(f'{PREFIXES} {form} {{ ?p foaf:name ?n FILTER(?n = "Bo Li") }}').answer()
    assert isinstance(answer, tuple)
    assert '<https://w3id.org/paperkg/id/person/bo> <http://xmlns.com/foaf/0.1/name> "Bo Li"' in map(str, answer)
    assert {str(triple.subject) for triple in answer} == {"<https://w3id.org/paperkg/id/person/bo>"}


def test_graphs_can_be_named(store: Store) -> None:
    query = "SELECT ?graph WHERE { GRAPH ?graph { ?paper kg:codeRepository ?any } }"
    assert rows(store, query) == [{"graph": RECORD}]


def test_from_narrows_the_default_graph(store: Store) -> None:
    query = """SELECT (COUNT(DISTINCT ?p) AS ?papers) (COUNT(?n) AS ?names)
        FROM <https://w3id.org/paperkg/id/graph/record/one> WHERE { { ?p a kg:Paper } UNION { ?x foaf:name ?n } }"""
    assert rows(store, query) == [{"papers": 1, "names": 0}]


def test_terms_keep_language_datatype_and_any_character(store: Store) -> None:
    query = r"""SELECT * WHERE { VALUES (?a ?b ?c ?d ?e) {
        ("chat"@fr 2.5 1e3 true "tab\t \"quote\" \\ \n <&> \u00E9 😀") } }"""
    found = rows(store, query)[0]
    assert found == {"a": "chat", "b": found["b"], "c": 1000.0, "d": True, "e": 'tab\t "quote" \\ \n <&> é 😀'}
    assert str(found["b"]) == "2.5"
    assert type(found["d"]) is bool


@pytest.mark.parametrize("query", ["SELECT ?x WHERE { ?x ", "SELEKT", "SELECT ?x WHERE { ?x not:declared 1 }"])
def test_a_malformed_query_is_a_query_error_in_one_line(store: Store, query: str) -> None:
    with pytest.raises(QueryError) as error:
        store.reply(query)
    assert type(error.value) is QueryError
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("update", ["INSERT DATA { <urn:a> <urn:b> 1 }", "DROP ALL", "CLEAR ALL"])
def test_no_update_gets_through(store: Store, update: str) -> None:
    before = rows(store, "SELECT (COUNT(*) AS ?all) WHERE { GRAPH ?g { ?s ?p ?o } }")
    with pytest.raises(QueryError):
        store.reply(update)
    assert rows(store, "SELECT (COUNT(*) AS ?all) WHERE { GRAPH ?g { ?s ?p ?o } }") == before
