"""Whether a confidence means what it says: of what is said at 0.9, nine in ten should be right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from kg.evaluate import Outcome

BINS = 10


class Bin(Struct):
    """The things said with a confidence of `low` up to `high`: how many, how many right, their mean confidence."""

    low: float
    high: float
    said: int = 0
    right: int = 0
    total: float = 0.0

    @property
    def confidence(self) -> float:
        """The mean confidence with which they were said."""
        return self.total / self.said if self.said else 0.0

    @property
    def precision(self) -> float:
        """The share of them that is right."""
        return self.right / self.said if self.said else 0.0


def bins(outcomes: Iterable[Outcome]) -> list[Bin]:
    """Ten bins of equal width; what matches an optional thing is in none."""
    found = [Bin(place / BINS, (place + 1) / BINS) for place in range(BINS)]
    for confidence, right in _said(outcomes):
        one = found[min(int(confidence * BINS), BINS - 1)]
        one.said += 1
        one.right += right
        one.total += confidence
    return found


def _said(outcomes: Iterable[Outcome]) -> Iterator[tuple[float, bool]]:
    for outcome in outcomes:
        things = outcome.things
        for place, said in enumerate(things.said):
            match = things.right.get(place)
            if match is None or not things.wanted[match].optional:
                yield said.confidence, match is not None


def calibration_error(found: Iterable[Bin]) -> float:
    """The expected calibration error: how far confidence and precision are apart, over all that was said.

    C. Guo et al., "On calibration of modern neural networks", ICML 2017, equation 3.

    >>> calibration_error([Bin(0.8, 0.9, said=10, right=7, total=8.5)])
    0.15
    """
    known = [one for one in found if one.said]
    said = sum(one.said for one in known)
    apart = sum(one.said * abs(one.confidence - one.precision) for one in known)
    return round(apart / said, 6) if said else 0.0
