"""kg validate: what conforms, in which forms it says so, and with which exit code."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.build import build
from kg.cli import main
from kg.errors import UnknownTerm
from kg.settings import Settings
from kg.validate import glance
from kg.validate._shapes import parsed
from tests.validate.test_defects import planted

SH = "http://www.w3.org/ns/shacl#"


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.nt"
    path.write_bytes(planted("- :other dcterms:title 'Counting slowly' .", "- :paper kg:authorship :second ."))
    return path


@pytest.mark.parametrize("name", ["graph.nq", "graph.ttl"])
def test_the_toy_graph_conforms(name: str, toy_build: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "-g", str(toy_build / name)]) == 0
    assert capsys.readouterr().out == "valid: every shape holds (checked by SPARQL compiled from the shapes)\n"


def test_a_build_says_whether_its_graph_is_valid(toy_build: Path) -> None:
    assert json.loads((toy_build / "report.json").read_text())["validity"] == "every shape holds"
    assert "## Validity\n\nevery shape holds\n" in (toy_build / "report.md").read_text()


def test_of_a_large_graph_a_sample_is_checked_and_said_to_be_one(
    toy_build: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.validate.GLANCED", 10)
    assert re.fullmatch(
        r"every shape holds of [\d,]+ things, up to 50 of each kind that a shape is for; `kg validate` checks all",
        glance(toy_build, 11),
    )
    store = ox.Store(str(tmp_path / "store"))
    store.bulk_load(planted("- :first kg:person :ada ."), ox.RdfFormat.N_TRIPLES)
    store.flush()
    del store
    said = glance(tmp_path, 11)
    assert said.startswith("not valid, in a sample of ")
    assert ", by these shapes: AuthorshipPerson (1); `kg validate` tells more" in said


@pytest.mark.slow
def test_pyshacl_says_the_same_of_the_toy_graph(toy_build: Path) -> None:
    assert main(["validate", "-g", str(toy_build), "--engine", "pyshacl"]) == 0


@pytest.mark.slow
def test_the_real_page_conforms(shared: Path, tmp_path: Path) -> None:
    build([shared / "records" / "author-page.txt"], tmp_path / "page", Settings(jobs=1, views=False))
    assert main(["validate", "-g", str(tmp_path / "page")]) == 0


@pytest.mark.slow
def test_real_records_of_every_format_conform(shared: Path, tmp_path: Path) -> None:
    sources = [path for path in sorted((shared / "records").rglob("*")) if path.is_file()]
    kept = [path for path in sources if not path.name.startswith("snapshot-50k") and path.suffix != ".dtd"]
    build(kept, tmp_path / "records", Settings(fast=True, views=False))
    assert main(["validate", "-g", str(tmp_path / "records")]) == 0


def test_what_is_wrong_is_told_shape_by_shape(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "-g", str(broken), "--engine", "sparql"]) == 1
    out = capsys.readouterr().out
    assert out.startswith("not valid: 2 violations")
    assert "PaperTitle: a paper has one title, and it is not empty (1)\n  <https://example.org/other>" in out
    assert "AuthorshipPaper: an authorship belongs to one paper (1)" in out


def test_json(broken: Path, tmp_path: Path) -> None:
    assert main(["validate", "-g", str(broken), "-o", str(tmp_path / "out.json")]) == 1
    found = json.loads((tmp_path / "out.json").read_text())
    assert (found["conforms"], found["engine"], len(found["violations"])) == (False, "pyshacl", 2)


def test_turtle_is_a_validation_report(broken: Path, tmp_path: Path) -> None:
    assert main(["validate", "-g", str(broken), "-o", str(tmp_path / "out.ttl")]) == 1
    store = ox.Store()
    store.load(path=tmp_path / "out.ttl")
    assert store.query(f"ASK {{ ?r a <{SH}ValidationReport> ; <{SH}conforms> false ; <{SH}result> ?a, ?b }}")
    for name in ("focusNode", "resultPath", "sourceShape", "sourceConstraintComponent", "resultSeverity"):
        count = sum(1 for _ in store.quads_for_pattern(None, ox.NamedNode(SH + name), None))
        assert count == 2, name


def test_a_graph_that_is_not_there_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "-g", str(tmp_path / "nope.ttl")]) == 1
    assert "no such file or folder" in capsys.readouterr().err


def test_a_demand_that_nobody_checks_is_refused() -> None:
    shape = f"<urn:s> a <{SH}NodeShape> ; <{SH}targetClass> <urn:c> ; <{SH}closed> true ."
    with pytest.raises(UnknownTerm, match="sh:closed, which is not known"):
        parsed(shape.encode())
