"""What is wrong, by the rule that said it: how far each can be trusted, and every error with its sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from kg.evaluate import Outcome
from kg.evaluate._sentences import Place, place, place_of, sentence
from kg.evaluate.gold import GoldEntity, GoldResult
from kg.model import DocumentEntity, Record, Result

Kind = Literal["extra", "wrong type", "merged", "missed"]
NOBODY = "nobody"
"""Stands for the rule where nothing was said."""


class Error(Struct, frozen=True, kw_only=True):
    """One error: who said it, in which record, of what kind, what was said or missed, and where.

    `type` is what was said, or for what was missed the best type; `note` tells what it
    should have been, or for what was missed what was said in its place.
    """

    rule: str
    record: str
    kind: Kind
    type: str
    label: str
    confidence: float | None = None
    note: str = ""
    sentence: str = ""


class Trust(Struct):
    """How often a rule is right, and how it errs; `wrong type` and `merged` are said under a name that is wanted."""

    right: int = 0
    extra: int = 0
    wrong_type: int = 0
    merged: int = 0

    @property
    def said(self) -> int:
        """All that it said."""
        return self.right + self.extra + self.wrong_type + self.merged


def rule_of(said: DocumentEntity) -> str:
    """The extractors that say a thing, as one name: `gazetteer + proposed`."""
    return " + ".join(sorted({mention.extractor for mention in said.mentions}))


def trust(outcomes: Iterable[Outcome]) -> dict[str, Trust]:
    """For each rule, how often it is right and wrong, the one with most errors first; optional things are left out."""
    found: dict[str, Trust] = defaultdict(Trust)
    for outcome in outcomes:
        _trust_things(found, outcome)
        value_of = {said: want for want, said in outcome.values.items()}
        for number, claim in enumerate(outcome.extraction.results):
            one, match = found[claim.mention.extractor], value_of.get(number)
            one.right += match is not None and not outcome.claims[match].optional
            one.extra += match is None
    return dict(sorted(found.items(), key=lambda item: (item[1].right - item[1].said, item[0])))


def _trust_things(found: dict[str, Trust], outcome: Outcome) -> None:
    things, wrong = outcome.things, _wrong_types(outcome)
    for number, said in enumerate(things.said):
        one, match = found[rule_of(said)], things.right.get(number)
        if match is not None:
            one.right += not things.wanted[match].optional
        elif number in wrong:
            one.wrong_type += 1
        else:
            one.merged += number in things.merged
            one.extra += number not in things.merged


def errors(outcomes: Iterable[Outcome]) -> Iterator[Error]:
    """Every error, record by record."""
    for outcome in outcomes:
        if outcome.record is None:
            yield Error(rule=NOBODY, record=outcome.gold.title, kind="missed", type="record", label=outcome.gold.title)
            continue
        yield from _said_wrong(outcome, outcome.record)
        yield from _missed(outcome, outcome.record)
        yield from _results(outcome, outcome.record)


def _wrong_types(outcome: Outcome) -> dict[int, int]:
    """From things said to things wanted that are the same but for the type, where neither has another match."""
    things = outcome.things
    return {said: want for want, said in things.loose.items() if want not in things.strict and said not in things.right}


def _said_wrong(outcome: Outcome, record: Record) -> Iterator[Error]:
    things, wrong = outcome.things, _wrong_types(outcome)
    for number, said in enumerate(things.said):
        if number in things.right:
            continue
        kind: Kind = "merged" if number in things.merged else "wrong type" if number in wrong else "extra"
        note = ""
        if kind == "merged":
            note = f"all of {', '.join((said.label, *said.aliases))}"
        elif kind == "wrong type":
            note = f"wanted {_types(things.wanted[wrong[number]])}"
        yield Error(
            rule=rule_of(said),
            record=outcome.gold.title,
            kind=kind,
            type=said.type.value,
            label=said.label,
            confidence=said.confidence,
            note=note,
            sentence=sentence(record, place(said.mentions[0])),
        )


def _missed(outcome: Outcome, record: Record) -> Iterator[Error]:
    things, wrong = outcome.things, set(_wrong_types(outcome).values())
    for number, want in enumerate(things.wanted):
        if number in things.strict or number in wrong or want.optional:
            continue
        where = place_of(record, want.names)
        notes = ["core" if want.core else "", _types(want) if len(want.types) > 1 else ""]
        notes += _instead(things.said, where)
        yield Error(
            rule=NOBODY,
            record=outcome.gold.title,
            kind="missed",
            type=want.type.value,
            label=want.label,
            note="; ".join(filter(None, notes)),
            sentence=sentence(record, where) if where else "",
        )


def _types(want: GoldEntity) -> str:
    return "/".join(want.types)


def _instead(said: Iterable[DocumentEntity], where: Place | None) -> Iterator[str]:
    """What was said at a place, or at a part of it, and who said it."""
    if where is None:
        yield "not in these words"
        return
    field, start, end = where
    for one in said:
        for mention in one.mentions:
            if mention.field == field and mention.start < end and start < mention.end:
                yield f"there {mention.extractor} said {mention.text} {one.type.value}"


def _results(outcome: Outcome, record: Record) -> Iterator[Error]:
    hit = set(outcome.values.values())
    for number, said in enumerate(outcome.extraction.results):
        if number not in hit:
            yield Error(
                rule=said.mention.extractor,
                record=outcome.gold.title,
                kind="extra",
                type="result",
                label=_claim(said),
                confidence=said.mention.confidence,
                sentence=sentence(record, place(said.mention)),
            )
    for number, want in enumerate(outcome.claims):
        if number not in outcome.values and not want.optional:
            yield Error(rule=NOBODY, record=outcome.gold.title, kind="missed", type="result", label=_claim(want))


def _claim(one: Result | GoldResult) -> str:
    value = " to ".join(str(each).removesuffix(".0") for each in (one.value, one.value_max) if each is not None)
    return f"{one.subject}: {one.metric} {value}{one.unit or ''} {one.direction}"
