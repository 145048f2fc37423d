"""RDF 1.2: the same graph, and every plain edge of a text with the mentions that reify it."""

from __future__ import annotations

import io
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.export import export

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
KG = "https://w3id.org/paperkg/ontology#"
ROLES = {KG + name for name in ("proposes", "evaluatesOn", "comparesWith", "uses", "addresses", "reports", "mentions")}


def written(name: str, where: Path) -> list[ox.Quad]:
    out = io.BytesIO()
    export(name, where, out)
    form = ox.RdfFormat.N_QUADS if name == "nq12" else ox.RdfFormat.TURTLE
    return list(ox.parse(out.getvalue(), format=form))


@pytest.fixture(scope="module")
def plain(toy_build: Path) -> list[ox.Quad]:
    return list(ox.parse(path=toy_build / "graph.nq"))


def test_nothing_is_lost_and_only_what_is_reified_comes_to_it(toy_build: Path, plain: list[ox.Quad]) -> None:
    made = set(written("nq12", toy_build))
    assert made > set(plain)
    assert {quad.predicate.value for quad in made - set(plain)} == {RDF + "reifies"}


def test_every_edge_of_a_text_is_reified_by_a_mention_of_the_thing_in_the_same_graph(
    toy_build: Path, plain: list[ox.Quad]
) -> None:
    made = written("nq12", toy_build)
    reified = {(quad.object, quad.graph_name) for quad in made if quad.predicate.value == RDF + "reifies"}
    edges = {(quad.triple, quad.graph_name) for quad in plain if quad.predicate.value in ROLES}
    assert len(edges) > 200
    assert edges <= reified
    bodies = {(quad.subject, quad.object) for quad in plain if quad.predicate.value.endswith("#hasBody")}
    for quad in made:
        if isinstance(quad.object, ox.Triple):
            triple = quad.object
            assert {(quad.subject, triple.object), (quad.subject, triple.subject)} & bodies


def test_results_are_claimed(toy_build: Path, plain: list[ox.Quad]) -> None:
    claims = {quad.triple for quad in plain if quad.predicate.value == KG + "claimedBy"}
    reified = {quad.object for quad in written("ttl12", toy_build) if quad.predicate.value == RDF + "reifies"}
    assert claims
    assert claims <= reified


def test_turtle_has_the_same_triples(toy_build: Path) -> None:
    quads = {quad.triple for quad in written("nq12", toy_build)}
    assert {quad.triple for quad in written("ttl12", toy_build)} == quads
