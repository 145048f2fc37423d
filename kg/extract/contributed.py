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
from kg.extract._cues import CUES, Cues, cues_of
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
_KINDS = (
    "method", "approach", "framework", "model", "system", "algorithm", "solution", "design", "architecture", "scheme",
)  # fmt: skip
_OUR = rf"(?:our|the proposed|this)(?: [\w-]+){{0,3}}? (?:{'|'.join(_KINDS)})"
_WE = re.compile(rf"\b(?:we|this (?:paper|work|article|study)|the authors?)\b[^,.;:]{{0,40}}?\b{_MAKE}\b(?: and \w+)?")
_OURS = re.compile(rf"\b{_OUR}\b[^,.;:]{{0,30}}?\b(?:{_TAKE}|consists? of|{_MAKE})\b")
_TAKES = (
    "introduces", "proposes", "employs", "adopts", "integrates", "incorporates", "leverages", "utilizes", "uses",
    "applies", "combines", "features", "comprises",
)  # fmt: skip
_NAMED = re.compile(
    r"(?:\b[Ii]t|(?<![\w-])[A-Z][\w-]{0,30}[A-Z0-9][\w-]{0,30}) (?:also |further |then |first )?"
    rf"(?:{'|'.join(_TAKES)})\b"
)
_BY = ("via", "using", "with", "through")
_IN_TITLE = re.compile(rf"\b(?:{'|'.join(_BY)})\b")
_TITLE_BEGINS = re.compile(
    r"(?:(?:towards?|on|design(?:ing)?|develop(?:ing|ment)|building|introducing)(?: (?:and \w+ )?of)? )?an?\s"
    r"(?!(?:\w+[ -]){0,3}"
    r"(?:survey|review|study|analysis|overview|comparison|note|look|perspective|view|introduction|guide)\b)"
)
"""How a title begins that names what is new: "A ...", "Design of a ..."."""
_CORE = re.compile(r"\b(?:at the (?:core|heart) of|key to|central to) our\b[^,.;:]{0,40}?\b(?:is|lies|are)\b")
_DONE_STEMS = ("propos", "introduc", "develop", "devis", "design", "present", "formulat", "construct")
_PASSIVE = re.compile(rf"\b(?:is|are|was|were) (?:also |then |further |newly |first )?(?:{'|'.join(_DONE_STEMS)})e?d\b")
_HERE = re.compile(r"\b(?:here|we|our|(?:this|the present) (?:paper|work|article|study|research))\b")
"""What says that a thing of the past is the paper's own: \"in this work, a parser was built\"."""
_NEW = re.compile(r"\ban? (?:simple |efficient |effective |general |fully )?(?:novel|new|innovative)\b")


_APPOSED = re.compile(r"(?:[\w)”’\"'],|\b(?:is|are|as)) \Z")
"""What stands before words that say more of a thing: "Quill, a novel parser"."""


class _Way(NamedTuple):
    """What says of the phrase behind it that it is the paper's own, how surely, and the cues that it needs."""

    pattern: re.Pattern[str]
    confidence: float
    needs: int


