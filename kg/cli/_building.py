"""What the commands that build share: files to name again, and what a build tells."""

from __future__ import annotations

import argparse
import gc
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.report import Report


def add_building(parser: argparse.ArgumentParser) -> None:
    """Add what every build is told."""
    parser.add_argument(
        "-o", "--output", default="output", metavar="DIR", help="the folder to build in (default: output/)"
    )
    parser.add_argument(
        "--decisions",
        action="append",
        default=[],
        metavar="FILE",
        help="verdicts of persons on who and what is one, as kg decide writes them; repeatable, the later win",
    )
    parser.add_argument("--jobs", type=int, metavar="N", help="processes (default: one a core); changes no byte")


def building(args: argparse.Namespace) -> dict[str, Any]:
    """The settings that say how to build."""
    from kg.errors import BadParameter

    if args.jobs is not None and args.jobs < 1:
        raise BadParameter("--jobs", f"{args.jobs} processes", expected="1 or more")
    files = {"vocabularies": tuple(args.vocab), "decisions": tuple(args.decisions)}
    return files if args.jobs is None else {**files, "jobs": args.jobs}


def collect_seldom() -> None:
    """Look for cycles among objects seldom: a build holds many that are in none, and a sixth of its time went there."""
    gc.set_threshold(50_000, 20, 20)


def told(made: Report | None, output: str) -> int:
    """Print what was built; 3 where records were rejected."""
    from kg.cli._inputs import tell
    from kg.report import summary

    assert made is not None  # noqa: S101 a build has a report
    tell(made.notices, "note")
    tell(made.rejected, "rejected")
    for line in summary(made):
        print(line)
    print(f"open {output}/index.html, ask with: kg query papers-by-year -g {output}")
    return 3 if made.rejected else 0
