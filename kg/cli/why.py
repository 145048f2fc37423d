"""Show the sentences that a statement of the graph rests on.

  kg why RPTQ evaluatesOn OPT-175b
  kg why "RPTQ" uses "Post-Training Quantization" -f json

SUBJECT is a paper by its title, identifier or IRI, or what a paper proposes. PREDICATE
is what papers do with things (proposes, evaluatesOn, comparesWith, uses, addresses,
reports, about, mentions) or the place of a thing in a result (subject, metric,
baseline, context). OBJECT is a thing by any of its names, or its IRI.

Where the graph does not say so, the sentences are those of what it does say of the two,
each under its own predicate, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.ask import Graph

SUMMARY = "show the sentences that a statement rests on"
MOST = 10
"""So many things are named that the subject does it with, where it does not with the one asked for."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("subject", metavar="SUBJECT", help="a paper, or what it proposes")
    parser.add_argument("predicate", metavar="PREDICATE", help="such as evaluatesOn")
    parser.add_argument("object", metavar="OBJECT", help="a thing")
    parser.add_argument("-g", "--graph", default="output", metavar="GRAPH", help="default: output")
    parser.add_argument("-f", "--format", choices=("text", "json"), default="text", help="default: text")


def run(args: argparse.Namespace) -> int:
    """Show the evidence; 1 where the graph does not say so, or has no evidence of it, with that of what it says."""
    import msgspec

    from kg import ask
    from kg.why import as_text, instead, why

    with ask.Graph(args.graph) as graph:
        found = why(graph, args.subject, args.predicate, args.object)
        shown = found or instead(graph, args.subject, args.object)
        if not found:
            print(f"kg: {_not_said(graph, args)}", file=sys.stderr)
        if args.format == "json":
            print(msgspec.json.format(msgspec.json.encode(shown), indent=1).decode())
        for line in as_text(shown) if args.format == "text" else ():
            print(line)
    return 0 if found else 1


def _not_said(graph: Graph, args: argparse.Namespace) -> str:
    """That there is no evidence of what was asked, and what the graph says instead."""
    from kg.why import others, said

    names = said(graph, args.subject, args.object)
    if names:
        known = f"between the two, the graph says: {', '.join(names)}"
    else:
        things = others(graph, args.subject, args.predicate)
        listed = f"{', '.join(things[:MOST])}{', ...' if len(things) > MOST else ''}" or "nothing"
        known = f"the graph says nothing of the two, and that {args.subject} {args.predicate}: {listed}"
    return f"no evidence that {args.subject} {args.predicate} {args.object}; {known}"
