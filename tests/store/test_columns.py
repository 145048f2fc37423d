"""Answers as objects, data frames and networks."""

from __future__ import annotations

import datetime
import json
import sys
from decimal import Decimal

import networkx as nx
import pytest

from kg.errors import UnknownName, UsageError
from kg.store import Table

XSD = "http://www.w3.org/2001/XMLSchema#"


ROWS: tuple[dict[str, tuple[str, str]], ...] = (
    {
        "n": ("1", "integer"), "v": ("1.5", "decimal"), "w": ("2", "integer"), "d": ("2024-02-01", "date"),
        "b": ("true", "boolean"), "class": ("text 1", "string"), "m": ("1", "integer"),
    },
    {
        "n": ("2", "integer"), "v": ("2.5", "decimal"), "w": ("2", "double"), "d": ("2024-02-02", "date"),
        "b": ("true", "boolean"), "class": ("text 2", "string"), "m": ("2", "gYear"),
    },
    {"class": ("text 3", "string")},
)  # fmt: skip
NAMES = tuple(ROWS[0])


@pytest.fixture
def table() -> Table:
    bindings = [
        {name: {"type": "literal", "value": text, "datatype": XSD + kind} for name, (text, kind) in row.items()}
        for row in ROWS
    ]
    return Table(json.dumps({"head": {"vars": NAMES}, "results": {"bindings": bindings}}).encode())


def links(*rows: tuple[str, str, int]) -> Table:
    bindings = [
        {
            "a": {"type": "uri", "value": a},
            "b": {"type": "uri", "value": b},
            "n": {"type": "literal", "value": str(n), "datatype": f"{XSD}integer"},
        }
        for a, b, n in rows
    ]
    return Table(json.dumps({"head": {"vars": ["a", "b", "n"]}, "results": {"bindings": [*bindings, {}]}}).encode())


def test_rows_are_objects_one_by_one(table: Table) -> None:
    first, _, last = table.objects()
    assert (first.n, first.v, first.b) == (1, Decimal("1.5"), True)
    assert first.d == datetime.date(2024, 2, 1)
    assert first[5] == first._5 == "text 1", "a word of Python names no attribute"
    assert last.n is None
    assert iter(table.objects()) is not table.objects()


def test_a_pandas_frame_has_a_type_a_column(table: Table) -> None:
    pd = pytest.importorskip("pandas", reason="pandas is not installed")
    frame = table.to_pandas()
    assert tuple(frame.columns) == NAMES
    assert [str(each).partition("[")[0] for each in frame.dtypes] == [
        "Int64", "Float64", "Float64", "datetime64", "boolean", "string", "string",
    ]  # fmt: skip
    assert frame["n"].sum() == 3
    assert frame["v"].tolist()[:2] == [1.5, 2.5]
    assert frame["d"].dt.day.tolist()[:2] == [1, 2]
    assert frame["m"].tolist()[:2] == ["1", "2"], "an integer and a year are two kinds"
    assert frame.isna().sum().tolist() == [1, 1, 1, 1, 1, 0, 1]
    assert pd.api.types.is_integer_dtype(frame["n"])


def test_a_polars_frame_has_a_type_a_column(table: Table) -> None:
    pl = pytest.importorskip("polars", reason="polars is not installed")
    frame = table.to_polars()
    assert frame.columns == list(NAMES)
    assert frame.dtypes == [pl.Int64, pl.Float64, pl.Float64, pl.Date, pl.Boolean, pl.String, pl.String]
    assert frame["n"].sum() == 3
    assert frame["d"].to_list() == [datetime.date(2024, 2, 1), datetime.date(2024, 2, 2), None]


@pytest.mark.parametrize("name", ["pandas", "polars"])
def test_frames_of_no_rows_and_of_large_numbers(name: str) -> None:
    pytest.importorskip(name, reason=f"{name} is not installed")
    none = Table(b'{"head":{"vars":["a"]},"results":{"bindings":[]}}')
    assert getattr(none, f"to_{name}")().shape == (0, 1)
    large = links(("urn:a", "urn:b", 1 << 70))
    assert list(getattr(large, f"to_{name}")()["n"])[0] == str(1 << 70)  # noqa: RUF015 two libraries, one way


@pytest.mark.parametrize("name", ["pandas", "polars"])
def test_without_the_library_the_error_says_what_to_install(
    table: Table, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(UsageError, match=rf"pip install 'paperkg\[{name}\]'"):
        getattr(table, f"to_{name}")()


def test_a_network_has_a_link_a_row() -> None:
    graph = links(("urn:a", "urn:b", 1), ("urn:b", "urn:c", 2)).to_networkx()
    assert type(graph) is nx.Graph
    assert graph.edges["urn:b", "urn:a"] == {"n": 1}
    assert len(graph) == 3
    turned = links(("urn:a", "urn:b", 1), ("urn:b", "urn:a", 2)).to_networkx("b", "a", directed=True)
    assert type(turned) is nx.DiGraph
    assert turned.edges["urn:b", "urn:a"] == {"n": 1}


def test_several_rows_of_one_pair_are_all_there() -> None:
    twice = links(("urn:a", "urn:b", 1), ("urn:b", "urn:a", 2))
    graph = twice.to_networkx()
    assert type(graph) is nx.MultiGraph
    assert sorted(told["n"] for _, _, told in graph.edges(data=True)) == [1, 2]
    assert type(links(("urn:a", "urn:b", 1), ("urn:a", "urn:b", 2)).to_networkx(directed=True)) is nx.MultiDiGraph


def test_what_is_no_network_is_refused(table: Table) -> None:
    with pytest.raises(UnknownName, match="'z'"):
        table.to_networkx("n", "z")
    with pytest.raises(UsageError, match="two or more"):
        Table(b'{"head":{"vars":["a"]},"results":{"bindings":[]}}').to_networkx()
