"""The arguments and reports that commands share which read sources."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from kg.extract import Settings
    from kg.model import PartialDate


def add_sources(parser: argparse.ArgumentParser, count: Literal["+", "*"] = "+") -> None:
    """Add SOURCE, of which one or more (`+`) or any number (`*`) are taken, and what says how to read it."""
    parser.add_argument("sources", nargs=count, metavar="SOURCE", help="a file, folder or glob; - is standard input")
    parser.add_argument(
        "--from", dest="form", metavar="FORMAT", help="the inputs' format (see kg formats; else sniffed)"
    )
    parser.add_argument("--as-of", metavar="DATE", help="the day an author page was made, such as 2026-05-20")
    parser.add_argument(
        "--columns", metavar="FIELD=HEADING,...", help="which column of a table is what, such as title=Name,authors=Who"
    )
    parser.add_argument(
        "--vocab",
        action="append",
        default=[],
        metavar="FILE.ttl",
        help="a SKOS vocabulary that wins over ours; repeatable",
    )
    parser.add_argument("--fast", action="store_true", help="rules and vocabularies only, for dumps of millions")
    parser.add_argument(
        "--recogniser",
        default="encoder",
        metavar="NAME",
        help="what reads whole abstracts beside the rules: encoder (default), none, or a recogniser of your own:"
        " an installed spaCy pipeline, or a folder with one, a Hugging Face token classifier, or a GLiNER model",
    )
    parser.add_argument(
        "--labels", metavar="FILE.json", help="what its labels mean; else labels.json in its folder, if there is one"
    )


def texts_settings(args: argparse.Namespace) -> Settings:
    """How the arguments say that texts are to be read."""
    from kg.extract import Settings

    return Settings(tuple(args.vocab), fast=args.fast, recogniser=args.recogniser, labels=args.labels)


def as_of(args: argparse.Namespace) -> PartialDate | None:
    """The day that --as-of names, or None."""
    from kg.errors import BadParameter
    from kg.model import PartialDate

    if args.as_of is None:
        return None
    try:
        return PartialDate.parse(args.as_of)
    except ValueError as error:
        raise BadParameter("--as-of", str(error)) from error


def columns(args: argparse.Namespace) -> tuple[tuple[str, str], ...]:
    """The fields and headings that --columns names."""
    from kg.errors import BadParameter

    pairs = [part.partition("=") for part in (args.columns or "").split(",") if part.strip()]
    for field, mark, heading in pairs:
        if not (mark and field.strip() and heading.strip()):
            raise BadParameter("--columns", f"{field + mark + heading!r}", expected="such as title=Name,authors=Who")
    return tuple((field.strip(), heading.strip()) for field, _, heading in pairs)


def tell(lines: Iterable[object], kind: str, most: int = 20) -> None:
    """Print what a person should know on stderr, a line each; after the first `most`, how many more there are."""
    told = list(lines)
    for line in told[:most]:
        print(f"{kind}: {line}", file=sys.stderr)
    if len(told) > most:
        print(f"{kind}: and {len(told) - most} more; the report lists all", file=sys.stderr)
