"""List the named queries, or show one in full.

  kg queries
  kg queries coauthors-of
  kg queries -f md

Each is a file of plain SPARQL with a header; `kg query NAME` asks it. With -f md the
list is a page in Markdown that describes each.
"""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.ask.catalogue import Parameter, Query

SUMMARY = "list the named queries, their parameters and what they answer"
FORMATS = ("text", "md")

_MARKUP = str.maketrans({character: f"\\{character}" for character in "\\*_<>[]|"})


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("name", nargs="?", metavar="NAME", help="the query to show in full")
    parser.add_argument("-f", "--format", default="text", help="of the list: text (default) or md")


def run(args: argparse.Namespace) -> int:
    """Print one query or the list."""
    from kg.ask import catalogue
    from kg.errors import UnknownName

    if args.format not in FORMATS:
        raise UnknownName("format", args.format, FORMATS)
    if args.name:
        print(catalogue.named(args.name).text.rstrip())
        return 0
    found = list(catalogue.queries())
    if args.format == "md":
        print("\n".join(_page(found)))
        return 0
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
        print(f"  {'':{width}}    {_given(name, parameter)}  ({parameter.type}{_need(parameter)})")


def _given(name: str, parameter: Parameter) -> str:
    """The parameter as one types it, with its example."""
    return f"-p {name}={shlex.quote(parameter.example or '')}"


def _need(parameter: Parameter) -> str:
    if parameter.default is not None:
        return f", default {parameter.default}"
    return "" if parameter.required else ", may be left out"


def _page(found: list[Query]) -> Iterator[str]:
    """The lines of a Markdown page that describes all queries."""
    yield "# The named queries"
    yield ""
    yield f"The {len(found)} questions that `kg query NAME` asks, by topic, as `kg queries -f md` prints them."
    for topic, members in groupby(found, key=lambda query: query.topic):
        yield from ("", f"## {topic.capitalize()}")
        for query in members:
            said = " ".join(f"{query.summary}. {query.description}".split())
            yield from ("", f"### {query.name}", "", said.translate(_MARKUP))
            yield from [""] * bool(query.params)
            for name, parameter in query.params.items():
                said = f": {parameter.description.translate(_MARKUP)}" if parameter.description else ""
                yield f"- `{_given(name, parameter)}` ({parameter.type}{_need(parameter)}){said}"
