"""What a title names, by what stands before its noun phrases: a task, a field, or what the paper brings.

"Bird Song Separation for Noisy Recordings": a title says in few words what its paper is
about, and nearly each of its phrases names a thing. Where words have parts of speech, noun
phrases are weighed instead, and nothing is said here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from kg.extract._candidate import Candidate
from kg.extract._document import Document, Tagged
from kg.extract._heads import type_of
from kg.extract._noun_phrase import STOP
from kg.extract._phrase_at import ENDS
from kg.extract._phrases import DEEDS, HEADS, VAGUE
from kg.extract.contributed import PLAIN
from kg.extract.gazetteer import common_names, folded
from kg.extract.proposed import ABOUT_OTHERS
from kg.model import EntityType, Role
from kg.vocabulary import Vocabulary

CONFIDENCE = 0.5
LONGEST = 300
"""Titles of more characters are no titles."""
_PIECE = re.compile(r"[^\s:;,.?!()\[\]\"“”–—]+(?:\.(?=\S)[^\s:;,.?!()\[\]\"“”–—]+)*|[:;,.?!()\[\]\"“”–—]")
_WORD = re.compile(r"\S+")
_BEGIN = ""
_OPEN_WORDS = "a an for of in on the from at under towards toward into across within about against"
_OPEN = frozenset({_BEGIN, *_OPEN_WORDS.split()})
"""What may stand before a phrase that is read."""
_PRAISE_WORDS = """
fast faster scalable accurate robust stable concise coherent reliable durable lightweight versatile flexible unified
universal automatic automated enhanced optimized coordinated informed high-performance energy-efficient secure practical
better beyond
"""
_NO_HEAD = VAGUE | frozenset(_PRAISE_WORDS.split())
"""Words at the head of a phrase that say nothing of the kind of thing."""
_GERUND = re.compile(r"[^aeiouy]{0,4}[aeiouy][a-z-]{0,16}ing")
_GERUND_NOUNS = frozenset({"spiking", "competing", *DEEDS})
_DEED = re.compile(r"(?:tion|sion|ment|sis|ing)\Z")
"""How a word ends that says what is done."""
_OF_THINGS = frozenset({EntityType.DATASET, EntityType.HARDWARE, EntityType.METRIC, EntityType.SOFTWARE})
_BRINGS = re.compile(r"\s*(?:\Z|(?:for|in|as|to)\b|:)", re.IGNORECASE)
"""What stands behind that with which a title begins, where the paper brings it."""
_MADE = frozenset({EntityType.METHOD, EntityType.MODEL, EntityType.DATASET})


class _Phrase(Struct, frozen=True):
    """A phrase of a title, and the word before it."""

    start: int
    end: int
    before: str


def candidates(doc: Document, known: Vocabulary) -> Iterator[Candidate]:
    """Every phrase of the title that names a thing."""
    if isinstance(doc, Tagged) or doc.title_end > LONGEST:
        return
    title, common = doc.text[: doc.title_end], common_names(known)
    for phrase in _phrases(doc.small[: doc.title_end]):
        name = title[phrase.start : phrase.end]
        if _is_made_of_parts(name) and phrase.before in _OPEN:
            kind = _kind(name, phrase.before, title[phrase.end : phrase.end + 4])
            brings = kind in _MADE and _is_brought(phrase, title) and folded(name) not in common
            yield Candidate(
                start=phrase.start,
                end=phrase.end,
                extractor="titled",
                confidence=CONFIDENCE,
                type=kind,
                role=Role.PROPOSES if brings else None,
            )


def _is_brought(phrase: _Phrase, title: str) -> bool:
    """Whether the paper brings what a phrase of its title names: "Leaf Filters for ...", "Leaf Filters: ..."."""
    behind = title[phrase.end :]
    if phrase.before == _BEGIN:
        return _BRINGS.match(behind) is not None and not ABOUT_OTHERS.search(behind)
    return phrase.before in ("a", "an") and not behind.strip()


def _is_made_of_parts(name: str) -> bool:
    """Whether a name is more than one plain word, which in a title says too little."""
    return " " in name or "-" in name


def _phrases(title: str) -> Iterator[_Phrase]:
    """The phrases of a title in small letters between words that no name holds, in their order.

    Of a list, each is like the first.
    """
    before, start, end = _BEGIN, 0, 0
    for found in _PIECE.finditer(title + "\n."):
        word = found[0]
        if word[0].isalnum() and word not in STOP:
            start, end = start if end else found.start(), found.end()
            continue
        if end and _is_made_of_parts(title[start:end]) and (phrase := _trimmed(title, start, end, before)):
            yield phrase
        if word in ("a", "an") and before == ":":
            before = "described"
        elif not (word in ("and", ",") and before in _OPEN):
            before = word
        end = 0


def _trimmed(title: str, start: int, end: int, before: str) -> _Phrase | None:
    """The phrase without words that say nothing at its ends, if it still names a thing."""
    more = ENDS.search(title, start, end)
    end = more.start() if more else end
    words = list(_WORD.finditer(title, start, end))
    while len(words) > 1 and ((word := words[0][0]) in _NO_HEAD or _acts(word, before)):
        before = "of" if word.endswith("ing") else before
        words.pop(0)
    while len(words) > 2 and words[-1][0] in HEADS:
        words.pop()
    return None if words[-1][0] in PLAIN else _Phrase(words[0].start(), words[-1].end(), before)


def _acts(word: str, before: str) -> bool:
    """Whether a word says what is done to what follows: "Counting Gulls"."""
    is_gerund = word.endswith("ing") and _GERUND.fullmatch(word) is not None
    return is_gerund and (before == _BEGIN or word not in _GERUND_NOUNS)


def _kind(name: str, before: str, behind: str) -> EntityType:
    """The kind of what a title names."""
    kind, last = type_of(name), name.split()[-1].lower()
    if before == "at":
        return EntityType.VENUE
    if kind in _OF_THINGS:
        return kind
    does = kind is EntityType.METHOD and _DEED.search(last) is not None
    if before in (_BEGIN, "a", "an"):
        return EntityType.TASK if does and (behind == " of " or last.endswith("ment")) else kind
    if kind is EntityType.TASK or does:
        return EntityType.TASK
    return EntityType.MODEL if kind is EntityType.MODEL and before == "for" else EntityType.TOPIC
