"""Words that are looked for in a text all at once, to leave early what has none of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import ahocorasick_rs

from kg.extract._document import small_letters

_NOT_SURE = re.compile(r"[a-z][?*]|[^a-z ]")
"""From where on a pattern is no longer just letters."""


def automaton(words: Sequence[str]) -> ahocorasick_rs.AhoCorasick:
    """What finds all of these strings in a text at once, quickest where they are few."""
    return ahocorasick_rs.AhoCorasick(words, implementation=ahocorasick_rs.Implementation.DFA)


class Sought:
    """Strings that may be anywhere in a text, parts of its words too.

    >>> Sought("fold", "times").is_in("a twofold rise"), Sought("fold", "times").is_in("a rise")
    (True, False)
    """

    def __init__(self, *words: str) -> None:
        self._found = automaton(words).find_matches_as_indexes

    def is_in(self, text: str) -> bool:
        """Whether one of them is in a text."""
        return bool(self._found(text))


class Kinds:
    """Kinds of words, each told by patterns that begin with small letters, in a text of such.

    >>> Kinds({"proof": ["theorems?", r"prov(?:e|ing)"], "nature": ["waves?"]}).of("improving waves")
    ['nature']
    """

    def __init__(self, kinds: Mapping[str, Iterable[str]]) -> None:
        self._kinds = tuple(kinds)
        each = [(kind, words) for kind, patterns in kinds.items() for words in alternatives("|".join(patterns))]
        self._words = tuple((kind, re.compile(rf"\b(?:{words})\b")) for kind, words in each)
        self._found = automaton([begin for _, words in each for begin in begins(words)]).find_matches_as_indexes

    def of(self, text: str) -> list[str]:
        """The kinds of which a word is in the text, in the order in which they were given."""
        found: set[str] = set()
        for number, start, _ in self._found(text, overlapping=True):
            kind, words = self._words[number]
            if kind not in found and words.match(text, start):
                found.add(kind)
        return [kind for kind in self._kinds if kind in found]


class Opened:
    r"""A pattern each of whose matches begins with one of some words: it is tried only where these are.

    >>> over = Opened(re.compile(r"(?i)\b(?:rather )?than (\w+)"), ["rather", "than"])
    >>> [found[0] for found in over.finditer("More than one, rather than two.")]
    ['than one', 'rather than two']
    """

    def __init__(self, pattern: re.Pattern[str], words: Sequence[str]) -> None:
        self.pattern, self.match = pattern, pattern.match
        self.fullmatch = pattern.fullmatch
        self._found = automaton(words).find_matches_as_indexes
        self._all = lru_cache(maxsize=8)(self._matches)

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The first match from a place on."""
        return next(self.finditer(text, start), None)

    def finditer(self, text: str, start: int = 0) -> Iterator[re.Match[str]]:
        """The matches from a place on, none in another."""
        for found in self._all(text):
            if found.start() >= start:
                yield found
                start = found.end()

    def _matches(self, text: str) -> list[re.Match[str]]:
        places = {start for _, start, _ in self._found(small_letters(text), overlapping=True)}
        return [found for place in sorted(places) if (found := self.match(text, place))]


def alternatives(words: str) -> list[str]:
    """The alternatives of a pattern.

    >>> alternatives("sav(?:es|ed)|cut(?:s)?")
    ['sav(?:es|ed)', 'cut(?:s)?']
    """
    made, depth = [""], 0
    for char in words:
        depth += (char == "(") - (char == ")")
        if char == "|" and depth == 0:
            made.append("")
        else:
            made[-1] += char
    return made


def begins(words: str) -> list[str]:
    """With what letters the alternatives of a pattern begin.

    >>> begins("sav(?:es|ed)|cuts?")
    ['sav', 'cut']
    """
    return [_NOT_SURE.split(each, maxsplit=1)[0] for each in alternatives(words)]
