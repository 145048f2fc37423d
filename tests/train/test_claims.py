"""The weights of claims: learned from annotated sentences of our own, the same bytes twice, and used."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from kg.cli import main
from kg.extract import candidates_of
from kg.extract._learned import MODEL, Weights, from_bytes
from kg.extract._number import numbered
from kg.extract._settle import groups
from kg.extract._weigh import weighed
from kg.extract._words import annotate
from kg.extract.results import claims
from kg.train._weights import Choice, logistic, softmax
from kg.vocabulary import Vocabulary

NAMES = [
    "Zonal",
    "QuillNet",
    "MeshRoute",
    "TideHash",
    "LeafPool",
    "KnotSeek",
    "DuneCode",
    "FernTile",
    "ReedMap",
    "OwlSort",
]


def gold(folder: Path, count: int = 40) -> Path:
    """Texts with a result and a number that is none; a fifth of them is in the part set apart."""
    records = []
    for number in range(count):
        name, percent = f"{NAMES[number % len(NAMES)]}{number}", 10 + number
        text = (
            f"We present {name}, a scheme for sorting. "
            f"{name} cuts the latency of sorting by {percent}% on the Fen corpus. "
            f"We use {100 + number} ms of warm-up, and only with {1 + number % 5}% of the pages in it."
        )
        things = [
            (name, "Method", "proposes"),
            ("sorting", "Task", "addresses"),
            ("Fen corpus", "Dataset", "evaluates-on"),
        ]
        entities = [{"label": label, "types": [kind], "roles": [role], "core": True} for label, kind, role in things]
        result = {
            "subject": name, "metric": "latency", "value": percent, "unit": "%", "direction": "decrease",
            "context": ["Fen corpus"],
        }  # fmt: skip
        records.append(
            {
                "id": f"r{number}",
                "title": f"{name}: a scheme",
                "abstract": text,
                "entities": entities,
                "results": [result],
            }
        )
    source = folder / "gold"
    source.mkdir()
    (source / "gold.json").write_text(json.dumps(records))
    return source


@pytest.mark.slow
def test_the_same_gold_gives_the_same_bytes_and_they_have_learned_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = gold(tmp_path)
    for name in ("one", "two"):
        assert main(["train", "claims", "--data", str(source), "-o", str(tmp_path / name)]) == 0
    assert "left out in turn, things by weights: results F1 1.000" in capsys.readouterr().err
    content = (tmp_path / "one" / MODEL).read_bytes()
    assert content == (tmp_path / "two" / MODEL).read_bytes()
    doc, candidates = candidates_of(
        "WrenBox: a scheme",
        "We present WrenBox, a scheme for sorting. WrenBox cuts the latency by 33%.",
        Vocabulary({}),
    )
    (found,) = claims(doc, groups(doc, weighed(doc, candidates)), from_bytes(content))
    assert (found.subject, found.value) == ("WrenBox", 33)


def test_the_part_set_apart_is_not_learned_from(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = gold(tmp_path)
    records = json.loads((source / "gold.json").read_text())
    apart = [
        each for each in records if hashlib.sha1(each["id"].encode(), usedforsecurity=False).hexdigest()[-1] in "0123"
    ]
    (source / "gold.json").write_text(json.dumps(apart))
    assert main(["train", "claims", "--data", str(source)]) == 2
    assert "no record of the gold file is in rest" in capsys.readouterr().err


def test_a_choice_learns_what_the_right_ones_share() -> None:
    choices = [Choice((["far"], ["near", "own"], ["near"]), (False, True, False)) for _ in range(6)]
    weights = softmax(choices, penalty=0.1, least=2)
    assert weights.of["own"] > weights.of["near"] > weights.of["far"]
    assert softmax([Choice((["far"],), (False,))], penalty=1.0, least=1) == Weights(0.0, {})


def test_a_yes_or_no_learns_what_speaks_for_yes() -> None:
    told = [(["a", "b"], True), (["a"], False), (["b"], True), (["c"], False)] * 5
    weights = logistic(told, strength=1.0, least=2)
    assert weights.chance(["b"]) > 0.5 > weights.chance(["a"])
    assert weights.chance(["never seen"]) == pytest.approx(1 / (1 + np.exp(-weights.bias)))


def test_numbers_of_one_kind_teach_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = gold(tmp_path)
    records = json.loads((source / "gold.json").read_text())
    (source / "gold.json").write_text(json.dumps([{**each, "results": []} for each in records[:12]]))
    assert main(["train", "claims", "--data", str(source)]) == 2
    assert "no claim that tells right from wrong" in capsys.readouterr().err


def test_only_sentences_that_can_claim_are_read_for_numbers() -> None:
    doc = annotate("", "Old tools lose 5% of it. We cut the latency by 9%. It has 12 pages.")
    assert {at: len(each.numbers) for at, each in numbered(doc, []).items()} == {2: 1}
