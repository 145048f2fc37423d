"""Planted defects, one each: the shape meant for it notices, and pySHACL and our SPARQL say the same."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
import yaml

from kg.describe.terms import ontology
from kg.store import Answer, connect
from kg.validate import Engine, validate
from kg.validate._sampled import sample
from kg.validate._shapes import shapes

HERE = Path(__file__).parent
VALID = (HERE / "valid.ttl").read_text(encoding="utf-8")
PREFIXES = "\n".join(re.findall(r"(?m)^@prefix .*$", VALID))
DEFECTS: list[tuple[str, str]] = [tuple(each) for each in yaml.safe_load((HERE / "defects.yaml").read_text())]
SHAPE = "https://w3id.org/paperkg/shapes#"


def triples(turtle: str) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)}


OURS = ox.NamedNode("https://w3id.org/paperkg/ontology")
STATES = ("#isDefinedBy", "#type")
DECLARED = {
    each for each in ontology().triples if OURS in (each.subject, each.object) and each.predicate.value.endswith(STATES)
}
"""What the ontology says that it declares."""


def planted(*defects: str) -> bytes:
    """The valid graph with defects in it, as N-Triples."""
    graph = triples(VALID) | DECLARED
    for defect in defects:
        for sign, statement in re.findall(r"([+-]) (.*? \.)(?= [+-] |$)", defect):
            change = triples(f"{PREFIXES}\n{statement}")
            assert sign == "+" or change <= graph, statement
            graph = graph | change if sign == "+" else graph - change
    return ox.serialize(sorted(graph, key=str), format=ox.RdfFormat.N_TRIPLES) or b""


class Here:
    """A graph that is asked in this process, since starting another one for each question would take seconds."""

    def __init__(self, path: Path) -> None:
        self._store = connect(path)

    def answer(self, sparql: str) -> Answer:
        return self._store.reply(sparql).answer()


def found(graph: bytes, where: Path, engine: Engine) -> dict[str, set[str]]:
    """The broken shapes and what is said of each."""
    path = where / "graph.nt"
    path.write_bytes(graph)
    outcome = validate(Here(path), engine)
    said: dict[str, set[str]] = {}
    for each in outcome.violations:
        said.setdefault(each.shape.strip("<>").removeprefix(SHAPE), set()).add(str(each))
    return said


@pytest.mark.parametrize("engine", ["sparql", "pyshacl"])
def test_the_graph_without_a_defect_is_valid(engine: Engine, tmp_path: Path) -> None:
    assert found(planted(), tmp_path, engine) == {}


each_defect = pytest.mark.parametrize(
    ("shape", "defect"), DEFECTS, ids=[f"{shape}-{n}" for n, (shape, _) in enumerate(DEFECTS)]
)


@each_defect
def test_the_shape_meant_for_a_defect_notices_it(shape: str, defect: str, tmp_path: Path) -> None:
    assert shape in found(planted(defect), tmp_path, "sparql")


@pytest.mark.slow
@each_defect
def test_pyshacl_says_the_same_of_a_defect(shape: str, defect: str, tmp_path: Path) -> None:
    graph = planted(defect)
    by_pyshacl = found(graph, tmp_path, "pyshacl")
    assert shape in by_pyshacl
    assert by_pyshacl == found(graph, tmp_path, "sparql")


def test_all_defects_together_are_told_alike(tmp_path: Path) -> None:
    additions = [" ".join(re.findall(r"\+ .*? \.(?= [+-] |$)", defect)) for _, defect in DEFECTS]
    graph = planted(*filter(None, additions))
    by_sparql = found(graph, tmp_path, "sparql")
    assert len(by_sparql) > 25
    assert by_sparql == found(graph, tmp_path, "pyshacl")


def test_a_sample_that_is_all_of_a_small_graph_finds_what_a_check_of_all_finds(tmp_path: Path) -> None:
    for sign in ("+", "-"):
        of_sign = [each for _, defect in DEFECTS for each in re.findall(rf"\{sign} .*? \.(?= [+-] |$)", defect)]
        by_sparql = found(planted(*dict.fromkeys(of_sign)), tmp_path, "sparql")
        by_sample = sample(Here(tmp_path / "graph.nt"), shapes()).broken
        assert {shape.strip("<>").removeprefix(SHAPE) for shape in by_sample} == set(by_sparql) - {"Ontology"}


def test_there_are_forty_defects_and_most_shapes_have_one() -> None:
    meant = {shape for shape, _ in DEFECTS}
    assert len(DEFECTS) >= 40
    assert meant <= {iri.strip("<>").removeprefix(SHAPE) for iri in shapes()}


def test_every_shape_that_can_be_broken_says_what_holds() -> None:
    known = shapes()
    direct = {name for shape in known.values() if shape.targets for name in (shape.iri, *shape.properties)}
    assert [name for name in sorted(direct) if not known[name].message] == []
