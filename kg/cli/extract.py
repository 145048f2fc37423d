"""Show what would go into the graph: the entities, results and links of each record.

  kg extract page.txt --format table
  kg extract page.txt > mentions.jsonl         a JSON object a record, with offsets
  kg extract page.txt --format html > marked.html
  kg extract page.txt --explain | less         who proposed what, who won and why

In the JSON, `record[field][start:end] == text` for every mention.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.model import Record

SUMMARY = "show what the texts say, without building a graph"
FORMATS = ("jsonl", "table", "html")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    from kg.cli._inputs import add_sources

    add_sources(parser)
    parser.add_argument("--format", choices=FORMATS, help="jsonl (default), table, or html (marked text)")
    parser.add_argument(
        "--explain", action="store_true", help="show every candidate and what became of it (default: as a table)"
    )


def run(args: argparse.Namespace) -> int:
    """Read and extract, record by record; 3 where records were rejected."""
    from kg.cli._inputs import as_of, columns, tell
    from kg.gather import Gathered
    from kg.progress import steps
    from kg.read import inputs
    from kg.report import Tally

    tally = Tally()
    gathered = Gathered(tally).records(inputs(args.sources), args.form, as_of(args), columns(args))
    records = steps(gathered, "extracting")
    for text in (_explained if args.explain else _extracted)(records, args):
        sys.stdout.write(text)
    tell(tally.notices, "note")
    tell(tally.rejected, "rejected")
    return 3 if tally.rejected else 0


def _extracted(records: Iterable[Record], args: argparse.Namespace) -> Iterator[str]:
    """What the texts say, in the chosen form."""
    from kg import marked
    from kg.cli._inputs import texts_settings
    from kg.extract import read_texts
    from kg.vocabulary import load

    settings = texts_settings(args)
    pairs = ((record, extraction) for record in records for extraction in read_texts([record], settings))
    written: Iterator[str] = getattr(marked, args.format or "jsonl")(pairs, load(*settings.vocabularies))
    return written


def _explained(records: Iterable[Record], args: argparse.Namespace) -> Iterator[str]:
    """How it came about, in the chosen form."""
    from kg import explained
    from kg.cli._inputs import texts_settings
    from kg.errors import BadParameter
    from kg.extract import explain

    if args.format == "html":
        raise BadParameter("--format", "html does not go with --explain", expected="table or jsonl")
    if args.fast:
        raise BadParameter("--fast", "does not go with --explain", expected="one of them")
    settings = texts_settings(args)
    found = (explain(record, settings) for record in records)
    return explained.jsonl(found) if args.format == "jsonl" else explained.table(found)
