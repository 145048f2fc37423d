"""What a query gives: a table, a yes or no, or triples, and the bytes they travel in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import pyoxigraph
from msgspec import Struct
from pyoxigraph import QueryResultsFormat, RdfFormat

if TYPE_CHECKING:
    import networkx
    import pandas
    import polars

Term: TypeAlias = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple
Plain: TypeAlias = str | int | float | Decimal | bool | None
Form: TypeAlias = Literal["table", "truth", "triples"]

_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGER = re.compile(
    rf"{_XSD}(?:(?:non)?(?:[Pp]ositive|[Nn]egative)I|i)nteger|{_XSD}(?:unsigned(?:Long|Int|Short|Byte)|long|int|short|byte)"
)


class Table:
    """The answer of a SELECT: named columns and rows of terms, `None` where a variable is unbound.

    Reads SPARQL results in JSON; the rows are parsed when they are first asked for.
    """

    def __init__(self, json: bytes) -> None:
        """Take the results as JSON; `SyntaxError` when they are not."""
        self.json = json
        self.columns: tuple[str, ...] = tuple(variable.value for variable in self._solutions().variables)

    @cached_property
    def rows(self) -> list[tuple[Term | None, ...]]:
        """The rows, in the order the query gives them."""
        try:
            return [tuple(solution) for solution in self._solutions()]
        except SyntaxError as error:
            raise error.with_traceback(None) from None  # see `replied`

    def plain(self) -> Iterator[dict[str, Plain]]:
        """Each row as a dict of plain Python values by column."""
        for row in self.rows:
            yield {column: plain(term) for column, term in zip(self.columns, row, strict=True)}

    def objects(self) -> Iterator[Any]:
        """Each row as a named tuple of plain values, dates as `datetime.date`: `row.title`, `row.papers`."""
        from kg.store._columns import objects

        return objects(self)

    def to_pandas(self) -> pandas.DataFrame:
        """The table as a pandas data frame, with a nullable type a column; `UsageError` without pandas."""
        from kg.store._columns import pandas_frame

        return pandas_frame(self)

    def to_polars(self) -> polars.DataFrame:
        """The table as a polars data frame; `UsageError` without polars."""
        from kg.store._columns import polars_frame

        return polars_frame(self)

    def to_networkx(
        self, source: str | None = None, target: str | None = None, *, directed: bool = False
    ) -> networkx.Graph[str]:
        """A link a row between the things of two columns (the first two), with the other columns as its attributes.

        A multigraph when several rows link the same two. A row that lacks one of the two is left out.
        """
        from kg.store._columns import network

        return network(self, source, target, directed=directed)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[tuple[Term | None, ...]]:
        return iter(self.rows)

    def _solutions(self) -> pyoxigraph.QuerySolutions:
        found = pyoxigraph.parse_query_results(self.json, QueryResultsFormat.JSON)
        if not isinstance(found, pyoxigraph.QuerySolutions):
            raise SyntaxError("a boolean where rows were expected")
        return found


Answer: TypeAlias = Table | bool | tuple[pyoxigraph.Triple, ...]
"""A SELECT's table, an ASK's truth, or the triples of a CONSTRUCT or DESCRIBE."""


class Reply(Struct, frozen=True):
    """An answer as bytes: results in JSON for a table or a truth, N-Triples for triples."""

    form: Form
    body: bytes

    def answer(self) -> Answer:
        """The answer these bytes hold; `SyntaxError` when they are cut off or damaged."""
        if self.form == "table":
            return Table(self.body)
        if self.form == "triples":
            return tuple(quad.triple for quad in pyoxigraph.parse(self.body, RdfFormat.N_TRIPLES))
        return bool(pyoxigraph.parse_query_results(self.body, QueryResultsFormat.JSON))


def replied(results: pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples) -> Reply:
    """The results of a query, worked out to the end and written as bytes.

    pyoxigraph's results must be freed by the thread that made them: none may stay in
    the frames of an error, which another thread's garbage collection may free.
    """
    try:
        if isinstance(results, pyoxigraph.QueryTriples):
            return Reply("triples", results.serialize(format=RdfFormat.N_TRIPLES) or b"")
        form: Form = "truth" if isinstance(results, pyoxigraph.QueryBoolean) else "table"
        return Reply(form, results.serialize(format=QueryResultsFormat.JSON) or b"")
    finally:
        del results


def plain(term: Term | None) -> Plain:
    """A term as a plain Python value; a number that is not written as one stays text.

    >>> plain(pyoxigraph.Literal(27)), plain(pyoxigraph.NamedNode("https://example.org/a"))
    (27, 'https://example.org/a')
    """
    if isinstance(term, pyoxigraph.Literal):
        return _value(term.value, term.datatype.value)
    if isinstance(term, pyoxigraph.NamedNode):
        return term.value
    return None if term is None else str(term)


def _value(text: str, datatype: str) -> Plain:
    if datatype == _XSD + "boolean" and text in {"true", "false", "1", "0"}:
        return text in {"true", "1"}
    try:
        if _INTEGER.fullmatch(datatype):
            return int(text)
        if datatype == _XSD + "decimal":
            return Decimal(text)
        if datatype in {_XSD + "double", _XSD + "float"}:
            return float(text)
    except (ValueError, InvalidOperation):
        pass
    return text
