"""SciREX: papers in which the names of methods, tasks, materials and metrics are marked.

S. Jain et al., "SciREX: A Challenge Dataset for Document-Level Information Extraction",
ACL 2020. A line is a paper in JSON: its `words`, its `sections` as pairs of words that begin
and end them, and `ner`: the first word, the end and the kind of each name. What is read
is the title, which is the first section, and the abstract, which is the one that is headed
so; in most papers both are the first section, which is then read as an abstract.

>>> text_of(["full", "-", "width", "nets", "(", "FWN", ")", "win", "."])[0]
'full-width nets (FWN) win.'
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from msgspec import Struct

from kg.errors import ReadError
from kg.evaluate._spans import Marked, Span
from kg.model import EntityType, Source, TextField
from kg.read import Input

TYPES = {
    "Method": EntityType.METHOD,
    "Task": EntityType.TASK,
    "Material": EntityType.DATASET,
    "Metric": EntityType.METRIC,
}
KINDS = {**{kind: kind for kind in TYPES.values()}, EntityType.MODEL: EntityType.METHOD}
"""As what each of our types counts: a model is a method there."""
_ABSTRACT, _DOCUMENT = ["section", ":", "abstract"], ["document", ":"]
"""With what an abstract begins, and a paper."""
LONGEST = 400
"""How many words are read; a longer first section is the whole paper."""
_CLOSES = frozenset(".,;:!?)]}%'’")
_OPENS = frozenset("([{")
_JOINS = frozenset("-–/")


class _Paper(Struct):
    words: list[str]
    sections: list[tuple[int, int]]
    ner: list[tuple[int, int, str]]


def read_texts(source: Input) -> list[Marked]:
    """The titles and abstracts of a file; `ReadError`, with the line, where one is not in the form."""
    with source.open() as stream:
        lines = stream.read().splitlines()
    found = [_marked(line, Source(source.name, number)) for number, line in enumerate(lines, 1) if line.strip()]
    if not found:
        raise ReadError(source.name, "no paper in it", expected="SciREX's form: a paper in JSON a line")
    return found


def _marked(line: bytes, source: Source) -> Marked:
    try:
        paper = msgspec.json.decode(line, type=_Paper)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise ReadError(source, f"not a paper: {error}", expected="words, sections and ner in JSON") from error
    whole = len(paper.words)
    places = [*paper.sections, *((start, end) for start, end, _ in paper.ner)]
    if any(not 0 <= start <= end <= whole for start, end in places):
        raise ReadError(source, "a place beyond the words", expected=f"0 to {whole}")
    unknown = sorted({kind for *_, kind in paper.ner} - set(TYPES))
    if unknown:
        raise ReadError(source, f"kinds {', '.join(unknown)}", expected=", ".join(TYPES))
    first = paper.sections[0] if paper.sections else (0, 0)
    first = (first[0] + len(_DOCUMENT), first[1]) if _begins(paper, first, _DOCUMENT) else first
    abstract = next((each for each in paper.sections if _begins(paper, each, _ABSTRACT)), None)
    if abstract is None:
        text, spans = _part(paper, first, "abstract")
        return Marked(text, tuple(spans), source.line)
    title, of_title = _part(paper, first, "title")
    text, of_abstract = _part(paper, (abstract[0] + len(_ABSTRACT), abstract[1]), "abstract")
    return Marked(text, (*of_title, *of_abstract), source.line, title)


def _begins(paper: _Paper, place: tuple[int, int], words: Sequence[str]) -> bool:
    start, end = place
    return [word.lower() for word in paper.words[start : min(start + len(words), end)]] == words


def _part(paper: _Paper, place: tuple[int, int], field: TextField) -> tuple[str, list[Span]]:
    """The text of some words, and the names in it."""
    first, last = place[0], min(place[1], place[0] + LONGEST)
    text, places = text_of(paper.words[first:last])
    spans = [
        Span(TYPES[kind], places[start - first][0], places[end - first - 1][1], field)
        for start, end, kind in paper.ner
        if first <= start < end <= last
    ]
    return text, spans


def text_of(words: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """The words as one writes them, and where each begins and ends."""
    text, places = "", []
    for blank, word in _spaced(words):
        text += " " if blank and text else ""
        places.append((len(text), len(text) + len(word)))
        text += word
    return text, places


def _spaced(words: Sequence[str]) -> Iterator[tuple[bool, str]]:
    """Each word, and whether a blank stands before it."""
    before = ""
    for word in words:
        glued = word[:1] in _CLOSES or word in _JOINS or before in _OPENS or before in _JOINS
        yield not glued, word
        before = word
