"""Show what would go into the graph: the entities, results and links of each record.

  kg extract page.txt --format table
  kg extract page.txt > mentions.jsonl         a JSON object a record, with offsets
  kg extract page.txt --format html > marked.html

In the JSON, `record[field][start:end] == text` for every mention.
"""

from __future__ import annotations

import argparse
import sys

SUMMARY = "show what the texts say, without building a graph"
FORMATS = ("jsonl", "table", "html")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    from kg.cli._inputs import add_sources

    add_sources(parser)
    parser.add_argument(
        "--format", choices=FORMATS, default="jsonl", help="jsonl (default), table, or html (marked text)"
    )


def run(args: argparse.Namespace) -> int:
    """Read and extract, record by record; 3 where records were rejected."""
    from kg import marked
    from kg.cli._inputs import as_of, tell
    from kg.extract import Settings, read_texts
    from kg.gather import Gathered
    from kg.progress import steps
    from kg.read import inputs
    from kg.report import Tally
    from kg.vocabulary import load

    tally, settings = Tally(), Settings(tuple(args.vocab))
    known = load(*settings.vocabularies)
    records = steps(Gathered(tally).records(inputs(args.sources), args.form, as_of(args)), "extracting")
    pairs = ((record, extraction) for record in records for extraction in read_texts([record], settings))
    for text in getattr(marked, args.format)(pairs, known):
        sys.stdout.write(text)
    tell(tally.notices, "note")
    tell(tally.rejected, "rejected")
    return 3 if tally.rejected else 0
