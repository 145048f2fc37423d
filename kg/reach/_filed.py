"""The venues and organizations that a change of records reaches, as they were before it and as they are after it.

What is compared with each other is found by marks, from the ways of naming on changed
records on, until nothing more is reached. Resolved by themselves these come out as they
do among all, since no other way of naming has anything to do with them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from kg.model import EntityType
from kg.reach._marks import mark
from kg.reach._world import Seat, World
from kg.resolve.known_venues import known_venues
from kg.resolve.organization_names import turned
from kg.resolve.organizations import Affiliated, Organizations
from kg.resolve.venue_names import VenueName, abbreviates, letters, slip, slips, venue_name
from kg.resolve.venues import MOST, OF_SERIES, Filed, Venues, issn_of
from kg.vocabulary import Vocabulary

Told: TypeAlias = tuple[str, tuple[str, ...]]
"""What an affiliation is compared by: a ROR, which may be empty, and words."""


def venues(world: World, known: Vocabulary, more: Iterable[str] = ()) -> tuple[Filed, Filed]:
    """The venues that a change reaches, before and after it; `more` are references and concepts to begin with too."""
    near = _Venues(world, known)
    before, after = Venues(known), Venues(known)
    for seat in near.reached(more):
        if seat.before:
            before.add(seat.brief.record)
        if seat.after:
            after.add(seat.brief.record)
    return before.resolve(), after.resolve()


def organizations(world: World, known: Vocabulary, more: Iterable[str] = ()) -> tuple[Affiliated, Affiliated]:
    """The same of organizations."""
    before, after = Organizations(known), Organizations(known)
    near = _Organizations(world, before)
    near.reach([*more])
    for seat in near.seats:
        if seat.before:
            before.add(seat.brief.record, near.references)
        if seat.after:
            after.add(seat.brief.record, near.references)
    return before.resolve(), after.resolve()


def _name(seat: Seat) -> VenueName | None:
    return venue_name(seat.brief.record.venue) if seat.brief.record.venue else None


def _issn(seat: Seat) -> tuple[str, ...]:
    name = _name(seat)
    return issn_of(seat.brief.record, name) if name else ()


def _iri(key: str) -> str:
    """The concept of a key; what is no key of a concept is taken as one itself."""
    return key.partition(":<")[2].removesuffix(">") or key


class _Venues:
    """Which ways of naming a venue are compared with which."""

    def __init__(self, world: World, known: Vocabulary) -> None:
        self._world, self._known = world, known_venues(known)
        self._having: dict[tuple[str, str], list[VenueName]] = {}

    def reached(self, more: Iterable[str]) -> Iterator[Seat]:
        """The records of all ways of naming that are reached."""
        waiting = [name.reference for name in map(_name, self._world.changed) if name]
        for each in more:
            waiting.extend((each, *self._of_concept(_iri(each))))
        done: set[str] = set()
        while waiting:
            reference = waiting.pop()
            if reference not in done:
                done.add(reference)
                seats = [*self._seats(reference)]
                waiting.extend(self._beside(seats))
                yield from seats

    def _seats(self, reference: str) -> Iterator[Seat]:
        """The records of one way of naming."""
        for seat in self._world.having(mark("venue", reference)):
            name = _name(seat)
            if name and name.reference == reference:
                yield seat

    def _names(self, kind: str, text: str) -> list[VenueName]:
        """All names that have a mark, each once."""
        if (kind, text) not in self._having:
            names = map(_name, self._world.having(mark(kind, text)))
            self._having[kind, text] = [*dict.fromkeys(name for name in names if name)]
        return self._having[kind, text]

    def _beside(self, seats: list[Seat]) -> Iterator[str]:
        """The references with which that of some records is compared."""
        names = dict.fromkeys(name for name in map(_name, seats) if name)
        for name in names:
            yield from self._named_alike(name)
            yield from self._slipped(name)
            yield from self._of_concept(self._concept(name))
        for issn in {issn for seat in seats for issn in _issn(seat)}:
            yield from self._printed(issn)

    def _named_alike(self, name: VenueName) -> Iterator[str]:
        """By words, initials and abbreviation."""
        first = letters(name.words)
        if name.acronym:
            alike = self._names("venue initials", name.acronym)
            yield from (other.reference for other in alike if name.bare or other.bare)
        if not name.bare:
            alike = self._names("venue words", " ".join(name.exact))
            yield from (other.reference for other in alike if other.exact == name.exact)
            for other in self._names("venue short", first):
                if len(other.words) > 1 and abbreviates(other.words, name.words):
                    yield other.reference
        if name.short and len(name.words) > 1:
            for other in self._names("venue letters", first):
                if abbreviates(name.words, other.words):
                    yield other.reference

    def _slipped(self, name: VenueName) -> Iterator[str]:
        """By a word in which a letter may be wrong; where these are many, all of them: not all are compared."""
        for words in slips(name):
            others = [other for other in self._names("venue slip", " ".join(words)) if words in slips(other)]
            many = len({other.reference for other in others}) > MOST
            for other in others:
                if many or slip(name, other):
                    yield other.reference

    def _printed(self, issn: str) -> Iterator[str]:
        """By ISSN; of a series of books, which are not compared, as many as make it one before and after.

        More than that, where few had it before or few have it after, are on changed records themselves.
        """
        before: set[str] = set()
        after: set[str] = set()
        for seat in self._world.having(mark("issn", issn)):
            name = _name(seat)
            if name and issn in _issn(seat):
                before.update([name.reference] if seat.before else ())
                after.update([name.reference] if seat.after else ())
        yield from (each for those in (before, after) for each in sorted(those)[: OF_SERIES + 1])

    def _concept(self, name: VenueName) -> str:
        """The one concept that a name is of, or may be short for."""
        fitting = self._known.abbreviated(name) if name.short else set()
        return self._known.of(name) or (min(fitting) if len(fitting) == 1 else "")

    def _of_concept(self, iri: str) -> Iterator[str]:
        """The references of one concept."""
        for name in self._known.named.get(iri, ()):
            found = self._names("venue initials", name.acronym) if name.acronym else []
            if not name.bare:
                found = [*found, *self._names("venue words", " ".join(name.words))]
                found += self._names("venue short", letters(name.words))
            yield from (other.reference for other in found if self._concept(other) == iri)


class _Organizations:
    """Which ways of naming an organization are compared with which: by ROR, by words in any order, and by concept."""

    def __init__(self, world: World, names: Organizations) -> None:
        self._world, self._names = world, names
        self._forms: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for words, iri in names.concepts.items():
            self._forms[iri].append(words)
        self.references: set[str] = set()
        self.seats: dict[Seat, None] = {}

    def reach(self, more: Sequence[str]) -> None:
        """Take in all that is reached."""
        waiting = [each for seat in self._world.changed for _, each in self._called(seat)]
        waiting += [_parted(each) for each in more if each.startswith(f"{EntityType.ORGANIZATION.value}:")]
        waiting += [("", words) for iri in more for words in self._forms.get(_iri(iri), ())]
        done: set[tuple[str, str]] = set()
        while waiting:
            for each in self._marks(*waiting.pop()):
                if each not in done:
                    done.add(each)
                    waiting.extend(self._having(*each))

    def _called(self, seat: Seat) -> Iterator[tuple[str, Told]]:
        """The reference of each affiliation on a record, and what it is compared by."""
        for reference, name, ror, _ in self._names.called(seat.brief.record):
            yield reference, (ror, name.words)

    def _marks(self, ror: str, words: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        """By which marks others are found that this is compared with."""
        if ror:
            yield "ror", ror
        for form in (words, *self._forms.get(self._names.concepts.get(words, ""), ())):
            yield "organization", turned(form)

    def _having(self, kind: str, text: str) -> Iterator[Told]:
        """What has a mark, which is taken in."""
        for seat in self._world.having(mark(kind, text)):
            for reference, told in self._called(seat):
                if text == (told[0] if kind == "ror" else turned(told[1])):
                    self.references.add(reference)
                    self.seats[seat] = None
                    yield told


def _parted(reference: str) -> Told:
    """What a reference says of an organization: its ROR, or its words."""
    name = reference.removeprefix(f"{EntityType.ORGANIZATION.value}:")
    if name.startswith("ror:"):
        return name.removeprefix("ror:"), ()
    return "", tuple(name.partition(" (")[0].split())
