"""What stands of a text's candidates where nothing weighs them: rules and vocabularies alone.

A known name goes with the words before it that make another thing of it: "multi-stage
neural networks", "legal passage retrieval"; not with those that say nothing of its kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import structs

from kg.extract._candidate import Candidate
from kg.extract._listed import listed
from kg.extract._phrases import VAGUE
from kg.model import EntityType

_LONGEST = 40
"""How many characters before a name are looked at."""
_HYPHENATED = r"[A-Za-z][a-z]{1,20}(?:-[a-z]{2,20}){1,2}"
_OF_KIND = (
    r"[a-z]{2,20}(?:al|ar|tion|sion|wise)|(?:un|self-|semi-)?supervised|(?:de)?centralized|distributed|shared|"
    r"mixed|penalized|trained|associative|dynamic"
)
_NUMBER = re.compile(
    r" (?:[A-Z]{1,4}-?[0-9]{1,5}|[0-9]{2,5})[A-Za-z]{0,3}(?:-[A-Za-z0-9]{1,8}){0,4}"
    r"(?![\w%×]| ?(?:GB|MHz|GHz|nm|cores?)\b)"
)
"""A model's number behind the name of a device: "Xeon E5-2698-v4"."""
_MODIFIER = re.compile(rf"{_HYPHENATED}|{_OF_KIND}")
_SAYS_NOTHING_WORDS = """
general optimal practical internal external operational equal total typical actual real crucial critical additional
final formal substantial essential original potential several special usual initial minimal maximal marginal partial
similar popular particular regular investigation precision
"""
_SAYS_NOTHING = VAGUE | frozenset(_SAYS_NOTHING_WORDS.split())


def standing(candidates: Iterable[Candidate], text: str) -> list[Candidate]:
    """The candidates but those that name nothing alone, known names as the things they are there, and names listed."""
    found = [each for each in candidates if each.type is not EntityType.HARDWARE or not _is_bare(each, text)]
    if own := {place for each in found if each.given for place in range(each.start, each.end)}:
        found = [each for each in found if each.given or own.isdisjoint(range(each.start, each.end))]
    ends = {each.end for each in found if each.extractor != "gazetteer"}
    standing = [each if each.extractor != "gazetteer" or each.end in ends else _widened(each, text) for each in found]
    return [*standing, *listed(standing, text)]


def _is_bare(each: Candidate, text: str) -> bool:
    """Whether a device is named by its kind in one small word ("processor"), which by itself names nothing."""
    name = text[each.start : each.end]
    return name.islower() and name.isalpha()


def _widened(each: Candidate, text: str) -> Candidate:
    """A known name with its number, or the modifier before it, as a thing of its own."""
    if each.type is EntityType.HARDWARE and (more := _NUMBER.match(text, each.end)):
        return structs.replace(each, end=more.end(), concept=None)
    if each.given or text[each.start].isupper():
        return each
    begin = max(text.rfind(mark, max(0, each.start - _LONGEST), max(0, each.start - 1)) for mark in " \n(") + 1
    word = text[begin : each.start - 1]
    if text[each.start - 1] != " " or not _MODIFIER.fullmatch(word) or word.lower() in _SAYS_NOTHING:
        return each
    return structs.replace(each, start=begin, concept=None)
