"""The forms in which an answer is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import pyoxigraph
from msgspec import Struct
from pyoxigraph import NamedNode, QueryResultsFormat, RdfFormat

from kg.ask._graph import Graph
from kg.ask._labels import PREFIXES, labels, shortened
from kg.errors import BadParameter, UnknownName
from kg.store import Answer, Table, Term

_HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Characters that steer a terminal or reverse text; they are shown as U+FFFD."""
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DEEP = frozenset({"data", "voc"})
"""Prefixes below which names have slashes, which Turtle would have to escape."""
_BREAKS = re.compile(r"[\t\r\n\x0b\f\x85\u2028\u2029]+")


class Format(Struct, frozen=True):
    """One form: which answers it fits (table, truth, triples), and what writes them as bytes."""

    fits: frozenset[str]
    write: Callable[[Answer, Graph], bytes]


def written(answer: Answer, name: str, graph: Graph) -> bytes:
    """The answer in the format of that name, UTF-8.

    `csv`, `tsv`, `json` and `xml` are the W3C's result formats to the letter, cells
    as they are; `table` and `md` are for people, with labels asked of the graph.
    """
    if name not in FORMATS:
        raise UnknownName("format", name, FORMATS)
    form = _form(answer)
    if form not in FORMATS[name].fits:
        fitting = ", ".join(sorted(other for other in FORMATS if form in FORMATS[other].fits))
        raise BadParameter(f"format {name}", f"does not fit {_SAID[form]}", expected=fitting)
    return FORMATS[name].write(answer, graph)


def readable(table: Table, graph: Graph) -> tuple[list[str], list[list[str]]]:
    """The columns and rows of the table as a person reads it.

    Labels for IRIs, one line a cell, nothing that steers a terminal. A column of
    IRIs whose labels stand in a column of text already is left out.
    """
    known = labels(graph, {term for row in table.rows for term in row if isinstance(term, NamedNode)})
    columns = [[_cell(row[place], known) for row in table.rows] for place in range(len(table.columns))]
    texts = [columns[place] for place in range(len(columns)) if not _of_things(table, place)]
    kept = [place for place in range(len(columns)) if not (_of_things(table, place) and columns[place] in texts)]
    rows = [[columns[place][row] for place in kept] for row in range(len(table.rows))]
    return [table.columns[place] for place in kept], rows


def _of_things(table: Table, place: int) -> bool:
    """Whether the column holds IRIs."""
    return any(isinstance(row[place], NamedNode) for row in table.rows)


def _cell(term: Term | None, known: dict[str, str]) -> str:
    if isinstance(term, NamedNode):
        text = known.get(term.value) or shortened(term.value)
    elif isinstance(term, pyoxigraph.Literal):
        text = term.value
    else:
        text = "" if term is None else str(term)
    return harmless(text)


def harmless(text: str) -> str:
    """The text in one line, without what steers a terminal."""
    return _HARMFUL.sub("\ufffd", _BREAKS.sub(" ", text))


def _form(answer: Answer) -> str:
    if isinstance(answer, bool):
        return "truth"
    return "table" if isinstance(answer, Table) else "triples"


_SAID = {"table": "the rows of a SELECT", "truth": "the yes or no of an ASK", "triples": "the triples of a graph"}


def _results(format_: QueryResultsFormat) -> Callable[[Answer, Graph], bytes]:
    def write(answer: Answer, graph: Graph) -> bytes:
        del graph
        json = answer.json if isinstance(answer, Table) else b'{"head":{},"boolean":%s}' % str(answer).lower().encode()
        return pyoxigraph.parse_query_results(json, QueryResultsFormat.JSON).serialize(format=format_) or b""

    return write


def _xml(answer: Answer, graph: Graph) -> bytes:
    """Results in XML; `BadParameter` when they hold a character that no XML can."""
    found = _results(QueryResultsFormat.XML)(answer, graph)
    bad = _NOT_XML.search(found.decode())
    if bad:
        raise BadParameter(
            "format xml", f"the answer holds U+{ord(bad[0]):04X}, which XML cannot", expected="json or tsv"
        )
    return found.replace(b"\r", b"&#13;")


def _rdf(format_: RdfFormat) -> Callable[[Answer, Graph], bytes]:
    def write(answer: Answer, graph: Graph) -> bytes:
        del graph
        triples = sorted(set(answer), key=str) if isinstance(answer, tuple) else []
        prefixes = _used(triples) if format_ is not RdfFormat.N_TRIPLES else None
        return pyoxigraph.serialize(triples, format=format_, prefixes=prefixes) or b""

    return write


def _used(triples: Iterable[pyoxigraph.Triple]) -> dict[str, str]:
    """The prefixes that occur in the triples."""
    text = "\n".join(map(str, triples))
    fitting = {prefix: namespace for prefix, namespace in PREFIXES.items() if prefix not in _DEEP}
    return {prefix: namespace for prefix, namespace in fitting.items() if f"<{namespace}" in text}


def _aligned(answer: Answer, graph: Graph) -> bytes:
    """Columns padded to their widest cell, never wrapped."""
    from rich.cells import cell_len

    if not isinstance(answer, Table):
        return f"{answer}\n".lower().encode()
    columns, found = readable(answer, graph)
    rows = [columns, *found]
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    rows.insert(1, ["─" * width for width in widths])
    lines = (
        "  ".join(cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )
    return "".join(f"{line.rstrip()}\n" for line in lines).encode()


def _markdown(answer: Answer, graph: Graph) -> bytes:
    """A table of GitHub's Markdown; what would be markup is escaped."""
    if not isinstance(answer, Table):
        return f"{answer}\n".lower().encode()
    columns, found = readable(answer, graph)
    rows = [columns, *found]
    lines = ["| " + " | ".join(re.sub(r"([\\`*_{}\[\]<>#|&~])", r"\\\1", cell) for cell in row) + " |" for row in rows]
    lines.insert(1, "|" + " --- |" * len(columns))
    return ("\n".join(lines) + "\n").encode()


_ROWS = frozenset({"table"})
_FACTS = frozenset({"table", "truth"})
_TRIPLES = frozenset({"triples"})
FORMATS = {
    "table": Format(_FACTS, _aligned),
    "csv": Format(_ROWS, _results(QueryResultsFormat.CSV)),
    "tsv": Format(_ROWS, _results(QueryResultsFormat.TSV)),
    "json": Format(_FACTS, _results(QueryResultsFormat.JSON)),
    "xml": Format(_FACTS, _xml),
    "md": Format(_FACTS, _markdown),
    "ttl": Format(_TRIPLES, _rdf(RdfFormat.TURTLE)),
    "nt": Format(_TRIPLES, _rdf(RdfFormat.N_TRIPLES)),
    "jsonld": Format(_TRIPLES, _rdf(RdfFormat.JSON_LD)),
}
"""All formats, by name."""
