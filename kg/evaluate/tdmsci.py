"""TDMSci: sentences in which the names of tasks, datasets and metrics are marked.

Y. Hou et al., "TDMSci: A Specialized Corpus for Scientific Literature Entity Tagging of
Tasks Datasets and Metrics", EACL 2021. A line has a word, the character at which it
begins and its tag (`B-TASK`, `I-TASK`, `O`), with tabs between; a blank line ends a sentence.

>>> sentence_of([("We", 5, "O"), ("tag", 8, "B-TASK"), ("words", 12, "I-TASK"), (".", 17, "O")], 1)
Sentence(text='We tag words.', spans=(Span(type=<EntityType.TASK: 'Task'>, start=3, end=12),), line=1)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct

from kg.errors import ReadError
from kg.evaluate._tally import Tally, paired
from kg.model import EntityType, Extraction, Record, Source
from kg.read import Input

TYPES = {"TASK": EntityType.TASK, "DATASET": EntityType.DATASET, "METRIC": EntityType.METRIC}
Word: TypeAlias = tuple[str, int, str]
"""A word, where it begins, and its tag."""


class Span(Struct, frozen=True, order=True):
    """A name in a sentence: its kind, and its characters."""

    type: EntityType
    start: int
    end: int


class Sentence(Struct, frozen=True):
    """A sentence, the names in it, and the line at which it begins."""

    text: str
    spans: tuple[Span, ...]
    line: int


class Figures(Struct):
    """How many spans of a kind are right to the character, and how many at least overlap."""

    exact: Tally
    overlapping: Tally


def read_sentences(source: Input) -> list[Sentence]:
    """The sentences of a file; `ReadError`, with the line, where one is not in the form."""
    with source.open() as stream:
        text = stream.read().decode("utf-8", "replace")
    found: list[Sentence] = []
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


def sentence_of(words: Sequence[Word], line: int) -> Sentence:
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
    return Sentence(text, tuple(spans), line)


def records_of(sentences: Iterable[Sentence], file: str) -> list[Record]:
    """A record a sentence, without a title: the sentence is its abstract."""
    return [
        Record(id=f"{file}:{each.line}", title="", abstract=each.text, source=Source(file, each.line))
        for each in sentences
    ]


def figures(sentences: Iterable[Sentence], said: Iterable[Extraction]) -> dict[EntityType, Figures]:
    """The figures of each kind over all sentences, in their order."""
    made = {kind: Figures(Tally(), Tally()) for kind in TYPES.values()}
    for sentence, extraction in zip(sentences, said, strict=True):
        told = sorted(_spans(extraction))
        for kind, of in made.items():
            wanted, found = [s for s in sentence.spans if s.type is kind], [s for s in told if s.type is kind]
            exact = paired(wanted, found, Span.__eq__)
            near = paired(wanted, found, lambda want, one: want.start < one.end and one.start < want.end)
            of.exact.add(right=len(exact), said=len(found), wanted=len(wanted))
            of.overlapping.add(right=len(near), said=len(found), wanted=len(wanted))
    return made


def _spans(extraction: Extraction) -> Iterator[Span]:
    for entity in extraction.entities:
        yield from (Span(entity.type, mention.start, mention.end) for mention in entity.mentions)
