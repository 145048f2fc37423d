"""BibTeX: names, accents, strings, cross references, and entries that are broken."""

from __future__ import annotations

import io

import pytest

from kg.model import Notice, Reading, Record, Rejected
from kg.read import Settings, bibtex
from kg.read._latex import readable
from kg.read._text import BLOCK, head_of


def readings(text: str) -> list[Reading]:
    return list(bibtex.readings(io.BytesIO(text.encode()), Settings("x.bib")))


def one(fields: str, kind: str = "misc") -> Record:
    found = readings(f"@{kind}{{key, title = {{T}}, {fields}}}")
    (record,) = (each for each in found if isinstance(each, Record))
    return record


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Ada Lovelace and Bo Ek", ["Ada Lovelace", "Bo Ek"]),
        ("Lovelace, Ada and Ek, Bo", ["Ada Lovelace", "Bo Ek"]),
        ("von Neumann, John", ["John von Neumann"]),
        ("King, Jr., Martin Luther", ["Martin Luther King Jr."]),
        ("Martin Luther King, Jr. and Ek, Bo", ["Martin Luther King Jr.", "Bo Ek"]),
        ("{\\relax Ch}ristiana Day", ["Christiana Day"]),
        ("{The ATLAS and CMS Collaborations} and Ek, Bo", ["The ATLAS and CMS Collaborations", "Bo Ek"]),
        ("Ada Lovelace AND Bo Ek", ["Ada Lovelace", "Bo Ek"]),
        ("Alexander Sandberg", ["Alexander Sandberg"]),
        ("Jos{\\'e} {\\'A}lvarez\nand  Ek, Bo", ["José Álvarez", "Bo Ek"]),
        ("{\\'E}mile Borel and {\\L}ukasz {\\.Z}\\'o\\l\\'c", ["Émile Borel", "Łukasz Żółć"]),
        ("D{\\~n}oval, A. and S{\\o}rensen, B.", ["A. Dñoval", "B. Sørensen"]),
    ],
)
def test_names(written: str, names: list[str]) -> None:
    assert [name.name for name in one(f"author = {{{written}}}").authors] == names


def test_families_are_told_apart() -> None:
    record = one("author = {de la Cruz, Juana In{\\'e}s and Bo Ek}")
    assert [name.family for name in record.authors] == ["de la Cruz", None]


def test_a_list_that_is_cut() -> None:
    assert one("author = {Bo Ek and others}").authors_truncated
    assert not one("author = {Bo Ek and Otherson, A.}").authors_truncated


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('{\\"U}ber {B}rownian', "Über Brownian"),
        ("na\\\"{\\i}ve r\\'{e}sum\\'e", "naïve résumé"),
        ("\\c{c}a, \\v{S}koda, \\H{o}, \\k{a}, \\r{a}, \\u{g}", "ça, Škoda, ő, ą, å, ğ"),
        ("A \\& B at 50\\% -- \\emph{really}", "A & B at 50% – really"),
        ("``Quoted'' and~tied", "“Quoted” and tied"),
        ("On {$\\mathcal{O}(n^{2})$} and $a_{i}$", "On $\\mathcal{O}(n^{2})$ and $a_{i}$"),
        ("C\\# and \\beta", "C# and \\beta"),
        ('stra{\\ss}e, {\\OE}uvre, \\AA ngstr\\"om', "straße, Œuvre, Ångström"),
        ("two\n   lines", "two lines"),
    ],
)
def test_titles(written: str, read: str) -> None:
    assert readable(written) == read


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ("year = 2001", "2001"),
        ("year = {2001}, month = feb", "2001-02"),
        ("year = {2001}, month = {12}", "2001-12"),
        ("year = {2001}, month = {10~} # jan", "2001-01-10"),
        ("date = {2001-02-03}", "2001-02-03"),
        ("date = {2001-02/2001-04}", "2001-02"),
        ("year = {(2001)}", "2001"),
    ],
)
def test_dates(fields: str, date: str) -> None:
    assert str(one(fields).date) == date


def test_a_date_that_is_none_is_kept() -> None:
    assert dict(one("year = {to appear}, month = {soon}").unread) == {
        "key": "key",
        "month": "soon",
        "year": "to appear",
    }


def test_strings_and_concatenation() -> None:
    text = '@string{a = "One"}@string{b = a # { Two}}\n@article{x, title = {T}, journal = b # " # Three"}'
    (record,) = readings(text)
    assert isinstance(record, Record)
    assert record.venue == "One Two # Three"


def test_cross_references_give_what_is_not_said() -> None:
    child = "@inproceedings{c, title={C}, crossref={P}, year={2002}}\n"
    parent = "@proceedings{p, title={The Book}, year={2001}, publisher={X}, doi={10.1000/1}}"
    for text in (child + parent, parent + child):
        record = next(each for each in readings(text) if isinstance(each, Record) and each.title == "C")
        assert (record.venue, str(record.date), record.publisher, record.identifiers) == ("The Book", "2002", "X", ())


def test_broken_entries_cost_themselves_only() -> None:
    text = "@misc{a, title={A}}\n@misc{b, title={B\n@misc{c, title={C}}\n@misc{d title={D}}\n@misc{e, title={E}}\n"
    found = readings(text)
    assert [each.title for each in found if isinstance(each, Record)] == ["A", "C", "E"]
    rejected = [each for each in found if isinstance(each, Rejected)]
    assert [each.source.line for each in rejected] == [2, 4]
    assert all(each.reason and each.raw for each in rejected)


def test_a_field_that_is_said_twice_is_kept() -> None:
    assert dict(one("note = {x}, note = {y}").unread)["note"] in ("x; y", "y; x")


def test_the_same_key_twice_is_two_records() -> None:
    assert len(readings("@misc{a, title={A}}@misc{a, title={B}}")) == 2


def test_pieces_make_no_difference() -> None:
    entry = "@misc{k%d, title = {Title %d},\n note = {%s}}\n\n"
    text = "".join(entry % (n, n, "x @ y\n@ z" * 60) for n in range(4000))
    assert len(text) > 2 * BLOCK
    found = readings(text)
    assert len(found) == 4000
    lines = text.split("\n")
    for each in found:
        assert isinstance(each, Record)
        assert lines[each.source.line - 1].endswith(f"title = {{{each.title}}},")


def test_an_identifier_that_is_none_is_noted() -> None:
    found = readings("@misc{a, title={A}, doi={n/a}, eprint={2101}, archiveprefix={arXiv}}")
    assert sum(isinstance(each, Notice) for each in found) == 2


def test_line_ends_make_no_difference_to_whose_it_is() -> None:
    raw = b"@article{a,\r\n  title = {T}\r\n}\r\n"
    assert bibtex.is_mine(head_of(io.BytesIO(raw), "x"))


def test_comments_alone_are_a_file_without_records() -> None:
    raw = b"@comment{jabref-meta: databaseType:bibtex;}\r\n"
    assert bibtex.is_mine(head_of(io.BytesIO(raw), "x"))
    assert readings(raw.decode()) == []