_WAYS = (
    _Way(_WE, SURE, CUES.add(_MAKE_STEMS)),
    _Way(_CORE, SURE, CUES.add(("core of our", "heart of our", "key to our", "central to our"))),
    _Way(_OURS, USED, CUES.add(("our ", "the proposed ", "this ")) | CUES.add(f" {kind}" for kind in _KINDS)),
    _Way(_NAMED, USED, CUES.add(_TAKES)),
    _Way(_NEW, LIKELY, CUES.add((" new", " novel", " innovative"))),
    _Way(_PASSIVE, LIKELY, CUES.add(f"{stem}{end}" for stem in _DONE_STEMS for end in ("ed", "d"))),
)
"""That of `_PASSIVE` is the phrase before it; all but `_NAMED` are for small letters."""
_LETTERED = re.compile(
    r"\)(?:"
    + "|".join(rf"(?<=[\s:;,.]{opening}{item}\))" for item in ("[1-9a-fiv]", "i[iv]", "iii") for opening in ("", r"\("))
    + r")\s*"
)
"""The end of "(1)" or "b)", found by its bracket."""
_COUNTED = re.compile(r"\b(?:first|second|third|final|last)ly,\s*")
_PART_STEMS = (
    "innovation", "technique", "component", "module", "design", "mechanism", "strateg", "stage", "optimisation",
    "optimization", "contribution", "idea", "algorithm", "method", "phase", "primitive", "part",
)  # fmt: skip
_FAULT_STEMS = (
    "challeng", "limitation", "problem", "issue", "drawback", "reason", "question", "shortcoming", "obstacle",
    "difficult", "experiment", "benchmark", "dataset", "baseline", "suffer", "compare", "task", "bottleneck", "aspect",
    "metric", "scenario",
)  # fmt: skip
_PARTS, _FAULTS = (re.compile(rf"\b(?:{'|'.join(stems)})") for stems in (_PART_STEMS, _FAULT_STEMS))
_LISTS = Cues()
_PART, _FAULT = _LISTS.add(_PART_STEMS), _LISTS.add(_FAULT_STEMS)
_BRINGS = re.compile(
    rf"\b(?:{_MAKE}|{_TAKE}|consists?|contributions?|innovations?|encompass\w*|built|equip\w*|via|with|through)\b"
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
    for (start, end), confidence in _said(doc, phrases):
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


def _said(doc: Document, phrases: Phrases) -> Iterator[tuple[tuple[int, int], float]]:
    heads: list[tuple[int, int]] = []
    listing = False
    small, among = doc.small, doc.sentences()
    if among:
        yield from _in_title(phrases, among[0][0])
    for (start, end), cues in zip(among, cues_of(doc), strict=True):
        if end - start > LONGEST:
            continue
        if cues:
            yield from _made(phrases, start, end, cues)
        items = _items(small, start, end)
        heads.append((start, items[0] if items else end))
        colon = small.find(":", start, end)
        if not items and colon <= start:
            continue
        listing = _enumerates(small, heads, listing)
        heads.clear()
        if listing:
            for item in items:
                if place := phrases.at(item):
                    yield place, SURE
            if not items and (first := phrases.at(colon + 1)):
                yield from ((place, SURE) for place in phrases.listed(first, least=2))


def _in_title(phrases: Phrases, end: int) -> Iterator[tuple[tuple[int, int], float]]:
    """What a title brings that ends before a place."""
    title = phrases.small[:end]
    if (begin := _TITLE_BEGINS.match(title)) and (place := phrases.at(begin.end())):
        yield place, LIKELY
    for found in _IN_TITLE.finditer(title) if any(map(title.__contains__, _BY)) else ():
        confidence = LIKELY if found[0] in ("via", "through") else USED
        if place := phrases.at(found.end()):
            yield from ((each, confidence) for each in phrases.listed(place))


def _enumerates(small: str, heads: Sequence[tuple[int, int]], before: bool) -> bool:  # noqa: FBT001
    """Whether the last of some sentences, given by what they begin with, lists parts of the paper's own.

    One that says neither goes on with the one before; the first with what is `before` it.
    """
    for (start, end), cues in zip(reversed(heads), reversed(_LISTS.of(small, heads)), strict=True):
        if cues & _FAULT and _FAULTS.search(small, start, end):
            return False
        if cues & _PART and _PARTS.search(small, start, end):
            return _BRINGS.search(small, start, end) is not None
    return before


def _items(small: str, start: int, end: int) -> list[int]:
    """Where the items of an enumeration in a sentence begin."""
    ways = ((_LETTERED, ")"), (_COUNTED, "ly,"))
    return sorted(
        found.end()
        for pattern, mark in ways
        if small.find(mark, start, end) >= 0  # to look for what all have is quick
        for found in pattern.finditer(small, start, end)
    )


def _made(phrases: Phrases, start: int, end: int, cues: int) -> Iterator[tuple[tuple[int, int], float]]:
    """The objects of what the authors do in a sentence, and the subjects of what was done."""
    for pattern, confidence, needs in _WAYS:
        if cues & needs != needs:
            continue
        text = phrases.text if pattern is _NAMED else phrases.small
        for found in pattern.finditer(text, start, end):
            if pattern is _PASSIVE:
                told = found[0][:2] in ("is", "ar") or _HERE.search(text, start, end)
                if told and (place := phrases.before(found.start())):
                    yield place, confidence
            elif (
                pattern is _NEW and isinstance(phrases, ByWords) and _APPOSED.search(phrases.text, start, found.start())
            ):
                continue
            elif place := phrases.at(found.end()):
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
