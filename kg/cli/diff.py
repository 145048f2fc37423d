"""Show how two graphs differ: which papers, persons, things and claims are new, gone or changed.

  kg diff yesterday output              two builds; an RDF file will do as well
  kg diff yesterday output -f json
  kg diff yesterday output -f patch > change.rdfp

The patch is RDF Patch, which Jena and RDF Delta apply; it makes the new graph of the old one.
"""

from __future__ import annotations

import argparse
import sys

SUMMARY = "show how two graphs differ, for people or as a patch"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("old", metavar="OLD", help="a build folder or an RDF file")
    parser.add_argument("new", metavar="NEW", help="another")
    parser.add_argument("-f", "--format", choices=("text", "json", "patch"), default="text", help="default: text")
    parser.add_argument("--limit", type=int, default=40, metavar="N", help="lines of a kind as text; 0 is all (40)")


def run(args: argparse.Namespace) -> int:
    """Compare; 0 also where there is a difference."""
    from kg.diff import as_json, as_text, compared, explained, patch

    with compared(args.old, args.new) as found:
        if args.format == "patch":
            sys.stdout.buffer.writelines(patch(found))
            sys.stdout.buffer.flush()
        elif args.format == "json":
            print(as_json(explained(found)))
        else:
            for line in as_text(explained(found), args.limit or None):
                print(line)
    return 0
