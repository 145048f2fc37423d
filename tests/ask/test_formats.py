"""Every format is read back by somebody else's reader, and fits or says that it does not."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from rdflib.compare import isomorphic
from rdflib.query import Result

from kg.ask import FORMATS, Graph, Table, written
from kg.errors import BadParameter, UnknownName

SELECT = """SELECT ?a ?b ?c ?d ?e ?f WHERE { VALUES (?a ?b ?c ?d ?e ?f) {
  ("=1+1,\\"x\\"\\n| \\u001B[31m<b>" 2.5 <http://e/a?b=c&d> "chat"@fr UNDEF true)
  ("line\\ttab\\r" 1 <urn:x> "" "" false) } }"""
CONSTRUCT = """PREFIX dcterms: <http://purl.org/dc/terms/>
CONSTRUCT { ?paper dcterms:title ?title ; dcterms:issued ?date }
WHERE { ?paper dcterms:title ?title ; dcterms:issued ?date }"""
IN_XML = SELECT.replace("\\u001B", "")


def text(graph: Graph, query: str, name: str) -> str:
    return written(graph.answer(query), name, graph).decode()


def test_csv_is_read_by_the_csv_module_with_its_cells_as_they_are(graph: Graph) -> None:
    rows = list(csv.reader(io.StringIO(text(graph, SELECT, "csv"), newline="")))
    assert rows == [
        ["a", "b", "c", "d", "e", "f"],
        ['=1+1,"x"\n| \x1b[31m<b>', "2.5", "http://e/a?b=c&d", "chat", "", "true"],
        ["line\ttab\r", "1", "urn:x", "", "", "false"],
    ]


@pytest.mark.parametrize("name", ["json", "xml", "tsv", "csv"])
def test_rdflib_reads_the_w3c_formats(graph: Graph, name: str) -> None:
    query = IN_XML if name == "xml" else SELECT
    found = Result.parse(io.BytesIO(written(graph.answer(query), name, graph)), format=name)
    assert [str(variable) for variable in found.vars or []] == ["a", "b", "c", "d", "e", "f"]
    rows = [[None if cell is None else str(cell) for cell in row] for row in found]  # type: ignore[union-attr]
    assert len(rows) == 2
    if name != "tsv":  # rdflib's reader of TSV leaves escapes as they are
        assert [row[2] for row in rows] == ["http://e/a?b=c&d", "urn:x"]
        assert rows[0][3] == "chat"
    if name in {"json", "xml"}:
        assert rows[1][0] == "line\ttab\r"
        assert rows[0][5] == "true"


def test_json_and_xml_say_types_and_leave_out_what_is_unbound(graph: Graph) -> None:
    found = json.loads(text(graph, SELECT, "json"))
    first = found["results"]["bindings"][0]
    assert first["b"] == {"type": "literal", "value": "2.5", "datatype": "http://www.w3.org/2001/XMLSchema#decimal"}
    assert first["d"] == {"type": "literal", "value": "chat", "xml:lang": "fr"}
    assert "e" not in first
    root = ET.fromstring(text(graph, IN_XML, "xml"))  # noqa: S314 our own output
    names = [binding.get("name") for binding in root.iter("{http://www.w3.org/2005/sparql-results#}binding")]
    assert names == ["a", "b", "c", "d", "f", "a", "b", "c", "d", "e", "f"]


@pytest.mark.parametrize("code", ["0000", "001B", "000C", "FFFE"])
def test_what_xml_cannot_hold_is_refused_in_xml_and_kept_in_json(graph: Graph, code: str) -> None:
    query = f"SELECT ('a\\u{code}' AS ?x) {{}}"
    with pytest.raises(BadParameter, match=f"U\\+{code}"):
        text(graph, query, "xml")
    assert json.loads(text(graph, query, "json"))["results"]["bindings"][0]["x"]["value"] == "a" + chr(int(code, 16))


@pytest.mark.parametrize("truth", ["true", "false"])
def test_a_truth_in_each_format(graph: Graph, truth: str) -> None:
    query = f"ASK {{ FILTER({truth}) }}"
    assert json.loads(text(graph, query, "json"))["boolean"] is (truth == "true")
    assert f"<boolean>{truth}</boolean>" in text(graph, query, "xml")
    assert text(graph, query, "table") == text(graph, query, "md") == f"{truth}\n"


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib warns of itself
@pytest.mark.parametrize(("name", "parser"), [("ttl", "turtle"), ("nt", "nt"), ("jsonld", "json-ld")])
def test_graphs_are_read_by_two_parsers(graph: Graph, name: str, parser: str) -> None:
    body = written(graph.answer(CONSTRUCT), name, graph)
    triples = graph.answer(CONSTRUCT)
    assert isinstance(triples, tuple)
    suffix = {"ttl": "ttl", "nt": "nt", "jsonld": "jsonld"}[name]
    rdf = pyoxigraph.RdfFormat.from_extension(suffix)
    assert {quad.triple for quad in pyoxigraph.parse(body, rdf)} == set(triples)
    theirs = rdflib.Graph().parse(body, format=parser)
    mine = rdflib.Graph().parse(data="\n".join(f"{triple} ." for triple in triples), format="nt")
    assert isomorphic(theirs, mine)
    assert len(theirs) == 6


def test_a_graph_is_written_the_same_each_time_and_with_prefixes(graph: Graph) -> None:
    found = text(graph, CONSTRUCT, "ttl")
    assert found == text(graph, CONSTRUCT, "ttl")
    assert "@prefix dcterms:" in found
    assert "\\/" not in found


FITS = {"SELECT": {"table", "csv", "tsv", "json", "xml", "md"}, "ASK": {"table", "json", "xml", "md"}}
FITS["CONSTRUCT"] = {"ttl", "nt", "jsonld"}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("form", FITS)
def test_a_format_fits_or_lists_those_that_do(graph: Graph, form: str, name: str) -> None:
    answer = graph.answer({"SELECT": IN_XML, "ASK": "ASK {}", "CONSTRUCT": CONSTRUCT}[form])
    if name in FITS[form]:
        assert written(answer, name, graph)
        return
    with pytest.raises(BadParameter) as error:
        written(answer, name, graph)
    assert all(other in str(error.value) for other in FITS[form])


def test_an_unknown_format_gets_the_nearest(graph: Graph) -> None:
    with pytest.raises(UnknownName, match="json"):
        written(True, "jsn", graph)  # noqa: FBT003 an answer


THINGS = """PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX kg: <https://w3id.org/paperkg/ontology#>
SELECT ?paper ?by ?class ?none WHERE { ?paper a ?class ; dcterms:creator ?by OPTIONAL { ?paper kg:nothing ?none }
  FILTER(STRENDS(STR(?paper), "/two")) } ORDER BY ?by"""


def test_a_table_shows_labels_and_shortens_what_has_none(graph: Graph) -> None:
    lines = text(graph, THINGS, "table").splitlines()
    assert [re.split(r"  +", line) for line in lines[2:]] == [
        ["Beta | a *better* sort", "Ada Lovelace", "kg:Paper"],
        ["Beta | a *better* sort", "Bo Li", "kg:Paper"],
        ["Beta | a *better* sort", "Wei Zhang", "kg:Paper"],
    ]
    assert lines[0].split() == ["paper", "by", "class", "none"]


def test_a_table_is_not_wrapped_and_steers_no_terminal(graph: Graph) -> None:
    long = "word " * 100
    lines = text(
        graph, f"SELECT ('{long}' AS ?a) ('a\\u001B[31m\\u202Eb\\n\\tc\\u0085' AS ?b) {{}}", "table"
    ).splitlines()
    assert len(lines) == 3
    assert long.strip() in lines[2]
    assert lines[2].endswith("a\ufffd[31m\ufffdb c")


def test_wide_characters_line_up(graph: Graph) -> None:
    lines = text(graph, "SELECT ?a ?b { VALUES (?a ?b) { ('日本' 1) ('abcd' 2) } }", "table").splitlines()
    assert lines[2:] == ["日本  1", "abcd  2"]


def test_columns_that_say_a_label_again_are_left_out_for_people_only(graph: Graph) -> None:
    query = (
        """PREFIX foaf: <http://xmlns.com/foaf/0.1/> SELECT ?name ?person { ?person foaf:name ?name } ORDER BY ?name"""
    )
    assert text(graph, query, "table").split()[0:2] == ["name", "────────────"]
    assert text(graph, query, "csv").startswith("name,person\r\n")
    assert text(graph, query, "md").startswith("| name |\n| --- |\n| Ada Lovelace |\n")


