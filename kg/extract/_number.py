"""Which numbers of an abstract are results: weighed by their unit, the words beside them and their sentence.

What the rules of `_worth` say of a number is a feature among others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from msgspec import Struct

from kg.extract._claim_words import BOUND_BEFORE, COMPARED, NOUNS, scores
from kg.extract._condition import is_condition
from kg.extract._document import Document
from kg.extract._learned import Weights
from kg.extract._measuring import measuring
from kg.extract._quantity import FACTOR, ORDERS, POINTS, SHARE, Quantity, quantities
from kg.extract._sought import Kinds
from kg.extract._trace import Group
from kg.extract._worth import has_own, is_candidate, is_of_others, may_claim, own_begins
from kg.model import Role

THRESHOLD = 0.5
"""The chance from which a number is taken for a result."""
_NEAR, _BESIDE = 6, 5
"""How many words before and behind a number are looked at."""
_WORD = re.compile(r"[^\W\d_][\w'’@-]*|[0-9][\w.,]*|[^\w\s]")
_TIME = re.compile(r"[mnup]?s|second|minute|hour|day|week|month|years?")
_PLAIN = {FACTOR: "x", SHARE: "%", POINTS: "points", ORDERS: "orders", "bit": "bit"}
_TELLS = Kinds(
    {
        "tells": (
            *("results?", "experiments?", r"evaluat\w+", r"demonstrat\w+", r"show\w*", r"achiev\w+"),
            *(r"outperform\w*", r"accura\w+"),
        )
    }
)
_MADE = r"(?:\w+ ){0,2}(?:method|approach|algorithm|framework|model|system|architecture|technique|scheme|tool|design)s?"
_KINDS = Kinds(
    {
        "making": (
            *(rf"{word} {_MADE}" for word in ("our", "new", "novel", "this")),
            *(r"propos\w+", r"outperform\w*", "state[- ]of[- ]the[- ]art", "baselines?", "benchmarks?"),
        ),
        "learning": (r"train\w*", r"classif\w+", "learning", "neural", "datasets?", "corpus", "language models?"),
        "proof": ("theorems?", "prov(?:e|es|ed|ing)", "conjectures?", "lemma", "proofs?", r"asymptotic\w*"),
        "nature": (
            *("magnetic", "lasers?", "plasmas?", "spin", "quantum", "atoms?", "atomic", "photons?", "electrons?"),
            *("solar", "thermal", "stars?", "particles?", r"molecul\w+", "temperatures?", "crystals?", "scattering"),
            *("waves?", "patients", "cells"),
        ),
    }
)
"""Words that tell of what kind a paper is."""


class Numbered(Struct, frozen=True):
    """A sentence's numbers, and of each what is known of it."""

    numbers: list[Quantity]
    features: list[list[str]]

    def results(self, weights: Weights) -> list[Quantity]:
        """The numbers that are likely results; those of one list without a unit are so together."""
        pairs = list(zip(self.numbers, map(weights.chance, self.features), strict=True))
        listed = {one.row for one, chance in pairs if not one.unit and chance >= THRESHOLD}
        return [one for one, chance in pairs if chance >= THRESHOLD or (not one.unit and one.row in listed)]


class _Found(Struct, frozen=True):
    """The numbers of a sentence, and those that may be results, with whether rules accept each."""

    all: list[Quantity]
    kept: list[tuple[Quantity, bool]]


def numbered(doc: Document, groups: Iterable[Group], *, conditions: bool = False) -> dict[int, Numbered]:
    """The numbers of an abstract that may be results, by the place of their sentence among all that can claim some.

    With `conditions`, those that are beyond doubt none are among them: from them it is learned what none looks like.
    """
    found = {at: each for at, text in measuring(doc) if (each := _found(text, conditions=conditions)).kept}
    if not found:
        return {}
    sentences = [doc.text[start:end] for start, end in doc.sentences()]
    proposed = [doc.text[c.start : c.end] for group in groups if Role.PROPOSES in group.roles for c in group.mentions]
    own = own_begins(sentences, proposed)
    claiming = [at for at in found if at >= own and may_claim(sentences[at])]
    paper = tuple(_of_paper(doc, sentences, proposed)) if claiming else ()
    return {at: _numbered(sentences[at], found[at], (*_place(at, len(sentences)), *paper), paper) for at in claiming}


def _of_paper(doc: Document, sentences: Sequence[str], proposed: Sequence[str]) -> Iterator[str]:
    """What kind of paper an abstract is of: one that tries what it makes, one that proves, one that observes."""
    yield f"paper tells={len(list(islice(filter(_tells, sentences), 2)))}"
    yield f"paper proposes {bool(proposed)}"
    yield from (f"paper of {kind}" for kind in _KINDS.of(doc.small[doc.title_end :]))


def _tells(text: str) -> bool:
    """Whether a sentence has a word of those that tell results."""
    return bool(_TELLS.of(text.lower()))


def _place(at: int, count: int) -> list[str]:
    """Where in the abstract a sentence stands."""
    return [f"place={5 * at // count}", *(["first"] if at == 0 else []), *(["last"] if at == count - 1 else [])]


