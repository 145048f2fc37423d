"""What a query may not ask for is refused before the engine sees it; what only looks like it is not."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pyoxigraph
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.ask import Graph
from kg.ask._guard import LONGEST, checked
from kg.errors import KgError, QueryError, QueryRefused

EVIL = "http://127.0.0.1:PORT/"
CALLS = [
    "SELECT * { SERVICE <EVIL> { ?s ?p ?o } }",
    "SELECT * { service silent <EVIL> { ?s ?p ?o } }",
    "SELECT * { { { SERVICE <EVIL> {} } } }",
    "ASK { FILTER(EXISTS { SERVICE <EVIL> { ?s ?p ?o } }) }",
    "ASK { FILTER NOT EXISTS { SERVICE <EVIL> { ?s ?p ?o } } }",
    "SELECT * { { SELECT * { SERVICE <EVIL> {} } } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <EVIL> { ?s ?p ?o } }",
    "SELECT * { SERVICE ?x {} VALUES ?x { <EVIL> } }",
    "SELECT * {SERVICE<EVIL>{}}",
    "SELECT * { SERVICESILENT<EVIL>{} }",
    "SELECT * { BIND(1 AS ?x)SERVICE<EVIL>{} }",
    "SELECT * { ?s ?p trueSERVICE<EVIL>{} }",
    "SELECT * { ?s ?p 1SERVICE<EVIL>{} }",
    "SELECT * { ?s ?p 'x'SERVICE<EVIL>{} }",
    "PREFIX : <EVIL> SELECT * { SERVICE:x{ ?s ?p ?o } }",
    "PREFIX : <EVIL> SELECT * { ?s ?p trueSERVICE:x{ ?s ?p ?o } }",
    # an IRI to one reader, "less than" and a comment or a string to another
    "PREFIX : <EVIL> SELECT * { ?a ?b ?c FILTER(?a<?c)SERVICE:q#>\n{ ?s ?p ?o } }",
    "SELECT * { ?a ?b ?c FILTER(?a<?c#>'''\n) SERVICE <EVIL> {} #'''\n }",
    'SELECT * { ?a ?b ?c FILTER(?a<?c#>"""\n) SERVICE <EVIL> {} #"""\n }',
    "SELECT * { ?a ?b ?c FILTER(?a<'>' ) SERVICE <EVIL> {} #'\n }",
    "SELECT * { ?a ?b ?c FILTER(1<'>' ) SERVICE <EVIL> {} #'\n }",
    "SELECT * { ?a ?b ?c FILTER('a'<'>' ) SERVICE <EVIL> {} #'\n }",
    "SELECT * { ?a ?b ?c FILTER(STR(?a)<'>' ) SERVICE <EVIL> {} #'\n }",
    "SELECT * { ?a ?b ?c FILTER(?a<<EVILx'>) SERVICE <EVIL> {} #'\n }",
    "PREFIX p: <urn:> SELECT * { ?a ?b ?c FILTER(p:a<p:b'>' ) SERVICE <EVIL> {} #'\n }",
    "SELECT * { ?a ?b ?c FILTER(<urn:a><'>' ) SERVICE <EVIL> {} #'\n }",
    "SELECT * { ?s ?p :\u3001\\' . SERVICE <EVIL> {} #'\n }",
    "SELECT * { S\\u0045RVICE <EVIL> {} }",
    "SELECT * { ?a ?b ?c FILTER(?a = '\\u0027) SERVICE <EVIL> {} #') }",
]


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """The address of a server, and the paths that it is asked for."""
    seen: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            seen.append(self.path)
            self.send_error(404)

        do_GET = do_POST  # noqa: N815 the name that http.server calls

        def log_message(self, *args: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/", seen
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("query", CALLS)
def test_no_query_reaches_another_server(graph: Graph, listener: tuple[str, list[str]], query: str) -> None:
    url, seen = listener
    with pytest.raises(QueryRefused):
        graph.answer(query.replace("EVIL", url))
    assert seen == []


def test_the_engine_would_have_called(listener: tuple[str, list[str]]) -> None:
    """So that the test above shows something: unguarded, most of these queries do reach the server."""
    url, seen = listener
    store = pyoxigraph.Store()
    store.add(pyoxigraph.Quad(pyoxigraph.NamedNode("urn:s"), pyoxigraph.NamedNode("urn:p"), pyoxigraph.Literal(1)))
    reached = 0
    for query in CALLS:
        before = len(seen)
        try:
            results = store.query(query.replace("EVIL", url))
            if isinstance(results, pyoxigraph.QuerySolutions | pyoxigraph.QueryTriples):
                list(results)
        except (OSError, SyntaxError, RuntimeError):
            pass
        reached += len(seen) > before
    assert reached >= 15


@pytest.mark.parametrize(
    "query",
    [
        "LOAD <http://127.0.0.1:9/x>",
        "load silent <file:///etc/passwd> INTO GRAPH <urn:g>",
        "INSERT DATA { <urn:a> <urn:b> 1 }",
        "PREFIX a: <urn:> DELETE WHERE { ?s ?p ?o }",
        "WITH <urn:g> DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
        "CLEAR ALL",
        "DROP DEFAULT",
        "CREATE GRAPH <urn:g>",
        "COPY DEFAULT TO <urn:g>",
        "MOVE <urn:a> TO <urn:b>",
        "ADD <urn:a> TO <urn:b>",
        "ASK {} ; DROP ALL",
    ],
)
def test_updates_are_refused_by_name(query: str) -> None:
    with pytest.raises(QueryRefused, match=r"LOAD|INSERT|DELETE|CLEAR|DROP|CREATE|COPY|MOVE|ADD"):
        checked(query)


@pytest.mark.parametrize(
    "source",
    [
        "FROM <file:///etc/passwd>",
        "FROM NAMED <FILE:///etc/passwd>",
        "FROM <relative>",
        "FROM <>",
        "FROM <ftp://example.org/x>",
        "FROM <data:text/turtle,>",
        "FROM undeclared:x",
        "FROM",
        "FROM ?x",
        "FROM <http://e/\\u0061>",
        "FROM:x",
        "FROMNAMED <http://e/a>",
    ],
)
def test_from_names_a_graph_and_nothing_else(source: str) -> None:
    with pytest.raises(QueryRefused, match=r"FROM"):
        checked(f"PREFIX : <http://e/> SELECT * {source} WHERE {{ ?s ?p ?o }}")


def test_from_gives_the_graphs_it_names() -> None:
    query = "PREFIX e: <http://e/> SELECT * FROM <http://e/a> FROM NAMED e:b from named <urn:c> WHERE { ?s ?p ?o }"
    assert checked(query) == ("http://e/a", "http://e/b", "urn:c")


def test_from_an_absent_graph_is_refused_and_nothing_is_fetched(graph: Graph, listener: tuple[str, list[str]]) -> None:
    url, seen = listener
    with pytest.raises(QueryRefused, match="no such graph"):
        graph.answer("SELECT * FROM <EVIL> WHERE { ?s ?p ?o }".replace("EVIL", url))
    assert seen == []


def test_from_a_present_graph_is_answered(graph: Graph) -> None:
    here = "FROM <https://w3id.org/paperkg/id/graph/derived> FROM NAMED <https://w3id.org/paperkg/id/graph/entities>"
    answer = graph.answer(f"SELECT ?s {here} WHERE {{ ?s ?p ?o }}")
    assert len(answer) == 7  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service $load { ?service ?drop ?from }",
        "SELECT * { ?s ?p 'SERVICE <x> {}', \"DROP ALL\", '''LOAD\n'INSERT''', \"\"\"it's \"FROM\" <x>\"\"\" }",
        "SELECT * { ?s <http://e/SERVICE#DROP> ?o } # SERVICE <x> {} DROP ALL",
        "PREFIX ex: <urn:> SELECT * { ex:service ex:DROP ex:a.load, ex:FROM, ex:clear-all, _:insert }",
        "PREFIX load: <urn:> SELECT * { ?s load:x ?o }",
        "SELECT * { ?s ?p 'x'@add, 'it\\'s SERVICE', 'a'^^<urn:MOVE> }",
        "SELECT * { ?s ?p ?o FILTER(?s<?o&&?o>?s) FILTER(?s <?o) FILTER(1<2) FILTER(?o<-1) }",
        "SELECT * { VALUES (?a ?b) { (1 <urn:a:b>) (<http://e/(x)#y'z> <http://e/it's#x>) ('a' <http://e#(>) } }",
        "SELECT * { ?s <urn:a#b> ?o ; <#x> ('a' <http://e/#a>) }",
        "ASK { ?s ?p '\\u0041\\t\\\\u0027' FILTER(!(!true) || !?s) ?s ^<urn:a>/!(<urn:b>|^<urn:c>) ?o }",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o } HAVING(COUNT(*)<10)",
        "PREFIX ex: <urn:> SELECT * { ?s ex:a\\'b ?o }",
        "DESCRIBE <http://e/x>",
        "# \u202e comment\r\nBASE <http://e/> ASK { <a> <b> <c> }",
    ],
)
def test_lookalikes_are_accepted(query: str) -> None:
    assert checked(query) == ()
    pyoxigraph.Store().query(query, base_iri="http://e/")


