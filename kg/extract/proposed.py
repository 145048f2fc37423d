"""Names that a paper gives to what it introduces: "RPTQ: ..." as title, "we propose X", "called X"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice

from kg.extract._candidate import Candidate
from kg.extract._cues import CUES, cues_of
from kg.extract._document import Document, Tagged
from kg.extract._heads import type_of
from kg.extract._noun_phrase import STOP
from kg.extract.abbreviations import pairs, uses
from kg.extract.gazetteer import common_names, folded
from kg.model import EntityType, Role
from kg.vocabulary import Vocabulary

IN_TITLE, IN_TEXT = 0.95, 0.85
LONGEST_NAME = 100
"""How many characters a name with its short form has."""
NAME = r"[^\W_][\w^+\-./@]{0,40}[\w+]"
_TITLE = re.compile(
    rf"(?:Introducing |Meet )?(?P<name>{NAME}"
    r"(?: (?:[A-Z]?[0-9][\w.]{0,20}|[IVX]{1,6}|[A-Z][\w+-]{0,40}))?)\s{0,3}"
    r"(?::| [–—-] )\s{0,3}(?P<rest>.*)",
    re.DOTALL,
)
_TEAM = re.compile(rf"(?P<name>{NAME}) ?(?:@|at) ?(?=[A-Z][\w-]{{2,30}}[ -][\w' -]{{0,40}}(?:20)?\d\d\b)")
"""How the title of a system begins that took part in a contest."""
_STEMS = (
    "propos", "present", "introduc", "develop", "design", "describ", "devis", "build", "built", "creat", "releas",
    "contribut", "construct", "implement", "formulat", "establish", "unveil", "curat",
    "put forward",
)  # fmt: skip
_NEW = rf"(?:{'|'.join(_STEMS)})(?:e|es|ed|ing|s|t)?"
_WE = re.compile(
    rf"\b(?:we|this (?:paper|work|article|study|report)|the authors?|i|here)\b[^.;:]{{0,60}}?"
    rf"\b{_NEW}\b(?P<what>[^;.?!]{{0,160}})"
)
_PASSIVE = re.compile(rf"\b(?:is|are) (?:then |further |also |hereby )?{_NEW.replace('ing', '')}\b")
_CLAUSE = re.compile(r"[,;:.?!]")
_CALLS = (
    "called", "named", "termed", "dubbed", "denoted", "coined", "namely", "titled", "abbreviated as", "referred to as",
    "we call", "we name", "we term", "we dub",
)  # fmt: skip
"""What is in every way to say what a thing is called."""
_CALLED = re.compile(
    rf"\b(?:called|named|termed|dubbed|denoted(?: as| by)?|coined|namely|titled|entitled|abbreviated as|"
    rf"referred to as|we (?:call|name|term|dub)(?: it| this| the \w+| our \w+)?(?: as)?)\s*"
    rf"[,:]?\s+[\"“‘'`]*(?:the )?(?P<name>{NAME})"
)
_DEFINED = re.compile(
    r"(?:(?!\b(?:for|of|in|on|to|with|by|from|using|between|against|across|over|based)\s)[^()]){3,100}"
    rf"\((?P<short>{NAME})\)"
)
"""A long form with its short form, of nothing else: no preposition is before it."""
ABOUT_OTHERS = re.compile(
    r"(?i)\b(?:surveys?|reviews?|lessons|comparison|case study|perspectives?|revisit|rethink|overview)"
)
"""A title that goes on so is about what its first words name."""
_KINDS = (
    "method", "approach", "framework", "model", "system", "algorithm", "solution", "technique", "architecture",
    "scheme", "tool", "dataset", "benchmark", "design", "protocol", "mechanism",
)  # fmt: skip
_OURS = re.compile(
    r"\b(?:[Oo]ur|[Tt]he proposed|[Aa] (?:new|novel)) (?:[\w-]+ ){0,3}?"
    rf"(?:{'|'.join(_KINDS)})(?:, |: | )(?P<name>{NAME})"
)
_BEGIN_OURS = ("our ", "the proposed ", "a new ", "a novel ")
"""What every such name stands behind."""
_END_OF_WHAT = re.compile(
    r",? (?:which|that|to|where|in which|by|based on|via|using|through|and (?:show|demonstrate|evaluate|find))\b"
)
_NAME = re.compile(NAME)
_MAKES, _SAYS_NAME = CUES.add(_STEMS), CUES.add(_CALLS)
_SAYS_OURS = CUES.add(_BEGIN_OURS) | CUES.add(f" {kind}" for kind in _KINDS)
_ANY = _MAKES | _SAYS_NAME | _SAYS_OURS
"""The cues of what says that a thing is new."""


def candidates(doc: Document, known: Vocabulary) -> Iterator[Candidate]:
    """Every mention of a name that the paper introduces."""
    text, title_end = doc.text, doc.title_end
    defined = pairs(text)
    short_of = {text[slice(*pair.short)]: text[slice(*pair.long)] for pair in defined}
    places = {} if isinstance(doc, Tagged) else {text[slice(*pair.short)]: pair.short[0] for pair in defined}
    common = common_names(known)
    names: dict[str, tuple[float, EntityType]] = {}
    for name, confidence, kind in [*_title(text[:title_end], text[title_end:]), *_sentences(doc, places)]:
        known_by_all = folded(name) in common and confidence < IN_TITLE
        if known_by_all or name in names or name == name.lower() or (name.lower() in STOP and not name.isupper()):
            continue
        names[name] = (confidence, kind or type_of(short_of.get(name, ""), EntityType.METHOD))
    for name, (confidence, kind) in names.items():
        for start, _ in uses(name, text):
            yield Candidate(
                start=start,
                end=start + len(name),
                extractor="proposed",
                confidence=confidence,
                type=kind,
                role=Role.PROPOSES,
            )


_QUALIFIES = re.compile(
    r"(?:[a-z]{2,30}(?:ed|ing)|based|level|aware|driven|free|specific|agnostic|like|oriented|centric|efficient|effective|"
    r"wise|scale|enhanced|friendly|side|style|type|native|compatible|only|independent|dependent|assisted)"
)
_HYPHENATED = re.compile(r"[A-Z][a-z]+-[A-Z]?[a-z]+")


@lru_cache(maxsize=1 << 14)
def is_name(word: str) -> bool:
    """Whether a word has the look of a given name: a capital beyond the first letter, or a capital and a digit.

    >>> is_name("OriGen"), is_name("RPTQ"), is_name("S2DNAS"), is_name("Efficient"), is_name("3D")
    (True, True, True, False, False)
    """
    if len(word) < 3 or not any(map(str.isupper, word)):
        return False
    parts = word.split("-")
    if len(parts) > 1 and all(part[:1].isupper() and part[1:].islower() for part in parts):
        return False  # Hardware-Accelerated: a title's capitals
    if len(parts) > 1 and _QUALIFIES.fullmatch(parts[-1]):
        return False  # LLM-guided: no name, but what a thing is like
    inner = any(map(str.isupper, word[1:])) and not _HYPHENATED.fullmatch(word)
    return (inner or any(map(str.isdigit, word))) and sum(map(str.isalpha, word)) >= 2


def _title(title: str, abstract: str) -> Iterator[tuple[str, float, EntityType | None]]:
    """The name before a title's colon, where it looks like one or the abstract uses it as one."""
    if ("@" in title or "at" in title) and (team := _TEAM.match(title)):
        yield team["name"], IN_TITLE, EntityType.METHOD
        return
    found = _TITLE.fullmatch(title.strip())
    if not found:
        return
    name = found["name"]
    if ABOUT_OTHERS.search(found["rest"]):
        return
    if is_name(name.split()[0]) or (name[0].isupper() and re.search(rf"[a-z,] {re.escape(name)}\b", abstract)):
        head = re.match(
            r"(?:An? |The |Towards? )?([^,:]*?)(?= for | of | to | with | via | in | on |,|:|$)", found["rest"]
        )
        kind = type_of(head[1] if head else "", EntityType.METHOD)
        yield name, IN_TITLE, kind if kind in (EntityType.DATASET, EntityType.SOFTWARE) else EntityType.METHOD


