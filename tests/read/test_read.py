"""Finding the reader, and inputs that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import read
from kg.errors import ReadError, UnknownFormat, UnknownName
from kg.model import Record
from kg.read._text import Head

HERE = Path(__file__).parents[1]
SAMPLES = {"author-page": HERE.parent / "kg" / "sample" / "author-page.txt", "jsonl": HERE / "toy" / "records.jsonl"}
OTHERS = {
    "paper.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "pack.zip": b"PK\x03\x04\x14\x00",
    "page.gz": b"\x1f\x8b\x08\x00",
    "plot.png": b"\x89PNG\r\n\x1a\n",
    "photo.jpg": b"\xff\xd8\xff\xe0",
    "program": b"\x7fELF\x02\x01",
    "page.html": b"<!DOCTYPE html>\n<html><body>CVOct</body></html>",
    "feed.xml": b'<?xml version="1.0"?><feed/>',
    "notes.md": b"# Notes\n\nOn Oct 12, 2022 we met.\n",
    "code.py": b"import os\nprint(os.name)\n",
    "bytes.bin": bytes(range(256)),
    "list.json": b"[1, 2, 3]",
}


def head(name: str, raw: bytes) -> Head:
    return Head(name, raw, raw.decode("utf-8", "replace"))


@pytest.mark.parametrize("name", SAMPLES)
def test_each_sample_has_one_reader(name: str) -> None:
    assert read.sniff(head(name, SAMPLES[name].read_bytes())) == name


@pytest.mark.parametrize("name", OTHERS)
def test_other_files_have_none_and_are_named(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(OTHERS[name])
    with pytest.raises(UnknownFormat, match=f"^{name}: is an? .*; expected one of author-page, jsonl; see kg formats$"):
        list(read.read(tmp_path / name))


@pytest.mark.parametrize("content", [b"", b" \n\t\n"])
def test_an_empty_file(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(content)
    with pytest.raises(ReadError, match="empty"):
        list(read.read(tmp_path / "empty.txt"))


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        list(read.read(tmp_path / "none.txt"))


def test_an_unknown_format_lists_the_known_ones() -> None:
    with pytest.raises(UnknownName, match="did you mean jsonl"):
        list(read.read(SAMPLES["jsonl"], form="json"))


def test_a_format_can_be_said() -> None:
    assert all(isinstance(each, Record) for each in read.read(SAMPLES["jsonl"], form="jsonl"))


def test_inputs_are_named_from_their_folder_and_sorted(tmp_path: Path) -> None:
    for name in ("b/two.txt", "a.txt", ".hidden", "b/.git/config"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [each.name for each in read.inputs([str(tmp_path)])] == ["a.txt", "b/two.txt"]
    given = [str(tmp_path / "b" / "two.txt"), str(tmp_path / "*.txt"), str(tmp_path / "a.txt")]
    assert [each.name for each in read.inputs(given)] == ["a.txt", "two.txt"]
    assert read.inputs(given) == read.inputs(reversed(given))


def test_two_inputs_of_one_name_are_told_apart(tmp_path: Path) -> None:
    paths = [tmp_path / "x" / "p.txt", tmp_path / "y" / "p.txt"]
    for path in paths:
        path.parent.mkdir()
        path.write_text("x")
    assert [each.name for each in read.inputs(map(str, paths))] == [path.as_posix() for path in paths]


def test_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="an empty folder"):
        read.inputs([str(tmp_path)])
