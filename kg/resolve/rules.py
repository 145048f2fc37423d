"""The table that decides on two things: the features in order, and what their scores add up to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from kg.model import Reason, Verdict
from kg.resolve import features
from kg.resolve.bonds import Bonds
from kg.resolve.features import Thing

Feature: TypeAlias = Callable[[Thing, Thing], Reason | None]
Judged: TypeAlias = tuple[Thing, Thing, Verdict, float, tuple[Reason, ...]]
"""Two things and what was decided of them."""

THINGS: tuple[Feature, ...] = (
    features.same_type,
    features.same_concept,
    features.same_version,
    features.same_label,
    features.shared_long_name,
    features.shared_core,
    features.shared_short_name,
)
SAME, DIFFERENT = 0.8, 0.0
"""From this score on two names are one thing; below this one they are two; between them it is undecided."""


def decide(a: Thing, b: Thing) -> tuple[Verdict, float, tuple[Reason, ...]]:
    """The verdict on two things, its score from -1 to 1, and the reasons: one against outweighs all that speak for."""
    reasons = tuple(reason for reason in (feature(a, b) for feature in THINGS) if reason)
    if a.concept and a.concept == b.concept:
        reasons = tuple(reason for reason in reasons if reason.feature != "version")  # the vocabulary knows
    score = score_of(reasons)
    return verdict_of(score), score, reasons


def judge(a: Thing, b: Thing, bonds: Bonds) -> Judged:
    """The verdict on two things and on whether their clusters may be one."""
    verdict, score, reasons = decide(a, b)
    if verdict is Verdict.SAME and (refused := bonds.against(a, b)):
        verdict, score, reasons = Verdict.DIFFERENT, refused.score, (*reasons, refused)
    return a, b, verdict, score, reasons


def score_of(reasons: tuple[Reason, ...]) -> float:
    """The worst of what speaks against, else the best of what speaks for."""
    against = [reason.score for reason in reasons if reason.score < 0]
    return min(against) if against else max((reason.score for reason in reasons), default=0.0)


def verdict_of(score: float) -> Verdict:
    """What a score means."""
    if score >= SAME:
        return Verdict.SAME
    return Verdict.DIFFERENT if score < DIFFERENT else Verdict.UNDECIDED