def _sentences(doc: Document, defined: Mapping[str, int]) -> Iterator[tuple[str, float, EntityType | None]]:
    """The names in what a sentence says is new; what an earlier one of the abstract has `defined` at a place is not."""
    for (start, end), cues in zip(doc.sentences(), cues_of(doc), strict=True):
        for what in _new_things(doc, start, end, cues) if cues & _ANY else ():
            yield from (said for said in _named(what) if not doc.title_end < defined.get(said[0], start) < start)


def _new_things(doc: Document, start: int, end: int, cues: int) -> Iterator[str]:
    """The words of a sentence that say what is new; the cues are those that it has."""
    text, small = doc.text, doc.small
    if cues & _MAKES:
        for found in _WE.finditer(small, start, end):
            more = _END_OF_WHAT.search(small, *found.span("what"))
            yield text[found.start("what") : more.start() if more else found.end()]
        for found in _PASSIVE.finditer(small, start, end):
            yield _CLAUSE.split(text[max(start, found.start() - 120) : found.start()].rstrip(" ,"))[-1]
    if cues & _SAYS_OURS == _SAYS_OURS:
        for found in _OURS.finditer(text, start, end):
            yield found[0]
    if cues & _SAYS_NAME:
        for found in _CALLED.finditer(text, start, end):
            yield text[max(start, found.start() - 60) : min(end, found.end("name") + LONGEST_NAME)]


def _named(what: str) -> Iterator[tuple[str, float, EntityType | None]]:
    """The names in a noun phrase that says what is new."""
    called = _CALLED.search(what)
    defined = _DEFINED.match(what, called.start("name") if called else 0) if "(" in what else None
    if defined and is_name(_stripped(defined["short"])):
        yield _stripped(defined["short"]), IN_TEXT, _kind(what[: defined.start("short")])
    elif called:
        yield _stripped(called["name"]), IN_TEXT, _kind(what[: called.start()])
    else:
        names = (found for found in _NAME.finditer(what) if is_name(_stripped(found[0])))
        for found in islice(names, 1) if any(map(str.isupper, what)) else ():
            yield _stripped(found[0]), IN_TEXT, _kind(what[: found.start()] + what[found.end() :])


def _stripped(name: str) -> str:
    return name.rstrip(".-/,")


def _kind(words: str) -> EntityType | None:
    """The kind of a new thing, where its noun tells: a dataset or software; else it is a method."""
    for word in reversed(re.findall(r"[a-z]+", words.lower())):
        kind = type_of(word, EntityType.METHOD)
        if kind in (EntityType.DATASET, EntityType.SOFTWARE):
            return kind
    return EntityType.METHOD
