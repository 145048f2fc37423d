"""Loading into a real Oxigraph server."""

import json
import shlex
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import LoadError
from kg.load import Access, load
from kg.load import sparql as target

ID = "https://w3id.org/paperkg/id/graph/"
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/sparql-results+json"}
SIZES = {"about": 9, "derived": 2, "entities": 32, "record/r1": 52, "record/r2": 8}
"""The toy's graphs; a test says that this is what its file holds."""

Counts = Callable[[], dict[str, int]]


@pytest.fixture
def counts(server: str, asked) -> Counts:
    """How many triples each graph of the server holds, asked without the code under test."""

    def by_graph() -> dict[str, int]:
        query = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
        _, body, _ = asked(server, "POST", "/query", body=urlencode({"query": query}).encode(), headers=FORM)
        rows = json.loads(body)["results"]["bindings"]
        return {row["g"]["value"].removeprefix(ID): int(row["n"]["value"]) for row in rows}

    return by_graph


@pytest.fixture
def proxied(server: str, asked, answering):
    """`proxied(change)`: a proxy before the server, which may change what is sent; and what it has heard."""

    def before(change):
        def respond(said):
            said = change(said)
            headers = {name: said.headers[name] for name in ("Content-Type", "Accept") if name in said.headers}
            return asked(server, said.method, said.path, body=said.body, headers=headers)

        return answering(respond)

    return before


def quads(*triples: tuple[str, str], graph: str = "urn:g") -> Iterable[Quad]:
    return [Quad(NamedNode(s), NamedNode("urn:p"), Literal(o), NamedNode(graph)) for s, o in triples]


def test_sizes_are_those_of_the_toy(toy: Path) -> None:
    names = [quad.graph_name.value.removeprefix(ID) for quad in set(pyoxigraph.parse(path=toy))]
    assert {name: names.count(name) for name in names} == SIZES


@pytest.mark.parametrize("path", ["", "/", "/store"])
def test_every_graph_arrives(path: str, server: str, toy: Path, counts: Counts) -> None:
    loaded = load("sparql", toy, Access(server + path))
    assert (loaded.graphs, loaded.triples) == (5, sum(SIZES.values()))
    assert loaded.url == f"{server}/store"
    assert counts() == SIZES


def test_loading_again_changes_nothing(server: str, toy: Path, counts: Counts) -> None:
    for _ in range(2):
        load("sparql", toy, Access(server))
    assert counts() == SIZES


def test_only_graphs_of_that_name_are_replaced(server: str, counts: Counts) -> None:
    access = Access(server)
    target.load(quads(("urn:a", "1"), ("urn:b", "2"), graph="urn:mine"), access)
    target.load(quads(("urn:x", "1"), graph="urn:other"), access)
    target.load(quads(("urn:c", "3"), graph="urn:mine"), access)
    assert counts() == {"urn:mine": 1, "urn:other": 1}


