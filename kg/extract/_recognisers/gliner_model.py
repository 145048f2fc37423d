"""A folder with a GLiNER model, which is asked for the labels that are wanted.

U. Zaratiana and others, "GLiNER: Generalist model for named entity recognition using
bidirectional transformer", NAACL 2024; https://github.com/urchade/GLiNER.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.extract._recognisers import Reader, Said

TITLE = "GLiNER folder"
LEAST = 0.4
"""A chance below which nothing is said."""


def is_mine(name: str) -> bool:
    """Whether the folder has a `gliner_config.json`."""
    return (Path(name) / "gliner_config.json").is_file()


def reader(name: str, labels: Sequence[str]) -> Reader:
    """What reads with the model, asking for these labels."""
    from gliner import GLiNER

    model = GLiNER.from_pretrained(name, local_files_only=True)

    def read(text: str, sentences: Sequence[tuple[int, int]]) -> Iterator[Said]:
        for start, end in sentences:
            for found in model.predict_entities(text[start:end], list(labels), threshold=LEAST):
                yield Said(start + found["start"], start + found["end"], found["label"], found["score"])

    return read
