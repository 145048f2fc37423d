"""The whole way: the same bytes whatever the order, number of processes or hash seed; what the files hold."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg import folder, view
from kg.build import build
from kg.errors import QueryFailed, ReadError, UnknownFormat
from kg.gather import Gathered
from kg.model import Record
from kg.read import inputs
from kg.report import Tally
from kg.settings import Settings

HERE = Path(__file__).parent
SAMPLE = HERE.parent / "kg" / "sample" / "author-page.txt"
TOY = HERE / "toy" / "records.jsonl"


def bytes_of(made: Path) -> dict[str, bytes]:
    """Every file of a build but the store's, whose bytes are Oxigraph's own."""
    paths = [path for path in sorted(made.rglob("*")) if path.is_file() and folder.STORE not in path.parts]
    return {path.relative_to(made).as_posix(): path.read_bytes() for path in paths}


def test_the_files_are_those_that_are_promised(toy_build: Path) -> None:
    promised = (HERE.parent / "output" / "README.md").read_text(encoding="utf-8")
    made = {path.name for path in toy_build.iterdir()}
    assert made == {
        folder.RECORDS, folder.MENTIONS, folder.ENTITIES, folder.DECISIONS, folder.GRAPH, folder.READABLE, folder.STORE,
        folder.SEARCH, folder.VIEWS, folder.INDEX, folder.ONTOLOGY, folder.REPORT, folder.REPORT_DATA, folder.MANIFEST,
        folder.REGISTRY, "update",
    }  # fmt: skip
    assert all(f"`{name}" in promised for name in made)


@pytest.mark.parametrize("seed", ["0", *(pytest.param(seed, marks=pytest.mark.slow) for seed in ("1", "12345"))])
def test_hash_seeds_and_the_order_of_inputs_make_no_difference(seed: str, toy_build: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo" if seed == "1" else "UTC", "LC_ALL": "C"}
    sources = [str(TOY), str(SAMPLE)] if seed == "1" else [str(SAMPLE), str(TOY), str(TOY)]
    command = [sys.executable, "-m", "kg", "build", *sources, "-o", str(tmp_path / "again"), "--jobs", "1"]
    subprocess.run(command, check=True, env=environment, capture_output=True, cwd=tmp_path)
    assert bytes_of(tmp_path / "again") == bytes_of(toy_build)


@pytest.mark.slow
def test_the_number_of_processes_makes_no_difference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["kg.build"], "CHUNK", 7)
    one = build([SAMPLE, TOY], tmp_path / "one", Settings(jobs=1))
    two = build([SAMPLE, TOY], tmp_path / "two", Settings(jobs=2))
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")
    assert one.report == two.report


@pytest.mark.slow
def test_the_chunks_of_records_make_no_difference(
    tmp_path: Path, toy_build: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["kg.build"], "CHUNK", 5)
    build([SAMPLE, TOY], tmp_path / "small", Settings(jobs=1))
    assert bytes_of(tmp_path / "small") == bytes_of(toy_build)


def test_building_from_the_records_of_a_build_gives_the_same_graph(toy_build: Path, tmp_path: Path) -> None:
    build([toy_build / folder.RECORDS], tmp_path / "again", Settings(jobs=1))
    for name in (folder.RECORDS, folder.MENTIONS, folder.DECISIONS):
        assert (tmp_path / "again" / name).read_bytes() == (toy_build / name).read_bytes(), name


def test_every_mention_has_its_words_in_the_record(toy_build: Path) -> None:
    count = 0
    for record, extraction in (lines.read() for lines in folder.stages(toy_build)):
        for entity in extraction.entities:
            for mention in entity.mentions:
                assert getattr(record, mention.field)[mention.start : mention.end] == mention.text
                count += 1
    assert count > 150


def test_the_report_counts_what_is_there(toy_build: Path) -> None:
    report = json.loads((toy_build / folder.REPORT_DATA).read_text())
    assert (report["records"], report["papers"], report["inputs"], report["rejected"]) == (33, 33, 2, [])
    assert report["profiles"][0]["name"] == "Guangyu Sun"
    page = (toy_build / folder.REPORT).read_text()
    assert "33 records of 2 inputs became 33 papers" in page
    assert "51 papers; 20 records" in page


def test_the_manifest_has_the_checksums(toy_build: Path) -> None:
    manifest = json.loads((toy_build / folder.MANIFEST).read_text())
    assert manifest["paperkg"] == kg.__version__
    assert manifest["inputs"] == {"author-page.txt": folder.checksum(SAMPLE), "records.jsonl": folder.checksum(TOY)}
    assert manifest["outputs"]["graph.nq"] == folder.checksum(toy_build / "graph.nq")
    assert str(toy_build) not in (toy_build / folder.MANIFEST).read_text()


def gathered(*sources: Path) -> tuple[list[Record], Tally]:
    tally = Tally()
    return list(Gathered(tally).records(inputs(map(str, sources)), None, None)), tally


def test_the_same_record_twice_is_one_and_noted(tmp_path: Path) -> None:
    line = '{"title": "A", "abstract": "x"}\n'
    (tmp_path / "a.jsonl").write_text(line)
    (tmp_path / "b.jsonl").write_text(line + '{"title": "A", "abstract": "y"}\n')
    records, tally = gathered(tmp_path)
    assert [record.id for record in records] == ["a-ca978112ca", "a-ca978112ca~2"]
    assert [str(notice) for notice in tally.notices] == ["b.jsonl:1: left out: the same record as at a.jsonl:1"]


def test_files_in_a_folder_that_are_no_records_are_noted_and_named_ones_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"title": "A"}\n')
    (tmp_path / "notes.md").write_text("# Notes\n")
    records, tally = gathered(tmp_path)
    assert len(records) == 1
    assert "left out: notes.md: is a text of no known format" in str(tally.notices[0])
    with pytest.raises(UnknownFormat):
        gathered(tmp_path / "a.jsonl", tmp_path / "notes.md")


def test_a_build_that_fails_leaves_the_previous_one(tmp_path: Path) -> None:
    (tmp_path / "good.jsonl").write_text('{"title": "A"}\n')
    build([tmp_path / "good.jsonl"], tmp_path / "out", Settings(jobs=1))
    before = bytes_of(tmp_path / "out")
    (tmp_path / "empty.txt").write_text("")
    with pytest.raises(ReadError, match="empty"):
        build([tmp_path / "good.jsonl", tmp_path / "empty.txt"], tmp_path / "out", Settings(jobs=1))
    assert bytes_of(tmp_path / "out") == before


def test_a_record_without_anything_but_a_title(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"title": "?"}\n')
    graph = build([tmp_path / "a.jsonl"], tmp_path / "out", Settings(jobs=1))
    assert graph.report is not None
    assert (graph.report.papers, graph.report.persons) == (1, 0)


def test_the_python_interface(toy_build: Path, tmp_path: Path) -> None:
    graph = kg.Graph(toy_build)
    rows = list(graph.query("coauthors-of", person="Zhihang Yuan").plain())
    assert rows
    assert graph.networkx("coauthors").number_of_nodes() > 20
    assert "<!doctype html>" in graph.view("coauthors").html.lower()[:20]
    assert "sandbox" in graph.view("papers")._repr_html_()
    assert len(graph.rdflib()) > 1000
    made = kg.build([SAMPLE], tmp_path / "out", Settings(jobs=1))
    assert "<td>20</td>" in made._repr_html_()
    record = next(lines.read()[0] for lines in folder.stages(toy_build))
    assert kg.extract(record).record == record.id


@pytest.mark.parametrize("name", ["build", "extract"])
def test_modules_are_callable_also_after_they_were_imported(name: str) -> None:
    program = f"import kg; import kg.{name}; assert callable(kg.{name}); from kg.{name} import {name}"
    program += f"; assert callable(kg.{name})"
    subprocess.run([sys.executable, "-c", program], check=True)


def test_a_picture_that_the_graph_is_too_large_for_is_left_out_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = view.page

    def page(name: str, *args: object, **more: object) -> view.Page:
        if name == "papers":
            raise QueryFailed("query", "no answer within 60 s")
        return draw(name, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(view, "page", page)
    graph = build([TOY], tmp_path / "out", Settings(jobs=1))
    assert "views/papers.html:1: left out: query: no answer within 60 s" in (tmp_path / "out" / "report.md").read_text()
    drawn = {path.stem for path in (tmp_path / "out" / "views").iterdir()}
    assert {"coauthors", "results"} <= drawn
    assert "papers" not in drawn
    assert graph.query("papers-by-year").plain()
