"""Base noun phrases, from parts of speech alone: what a careful reader would take for the name of a concept.

Each token becomes a letter by its tag and its neighbours, and one pattern over the
letters of a sentence finds the longest phrases: modifiers, then nouns. What counts:

- Articles, possessives, numbers that count, and modifiers that say nothing of the kind
  of thing ("novel", "proposed", "existing") are left out at the head; other adjectives,
  participles ("trained model") and "-ly" adverbs before them ("fully homomorphic") are in.
- A phrase ends before a conjunction, preposition, comma, bracket or verb, and with its
  sentence; a title is one. "Shor's algorithm" is one phrase, "our model's accuracy" is not.
- A participle after a noun or an auxiliary is a verb ("models using", "has achieved"); one
  after an article or adjective modifies ("a growing demand"); an -ing word that ends a
  phrase is a noun ("deep learning").

`phrases` gives the longest ones and, for each, what else may be the name: without its
first modifiers ("large language models", "language models"), without a head such as
"framework", the names at its beginning and what follows them ("CUDA", "kernel"), and
"X of Y" with both. A phrase has at most ten words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

from kg.extract._document import Tagged

Place: TypeAlias = tuple[int, int]
"""The first token of a phrase and the one after its last."""

_PHRASE = re.compile(r"(?:[acdgnN]|r(?=[acd])|(?<=N)s(?=[acdnN])){0,9}[nN]")
_NAMES, _MODIFIERS = re.compile(r"N+"), frozenset("acdgr")
_LETTER_OF = {
    "NOUN": "n", "PROPN": "N", "ADJ": "a", "NUM": "c", "AUX": "x", "DET": "t", "PRON": "w", "ADV": "r",
    "VERB": "v", "ADP": "p", "PART": "q", "SCONJ": "q",
}  # fmt: skip
_BREAKS = frozenset(
    {"e.g.", "i.e.", "etc", "etc.", "et", "al", "al.", "et al.", "vs", "vs.", "cf.", "resp.", "w.r.t.", "approx."}
)
_POSSESSIVE = frozenset({"our", "its", "their", "his", "her", "my", "your", "whose"})
_NAMING = frozenset({"called", "named", "termed", "dubbed", "denoted", "coined", "entitled", "titled"})
"""Participles that are verbs after a noun, since a name follows."""
_JOINING = frozenset({"based", "driven", "aided", "assisted", "guided", "augmented", "enhanced", "oriented", "aware"})
"""Participles that make a modifier with the noun before them."""
_DEEDS_WORDS = """
learning training tuning fine-tuning computing processing modeling modelling clustering sensing planning parsing
pruning forecasting scheduling matching mining tracking testing engineering reasoning editing sampling encoding
decoding rendering routing imaging scaling scattering filtering smoothing mapping coding ranking indexing caching
fuzzing profiling prefetching prompting grounding labeling tagging embedding pooling hashing boosting steering
answering captioning watermarking offloading unlearning pretraining pre-training finetuning rewriting
"""
DEEDS = frozenset(_DEEDS_WORDS.split())
"""Words in -ing that are nouns where they follow a modifier or noun."""
_VAGUE = """
novel new newly proposed existing recent recently previous prior current currently various several many multiple
different other such same certain particular specific main major key important significant effective efficient
simple powerful promising popular well-known better best good great first second third last next additional further
available potential possible respective corresponding aforementioned above-mentioned entire whole overall own
extensive comprehensive remarkable substantial state-of-the-art cutting-edge sota advanced modern traditional
conventional original resulting given following increasing growing wide broad few more most less least similar
common widely-used improved superior competitive notable useful suitable appropriate interesting challenging
critical crucial essential fundamental necessary considerable numerous diverse unique innovative considered obtained
presented developed studied
"""
VAGUE = frozenset(_VAGUE.split())
"""Modifiers that say nothing of the kind of thing."""
_INTENSIFIERS_WORDS = """
highly significantly increasingly extremely particularly especially relatively substantially considerably remarkably
typically generally usually commonly widely recently newly currently previously mostly mainly largely purely simply
only early likely easily rapidly consistently notably respectively specifically finally additionally
"""
_INTENSIFIERS = frozenset(_INTENSIFIERS_WORDS.split())
_HEADS = """
method methods approach approaches framework frameworks technique techniques scheme schemes strategy strategies
problem problems task tasks system systems solution solutions procedure procedures paradigm paradigms setting
settings scenario scenarios application applications domain domains field fields area areas research study studies
literature community pipeline pipelines methodology methodologies module modules process
"""
HEADS = frozenset(_HEADS.split())
"""Nouns that a name may well go without."""


def phrases(doc: Tagged) -> list[Place]:
    """All that may be the name of a concept in a tagged document, by place, each once and the longer first."""
    found = set()
    for letters, begin, longest in _sentences(doc):
        for start, end in longest:
            found.add((start, end))
            found.update(_shorter(letters[start - begin : end - begin], doc, start))
        found.update(_with_of(longest, doc))
    return sorted(found, key=lambda place: (place[0], -place[1]))


def longest_phrases(doc: Tagged) -> list[Place]:
    """The longest noun phrases of a tagged document, by place; no two overlap."""
    return [place for _, _, longest in _sentences(doc) for place in longest]


@lru_cache(maxsize=1)
def _sentences(doc: Tagged) -> list[tuple[str, int, list[Place]]]:
    """Each sentence as letters, its first token, and its longest phrases; kept for whoever asks of the text next."""
    made = []
    for start, end in pairwise([*doc.firsts, len(doc.words)]):
        words = [word.lower() for word in doc.words[start:end]]
        rough = "".join(_LETTER_OF.get(tag, ".") for tag in doc.tags[start:end])
        letters = _letters(rough, words, doc.forms[start:end])
        made.append((letters, start, list(_longest(letters, words, start))))
    return made


def _letters(rough: str, words: Sequence[str], fine: Sequence[str]) -> str:
    """The letters of a sentence's tokens once their neighbours have spoken."""
    found: list[str] = []
    before = ""  # the letter of the last token but adverbs
    for at, letter in enumerate(rough):
        word = words[at]
        if word in _BREAKS or "://" in word or (letter in "nN" and not word[-1].isalnum() and word[-1] not in "+#"):
            letter = "."
        elif letter == "w" and word in _POSSESSIVE:
            letter = "t"
        elif letter == "q" and word in ("'s", "’s"):
            letter = "s"
        elif letter == "r" and (word in _INTENSIFIERS or not word.endswith("ly")):
            letter = "-"
        elif letter == "v" and fine[at] in ("VBG", "VBN", "VBD"):
            after = [*zip(rough[at + 1 : at + 2], words[at + 1 : at + 2], strict=True)]
            letter = _participle(word, fine[at], before, after)
        found.append(letter)
        if letter not in "r-":
            before = letter
    return "".join(found)


