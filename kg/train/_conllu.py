"""Sentences of a CoNLL-U file, with their tags on words as our own reader cuts them.

Treebanks cut at hyphens and slashes; our reader keeps `post-training` and `GPT-3.5`
whole. A word of ours that covers several of theirs gets one tag of them, by what it
does in its sentence; one that is a part of theirs gets its tag.
Format: https://universaldependencies.org/format.html
"""

from __future__ import annotations

import lzma
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from kg.errors import ReadError
from kg.extract._words import words_of

COLUMNS = 10
_MODIFIES = frozenset({"advmod", "amod", "compound", "nmod", "obl"})


class Word(Struct, frozen=True):
    """A word of the treebank: its place in the sentence, tags, head's place and relation, and its characters."""

    place: int
    tag: str
    fine: str
    head: int
    relation: str
    start: int
    end: int

    def label(self) -> str:
        """The tag, and for nouns and verbs the form: `NOUN NNS`, `VERB VBN`."""
        if self.tag == "NOUN":
            return "NOUN NNS" if self.fine.endswith("S") else "NOUN NN"
        if self.tag == "VERB":
            return f"VERB {self.fine if self.fine in ('VBD', 'VBG', 'VBN', 'VBZ') else 'VB'}"
        return self.tag


class Sentence(Struct, frozen=True):
    """Words as our reader cuts them, and a label for each."""

    words: tuple[str, ...]
    labels: tuple[str, ...]


def sentences(path: Path) -> Iterator[Sentence]:
    """The file's sentences, as our reader cuts them; the file may be compressed with xz.

    Raises `ReadError` for a file that cannot be opened and for a line in no known form.
    """
    for text, words in _blocks(path):
        found = [(word, place) for word, place in zip(*words_of(text), strict=True) if not word.isspace()]
        labels = tuple(_labels(found, words))
        yield Sentence(tuple(form for form, _ in found), labels)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        raw = path.read_bytes()
        text = (lzma.decompress(raw) if path.suffix == ".xz" else raw).decode("utf-8")
    except (OSError, lzma.LZMAError, UnicodeDecodeError) as error:
        what = getattr(error, "strerror", None) or str(error)
        raise ReadError(path, what, expected="a CoNLL-U file, perhaps compressed with xz") from error
    yield from enumerate(text.split("\n"), start=1)


def _blocks(path: Path) -> Iterator[tuple[str, list[Word]]]:
    """Each sentence as its text, made of the forms, and its words."""
    rows: list[list[str]] = []
    for number, line in _lines(path):
        if not line.strip():
            if rows:
                yield _placed(rows)
            rows = []
        elif not line.startswith("#"):
            columns = line.rstrip("\r").split("\t")
            if len(columns) != COLUMNS or (columns[0].isdigit() and not columns[6].isdigit()):
                raise ReadError(f"{path}:{number}", "not a word's line", expected="ten columns with tabs between them")
            rows.append(columns)
    if rows:
        yield _placed(rows)


def _placed(rows: list[list[str]]) -> tuple[str, list[Word]]:
    """The sentence's text and its words with where they stand; the parts of a joined word (`don't`) share its place."""
    text, words, joined = "", [], 0
    start = end = 0
    for place, form, _, tag, fine, _, head, relation, _, misc in rows:
        if not place.isdigit():  # "3-4" joins words, "3.1" is one that is not written
            if "-" in place:
                joined = int(place.partition("-")[2])
                start, end = len(text), len(text) + len(form)
                text += form + _blank(misc)
                rest = end - start
            continue
        if int(place) > joined:
            start, end = len(text), len(text) + len(form)
            text += form + _blank(misc)
            words.append(Word(int(place), tag, fine, int(head), relation.partition(":")[0], start, end))
            continue
        own = min(len(form), rest)
        rest -= own
        first = end - rest - own
        words.append(Word(int(place), tag, fine, int(head), relation.partition(":")[0], first, first + own))
    return text, words


def _blank(misc: str) -> str:
    return "" if "SpaceAfter=No" in misc else " "


def _labels(found: list[tuple[str, int]], words: list[Word]) -> Iterator[str]:
    """A label for each of our words, from the treebank's words that share characters with it."""
    at = 0
    for form, start in found:
        while at < len(words) and words[at].end <= start:
            at += 1
        last = at
        while last < len(words) and words[last].start < start + len(form):
            last += 1
        yield label_of(form, words[at:last])


def label_of(form: str, parts: list[Word]) -> str:
    """The label of one of our words that these words of the treebank make up.

    What is joined with a hyphen and describes what follows is an adjective
    (`data-driven`, `state-of-the-art`, `two-stage`); a name with a number stays a name
    (`F-102`); else the part whose head is outside speaks for a verb or pronoun with
    what leans on it (`don't`), and the last part for all others.
    """
    if not parts:
        return "X"
    if not any(character.isalnum() for character in form):
        return parts[0].label() if parts[0].tag in ("PUNCT", "SYM") else "PUNCT"
    said = [part for part in parts if part.tag not in ("PUNCT", "SYM", "PART")] or parts
    if len(parts) == 1 or len(said) == 1:
        return said[0].label()
    inside = {part.place for part in parts}
    head = next((part for part in said if part.head not in inside), said[-1])
    if "-" in form and _describes(said, head):
        return "ADJ"
    if said[-1].tag == "NUM" and said[0].tag in ("NOUN", "PROPN"):
        return said[0].label()
    return (head if said[0].tag in ("AUX", "PRON", "VERB") else said[-1]).label()


def _describes(said: list[Word], head: Word) -> bool:
    """Whether a word of several parts describes another rather than names something."""
    if said[-1].fine in ("VBN", "VBG") and said[-1].tag == "VERB" and said[0].tag not in ("AUX", "VERB"):
        return True
    if head.relation not in _MODIFIES or head.head < head.place:
        return head.relation == "amod"
    return said[0].tag in ("ADJ", "ADP", "ADV", "NUM") or any(part.tag in ("ADP", "DET") for part in said[1:])


def read_all(paths: Iterable[Path]) -> list[Sentence]:
    """The sentences of all files, in order."""
    return [sentence for path in paths for sentence in sentences(path) if sentence.words]
