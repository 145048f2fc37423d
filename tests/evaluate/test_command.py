"""`kg evaluate`, on a small gold of our own and, where it is there, beside the shared scorer."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import pytest

from kg import marked
from kg.cli import main
from kg.evaluate.gold import part_of, read_gold, records_of
from kg.extract import Settings, read_texts
from kg.read import inputs
from kg.vocabulary import load

GOLD = Path(__file__).parent / "gold.json"


class Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


Kg: TypeAlias = Callable[..., Done]
Figures: TypeAlias = Callable[..., Any]


@pytest.fixture
def kg(capsys: pytest.CaptureFixture[str]) -> Kg:
    def run(*arguments: str) -> Done:
        code = main(arguments)
        return Done(code, *capsys.readouterr())

    return run


@pytest.fixture
def figures(kg: Kg) -> Figures:
    def read(*arguments: str) -> Any:
        done = kg("evaluate", *arguments, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return read


def scored(shared: Path, gold: Path, out: Path) -> Any:
    """What the shared scorer says."""
    done = subprocess.run(
        [sys.executable, str(shared / "score.py"), str(gold), str(out), "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_a_gold_file_with_its_own_texts(figures: Figures) -> None:
    made = figures(str(GOLD))
    assert made["fields"]["found"] == "2/2"
    assert made["fields"]["urls ok"] == "2/2"
    assert made["result"]["recall"] == 1
    assert made["types"]["Dataset"]["recall"] == 1
    assert made["all"]["wanted"] == 7


def test_the_table_the_errors_and_the_calibration(kg: Kg) -> None:
    done = kg("evaluate", str(GOLD), "--errors", "--calibration")
    assert (done.returncode, done.stderr) == (0, "")
    assert "expected calibration error" in done.stdout
    assert (
        "nobody: missed Method\n  loom-wise pruning  (core; not in these words)  [Weaving Sparse Layers]" in done.stdout
    )


def test_errors_in_json(figures: Figures) -> None:
    made = figures(str(GOLD), "--errors", "--calibration")
    missed = [error for error in made["errors"] if error["kind"] == "missed"]
    assert "loom-wise pruning" in [error["label"] for error in missed]
    assert set(made["calibration"]) == {"bins", "expected calibration error"}


def test_records_from_a_source_are_paired_by_title(tmp_path: Path, kg: Kg, figures: Figures) -> None:
    gold = json.loads(GOLD.read_text(encoding="utf-8"))
    source = tmp_path / "records.jsonl"
    kept = ("id", "title", "abstract", "authors", "date")
    source.write_text("".join(json.dumps({key: each[key] for key in kept}) + "\n" for each in gold), encoding="utf-8")
    bare = tmp_path / "gold.json"
    bare.write_text(json.dumps([{k: v for k, v in each.items() if k != "abstract"} for each in gold]), encoding="utf-8")
    made = figures(str(bare), str(source))
    assert {**made, "fields": {}} == {**figures(str(GOLD)), "fields": {}}
    assert made["fields"]["category ok"] == "0/2"  # the source has none
    assert kg("evaluate", str(bare)).returncode == 2


def test_parts_are_told_by_the_hash_of_the_id(figures: Figures) -> None:
    gold = read_gold(inputs([str(GOLD)])[0])
    last = {each.title: hashlib.sha1((each.id or "").encode(), usedforsecurity=False).hexdigest()[-1] for each in gold}
    assert [last[each.title] in "0123" for each in part_of(gold, "dev")] == [True]
    assert [last[each.title] in "0123" for each in part_of(gold, "rest")] == [False]
    assert figures(str(GOLD), "--part", "rest")["fields"]["found"] == "1/1"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[]", "an empty list"),
        ("{}", "no gold file"),
        ('[{"title": "x", "entities": [{"label": "y", "types": ["Planet"], "roles": []}]}]', "Planet"),
        ('[{"title": "x"}]', "no abstract of 'x'"),
        ('[{"title": "x", "abstract": "y", "date": "soon"}]', "not a date"),
    ],
)
def test_what_is_no_gold(tmp_path: Path, content: str, message: str, kg: Kg) -> None:
    path = tmp_path / "gold.json"
    path.write_text(content, encoding="utf-8")
    done = kg("evaluate", str(path))
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_parts_need_ids(tmp_path: Path, kg: Kg) -> None:
    path = tmp_path / "gold.json"
    path.write_text('[{"title": "x", "abstract": "y"}]', encoding="utf-8")
    assert "no id: x" in kg("evaluate", str(path), "--part", "rest").stderr


def test_a_source_with_none_of_the_records(tmp_path: Path, kg: Kg) -> None:
    path = tmp_path / "other.jsonl"
    path.write_text('{"title": "Another"}\n', encoding="utf-8")
    done = kg("evaluate", str(GOLD), str(path))
    assert done.returncode == 2
    assert "no record of the gold file is there" in done.stderr


def test_rejected_records_are_told(tmp_path: Path, kg: Kg) -> None:
    path = tmp_path / "some.jsonl"
    path.write_text('{"title": "Weaving Sparse Layers"}\n{"title": 1}\n', encoding="utf-8")
    done = kg("evaluate", str(GOLD), str(path))
    assert done.returncode == 3
    assert "rejected: some.jsonl:2" in done.stderr


def test_tdmsci(tmp_path: Path, kg: Kg, figures: Figures) -> None:
    path = tmp_path / "some.conll"
    path.write_text("We\t0\tO\nuse\t3\tO\nImageNet\t7\tB-DATASET\n.\t15\tO\n", encoding="utf-8")
    assert figures(str(path), "--format", "tdmsci")["Dataset"]["exact"]["f1"] == 1
    assert kg("evaluate", str(path), "--format", "tdmsci").stdout.startswith("exact\n")
    assert kg("evaluate", str(path), "--format", "tdmsci", "--errors").returncode == 2


def test_the_same_figures_as_the_shared_scorer_on_the_page(
    shared: Path, tmp_path: Path, kg: Kg, figures: Figures
) -> None:
    gold, page, out = shared / "gold" / "dev.json", shared / "records" / "author-page.txt", tmp_path / "out.jsonl"
    out.write_text(kg("extract", str(page)).stdout, encoding="utf-8")
    assert figures(str(gold), str(page)) == scored(shared, gold, out)


@pytest.mark.slow
def test_the_same_figures_as_the_shared_scorer_on_many_records(shared: Path, tmp_path: Path, figures: Figures) -> None:
    path, out = tmp_path / "train.json", tmp_path / "out.jsonl"
    path.write_text(json.dumps(json.loads((shared / "gold" / "train.json").read_text())[:150]))
    records = records_of(read_gold(inputs([str(path)])[0]), "train.json")
    out.write_text(
        "".join(marked.jsonl(zip(records, read_texts(records, Settings(fast=True)), strict=True), load())),
        encoding="utf-8",
    )
    assert figures(str(path), "--fast") == scored(shared, path, out)
