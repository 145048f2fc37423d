"""A record's title and abstract as one text: what every extractor reads.

It has where its sentences begin; where it is tagged, its words and what each is as well.
A spaCy `Doc` would make its text, and every token, anew whenever it is asked for, and
takes longer to make than a text takes to be read by rules and vocabularies.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from msgspec import Struct


class Document(Struct, frozen=True, eq=False):
    """A text, how many of its characters are the title, and where its sentences begin; none spans both.

    `small` is the text in small letters.
    """

    text: str
    title_end: int
    begins: list[int]
    small: str

    def sentences(self) -> list[tuple[int, int]]:
        """Where each sentence of the abstract begins and ends in the text."""
        return _sentences(self)


@lru_cache(maxsize=1)
def _sentences(doc: Document) -> list[tuple[int, int]]:
    """Kept for whoever asks next."""
    return [(a, b) for a, b in pairwise([*doc.begins, len(doc.text)]) if a >= doc.title_end]


class Tagged(Document, frozen=True, eq=False):
    """A text with its words, where each begins, and which is the first of each sentence.

    `tags` are the words' parts of speech, as of Universal Dependencies, and SPACE of a row
    of blanks, which counts as a word; `forms` those of nouns (NN, NNS) and verbs (VB, VBD,
    VBG, VBN, VBZ), else nothing.
    """

    words: list[str]
    places: list[int]
    firsts: list[int]
    tags: list[str]
    forms: list[str]


def small_letters(text: str) -> str:
    """The text in small letters, as long as it was.

    >>> small_letters("Finch"), len(small_letters("\u0130"))
    ('finch', 1)
    """
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)  # the small form of İ is two
