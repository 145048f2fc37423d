"""TDMSci: sentences in which the names of tasks, datasets and metrics are marked.

Y. Hou et al., "TDMSci: A Specialized Corpus for Scientific Literature Entity Tagging of
Tasks Datasets and Metrics", EACL 2021. A line has a word, the character at which it
begins and its tag (`B-TASK`, `I-TASK`, `O`), with tabs between; a blank line ends a sentence.

>>> sentence_of([("We", 5, "O"), ("tag", 8, "B-TASK"), ("words", 12, "I-TASK"), (".", 17, "O")], 1).text
'We tag words.'
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from kg.errors import ReadError
from kg.evaluate._spans import Marked, Span
from kg.model import EntityType, Source
from kg.read import Input

TYPES = {"TASK": EntityType.TASK, "DATASET": EntityType.DATASET, "METRIC": EntityType.METRIC}
KINDS = {kind: kind for kind in TYPES.values()}
"""As what each of our types counts."""
Word: TypeAlias = tuple[str, int, str]
"""A word, where it begins, and its tag."""


def read_texts(source: Input) -> list[Marked]:
    """The sentences of a file; `ReadError`, with the line, where one is not in the form."""
    with source.open() as stream:
        text = stream.read().decode("utf-8", "replace")
    found: list[Marked] = []
    words: list[Word] = []
    begins = 1
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line.strip():
            words.append(_word(line.rstrip("\r"), Source(source.name, number)))
            continue
        if words:
            found.append(sentence_of(words, begins))
        words, begins = [], number + 1
    if not found:
        raise ReadError(source.name, "no sentence in it", expected="TDMSci's form: word, offset and tag a line")
    return found


def _word(line: str, source: Source) -> Word:
    parts = line.split("\t")
    if len(parts) != 3 or not parts[1].isdecimal() or parts[2].partition("-")[2] not in {"", *TYPES}:
        raise ReadError(source, f"not a word: {line[:60]!r}", expected="word, offset and tag, with tabs between")
    return parts[0], int(parts[1]), parts[2]


def sentence_of(words: Sequence[Word], line: int) -> Marked:
    """The sentence that the words make up, with blanks where their offsets leave room."""
    text, at = "", words[0][1]
    spans: list[Span] = []
    for word, start, tag in words:
        text += " " * max(0, start - at)
        at = max(at, start) + len(word)
        mark, _, kind = tag.partition("-")
        begin = len(text)
        text += word
        if mark == "I" and spans and spans[-1].type is TYPES[kind]:
            spans[-1] = Span(TYPES[kind], spans[-1].start, len(text))
        elif kind:
            spans.append(Span(TYPES[kind], begin, len(text)))
    return Marked(text, tuple(spans), line)
