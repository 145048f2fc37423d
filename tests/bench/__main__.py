"""Runs all benchmarks, or those that are named: `python -m tests.bench [NAME]... [--graph FOLDER]`."""

from __future__ import annotations

import argparse
import os
import sys

from kg import registry
from tests import bench
from tests.bench import NotHere, Rows


def main() -> None:
    known = registry.names(bench)
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=bench.__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which: {', '.join(known)} (default: all)")
    parser.add_argument(
        "-g", "--graph", metavar="FOLDER", help="a build to serve and to ask, such as one of 50,000 records"
    )
    given = parser.parse_args()
    if given.graph:
        os.environ["KG_BENCH_GRAPH"] = given.graph
    names = given.names or known
    if unknown := sorted({*names} - {*known}):
        parser.error(f"no benchmark {', '.join(unknown)}; there are {', '.join(known)}")
    for name in names:
        module = registry.member(bench, name)
        say(f"\n{name}: {module.TITLE}")
        try:
            show(module.rows())
        except NotHere as reason:
            say(f"  left out: {reason}")


def show(rows: Rows) -> None:
    """Print the rows as they come, the first column wide, the others to the right."""
    for row in rows:
        say(f"  {row[0]:<58}" + "".join(f"{cell:>16}" for cell in row[1:]))


def say(line: str) -> None:
    sys.stdout.write(f"{line.rstrip()}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
