"""Look over the pairs that the build is least sure of, one after the other, and decide with one key each.

  kg review                       in output/
  kg review -g graph --kind person -n 50
  kg review -f json > doubts.json

Each pair is shown with what is known of both sides, and with what the program thinks
and why. The keys: s the two are the same, d they are different, u nobody can say,
n the next one, b back, q quit. A verdict is written at once, to decisions.jsonl in the
folder of the build, and holds from the next build on (kg decide says more). Without a
terminal the pairs are only listed. --decided lists what persons have decided.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.decide import Doubt, Made, Seen
    from kg.model import DecisionKind, Verdict

SUMMARY = "look over the most doubtful pairs, and decide"
KINDS: dict[str, DecisionKind] = {"paper": "paper", "person": "person", "thing": "entity"}
_KEYS = "s same  d different  u undecided  n next  b back  q quit"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    from kg.cli.decide import add_deciding

    parser.add_argument("--kind", action="append", default=[], choices=sorted(KINDS), help="only these; repeatable")
    parser.add_argument("-n", "--number", type=int, default=20, metavar="N", help="how many pairs (default: 20)")
    parser.add_argument("--decided", action="store_true", help="the pairs on which persons have decided")
    parser.add_argument("-f", "--format", choices=("text", "json"), default="text", help="default: text")
    add_deciding(parser)


def run(args: argparse.Namespace) -> int:
    """Show the pairs, and write down what is decided."""
    import msgspec

    from kg.cli.decide import name
    from kg.decide import Made, doubts
    from kg.errors import BadParameter

    if args.number < 1:
        raise BadParameter("-n", f"{args.number} pairs", expected="1 or more")
    made = Made(args.graph)
    found = doubts(made, args.number, [KINDS[each] for each in args.kind], decided=args.decided)
    if args.format == "json":
        print(msgspec.json.format(msgspec.json.encode(found), indent=1).decode())
    elif not found:
        print("kg: no pair to look over", file=sys.stderr)
    elif sys.stdin.isatty() and sys.stdout.isatty():
        written = _asked(made, found, name(args))
        if written:
            print(f"{written} written; they hold from the next build on: kg build --update -o {args.graph}")
    else:
        for number, doubt in enumerate(found, 1):
            print(_text(doubt, f"{number} of {len(found)}", 100), end="\n\n")
    return 0


def _asked(made: Made, found: list[Doubt], who: str) -> int:
    """On how many pairs a person at the terminal gave a verdict."""
    from kg.cli._key import keys
    from kg.decide import Saying, verdict_of, write
    from kg.model import Verdict

    verdicts = {each.value[0]: each for each in Verdict}
    given: dict[int, Verdict] = {}
    at = 0
    with keys() as key:
        while at < len(found):
            pressed = _key_for(found[at], f"{at + 1} of {len(found)}", given.get(at), key)
            if pressed in ("q", ""):
                break
            if pressed in verdicts:
                write(made, [verdict_of(found[at].decision, Saying(verdicts[pressed], who))])
                given[at] = verdicts[pressed]
            at += (pressed in verdicts or pressed == "n") - (pressed == "b" and at > 0)
    return len(given)


def _key_for(doubt: Doubt, place: str, given: Verdict | None, key: Callable[[], str]) -> str:
    """What is pressed when a pair is shown."""
    import shutil

    print(_text(doubt, place, shutil.get_terminal_size().columns))
    print(f"{_KEYS}{f'  (you said: {given.value})' if given else ''} > ", end="", flush=True)
    pressed = key().lower()
    print(pressed.strip())
    return pressed


def _text(doubt: Doubt, place: str, width: int) -> str:
    """A pair as text: both sides beside each other, and below them what the program thinks."""
    import io

    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from kg.ask import harmless

    decision = doubt.decision
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True)
    for side in (doubt.left, doubt.right):
        grid.add_column(Text(harmless(side.title())), ratio=1, overflow="fold")
    left, right = (_lines(side) for side in (doubt.left, doubt.right))
    for number in range(max(len(left), len(right))):
        grid.add_row(*(Text(harmless(lines[number]) if number < len(lines) else "") for lines in (left, right)))
    out = io.StringIO()
    console = Console(file=out, width=max(width, 40), highlight=False, color_system=None)
    told = f"{place}: {decision.verdict.value}, score {decision.score:+.2f}, by {decision.who}"
    console.print(Text(told))
    console.print(grid)
    for reason in decision.reasons:
        console.print(Text(harmless(f"  {reason.score:+.2f}  {reason.feature}: {reason.text}")))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())


def _lines(side: Seen) -> list[str]:
    """What is known of a side, a line each."""
    lines = [f"{name}: {text}" for name, text in side.facts]
    lines.append(f"{side.records} record{'' if side.records == 1 else 's'}:")
    for paper in side.papers:
        lines.append(f"- {paper.title}" + (f" ({paper.beside})" if paper.beside else ""))
        lines += [f"  “{paper.quote}”"] if paper.quote else []
    return [*lines, side.iri]
