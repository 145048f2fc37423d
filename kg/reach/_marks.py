"""What a record is found by: marks, numbers of all that makes two records have to do with each other.

Two records are compared, or weigh in each other's comparison, only where they share a
mark. Now and then two different marks are one number; then more is looked at than need be.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b

from kg.keys import solid
from kg.model import Record
from kg.resolve.brief import Brief, Called
from kg.resolve.families import lookups
from kg.resolve.features import Thing
from kg.resolve.forms import thing_form
from kg.resolve.organization_names import named_organization, possible_words, turned
from kg.resolve.organizations import stated
from kg.resolve.papers import Seen, key_of
from kg.resolve.people.block import numbers
from kg.resolve.people.mentions import mentions_of
from kg.resolve.venue_names import letters, shorter, slips, venue_name
from kg.resolve.venues import issn_of

_TEXT = 1 << 63
"""Set in the marks of texts: what people are weighed by are numbers already, and less."""


@lru_cache(maxsize=1 << 18)
def mark(kind: str, text: str) -> int:
    """The mark of a text of one kind."""
    found = blake2b(f"{kind}:{text}".encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(found.digest(), "little") | _TEXT


def marks_of(brief: Brief) -> set[int]:
    """All marks of a record in brief."""
    found = {each for called in brief.named for each in (*of_thing(called.thing), *of_kinds(called))}
    found.update(of_seen(brief.seen), of_people(brief), of_venue(brief.record), of_organizations(brief.record))
    found.update(mark("cited", key_of(each)) for each in brief.record.references)
    found.update(mark("proposed", label) for label in brief.proposed)
    return found


def of_thing(thing: Thing) -> Iterator[int]:
    """By what a thing is compared with others: its concept and all its names."""
    if thing.concept:
        yield mark("concept", thing.concept)
    for name in {*map(solid, (thing.form, *thing.long)), *thing.cores, *thing.short}:
        yield mark("named", name)


def of_kinds(called: Called) -> Iterator[int]:
    """The names of what its label may be a kind of."""
    form = thing_form(called.label) if called.thing.short else called.thing.form
    for name in lookups(form):
        yield mark("kind", name)


def of_seen(seen: Seen) -> Iterator[int]:
    """By what a paper is compared with others: identifiers, its own and of its versions, and its title."""
    for key in {*seen.keys, *seen.versions}:
        yield mark("paper", key)
    for look in {seen.title, *seen.first_words()}:
        yield mark("title", look)


def of_people(brief: Brief) -> Iterator[int]:
    """By what its authors are compared with others: identifiers, and what they are weighed by.

    Their names are in `_casts.py`.
    """
    for key in identifiers_of(brief.record):
        yield mark("person", key)
    yield from numbers_of(brief)


def numbers_of(brief: Brief) -> set[int]:
    """The numbers that its authors are weighed by."""
    return numbers(mentions_of(brief.record, brief.words, brief.signed))


def identifiers_of(record: Record) -> set[str]:
    """What registries call its authors."""
    names = (*record.authors, *record.unlisted_authors)
    known = {f"orcid:{name.orcid}" for name in names if name.orcid}
    return known | {f"{each.scheme}:{each.value}" for name in names for each in name.identifiers}


def of_venue(record: Record) -> Iterator[int]:
    """By what a venue is compared with others: its ISSN, and how it is named."""
    if record.venue:
        yield from _of_series(record.venue)
        for issn in issn_of(record, venue_name(record.venue)):
            yield mark("issn", issn)


@lru_cache(maxsize=1 << 16)
def _of_series(stated: str) -> frozenset[int]:
    """Reference, words, initials and first letters of a venue's name, and its words but for a slip."""
    name = venue_name(stated)
    found = {("venue", name.reference), *(("venue slip", " ".join(words)) for words in slips(name))}
    if name.acronym:
        found.add(("venue initials", name.acronym))
    if not name.bare:
        found.add(("venue letters", letters(name.words)))
        found.update(("venue words", " ".join(words)) for words in (name.exact, *shorter(name)))
    if name.short:
        found.update(("venue short", letters(words)) for words in shorter(name))
    return frozenset(mark(*each) for each in found)


def of_organizations(record: Record) -> Iterator[int]:
    """By what organizations are compared with others: ROR, and all that an affiliation may name, in any order."""
    for each, _ in stated(record):
        if each.ror:
            yield mark("ror", each.ror)
        for words in (named_organization(each.name).words,) if each.ror else possible_words(each.name):
            yield mark("organization", turned(words))
