"""One conformance suite for all RDF formats: two parsers take every file back as what it was."""

import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat

from kg.export import format_of, formats

Exported = Callable[[str, Iterable[Quad]], bytes]

SYNTAX = {
    "jsonld": (RdfFormat.JSON_LD, "json-ld"),
    "nq": (RdfFormat.N_QUADS, "nquads"),
    "nt": (RdfFormat.N_TRIPLES, "nt"),
    "rdfxml": (RdfFormat.RDF_XML, "xml"),
    "trig": (RdfFormat.TRIG, "trig"),
    "ttl": (RdfFormat.TURTLE, "turtle"),
}
KEEPS_GRAPHS = {"jsonld", "nq", "trig"}
XSD = "http://www.w3.org/2001/XMLSchema#"
KG = "https://w3id.org/paperkg/ontology#"

# what rdflib's own parsers still use
pytestmark = pytest.mark.filterwarnings("ignore:(Dataset.default_context|ConjunctiveGraph) is deprecated")
every_format = pytest.mark.parametrize("name", SYNTAX)


def expected(name: str, quads: Iterable[Quad]) -> set[Quad]:
    """What the format has to keep: all, or the union of the graphs."""
    return set(quads) if name in KEEPS_GRAPHS else {Quad(*quad.triple) for quad in quads}


def by_rdflib(name: str, data: bytes) -> set[tuple[object, ...]]:
    dataset = rdflib.Dataset()
    dataset.parse(data=data, format=SYNTAX[name][1])
    default = rdflib.graph.DATASET_DEFAULT_GRAPH_ID
    return {(s, p, o, None if g == default else g) for s, p, o, g in dataset.quads()}


def as_rdflib(quads: Iterable[Quad]) -> set[tuple[object, ...]]:
    """The quads as rdflib has them: it keeps the value of a number, not how it was written."""
    return {tuple(_term(term) for term in quad) for quad in quads}


def _term(term: object) -> object:
    if isinstance(term, DefaultGraph):
        return None
    if isinstance(term, Literal):
        datatype = None if term.language or term.datatype.value == XSD + "string" else term.datatype.value
        return rdflib.Literal(term.value, lang=term.language, datatype=datatype)
    assert isinstance(term, NamedNode)
    return rdflib.URIRef(term.value)


def check(name: str, quads: list[Quad], data: bytes) -> None:
    back = list(pyoxigraph.parse(data, format=SYNTAX[name][0]))
    assert set(back) == expected(name, quads)
    assert len(back) == len(set(back)), "a statement is written twice"
    assert by_rdflib(name, data) == as_rdflib(expected(name, quads))


@every_format
def test_toy_graph_comes_back(name: str, toy: list[Quad], exported: Exported) -> None:
    check(name, toy, exported(name, toy))


@every_format
def test_empty_graph_is_well_formed(name: str, exported: Exported) -> None:
    check(name, [], exported(name, []))


@every_format
def test_same_bytes_for_any_order_and_for_repeated_quads(name: str, toy: list[Quad], exported: Exported) -> None:
    once = exported(name, toy)
    again = toy * 2
    random.Random(11).shuffle(again)  # noqa: S311
    assert exported(name, again) == once


def test_same_bytes_under_another_hash_seed() -> None:
    code = (
        "import hashlib, io, pyoxigraph, sys; from kg.export import format_of, formats\n"
        "quads = list(pyoxigraph.parse(path=sys.argv[1]))\n"
        "for name in formats():\n"
        "    out = io.BytesIO(); format_of(name).write(quads, out)\n"
        "    print(name, hashlib.sha256(out.getvalue()).hexdigest())\n"
    )
    toy = Path(__file__).with_name("toy.trig")
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code, toy],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(outputs) == 1
    assert len(outputs.pop().splitlines()) == len(formats())


def iris(endings: str = "[a-zA-Z_][a-zA-Z0-9_-]{0,5}|[0-9]{1,3}|") -> st.SearchStrategy[NamedNode]:
    start = st.sampled_from(
        [
            KG,
            "http://purl.org/dc/terms/",
            "https://schema.org/",
            "http://example.org/",
            "urn:x:",
            "kg:",
            "schema:",
            "tag:e,1:",
        ]
    )
    middle = st.from_regex(r"([a-zé名Ж.,;()'&=~!*+@:_$-]|%[0-9A-F]{2}|/[a-z]){0,8}", fullmatch=True)
    ending = st.from_regex(endings, fullmatch=True)
    return st.builds(lambda *parts: NamedNode("".join(parts)), start, middle, ending)


