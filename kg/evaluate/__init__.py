"""What was extracted, compared with hand annotations: figures, errors by rule, and how far a confidence can be trusted.

A record's things and claims are paired with those wanted, one to one. The pairing is
forgiving about case, markup, hyphens, plurals and generic words, and strict about types.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct, field

from kg.callable_module import callable_as
from kg.evaluate._entities import Matching, matching, proposals
from kg.evaluate._fields import RIGHT
from kg.evaluate._forms import unmarked
from kg.evaluate._results import same_claim, same_value
from kg.evaluate._tally import Share, Tally, paired
from kg.evaluate.gold import NAMED, GoldRecord, GoldResult
from kg.model import EntityType, Extraction, Record

__all__ = ["Evaluation", "Outcome", "evaluate", "title_of"]

GROUPS = ("all", "named", "named-untyped", "concept", "proposes", "result", "result-full")
"""What is counted, in the order in which it is shown."""


class Outcome(Struct, frozen=True):
    """One annotated record beside what was said of it.

    `claims` are the wanted results, the required first; `values` leads from them to those
    said that have their value, by index.
    """

    gold: GoldRecord
    record: Record | None
    extraction: Extraction
    things: Matching
    claims: tuple[GoldResult, ...]
    values: dict[int, int]


class Evaluation(Struct):
    """The figures over all records, and the outcome of each."""

    groups: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in GROUPS})
    types: dict[EntityType, Tally] = field(default_factory=lambda: {kind: Tally() for kind in sorted(EntityType)})
    core: Share = field(default_factory=Share)
    roles: Share = field(default_factory=Share)
    fields: Counter[str] = field(default_factory=Counter)
    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def found(self) -> int:
        """How many of the annotated records are among those that were read."""
        return sum(outcome.record is not None for outcome in self.outcomes)


def evaluate(gold: Iterable[GoldRecord], said: Iterable[tuple[Record, Extraction]]) -> Evaluation:
    """The figures of what was said; of records with one title the last counts, and one that is missing said nothing."""
    by_title = {title_of(record): (record, extraction) for record, extraction in said}
    made = Evaluation()
    for want in gold:
        record, extraction = by_title.get(title_of(want), (None, Extraction(record="")))
        _add(made, _outcome(want, record, extraction))
    return made


def title_of(record: Record | GoldRecord) -> str:
    """The form of a title under which records are paired."""
    return unmarked(record.title).lower()


def _outcome(want: GoldRecord, record: Record | None, extraction: Extraction) -> Outcome:
    claims = tuple(sorted(want.results, key=lambda claim: claim.optional))
    return Outcome(
        gold=want,
        record=record,
        extraction=extraction,
        things=matching(want.entities, extraction.entities),
        claims=claims,
        values=paired(claims, extraction.results, same_value),
    )


def _add(made: Evaluation, outcome: Outcome) -> None:
    """Count one record's outcome."""
    made.outcomes.append(outcome)
    _add_fields(made, outcome)
    _add_things(made, outcome.things)
    _add_roles(made, outcome.things)
    _add_untyped(made.groups["named-untyped"], outcome.things)
    of = proposals(outcome.things.wanted, outcome.things.said)
    made.groups["proposes"].add(right=of.right, said=of.said, wanted=of.wanted)
    whole = paired(
        outcome.claims, outcome.extraction.results, lambda want, said: same_claim(want, said, outcome.claims)
    )
    for name, pairs in (("result", outcome.values), ("result-full", whole)):
        _add_results(made.groups[name], outcome, pairs)


def _add_fields(made: Evaluation, outcome: Outcome) -> None:
    for name, right in RIGHT.items():
        record = outcome.record
        made.fields[name] += record is not None and right(outcome.gold, record, outcome.extraction)


def _add_things(made: Evaluation, things: Matching) -> None:
    """Count things by kind: what is right under the best kind of what was wanted, what is extra under the kind said."""
    for place, want in enumerate(things.wanted):
        if want.optional:
            continue
        hit = place in things.strict
        for tally in _tallies(made, want.type):
            tally.add(right=hit, said=hit, wanted=1)
        if want.core:
            made.core.add(hit)
    for place, said in enumerate(things.said):
        if place not in things.right:
            for tally in _tallies(made, said.type):
                tally.add(said=1)


def _tallies(made: Evaluation, kind: EntityType) -> tuple[Tally, Tally, Tally]:
    return made.groups["all"], made.groups["named" if kind in NAMED else "concept"], made.types[kind]


def _add_roles(made: Evaluation, things: Matching) -> None:
    for place, said in things.strict.items():
        if not things.wanted[place].optional:
            made.roles.add(not set(things.wanted[place].roles).isdisjoint(things.said[said].roles))


def _add_untyped(tally: Tally, things: Matching) -> None:
    """Count named things whatever kind was said."""
    named = [place for place, want in enumerate(things.wanted) if want.type in NAMED and not want.optional]
    hits = sum(place in things.loose for place in named)
    taken = set(things.loose.values())
    extra = sum(said.type in NAMED for place, said in enumerate(things.said) if place not in taken)
    tally.add(right=hits, said=hits + extra, wanted=len(named))


def _add_results(tally: Tally, outcome: Outcome, pairs: dict[int, int]) -> None:
    free = sum(outcome.claims[place].optional for place in pairs)
    tally.add(
        right=len(pairs) - free,
        said=len(outcome.extraction.results) - free,
        wanted=sum(not claim.optional for claim in outcome.claims),
    )


callable_as(evaluate)
