"""Show why two names are, or are not, one paper, person or thing.

  kg why-same "Tesla V100" "NVIDIA V100"
  kg why-same kitaev2020#2 vaswani2017#7 -g graph

A and B are names, identifiers or IRIs as the graph has them, or references as this and
3-decisions.jsonl show them. It prints the verdict, its score from -1 (different) to 1
(same), who decided, each reason with what it adds, and where the two are now. Where
they were never compared it says why. kg decide overrules it.
"""

from __future__ import annotations

import argparse

SUMMARY = "show why two are, or are not, one"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("left", metavar="A", help="a paper, a person or a thing")
    parser.add_argument("right", metavar="B", help="another one of its kind")
    parser.add_argument("-g", "--graph", default="output", metavar="DIR", help="the build (default: output/)")
    parser.add_argument("-f", "--format", choices=("text", "json"), default="text", help="default: text")


def run(args: argparse.Namespace) -> int:
    """Show what was decided; 1 where nothing was, since the two were never compared."""
    import msgspec

    from kg.ask import harmless
    from kg.decide import Made, as_text, why_same

    found = why_same(Made(args.graph), args.left, args.right)
    if args.format == "json":
        print(msgspec.json.format(msgspec.json.encode(found), indent=1).decode())
    else:
        for line in as_text(found):
            print(harmless(line))
    return 0 if found.decisions or found.one else 1
