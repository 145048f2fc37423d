"""Names that are known: the labels of the vocabularies' concepts, wherever a text uses them.

All labels are searched at once (Aho-Corasick), in a form in which case, hyphens,
underscores and blanks make no difference; the text as written then decides. A label
written in small letters matches in any case; a short name in capitals (PIM, GAN)
only as it is; other names (ImageNet, Adam) in any case but all small letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import ahocorasick_rs
from msgspec import Struct

from kg.extract._candidate import Candidate
from kg.extract._document import Document, small_letters
from kg.model import EntityType
from kg.vocabulary import Concept, Vocabulary

CATEGORIES = "https://w3id.org/paperkg/vocabulary/arxiv-categories/"
"""Classes of a classification: what a record is filed under, not what its text names."""
CONFIDENCE = 0.8
_FOLDED = "-_‐‑–\n\u00a0"
"""What counts as a blank."""
_SHORT = 5


class Gazetteer(Struct, frozen=True):
    """The automaton over all forms, the forms, and for each the label and concept that it stands for."""

    automaton: ahocorasick_rs.AhoCorasick
    forms: tuple[str, ...]
    labels: tuple[tuple[str, Concept], ...]


def candidates(doc: Document, known: Vocabulary) -> Iterator[Candidate]:
    """The longest known name at each place, from left to right."""
    gazetteer = gazetteer_of(known)
    text = doc.text
    hits = gazetteer.automaton.find_matches_as_indexes(_in_blanks(doc.small), overlapping=True)
    taken = 0
    whole = [
        (start, -end, form)
        for form, start, end in hits
        if not (text[end : end + 1].isalnum() or text[start - 1 : start].isalnum())
    ]
    for start, back, form in sorted(whole):
        end = -back
        label, concept = gazetteer.labels[form]
        if start < taken or _is_tied(text, start, end) or not fits(label, text[start:end]):
            continue
        taken = end
        yield Candidate(
            start=start,
            end=end,
            extractor="gazetteer",
            confidence=CONFIDENCE,
            type=concept.type,
            concept=concept.iri,
            given=concept.iri in known.own,
        )


def folded(text: str) -> str:
    """The text in small letters, its hyphens and underscores as blanks; as long as it was.

    >>> folded("Post-Training Quantization")
    'post training quantization'
    """
    return _in_blanks(small_letters(text))


def _in_blanks(text: str) -> str:
    """The text with blanks for all that counts as one; a table would be asked for each letter that is not ASCII."""
    for mark in _FOLDED:
        text = text.replace(mark, " ")
    return text


def fits(label: str, text: str) -> bool:
    """Whether the text may be this label in its own case.

    >>> fits("quantization", "Quantization"), fits("GAN", "gan"), fits("ImageNet", "imagenet"), fits("Adam", "adam")
    (True, False, True, False)
    """
    look = _look(label)
    if look == "short":
        return text in (label, f"{label}s")
    return look == "any" or text != text.lower()


@lru_cache(maxsize=1 << 16)
def _look(label: str) -> str:
    """Whether a label is written in any case, as it is since it is short, or as a word with a capital."""
    capitals = sum(char.isupper() for char in label)
    if capitals >= 2 and " " not in label and len(label) <= _SHORT:
        return "short"
    named = " " in label or capitals >= 2 or any(char.isdigit() for char in label)
    return "any" if named or not capitals else "word"


def _is_tied(text: str, start: int, end: int) -> bool:
    """Whether what stands around the span makes it part of a longer word: "re-GAN", "GPT-4", "C++"."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before and before in "-_@#" and text[start - 2 : start - 1].isalnum():
        return True
    return after == "+" or (after in "-_" and text[end + 1 : end + 2].isdigit())


def _plurals(form: str) -> Iterator[str]:
    """The form and its simple plural."""
    yield form
    if re.search(r"[a-z]{3}$", form) and not form.endswith("s"):
        if re.search(r"[^aeiou]y$", form):
            yield form[:-1] + "ies"
        else:
            yield form + ("es" if re.search(r"(?:x|ch|sh)$", form) else "s")
    elif re.search(r"ss$", form):
        yield form + "es"


@lru_cache(maxsize=4)
def gazetteer_of(known: Vocabulary) -> Gazetteer:
    """The vocabulary's gazetteer, made once."""
    forms: dict[str, tuple[str, Concept]] = {}
    for concept in known.concepts.values():
        if concept.iri.startswith(CATEGORIES):
            continue
        for label in concept.forms():
            for form in _plurals(folded(label)):
                forms.setdefault(form, (label, concept))
            if label.isupper() and len(label) >= 2:  # GPUs
                forms.setdefault(f"{folded(label)}s", (label, concept))
    automaton = ahocorasick_rs.AhoCorasick(list(forms) or ["\0"], matchkind=ahocorasick_rs.MatchKind.Standard)
    return Gazetteer(automaton, tuple(forms), tuple(forms.values()))


@lru_cache(maxsize=4)
def common_names(known: Vocabulary, but: EntityType | None = None) -> frozenset[str]:
    """The names that everyone has: of concepts, `but` those of a kind, in folded form."""
    gazetteer = gazetteer_of(known)
    pairs = zip(gazetteer.forms, gazetteer.labels, strict=True)
    return frozenset(form for form, (_, concept) in pairs if concept.type is not but)
