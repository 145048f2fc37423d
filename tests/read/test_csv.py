"""Tables: what parts the columns, what they are, and `--columns`."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import BadParameter, UnknownFormat
from kg.model import Notice, Reading, Record, Rejected
from kg.read import Settings, csv, read
from kg.read._names import listed
from kg.read._text import Head


def readings(text: str, **settings: object) -> list[Reading]:
    return list(csv.readings(io.BytesIO(text.encode()), Settings("t.csv", **settings)))  # type: ignore[arg-type]


def records(text: str, **settings: object) -> list[Record]:
    return [each for each in readings(text, **settings) if isinstance(each, Record)]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_what_parts_the_columns(mark: str) -> None:
    text = mark.join(["Title", "Authors", "Year"]) + "\n" + mark.join(['"A, b; c"', "Bo Ek", "2001"]) + "\n"
    assert csv.is_mine(Head("x", text.encode(), text))
    (record,) = records(text)
    assert (record.title, record.authors[0].name, str(record.date)) == ("A, b; c", "Bo Ek", "2001")


def test_headings_of_databases() -> None:
    scopus = '"Authors","Title","Year","Source title","Volume","Cited by","DOI","Author Keywords"\n'
    row = '"Ek, B.; Lovelace, A.","T","2001","J","3","7","10.1000/1","x; y"\n'
    (record,) = records(scopus + row)
    assert (record.venue, record.volume, record.keywords) == ("J", "3", ("x", "y"))
    assert record.citations is not None
    assert record.citations.count == 7
    assert [name.name for name in record.authors] == ["B. Ek", "A. Lovelace"]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Ada Lovelace", ["Ada Lovelace"]),
        ("Lovelace, Ada", ["Ada Lovelace"]),
        ("Ada Lovelace, Bo Ek", ["Ada Lovelace", "Bo Ek"]),
        ("Lovelace, Ada and Ek, Bo", ["Ada Lovelace", "Bo Ek"]),
        ("Ada Lovelace|Bo Ek", ["Ada Lovelace", "Bo Ek"]),
        ("Ada Lovelace, Bo Ek and Cy Fi", ["Ada Lovelace", "Bo Ek", "Cy Fi"]),
        (" ; ", []),
    ],
)
def test_lists_of_names(cell: str, names: list[str]) -> None:
    assert [name.name for name in listed(cell)] == names


def test_columns_that_are_said() -> None:
    text = "Name,Who,When,Title\nA paper,Bo Ek,2001,Dr\n"
    (record,) = records(text, columns=(("title", "Name"), ("authors", "Who"), ("date", "When")))
    assert (record.title, record.authors[0].name, str(record.date)) == ("A paper", "Bo Ek", "2001")
    assert dict(record.unread) == {"Title": "Dr"}


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ((("title", "None"),), "no column 'None'; expected one of Name, Who"),
        ((("nothing", "Name"),), "no field 'nothing'"),
    ],
)
def test_columns_that_are_not_there(columns: tuple[tuple[str, str], ...], message: str) -> None:
    with pytest.raises(BadParameter, match=message):
        records("Name,Who\nA,B\n", columns=columns)


def test_a_table_without_a_title_is_claimed_only_where_columns_are_said(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("Name,Who\nA paper,Bo Ek\n")
    with pytest.raises(UnknownFormat):
        list(read(tmp_path / "t.csv"))
    found = list(read(tmp_path / "t.csv", columns=(("title", "Name"),)))
    assert [each.title for each in found if isinstance(each, Record)] == ["A paper"]


def test_rows_of_other_lengths_and_quotes_that_never_close() -> None:
    found = readings('title,year\nA\nB,2001,more\n,\n\nC,2002\n"D,2003\nE,2004\n')
    assert [each.title for each in found if isinstance(each, Record)] == ["A", "B", "C"]
    assert any(isinstance(each, Notice) and "3 cells under 2 headings" in each.text for each in found)
    (rejected,) = (each for each in found if isinstance(each, Rejected))
    assert (rejected.source.line, "not closed" in rejected.reason) == (7, True)


def test_a_cell_that_is_too_large_costs_its_row() -> None:
    found = readings("title,abstract\nA,x\nB," + "y" * 200_000 + "\nC,z\n")
    assert [each.title for each in found if isinstance(each, Record)] == ["A", "C"]
    (rejected,) = (each for each in found if isinstance(each, Rejected))
    assert (rejected.source.line, "larger than field limit" in rejected.reason) == (3, True)


def test_the_command_line_says_columns(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("Name,Who\nA paper,Bo Ek\n")
    command = [sys.executable, "-m", "kg", "extract", "t.csv", "--fast", "--columns"]
    done = subprocess.run([*command, "title=Name,authors=Who"], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["authors"] == ["Bo Ek"]
    done = subprocess.run([*command, "title"], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 2
    assert b"kg: --columns: 'title'; expected such as title=Name,authors=Who" in done.stderr


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Knuth, D. E., Lovelace, A.", ["D. E. Knuth", "A. Lovelace"]),
        ("King, Martin Luther, Jr.", ["Martin Luther King Jr."]),
        ("van der Berg, Jan; World Health Organization", ["Jan van der Berg", "World Health Organization"]),
        ("Plato, Homer, Sappho", ["Plato", "Homer", "Sappho"]),
    ],
)
def test_names_with_suffixes_initials_and_institutions(written: str, names: list[str]) -> None:
    assert [name.name for name in listed(written)] == names
