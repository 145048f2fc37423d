"""Say whether a graph is valid, by the SHACL shapes of ontology/shapes.ttl, and what is wrong with it.

  kg validate
  kg validate -g graph.ttl -f json

GRAPH is what `kg query` takes: a build's folder, a store, an RDF file or an endpoint.
A small graph is checked by pySHACL; for a large one, the shapes are compiled to SPARQL
and asked of the store, which gives the same report. --engine says which.

Exit code 0: valid; 1: not valid, or the check failed; 2: wrong usage or an unreadable graph.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

SUMMARY = "check a graph against the shapes"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("-g", "--graph", default="output", help="what to check (default: output/)")
    parser.add_argument(
        "-f", "--format", choices=("table", "json", "ttl"), help="default: by the suffix of -o, else table"
    )
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write there instead of to stdout")
    parser.add_argument("--engine", choices=("auto", "pyshacl", "sparql"), default="auto", help="default: by size")
    parser.add_argument(
        "--timeout", type=float, default=3600.0, metavar="S", help="seconds a query may take (default: 3600)"
    )


def run(args: argparse.Namespace) -> int:
    """Check, and write what was found."""
    from kg.ask import Graph
    from kg.errors import BadParameter
    from kg.output import write_atomically
    from kg.validate import validate, written

    if not 0 < args.timeout < 1e6:
        raise BadParameter("--timeout", f"{args.timeout:g} s", expected="a number of seconds above 0")
    with Graph(args.graph, timeout=args.timeout) as graph:
        outcome = validate(graph, args.engine)
    suffix = args.output.suffix.lower().removeprefix(".") if args.output else ""
    text = written(outcome, args.format or (suffix if suffix in {"json", "ttl"} else "table"))
    if args.output:
        write_atomically(args.output, text)
    else:
        sys.stdout.write(text)
    return 0 if outcome.conforms else 1