def _found(text: str, *, conditions: bool) -> _Found:
    """The numbers of a sentence; kept are those that rules accept, and those with a unit, for the weights to tell."""
    found = quantities(text)
    told: list[tuple[Quantity, bool, bool]] = []
    earlier: Quantity | None = None
    for one in found:
        accepted = is_candidate(text, one, earlier)
        earlier = one if accepted else earlier
        told.append((one, accepted, accepted or _may(text, one)))
    listed: dict[int, bool] = {}
    for one, accepted, may in told:
        if may and not one.unit:
            listed[one.row] = accepted or listed.get(one.row, False)
    kept = _kept(told, listed)
    return _Found(found, [each for each in kept if conditions or not is_condition(text, each[0])])


def _kept(told: Iterable[tuple[Quantity, bool, bool]], listed: Mapping[int, bool]) -> Iterator[tuple[Quantity, bool]]:
    """The numbers that may be results, and those with a fraction that stand in a list with one: ".7, .8 and .9 F1"."""
    for one, accepted, may in told:
        if one.row in listed and one.low != one.low.to_integral_value():
            yield one, listed[one.row]
        elif may:
            yield one, accepted


def _may(text: str, one: Quantity) -> bool:
    """Whether the weights are to tell of a number that no rule accepts."""
    if one.unit:
        return one.unit != FACTOR and (one.unit != SHARE or has_own(text))
    return _is_named(text, one)


_CONNECTED = re.compile(
    r"(?i)(?:\b(?:of|is|was|are|at|to|by|than|scor(?:es?|ed|ing)|reach\w*|achiev\w*|obtain\w*)|[=:(,]|\band)\s?"
    r"(?:(?:about|around|only|less|more|than|an?|average)\s){0,2}$"
)


def _is_named(text: str, one: Quantity) -> bool:
    """Whether a number with a fraction has the name of a score before it: "the accuracy of search is at .8"."""
    if one.low == one.low.to_integral_value() and "." not in text[one.start : one.end]:
        return False
    before = text[max(0, one.start - 90) : one.start]
    return bool(_CONNECTED.search(before[-30:])) and scores(before[before.rfind(". ") + 1 :])


def _numbered(text: str, found: _Found, place: Sequence[str], paper: Sequence[str]) -> Numbered:
    shared = [*place, *_of_sentence(text), f"numbers={min(len(found.all), 4)}"]
    features = []
    for one, accepted in found.kept:
        unit = _kind(one)
        of_paper = (f"{unit} {each}" for each in paper)
        features.append([*shared, *of_paper, *_of_number(text, one, unit, found.all, accepted)])
    return Numbered([one for one, _ in found.kept], features)


def _of_sentence(text: str) -> Iterator[str]:
    if has_own(text):
        yield "own"
    if _tells(text):
        yield "tells"
    if is_of_others(text):
        yield "of others"


def _of_number(
    text: str,
    one: Quantity,
    unit: str,
    beside: Sequence[Quantity],
    accepted: bool,  # noqa: FBT001
) -> Iterator[str]:
    yield from _of_value(one, unit)
    yield f"rule {accepted}"
    if unit == "exact" and _is_named(text, one):
        yield "named"
    yield f"rule {accepted} {unit}"
    before = [_folded(word) for word in _WORD.findall(text[max(0, one.start - 120) : one.start])[-_NEAR:]]
    behind = [_folded(word) for word in _WORD.findall(text[one.end : one.end + 90])[:_BESIDE]]
    first, last = behind[0] if behind else "$", before[-1] if before else "^"
    yield from (f"p1={last}", f"n1={first}", f"{unit} p1={last}", f"{unit} n1={first}")
    yield from (f"p={word}" for word in sorted(set(before)))
    yield from (f"n={word}" for word in sorted(set(behind)))
    if BOUND_BEFORE.search(text[max(0, one.start - 60) : one.start]):
        yield "bound"
    if any(COMPARED.match(word) for word in behind[:3]):
        yield "compared"
    if NOUNS.search(text[max(0, one.start - 60) : one.end + 60].lower()):
        yield "change"
    if text.rfind("(", 0, one.start) > text.rfind(")", 0, one.start):
        yield from ("in brackets", f"in brackets {unit}")
    if any(other is not one and other.row == one.row for other in beside):
        yield "in a row"
    if any(other is not one and other.unit == one.unit for other in beside):
        yield "unit again"


def _of_value(one: Quantity, unit: str) -> Iterator[str]:
    yield f"unit={unit}"
    if one.high is not None:
        yield "range"
    if one.sign:
        yield "sign"
    if one.level:
        yield "level"
    if one.written:
        yield "written"
    if unit == "whole":
        yield f"digits={len(str(one.low))}"
        if 1900 <= one.low <= 2100:
            yield "year"
    if unit == "%":
        yield "% exact" if "." in str(one.low) else "% whole"
        yield "% round" if one.low % 10 == 0 else "% not round"


def _kind(one: Quantity) -> str:
    """The kind of a unit: what compares each its own, times, rates, other units, and numbers without one."""
    if not one.unit:
        return "exact" if "." in str(one.low) else "whole"
    return _PLAIN.get(one.unit) or ("time" if _TIME.fullmatch(one.unit) else "rate" if "/" in one.unit else "si")


def _folded(word: str) -> str:
    return "0" if word[0].isdigit() else word.lower()