def test_markdown_is_no_markup_of_the_content(graph: Graph) -> None:
    lines = text(graph, SELECT, "md").splitlines()
    assert len(lines) == 4
    assert lines[2].startswith('| =1+1,"x" \\| \ufffd\\[31m\\<b\\> | 2.5 |')
    assert len({len(re.findall(r"(?<!\\)\|", line)) for line in lines}) == 1


def test_a_table_without_rows_keeps_its_head(graph: Graph) -> None:
    query = "SELECT ?a ?bc { ?a <urn:none> ?bc }"
    assert text(graph, query, "table") == "a  bc\n─  ──\n"
    assert text(graph, query, "csv") == "a,bc\r\n"
    assert text(graph, query, "md") == "| a | bc |\n| --- | --- |\n"
    assert text(graph, "SELECT * {}", "table").strip() == ""


def test_labels_of_many_things_come_in_several_queries(toy: Path) -> None:
    with Graph(toy) as graph:
        values = " ".join(f"<https://w3id.org/paperkg/id/person/{name}>" for name in ["bo", *map(str, range(1200))])
        answer = graph.answer(f"SELECT ?who {{ VALUES ?who {{ {values} }} }}")
        assert isinstance(answer, Table)
        found = written(answer, "table", graph).decode().splitlines()
    assert found[2] == "Bo Li"
    assert found[3] == "data:person/0"
    assert len(found) == 1203
