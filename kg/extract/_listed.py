"""Names that stand in a list with one whose kind is known: "ResNet-50, FinchNet and Wren"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.extract._candidate import Candidate
from kg.extract.proposed import is_name
from kg.extract.shaped import CONFIDENCE, NO_NAME, WORD
from kg.model import EntityType

_KINDS = frozenset(EntityType) - {EntityType.TASK, EntityType.METRIC, EntityType.TOPIC, EntityType.VENUE}
_NEAR = 80
"""How many characters before a name are looked at."""
_ASIDE = r"(?: \([^()]{1,40}\))?"
_NEXT = re.compile(rf"{_ASIDE}(?P<joint>, (?:and |or )?| and | or |/)(?P<name>{WORD})(?![\w@^/]| [A-Z])")
_LAST = re.compile(rf"(?<![\w@./\\^-])(?P<name>{WORD}){_ASIDE}(?:, (?:and |or )?| and | or |/)\Z")
_JOINTS = (", ", " and ", " or ", "/")
_GOES_ON = (*_JOINTS, " (")
"""With what a list goes on, or what stands aside in it."""
_MANY = 3
"""After so many names of a list, its last may look like a word."""


def listed(candidates: Iterable[Candidate], text: str) -> Iterator[Candidate]:
    """Every word with the looks of a name that is listed beside a name of a known kind, and is none of those yet."""
    known = (each for each in candidates if each.type in _KINDS)
    named = {each.start: each for each in known if not text[each.start : each.end].islower()}
    ends = {each.end for each in named.values()}
    counts = dict.fromkeys(named, 1)
    for each in sorted(named.values(), key=lambda one: one.start):
        yield from _behind(each, text, counts)
        ends_list = text.endswith(_JOINTS, 0, each.start)
        found = _LAST.search(text, max(0, each.start - _NEAR), each.start) if ends_list else None
        if found and found.end("name") not in ends and _looks(found["name"]):
            yield _like(each, *found.span("name"))


def _behind(each: Candidate, text: str, counts: dict[int, int]) -> Iterator[Candidate]:
    """The names that go on with the list in which a name is, up to one that is known, which tells of what follows.

    `counts` has, for where each known name begins, the how manieth of its list it is.
    """
    at, count = each.end, counts[each.start]
    while text.startswith(_GOES_ON, at) and (found := _NEXT.match(text, at)):
        start, at = found.span("name")
        count += 1
        if start in counts:
            counts[start] = count
            return
        is_last = count > _MANY and "and" in found["joint"] and found["name"][0].isupper()
        if not (_looks(found["name"]) or is_last):
            return
        yield _like(each, start, at)


def _like(each: Candidate, start: int, end: int) -> Candidate:
    return Candidate(start=start, end=end, extractor="shaped", confidence=CONFIDENCE, type=each.type)


def _looks(word: str) -> bool:
    return is_name(word) and not NO_NAME.fullmatch(word)
