"""Every named query is described, is standard SPARQL, and answers what is expected of the toy graph."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import rdflib
import yaml
from pyoxigraph import QueryResultsFormat
from rdflib.plugins.sparql import prepareQuery

from kg.ask import Graph, Table, ask, catalogue, written
from kg.ask._binding import bound
from kg.ask._guard import checked
from kg.ask._parameters import ENTITY_TYPES, TYPES, terms
from kg.errors import QueryError, UnknownName
from kg.store._tokens import tokens

HERE = Path(__file__).parent
CASES: dict[str, list[dict[str, Any]]] = yaml.safe_load((HERE / "cases.yaml").read_text(encoding="utf-8"))
NETWORKS = {
    "citation-network", "coauthor-network", "hardware-network", "method-landscape", "paper-entity-network",
    "paper-topics", "topics-by-year",
}  # fmt: skip
"""The pictures' queries; the tests of the pictures look at their rows."""
NOT_IN_THE_SAMPLE = {"references-of", "what-cites", "people-at"}
"""What asks for references and affiliations, which neither sample states."""
NAMES = sorted(CASES.keys() | set(catalogue.names()))


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy graph with what fuller records say."""
    whole = tmp_path_factory.mktemp("fuller") / "toy.trig"
    whole.write_bytes(b"".join((HERE / name).read_bytes() for name in ("toy.trig", "fuller.trig")))
    return whole


@pytest.fixture(scope="module")
def graph(toy: Path) -> Iterator[Graph]:
    with Graph(toy, timeout=30) as opened:
        yield opened


def test_every_query_has_a_case_and_every_case_a_query() -> None:
    assert set(CASES) == set(catalogue.names()) - NETWORKS
    assert len(CASES) >= 60
    assert {path.stem for path in (HERE / "golden").iterdir()} == set(CASES)


def test_the_list_is_by_topic_and_name() -> None:
    found = [(query.topic, query.name) for query in catalogue.queries()]
    assert found == sorted(found)
    assert {topic for topic, _ in found} >= {"papers", "people", "methods", "hardware", "datasets", "results", "topics"}


@pytest.mark.parametrize("name", NAMES)
def test_the_header_says_what_a_reader_needs(name: str) -> None:
    query = catalogue.named(name)
    assert re.fullmatch(r"[A-Z].{10,98}[^.]", query.summary)
    assert query.description.endswith(".")
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
    for parameter in query.params.values():
        assert parameter.type in TYPES
        assert parameter.example
        assert not (parameter.required and parameter.default)


@pytest.mark.parametrize("name", NAMES)
def test_the_file_is_sparql_in_two_engines_with_and_without_its_parameters(name: str) -> None:
    query = catalogue.named(name)
    iri = pyoxigraph.NamedNode("urn:x")
    number = pyoxigraph.Literal(1)
    values = {key: [iri if p.type in ENTITY_TYPES else number] for key, p in query.params.items()}
    for text in (query.text, bound(query, values)):
        assert checked(text) == ()
        pyoxigraph.Store().query(text)
        prepareQuery(text)


@pytest.mark.parametrize("name", NAMES)
def test_parameters_are_variables_of_the_pattern_and_rows_have_an_order(name: str) -> None:
    query = catalogue.named(name)
    found = list(tokens(query.text))
    variables = [token.text for token in found if token.kind == "variable"]
    assert all(f"?{name}" in variables for name, parameter in query.params.items() if parameter.type != "limit")
    words = [token.text.upper() for token in found if token.kind == "word"]
    assert "ORDER" in words
    assert "DISTINCT" in words, "the union of graphs may say a thing twice"


@pytest.mark.parametrize("name", CASES)
def test_the_rows_are_the_expected_ones(graph: Graph, name: str, golden: Callable[[Path, str], None]) -> None:
    found = b"".join(written(ask(name, graph, case), "tsv", graph) for case in CASES[name])
    golden(HERE / "golden" / f"{name}.tsv", found.decode())


def test_the_examples_of_the_headers_are_in_the_shipped_sample(toy_build: Path) -> None:
    with Graph(toy_build) as built:
        for query in catalogue.queries():
            given = {name: parameter.example for name, parameter in query.params.items() if parameter.example}
            required = {name: value for name, value in given.items() if query.params[name].required}
            answer = ask(query.name, built, required)
            assert isinstance(answer, Table)
            assert len(answer) > 0 or not required or query.name in NOT_IN_THE_SAMPLE, f"{query.name} {required}"
            ask(query.name, built, given)


@pytest.mark.parametrize("name", CASES)
def test_no_case_is_answered_with_nothing(graph: Graph, name: str) -> None:
    for case in CASES[name]:
        answer = ask(name, graph, case)
        assert isinstance(answer, Table)
        assert len(answer) > 0, case
        assert len(set(answer.rows)) == len(answer)


@pytest.fixture(scope="module")
def other_engine(toy: Path) -> rdflib.Graph:
    """The union of the toy's graphs in rdflib's memory."""
    triples = (quad.triple for quad in pyoxigraph.parse(path=toy))
    return rdflib.Graph().parse(pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES), format="nt")


@pytest.mark.parametrize("name", CASES)
def test_another_engine_gives_the_same_rows(graph: Graph, other_engine: rdflib.Graph, name: str) -> None:
    query = catalogue.named(name)
    for case in CASES[name]:
        answer = ask(name, graph, case)
        assert isinstance(answer, Table)
        rows = other_engine.query(bound(query, terms(query, case, graph)))
        mine = [tuple(map(_shown, row.values())) for row in answer.plain()]
        assert [tuple(_shown(_value(cell)) for cell in row) for row in rows] == mine  # type: ignore[union-attr]


def _value(term: Any) -> object:
    """A term of rdflib as a plain value."""
    known = isinstance(term, rdflib.Literal) and isinstance(term.value, bool | Decimal)
    return term.value if known else term


def _shown(value: object) -> str:
    """The value as text, the same for numbers that are equal."""
    return str(value.normalize() if isinstance(value, Decimal) else value)


def test_an_unknown_name_gets_the_nearest() -> None:
    with pytest.raises(UnknownName, match="coauthors-of"):
        catalogue.named("coauthor-of")


@pytest.mark.parametrize(
    "header",
    ["#+ summary: a: b", "#+ - list", "#+ colour: red", "#+ params: [a]", "#+ params: {a: {type: string, size: 3}}"],
)
def test_a_malformed_header_is_one_clear_line(header: str) -> None:
    with pytest.raises(QueryError, match=r"^mine: header: ") as error:
        catalogue.parsed("mine", f"{header}\nASK {{}}")
    assert "\n" not in str(error.value)


def test_header_values_are_text_whatever_they_look_like() -> None:
    query = catalogue.parsed("mine", "#+ params: {a: {default: 2022-10-12, example: no, required: true}}\nASK {}")
    parameter = query.params["a"]
    assert (parameter.default, parameter.example, parameter.required) == ("2022-10-12", "no", True)


def test_golden_files_are_w3c_tsv() -> None:
    for path in sorted((HERE / "golden").iterdir()):
        one = path.read_bytes().split(b"\n?")[0].rstrip(b"\n") + b"\n"
        found = pyoxigraph.parse_query_results(one, QueryResultsFormat.TSV)
        assert isinstance(found, pyoxigraph.QuerySolutions)
        assert list(found)
