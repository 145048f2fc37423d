"""**decide**: what persons say of two names, why the program says what it says, and where it is least sure.

A verdict is a line in the build's `decisions.jsonl` (`kg.verdicts`), which every later
build in that folder goes by.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from kg.decide._doubts import Doubt, Seen, doubts
from kg.decide._made import Made
from kg.decide._sides import Side, pair
from kg.decide._why_same import WhySame, as_text, why_same
from kg.errors import UsageError
from kg.model import PROGRAM, Decision, Reason, Verdict
from kg.verdicts import own_verdicts, withdraw_verdict, write_verdicts

__all__ = [
    "Doubt", "Made", "Saying", "Seen", "Side", "WhySame", "as_text", "decide", "doubts", "own_verdicts", "pair", "undo",
    "verdict_of", "why_same", "withdraw", "write",
]  # fmt: skip
_SCORES = {Verdict.SAME: 1.0, Verdict.DIFFERENT: -1.0, Verdict.UNDECIDED: 0.0}


class Saying(Struct, frozen=True):
    """What a person says of two, who it is, and why."""

    verdict: Verdict
    who: str
    because: str = ""


def decide(made: Made, left: str, right: str, saying: Saying) -> Decision:
    """The verdict that was written: whether two that the build knows by these names are one."""
    a, b = pair(made, left, right)
    for side in (a, b):
        if not side.records:
            raise UsageError(side.name, "no record names it", expected="what records name", do=f"it is {side.iri}")
    (decision,) = write(made, [verdict_of(_undecided(a, b), saying)])
    return decision


def undo(made: Made, left: str, right: str) -> Decision:
    """The verdict on two that was taken back; `UsageError` where there is none."""
    own = own_verdicts(made.folder)
    by_reference = [each for each in own if {each.left, each.right} == {left, right}]
    found = by_reference or _between(made, left, right, own)
    if not found:
        raise UsageError(f"{left} and {right}", "no person has decided of them", do="kg review --decided lists all")
    withdraw(made, found[0])
    return found[0]


def write(made: Made, decisions: Iterable[Decision]) -> list[Decision]:
    """The verdicts, once they are written into the build's folder."""
    every = [*decisions]
    write_verdicts(made.folder, every)
    return every


def withdraw(made: Made, decision: Decision) -> bool:
    """Take back what a person decided on the pair of a decision; whether there was anything."""
    return withdraw_verdict(made.folder, decision)


def verdict_of(decision: Decision, saying: Saying) -> Decision:
    """What a person says of the pair of a decision; `UsageError` where it is not said who."""
    who, because = (" ".join(text.split()) for text in (saying.who, saying.because))
    if not who or who == PROGRAM:
        raise UsageError(f"who {who!r}", "no name of a person", expected="who decides")
    score = _SCORES[saying.verdict]
    return replace(
        decision,
        verdict=saying.verdict,
        score=score,
        reasons=(Reason("person", score, because),) if because else (),
        who=who,
    )


def _undecided(a: Side, b: Side) -> Decision:
    left, right = sorted((a, b), key=lambda side: side.reference)
    return Decision(
        kind=left.kind,
        left=left.reference,
        right=right.reference,
        left_name=left.name,
        right_name=right.name,
        verdict=Verdict.UNDECIDED,
    )


def _between(made: Made, left: str, right: str, own: list[Decision]) -> list[Decision]:
    """The verdicts between two that are called so: between their parts, where they are several."""
    a, b = pair(made, left, right)
    sides = {*a.references}, {*b.references}
    ends = [(each, (each.left, each.right)) for each in own if each.kind == a.kind]
    return [each for each, (x, y) in ends if (x in sides[0] and y in sides[1]) or (y in sides[0] and x in sides[1])]