def nested(opening: str, closing: str, depth: int) -> str:
    return opening * depth + closing * depth


DEEP: dict[str, Callable[[int], str]] = {
    "braces": lambda n: f"ASK {{ {nested('{', '}', n)} }}",
    "parens": lambda n: f"ASK {{ FILTER({nested('(', ')', n).replace('()', '(1)')}) }}",
    "not": lambda n: f"ASK {{ FILTER({'!' * n}true) }}",
    "spaced not": lambda n: "ASK { FILTER(" + "! # x\n" * n + "true) }",
    "not and parens": lambda n: f"ASK {{ FILTER({'!!!!(' * (n // 4)}true{')' * (n // 4)}) }}",
    "path": lambda n: f"ASK {{ ?s {nested('(', ')', n).replace('()', '(<urn:p>)')} ?o }}",
    "inverse": lambda n: f"ASK {{ ?s {'^(' * n}<urn:p>{')' * n} ?o }}",
    "collections": lambda n: f"ASK {{ ?s ?p {nested('(', ')', n).replace('()', '(1)')} }}",
    "blank nodes": lambda n: f"ASK {{ ?s ?p {'[ ?p ' * n} 1 {']' * n} }}",
    "exists": lambda n: f"ASK {{ {'FILTER(EXISTS {' * n} {'})' * n} }}",
}


