"""A document's text, words and sentences as plain values, kept beside it.

spaCy makes `Doc.text` and every `Token` anew whenever they are asked for, in time that
grows with the document.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from spacy.tokens import Doc

TITLE_END = "title_end"
"""The key in `Doc.user_data` that says how many characters the title has."""
LAYOUT = "layout"
"""The key under which a document has its `Layout`."""


class Layout(NamedTuple):
    """A document's text, words, where each begins, and each sentence's first word."""

    text: str
    words: list[str]
    places: list[int]
    sentences: list[int]


def layout(doc: Doc) -> Layout:
    """The layout of a document, also of one that another tokenizer made."""
    found = doc.user_data.get(LAYOUT)
    if isinstance(found, Layout):
        return found
    words, places = [token.text for token in doc], [token.idx for token in doc]
    return Layout(doc.text, words, places, [sentence.start for sentence in doc.sents])


def sentences(doc: Doc) -> list[tuple[int, int]]:
    """Where each sentence of the abstract begins and ends in the text."""
    found = layout(doc)
    begins = [*(found.places[first] for first in found.sentences), len(found.text)]
    title_end: int = doc.user_data.get(TITLE_END, 0)
    return [(a, b) for a, b in pairwise(begins) if a >= title_end]
