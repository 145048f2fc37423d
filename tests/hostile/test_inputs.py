"""Inputs that mean harm or are merely enormous: bounded memory, clear words, and no file outside the output touched."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.build import build
from kg.settings import Settings

TEXTS = [
    "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "{{7*7}} ${7*7}", '" ; DROP ALL #',
    "\u202eright to left", "nul\x00 and bell\x07",
    "a\u2028b\u2029c", "e\u0301 and é", "../../../etc/passwd", "=HYPERLINK(1)",
    "\ufeffbom", "x" * 5000,
    "\\textbf{" * 200, "𝕌𝕟𝕚𝕔𝕠𝕕𝕖", "日本語の題名", "C++ and C#", "'; --", "%s%n", "\\",
]  # fmt: skip


def built(records: list[dict[str, object]], folder: Path) -> Path:
    source = folder / "in.jsonl"
    source.write_text("".join(json.dumps(record) + "\n" for record in records))
    build([source], folder / "out", Settings(jobs=1))
    return folder / "out"


def test_nasty_texts_in_every_field(tmp_path: Path) -> None:
    records = [
        {
            **dict.fromkeys(("id", "title", "category", "venue", "extra"), text),
            "abstract": f"We propose {text} on ImageNet.",
            "authors": [text, {"name": text, "affiliation": text}],
            "keywords": [text],
            "identifiers": {"doi": f"{text}{number}", "odd": text},
            "urls": [f"https://example.org/{number}"],
        }
        for number, text in enumerate(TEXTS)
    ]
    out = built(records, tmp_path)
    assert len(list(ox.parse(path=out / "graph.nq"))) > 500
    assert len(list(ox.parse(path=out / "graph.ttl"))) > 200
    for page in out.rglob("*.html"):
        assert "<script>alert(1)" not in page.read_text()
        assert "<img src=x" not in page.read_text()
    assert {path.name for path in tmp_path.iterdir()} == {"in.jsonl", "out"}


def test_names_that_look_alike_stay_apart_and_those_that_are_alike_meet(tmp_path: Path) -> None:
    authors = ["José Ek", "Jose\u0301 Ek", "Jоse Ek", "Jose Ek"]  # composed, decomposed, a Cyrillic o, no accent
    records = [{"title": f"Terns {n}", "authors": [name, "Ann Odd", "Bo Rare"]} for n, name in enumerate(authors)]
    out = built(records, tmp_path)
    persons = [json.loads(line) for line in (out / "3-entities.jsonl").read_text().splitlines()]
    called = {each["name"]: len(each["members"]) for each in persons if "Ek" in each.get("name", "")}
    assert sorted(called.values()) == [1, 3]
    assert called["Jоse Ek"] == 1


@pytest.mark.slow
def test_ten_thousand_authors(tmp_path: Path) -> None:
    out = built([{"title": "Big", "authors": [f"Author Number {n}" for n in range(10_000)]}], tmp_path)
    assert json.loads((out / "report.json").read_text())["persons"] == 10_000


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
from kg.cli import main
code = main(sys.argv[1:])
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))  # ru_maxrss counts the parent's
print("kilobytes", peak.split()[1], file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.slow
def test_one_line_of_a_gigabyte_is_rejected_in_little_memory(tmp_path: Path) -> None:
    with (tmp_path / "long.jsonl").open("wb") as out:
        out.write(b'{"title": "Before"}\n{"title": "')
        out.seek(2**30, 1)  # a hole: the disk holds little of it
        out.write(b'"}\n{"title": "After"}\n')
    program = [sys.executable, "-c", LIMITED, "extract", "long.jsonl"]
    done = subprocess.run(program, cwd=tmp_path, capture_output=True, check=False, timeout=120)
    assert done.returncode == 3, done.stderr
    assert [json.loads(line)["title"] for line in done.stdout.splitlines()] == ["Before", "After"]
    assert b"rejected: long.jsonl:2: a line of over 32 MiB" in done.stderr
    assert int(done.stderr.split()[-1]) < 500_000


@pytest.mark.parametrize("content", ['<!DOCTYPE x [<!ENTITY a "b">]><rdf:RDF/>', "<rdf:RDF"])
def test_a_vocabulary_with_a_document_type_is_refused(content: str, tmp_path: Path) -> None:
    (tmp_path / "v.rdf").write_text(content)
    (tmp_path / "a.jsonl").write_text('{"title": "A"}\n')
    command = [sys.executable, "-m", "kg", "build", "a.jsonl", "--vocab", "v.rdf"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(b"kg: v.rdf: ")
