"""A table for other libraries: rows as objects, columns of one type each, pairs as a network."""

from __future__ import annotations

import datetime
from collections import namedtuple
from collections.abc import Iterable, Iterator
from decimal import Decimal
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import pyoxigraph
from msgspec import Struct

from kg.errors import UnknownName, UsageError
from kg.store._answer import Plain, Table, Term, plain

if TYPE_CHECKING:
    import networkx
    import pandas
    import polars

Value: TypeAlias = Plain | datetime.date
Kind: TypeAlias = Literal["truth", "integer", "number", "date", "text"]

_DATE = "http://www.w3.org/2001/XMLSchema#date"
_LARGEST = 1 << 63
_PANDAS = {"truth": "boolean", "integer": "Int64", "number": "Float64", "date": "datetime64[s]", "text": "string"}
_POLARS = {"truth": "Boolean", "integer": "Int64", "number": "Float64", "date": "Date", "text": "String"}


class Column(Struct, frozen=True):
    """A column's name, the one kind of value it has, and a value or `None` for each row."""

    name: str
    kind: Kind
    values: list[Value]


def objects(table: Table) -> Iterator[Any]:
    """The rows as named tuples of plain values, one by one; a column that Python cannot name is `_` and its place."""
    row = namedtuple("Row", table.columns, rename=True)  # type: ignore[misc] # known only now
    return (row(*map(value, terms)) for terms in table)


def value(term: Term | None) -> Value:
    """The term as a plain value; an `xsd:date` without a time zone is a date."""
    found = plain(term)
    if isinstance(found, str) and isinstance(term, pyoxigraph.Literal) and term.datatype.value == _DATE:
        try:
            return datetime.date.fromisoformat(found)
        except ValueError:
            return found
    return found


def columns(table: Table) -> list[Column]:
    """The columns; one whose values are of several kinds that are not all numbers has their texts."""
    return [_column(name, [value(row[place]) for row in table]) for place, name in enumerate(table.columns)]


def _column(name: str, values: list[Value]) -> Column:
    kind = _kind({type(each) for each in values if each is not None})
    if kind == "integer" and any(isinstance(each, int) and abs(each) >= _LARGEST for each in values):
        kind = "text"
    if kind == "number":
        return Column(name, kind, [float(each) if isinstance(each, int | float | Decimal) else None for each in values])
    if kind == "text":
        return Column(name, kind, [None if each is None else str(each) for each in values])
    return Column(name, kind, values)


def _kind(types: set[type]) -> Kind:
    only: dict[type, Kind] = {bool: "truth", int: "integer", datetime.date: "date"}
    if len(types) == 1 and (found := next(iter(types))) in only:
        return only[found]
    return "number" if types and types <= {int, float, Decimal} else "text"


def pandas_frame(table: Table) -> pandas.DataFrame:
    """The table as a data frame of pandas, with a nullable type a column."""
    pd = _library("pandas")
    made = {
        number: pd.Series(column.values, dtype=_PANDAS[column.kind]) for number, column in enumerate(columns(table))
    }
    frame: pandas.DataFrame = pd.DataFrame(made)
    return frame.set_axis(list(table.columns), axis="columns")


def polars_frame(table: Table) -> polars.DataFrame:
    """The table as a data frame of polars."""
    pl = _library("polars")
    series = [pl.Series(each.name, each.values, dtype=getattr(pl, _POLARS[each.kind])) for each in columns(table)]
    frame: polars.DataFrame = pl.DataFrame(series)
    return frame


def _library(name: str) -> ModuleType:
    try:
        return import_module(name)
    except ImportError as error:
        raise UsageError(name, "not installed", do=f"pip install 'paperkg[{name}]'") from error


def network(table: Table, source: str | None, target: str | None, *, directed: bool) -> networkx.Graph[str]:
    """A link a row between the things of two columns, with the other columns as its attributes."""
    import networkx as nx

    if len(table.columns) < 2:
        raise UsageError("network", f"{len(table.columns)} column", expected="two or more")
    first, second = source or table.columns[0], target or table.columns[1]
    for name in (first, second):
        if name not in table.columns:
            raise UnknownName("column", name, table.columns)
    links = list(_links(table, first, second))
    pairs = {(a, b) if directed else frozenset((a, b)) for a, b, _ in links}
    kinds: dict[tuple[bool, bool], type[networkx.Graph[str]]] = {
        (False, False): nx.Graph,
        (True, False): nx.DiGraph,
        (False, True): nx.MultiGraph,
        (True, True): nx.MultiDiGraph,
    }
    graph = kinds[directed, len(pairs) < len(links)]()
    for a, b, told in links:
        graph.add_edge(a, b, **told)
    return graph


def _links(table: Table, first: str, second: str) -> Iterable[tuple[str, str, dict[str, Value]]]:
    """The two ends of each row that has both, and what else it says."""
    for row in table:
        told = {name: value(term) for name, term in zip(table.columns, row, strict=True) if term is not None}
        if first in told and second in told:
            yield str(told.pop(first)), str(told.pop(second)), told
