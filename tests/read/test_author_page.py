"""The author page: its golden case, its odd forms, and pages that are broken."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Name, Notice, PartialDate, Profile, Reading, Record, Rejected
from kg.read import Settings, author_page
from kg.read._text import Head

GOLDEN = Path(__file__).parents[1] / "golden" / "read"
HEADER = "Ada Lovelace\nAR\nh-index27\n3papers\n1,452citations\nNovelty53%\nAI Score58\n\n3 Papers\n"
RECORD = "\n{head}\n{title}\n\n{authors}\n\n{abstract}\n"


def page(*records: dict[str, str], header: str = HEADER) -> str:
    filled = {
        "head": "CVOct 12, 2022",
        "title": "A Title",
        "authors": "Ada Lovelace, Bo Ek",
        "abstract": "An abstract.",
    }
    return header + "".join(RECORD.format(**{**filled, **record}) for record in records)


def readings(text: str | bytes, **settings: object) -> list[Reading]:
    raw = text.encode() if isinstance(text, str) else text
    return list(author_page.readings(io.BytesIO(raw), Settings("page.txt", **settings)))  # type: ignore[arg-type]


def records(text: str | bytes, **settings: object) -> list[Record]:
    return [each for each in readings(text, **settings) if isinstance(each, Record)]


def said(text: str | bytes, kind: type[Notice | Rejected], **settings: object) -> list[str]:
    return [str(each) for each in readings(text, **settings) if isinstance(each, kind)]


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.txt")), ids=lambda path: path.stem)
def test_golden(path: Path, golden: Callable[[Path, str], None]) -> None:
    found = readings(path.read_bytes())
    lines = [msgspec.json.encode({"is": type(each).__name__, **msgspec.to_builtins(each)}).decode() for each in found]
    text = path.read_text(encoding="utf-8")
    for each in found:
        if isinstance(each, Record):  # what is read stands in the page, at the line that is said
            assert text.split("\n")[each.source.line].strip() == each.title
            assert each.abstract in text
    golden(path.with_suffix(".jsonl"), "\n".join(lines) + "\n")


def test_the_header() -> None:
    (profile,) = (each for each in readings(page({})) if isinstance(each, Profile))
    assert (profile.name, profile.field, profile.h_index, profile.papers, profile.citations) == (
        "Ada Lovelace",
        "AR",
        27,
        3,
        1452,
    )
    assert (profile.novelty, profile.score) == (53.0, 58.0)


def test_a_count_that_differs_is_reported() -> None:
    assert "page.txt:1: the page claims 3 papers; 1 records could be read" in said(page({}), Notice)


@pytest.mark.parametrize(
    ("head", "score", "category", "date", "code"),
    [
        ("98.9ARMay 7", 98.9, "AR", None, False),
        ("CVOct 12, 2022Code", None, "CV", "2022-10-12", True),
        ("94.0ARApr 9Code", 94.0, "AR", None, True),
        ("cs.CVOct 2, 2025", None, "cs.CV", "2025-10-02", False),
        ("quant-phJan 31, 1999", None, "quant-ph", "1999-01-31", False),
        ("7AIFeb 29, 2024", 7.0, "AI", "2024-02-29", False),
    ],
)
def test_head_lines(head: str, score: float | None, category: str, date: str | None, code: bool) -> None:  # noqa: FBT001
    (record,) = records(page({"head": head}))
    assert (record.score, record.category, record.code) == (score, category, code)
    assert (str(record.date) if record.date else None) == date


def test_a_year_that_is_left_out_follows_the_latest_stated_one() -> None:
    first, second = records(page({"head": "ARMay 7"}, {"head": "CVDec 2, 2025", "title": "B"}))
    assert (str(first.date), first.date_inferred) == ("2026-05-07", True)
    assert (str(second.date), second.date_inferred) == ("2025-12-02", False)
    assert any("taken as 2026" in line for line in said(page({"head": "ARMay 7"}, {"head": "CVDec 2, 2025"}), Notice))


@pytest.mark.parametrize(
    ("day", "date"), [("2030-06-01", "2030-05-07"), ("2030-05-01", "2029-05-07"), ("2030", "2030-05-07")]
)
def test_a_year_that_is_left_out_is_the_latest_before_as_of(day: str, date: str) -> None:
    (record,) = records(page({"head": "ARMay 7"}), as_of=PartialDate.parse(day))
    assert str(record.date) == date


def test_without_any_year_the_date_is_left_out_and_said() -> None:
    (record,) = records(page({"head": "ARMay 7"}))
    assert record.date is None
    assert record.unread == (("date", "May 7"),)
    assert any("--as-of" in line for line in said(page({"head": "ARMay 7"}), Notice))


def test_a_day_that_is_in_no_calendar_costs_the_date_only() -> None:
    (record,) = records(page({"head": "ARFeb 30, 2021"}))
    assert (record.title, record.date, record.unread) == ("A Title", None, (("date", "Feb 30, 2021"),))
    assert any("in no calendar" in line for line in said(page({"head": "ARFeb 30, 2021"}), Notice))


@pytest.mark.parametrize(
    ("line", "names", "cut"),
    [
        ("Ada Lovelace, Bo Ek et al.", ["Ada Lovelace", "Bo Ek"], True),
        ("Ada Lovelace, Bo Ek, et al", ["Ada Lovelace", "Bo Ek"], True),
        ("Ada Lovelace and Bo Ek", ["Ada Lovelace", "Bo Ek"], False),
        ("Martin Luther King, Jr., Bo Ek", ["Martin Luther King, Jr.", "Bo Ek"], False),
        ("李明, Łukasz Żółć, Ada O'Brien-Smith", ["李明", "Łukasz Żółć", "Ada O'Brien-Smith"], False),
        ("Ada Lovelace", ["Ada Lovelace"], False),
    ],
)
def test_authors(line: str, names: list[str], cut: bool) -> None:  # noqa: FBT001
    (record,) = records(page({"authors": line}))
    assert ([name.name for name in record.authors], record.authors_truncated) == (names, cut)


def test_the_pages_author_is_unlisted_where_the_list_is_cut_before_them() -> None:
    cut, listed, whole = records(
        page({"authors": "Bo Ek et al."}, {"authors": "Bo Ek, ada  lovelace et al."}, {"authors": "Bo Ek"})
    )
    assert cut.unlisted_authors == (Name("Ada Lovelace"),)
    assert listed.unlisted_authors == whole.unlisted_authors == ()
    assert any("not among the authors" in line for line in said(page({"authors": "Bo Ek"}), Notice))


@pytest.mark.parametrize("number", [10_000])
def test_many_authors(number: int) -> None:
    (record,) = records(page({"authors": ", ".join(f"Author {n}" for n in range(number))}))
    assert len(record.authors) == number


@pytest.mark.parametrize("ends", ["\r\n", "\n"])
def test_line_ends_and_byte_order_marks_make_no_difference(ends: str) -> None:
    text = page({"title": "Plain"}, {"title": "Second"})
    expected = records(text)
    assert records(text.replace("\n", ends)) == expected
    assert records(b"\xef\xbb\xbf" + text.replace("\n", ends).encode()) == expected
    assert records(text.replace("\n", ends).encode("utf-16")) == expected


def test_latin_1_is_read_and_said() -> None:
    text = page({"authors": "Émile Borel, José Ñandú"})
    (record,) = records(text.encode("latin-1"))
    assert [name.name for name in record.authors] == ["Émile Borel", "José Ñandú"]
    assert any("not UTF-8" in line for line in said(text.encode("latin-1"), Notice))


def test_blank_lines_may_be_missing_and_abstracts_may_wrap() -> None:
    tight = HEADER + "CVOct 12, 2022\nA Title\nAda Lovelace\nAn abstract.\nARMay 7, 2021\nB Title\nBo Ek\nAnother.\n"
    assert [(r.title, r.abstract) for r in records(tight)] == [("A Title", "An abstract."), ("B Title", "Another.")]
    (wrapped,) = records(page({"abstract": "One line\nand the next."}))
    assert wrapped.abstract == "One line and the next."


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("\nCVOct 12, 2022\nOnly a title\n", "found 1 of them"),
        ("\nCVOct 12, 2022\nA title\n\nAda Lovelace\n", "found 2 of them"),
        ("\nCVOct 12, 2022\n", "found 0 of them"),
        ("\nCVOkt 12, 2022\nA title\n\nAda Lovelace\n\nAn abstract.\n", "head line 'CVOkt 12, 2022' not understood"),
    ],
)
def test_a_broken_record_is_rejected_with_its_line_and_the_others_come_out(broken: str, reason: str) -> None:
    before = page({"title": "Before"})
    text = before + broken + page({"title": "After"}, header="")
    assert [record.title for record in records(text)] == ["Before", "After"]
    (line,) = said(text, Rejected)
    assert reason in line
    assert line.startswith(f"page.txt:{before.count(chr(10)) + 2}: ")


def test_lines_of_the_header_that_are_not_understood_are_said() -> None:
    text = page({}, header=HEADER.replace("AR\n", "AR\nFollow\n"))
    assert "page.txt:3: not understood: 'Follow'" in said(text, Notice)


@pytest.mark.parametrize("text", ["", "# A heading\n\nSome text.\n", "{}", "Oct 12, 2022\n", "@article{a, title={B}}"])
def test_other_texts_are_not_claimed(text: str) -> None:
    assert not author_page.is_mine(Head("x", text.encode(), text))


@given(st.text(max_size=400))
def test_nothing_at_all_breaks_it(text: str) -> None:
    for each in readings(page({"abstract": "A", "title": "T"}) + text.replace("\ud800", "")):
        assert each.source.line >= 1
