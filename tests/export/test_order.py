"""Sorting in runs."""

import random

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg.export import _order
from kg.export._order import graphs, in_order, parsed, quad_lines, triples


@given(st.lists(st.binary(max_size=3).map(lambda text: text.replace(b"\n", b"") + b"\n")), st.integers(1, 5))
def test_any_run_length_sorts_the_same(lines: list[bytes], run: int) -> None:
    assert list(in_order(lines, run)) == sorted(set(lines))


def test_a_graph_of_many_runs(toy: list[Quad], monkeypatch: pytest.MonkeyPatch) -> None:
    whole = list(quad_lines(toy))
    monkeypatch.setattr(_order.in_order, "__defaults__", (5,))
    assert list(quad_lines(toy)) == whole


def test_lines_are_n_quads_whatever_the_literals_hold() -> None:
    text = "a\nb\r\u2028\u0085\x0b\t"
    quads = [Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal(text), NamedNode("urn:g"))]
    lines = list(quad_lines(quads))
    assert len(lines) == 1
    assert list(pyoxigraph.parse(lines[0], format=pyoxigraph.RdfFormat.N_QUADS)) == quads


def test_triples_are_the_union_of_the_graphs(toy: list[Quad]) -> None:
    union = list(triples(toy))
    assert set(union) == {quad.triple for quad in toy}
    assert len(union) == len(set(union)) < len(toy)


def test_graphs_come_whole_and_the_default_graph_first(toy: list[Quad]) -> None:
    loose = Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal("x\ty"))
    quads = [*toy, loose]
    random.Random(3).shuffle(quads)  # noqa: S311
    found = [(name, set(parsed(lines))) for name, lines in graphs(quads)]
    assert found[0] == (DefaultGraph(), {loose.triple})
    assert dict(found) == {
        name: {quad.triple for quad in quads if quad.graph_name == name} for name in {quad.graph_name for quad in quads}
    }
    assert len(found) == 6
