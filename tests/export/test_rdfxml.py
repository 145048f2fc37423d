"""What XML cannot say is refused before the first byte."""

import io
from collections.abc import Callable, Iterable
from time import perf_counter

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple

from kg.errors import OutputError
from kg.export import rdfxml

EX = "http://example.org/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
FINE = [Quad(NamedNode(f"{EX}a{n}"), NamedNode(EX + "p"), Literal("x")) for n in range(3)]


def refused(quad: Quad) -> str:
    out = io.BytesIO()
    with pytest.raises(OutputError) as caught:
        rdfxml.write([*FINE, quad], out)
    assert out.getvalue() == b""
    return str(caught.value)


@pytest.mark.parametrize("character", ["\x00", "\x01", "\x0b", "\x1b", "\ufffe", "\uffff"])
def test_control_characters_are_refused_by_name(character: str) -> None:
    said = refused(Quad(NamedNode(EX + "paper"), NamedNode(EX + "title"), Literal(f"a{character}b")))
    assert "<http://example.org/paper> <http://example.org/title>" in said
    assert f"U+{ord(character):04X}" in said
    assert "export ttl" in said


@pytest.mark.parametrize(
    "predicate",
    [EX + "123", EX, EX + "a/", EX + "a%20", RDF + "li", RDF + "Description", RDF + "about", EX + "a\u0f40"],
)
def test_predicates_that_are_no_element_names_are_refused(predicate: str) -> None:
    assert f"<{predicate}>" in refused(Quad(NamedNode(EX + "s"), NamedNode(predicate), Literal("x")))


def test_rdf_1_2_is_refused() -> None:
    s, p = NamedNode(EX + "s"), NamedNode(EX + "p")
    assert "triple term" in refused(Quad(s, p, Triple(s, p, s)))
    direction = pyoxigraph.BaseDirection("rtl")
    assert "base direction" in refused(Quad(s, p, Literal("x", language="he", direction=direction)))


@pytest.mark.parametrize(
    "predicate", [EX + "größe", EX + "123abc", "urn:x:p", RDF + "_1", EX + "名", EX + "a.b-c", EX + "p-"]
)
def test_other_predicates_come_back(predicate: str, exported: Callable[[str, Iterable[Quad]], bytes]) -> None:
    quads = {Quad(NamedNode(EX + "s"), NamedNode(predicate), Literal(" a\r\n\tb "))}
    assert set(pyoxigraph.parse(exported("rdfxml", quads), format=RdfFormat.RDF_XML)) == quads


def test_a_long_predicate_takes_no_long_time() -> None:
    start = perf_counter()
    refused(Quad(NamedNode(EX + "s"), NamedNode(EX + "a" * 60_000 + "!"), Literal("x")))
    refused(Quad(NamedNode(EX + "s"), NamedNode(EX + "1" * 60_000), Literal("x")))
    assert perf_counter() - start < 1
