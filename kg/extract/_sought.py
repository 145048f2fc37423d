"""Words that are looked for in a text all at once, to leave early what has none of them."""

from __future__ import annotations

import ahocorasick_rs


class Sought:
    """Strings that may be anywhere in a text, parts of its words too.

    >>> Sought("fold", "times").is_in("a twofold rise"), Sought("fold", "times").is_in("a rise")
    (True, False)
    """

    def __init__(self, *words: str) -> None:
        kind = ahocorasick_rs.MatchKind.LeftmostFirst
        self._found = ahocorasick_rs.AhoCorasick(words, matchkind=kind).find_matches_as_indexes

    def is_in(self, text: str) -> bool:
        """Whether one of them is in a text."""
        return bool(self._found(text))
