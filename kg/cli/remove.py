"""Withdraw records from a build: by their ids, or all that an input holds by the input's name.

  kg remove quillnet                    the record of that id, in output/
  kg remove records.jsonl -o graph      all records of that input

1-records.jsonl has the ids, manifest.json the names of inputs. The result is that of
building anew without them, at the cost of what changes. A record that is withdrawn by
its id stays so when its input is given again; a build from the start brings it back.
"""

from __future__ import annotations

import argparse

SUMMARY = "withdraw records from a build"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    from kg.cli._building import add_building

    parser.add_argument("names", nargs="+", metavar="RECORD", help="the id of a record, or the name of an input")
    add_building(parser)
    parser.add_argument(
        "--vocab", action="append", default=[], metavar="FILE.ttl", help="the vocabularies that it was built with"
    )


def run(args: argparse.Namespace) -> int:
    """Withdraw; 3 where records were rejected."""
    from kg.cli._building import building, collect_seldom, told
    from kg.update import remove

    collect_seldom()
    return told(remove(args.names, args.output, **building(args)).report, args.output)
