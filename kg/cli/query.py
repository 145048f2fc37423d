"""Ask a graph: a named query, a file or SPARQL text.

  kg query papers-by-year
  kg query coauthors-of -p person='Ada Lovelace' -f csv
  kg query 'SELECT ?title WHERE { ?paper <http://purl.org/dc/terms/title> ?title }' -g graph.ttl

`kg queries` lists the named queries and their parameters. A parameter that takes a
person, method, paper ... takes its IRI or any of its labels, in any case.

GRAPH is a build's folder, an Oxigraph store, an RDF file (.ttl .trig .nt .nq
.jsonld .rdf, also .gz) or the URL of a SPARQL endpoint. The default graph of a
query is the union of all graphs. A query that runs out of time or memory gives
nothing and exit code 1; SERVICE and updates are refused.

--explain shows the query with its parameters bound and the steps of its algebra, with
how many triples of the graph fit each pattern, and does not ask it. On a terminal, a
table that is longer than the screen goes through $PAGER (less if that is not set; cat
for none), and how long the answer took is said on stderr.

An endpoint that is busy (HTTP 429, 502, 503, 504) is asked again, after the pause that
it names or a longer one each time, as long as --timeout allows.

Formats: table, md (for people: labels instead of IRIs); csv, tsv, json, xml (SPARQL
results as the W3C defines them: a spreadsheet may take a cell that begins with =
for a formula, and nothing is done about it); ttl, nt, jsonld (CONSTRUCT, DESCRIBE).
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.ask import Answer, Graph

SUMMARY = "ask a graph: a named query, a file or SPARQL text"

_BY_SUFFIX = {".csv": "csv", ".tsv": "tsv", ".json": "json", ".srj": "json", ".xml": "xml", ".srx": "xml", ".md": "md"}
_BY_SUFFIX |= {".ttl": "ttl", ".nt": "nt", ".jsonld": "jsonld"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("query", metavar="NAME|FILE.rq|SPARQL", help="what to ask")
    parser.add_argument("-g", "--graph", default="output", help="whom to ask (default: output/)")
    parser.add_argument(
        "-p", "--param", action="append", default=[], metavar="NAME=VALUE", help="a parameter's value; may be repeated"
    )
    parser.add_argument("-f", "--format", help="default: by the suffix of -o, else table, or ttl for a graph")
    parser.add_argument(
        "--timeout", type=float, default=60.0, metavar="S", help="seconds a query may take (default: 60)"
    )
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write there instead of to stdout")
    parser.add_argument("--explain", action="store_true", help="show what would be asked, and its steps")


def run(args: argparse.Namespace) -> int:
    """Answer the query."""
    from kg.ask import Graph, ask, explained
    from kg.errors import BadParameter

    if not 0 < args.timeout < 1e6:
        raise BadParameter("--timeout", f"{args.timeout:g} s", expected="a number of seconds above 0")
    with Graph(args.graph, timeout=args.timeout) as graph:
        if args.explain:
            print("\n".join(explained(args.query, graph, _params(args.param))))
            return 0
        start = time.monotonic()
        answer = ask(args.query, graph, _params(args.param))
        took = time.monotonic() - start
        _give(answer, graph, args)
    if sys.stdout.isatty() and sys.stderr.isatty():
        print(f"answered in {took:.2f} s", file=sys.stderr)
    return 0


def _params(pairs: list[str]) -> dict[str, str]:
    """The value of each parameter."""
    from kg.errors import BadParameter

    found: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise BadParameter(f"-p {pair}", "no value", expected="NAME=VALUE")
        if name in found:
            raise BadParameter(f"-p {pair}", f"a second value for {name}", expected="one")
        found[name] = value
    return found


def _give(answer: Answer, graph: Graph, args: argparse.Namespace) -> None:
    """Write the answer where it is wanted, whole or not at all."""
    from kg.ask import written
    from kg.ask._terminal import shown
    from kg.store import Table

    suffix = args.output.suffix.lower() if args.output else ""
    chosen = args.format or _BY_SUFFIX.get(suffix) or ("ttl" if isinstance(answer, tuple) else "table")
    if chosen == "table" and isinstance(answer, Table) and not args.output and sys.stdout.isatty():
        shown(answer, graph)
        return
    content = written(answer, chosen, graph)
    if args.output:
        _save(args.output, content)
    else:
        _print(content)


def _print(content: bytes) -> None:
    """Write all of the content to stdout, which writes in parts when Python's output is unbuffered."""
    sys.stdout.flush()
    rest = memoryview(content)
    while rest:
        rest = rest[sys.stdout.buffer.write(rest) :]


def _save(path: Path, content: bytes) -> None:
    """Put the content into the file; what was there stays until it is whole."""
    from kg.errors import OutputError
    from kg.output import atomic

    try:
        with atomic(path) as out:
            out.write(content)
    except OSError as error:
        raise OutputError(path, error.strerror or str(error)) from error
