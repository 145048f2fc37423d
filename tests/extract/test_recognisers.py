"""Recognisers of the user's own: a spaCy pipeline, a Hugging Face folder, a GLiNER folder."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType

import pytest
import spacy

from kg.cli import main
from kg.errors import ReadError, UnknownName, UsageError
from kg.extract import Settings, _recognisers, explain, read_texts, signatures
from kg.model import DocumentEntity, Record, Source

TEXT = "The dried heather was weighed in a brown basket on the hill. The basket held."
FOUND = "brown basket"


def record() -> Record:
    return Record(id="r", title="Weighing heather", abstract=TEXT, source=Source("x", 1))


@pytest.fixture(scope="session")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A spaCy pipeline that calls a brown basket GEAR, and the dried heather HERB."""
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "GEAR", "pattern": FOUND}, {"label": "HERB", "pattern": "dried heather"}])  # type: ignore[attr-defined]
    folder = tmp_path_factory.mktemp("own") / "gear"
    nlp.to_disk(folder)
    (folder / "labels.json").write_text(json.dumps({"GEAR": "Hardware"}))
    return folder


def entities(settings: Settings) -> dict[str, DocumentEntity]:
    (found,) = read_texts([record()], settings)
    return {each.label: each for each in found.entities}


def test_what_a_pipeline_finds_is_named_with_our_types_and_signed(pipeline: Path) -> None:
    assert FOUND not in entities(Settings(recogniser="none"))
    basket = entities(Settings(recogniser=str(pipeline)))[FOUND]
    assert basket.type.value == "Hardware"
    assert {each.extractor for each in basket.mentions} == {"recogniser"}
    assert TEXT[basket.mentions[0].start : basket.mentions[0].end] == FOUND


def test_labels_that_mean_nothing_here_are_passed_over(pipeline: Path, tmp_path: Path) -> None:
    assert "dried heather" not in entities(Settings(recogniser=str(pipeline)))
    (other := tmp_path / "other.json").write_text(json.dumps({"herb": "Method"}))
    found = entities(Settings(recogniser=str(pipeline), labels=str(other)))
    assert found["dried heather"].type.value == "Method"
    assert FOUND not in found


def test_fast_has_none(pipeline: Path) -> None:
    assert FOUND not in entities(Settings(recogniser=str(pipeline), fast=True))


def test_it_is_told_who_found_it(pipeline: Path) -> None:
    said = explain(record(), Settings(recogniser=str(pipeline)))
    assert any(each.mention.extractor == "recogniser" for same in said.standing for each in same)
    assert "recogniser" in signatures(str(pipeline))
    assert "recogniser" not in signatures()


def test_the_graph_says_who_found_it(pipeline: Path, tmp_path: Path) -> None:
    source = tmp_path / "one.jsonl"
    source.write_text(json.dumps({"id": "r", "title": "Weighing heather", "abstract": TEXT}) + "\n")
    assert main(["build", str(source), "-o", str(tmp_path / "out"), "--recogniser", str(pipeline)]) == 0
    graph = (tmp_path / "out" / "graph.nq").read_text()
    assert "/hardware/brown" in graph.lower()
    assert str(tmp_path) not in (tmp_path / "out" / "manifest.json").read_text().replace(str(source), "")


@pytest.mark.parametrize("name", ["no-such", "/no/such/folder"])
def test_what_is_none_is_told_with_what_there_is(name: str) -> None:
    with pytest.raises(UnknownName, match=r"GLiNER folder.*encoder, none"):
        list(read_texts([record()], Settings(recogniser=name)))


@pytest.mark.parametrize("content", ["[", '{"GEAR": "Gadget"}', "[1]"])
def test_a_file_of_labels_that_is_none_is_told(pipeline: Path, tmp_path: Path, content: str) -> None:
    (path := tmp_path / "bad.json").write_text(content)
    with pytest.raises(ReadError, match=r"bad\.json.*Hardware"):
        list(read_texts([record()], Settings(recogniser=str(pipeline), labels=str(path))))


@pytest.mark.parametrize(
    ("file", "content", "kind"),
    [
        ("config.json", '{"architectures": ["BertForTokenClassification"]}', "hugging-face"),
        ("gliner_config.json", "{}", "gliner-model"),
        ("config.cfg", "", "spacy-pipeline"),
        ("config.json", '{"architectures": ["BertModel"]}', None),
        ("config.json", "[", None),
    ],
)
def test_each_folder_is_of_one_kind(tmp_path: Path, file: str, content: str, kind: str | None) -> None:
    (tmp_path / file).write_text(content)
    mine = [name for name, module in _recognisers.kinds().items() if module.is_mine(str(tmp_path))]
    assert mine == ([kind] if kind else [])


def test_the_kinds_are_these() -> None:
    assert list(_recognisers.kinds()) == ["gliner-model", "hugging-face", "spacy-pipeline"]


@pytest.mark.parametrize(("file", "package"), [("config.json", "transformers"), ("gliner_config.json", "gliner")])
def test_what_runs_it_is_named_where_it_is_missing(
    tmp_path: Path, file: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, package, None)
    (tmp_path / file).write_text('{"architectures": ["BertForTokenClassification"]}')
    with pytest.raises(UsageError, match=package):
        list(read_texts([record()], Settings(recogniser=str(tmp_path))))


def small_bert(transformers: ModuleType, folder: Path, kind: str) -> None:
    """A BERT of random weights, and a tokenizer that knows the words of the text."""
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *sorted({*TEXT.lower().replace(".", " .").split(), "weighing"})]
    folder.mkdir(exist_ok=True)
    (folder / "vocab.txt").write_text("\n".join(words))
    transformers.BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
    config = transformers.BertConfig(
        vocab_size=len(words), hidden_size=8, num_hidden_layers=1, num_attention_heads=1, intermediate_size=8,
        id2label={0: "GEAR"}, label2id={"GEAR": 0},
    )  # fmt: skip
    getattr(transformers, kind)(config).save_pretrained(folder)


def test_a_token_classifier_of_hugging_face_reads_sentence_by_sentence(tmp_path: Path) -> None:
    transformers: ModuleType = pytest.importorskip("transformers", reason="transformers is not installed")
    small_bert(transformers, tmp_path, "BertForTokenClassification")
    reader = _recognisers.kinds()["hugging-face"].reader(str(tmp_path), [])
    said = list(reader(TEXT, [(0, 60), (61, len(TEXT))]))
    assert [TEXT[each.start : each.end] for each in said] == [TEXT[:60], TEXT[61:]]  # it has one label for all words
    assert {each.label for each in said} == {"GEAR"}


def test_a_gliner_is_asked_for_the_labels_that_mean_something(tmp_path: Path) -> None:
    gliner: ModuleType = pytest.importorskip("gliner", reason="gliner is not installed")
    small_bert(pytest.importorskip("transformers"), tmp_path / "bert", "BertModel")
    config = gliner.GLiNERConfig(model_name=str(tmp_path / "bert"), hidden_size=8, max_width=4, span_mode="markerV0")
    gliner.GLiNER.from_config(config).save_pretrained(tmp_path / "gliner")
    reader = _recognisers.kinds()["gliner-model"].reader(str(tmp_path / "gliner"), ["basket", "herb"])
    said = list(reader(TEXT, [(0, 60), (61, len(TEXT))]))
    assert said
    assert all(TEXT[each.start : each.end].strip() and each.label in {"basket", "herb"} for each in said)
    assert {each.start > 60 for each in said} == {True, False}