def _participle(word: str, fine: str, before: str, after: Sequence[tuple[str, str]]) -> str:
    """Whether a participle modifies (d, g), is a noun (n) or a verb (v).

    `before` is the letter before it, but for adverbs; `after` the next letter and word, if any.
    """
    letter, following = after[0] if after else ("", "")
    if fine == "VBD":
        return "d" if before == "t" else "v"
    if fine == "VBN":
        joins = word in _JOINING or letter in ("n", "N")
        return "v" if before in ("x", "w") or word in _NAMING or (before in ("n", "N") and not joins) else "d"
    if before and before in "adgnN" and word in DEEDS and letter not in ("t", "w"):
        return "n"
    if before and before in "tacdg" and letter and letter in "nNa":
        return "g"
    ends = letter in ("", ".", "x", "v") or following == "of"
    return "n" if before and before in "tacdgnN" and ends else "v"


def _longest(letters: str, words: Sequence[str], begin: int) -> Iterator[Place]:
    """The longest phrases of a sentence that begins at a token, without what says nothing at their heads."""
    for found in _PHRASE.finditer(letters):
        start, end = found.span()
        while start < end and _says_nothing(letters[start], words[start]):
            start += 1
        if start < end:
            yield start + begin, end + begin


def _says_nothing(letter: str, word: str) -> bool:
    if letter == "c":
        return word.isalpha() or not any(character.isalpha() for character in word)
    return letter in _MODIFIERS and word in VAGUE


def _shorter(letters: str, doc: Tagged, start: int) -> Iterator[Place]:
    """The parts of a phrase that may be the name as well."""
    end = start + len(letters)
    at = 0
    while letters[at] in _MODIFIERS:
        at += 1
        yield start + at, end
    if at + 1 < len(letters) and letters[at] == "n" and doc.words[start + at].endswith("ing"):
        yield start + at + 1, end
    names = _NAMES.match(letters, at)
    if names and names.end() < len(letters):
        yield start + at, start + names.end()
        yield start + names.end() + (letters[names.end()] == "s"), end
    if len(letters) > 1 and doc.words[end - 1].lower() in HEADS and letters[-2] in "nN":
        yield start, end - 1


def _with_of(longest: Sequence[Place], doc: Tagged) -> Iterator[Place]:
    """Two phrases with "of" between them, as one."""
    for (start, end), (after, last) in pairwise(longest):
        if after == end + 1 and doc.words[end] == "of" and last - start <= 10:
            yield start, last
