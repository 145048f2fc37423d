"""Say whether two names are one paper, person or thing: your verdict wins over the program's.

  kg decide "Tesla V100" "NVIDIA V100" same
  kg decide https://w3id.org/paperkg/id/person/A https://w3id.org/paperkg/id/person/B different -g graph
  kg decide "PIM" "processing in memory" undo

A and B are names, identifiers or IRIs as the graph has them, or references as
3-decisions.jsonl and kg why-same show them (RECORD#POSITION of an author on a paper).
Where several are called so, they are listed, and you say which.

VERDICT is same, different, undecided (nobody can say), or undo, which takes your verdict
back. It is written to decisions.jsonl in the folder of the build. The next kg build or
kg build --update there goes by it, and so does every later one.
"""

from __future__ import annotations

import argparse
import sys

SUMMARY = "say whether two are one; your verdict wins"
VERDICTS = ("same", "different", "undecided", "undo")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("left", metavar="A", help="a paper, a person or a thing")
    parser.add_argument("right", metavar="B", help="another one of its kind")
    parser.add_argument("verdict", metavar="VERDICT", choices=VERDICTS, help=", ".join(VERDICTS))
    add_deciding(parser)
    parser.add_argument("--because", default="", metavar="TEXT", help="why, for who reads it later")


def add_deciding(parser: argparse.ArgumentParser) -> None:
    """Add what is said of every verdict: about which build, and by whom."""
    parser.add_argument("-g", "--graph", default="output", metavar="DIR", help="the build (default: output/)")
    parser.add_argument("--who", metavar="NAME", help="who decides (default: the name you are logged in by)")


def run(args: argparse.Namespace) -> int:
    """Write the verdict, or take it back."""
    from kg.decide import Made, Saying, decide, undo
    from kg.model import Verdict

    made = Made(args.graph)
    if args.verdict == "undo":
        done = undo(made, args.left, args.right)
        print(f"taken back: {done.verdict.value}, by {done.who}: {_called(*done.names(), done.left, done.right)}")
    else:
        done = decide(made, args.left, args.right, Saying(Verdict(args.verdict), name(args), args.because))
        print(f"{done.verdict.value}, by {done.who}: {_called(*done.names(), done.left, done.right)}")
    print(f"it holds from the next build on: kg build --update -o {args.graph}", file=sys.stderr)
    return 0


def name(args: argparse.Namespace) -> str:
    """Who decides."""
    import getpass

    from kg.errors import BadParameter

    try:
        return str(args.who or getpass.getuser())
    except (OSError, KeyError) as error:
        raise BadParameter("--who", "nobody is logged in", expected="the name of who decides") from error


def _called(left_name: str, right_name: str, left: str, right: str) -> str:
    from kg.ask import harmless

    return harmless(f"{left_name} [{left}] and {right_name} [{right}]")
