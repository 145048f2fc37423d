"""Build the shipped sample: twenty papers of one author page, ready to be asked and seen.

  kg demo
  kg demo -o elsewhere

Needs no network and no input. Then follow the commands that it prints.
"""

from __future__ import annotations

import argparse

SUMMARY = "build the shipped sample and show what to try next"
TRY = (
    "kg query methods-proposed",
    "kg query hardware-used",
    "kg query coauthors-of -p person='Zhihang Yuan'",
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "-o", "--output", default="output", metavar="DIR", help="the folder to build in (default: output/)"
    )


def run(args: argparse.Namespace) -> int:
    """Build the sample and say what there is to see."""
    from importlib.resources import as_file, files

    from kg.build import build
    from kg.cli._inputs import tell
    from kg.report import summary

    with as_file(files("kg") / "sample" / "author-page.txt") as sample:
        graph = build([sample], args.output)
    made = graph.report
    assert made is not None  # noqa: S101 a build has a report
    tell(made.notices, "note")
    for line in summary(made):
        print(line)
    where = "" if args.output == "output" else f" -g {args.output}"
    print("\nask it:")
    for command in TRY:
        print(f"  {command}{where}")
    print(f"\nsee it: open {args.output}/index.html in a browser; read about it in {args.output}/report.md")
    return 0
