"""The noun phrase that begins at a place, or ends there: by parts of speech, or by the words alone."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from kg.extract._document import Document, Tagged
from kg.extract._noun_phrase import phrase_before, phrase_behind
from kg.extract._phrases import DEEDS, HEADS, longest_phrases

FAR = 160
"""How many characters a phrase is looked for in."""
_BETWEEN = re.compile(
    r"[\s,:]{0,5}(?:(?:and|or|then|also|both|a|an|the|our|its|two|three|four|novel|new|first|set of|family of|"
    r"use of|[a-z]{1,20}ly|simple|efficient|effective|general)\s{1,3}){0,6}(?:[\"“'‘`(]\s?)?"
)
_LIST = re.compile(r"\s{0,3}(?:,\s{0,3}(?:and\s{1,3})?|and\s{1,3})(?:(?:an?|the|its|our)\s{1,3})?(?:novel |new )?")
"""Patterns of small letters are for the text in small letters: that is several times as quick as to ignore the case."""
_ENDS_WORDS = """
called named termed dubbed denoted coined tailored designed built aimed aiming capable consisting combining comprising
containing involving requiring leveraging exploiting employing incorporating integrating extending inspired motivated
trained able suitable specifically namely including consists comprises aims uses employs leverages combines exploits
integrates incorporates extends enhances captures learns predicts generates performs supports composed
enables allows provides ensures co-designs decouples eliminates replaces extracts converts adapts unifies fuses
"""
_ADVERB = r"[a-z]{2,15}(?:al|ous|ive|ent|ant|int|ed|ing|ate|ep|ct|it|om)ly"
ENDS = re.compile(rf"\s(?:{_ADVERB}|{'|'.join(_ENDS_WORDS.split())})\b")
"""With what goes on, in small letters, that says more of a thing: no phrase has it behind its first word."""
_MADE = frozenset({"model", "models", "network", "networks", "architecture", "algorithm", "mechanism"})
_GENERIC = "|".join(sorted(HEADS | _MADE))
_GOES_ON = re.compile(rf"(?: based (?!on\b|upon\b)| \([A-Z][\w-]{{1,9}}\)(?:[ -]based)? (?=[a-z]))(?!(?:{_GENERIC})\b)")
"""What a phrase goes on behind: "a graph based parser", "a neural machine translation (NMT) model"."""
_DONE = re.compile(r" [a-z]{3,20}ed\Z(?<!speed)(?<!feed)(?<!bed)")
"""A participle at the end, which says more of a thing: "a model developed"."""
_ACTS = re.compile(r"(?=[a-z]{3,20}\Z)[^aeiouy]{0,4}[aeiouy][a-z]{0,16}ing")
_CALLED = re.compile(
    rf"(?<= )(?:{_GENERIC}|(?:data|test)set|benchmark|corpus|tool|library|package|language|[a-z]{{3,20}}[eo]r)"
    r"(?P<name> [A-Z][\w+-]{0,20}[A-Z0-9][\w+-]{0,20})\Z"
)
"""A noun with a name behind it: "a song parser QuillNet"."""
_DEED = re.compile(
    r"(?:propos|introduc|develop|devis|design|present|formulat|construct|build|creat|implement|evaluat|conduct|perform|"
    r"employ|adopt|integrat|incorporat|leverag|utili[sz]|us|appl|featur|compris|includ|combin|analy[sz]|stud|test|"
    r"show|prov|train|discuss|investigat|explor|compar|releas|provid|mak|deriv|giv|report|validat)"
    r"(?:e|es|s|ies|y|ze|t)?"
)
"""A verb with which a sentence goes on, where a list could: "we propose X and evaluate it"."""


class Phrases(ABC):
    """The noun phrases of a text."""

    def __init__(self, doc: Document) -> None:
        """Of this document."""
        self.text, self.small = doc.text, doc.small

    @abstractmethod
    def from_(self, start: int) -> int | None:
        """Where the phrase ends that begins just here, if one does."""

    @abstractmethod
    def before(self, place: int) -> tuple[int, int] | None:
        """The phrase that ends just before a place."""

    @abstractmethod
    def at(self, place: int) -> tuple[int, int] | None:
        """The phrase that begins at a place, but for articles and words that say nothing."""

    def listed(self, first: tuple[int, int], least: int = 1) -> Iterator[tuple[int, int]]:
        """A phrase and those that are listed behind it: all of one list, where it has so many.

        Where nothing is joined by "and", what stands behind a comma says what the first is.
        """
        items, joined = [first], least > 1
        while (joint := _LIST.match(self.small, items[-1][1])) and len(items) < 8:
            end = self.from_(joint.end())
            if end is None:
                break
            items.append((joint.end(), end))
            joined = joined or "and" in self.text[slice(*joint.span())]
        if len(items) >= least:
            yield from items if joined else items[:1]


class ByTags(Phrases):
    """The longest noun phrases of a tagged document."""

    def __init__(self, doc: Tagged) -> None:
        """Find them."""
        super().__init__(doc)
        places = longest_phrases(doc)
        self.starts = [doc.places[a] for a, _ in places]
        self.ends = [doc.places[b - 1] + len(doc.words[b - 1]) for _, b in places]

    def from_(self, start: int) -> int | None:
        """Where the phrase ends that begins just here, if one does."""
        number = bisect_left(self.starts, start)
        return self.ends[number] if number < len(self.starts) and self.starts[number] == start else None

    def before(self, place: int) -> tuple[int, int] | None:
        """The phrase that ends just before a place."""
        number = bisect_left(self.ends, place - 1)
        if number < len(self.ends) and self.ends[number] == place - 1:
            return self.starts[number], self.ends[number]
        return None

    def at(self, place: int) -> tuple[int, int] | None:
        """The phrase that begins at a place, but for articles and words that say nothing."""
        begin = _BETWEEN.match(self.small, place)
        number = bisect_left(self.starts, place)
        if begin is None or number == len(self.starts) or self.starts[number] > begin.end():
            return None
        return self.starts[number], self.ends[number]


class ByWords(Phrases):
    """What stands between words that no name holds."""

    def from_(self, start: int) -> int | None:
        """Where the phrase ends that begins just here, if one does."""
        end = self._piece(start)
        while end and (joint := _GOES_ON.match(self.text, end)):
            more = self._piece(joint.end())
            if more is None:
                break
            end = more
        return end

    def _piece(self, start: int) -> int | None:
        """Where a phrase ends that begins just here and goes on behind nothing."""
        phrase, end = phrase_behind(self.text[start : start + FAR], gerunds=True)
        first = phrase.partition(" ")[0]
        if not phrase or _says_deed(first):
            return None
        more = ENDS.search(self.small, start, start + end)
        end = more.start() if more else start + end
        done = _DONE.search(self.text, start, end) if self.text.endswith("ed", start, end) else None
        last = done or _CALLED.search(self.text, start, end)
        return last.start(last.lastgroup or 0) if last else end

    def before(self, place: int) -> tuple[int, int] | None:
        """The phrase that ends just before a place."""
        begin = max(0, place - 1 - FAR)
        phrase, start = phrase_before(self.text[begin : place - 1])
        end = self.text.find(" (", begin + start, place - 1)  # behind a long form stands its short form
        return (begin + start, end if end > 0 else place - 1) if phrase else None

    def at(self, place: int) -> tuple[int, int] | None:
        """The phrase that begins at a place, but for articles and words that say nothing."""
        begin = _BETWEEN.match(self.small, place)
        start = begin.end() if begin else place
        end = self.from_(start)
        return (start, end) if end else None


@lru_cache(maxsize=1 << 14)
def _says_deed(word: str) -> bool:
    """Whether a word is a verb with which a sentence goes on."""
    return _DEED.fullmatch(word.lower()) is not None or (_ACTS.fullmatch(word) is not None and word not in DEEDS)


def phrases_of(doc: Document) -> Phrases:
    """The phrases of a document, by parts of speech where it has them."""
    return ByTags(doc) if isinstance(doc, Tagged) else ByWords(doc)