@pytest.mark.parametrize("kind", DEEP)
@pytest.mark.parametrize("depth", [100, 2_000, 20_000])
def test_deep_nesting_is_refused_before_it_kills_the_engine(graph: Graph, kind: str, depth: int) -> None:
    with pytest.raises(QueryRefused, match="nested deeper"):
        graph.answer(DEEP[kind](depth))


@pytest.mark.parametrize("kind", DEEP)
def test_moderate_nesting_is_answered(graph: Graph, kind: str) -> None:
    graph.answer(DEEP[kind](20))


def test_nesting_side_by_side_is_not_deep(graph: Graph) -> None:
    assert graph.answer("ASK { " + "{ FILTER(!(!true)) } UNION " * 500 + "{} }") is True


def test_nesting_in_text_does_not_count() -> None:
    for text in (
        "'" + "(" * 1000 + "'",
        '"""' + "{" * 1000 + '"""',
        "<http://e/" + "(" * 1000 + ">",
        "1 # " + "{" * 1000,
    ):
        assert checked(f"ASK {{ ?s ?p {text}\n }}") == ()


@pytest.mark.parametrize("text", ["", "hello", "EXPLAIN SELECT * {}", "{}"])
def test_what_is_no_query_is_said_to_be_none(text: str) -> None:
    with pytest.raises(QueryError, match="SELECT, ASK"):
        checked(text)


def test_a_text_that_is_too_long_is_refused() -> None:
    with pytest.raises(QueryRefused, match="longer"):
        checked("ASK { # " + "x" * LONGEST)


FRAGMENTS = [
    *(
        "SERVICE",
        "service",
        "SILENT",
        "<EVIL>",
        "{",
        "}",
        "(",
        ")",
        "'",
        '"',
        "'''",
        '"""',
        "#",
        "\n",
        " ",
        "<",
        ">",
        "\\",
    ),
    *(
        "?a",
        ":x",
        "a",
        "true",
        "1",
        ".",
        "FILTER",
        "<<",
        ">>",
        "^^",
        "@en",
        "\\u0027",
        "\\'",
        "_:b",
        "-",
        "%27",
        "|",
        "&&",
    ),
]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=14))
@example(["<", "'", ">", "'", ")", "SERVICE", "<EVIL>", "{", "}", "#", "'"])
def test_what_the_guard_lets_pass_calls_nobody(fragments: list[str]) -> None:
    """Fuzzing: the engine says itself whether it would call, since a call to this address fails with its own error."""
    query = "PREFIX : <urn:> SELECT * { ?a ?b ?c FILTER(?a" + "".join(fragments).replace("EVIL", "http://127.0.0.1:9/")
    for end in ("", ")}", "\n)}", "\n}"):
        try:
            checked(query + end)
        except QueryError:
            continue
        store = pyoxigraph.Store()
        store.add(pyoxigraph.Quad(pyoxigraph.NamedNode("urn:s"), pyoxigraph.NamedNode("urn:p"), pyoxigraph.Literal(1)))
        try:
            list(store.query(query + end))  # type: ignore[arg-type]
        except (SyntaxError, RuntimeError):
            pass
        except OSError as error:
            pytest.fail(f"{query + end!r} made the engine call: {error}")


def test_every_refusal_is_one_line() -> None:
    for query in CALLS:
        with pytest.raises(KgError) as error:
            checked(query)
        assert "\n" not in str(error.value)
