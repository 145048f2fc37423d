"""What is learned from beside a treebank: words and sentences of academic prose, of our own.

`words.txt` lists words by part of speech; `sentences.txt` has sentences and titles, each
word with its tag.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from importlib.resources import files

from kg.train._conllu import Sentence


@lru_cache(maxsize=1)
def words() -> dict[str, list[str]]:
    """The words of `words.txt` by the label that they have, with the forms of nouns and verbs, each once and sorted."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in _lines("words.txt"):
        tag, _, listed = line.partition(" ")
        for word in listed.split():
            for label, form in _forms(tag, word):
                found[label].add(form)
    return {label: sorted(found[label]) for label in sorted(found)}


def sentences() -> list[Sentence]:
    """The sentences of `sentences.txt`."""
    found = []
    for line in _lines("sentences.txt"):
        pairs = [each.rpartition("/") for each in line.split()]
        found.append(Sentence(tuple(word for word, _, _ in pairs), tuple(_label(tag) for _, _, tag in pairs)))
    return found


def _label(tag: str) -> str:
    """The label that a tag stands for: NN and NNS are nouns, VB and more verbs.

    >>> _label("NNS"), _label("VBN"), _label("ADJ")
    ('NOUN NNS', 'VERB VBN', 'ADJ')
    """
    kind = {"NN": "NOUN ", "VB": "VERB "}.get(tag[:2], "")
    return kind + tag


def _lines(name: str) -> list[str]:
    """The lines of one of our files that say something."""
    lines = (files("kg") / "train" / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _forms(tag: str, word: str) -> list[tuple[str, str]]:
    """The word's forms with their labels."""
    if tag == "NOUN":
        return [("NOUN NN", word), ("NOUN NNS", with_s(word))]
    if tag != "VERB":
        return [(tag, word)]
    past, going = with_ending(word, "ed"), with_ending(word, "ing")
    return [
        ("VERB VB", word),
        ("VERB VBZ", with_s(word)),
        ("VERB VBD", past),
        ("VERB VBN", past),
        ("VERB VBG", going),
    ]


def with_s(word: str) -> str:
    """The plural of a noun, or the form of a verb after `it`.

    >>> with_s("query"), with_s("array"), with_s("matrix"), with_s("GPU"), with_s("hypothesis"), with_s("analyze")
    ('queries', 'arrays', 'matrices', 'GPUs', 'hypotheses', 'analyzes')
    """
    for end, more in (("trix", "trices"), ("tex", "tices"), ("sis", "ses"), ("enon", "ena")):
        if word.endswith(end):
            return word[: -len(end)] + more
    if word.endswith("y") and word[-2] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "ch", "sh")) else f"{word}s"


def with_ending(verb: str, ending: str) -> str:
    """The verb with `ed` or `ing`.

    >>> with_ending("derive", "ed"), with_ending("clarify", "ed"), with_ending("clarify", "ing")
    ('derived', 'clarified', 'clarifying')
    """
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ied" if ending == "ed" else f"{verb}ing"
    return (verb[:-1] if verb.endswith("e") else verb) + ending
