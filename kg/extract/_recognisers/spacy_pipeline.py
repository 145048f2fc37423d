"""A spaCy pipeline with an entity recogniser or ruler, in a folder or an installed package.

https://spacy.io/usage/saving-loading. spaCy gives no chances; an entity counts as sure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import spacy
from spacy.util import is_package

from kg.extract._recognisers import Reader, Said

TITLE = "spaCy pipeline"
SURE = 0.9
_NOT_NEEDED = ("tagger", "parser", "lemmatizer", "attribute_ruler", "morphologizer")


def is_mine(name: str) -> bool:
    """Whether it is a folder with a pipeline's `config.cfg`, or an installed pipeline."""
    return (Path(name) / "config.cfg").is_file() or ("/" not in name and is_package(name))


def reader(name: str, labels: Sequence[str]) -> Reader:  # noqa: ARG001 every kind is asked alike
    """What reads with the pipeline."""
    pipeline = spacy.load(name, exclude=_NOT_NEEDED)

    def read(text: str, sentences: Sequence[tuple[int, int]]) -> Iterator[Said]:  # noqa: ARG001
        for found in pipeline(text).ents:
            yield Said(found.start_char, found.end_char, found.label_, SURE)

    return read
