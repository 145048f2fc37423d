"""Find things by what they are called, and papers by what they say.

  kg find key value cache
  kg find transformer --type method --type model -n 5
  kg find '"large language models" inference' -f json

All words must be there, in any form ("quantized" finds "quantization"); words in
quotation marks must follow each other. What is called exactly so comes first, then
names with all of the words, then texts. When nothing has them all: words that begin
so, names that are spelled alike, and what has some of the words.

GRAPH is a build's folder, which has an index, or an RDF file, for which one is made
in memory. Formats: table, json, jsonl, csv, tsv.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.find import Hit

SUMMARY = "find things by name, and papers by what they say"
FORMATS = ("table", "json", "jsonl", "csv", "tsv")
_COLUMNS = ("type", "label", "papers", "found_by", "excerpt", "iri")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("words", nargs="+", metavar="WORD", help="what to look for")
    parser.add_argument("-g", "--graph", default="output", help="where to look (default: output/)")
    parser.add_argument(
        "-t", "--type", action="append", default=[], metavar="TYPE", help="paper, person, method ...; may be repeated"
    )
    parser.add_argument("-n", "--limit", type=int, default=20, metavar="N", help="how many at most (default: 20)")
    parser.add_argument("-f", "--format", choices=FORMATS, default="table", help="default: table")


def run(args: argparse.Namespace) -> int:
    """Print what is found; exit code 1 when nothing is."""
    from kg.find import find

    hits = find(" ".join(args.words), args.graph, kinds=args.type, limit=args.limit)
    if args.format == "table":
        _show(hits)
    elif args.format in {"csv", "tsv"}:
        _write(hits, "," if args.format == "csv" else "\t")
    else:
        _dump(hits, lines=args.format == "jsonl")
    if not hits:
        print("kg: nothing found", file=sys.stderr)
    return 0 if hits else 1


def _show(hits: list[Hit]) -> None:
    """Print the hits for a person: type, label and in how many papers; below it the words that were found."""
    from rich.cells import cell_len

    from kg.ask import harmless

    width = max((len(hit.kind) for hit in hits), default=0)
    for hit in hits:
        papers = f"  ({hit.papers} paper{'' if hit.papers == 1 else 's'})" if hit.papers else ""
        near = "  ~" if hit.how == "near" else ""
        print(f"{hit.kind:{width}}  {harmless(hit.label)}{papers}{near}")
        if hit.excerpt and hit.excerpt != hit.label and cell_len(hit.excerpt):
            print(f"{'':{width}}    {_marked(hit)}")


def _marked(hit: Hit) -> str:
    """The excerpt, with its words in bold on a terminal."""
    from kg.ask import harmless

    if not sys.stdout.isatty():
        return harmless(hit.excerpt)
    said, at = "", 0
    for start, end in hit.marks:
        said += f"{harmless(hit.excerpt[at:start])}\x1b[1m{harmless(hit.excerpt[start:end])}\x1b[0m"
        at = end
    return said + harmless(hit.excerpt[at:])


def _write(hits: list[Hit], delimiter: str) -> None:
    """Print the hits as a table for programs."""
    import csv

    writer = csv.writer(sys.stdout, delimiter=delimiter, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows((hit.kind, hit.label, hit.papers, hit.how, hit.excerpt, hit.iri) for hit in hits)


def _dump(hits: list[Hit], *, lines: bool) -> None:
    """Print the hits as JSON: an array, or an object a line."""
    import msgspec

    if lines:
        for hit in hits:
            print(msgspec.json.encode(hit).decode())
    else:
        print(msgspec.json.format(msgspec.json.encode(hits), indent=1).decode())
