"""What a paper says it brings, by noun phrase: objects of "we propose", enumerated parts, and what "our ..." names.

Where `proposed` finds names that are given, this finds techniques that are only
described: "we devise a meta context perception module", "three innovations: A, B and
C", "(1) A that ... (2) B". It needs noun phrases, and says nothing of a text without
parts of speech.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from msgspec import Struct

from kg.extract._candidate import Candidate
from kg.extract._document import Document, Tagged
from kg.extract._heads import type_of
from kg.extract._phrases import HEADS, VAGUE, longest_phrases
from kg.model import EntityType, Role
from kg.vocabulary import Vocabulary

SURE, LIKELY = 0.8, 0.6
LONGEST = 3000
"""Sentences of more characters are no prose."""
_MAKE = (
    r"(?:propos|introduc|develop|devis|design|present|formulat|construct|build|built|creat|implement|contribut|"
    r"invent|craft)(?:e|es|ed|s|ing)?"
)
_TAKE = (
    r"(?:employ|adopt|integrat|incorporat|leverag|utili[sz]|us|appl|featur|compris|includ|combin)(?:e|es|s|ies|ing)?"
)
_OUR = (
    r"(?:our|the proposed|this)(?: [\w-]+){0,3}? "
    r"(?:method|approach|framework|model|system|algorithm|solution|design|architecture|scheme)"
)
_WE = re.compile(
    rf"\b(?:we|this (?:paper|work|article|study)|the authors?)\b[^,.;:]{{0,40}}?\b{_MAKE}\b(?: and \w+)?", re.IGNORECASE
)
_OURS = re.compile(rf"\b{_OUR}\b[^,.;:]{{0,30}}?\b(?:{_TAKE}|consists? of|{_MAKE})\b", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:\b[Ii]t|(?<![\w-])[A-Z][\w-]{0,30}[A-Z0-9][\w-]{0,30}) (?:also |further |then |first )?"
    r"(?:introduc|propos|employ|adopt|integrat|incorporat|leverag|utiliz|us|appl|combin|featur|compris)(?:es|s|ies)\b"
)
_IN_TITLE = re.compile(r"\b(?:via|using|with|through)\b", re.IGNORECASE)
_CORE = re.compile(
    r"\b(?:at the (?:core|heart) of|key to|central to) our\b[^,.;:]{0,40}?\b(?:is|lies|are)\b", re.IGNORECASE
)
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were) (?:also |then |further |newly |first )?"
    r"(?:propos|introduc|develop|devis|design|present|formulat|construct)e?d\b",
    re.IGNORECASE,
)
_NEW = re.compile(r"\ban? (?:simple |efficient |effective |general |fully )?(?:novel|new|innovative)\b", re.IGNORECASE)
_ITEM = re.compile(
    r"(?:(?<=[\s:;,.])|^)\(?(?:[1-9]|i{1,3}|iv|v|[a-f])\)\s*|\b(?:first|second|third|final|last)ly,\s*", re.IGNORECASE
)
_PARTS = re.compile(
    r"\b(?:innovation|technique|component|module|design|mechanism|strateg|stage|optimi[sz]ation|contribution|"
    r"idea|algorithm|method|phase|primitive|part)\w*",
    re.IGNORECASE,
)
_BRINGS = re.compile(
    rf"\b(?:{_MAKE}|{_TAKE}|consists?|contributions?|innovations?|encompass\w*|built|equip\w*|via|with|through)\b",
    re.IGNORECASE,
)
_FAULTS = re.compile(
    r"\b(?:challeng|limitation|problem|issue|drawback|reason|question|shortcoming|obstacle|difficult|experiment|"
    r"benchmark|dataset|baseline|suffer|compare|task|bottleneck|aspect|metric|scenario)\w*",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"[\s,:]{0,5}(?:(?:and|or|then|also|both|a|an|the|our|its|two|three|four|novel|new|first|set of|family of|"
    r"use of|[a-z]{1,20}ly|simple|efficient|effective|general)\s{1,3}){0,6}(?:[\"“'‘`(]\s?)?",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"\s{0,3}(?:,\s{0,3}(?:and\s{1,3})?|and\s{1,3})(?:an?|the|its|our)?\s{0,3}(?:novel |new )?", re.IGNORECASE
)
_PLAIN_WORDS = """
result results analysis analyses study studies evidence experiment experiments overview survey review comparison
evaluation evaluations way ways set variety number series range insight insights discussion example examples paper
approach step steps work idea ideas version variant variants extension extensions perspective theory proof proofs
condition conditions bound bounds guarantee guarantees use case cases challenge challenges baseline baselines
experience view understanding findings concept notion class data code performance accuracy improvement improvements
"""
_PLAIN = frozenset(_PLAIN_WORDS.split())
"""Nouns that name no technique, whatever is before them."""
_TRIMMED = HEADS - {"process", "application", "applications"} | {"mechanism", "mechanisms", "component", "components"}


class _Phrases(Struct, frozen=True):
    """The longest noun phrases of a text, by place: where each begins and ends."""

    text: str
    starts: list[int]
    ends: list[int]

    def at(self, place: int) -> tuple[int, int] | None:
        """The phrase that begins at a place, but for articles and words that say nothing."""
        begin = _BETWEEN.match(self.text, place)
        for number in range(bisect_left(self.starts, place), len(self.starts)):
            start = self.starts[number]
            if begin is None or start > begin.end():
                return None
            return start, self.ends[number]
        return None

    def before(self, place: int) -> tuple[int, int] | None:
        """The phrase that ends just before a place."""
        number = bisect_left(self.ends, place - 1)
        if number < len(self.ends) and self.ends[number] == place - 1:
            return self.starts[number], self.ends[number]
        return None

    def listed(self, first: tuple[int, int], least: int = 1) -> Iterator[tuple[int, int]]:
        """A phrase and those that are listed behind it: all of one list, where it has so many.

        Where nothing is joined by "and", what stands behind a comma says what the first is.
        """
        items, joined = [first], least > 1
        while (joint := _LIST.match(self.text, items[-1][1])) and len(items) < 8:
            number = bisect_left(self.starts, joint.end())
            if number == len(self.starts) or self.starts[number] != joint.end():
                break
            items.append((self.starts[number], self.ends[number]))
            joined = joined or "and" in joint[0]
        if len(items) >= least:
            yield from items if joined else items[:1]


def candidates(doc: Document, known: Vocabulary) -> Iterator[Candidate]:  # noqa: ARG001 every extractor is asked alike
    """Every noun phrase that a sentence says is the paper's own."""
    if not isinstance(doc, Tagged):
        return
    places = longest_phrases(doc)
    phrases = _Phrases(
        doc.text,
        [doc.places[a] for a, _ in places],
        [doc.places[b - 1] + len(doc.words[b - 1]) for _, b in places],
    )
    best: dict[tuple[int, int], float] = {}
    for (start, end), confidence in _said(phrases, doc.sentences()):
        named = _trimmed(doc.text, start, end)
        if named:
            best[named] = max(best.get(named, 0.0), confidence)
    for (start, end), confidence in sorted(best.items()):
        kind = type_of(doc.text[start:end], EntityType.METHOD)
        if kind not in (EntityType.DATASET, EntityType.MODEL, EntityType.SOFTWARE, EntityType.HARDWARE):
            kind = EntityType.METHOD
        yield Candidate(
            start=start, end=end, extractor="contributed", confidence=confidence, type=kind, role=Role.PROPOSES
        )


