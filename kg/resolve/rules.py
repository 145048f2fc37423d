"""The table that decides on two things: the features in order, and what their scores add up to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from kg.model import Reason, Verdict
from kg.resolve import features
from kg.resolve.features import Thing

Feature: TypeAlias = Callable[[Thing, Thing], Reason | None]

THINGS: tuple[Feature, ...] = (
    features.same_type,
    features.same_concept,
    features.same_label,
    features.shared_long_name,
    features.shared_short_name,
)
SAME, DIFFERENT = 0.8, 0.0
"""From this score on two names are one thing; below this one they are two; between them it is undecided."""


def decide(a: Thing, b: Thing) -> tuple[Verdict, float, tuple[Reason, ...]]:
    """The verdict on two things, its score from -1 to 1, and the reasons: one against outweighs all that speak for."""
    reasons = tuple(reason for reason in (feature(a, b) for feature in THINGS) if reason)
    against = [reason.score for reason in reasons if reason.score < 0]
    score = min(against) if against else max((reason.score for reason in reasons), default=0.0)
    if score >= SAME:
        return Verdict.SAME, score, reasons
    return (Verdict.DIFFERENT if score < DIFFERENT else Verdict.UNDECIDED), score, reasons
