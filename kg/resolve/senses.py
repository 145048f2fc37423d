"""What initials stand for: in the record if it says so, else by the field and what else the papers name.

Things that are written out for the same initials are compared by their long names.
What is named by initials only goes to the meaning that papers of its field, or papers
which name the same other things, give them; if two are about as likely it is undecided.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import log1p

from msgspec import Struct

from kg.model import Reason, Verdict
from kg.resolve.bonds import Bonds
from kg.resolve.features import Thing
from kg.resolve.fields import Profile, levels
from kg.resolve.kinds import BODIES, may_be_one
from kg.resolve.long_names import compared
from kg.resolve.naming import Named
from kg.resolve.rules import SAME, Judged, decide, judge, score_of, verdict_of

MOST = 12
"""So many meanings of the same initials are compared with each new one."""
LIKELY, POSSIBLE = 0.75, 0.2
"""The share of the evidence from which on a meaning is the one, and from which on it may be."""
CLEAR = 4
"""Initials of so many letters mean what they mean elsewhere where nothing else is known of them."""
PRIOR, WEAK_PRIOR, OTHERS = 2.5, 0.3, 0.1
"""What the vocabulary's meaning has before any evidence, where a paper of the same field or beside the same things
writes out another, and all others together."""
MOST_SHARED = 5.0
TELLING = 1.0
"""The evidence of one paper of the same field that writes the initials out, or so."""

_NAMES = frozenset({"label", "long name", "version"})
"""What is said by names that may be initials, and so says little."""


class Sense(Struct, frozen=True):
    """One meaning of initials: a thing that has it, its concept, where it is written of, and what beside."""

    thing: Thing
    concept: str
    profile: Profile
    beside: Counter[str]
    text: str


class Senses:
    """The meanings of all initials."""

    def __init__(
        self,
        things: Sequence[Thing],
        bonds: Bonds,
        named: Mapping[Thing, Named],
        written: Callable[[Thing], tuple[str, ...]],
    ) -> None:
        """Decide within these clusters on things, those of a concept first, each by where it is `named`.

        `written` gives the long names of a thing, its concept's among them.
        """
        self._things, self._bonds, self._named, self._written = things, bonds, named, written
        self._out: dict[str, list[Thing]] = defaultdict(list)
        self._bare: dict[str, list[Thing]] = defaultdict(list)
        for thing in things:
            self._file(thing)

    def _file(self, thing: Thing) -> None:
        known = bool(self._written(thing)) and not thing.bare
        for initials in thing.short:
            (self._out if known else self._bare)[initials].append(thing)
        if not thing.short and thing.long == (thing.form,) and self._named[thing].label().isalpha():
            self._bare[thing.form].append(thing)  # Bert

    def judged(self) -> Iterator[Judged]:
        """Join what is one, and yield what was decided of whom."""
        for initials in sorted(self._out):
            yield from self._written_out(self._out[initials])
        for initials in sorted(self._bare):
            if any(initials in thing.short for thing in self._bare[initials]) or self._out.get(initials):
                yield from self._named_only(initials)

    def _written_out(self, things: Sequence[Thing]) -> Iterator[Judged]:
        """Compare the long names for the same initials, each with those that were no longer new."""
        kept: list[Thing] = []
        for thing in things:
            roots = {self._bonds.root(other) for other in kept}
            if self._bonds.root(thing) in roots or len(roots) >= MOST:
                continue
            for other in kept:
                judged = self._compared(other, thing)
                if judged[4] and (judged[2] is not Verdict.DIFFERENT or other is kept[0]):
                    yield judged
                if judged[2] is Verdict.SAME:
                    self._bonds.join(other, thing)
                    break
            else:
                kept.append(thing)

    def _compared(self, a: Thing, b: Thing) -> Judged:
        """What the long names of two things say, and all else that can be said of them."""
        _, _, reasons = decide(a, b)
        pairs = [(x, y) for x in self._written(a) for y in self._written(b)]
        names = max((compared(x, y) for x, y in pairs[: MOST * MOST]), key=lambda reason: reason.score, default=None)
        if names and names.score >= SAME:
            reasons = tuple(reason for reason in reasons if reason.feature != "type")
        reasons = (*(reason for reason in reasons if reason.feature not in _NAMES), *([names] if names else ()))
        if score_of(reasons) >= SAME and (refused := self._bonds.against(a, b)):
            reasons = (*reasons, refused)
        score = score_of(reasons)
        return a, b, verdict_of(score), score, reasons

    def _named_only(self, initials: str) -> Iterator[Judged]:
        """Give what is named by initials only to a meaning; what is left over is one by group of fields."""
        every = list(self._senses(initials))
        left: list[Thing] = []
        for thing in self._bare[initials]:
            senses = [sense for sense in every if not _apart(sense.thing, thing)]
            made = self._decided(thing, initials, senses)
            if not any(verdict is Verdict.SAME for _, _, verdict, *_ in made):
                left.append(thing)
            for judged in made:
                if judged[2] is Verdict.SAME:
                    self._bonds.join(judged[0], thing)
                if judged[0] != judged[1]:
                    yield judged
        yield from self._leftover(initials, left)

    def _senses(self, initials: str) -> Iterator[Sense]:
        """The meanings of initials: a cluster each, and each concept that a text was matched with."""
        roots = dict.fromkeys(map(self._bonds.root, self._out.get(initials, ())))
        members = defaultdict(list)
        for thing in self._out.get(initials, ()):
            members[self._bonds.root(thing)].append(thing)
        concepts = {self._bonds.concept(root) for root in roots}
        for root in roots:
            yield self._sense(members[root], self._bonds.concept(root))
        for thing in self._bare[initials]:
            if thing.concept and thing.concept not in concepts:
                concepts.add(thing.concept)
                known = self._at_concept(thing.concept)
                if not known:
                    self._bonds.anchor(thing, thing.concept)
                yield self._sense(known or [thing], thing.concept, found=bool(known))

    def _at_concept(self, concept: str) -> list[Thing]:
        return self._of_concept.get(concept, [])

    @property
    def _of_concept(self) -> dict[str, list[Thing]]:
        if not hasattr(self, "_concepts"):
            self._concepts: dict[str, list[Thing]] = defaultdict(list)
            for thing in self._things:
                if thing.concept and not thing.bare:
                    self._concepts[thing.concept].append(thing)
        return self._concepts

    def _sense(self, things: Sequence[Thing], concept: str, *, found: bool = True) -> Sense:
        fields: Counter[str] = Counter()
        beside: Counter[str] = Counter()
        for thing in things if found else ():
            fields += self._named[thing].fields
            beside += self._named[thing].beside
        written = [name for thing in things for name in self._written(thing)]
        return Sense(things[0], concept, Profile(fields), beside, next(iter(written), things[0].form))

    def _decided(self, thing: Thing, initials: str, senses: Sequence[Sense]) -> list[Judged]:
        """What is decided of a thing and each meaning its initials have."""
        named = self._named[thing]
        evidence = [_evidence(named, sense) for sense in senses]
        prior = PRIOR if max(evidence, default=0) < TELLING else WEAK_PRIOR
        matched = [bool(thing.concept) and sense.concept == thing.concept for sense in senses]
        priors = [prior if match else OTHERS / len(senses) for match in matched]
        whole = sum(evidence) + sum(priors)
        made: list[Judged] = []
        for sense, found, prior in zip(senses, evidence, priors, strict=True):
            share = (found + prior) / whole
            score = self._score(thing, initials, sense, (found, share, len(senses)))
            if score > 0:
                why = _why(named, sense, found, share)
                made.append((sense.thing, thing, verdict_of(score), score, (Reason("initials", score, why),)))
        return made

    def _score(self, thing: Thing, initials: str, sense: Sense, seen: tuple[float, float, int]) -> float:
        """How sure a meaning is: its share of the evidence, or that there is no other and nothing against it."""
        found, share, count = seen
        named = self._named[thing]
        if all(map(str.islower, named.labels)) or self._bonds.against(sense.thing, thing):
            return 0.5 if share >= POSSIBLE and sense.thing != thing else 0.0
        matched = bool(thing.concept) and sense.concept == thing.concept
        if share >= LIKELY and (found or matched):
            return round(max(SAME, min(share, 0.95)), 2)
        if count == 1 and len(initials) >= CLEAR and not (Profile(named.fields).known() and sense.profile.known()):
            return SAME
        return 0.5 if share >= POSSIBLE else 0.0

    def _leftover(self, initials: str, things: Sequence[Thing]) -> Iterator[Judged]:
        """Of what no meaning was found for, what is named alike in sciences that are near, or at length, is one."""
        first: dict[str, Thing] = {}
        for thing in things:
            group = "" if len(initials) >= CLEAR else self._group(thing)
            other = first.setdefault(group, thing)
            if other is not thing:
                judged = judge(other, thing, self._bonds)
                if judged[4]:
                    yield judged
                if judged[2] is Verdict.SAME:
                    self._bonds.join(other, thing)
        groups = [first[group] for group in sorted(first)]
        for other in groups[1:]:
            where = f"{self._group(groups[0]) or 'no field'} and in {self._group(other) or 'no field'}"
            yield groups[0], other, Verdict.UNDECIDED, 0.5, (Reason("field", 0.5, f"the same initials in {where}"),)

    def _group(self, thing: Thing) -> str:
        fields = self._named[thing].fields
        best = min(fields, key=lambda field: (-fields[field], field), default="")
        return levels(best)[2]


def _apart(a: Thing, b: Thing) -> bool:
    """Whether one is a venue or an organization and the other can be none."""
    return bool({a.type, b.type} & BODIES) and not may_be_one(a.type, b.type) and not (a.concept and b.concept)


def _evidence(named: Named, sense: Sense) -> float:
    """How much of a meaning is written of in the fields where a thing is named, and beside what it is named with."""
    times = sum(named.labels.values())
    shared = sum(count * log1p(sense.beside[other]) for other, count in named.beside.items()) / times
    return sense.profile.near(named.fields) + min(shared, MOST_SHARED)


def _why(named: Named, sense: Sense, found: float, share: float) -> str:
    where = ", ".join(sorted(field for field in named.fields if field)[:3]) or "no field"
    if not found:
        return f"in {where} by initials only, which {sense.text!r} has too; nothing else is known of them"
    return f"in {where} by initials only, of which {sense.text!r} has {share:.0%} of the evidence"
