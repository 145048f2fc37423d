"""What a paper says it brings, by noun phrase: objects of "we propose", enumerated parts, and what "our ..." names.

Where `proposed` finds names that are given, this finds techniques that are only
described: "we devise a meta context perception module", "three innovations: A, B and
C", "(1) A that ... (2) B". It needs noun phrases, and says nothing of a text without
parts of speech.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.extract._candidate import Candidate
from kg.extract._document import Document, Tagged
from kg.extract._heads import type_of
from kg.extract._phrase_at import ByWords, Phrases, phrases_of
from kg.extract._phrases import HEADS, VAGUE
from kg.extract.gazetteer import common_names, folded
from kg.extract.proposed import NAME, is_name
from kg.model import EntityType, Role
from kg.vocabulary import Vocabulary

SURE, LIKELY, USED = 0.8, 0.6, 0.5
LONGEST = 3000
"""Sentences of more characters are no prose."""
_MAKE_STEMS = (
    "propos", "introduc", "develop", "devis", "design", "present", "formulat", "construct", "build", "built", "creat",
    "implement", "contribut", "invent", "craft",
)  # fmt: skip
_MAKE = rf"(?:{'|'.join(_MAKE_STEMS)})(?:e|es|ed|s|ing)?"
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
_TAKES = (
    "introduces", "proposes", "employs", "adopts", "integrates", "incorporates", "leverages", "utilizes", "uses",
    "applies", "combines", "features", "comprises",
)  # fmt: skip
_NAMED = re.compile(
    r"(?:\b[Ii]t|(?<![\w-])[A-Z][\w-]{0,30}[A-Z0-9][\w-]{0,30}) (?:also |further |then |first )?"
    rf"(?:{'|'.join(_TAKES)})\b"
)
_IN_TITLE = re.compile(r"\b(?:via|using|with|through)\b", re.IGNORECASE)
_TITLE_BEGINS = re.compile(
    r"(?:(?:Towards?|On|Design(?:ing)?|Develop(?:ing|ment)|Building|Introducing)(?: (?:and \w+ )?of)? )?An?\s"
    r"(?!(?:\w+[ -]){0,3}"
    r"(?:survey|review|study|analysis|overview|comparison|note|look|perspective|view|introduction|guide)\b)",
    re.IGNORECASE,
)
"""How a title begins that names what is new: "A ...", "Design of a ..."."""
_CORE = re.compile(
    r"\b(?:at the (?:core|heart) of|key to|central to) our\b[^,.;:]{0,40}?\b(?:is|lies|are)\b", re.IGNORECASE
)
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were) (?:also |then |further |newly |first )?"
    r"(?:propos|introduc|develop|devis|design|present|formulat|construct)e?d\b",
    re.IGNORECASE,
)
_HERE = re.compile(r"\b(?:here|we|our|(?:this|the present) (?:paper|work|article|study|research))\b", re.IGNORECASE)
"""What says that a thing of the past is the paper's own: \"in this work, a parser was built\"."""
_NEW = re.compile(r"\ban? (?:simple |efficient |effective |general |fully )?(?:novel|new|innovative)\b", re.IGNORECASE)


_APPOSED = re.compile(r"(?:[\w)”’\"'],|\b(?:is|are|as)) \Z")
"""What stands before words that say more of a thing: "Quill, a novel parser"."""


class _Way(NamedTuple):
    """What says of the phrase behind it that it is the paper's own, how surely, and what it cannot do without."""

    pattern: re.Pattern[str]
    confidence: float
    words: Sequence[str]


_WAYS = (
    _Way(_WE, SURE, _MAKE_STEMS),
    _Way(_CORE, SURE, (" our",)),
    _Way(_OURS, USED, ("our ", "the proposed", "this ")),
    _Way(_NAMED, USED, _TAKES),
    _Way(_NEW, LIKELY, ("new", "novel", "innovative")),
    _Way(_PASSIVE, LIKELY, _MAKE_STEMS),
)
"""That of `_PASSIVE` is the phrase before it."""
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
_PLAIN_WORDS = """
result results analysis analyses study studies evidence experiment experiments overview survey review comparison
evaluation evaluations way ways set variety number series range insight insights discussion example examples paper
approach step steps work idea ideas version variant variants extension extensions perspective theory proof proofs
condition conditions bound bounds guarantee guarantees use case cases challenge challenges baseline baselines
experience view understanding findings concept notion class data code performance accuracy improvement improvements
innovation innovations contribution contributions
"""
PLAIN = frozenset(_PLAIN_WORDS.split())
"""Nouns that name no technique, whatever is before them."""
_SAYS = (
    r"(?:(?:which |that )?(?:we |is |are )?(?:call|name|term|dub|coin|denot|refer|entitl)\w{0,5}(?: it| to)?"
    r"(?: as| by)?|namely|i\.e\.),? "
)
_GIVEN = re.compile(
    rf",?\s(?:{_SAYS}|[-–—] )?[\"“‘'`(]{{0,2}}(?P<name>{NAME})(?=[\"”’')]{{0,2}}(?:[\s,.;:)]|$))", re.IGNORECASE
)
"""How a name is given to what was described just before."""
_QUALIFIES = re.compile(
    r"-(?:efficient|effective|scale|cost|quality|performance|friendly|known|used)$",
    re.IGNORECASE,
)
"""A word at the end that only qualifies what is not said: "a cost-effective approach"."""
_TRIMMED = HEADS - {"process", "application", "applications"} | {"mechanism", "mechanisms", "component", "components"}


