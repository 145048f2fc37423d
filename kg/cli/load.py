"""Put the graph into a running store, and check there that it arrived.

sparql: any store that speaks the SPARQL 1.1 Graph Store HTTP Protocol. Each named
graph is put in place of the one of that name, so that loading again changes
nothing, and graphs that a build no longer has stay until you drop them. Triples
without a graph, as in a Turtle file, replace the store's default graph. Then every
graph is counted through the query endpoint; a difference is an error.

URL is the Graph Store address: http://127.0.0.1:7878/store for Oxigraph. An address
without a path is tried at /store. The query endpoint, unless given, is looked for
beside it: .../query, .../sparql, then the address itself.

For a store that wants a user, give --user; the password comes from the environment
variable KG_LOAD_PASSWORD and nowhere else.

example:
  oxigraph serve --location db --bind 127.0.0.1:7878 &
  kg load sparql --to http://127.0.0.1:7878
  kg load sparql --recipe
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

SUMMARY = "put the graph into a running store"


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("target", metavar="TARGET", help="sparql")
    parser.add_argument("--to", metavar="URL", help="the store's Graph Store address")
    parser.add_argument("-g", "--graph", default="output", metavar="GRAPH", help="default: output")
    parser.add_argument("--query-endpoint", metavar="URL", help="default: found beside URL")
    parser.add_argument("--user", metavar="NAME", help="password from KG_LOAD_PASSWORD")
    parser.add_argument("--recipe", action="store_true", help="print commands that load in bulk instead")


def run(args: argparse.Namespace) -> int:
    """Load and verify, or print the recipe; 0 when the store holds the graph."""
    from kg.errors import BadParameter
    from kg.load import Access, load, target_of

    target = target_of(args.target)
    if args.recipe:
        print(target.recipe(Path(args.graph)), end="")
        return 0
    if not args.to:
        raise BadParameter("--to", "missing", expected="the address of the store, e.g. http://127.0.0.1:7878/store")
    if args.user is not None and "KG_LOAD_PASSWORD" not in os.environ:
        raise BadParameter("KG_LOAD_PASSWORD", "not set", expected=f"the password of {args.user}", do="export it first")
    access = Access(args.to, args.query_endpoint, args.user, os.environ.get("KG_LOAD_PASSWORD", ""))
    loaded = load(args.target, args.graph, access)
    print(f"{loaded.url}: {loaded.triples:,} triples in {loaded.graphs:,} graphs, counted there", file=sys.stderr)
    return 0
