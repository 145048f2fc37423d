"""The real page, where this machine has it: every record, every field, and what the scorer says of the fields."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kg.build import build
from kg.evaluate.authors import bcubed
from kg.model import Notice, Profile, Record
from kg.read import read
from kg.resolve.people import People
from kg.settings import Settings

pytestmark = pytest.mark.slow
VISION, METERS = {6, 8, 15, 19, 20, 21, 22, 23, 25, 26, 29, 30, 31, 34}, 46
"""The records, from 0, of two of the three people whom a reader sees; the others are by one who builds hardware."""


@pytest.fixture(scope="module")
def page(shared: Path) -> Path:
    return shared / "records" / "author-page.txt"


def test_the_page_is_read_exactly(page: Path) -> None:
    found = list(read(page))
    records = [each for each in found if isinstance(each, Record)]
    (profile,) = (each for each in found if isinstance(each, Profile))
    assert len(records) == 50
    assert (profile.name, profile.field, profile.h_index, profile.papers, profile.citations) == (
        "Guangyu Sun",
        "CV",
        27,
        51,
        1452,
    )
    assert (profile.novelty, profile.score) == (53.0, 58.0)
    notices = [each.text for each in found if isinstance(each, Notice)]
    assert "the page claims 51 papers; 50 records could be read" in notices
    assert sum(record.date_inferred for record in records) == 10
    assert {record.date.year for record in records if record.date and record.date_inferred} == {2026}
    text = page.read_text()
    for record in records:
        assert record.abstract in text
        assert record.unread == ()
        assert record.authors_truncated == (f"{', '.join(name.name for name in record.authors)} et al." in text)


def test_every_field_of_the_annotated_half_is_right(shared: Path, page: Path, tmp_path: Path) -> None:
    out = subprocess.run([sys.executable, "-m", "kg", "extract", str(page)], capture_output=True, check=True).stdout
    (tmp_path / "out.jsonl").write_bytes(out)
    command = [
        sys.executable,
        str(shared / "score.py"),
        str(shared / "gold" / "dev.json"),
        str(tmp_path / "out.jsonl"),
        "--json",
    ]
    fields = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["fields"]
    assert set(fields.values()) == {"25/25"}


def test_it_builds_and_answers(page: Path, tmp_path: Path) -> None:
    graph = build([page], tmp_path / "out", Settings(jobs=1))
    years = {row["year"]: row["papers"] for row in graph.query("papers-by-year").plain()}
    assert sum(years.values()) == 50
    proposed = {row["proposed"] for row in graph.query("methods-proposed").plain()}
    assert {"RPTQ", "LASNet", "OriGen", "PTQ4ViT"} <= proposed


def test_the_author_is_split_much_as_a_reader_splits_him(page: Path) -> None:
    records = [each for each in read(page) if isinstance(each, Record)]
    people = People()
    for record in records:
        people.add(record)
    suns = [each for each in people.resolve().persons if each.name == "Guangyu Sun"]
    of = {name: number for number, person in enumerate(suns) for name, _ in person.members}
    true = [0 if at in VISION else 1 if at == METERS else 2 for at in range(len(records))]
    precision, recall, f1 = bcubed(true, [of[record.id] for record in records])
    assert f1 > bcubed(true, [0] * len(records))[2] + 0.1
    assert min(precision, recall) > 0.85
