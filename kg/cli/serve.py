"""Serve the graph over HTTP: pages for people, SPARQL and RDF for machines.

  kg serve                                        output/, at http://127.0.0.1:8000/
  kg serve -g graph.ttl --port 8080
  kg serve --host 0.0.0.0 --allow-host kg.example.org
  KG_TOKEN=secret kg serve --writable             updates, for who says the token

There is a page for everything that has an IRI, a search, a query page, the pictures,
and for programs /sparql (SPARQL 1.1 Protocol), /store (Graph Store Protocol),
/api/queries/NAME and /api/openapi.json.

Every query runs in a process of its own, with a deadline and a limit of memory; it
reaches no other server and no file. Who asks for more than --timeout, --memory or
--rows gets an error, never a part of an answer. When `kg build` has put a new graph
in place, it is served within a second or two.

Nothing can be changed, unless --writable says so: then by SPARQL updates at /sparql
and by PUT, POST and DELETE at /store, with the token of the variable KG_TOKEN in the
request (`Authorization: Bearer ...`). A change is in the store alone: the next
`kg build` replaces it. Verdicts on who and what is one, given at /review, are written
into the build's folder, and the next `kg build` goes by them.
"""

from __future__ import annotations

import argparse
import os

SUMMARY = "serve the graph: pages, search, SPARQL, pictures"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("-g", "--graph", default="output", help="a build, a store or an RDF file (default: output/)")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen at (default: 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="the port (default: 8000); 0 takes a free one")
    parser.add_argument(
        "--allow-host", action="append", default=[], metavar="NAME", help="a name that the server is called by as well"
    )
    parser.add_argument("--timeout", type=float, default=30.0, metavar="S", help="seconds for a query (default: 30)")
    parser.add_argument("--memory", type=int, default=1024, metavar="MIB", help="of a query, in MiB (default: 1024)")
    parser.add_argument("--rows", type=int, default=200_000, metavar="N", help="of an answer (default: 200,000)")
    parser.add_argument("--size", type=int, default=64, metavar="MIB", help="of an answer, in MiB (default: 64)")
    parser.add_argument("--writable", action="store_true", help="allow changes to who says the token of KG_TOKEN")
    parser.add_argument("--no-log", action="store_true", help="write no line for each request")


def run(args: argparse.Namespace) -> int:
    """Serve until told to stop."""
    from kg.errors import BadParameter
    from kg.serve import Limits, Settings
    from kg.serve import run as serve

    for name in ("timeout", "memory", "rows", "size"):
        if not getattr(args, name) > 0:
            raise BadParameter(f"--{name}", f"is {getattr(args, name)}", expected="more than 0")
    token = os.environ.get("KG_TOKEN") if args.writable else None
    if args.writable and not token:
        raise BadParameter("--writable", "there is no token", do="say it in the environment variable KG_TOKEN")
    return serve(
        Settings(
            graph=args.graph,
            host=args.host,
            port=args.port,
            hosts=tuple(args.allow_host),
            token=token,
            limits=Limits(seconds=args.timeout, memory=args.memory << 20, size=args.size << 20, rows=args.rows),
            log=not args.no_log,
        )
    )
