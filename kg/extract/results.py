"""Measured claims: a number with ×, "times", "fold" or %, in a sentence that says what it changes.

This is the plain reading: values, units, bounds and direction, the metric named
nearest, and the paper's own proposal as the subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Literal

from msgspec import Struct
from spacy.tokens import Doc

from kg.extract._candidate import Candidate
from kg.extract._layout import layout, sentences
from kg.extract._settle import Group
from kg.model import EntityType, Role

LONGEST = 2_000
"""Characters of a sentence; what is longer is no prose."""
Direction = Literal["increase", "decrease", "value"]

_NUMBER = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
_UNIT = r"×|x(?![\w-])|times|[- ]?fold|%|percent(?:age points)?|percentage points"
_VALUE = re.compile(
    rf"(?<![\w.^-])(?P<low>{_NUMBER})\s?(?P<unit>{_UNIT})?(?:\s?(?:-|–|to|~)\s?(?P<high>{_NUMBER})\s?(?P<unit2>{_UNIT}))?"
)
_UNITS = {"x": "×", "times": "×", "fold": "×", "percent": "%", "percentage points": "points"}
_BOUND = re.compile(
    r"(?i)\b(up to|at least|at most|more than|less than|over|nearly|about|around|an? average(?: of)?|on average)\s+"
    r"(?:an? )?(?:\w+ )?$"
)
_BOUNDS = {
    "more than": "over",
    "an average": "average",
    "a average": "average",
    "an average of": "average",
    "on average": "average",
}
_UP = re.compile(
    r"(?i)\b(?:improv|increas|outperform|speed|faster|higher|boost|gain|accelerat|better|surpass|exceed|more)\w*"
)
_DOWN = re.compile(r"(?i)\b(?:reduc|decreas|lower|sav|smaller|less|drop|shorten|cut|fewer|compress|shrink|degrad)\w*")
_CLAIM = re.compile(r"(?i)\b(?:achiev|reach|attain|obtain|deliver|yield|with an?|result)\w*")
_METRIC = re.compile(
    r"(?i)\b(?:(?:energy|area|inference|training|token|average|top-1|model|end-to-end|memory|power)[ -])?"
    r"(?:accuracy|latency|throughput|speedups?|energy efficiency|efficiency|memory|energy|power|area|performance|"
    r"precision|recall|overhead|F1|mAP|delay|cost|time|bandwidth|perplexity|error|traffic|"
    r"wirelength|consumption|usage|footprint)\b"
)


class _Found(Struct, frozen=True):
    start: int
    end: int
    low: Decimal
    high: Decimal | None
    unit: str


class Claim(Struct, frozen=True, kw_only=True):
    """A result whose quote is a span of the document's text."""

    start: int
    end: int
    subject: str | None
    metric: str | None
    value: Decimal
    value_max: Decimal | None
    unit: str
    direction: Direction
    bound: str | None
    baseline: str | None
    context: tuple[str, ...]


def claims(doc: Doc, groups: Iterable[Group]) -> Iterator[Claim]:
    """The measured claims of the abstract, in order of place."""
    known = list(groups)
    subject = next((g.label for g in known if Role.PROPOSES in g.roles), None)
    text = layout(doc).text
    for start, end in sentences(doc):
        yield from _in_sentence(text[start:end], start, (known, subject))


def _in_sentence(text: str, offset: int, about: tuple[list[Group], str | None]) -> Iterator[Claim]:
    known, subject = about
    if len(text) > LONGEST or not (_UP.search(text) or _DOWN.search(text) or _CLAIM.search(text)):
        return
    here = [(g, c) for g in known for c in g.mentions if offset <= c.start < offset + len(text)]
    for value in _values(text):
        bound = _BOUND.search(text[: value.start])
        stated = bound[1].lower() if bound else None
        direction = _direction(text, value)
        yield Claim(
            start=offset + value.start,
            end=offset + value.end,
            subject=subject,
            metric=_metric(text, value),
            value=value.low,
            value_max=value.high,
            unit=value.unit,
            direction=direction,
            bound=_BOUNDS.get(stated, stated) if stated else None,
            baseline=_nearest(here, Role.COMPARES_WITH, offset + value.start),
            context=tuple(dict.fromkeys(g.label for g, _ in here if Role.EVALUATES_ON in g.roles)),
        )


def _values(text: str) -> Iterator[_Found]:
    """The numbers with a unit; a list such as "36% and 46%" gives each, "3.1 and 2.2×" lends its unit."""
    for found in _VALUE.finditer(text):
        unit = found["unit2"] or found["unit"]
        if not unit or (found["high"] and not found["unit2"]):
            continue
        unit = unit.strip(" -").lower()
        low, high = (Decimal(part.replace(",", "")) if part else None for part in (found["low"], found["high"]))
        if low is not None:
            yield _Found(found.start(), found.end(), low, high, _UNITS.get(unit, unit))


def _direction(text: str, value: _Found) -> Direction:
    """Whether the nearest word of change is up or down; a level where there is none near."""
    near: list[tuple[int, Direction]] = []
    for pattern, direction in ((_UP, "increase"), (_DOWN, "decrease")):
        for found in pattern.finditer(text):
            distance = value.start - found.end() if found.end() <= value.start else found.start() - value.end + 5
            near.append((abs(distance), direction))  # type: ignore[arg-type]
    near.sort()
    if near and near[0][0] <= 60:
        return near[0][1]
    return "increase" if value.unit == "×" else "value"


def _metric(text: str, value: _Found) -> str | None:
    """The metric that is named nearest, behind the value first."""
    found = sorted(
        (m.start() - value.end if m.start() >= value.end else (value.start - m.end()) * 2, m[0])
        for m in _METRIC.finditer(text)
    )
    return found[0][1] if found and found[0][0] <= 120 else None


def _nearest(here: list[tuple[Group, Candidate]], role: Role, at: int) -> str | None:
    rivals = [
        (abs(c.start - at), g.label)
        for g in (g for g, _ in here)
        if role in g.roles and g.type is not EntityType.DATASET
        for c in g.mentions
    ]
    return min(rivals)[1] if rivals else None
