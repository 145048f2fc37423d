"""Show the sentences that a statement of the graph rests on.

  kg why RPTQ evaluatesOn OPT-175b
  kg why "RPTQ" uses "Post-Training Quantization" -f json

SUBJECT is a paper by its title, identifier or IRI, or what a paper proposes. PREDICATE
is what papers do with things (proposes, evaluatesOn, comparesWith, uses, addresses,
reports, about, mentions) or the place of a thing in a result (subject, metric,
baseline, context). OBJECT is a thing by any of its names, or its IRI.
"""

from __future__ import annotations

import argparse
import sys

SUMMARY = "show the sentences that a statement rests on"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("subject", metavar="SUBJECT", help="a paper, or what it proposes")
    parser.add_argument("predicate", metavar="PREDICATE", help="such as evaluatesOn")
    parser.add_argument("object", metavar="OBJECT", help="a thing")
    parser.add_argument("-g", "--graph", default="output", metavar="GRAPH", help="default: output")
    parser.add_argument("-f", "--format", choices=("text", "json"), default="text", help="default: text")


def run(args: argparse.Namespace) -> int:
    """Show the evidence; 1 where the graph does not say so, or has no evidence of it."""
    import msgspec

    from kg import ask
    from kg.why import as_text, said, why

    with ask.Graph(args.graph) as graph:
        found = why(graph, args.subject, args.predicate, args.object)
        if args.format == "json":
            print(msgspec.json.format(msgspec.json.encode(found), indent=1).decode())
        elif found:
            for line in as_text(found):
                print(line)
        if not found:
            instead = ", ".join(said(graph, args.subject, args.object))
            why_not = f"between the two, the graph says: {instead}" if instead else "the graph says nothing of the two"
            print(f"kg: no evidence that {args.subject} {args.predicate} {args.object}; {why_not}", file=sys.stderr)
    return 0 if found else 1
