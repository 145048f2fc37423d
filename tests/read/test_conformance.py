"""Every reader alike: its own sample, read twice, cut short, in other encodings, and told from all others."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from kg import read
from kg.model import Notice, Profile, Reading, Record, Rejected
from kg.read import Settings, _identifiers, formats, jsonl
from kg.read._text import Head, head_of

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
GOLDEN = ROOT / "tests" / "golden" / "readers"
SAMPLES = {path.stem: path for path in sorted((HERE / "samples").iterdir())} | {
    "author-page": ROOT / "kg" / "sample" / "author-page.txt",
    "jsonl": ROOT / "tests" / "toy" / "records.jsonl",
}
WITH_REJECTED = sorted(set(SAMPLES) - {"author-page", "jsonl", "jats", "tei"})
"""Samples with a record that is none; of JATS and TEI a file is one record."""
XML = ("acl", "arxiv-atom", "arxiv-oai", "dblp", "jats", "pubmed", "tei")
TEXTS = ("author-page", "bibtex", "csv", "medline", "ris")


def readings(name: str, raw: bytes) -> list[Reading]:
    return list(formats()[name].readings(io.BytesIO(raw), Settings(SAMPLES[name].name)))


def records(name: str, raw: bytes) -> list[Record]:
    return [each for each in readings(name, raw) if isinstance(each, Record)]


def as_lines(found: list[Reading]) -> str:
    return "".join(
        json.dumps({"is": type(each).__name__, **msgspec.to_builtins(each)}, ensure_ascii=False) + "\n"
        for each in found
    )


def test_every_reader_has_a_sample() -> None:
    assert sorted(SAMPLES) == sorted(formats())


@pytest.mark.parametrize("name", SAMPLES)
def test_exactly_one_reader_claims_each_sample(name: str) -> None:
    with SAMPLES[name].open("rb") as stream:
        head = head_of(stream, name)
    assert [known for known, reader in formats().items() if reader.is_mine(head)] == [name]


@pytest.mark.parametrize("name", sorted(set(SAMPLES) - {"author-page", "jsonl"}))
def test_golden(name: str, golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN / f"{name}.jsonl", as_lines(readings(name, SAMPLES[name].read_bytes())))


@pytest.mark.parametrize("name", SAMPLES)
def test_reading_again_gives_the_same(name: str) -> None:
    raw = SAMPLES[name].read_bytes()
    assert as_lines(readings(name, raw)) == as_lines(readings(name, raw))


@pytest.mark.parametrize("name", SAMPLES)
def test_what_was_read_is_whole(name: str) -> None:
    lines = SAMPLES[name].read_text(encoding="utf-8").split("\n")
    carried = set()
    for each in readings(name, SAMPLES[name].read_bytes()):
        assert each.source.file == SAMPLES[name].name
        assert 1 <= each.source.line <= len(lines)
        if isinstance(each, Record):
            assert each.title == each.title.strip() != ""
            assert jsonl.line_of(each)
            assert len({author for author in each.authors if not author.name}) == 0
            assert list(each.identifiers) == sorted(set(each.identifiers))
            for found in (*each.identifiers, *each.references, *(version.identifier for version in each.versions)):
                if found.scheme in _identifiers.schemes():
                    assert _identifiers.normal(found.scheme, found.value) == found.value
            carried |= {field for field in Record.__struct_fields__ if getattr(each, field)}
            carried |= {"orcid" for author in each.authors if author.orcid}
            carried |= {"affiliations" for author in each.authors if author.affiliations}
            carried |= {"ror" for author in each.authors for place in author.affiliations if place.ror}
    if name not in ("author-page", "jsonl"):
        assert carried - {"id", "source", "unread", "authors_truncated"} == set(formats()[name].CARRIES)


@pytest.mark.parametrize("name", WITH_REJECTED)
def test_what_is_rejected_has_its_line_and_reason(name: str) -> None:
    found = [each for each in readings(name, SAMPLES[name].read_bytes()) if isinstance(each, Rejected)]
    assert found
    for each in found:
        assert each.reason
        assert each.source.line > 1


@pytest.mark.parametrize("name", sorted(set(SAMPLES) - {"author-page", "jsonl", "dblp"}))
def test_an_identifier_that_is_none_is_kept_and_noted(name: str) -> None:
    found = readings(name, SAMPLES[name].read_bytes())
    noted = {each.source for each in found if isinstance(each, Notice) and " is no " in each.text}
    kept = {each.source for each in found if isinstance(each, Record) and each.unread}
    if name not in ("arxiv-oai", "csl-json"):
        assert noted
    assert noted <= kept


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.99])
def test_a_file_that_is_cut_short_is_read_to_there(name: str, share: float) -> None:
    raw = SAMPLES[name].read_bytes()
    whole = {record.title for record in records(name, raw)}
    cut = raw[: int(len(raw) * share)]
    found = readings(name, cut)
    titles = [each.title for each in found if isinstance(each, Record)]
    assert len(titles) <= len(whole) + 1
    assert all(isinstance(each, Record | Rejected | Notice | Profile) for each in found)
    if share == 0.99 and name in XML:
        assert any(isinstance(each, Rejected) and "the rest is not read" in each.reason for each in found)


@pytest.mark.parametrize("name", SAMPLES)
def test_line_ends_and_byte_order_marks_make_no_difference(name: str) -> None:
    raw = SAMPLES[name].read_bytes()
    expected = [each.title for each in records(name, raw)]
    assert [each.title for each in records(name, raw.replace(b"\n", b"\r\n"))] == expected
    if b"ISO-8859-1" not in raw:
        assert [each.title for each in records(name, b"\xef\xbb\xbf" + raw)] == expected


@pytest.mark.parametrize("name", sorted(set(SAMPLES) - set(XML)))
def test_utf_16_is_read_alike(name: str) -> None:
    raw = SAMPLES[name].read_bytes()
    recoded = raw.decode().encode("utf-16")
    assert records(name, recoded) == records(name, raw)
    assert formats()[name].is_mine(Head("x", recoded[:65536], recoded[:65536].decode("utf-16", "replace")))


@pytest.mark.parametrize("name", TEXTS)
def test_another_encoding_is_read_and_said(name: str) -> None:
    raw = SAMPLES[name].read_bytes().replace(b"e", "é".encode(), 3)
    latin = raw.decode().encode("cp1252", "replace")
    assert any(isinstance(each, Notice) and "not UTF-8" in each.text for each in readings(name, latin))


@pytest.mark.parametrize("name", SAMPLES)
def test_no_bytes_break_it(name: str) -> None:
    raw = SAMPLES[name].read_bytes()
    for at in range(0, min(len(raw), 2000), 97):
        for junk in (b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"}{", b"</", "\u202e".encode()):
            for each in readings(name, raw[:at] + junk + raw[at:]):
                if isinstance(each, Record):
                    assert "\x00" not in each.title
                    assert jsonl.line_of(each).decode()


@pytest.mark.parametrize("name", sorted(set(SAMPLES) - {"author-page"}))
def test_its_own_form_gives_it_back(name: str) -> None:
    written = records(name, SAMPLES[name].read_bytes())
    stream = io.BytesIO(b"".join(map(jsonl.line_of, written)))
    assert list(jsonl.readings(stream, Settings("x"))) == written


@pytest.mark.parametrize("name", SAMPLES)
def test_by_path_it_comes_out_the_same(name: str) -> None:
    assert list(read.read(SAMPLES[name])) == readings(name, SAMPLES[name].read_bytes())
