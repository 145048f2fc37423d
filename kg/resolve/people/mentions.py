"""What is kept of a paper and of each of its authors: hashed words, names, places, dates and identifiers.

Everything is hashed into one table of counts, so that memory grows with the records and
not with their words, and nothing depends on the order in which records come.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

import numpy as np
from msgspec import Struct

from kg.keys import normal
from kg.model import Key, Name, Record, RecordId
from kg.resolve.people.buckets import bucket
from kg.resolve.people.names import Form, form_of
from kg.resolve.people.words import word_number

MOST_COAUTHORS = 60
"""Of a longer list of authors only those who stand next to an author are taken as written with."""
TITLE_COUNTS = 3
"""A word of the title counts as much as so many of the abstract."""
MOST_OF_WORD = (1 << 16) - 1
"""What a word counts at most."""
Ids: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.uint32]]"
PaperOf: TypeAlias = Callable[[RecordId], Key | None]
"""Which paper a record is of, where that is known."""
Counts: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.uint16]]"
_PLACES_WORDS = """
dept department departments univ university of sci science sciences comput computer sch school inst institute
college coll lab labs laboratory res research center centre eng engineering the and for technol technology
faculty division group
"""
_PLACES = frozenset(_PLACES_WORDS.split())
_EMAIL = re.compile(r"[a-z0-9._%+-]{1,64}@[a-z0-9.-]{3,100}", re.IGNORECASE)
_PREPRINTS = frozenset({"corr", "arxiv", "arxiv org", "biorxiv", "medrxiv"})


class Keys(NamedTuple):
    """The numbers by which a co-author's name is found again.

    As a whole, and without middle names; last, by initial, of which one of two who are
    the same has only the initial: whoever has `initial` finds who has it as `counterpart`.
    """

    whole: int
    short: int
    initial: int
    counterpart: int


class Paper(Struct, eq=False):
    """One record: its words and how often each stands there, its authors' names, its venue, category and year.

    `cut` says that it has more authors than are known.
    """

    record: RecordId
    words: Ids
    counts: Counts
    forms: tuple[Form, ...]
    names: tuple[Keys, ...]
    venue: int
    category: int
    year: int
    cut: bool


class Mention(Struct, eq=False):
    """One author's place on one paper; `slot` is the author's place among the paper's names."""

    paper: Paper
    position: int
    slot: int
    name: Name
    form: Form
    places: tuple[int, ...] = ()
    emails: tuple[str, ...] = ()

    @property
    def reference(self) -> str:
        """The reference by which decisions know it."""
        return f"{self.paper.record}#{self.position}"

    @property
    def order(self) -> tuple[RecordId, int]:
        """What mentions are sorted by."""
        return self.paper.record, self.position

    def beside(self) -> list[Keys]:
        """The names beside it: all of a short list, the neighbours in a long one."""
        names, own = self.paper.names, self.paper.names[self.slot]
        return [names[slot] for slot in self.near() if names[slot].short != own.short]

    def rank(self) -> int:
        """Whether it stands first (1), between others (2) or last (3), as far as that is known; else 0.

        Who is not listed where the list is cut stands behind.
        """
        number = len(self.paper.names)
        if self.position < 0:
            return 3 if self.paper.cut else 0
        if number == 1:
            return 0
        if self.position == 1:
            return 1
        return 3 if self.position == number and not self.paper.cut else 2

    def near(self) -> range:
        """The places on the paper of the authors that are taken as written with, and its own."""
        number, half = len(self.paper.names), MOST_COAUTHORS // 2
        if number <= MOST_COAUTHORS:
            return range(number)
        return range(max(0, self.slot - half), min(number, self.slot + half))


def in_order(mentions: list[Mention]) -> list[Mention]:
    """The mentions by record and by place on it."""
    return sorted(mentions, key=lambda each: each.order) if len(mentions) > 1 else mentions


@lru_cache(maxsize=1 << 18)
def keys_of(form: Form) -> Keys:
    """The keys of a name."""
    first = form.given[0] if form.given else ""
    sides = (bucket("initial of", form.block), bucket("initial", form.block))
    mine, other = sides if form.full else sides[::-1]
    return Keys(bucket("name", form.whole), bucket("short", f"{first} {form.family}"), mine, other)


class Words(Struct, frozen=True, array_like=True):
    """The numbers of a record's words, four bytes each and sorted, and how much each counts, two bytes each."""

    numbers: bytes
    counts: bytes


def words_of(record: Record) -> Words:
    """The words of a record's title, abstract and keywords."""
    found: dict[int, int] = {}
    for text, weight in ((record.title, TITLE_COUNTS), (record.abstract, 1), (" ".join(record.keywords), 1)):
        for word in normal(text).split() if text else ():
            if number := word_number(word):
                found[number] = found.get(number, 0) + weight
    numbers = sorted(found)
    counts = [min(found[number], MOST_OF_WORD) for number in numbers]
    return Words(np.array(numbers, dtype="<u4").tobytes(), np.array(counts, dtype="<u2").tobytes())


class Signed(Struct, frozen=True, array_like=True):
    """A name that stands on a record: its form, and the numbers by which it is found again."""

    form: Form
    keys: Keys


def signed_by(record: Record) -> tuple[Signed, ...]:
    """The names of a record's authors, listed and unlisted, in order."""
    forms = (form_of(name.name, name.family) for name in (*record.authors, *record.unlisted_authors))
    return tuple(Signed(form, keys_of(form)) for form in forms)


def paper_of(record: Record, words: Words, signed: Sequence[Signed]) -> Paper:
    """What is kept of a record that has these words and these authors' names."""
    venue = normal(record.venue) if record.venue else ""
    return Paper(
        record=record.id,
        words=np.frombuffer(words.numbers, dtype="<u4"),
        counts=np.frombuffer(words.counts, dtype="<u2"),
        forms=tuple(each.form for each in signed),
        names=tuple(each.keys for each in signed),
        venue=bucket("venue", venue) if venue and venue not in _PREPRINTS else 0,
        category=bucket("category", record.category) if record.category else 0,
        year=record.date.year if record.date else 0,
        cut=record.authors_truncated,
    )


def mentions_of(record: Record, words: Words, signed: Sequence[Signed]) -> list[Mention]:
    """The authors of a record that has these words and names, listed and unlisted, in order."""
    listed = [*enumerate(record.authors, 1), *((-n, name) for n, name in enumerate(record.unlisted_authors, 1))]
    paper = paper_of(record, words, signed)
    return [
        Mention(paper, position, slot, name, signed[slot].form, *_affiliated(name))
        for slot, (position, name) in enumerate(listed)
    ]


def _affiliated(name: Name) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The words of an author's affiliations, without those that all have, and the addresses in them."""
    if not name.affiliations:
        return (), ()
    text = " ".join(each.name for each in name.affiliations)[:4000]
    emails = tuple(sorted({each.lower() for each in _EMAIL.findall(text)}))
    words = {word for word in normal(_EMAIL.sub(" ", text)).split() if len(word) > 1 and word not in _PLACES}
    rors = {each.ror for each in name.affiliations if each.ror}
    return tuple(sorted(bucket("place", word) for word in words | rors)), emails
