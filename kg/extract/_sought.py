"""Words that are looked for in a text all at once, to leave early what has none of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import ahocorasick_rs

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
        each = [(kind, words) for kind, patterns in kinds.items() for words in patterns]
        self._words = tuple((kind, re.compile(rf"\b(?:{words})\b")) for kind, words in each)
        stems = [_NOT_SURE.split(words, maxsplit=1)[0] for _, words in each]
        self._found = automaton(stems).find_matches_as_indexes

    def of(self, text: str) -> list[str]:
        """The kinds of which a word is in the text, in the order in which they were given."""
        found: set[str] = set()
        for number, start, _ in self._found(text, overlapping=True):
            kind, words = self._words[number]
            if kind not in found and words.match(text, start):
                found.add(kind)
        return [kind for kind in self._kinds if kind in found]
