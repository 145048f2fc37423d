"""Why the graph says something: the sentences, from a build to the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg import ask, folder
from kg.cli import main
from kg.errors import UnknownName
from kg.why import said, why


def test_every_place_is_where_it_says(toy_build: Path) -> None:
    records = {record.source: record for record, _ in (lines.read() for lines in folder.stages(toy_build))}
    with ask.Graph(toy_build) as graph:
        found = why(graph, "rptq", "uses", "layer normalization")
    assert found
    for each in found:
        record = next(one for source, one in records.items() if (source.file, source.line) == (each.file, each.line))
        assert getattr(record, each.field)[each.start : each.end] == each.words
        assert each.words in each.sentence
        assert (each.paper, each.method, each.predicate) == (record.title, "machine", "uses")
        assert each.version
        assert 0 < each.confidence <= 1


@pytest.mark.parametrize("name", ["comparesWith", "compares-with", "kg:comparesWith", "COMPARESWITH"])
def test_a_predicate_has_several_spellings(name: str, toy_build: Path) -> None:
    with ask.Graph(toy_build) as graph, pytest.raises(UnknownName, match="thing 'Zubat'"):
        why(graph, "RPTQ", name, "Zubat")


def test_what_there_is_not_is_refused(toy_build: Path) -> None:
    with ask.Graph(toy_build) as graph:
        with pytest.raises(UnknownName, match="known: about, addresses"):
            why(graph, "RPTQ", "loves", "OPT")
        with pytest.raises(UnknownName, match="did you mean RPTQ"):
            why(graph, "RPTX", "uses", "OPT")


def test_a_result_rests_on_its_sentence(toy_build: Path) -> None:
    with ask.Graph(toy_build) as graph:
        names = said(graph, "RPTQ", "OPT-175B")
        found = why(graph, "RPTQ", "context", "opt-175b")
    assert {"context", "mentions"} <= {*names}
    assert [(each.words, each.extractor) for each in found] == [("80%", "results")]
    assert "OPT-175b by up to 80%" in found[0].sentence


def test_the_command(toy_build: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["why", "RPTQ", "evaluatesOn", "OPT-175b", "-g", str(toy_build)]) == 0
    text = capsys.readouterr().out
    assert "  evaluatesOn OPT-175B\n" in text
    assert "“RPTQ is the first method" in text
    assert "author-page.txt:" in text
    assert main(["why", "RPTQ", "evaluatesOn", "OPT-175b", "-g", str(toy_build), "-f", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["words"] == "OPT-175b"
    assert main(["why", "RPTQ", "proposes", "OPT-175b", "-g", str(toy_build)]) == 1
    said = capsys.readouterr()
    assert "between the two, the graph says: context, evaluatesOn, mentions" in said.err
    assert "  evaluatesOn OPT-175B\n    “RPTQ is the first method" in said.out
    assert "  context OPT-175B\n" in said.out
    assert "  mentions OPT-175B" not in said.out
    assert main(["why", "RPTQ", "proposes", "OPT-175b", "-g", str(toy_build), "-f", "json"]) == 1
    assert {each["predicate"] for each in json.loads(capsys.readouterr().out)} == {"context", "evaluatesOn"}


def test_of_two_that_have_nothing_to_do_with_each_other_it_is_told_what_there_is(
    toy_build: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["why", "RPTQ", "evaluatesOn", "MNIST", "-g", str(toy_build)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "the graph says nothing of the two, and that RPTQ evaluatesOn: " in said.err
    assert "OPT-175B" in said.err
