"""What may be asked: a name, a file or a text; and where."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest

import kg.ask
from kg.ask import Graph, Table, ask
from kg.errors import QueryError, QueryRefused, StoreError, UnknownName
from kg.store import build_store

TEXT = "SELECT ?name WHERE { ?p <http://xmlns.com/foaf/0.1/name> ?name } ORDER BY ?name LIMIT 1"


def first(answer: object) -> object:
    assert isinstance(answer, Table)
    return next(answer.plain())[answer.columns[0]]


def test_a_text_a_name_and_a_file(graph: Graph, tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_text("\ufeff#+ params: {name: {example: x}}\n" + TEXT, encoding="utf-8")
    assert first(ask(TEXT, graph)) == "Ada Lovelace"
    assert first(ask(path, graph, {"name": "Bo Li"})) == "Bo Li"
    assert first(ask(str(path), graph)) == "Ada Lovelace"
    assert first(ask("people", graph)) == "Ada Lovelace"
    assert ask("ASK{}", graph) is True


@pytest.mark.parametrize(
    ("what", "message"),
    [
        ("coauthors", "coauthors-of"),
        ("nonsense", "known: "),
        ("nowhere/coauthors.rq", "coauthors-of|known"),
        ("nowhere/people.rq", "for the named query say people"),
        (" people", "known"),
    ],
)
def test_what_names_nothing_gets_the_nearest(graph: Graph, what: str, message: str) -> None:
    with pytest.raises((UnknownName, QueryError), match=message):
        ask(what, graph)


def test_a_file_that_is_no_text_is_an_error(graph: Graph, tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_bytes(b"ASK { ?s ?p '\xff' }")
    with pytest.raises(QueryError, match="UTF-8"):
        ask(path, graph)


def test_every_place_of_a_graph(toy: Path, tmp_path: Path) -> None:
    pyoxigraph.serialize(pyoxigraph.parse(path=toy), tmp_path / "graph.nq", pyoxigraph.RdfFormat.N_QUADS)
    build_store(tmp_path / "graph.nq", tmp_path / "store")
    for where in (toy, str(toy), tmp_path, tmp_path / "store", tmp_path / "graph.nq"):
        assert first(ask(TEXT, where, timeout=30)) == "Ada Lovelace"


def test_where_there_is_no_graph_one_is_told_to_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreError, match="kg build"):
        ask("people")
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "README.md").write_text("what a build writes")
    with pytest.raises(StoreError, match="kg build"):
        ask("people")
    (tmp_path / "output" / "graph.nq").write_text("")
    with pytest.raises(StoreError, match="kg build"):
        ask("people")


def test_a_file_of_a_query_is_guarded_too(graph: Graph, tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_text("#+ params: {x: {example: a}}\nSELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?x } }")
    with pytest.raises(QueryRefused):
        ask(path, graph, {"x": "a"})


def test_the_public_names() -> None:
    assert kg.ask.__all__ == [
        "FORMATS",
        "Answer",
        "Graph",
        "Table",
        "ask",
        "explained",
        "harmless",
        "labels",
        "query",
        "written",
    ]