def test_values_arrive_as_they_were(server: str, asked) -> None:
    text = 'a "b" \\ \n\r\t\x01\u2028 é 𝔘 <x>'
    target.load(quads(("urn:a%20b", text), graph="urn:g?a=b&c=%2F#d"), Access(server))
    _, body, _ = asked(
        server, "GET", "/store?graph=urn%3Ag%3Fa%3Db%26c%3D%252F%23d", headers={"Accept": "application/n-triples"}
    )
    (arrived,) = pyoxigraph.parse(body, format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert (arrived.subject.value, arrived.object.value) == ("urn:a%20b", text)


def test_triples_without_a_graph_go_to_the_default_graph(server: str, tmp_path: Path, counts: Counts) -> None:
    file = tmp_path / "loose.ttl"
    file.write_text("<urn:a> <urn:p> 1, 2 .")
    assert load("sparql", file, Access(server)).triples == 2
    assert counts() == {}


def test_more_graphs_than_are_counted_at_once(server: str, counts: Counts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(target, "AT_ONCE", 3)
    many = [quad for n in range(10) for quad in quads(("urn:a", "1"), ("urn:a", "2"), graph=f"urn:g{n}")]
    assert target.load(many, Access(server)).triples == 20
    assert len(counts()) == 10


def test_a_body_larger_than_memory_allows_is_sent(server: str, counts: Counts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(target, "IN_MEMORY", 100)
    target.load(quads(*((f"urn:{n}", "x" * 50) for n in range(1000))), Access(server))
    assert counts() == {"urn:g": 1000}


def test_one_lost_triple_is_noticed(proxied, toy: Path) -> None:
    def drop_one(said):
        if said.method == "PUT" and "record%2Fr1" in said.path:
            return said._replace(body=said.body.split(b"\n", 1)[1])
        return said

    with proxied(drop_one) as (url, _), pytest.raises(LoadError) as caught:
        load("sparql", toy, Access(url))
    assert "1 of 5 graphs differ" in str(caught.value)
    assert f"<{ID}record/r1> holds 51 triples of 52" in str(caught.value)


def test_a_graph_that_did_not_arrive_is_noticed(proxied, toy: Path) -> None:
    def misplace(said):
        return said._replace(path=said.path.replace("derived", "elsewhere"))

    with proxied(misplace) as (url, _), pytest.raises(LoadError, match=r"derived> holds 0 triples of 2"):
        load("sparql", toy, Access(url))


def test_a_lost_triple_of_the_default_graph_is_noticed(proxied) -> None:
    def drop_one(said):
        return said._replace(body=said.body.split(b"\n", 1)[1]) if said.method == "PUT" else said

    loose = [Quad(NamedNode("urn:a"), NamedNode("urn:p"), Literal(n)) for n in range(3)]
    with proxied(drop_one) as (url, _), pytest.raises(LoadError, match="the default graph holds 2 triples of 3"):
        target.load(loose, Access(url))


def test_an_answer_cut_short_is_noticed(toy: Path, asked, server: str, answering) -> None:
    def respond(said):
        headers = {name: said.headers[name] for name in ("Content-Type", "Accept") if name in said.headers}
        status, body, kept = asked(server, said.method, said.path, body=said.body, headers=headers)
        if b"GROUP" in said.body:
            answer = json.loads(body)
            answer["results"]["bindings"] = answer["results"]["bindings"][:2]
            body = json.dumps(answer).encode()
        return status, body, kept

    with answering(respond) as (url, _), pytest.raises(LoadError, match="graph by graph but 103 together"):
        load("sparql", toy, Access(url))


def test_an_address_deep_in_a_site(proxied, toy: Path, counts: Counts) -> None:
    def below(said):
        assert said.path.startswith("/a/b%20c/")
        return said._replace(path=said.path.removeprefix("/a/b%20c"))

    with proxied(below) as (url, heard):
        loaded = load("sparql", toy, Access(f"{url}/a/b%20c/store"))
    assert loaded.triples == 103
    assert {said.path.partition("?")[0] for said in heard} == {"/a/b%20c/query", "/a/b%20c/store"}
    assert counts() == SIZES


def test_a_wrong_path_says_what_was_tried(server: str, toy: Path, counts: Counts) -> None:
    with pytest.raises(LoadError, match=r"tried .*/x/query \(404 .*/x/sparql \(404 .*--query-endpoint"):
        load("sparql", toy, Access(f"{server}/x/store"))
    assert counts() == {}


def test_a_wrong_store_beside_a_right_endpoint_says_where_it_is(server: str, toy: Path) -> None:
    with pytest.raises(LoadError, match=r"/stor: the server says 404 .*for Oxigraph it is"):
        load("sparql", toy, Access(f"{server}/stor"))


def test_the_query_endpoint_as_store_is_refused(server: str, toy: Path) -> None:
    with pytest.raises(LoadError, match=r"/query: the server says 404 PUT /query is not supported"):
        load("sparql", toy, Access(f"{server}/query"))


def test_a_wrong_query_endpoint_is_noticed_before_anything_is_written(server: str, toy: Path, counts: Counts) -> None:
    with pytest.raises(LoadError, match=r"/nowhere: the server says 404"):
        load("sparql", toy, Access(server, query=f"{server}/nowhere"))
    assert counts() == {}


def test_an_empty_graph_is_an_error(server: str) -> None:
    with pytest.raises(LoadError, match="nothing to load"):
        target.load([], Access(server))


def test_the_recipe_loads_the_same(oxigraph: str, toy: Path, tmp_path: Path) -> None:
    comment, bulk, serve = target.recipe(toy).splitlines()
    assert comment.startswith("#")
    program, *words = shlex.split(bulk)
    assert (program, shlex.split(serve)[:2]) == ("oxigraph", ["oxigraph", "serve"])
    subprocess.run([oxigraph, *words], check=True, cwd=tmp_path, capture_output=True)
    assert len(pyoxigraph.Store.read_only(str(tmp_path / "oxigraph-store"))) == 103


def test_the_recipe_names_the_builds_file(tmp_path: Path) -> None:
    folder = tmp_path / "my output"
    folder.mkdir()
    assert f"--file '{folder}/graph.nq'" in target.recipe(folder)
    assert "--file output/graph.nq" in target.recipe(Path("output"))
