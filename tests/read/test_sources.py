"""Compressed files, archives and encodings: the same records, and clear words where they are broken."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import lzma
import os
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from kg import read
from kg.build import build
from kg.errors import ReadError, UnknownFormat
from kg.model import Record, Rejected
from kg.read._packed import RATIO
from kg.read._text import decode, encoding_of
from kg.settings import Settings

LINE = b'{"title": "A Title", "authors": ["Ada Lovelace"]}\n'
CODECS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": zstandard.compress,
}


LINES = {".gz": 8000, ".bz2": 30_000, ".xz": 8000, ".zst": 8000}
"""Enough for more than one block."""


def titles(path: Path) -> list[str]:
    return [each.title for each in read.read(path) if isinstance(each, Record)]


def tar(path: Path, files: dict[str, bytes], mode: str = "w") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, raw in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(raw)
            archive.addfile(member, io.BytesIO(raw))
    return path


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in files.items():
            archive.writestr(name, raw)
    return path


@pytest.mark.parametrize("suffix", CODECS)
def test_compressed_whatever_the_name(suffix: str, tmp_path: Path) -> None:
    for name in (f"a.jsonl{suffix}", "plain.jsonl"):
        (tmp_path / name).write_bytes(CODECS[suffix](LINE * 5000))
        assert titles(tmp_path / name) == ["A Title"] * 5000


def test_several_streams_in_one_file(tmp_path: Path) -> None:
    for suffix, codec in CODECS.items():
        (tmp_path / f"a{suffix}").write_bytes(codec(LINE) + codec(LINE))
        assert titles(tmp_path / f"a{suffix}") == ["A Title"] * 2, suffix


@pytest.mark.parametrize("suffix", CODECS)
def test_a_compressed_file_that_breaks_off(suffix: str, tmp_path: Path) -> None:
    noise = (hashlib.sha256(b"%d" % number).hexdigest() for number in range(LINES[suffix]))
    lines = b"".join(b'{"title": "%s"}\n' % each.encode() for each in noise)
    (tmp_path / "a").write_bytes(CODECS[suffix](lines)[:-2000])
    *found, last = read.read(tmp_path / "a")
    assert isinstance(last, Rejected)
    assert "the rest is not read: the input is a broken" in last.reason
    assert sum(isinstance(each, Record) for each in found) > 3000


@pytest.mark.parametrize("raw", [b"\x1f\x8b\x08\x00", b"BZh91AY&SY", b"\xfd7zXZ\0\0", b"\x28\xb5\x2f\xfd\x04"])
def test_a_compressed_file_that_is_none(raw: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(raw)
    with pytest.raises((UnknownFormat, ReadError), match=r"a.gz: (is a broken|empty)"):
        list(read.read(tmp_path / "a.gz"))


def test_what_expands_without_measure_is_not_read_on(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "bomb.jsonl.gz", "wb") as out:
        out.write(LINE)
        for _ in range(300):
            out.write(b" " * 2**20)
    found = list(read.read(tmp_path / "bomb.jsonl.gz"))
    assert isinstance(found[0], Record)
    assert isinstance(found[-1], Rejected)
    assert f"expands to over {RATIO} times its size" in found[-1].reason


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_tar(mode: str, tmp_path: Path) -> None:
    files = {"b/two.jsonl": LINE, "a.jsonl.gz": gzip.compress(LINE), ".hidden": b"x", "../../up.jsonl": LINE}
    path = tar(tmp_path / "pack.tar", files, mode)
    found = read.inputs([str(path)])
    assert [each.name for each in found] == ["pack.tar!../../up.jsonl", "pack.tar!a.jsonl.gz", "pack.tar!b/two.jsonl"]
    records = [each for given in found for each in read.read(given) if isinstance(each, Record)]
    assert [each.title for each in records] == ["A Title"] * 3
    assert records[-1].source.file == "pack.tar!b/two.jsonl"


def test_zip(tmp_path: Path) -> None:
    path = zipped(tmp_path / "pack.zip", {"b/two.jsonl": LINE * 2, "a.jsonl.zst": zstandard.compress(LINE)})
    found = read.inputs([str(path)])
    assert [each.name for each in found] == ["pack.zip!a.jsonl.zst", "pack.zip!b/two.jsonl"]
    assert [len(list(read.read(each))) for each in found] == [1, 2]


def test_an_empty_archive(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="an empty archive"):
        read.inputs([str(zipped(tmp_path / "pack.zip", {".x": b""}))])


def test_an_office_document_is_no_archive(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.docx", {"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})
    with pytest.raises(UnknownFormat, match="a ZIP archive"):
        list(read.read(path))


def test_an_encrypted_archive_is_named(tmp_path: Path) -> None:
    path = zipped(tmp_path / "pack.zip", {"a.jsonl": LINE})
    raw = bytearray(path.read_bytes())
    raw[6] |= 1  # the flag of the member ...
    raw[raw.index(b"PK\x01\x02") + 8] |= 1  # ... and of the directory
    path.write_bytes(raw)
    (given,) = read.inputs([str(path)])
    with pytest.raises(UnknownFormat, match="encrypted"):
        list(read.read(given))


def test_no_file_outside_the_output_is_touched(tmp_path: Path) -> None:
    inside = tmp_path / "work"
    inside.mkdir()
    path = zipped(inside / "slip.zip", {"../escaped.jsonl": LINE, "/tmp/absolute.jsonl": LINE, "notes.txt": b"hello\n"})  # noqa: S108
    made = build([path], inside / "out", Settings(jobs=1, fast=True))
    assert made.report is not None
    assert made.report.records == 1
    assert any("left out: the same record" in notice.text for notice in made.report.notices)
    assert any("left out: slip.zip!notes.txt: is a text" in notice.text for notice in made.report.notices)
    assert {each.name for each in tmp_path.iterdir()} == {"work"}
    assert {each.name for each in inside.iterdir()} == {"slip.zip", "out"}


@pytest.mark.parametrize(
    ("text", "encoding", "read_as"),
    [
        ("Émile Borel, José Ñandú, Jürgen Groß", "cp1252", "cp1252"),
        ("Émile – naïve", "utf-8", "utf-8"),
        ("Émile", "utf-8-sig", "utf-8-sig"),
        ("Émile", "utf-16", "utf-16"),
        ("Москва и снова Москва, город на реке; " * 20, "cp1251", "cp1251"),
        ("中文文献的题名与作者，以及摘要。" * 20, "gb18030", "gb18030"),
    ],
)
def test_encodings(text: str, encoding: str, read_as: str) -> None:
    raw = text.encode(encoding)
    assert decode(raw)[0].lstrip("\ufeff") == text
    assert encoding_of(io.BytesIO(raw)) == decode(raw)[1]
    if read_as != "gb18030":  # which has smaller forms
        assert decode(raw)[1] == read_as


def test_one_broken_letter_makes_a_text_no_other_encoding() -> None:
    raw = ("é" * 100).encode() + b"\xff" + ("ü" * 100).encode()
    assert encoding_of(io.BytesIO(raw)) == "utf-8"
    assert decode(raw)[0].count("\ufffd") == 1


@pytest.mark.parametrize("cut", [1, 5, 40])
def test_a_zstandard_frame_that_lacks_its_end_is_told(cut: int, tmp_path: Path) -> None:
    (tmp_path / "a.zst").write_bytes(zstandard.compress(LINE * 50_000)[:-cut])
    *_, last = read.read(tmp_path / "a.zst", form="jsonl")
    assert isinstance(last, Rejected)
    assert "ended before its end" in last.reason


def test_a_compressed_tar_is_gone_through_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    passes = []
    names = [f"{number % 97:02}-{number}.jsonl" for number in range(2000)]
    path = tar(tmp_path / "a.tgz", dict.fromkeys(names, LINE), "w:gz")
    opened = gzip.GzipFile.__init__

    def counted(self: gzip.GzipFile, *args: object, **named: object) -> None:
        passes.append(1)
        opened(self, *args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(gzip.GzipFile, "__init__", counted)
    assert sum(len(list(read.read(each))) for each in read.inputs([str(path)])) == 2000
    assert len(passes) < 5


def test_an_archive_that_has_changed_is_read_anew(tmp_path: Path) -> None:
    for files in ({"a.jsonl": LINE}, {"a.jsonl": LINE * 2, "b.jsonl": LINE}):
        tar(tmp_path / "a.tar", files)
        found = read.inputs([str(tmp_path / "a.tar")])
        assert [len(list(read.read(each))) for each in found] == [len(raw) // len(LINE) for raw in files.values()]


@pytest.mark.parametrize("suffix", ["", *CODECS])
def test_standard_input_is_expanded(suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = LINE * 3000
    stdin = io.TextIOWrapper(io.BytesIO(CODECS[suffix](raw) if suffix else raw))
    monkeypatch.setattr("sys.stdin", stdin)
    assert sum(isinstance(each, Record) for each in read.read("-")) == 3000


def test_an_archive_in_an_archive_and_a_broken_one_are_named(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "in.zip", {"a.jsonl": LINE}).read_bytes()
    whole = tar(tmp_path / "in.tgz", {"a.jsonl": LINE * 100_000}, "w:gz").read_bytes()
    cut = tmp_path / "cut.tgz"
    cut.write_bytes(whole[:-200])
    outer = zipped(tmp_path / "out.zip", {"in.zip": inner})
    for path, name, kind in ((outer, "out.zip!in.zip", "ZIP archive"), (cut, "cut.tgz", "tar archive that is broken")):
        (given,) = read.inputs([str(path)])
        with pytest.raises(UnknownFormat, match=f"{name}: is a {kind}"):
            list(read.read(given))


def test_a_pipe_by_name_is_named(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ReadError, match="standard input"):
        read.inputs([str(tmp_path / "pipe")])
