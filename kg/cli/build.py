"""Build a knowledge graph from records: the whole way, into one folder.

  kg build page.txt                        into output/
  kg build page.txt more/*.jsonl -o graph --as-of 2026-05-20
  kg build records/ --vocab mine.ttl --base https://example.org/id/
  kg build new.jsonl --update              adds it, or puts it in the place of the new.jsonl before
  kg build --update                        goes by what kg decide has written since

The folder then holds the records, what their texts mention, entities, decisions, the
graph as N-Quads and Turtle, an Oxigraph store, pictures, a report and a manifest. The
same input gives the same bytes. A build that fails leaves the previous one whole.

With --update, inputs that are not named stay as they are, and one of the name of an
earlier input takes its place: its records are added, replaced and withdrawn. The result
is that of building all of them anew, at the cost of what has changed. kg remove takes
records or inputs out. A file deleted from a folder that is given again stays, and a note
says so; what is no more in an archive that is given again is withdrawn.

With --keep, papers, persons and things have the IRIs that an earlier build gave them,
although their names, spellings or identifiers have changed since.
"""

from __future__ import annotations

import argparse
import sys
from typing import Any

MOST = 10
"""So many inputs are named that stay."""
SUMMARY = "build the graph of some records, with its store, pictures and report"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    from kg.cli._building import add_building
    from kg.cli._inputs import add_sources

    add_sources(parser, "*")
    add_building(parser)
    parser.add_argument("--base", metavar="IRI", help="the IRI under which things are named")
    parser.add_argument(
        "--update", action="store_true", help="bring the build in DIR up to date by these sources; see above"
    )
    parser.add_argument(
        "--without", action="append", default=[], metavar="RECORD", help="leave a record out, by its id; repeatable"
    )
    parser.add_argument("--license", metavar="IRI", help="the licence under which the graph is given away")
    parser.add_argument(
        "--keep",
        metavar="BUILD",
        help="keep the IRIs of an earlier build, by its folder or its registry.jsonl, where names have changed since",
    )
    parser.add_argument("--no-evidence", action="store_true", help="leave out where in the texts things stand")
    parser.add_argument("--no-views", action="store_true", help="draw no pictures")


def run(args: argparse.Namespace) -> int:
    """Build; 3 where records were rejected."""
    from kg.build import build
    from kg.cli._building import building, collect_seldom, told
    from kg.errors import UsageError
    from kg.settings import Settings
    from kg.update import staying, update

    collect_seldom()
    if not args.sources and not args.update:
        raise UsageError("kg build", "no SOURCE", expected="a file, folder or glob", do="or say --update")
    chosen = {**_said(args), **building(args)}
    if args.update:
        _tell_staying(staying(args.sources, args.output))
        return told(update(args.sources, args.output, **chosen).report, args.output)
    return told(build(args.sources, args.output, Settings(**chosen)).report, args.output)


def _tell_staying(names: list[str]) -> None:
    """Say which inputs stay that the folder given does not have, as far as they can be listed."""
    if names:
        listed = ", ".join(names[:MOST]) + (f" and {len(names) - MOST} more" if len(names) > MOST else "")
        print(f"note: not in the folder, and stays: {listed}; kg remove takes an input out", file=sys.stderr)


def _said(args: argparse.Namespace) -> dict[str, Any]:
    """The settings that the command line states; the others are the defaults, or those of an earlier build."""
    from kg.cli._inputs import as_of, columns

    said = {
        "base": args.base,
        "form": args.form,
        "as_of": as_of(args),
        "columns": columns(args),
        "recogniser": args.recogniser if args.recogniser != "encoder" else None,
        "labels": args.labels,
        "fast": args.fast,
        "without": tuple(sorted(set(args.without))),
        "license": args.license,
        "keep": args.keep,
    }
    switched = {"views": args.no_views, "evidence": args.no_evidence}
    return {name: value for name, value in said.items() if value} | {name: False for name, no in switched.items() if no}
