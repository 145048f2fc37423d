"""What we write is read alike by four parsers that share no line: Oxigraph's, rdflib's, Jena's and Raptor's."""

from __future__ import annotations

import warnings
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kg.cli import main
from tests.stores.conftest import Convert

TRIPLES = ("ttl", "nt", "rdfxml")
SUFFIX = {"nq": ".nq", "trig": ".trig", "jsonld": ".jsonld", "ttl": ".ttl", "nt": ".nt", "rdfxml": ".rdf"}
RDFLIB = {".nq": "nquads", ".trig": "trig", ".jsonld": "json-ld", ".ttl": "turtle", ".nt": "nt", ".rdf": "xml"}


def quads(nquads: bytes) -> frozenset[ox.Quad]:
    """The quads, as Oxigraph reads the simplest of syntaxes."""
    return frozenset(ox.parse(nquads, format=ox.RdfFormat.N_QUADS))


@cache
def meant(path: Path) -> frozenset[ox.Quad]:
    return frozenset(ox.parse(path=path))


def by_rdflib(path: Path) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's own parse and serialize use what it deprecates
        dataset = rdflib.Dataset()
        dataset.parse(path, format=RDFLIB[path.suffix])
        return str(dataset.serialize(format="nquads")).replace("<urn:x-rdflib:default>", "").encode()


@pytest.fixture(scope="module")
def written(toy_build: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The toy graph in every RDF syntax that we write, and the two files of the build."""
    folder = tmp_path_factory.mktemp("written")
    found = {"graph.nq": toy_build / "graph.nq", "graph.ttl": toy_build / "graph.ttl"}
    for name, suffix in SUFFIX.items():
        found[name] = folder / f"toy{suffix}"
        assert main(["export", name, "-g", str(toy_build), "-o", str(found[name])]) == 0
    return found


FORMS = ["graph.nq", "graph.ttl", *SUFFIX]
SOME = [form if form in {"graph.nq", "rdfxml"} else pytest.param(form, marks=pytest.mark.slow) for form in FORMS]


@pytest.mark.parametrize("form", FORMS)
def test_oxigraph(form: str, written: dict[str, Path]) -> None:
    found = meant(written[form])
    assert len(found) > 3_000
    assert not any(isinstance(term, ox.BlankNode) for quad in found for term in quad)
    whole = meant(written["nt" if form in TRIPLES else "graph.nq"])
    assert found == whole or form == "graph.ttl"


@pytest.mark.parametrize("form", SOME)
def test_rdflib(form: str, written: dict[str, Path]) -> None:
    assert quads(by_rdflib(written[form])) == meant(written[form])


@pytest.mark.parametrize("form", SOME)
def test_riot(form: str, written: dict[str, Path], riot: Convert) -> None:
    assert quads(riot(written[form], "nquads")) == meant(written[form])


@pytest.mark.parametrize("form", [form for form in FORMS if form != "jsonld"])
def test_rapper(form: str, written: dict[str, Path], rapper: Convert) -> None:
    assert quads(rapper(written[form], "nquads")) == meant(written[form])


@pytest.mark.parametrize("name", ["kg.ttl", "shapes.ttl"])
def test_the_ontology_and_the_shapes(name: str, riot: Convert, rapper: Convert) -> None:
    path = Path(__file__).parents[2] / "ontology" / name
    named = {str(quad) for quad in meant(path) if "_:" not in str(quad)}
    for parse in (riot, rapper):
        read = quads(parse(path, "nquads"))
        assert {str(quad) for quad in read if "_:" not in str(quad)} == named
        assert len(read) == len(meant(path))