def _said(phrases: _Phrases, among: list[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], float]]:
    enumerating = False
    for found in _IN_TITLE.finditer(phrases.text, 0, among[0][0] if among else 0):
        if place := phrases.at(found.end()):
            yield from ((each, LIKELY) for each in phrases.listed(place))
    for start, end in among:
        if end - start > LONGEST:
            continue
        sentence = phrases.text[start:end]
        yield from _made(phrases, sentence, start)
        items = [start + item for item in _items(sentence)]
        head = sentence[: items[0] - start] if items else sentence
        enumerating = _enumerates(head, enumerating)
        if not enumerating:
            continue
        for item in items:
            if place := phrases.at(item):
                yield place, SURE
        colon = sentence.find(":")
        if not items and colon > 0 and (first := phrases.at(start + colon + 1)):
            yield from ((place, SURE) for place in phrases.listed(first, least=2))


def _enumerates(head: str, before: bool) -> bool:  # noqa: FBT001 what goes on from sentence to sentence
    """Whether a sentence that begins so lists parts of the paper's own; one that says neither goes on with the last."""
    if _FAULTS.search(head):
        return False
    return _BRINGS.search(head) is not None if _PARTS.search(head) else before


def _items(sentence: str) -> Iterator[int]:
    """Where the items of an enumeration begin."""
    if ")" in sentence or "ly," in sentence.lower():  # to look for what all have is quick
        yield from (found.end() for found in _ITEM.finditer(sentence))


def _made(phrases: _Phrases, sentence: str, offset: int) -> Iterator[tuple[tuple[int, int], float]]:
    """The objects of what the authors do, and the subjects of what was done."""
    for pattern, confidence in ((_WE, SURE), (_CORE, SURE), (_OURS, LIKELY), (_NAMED, LIKELY), (_NEW, LIKELY)):
        for found in pattern.finditer(sentence):
            if place := phrases.at(offset + found.end()):
                yield from ((each, confidence) for each in phrases.listed(place))
    for found in _PASSIVE.finditer(sentence):
        if place := phrases.before(offset + found.start()):
            yield place, LIKELY


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The phrase without words that say nothing at its ends, if it still names a technique."""
    words = [(found.start() + start, found.end() + start) for found in re.finditer(r"\S+", text[start:end])]
    while words and text[slice(*words[0])].lower() in VAGUE:
        words.pop(0)
    while len(words) > 1 and text[slice(*words[-1])].lower() in _TRIMMED:
        words.pop()
    if not words or text[slice(*words[0])].lower() == "study":
        return None
    last, written = text[slice(*words[-1])].lower(), text[words[0][0] : words[-1][1]]
    if last in _PLAIN or (len(words) == 1 and "-" not in written):
        return None
    return words[0][0], words[-1][1]
