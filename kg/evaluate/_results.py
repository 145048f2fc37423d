"""The measured claims of a record: which of those said are among those wanted, by value and in full."""

from __future__ import annotations

from collections.abc import Sequence

from kg.evaluate._forms import same_number, touch, unit, words
from kg.evaluate.gold import GoldResult
from kg.model import Result


def same_value(want: GoldResult, said: Result) -> bool:
    """Whether value, range and unit are the same."""
    return (
        same_number(want.value, said.value)
        and same_number(want.value_max, said.value_max)
        and unit(want.unit) == unit(said.unit)
    )


def same_claim(want: GoldResult, said: Result, beside: Sequence[GoldResult]) -> bool:
    """Whether every slot is filled as wanted; `beside` are the record's wanted claims, this one among them."""
    return (
        same_value(want, said)
        and any(touch(one, said.subject) for one in want.subjects or (want.subject,))
        and any(one is None or words(one) & words(said.metric) for one in want.metrics or (want.metric,))
        and said.direction in (want.directions or (want.direction,))
        and any(touch(one, said.baseline) for one in want.baselines or (want.baseline,))
        and (said.bound or None) in (want.bounds or (want.bound,))
        and _same_context(want, said, beside)
    )


def _same_context(want: GoldResult, said: Result, beside: Sequence[GoldResult]) -> bool:
    """Whether one context is right, and none is that of another claim (36% on V100, 46% on TX2)."""
    right = [one for one in said.context if any(touch(own, one) for own in want.context)]
    if want.context and not right:
        return False
    others = {one for claim in beside if claim is not want for one in claim.context} - set(want.context)
    return not any(touch(other, one) for one in said.context if one not in right for other in others)