def candidates(doc: Document, known: Vocabulary) -> Iterator[Candidate]:
    """Every noun phrase that a sentence says is the paper's own, but for those that name what everyone knows."""
    phrases, common = phrases_of(doc), common_names(known, but=EntityType.DATASET)  # papers make datasets
    best: dict[tuple[int, int], float] = {}
    names: dict[tuple[int, int], str] = {}
    for (start, end), confidence in _said(phrases, doc.sentences()):
        named = trimmed(doc.text, start, end, given=start > doc.title_end and not isinstance(doc, Tagged))
        if named and folded(doc.text[slice(*named)]) not in common:
            best[named] = max(best.get(named, 0.0), confidence)
            if (name := _name_behind(doc.text, end)) and folded(name) not in common:
                names[named] = name
    for (start, end), confidence in sorted(best.items()):
        kind = type_of(doc.text[start:end], EntityType.METHOD)
        if kind not in (EntityType.DATASET, EntityType.MODEL, EntityType.SOFTWARE, EntityType.HARDWARE):
            kind = EntityType.METHOD
        role = Role.PROPOSES if confidence > USED else None
        yield Candidate(
            start=start,
            end=end,
            extractor="contributed",
            confidence=confidence,
            type=kind,
            role=role,
            same_as=names.get((start, end)),
        )


def _said(phrases: Phrases, among: list[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], float]]:
    heads: list[str] = []
    small = phrases.text.lower()  # to look for what a pattern cannot do without is quick
    stems = tuple(filter(small.__contains__, _MAKE_STEMS))
    ways = [way._replace(words=stems) if way.words is _MAKE_STEMS else way for way in _WAYS]
    if (begin := _TITLE_BEGINS.match(phrases.text)) and among and (place := phrases.at(begin.end())):
        yield place, LIKELY
    for found in _IN_TITLE.finditer(phrases.text, 0, among[0][0] if among else 0):
        confidence = LIKELY if found[0].lower() in ("via", "through") else USED
        if place := phrases.at(found.end()):
            yield from ((each, confidence) for each in phrases.listed(place))
    for start, end in among:
        if end - start > LONGEST:
            continue
        sentence = phrases.text[start:end]
        yield from _made(phrases, sentence, start, ways)
        items = [start + item for item in _items(sentence)]
        head = sentence[: items[0] - start] if items else sentence
        heads.append(head)
        colon = sentence.find(":")
        if (items or colon > 0) and _enumerates(heads):
            for item in items:
                if place := phrases.at(item):
                    yield place, SURE
            if not items and (first := phrases.at(start + colon + 1)):
                yield from ((place, SURE) for place in phrases.listed(first, least=2))


def _enumerates(heads: Sequence[str]) -> bool:
    """Whether the last of some sentences, given by what they begin with, lists parts of the paper's own.

    One that says neither goes on with the one before.
    """
    for head in reversed(heads):
        if _FAULTS.search(head):
            return False
        if _PARTS.search(head):
            return _BRINGS.search(head) is not None
    return False


def _items(sentence: str) -> Iterator[int]:
    """Where the items of an enumeration begin."""
    if ")" in sentence or "ly," in sentence.lower():  # to look for what all have is quick
        yield from (found.end() for found in _ITEM.finditer(sentence))


def _made(
    phrases: Phrases, sentence: str, offset: int, ways: Sequence[_Way]
) -> Iterator[tuple[tuple[int, int], float]]:
    """The objects of what the authors do, and the subjects of what was done."""
    small = sentence.lower()
    for pattern, confidence, words in ways:
        for found in pattern.finditer(sentence) if any(map(small.__contains__, words)) else ():
            if pattern is _PASSIVE:
                told = found[0][:2].lower() in ("is", "ar") or _HERE.search(sentence)
                if told and (place := phrases.before(offset + found.start())):
                    yield place, confidence
            elif pattern is _NEW and isinstance(phrases, ByWords) and _APPOSED.search(sentence, 0, found.start()):
                continue
            elif place := phrases.at(offset + found.end()):
                yield from ((each, confidence) for each in phrases.listed(place))


def _name_behind(text: str, end: int) -> str | None:
    """The name that is given to what ends at a place: "a parser, called Quill", "a parser, Quill, ..."."""
    found = _GIVEN.match(text, end, end + 100)
    name = found["name"].rstrip(".-/,") if found else ""
    return name if name and is_name(name) else None


def trimmed(text: str, start: int, end: int, *, given: bool = False) -> tuple[int, int] | None:
    """The phrase without words that say nothing at its ends, if it still names a technique.

    Where a name may be `given`, one of three words in capitals is one, whatever its last word.
    """
    words = [(found.start() + start, found.end() + start) for found in re.finditer(r"\S+", text[start:end])]
    while words and text[slice(*words[0])].lower() in VAGUE:
        words.pop(0)
    while len(words) > 1 and text[slice(*words[-1])].lower() in _TRIMMED:
        words.pop()
    if not words or text[slice(*words[0])].lower() == "study":
        return None
    last, written = text[slice(*words[-1])].lower(), text[words[0][0] : words[-1][1]]
    if given and len(words) > 2 and all(text[place].isupper() for place, _ in words):
        return words[0][0], words[-1][1]
    if last in PLAIN or (len(words) == 1 and ("-" not in written or _QUALIFIES.search(written))):
        return None
    return words[0][0], words[-1][1]