def literals(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Literal]:
    def typed(datatype: str, lexical: st.SearchStrategy[str]) -> st.SearchStrategy[Literal]:
        return st.builds(lambda text: Literal(text, datatype=NamedNode(datatype)), lexical)

    return st.one_of(
        st.builds(Literal, texts),
        st.builds(lambda text, tag: Literal(text, language=tag), texts, st.sampled_from(["en", "de-CH", "zh-Hant-TW"])),
        typed(XSD + "integer", st.from_regex(r"[+-]?[0-9]{1,20}", fullmatch=True)),
        typed(XSD + "decimal", st.from_regex(r"[+-]?[0-9]{1,9}\.[0-9]{1,9}", fullmatch=True)),
        typed(XSD + "double", st.from_regex(r"-?[0-9]\.[0-9]E[1-9]", fullmatch=True)),
        typed(XSD + "boolean", st.sampled_from(["true", "false"])),
        typed(XSD + "gYear", st.from_regex("[12][0-9]{3}", fullmatch=True)),
        typed("http://example.org/datatype", texts),
    )


def graphs(texts: st.SearchStrategy[str], predicates: st.SearchStrategy[NamedNode]) -> st.SearchStrategy[list[Quad]]:
    names = st.sampled_from([DefaultGraph(), NamedNode("http://example.org/g"), NamedNode("kg:g%20b")])
    return st.lists(st.builds(Quad, iris(), predicates, st.one_of(iris(), literals(texts)), names), max_size=12)


NASTY = st.one_of(st.text(max_size=20), st.text(alphabet="\"'\\\n\r\t<>&{}@^.#`]- \u0085\u2028\u200fé𝔘", max_size=12))
NO_CONTROLS = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))
FOR_XML = st.one_of(NO_CONTROLS, st.text(alphabet="\"'\\\n\r\t<>&{}@^.#`]- é𝔘", max_size=12))
TYPED = st.just(NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"))


@pytest.mark.slow
@every_format
@settings(deadline=None, max_examples=150)
@given(drawn=st.data())
def test_any_graph_comes_back(name: str, drawn: st.DataObject, exported: Exported) -> None:
    predicates = iris("[a-zA-Z_][a-zA-Z0-9_.-]{0,5}") if name == "rdfxml" else iris()
    quads = drawn.draw(graphs(FOR_XML if name == "rdfxml" else NASTY, st.one_of(predicates, TYPED)))
    check(name, quads, exported(name, quads))


@every_format
def test_blank_nodes_keep_their_shape(name: str, exported: Exported) -> None:
    knows = NamedNode("http://example.org/knows")
    a, b = BlankNode("a.b"), BlankNode("0")
    data = exported(name, [Quad(a, knows, b), Quad(b, knows, Literal("x")), Quad(b, knows, b)])
    back = pyoxigraph.Dataset(pyoxigraph.parse(data, format=SYNTAX[name][0]))
    back.canonicalize(pyoxigraph.CanonicalizationAlgorithm.UNSTABLE)
    source = pyoxigraph.Dataset([Quad(a, knows, b), Quad(b, knows, Literal("x")), Quad(b, knows, b)])
    source.canonicalize(pyoxigraph.CanonicalizationAlgorithm.UNSTABLE)
    assert back == source


@pytest.mark.parametrize("name", sorted(set(SYNTAX) - {"nt", "nq"}))
def test_the_projects_prefixes_are_used(name: str, toy: list[Quad], exported: Exported) -> None:
    text = exported(name, toy).decode()
    for written in ("kg:hasCode", "dcterms:title", "foaf:name", "skos:prefLabel", "prism:doi"):
        assert written in text
    declared = {
        "jsonld": '"{}": "http',
        "rdfxml": 'xmlns:{}="http',
        "trig": "@prefix {}: <http",
        "ttl": "@prefix {}: <http",
    }
    for prefix in "kg dcterms foaf skos schema fabio prism oa prov void dcat owl rdf rdfs xsd".split():  # noqa: SIM905
        assert declared[name].format(prefix) in text


@pytest.mark.parametrize("name", ["nt", "nq"])
def test_lines_are_sorted(name: str, toy: list[Quad], exported: Exported) -> None:
    lines = exported(name, toy).splitlines()
    assert lines == sorted(set(lines))
    assert len(lines) == len(expected(name, toy))


@every_format
def test_says_what_it_is(name: str) -> None:
    module = format_of(name)
    assert module.TITLE
    assert RdfFormat.from_extension(module.SUFFIX.removeprefix(".")) == SYNTAX[name][0]
    assert RdfFormat.from_media_type(module.MEDIA_TYPE) == SYNTAX[name][0]
