"""Which things a change reaches: all that share names with what its records name, and what is a kind of that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from kg.keys import normal, solid
from kg.model import Entity, Key
from kg.reach._far import Astray
from kg.reach._filed import organizations, venues
from kg.reach._filing import Filing
from kg.reach._marks import mark, of_thing
from kg.reach._nouns import Nouns
from kg.reach._world import Seat, World
from kg.resolve.brief import Called
from kg.resolve.entities import concept_key, of_concept
from kg.resolve.families import lookups
from kg.resolve.features import Thing
from kg.resolve.forms import thing_form
from kg.resolve.kinds import BODIES
from kg.resolve.organizations import Affiliated
from kg.resolve.things import Found, Merged, Things, is_told
from kg.resolve.venues import Filed
from kg.vocabulary import Vocabulary


class Build(Struct, frozen=True):
    """What an earlier build and the vocabulary know of things, and what is filed before and after a change."""

    known: Vocabulary
    nouns: Nouns
    filing: tuple[Filing, Filing]


class Stated(Struct, frozen=True):
    """What records say of venues and organizations, before and after."""

    venues: tuple[Filed, Filed]
    places: tuple[Affiliated, Affiliated]


class Near:
    """The things that a change may concern, and those that they are compared with."""

    def __init__(self, world: World, build: Build) -> None:
        """Start with what the changed records name and are filed under."""
        self._world, self._build = world, build
        self._core: set[Thing] = set()
        self._every: set[Thing] = set()
        self._seats: set[Seat] = set()
        self._filed: set[Key] = set()
        self._more: set[Key] = set()
        codes = {seat.brief.record.category for seat in world.changed}
        under = [thing for code in sorted(filter(None, codes)) for thing in self._category(code)]
        self.reach([*under, *(called.thing for seat in world.changed for called in seat.brief.named)])

    def _category(self, code: str) -> list[Thing]:
        """The things that are what records are filed under, where nothing was filed so, or is no more."""
        keys = [each.key(code) for each in self._build.filing]
        if None not in keys:
            self._more.update(filter(None, keys))
            return []
        self._filed.update(filter(None, keys))
        concept = self._build.known.category(code)
        found = self._called(mark("concept", concept.iri) if concept else mark("named", solid(normal(code))))
        return [called.thing for called in found]

    def beside(self, keys: Iterable[Key]) -> None:
        """Take in the things that have such a key or concept, or may have it."""
        for key in keys:
            name = key.partition(":")[2]
            iri = name[1:-1] if name.startswith("<") else ""
            found = self._called(mark("concept", iri) if iri else mark("named", solid(name)))
            self._every |= self._closed([called.thing for called in found], self._every)

    def reach(self, things: Iterable[Thing]) -> None:
        """Take in things, and all that depends on them."""
        self._core |= self._closed(things, self._core)
        looked = {name for called in self._of(self._core) for name in lookups(_form(called))}
        beside = [called.thing for name in sorted(looked) for called in self._called(mark("named", name))]
        self._every |= self._core | self._closed(beside, self._every)

    def _closed(self, things: Iterable[Thing], within: set[Thing]) -> set[Thing]:
        """The things, and those that share a name with them, with what these share one with, and so on."""
        found, todo = set(within), [*things]
        while todo:
            thing = todo.pop()
            if thing not in found:
                found.add(thing)
                for each in _marks(thing):
                    todo += [called.thing for called in self._called(each)]
        return found

    def _called(self, mark: int) -> Iterator[Called]:
        """What has a mark, as every record calls it."""
        for seat in self._world.having(mark):
            for called in seat.brief.named:
                if mark in _marks(called.thing):
                    self._seats.add(seat)
                    yield called

    def _of(self, things: set[Thing]) -> Iterator[Called]:
        return (called for seat in self._seats for called in seat.brief.named if called.thing in things)

    def _keys(self) -> set[Key]:
        """The keys that things in reach may have in common with what records are filed under."""
        names = {name for thing in self._every for name in (thing.form, *thing.long, *thing.short)}
        concepts = (self._build.known.concepts.get(thing.concept) for thing in self._every)
        return {f"Topic:{name}" for name in names} | {concept_key(each) for each in concepts if each} | self._filed

    def resolved(self, stated: Stated) -> tuple[Found, Found]:
        """What is decided of those in reach, before and after, and of others where that differs."""
        while True:
            things = self._taken(after=False), self._taken(after=True)
            merged = [each.merged(*self._stated(stated, at)) for at, each in enumerate(things)]
            self._bare(*merged)
            beside = self._beside(merged[0])
            before, after = (each.finished(one, beside) for each, one in zip(things, merged, strict=True))
            known = len(self._core)
            self.reach([*self._moved(merged, (before, after)), *self._kinds(before, after)])
            if len(self._core) == known:
                return self._with_more(before, after)

    def _with_more(self, before: Found, after: Found) -> tuple[Found, Found]:
        """What is decided, with what only has other records filed under it."""
        was, now = self._build.filing
        keys = sorted(self._more - self._keys())
        return (
            replace(before, entities=(*before.entities, *(self._filed_under(key, was) for key in keys))),
            replace(after, entities=(*after.entities, *(self._filed_under(key, now) for key in keys))),
        )

    def _filed_under(self, key: Key, filing: Filing) -> Entity:
        """A thing as it was, but for what is filed under it."""
        entity = self._build.nouns.entity(key)
        if entity is None:
            raise Astray(key)
        records = sorted(record for each in filing.under({key}).values() for record in each)
        return replace(entity, subject_of=tuple(records))

    def bodies(self) -> set[Key]:
        """The keys and concepts that things in reach may have in common with venues and organizations."""
        named = [thing for thing in self._every if thing.type in BODIES]
        concepts = (self._build.known.concepts.get(thing.concept) for thing in self._every)
        names = {name for thing in named for name in (thing.form, *thing.long, *thing.short)}
        keys = {f"{kind.value}:{name}" for kind in BODIES for name in names}
        return keys | {concept_key(each) for each in concepts if each and each.type in BODIES}

    def _taken(self, *, after: bool) -> Things:
        things = Things(self._build.known)
        for seat in sorted(self._seats, key=lambda seat: (not seat.before, seat.number)):
            if seat.after if after else seat.before:
                things.name(seat.brief, self._every)
        return things

    def _stated(self, stated: Stated, at: int) -> tuple[Filed, Affiliated, dict[str, tuple[str, ...]]]:
        return stated.venues[at], stated.places[at], self._build.filing[at].under(self._keys())

    def _bare(self, before: Merged, after: Merged) -> None:
        """Put in, before and after, what is there only since something is a kind of it."""
        known = self._build.known
        told = _told(before), _told(after)
        changed = told[0] ^ told[1]
        bare = {above.iri for iri in changed for above in known.ancestors(iri)} | changed
        for iri in sorted(bare | _concepts(before) ^ _concepts(after)):
            made = of_concept(known.concepts[iri], known)
            old = None if made.key in before.entities else self._build.nouns.entity(made.key)
            if old and (is_told(old) or old.venue_of or old.affiliated):
                continue
            if old:
                before.entities[made.key] = made
            if made.key not in after.entities and self._needed(iri, before, told[1]):
                after.entities[made.key] = made

    def _needed(self, iri: str, before: Merged, told: set[str]) -> bool:
        """Whether anything that is told of is a kind of it: in reach, or elsewhere."""
        known, nouns = self._build.known, self._build.nouns
        below = [each for each in known.concepts if any(above.iri == iri for above in known.ancestors(each))]
        if not told.isdisjoint(below):
            return True
        keys = (concept_key(known.concepts[each]) for each in below)
        return any(is_told(there) for key in keys if key not in before.entities and (there := nouns.entity(key)))

    def _beside(self, before: Merged) -> dict[Key, Entity]:
        """The concepts out of reach of which things in reach may be kinds."""
        known, found = self._build.known, {}
        for name in {name for called in self._of(self._every) for name in lookups(_form(called))}:
            for iri in _by_form(known).get(name, ()):
                made = of_concept(known.concepts[iri], known)
                if made.key not in before.entities and self._build.nouns.entity(made.key):
                    found[made.key] = made
        return found

    def _moved(self, merged: list[Merged], found: tuple[Found, Found]) -> Iterator[Thing]:
        """The things out of reach so far that became another, or are said to."""
        before, after = ({each.key: each for each in one.entities} for one in found)
        for thing in self._every - self._core:
            was, now = merged[0].leads.get(thing), merged[1].leads.get(thing)
            if was != now or (was and now and before[was] != after[now]):
                yield thing

    def _kinds(self, before: Found, after: Found) -> Iterator[Thing]:
        """The things that may be kinds of what was not there, or is no more, or is called otherwise."""
        claims = [{(e.key, e.type, e.label, e.concept): e for e in found.entities} for found in (before, after)]
        changed = [claims[one][claim] for one in (0, 1) for claim in claims[one].keys() - claims[1 - one].keys()]
        for entity in changed:
            for name in {solid(thing_form(each)) for each in _names(entity)}:
                for seat in self._world.having(mark("kind", name)):
                    yield from (each.thing for each in seat.brief.named if name in lookups(_form(each)))


def _names(entity: Entity) -> tuple[str, ...]:
    """The names by which others may be kinds of it."""
    return (entity.label, *entity.aliases) if entity.concept else (entity.label,)


def _form(called: Called) -> str:
    return thing_form(called.label) if called.thing.short else called.thing.form


def _told(found: Merged) -> set[str]:
    """The concepts that texts name or records are filed under."""
    return {each.concept for each in found.entities.values() if each.concept and is_told(each)}


def _concepts(found: Merged) -> set[str]:
    return {each.concept for each in found.entities.values() if each.concept}


@lru_cache(maxsize=1 << 16)
def _marks(thing: Thing) -> frozenset[int]:
    return frozenset(of_thing(thing))


@lru_cache(maxsize=4)
def _by_form(known: Vocabulary) -> dict[str, list[str]]:
    """The concepts by the form of each name that is shown."""
    found: dict[str, list[str]] = {}
    for iri, concept in known.concepts.items():
        for name in {solid(thing_form(each)) for each in (concept.label, *concept.aliases)}:
            found.setdefault(name, []).append(iri)
    return found


def resolved(world: World, build: Build) -> tuple[Found, Found]:
    """What is decided of things, before and after, together with the venues and organizations that records state."""
    near = Near(world, build)
    while True:
        more = near.bodies()
        stated = Stated(venues(world, build.known, more), organizations(world, build.known, more))
        every = [each for one in (*stated.venues, *stated.places) for each in one.entities]
        near.beside(sorted({key for each in every for key in (each.key, *each.replaces)}))
        if near.bodies() <= more:
            found = near.resolved(stated)
            if near.bodies() <= more:
                return found
