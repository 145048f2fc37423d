"""Finding the reader, and inputs that cannot be read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from kg import read
from kg.errors import ReadError, UnknownFormat, UnknownName
from kg.model import Record
from kg.read import formats

HERE = Path(__file__).parents[1]
TOY = HERE / "toy" / "records.jsonl"


def office() -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    return raw.getvalue()


OTHERS: dict[str, tuple[bytes, str]] = {
    "paper.pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF document"),
    "broken.zip": (b"PK\x03\x04\x14\x00", "a ZIP archive"),
    "letter.docx": (office(), "a ZIP archive"),
    "page.gz": (b"\x1f\x8b\x08\x00", "a broken, encrypted or oddly compressed file"),
    "page.bz2": (b"BZh9", "a broken, encrypted or oddly compressed file"),
    "pack.7z": (b"7z\xbc\xaf\x27\x1c", "an archive of a kind not known"),
    "pack.rar": (b"Rar!\x1a\x07\x00", "an archive of a kind not known"),
    "plot.png": (b"\x89PNG\r\n\x1a\n", "an image"),
    "photo.jpg": (b"\xff\xd8\xff\xe0", "an image"),
    "wave.gif": (b"GIF89a", "an image"),
    "sound.wav": (b"RIFF....WAVE", "an image or media"),
    "scan.tiff": (b"II*\x00....", "an image"),
    "film.mp4": (b"\x00\x00\x00\x18ftypmp42", "an image or media"),
    "song.mp3": (b"ID3\x03", "an image or media"),
    "song.flac": (b"fLaC", "an image or media"),
    "song.ogg": (b"OggS", "an image or media"),
    "program": (b"\x7fELF\x02\x01", "a program"),
    "program.exe": (b"MZ\x90\x00", "a program"),
    "Main.class": (b"\xca\xfe\xba\xbe\x00", "a program"),
    "data.sqlite": (b"SQLite format 3\x00", "a database"),
    "bytes.bin": (bytes(range(256)), "a binary file"),
    "zeros.bin": (bytes(300), "a binary file"),
    "page.html": (b"<!DOCTYPE html>\n<html><body>CVOct</body></html>", "an HTML page"),
    "old.html": (b"<HTML><head><title>Authors</title></head></HTML>", "an HTML page"),
    "feed.xml": (b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"/>', "an XML document"),
    "news.rss": (b'<?xml version="1.0"?><rss version="2.0"><title>a</title></rss>', "an XML document"),
    "plot.svg": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "an XML document"),
    "graph.rdf": (b'<?xml version="1.0"?><rdf:RDF xmlns:rdf="x"/>', "an XML document"),
    "article.xml": (b"<article><title>DocBook</title></article>", "an XML document"),
    "collection.xml": (b"<collection><item/></collection>", "an XML document"),
    "oai.xml": (b"<OAI-PMH><request>http://other.example/oai</request></OAI-PMH>", "an XML document"),
    "notes.md": (b"# Notes\n\nOn Oct 12, 2022 we met.\n", "a text"),
    "list.md": (b"- TY  - no\n- PMID\n", "a text"),
    "code.py": (b"import os\n\n@property\ndef name(self):\n    return os.name\n", "a text"),
    "tests.py": (b"@pytest.mark.parametrize(name, [1])\n@given(text, title=text)\ndef f(): ...\n", "a text"),
    "Main.java": (b'@Override\n@Target({ElementType.TYPE, X})\nclass A { String title = "x"; }\n', "a text"),
    "style.css": (b"@media screen { a { color: red } }\n@font-face { font-family: x, y }\n", "a text"),
    "script.js": (b'const title = {title: "a", author: "b"};\n', "a text"),
    "shop.csv": (b"name,price\nPen,1\n", "a text"),
    "one.csv": (b"title\nA\nB\n", "a text"),
    "prose.txt": (b"The title, the author, and the year are missing here.\n", "a text"),
    "poem.txt": (b"Title page\n\nnothing, really; nothing\n", "a text"),
    "list.json": (b"[1, 2, 3]", "a text"),
    "package.json": (b'{"name": "x", "version": "1.0", "author": "Bo Ek", "license": "MIT"}', "a text"),
    "geo.json": (b'{"type": "FeatureCollection", "features": []}', "a text"),
    "book.ipynb": (b'{"cells": [], "metadata": {"title": "x"}, "nbformat": 4}', "a text"),
    "schema.json": (b'{"$schema": "x", "properties": {"title": {"type": "string"}}}', "a text"),
    "log.jsonl": (b'{"level": "info", "msg": "x"}\n{"level": "info"}\n', "a text"),
    "settings.yaml": (b"title: A\nauthors:\n- B\n", "a text"),
    "pyproject.toml": (b'[project]\nname = "x"\nauthors = []\n', "a text"),
    "Makefile": (b"all:\n\techo title\n", "a text"),
    "paper.tex": (b"\\documentclass{article}\n\\title{A}\n\\author{B}\n\\cite{c}\n", "a text"),
    "triples.ttl": (b"@prefix dcterms: <http://purl.org/dc/terms/> .\n<a> dcterms:title 'x' .\n", "a text"),
    "dblp.dtd": (b"<!-- a -->\n<!ELEMENT dblp (article)*>\n", "a text"),
    "mail.eml": (b"From: a@example.org\nSubject: TY  - JOUR\n\nHello\n", "a text"),
}  # fmt: skip


def test_there_are_fifty_of_them() -> None:
    assert len(OTHERS) >= 50


@pytest.mark.parametrize("name", OTHERS)
def test_other_files_have_no_reader_and_are_named(name: str, tmp_path: Path) -> None:
    raw, kind = OTHERS[name]
    (tmp_path / name).write_bytes(raw)
    with pytest.raises(UnknownFormat, match=rf"{name}: is {kind}.*; see kg formats"):
        list(read.read(tmp_path / name))


def test_a_file_of_no_known_format_lists_those_that_are(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_bytes(OTHERS["notes.md"][0])
    with pytest.raises(UnknownFormat, match=f"expected one of {', '.join(formats())}; see kg formats$"):
        list(read.read(tmp_path / "notes.md"))


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
        list(read.read(TOY, form="json"))


def test_a_format_can_be_said() -> None:
    assert all(isinstance(each, Record) for each in read.read(TOY, form="jsonl"))


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
