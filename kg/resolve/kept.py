"""Keys that last: what an earlier build called a thing, this one calls it too, however its names have changed.

A registry has an entry for every key that was given: how the thing was named, what it is
known by for certain (a paper its records and identifiers, a person identifiers, a thing
its forms), and the records that it is in. A key goes to the thing of now that has most of
what is certain in common, else most records under a name alike; each key to one, and one
key to each. A key that is left over, since two have become one, leads to where most of it
went. An entry whose key is not given now stays as it was, so that what is parted again
gets its key back. All of it depends on the registry and the records alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal, TypeAlias

from msgspec import Struct

from kg.keys import normal, title_key
from kg.model import DecisionKind, Key, RecordId
from kg.resolve.people.names import form_of

ALIKE = 0.85
"""How alike two names are that differ by a slip, as the share of characters in common (Ratcliff and Obershelp)."""
MOST_NAMES, MOST_RECORDS = 6, 40
"""So many names and records of a thing are compared."""

_NUMBERS = re.compile(r"[0-9]+")

Kind: TypeAlias = DecisionKind | Literal["record"]
Pairs: TypeAlias = Counter[tuple[Key, Key]]
"""How much a key of before and one of now have in common."""


class Entry(Struct, frozen=True, omit_defaults=True):
    """What is known of the bearer of a key: its names, what it is known by for certain, and its records."""

    kind: Kind
    key: Key
    names: tuple[str, ...] = ()
    certain: tuple[str, ...] = ()
    records: tuple[RecordId, ...] = ()


class Kept(Struct, frozen=True):
    """How things of one kind are called: `called` leads from the key of now to the one to use, for all.

    `leads` goes from a key of before that nothing has to the key to use of what most of it became.
    """

    called: dict[Key, Key]
    leads: dict[Key, Key]


def kept(kind: Kind, before: list[Entry], now: list[Entry]) -> Kept:
    """Which keys of before go to what there is now, and where those lead that go to nothing."""
    sure = _shared(before, now, lambda each: each.certain)
    given: dict[Key, Key] = {}
    _give(sure, given)
    by_name = _shared(_left(before, given), now, lambda each: _places(each, _looks(kind, each)))
    _give(by_name, given)
    old = {each.key: each for each in _left(before, given)}
    taken = set(given.values())
    new = {each.key: each for each in now if each.key not in taken}
    by_record = _shared(old.values(), new.values(), lambda each: each.records)
    slips = Counter({pair: n for pair, n in by_record.items() if _alike(old[pair[0]].names, new[pair[1]].names)})
    _give(slips, given)
    return _called(given, sure | by_name | slips, {each.key for each in before}, [each.key for each in now])


def renamed(before: Iterable[Entry], now: Iterable[Entry]) -> dict[RecordId, RecordId]:
    """The records of before that are not there now, each with the one that has a title alike and was not there then."""
    old = {each.key: each for each in before}
    new = {each.key: each for each in now}
    gone = [each for key, each in old.items() if key not in new]
    come = [each for key, each in new.items() if key not in old]
    pairs = _shared(gone, come, lambda each: tuple(_ends(each.names[0])))
    scores = {pair: _likeness(old[pair[0]].names[0], new[pair[1]].names[0]) for pair in pairs}
    given: dict[Key, Key] = {}
    _give(Counter({pair: round(1000 * score) for pair, score in scores.items() if score >= ALIKE}), given)
    return given


def _left(entries: list[Entry], given: dict[Key, Key]) -> list[Entry]:
    return [each for each in entries if each.key not in given]


def _shared(before: Iterable[Entry], now: Iterable[Entry], what: Callable[[Entry], Iterable[str]]) -> Pairs:
    """How many of these each of before and each of now have in common, where it is any."""
    having: dict[str, list[Key]] = defaultdict(list)
    for each in now:
        for one in what(each):
            having[one].append(each.key)
    return Counter((each.key, key) for each in before for one in what(each) for key in having.get(one, ()))


def _give(pairs: Pairs, given: dict[Key, Key]) -> None:
    """Give the keys away to those that have most in common, then to who has the key anyway."""
    taken = set(given.values())
    for (old, new), _ in sorted(pairs.items(), key=lambda item: (-item[1], item[0][0] != item[0][1], item[0])):
        if old not in given and new not in taken:
            given[old] = new
            taken.add(new)


def _called(given: dict[Key, Key], pairs: Pairs, before: set[Key], now: list[Key]) -> Kept:
    called = {new: old for old, new in given.items()}
    most: dict[Key, Key] = {}
    for (old, new), _ in sorted(pairs.items(), key=lambda item: (-item[1], item[0])):
        if old not in given:
            most.setdefault(old, new)
    used = {*given, *most}
    for key in sorted(now):
        if key not in called:
            called[key] = own = _free(key, used, before)
            used.add(own)
    return Kept(called, {old: called[new] for old, new in most.items()})


def _free(key: Key, used: set[Key], before: set[Key]) -> Key:
    """The key, or, where it is another's, the first like it that is not and was not anyone's."""
    own, number = key, 1
    while own in used or (number > 1 and own in before):
        number += 1
        own = f"{key}~{number}"
    return own


def _looks(kind: Kind, entry: Entry) -> set[str]:
    """How its names are looked up: of a person by family name and first initial."""
    names = entry.names[:MOST_NAMES]
    return {form_of(name).block for name in names} if kind == "person" else set(map(normal, names))


def _places(entry: Entry, looks: Iterable[str]) -> Iterator[str]:
    return (f"{record}\n{look}" for look in looks for record in entry.records)


def _alike(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return any(_likeness(one, other) >= ALIKE for one in a[:MOST_NAMES] for other in b[:MOST_NAMES])


@lru_cache(maxsize=1 << 16)
def _likeness(a: str, b: str) -> float:
    """How alike two names are, from 0 to 1; not at all where their numbers differ."""
    one, other = title_key(a), title_key(b)
    if _NUMBERS.findall(one) != _NUMBERS.findall(other):
        return 0.0
    matcher = SequenceMatcher(None, one[:1000], other[:1000], autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE else 0.0


def _ends(title: str) -> Iterator[str]:
    """Under which a title is looked up where it may be written otherwise: how it begins and how it ends."""
    words = title_key(title).split()
    yield from {f"{' '.join(words[:2])} ...", f"... {' '.join(words[-2:])}"}
