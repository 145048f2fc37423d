"""List the named queries, or show one in full.

  kg queries
  kg queries coauthors-of

Each is a file of plain SPARQL with a header; `kg query NAME` asks it.
"""

from __future__ import annotations

import argparse
import shlex
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.ask.catalogue import Query

SUMMARY = "list the named queries, their parameters and what they answer"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("name", nargs="?", metavar="NAME", help="the query to show in full")


def run(args: argparse.Namespace) -> int:
    """Print one query or the list."""
    from kg.ask import catalogue

    if args.name:
        print(catalogue.named(args.name).text.rstrip())
        return 0
    found = list(catalogue.queries())
    width = max((len(query.name) for query in found), default=0)
    for topic, members in groupby(found, key=lambda query: query.topic):
        print(f"\n{topic}" if topic != found[0].topic else topic)
        for query in members:
            _print(query, width)
    return 0


def _print(query: Query, width: int) -> None:
    """One line for the query and one for each of its parameters."""
    print(f"  {query.name:{width}}  {query.summary}")
    for name, parameter in query.params.items():
        need = "" if parameter.required else ", may be left out"
        if parameter.default is not None:
            need = f", default {parameter.default}"
        example = shlex.quote(parameter.example or "")
        print(f"  {'':{width}}    -p {name}={example}  ({parameter.type}{need})")
