"""The weights of noun phrases: learned from a few annotated sentences of our own, the same bytes twice, and used."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.cli import main
from kg.extract import candidates_of
from kg.extract._weigh import MODEL, Linear, Models, from_bytes, shipped, to_bytes, weighed
from kg.model import EntityType
from kg.vocabulary import Vocabulary

FIRST, LAST = ("zonal", "quill", "mesh", "tide", "leaf"), ("folding", "pruning", "routing", "hashing", "pooling")
NAMES = [f"{first} {last}" for first in FIRST for last in LAST]


def gold(folder: Path) -> Path:
    """Texts that name a method and hardware, and other nouns."""
    records = []
    for number, name in enumerate(NAMES):
        entity = {
            "label": name,
            "aliases": [],
            "types": ["Method"],
            "roles": ["proposes"],
            "core": True,
            "optional": False,
        }
        other = {"label": "large machines", "types": ["Hardware"], "roles": ["uses"], "core": True, "optional": False}
        text = f"We propose {name} for large machines. Its value is a matter of taste."
        records.append(
            {"id": f"r{number}", "title": "A quiet title", "abstract": text, "entities": [entity, other], "results": []}
        )
    (folder / "gold.json").write_text(json.dumps(records))
    return folder


def test_the_same_gold_gives_the_same_bytes_and_they_have_learned_it(tmp_path: Path) -> None:
    source = gold(tmp_path)
    for name in ("one", "two"):
        assert main(["train", "phrases", "--data", str(source), "-o", str(tmp_path / name)]) == 0
    content = (tmp_path / "one" / MODEL).read_bytes()
    assert content == (tmp_path / "two" / MODEL).read_bytes()
    doc, candidates = candidates_of("A title", "We propose reed mapping for large machines.", Vocabulary({}))
    found = {doc.text[c.start : c.end]: c for c in weighed(doc, candidates, from_bytes(content))}
    assert found["reed mapping"].type is EntityType.METHOD
    assert found["large machines"].type is EntityType.HARDWARE
    assert not {"matter", "taste", "title"} & set(found)


def test_gold_of_one_kind_teaches_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = {"id": "r", "title": "A title", "abstract": "We sing.", "entities": [], "results": []}
    (tmp_path / "gold.json").write_text(json.dumps([record]))
    assert main(["train", "phrases", "--data", str(tmp_path)]) == 2
    assert "of one kind only" in capsys.readouterr().err


def test_gold_without_texts_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "gold.json").write_text("[]")
    assert main(["train", "phrases", "--data", str(tmp_path)]) == 2
    assert "gold.json: an empty list" in capsys.readouterr().err


def test_the_shipped_weights_read_a_sentence() -> None:
    doc, candidates = candidates_of(
        "", "We evaluate our method on image classification with a residual network.", Vocabulary({})
    )
    found = {doc.text[c.start : c.end]: c.type for c in weighed(doc, candidates)}
    assert found["image classification"] is EntityType.TASK
    assert "our method" not in found
    assert set(shipped().types.classes) == {"NO", *(kind.value for kind in EntityType)}


@given(st.lists(st.text("abc", min_size=1, max_size=3), min_size=1, max_size=5, unique=True), st.integers(2, 4))
def test_weights_come_back_from_bytes(features: list[str], classes: int) -> None:
    model = Linear(
        classes=tuple("ABCD"[:classes]),
        index={feature: number for number, feature in enumerate(features)},
        weights=np.arange(len(features) * classes, dtype=np.float32).reshape(-1, classes),
        bias=np.zeros(classes, dtype=np.float32),
    )
    again = from_bytes(to_bytes(Models(model, model))).roles
    assert (again.classes, again.index) == (model.classes, model.index)
    assert np.array_equal(again.weights, model.weights)
    chances = again.probabilities([features, [], ["unknown"]])
    assert np.allclose(chances.sum(axis=1), 1)
