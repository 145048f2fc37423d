"""The project's own form: round trips, what is rejected, and its schema."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Affiliation, Citations, Identifier, Name, PartialDate, Reading, Record, Rejected, Source, Version
from kg.read import Settings, jsonl
from kg.read._text import Head, clean

SCHEMA = Path(__file__).parents[2] / "docs" / "record.schema.json"


def readings(*lines: str | bytes | dict[str, object]) -> list[Reading]:
    raw = [json.dumps(line) if isinstance(line, dict) else line for line in lines]
    whole = b"".join((line if isinstance(line, bytes) else line.encode()) + b"\n" for line in raw)
    return list(jsonl.readings(io.BytesIO(whole), Settings("r.jsonl")))


def one(**fields: object) -> Record:
    (record,) = readings({"title": "T", **fields})
    assert isinstance(record, Record), record
    return record


def test_fields() -> None:
    record = one(
        authors=[
            "Ada Lovelace",
            {"name": "Bo Ek", "orcid": "https://orcid.org/0000-0002-1825-0097", "affiliation": "KTH"},
        ],
        date="2022-10",
        identifiers={"doi": "10.1/x", "arxiv": "2101.00001"},
        urls=["https://example.org/a", "javascript:alert(1)"],
        shelf="B7",
    )
    assert record.authors == (Name("Ada Lovelace"), Name("Bo Ek", "0000-0002-1825-0097", (Affiliation("KTH"),)))
    assert record.date == PartialDate(2022, 10)
    assert record.identifiers == (Identifier("arxiv", "2101.00001"), Identifier("doi", "10.1/x"))
    assert record.urls == ("https://example.org/a",)
    assert dict(record.unread) == {"shelf": "B7", "urls": "javascript:alert(1)"}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "truncated"),
        ("[1]", "Expected `object`"),
        ('{"authors": []}', "missing required field `title`"),
        ('{"title": 5}', "$.title"),
        ('{"title": ""}', "$.title"),
        ('{"title": "  "}', "the title is blank"),
        ('{"title": "T", "authors": [{"orcid": "x"}]}', "$.authors[0]"),
        ('{"title": "T", "authors": [{"name": "A", "orcid": "12"}]}', "no ORCID iD"),
        ('{"title": "T", "date": "May 2022"}', "$.date"),
        ('{"title": "T", "date": "2022-13"}', "month must be in 1..12"),
        (b'{"title": "\xff"}', "utf-8"),
        ("[" * 5000, "ursion"),
    ],
)
def test_a_broken_line_is_rejected_with_its_number_and_reason(line: str | bytes, reason: str) -> None:
    before, rejected, after = readings({"title": "Before"}, line, {"title": "After"})
    assert isinstance(before, Record)
    assert isinstance(after, Record)
    assert isinstance(rejected, Rejected)
    assert rejected.source == Source("r.jsonl", 2)
    assert reason.lower() in rejected.reason.lower()


def test_a_line_without_end_is_not_held_in_memory() -> None:
    class Endless(io.RawIOBase):
        left = 3 * jsonl.LONGEST_LINE

        def readable(self) -> bool:
            return True

        def read(self, size: int | None = -1) -> bytes:
            return b"x" * min(size or 0, 4)

        def seek(self, _offset: int, _whence: int = 0) -> int:
            return 0

        def readline(self, size: int | None = -1) -> bytes:
            assert size is not None
            assert 0 < size <= jsonl.LONGEST_LINE
            taken = min(size, self.left)
            self.left -= taken
            return b"x" * taken

    (rejected,) = jsonl.readings(Endless(), Settings("long"))  # type: ignore[arg-type]
    assert isinstance(rejected, Rejected)
    assert "MiB" in rejected.reason


text = st.text(max_size=40).map(clean)
word = text.filter(bool)
places = st.lists(st.builds(Affiliation, word, st.none() | st.just("05dxps055")), max_size=2).map(tuple)
names = st.builds(Name, word, st.none() | st.just("0000-0002-1825-0097"), places, st.none() | word)
identifiers = st.builds(Identifier, st.sampled_from(["doi", "arxiv", "shelf"]), word).map(
    lambda found: jsonl._identifier(found.scheme, found.value)
)
dates = st.dates().flatmap(
    lambda day: st.sampled_from(
        [PartialDate(day.year), PartialDate(day.year, day.month), PartialDate(day.year, day.month, day.day)]
    )
)
records = st.builds(
    Record,
    id=word,
    title=word,
    abstract=text,
    authors=st.lists(names, max_size=3).map(tuple),
    authors_truncated=st.booleans(),
    unlisted_authors=st.lists(names, max_size=2).map(tuple),
    date=st.none() | dates,
    date_inferred=st.booleans(),
    category=st.none() | word,
    venue=st.none() | word,
    keywords=st.lists(word, max_size=3).map(tuple),
    type=st.none() | word,
    series=st.none() | word,
    volume=st.none() | word,
    issue=st.none() | word,
    pages=st.none() | word,
    publisher=st.none() | word,
    issn=st.lists(word, max_size=2).map(tuple),
    isbn=st.lists(word, max_size=2).map(tuple),
    fields=st.lists(word, max_size=2).map(tuple),
    identifiers=st.lists(identifiers, max_size=3).map(lambda found: tuple(sorted(found))),
    versions=st.lists(
        st.builds(Version, st.sampled_from(["preprint", "published", "version"]), identifiers), max_size=2
    ).map(tuple),
    references=st.lists(identifiers, max_size=3).map(tuple),
    citations=st.none() | st.builds(Citations, st.integers(0, 10**6), st.none() | dates),
    language=st.none() | word,
    license=st.none() | word,
    retracted=st.booleans(),
    urls=st.lists(st.just("https://example.org/x"), max_size=2).map(tuple),
    score=st.none() | st.floats(0, 100),
    code=st.none() | st.booleans(),
    source=st.builds(Source, word, st.integers(1, 10**9)),
    unread=st.dictionaries(word.filter(lambda key: key not in jsonl.Line.__struct_fields__), text, max_size=2).map(
        lambda found: tuple(sorted(found.items()))
    ),
)


@given(st.lists(records, max_size=3))
def test_writing_then_reading_is_the_identity(written: list[Record]) -> None:
    stream = io.BytesIO(b"".join(jsonl.line_of(record) for record in written))
    assert list(jsonl.readings(stream, Settings("x"))) == written


@given(st.binary(max_size=200))
def test_no_bytes_break_it(raw: bytes) -> None:
    for each in jsonl.readings(io.BytesIO(raw), Settings("x")):
        assert isinstance(each, Record | Rejected)


def test_the_schema_is_published(golden: Callable[[Path, str], None]) -> None:
    golden(SCHEMA, json.dumps(jsonl.schema(), indent=1, ensure_ascii=False) + "\n")


@pytest.mark.parametrize(
    ("head", "mine"),
    [
        ('{"title": "T"}', True),
        ('\ufeff{"title": "T", "authors": ["A"]}', True),
        ('\n\n{"title": "T"}', True),
        ('{"title": "T", "authors": "A and B"}', False),
        ('{"name": "T"}', False),
        ("[]", False),
        ("", False),
    ],
)
def test_what_it_claims(head: str, mine: bool) -> None:  # noqa: FBT001
    assert jsonl.is_mine(Head("x", head.encode(), head)) is mine
