"""Build a knowledge graph from records: the whole way, into one folder.

  kg build page.txt                        into output/
  kg build page.txt more/*.jsonl -o graph --as-of 2026-05-20
  kg build records/ --vocab mine.ttl --base https://example.org/id/

The folder then holds the records, what their texts mention, entities, decisions, the
graph as N-Quads and Turtle, an Oxigraph store, pictures, a report and a manifest. The
same input gives the same bytes. A build that fails leaves the previous one whole.
"""

from __future__ import annotations

import argparse
from typing import Any

SUMMARY = "build the graph of some records, with its store, pictures and report"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    from kg.cli._inputs import add_sources

    add_sources(parser)
    parser.add_argument(
        "-o", "--output", default="output", metavar="DIR", help="the folder to build in (default: output/)"
    )
    parser.add_argument("--base", metavar="IRI", help="the IRI under which things are named")
    parser.add_argument(
        "--decisions",
        action="append",
        default=[],
        metavar="FILE",
        help="verdicts of persons on who and what is one, as kg decide writes them; repeatable, the later win",
    )
    parser.add_argument("--jobs", type=int, metavar="N", help="processes (default: one a core); changes no byte")


def run(args: argparse.Namespace) -> int:
    """Build; 3 where records were rejected."""
    from kg.build import build
    from kg.cli._inputs import as_of, columns, tell
    from kg.errors import BadParameter
    from kg.report import summary
    from kg.settings import Settings

    if args.jobs is not None and args.jobs < 1:
        raise BadParameter("--jobs", f"{args.jobs} processes", expected="1 or more")
    chosen: dict[str, Any] = {
        key: value for key, value in (("base", args.base), ("jobs", args.jobs)) if value is not None
    }
    reading = {"form": args.form, "as_of": as_of(args), "columns": columns(args)}
    files = {"vocabularies": tuple(args.vocab), "decisions": tuple(args.decisions)}
    chosen |= {**files, **reading, "fast": args.fast, "recogniser": args.recogniser, "labels": args.labels}
    made = build(args.sources, args.output, Settings(**chosen)).report
    assert made is not None  # noqa: S101 a build has a report
    tell(made.notices, "note")
    tell(made.rejected, "rejected")
    for line in summary(made):
        print(line)
    print(f"open {args.output}/index.html, ask with: kg query papers-by-year -g {args.output}")
    return 3 if made.rejected else 0
