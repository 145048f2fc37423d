"""What a paper says is its own where it goes on: "the proposed X", "our X network", "Lark, a ..." behind "we propose".

Where `contributed` finds what a sentence says is new, this finds what later ones take for
granted, and things with names that look like words. Where words have parts of speech,
noun phrases are weighed instead, and nothing is said here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract._candidate import Candidate
from kg.extract._cues import CUES, cues_of
from kg.extract._document import Document, Tagged
from kg.extract._heads import type_of
from kg.extract._phrase_at import Phrases, phrases_of
from kg.extract._phrases import HEADS
from kg.extract.abbreviations import pairs, uses
from kg.extract.contributed import trimmed
from kg.extract.gazetteer import common_names, folded
from kg.model import EntityType, Role
from kg.vocabulary import Vocabulary

CONFIDENCE = 0.6
_NOUN_WORDS = """
model models network networks mechanism detector algorithm attack architecture structure result results memory
projections assignment computational
"""
_NOUNS = "|".join(sorted(HEADS | set(_NOUN_WORDS.split())))
"""Words that are no modifiers: what is behind them is no more of the name."""
_PROPOSED = re.compile(rf"he (?<=\b[Tt]he )(?:proposed|designed|developed|presented) (?!(?:\w+ing|{_NOUNS})\b)")
_MAKES = ("propose", "devise", "introduce", "design", "develop", "present")
_AND = re.compile(rf"and (?<=\band )(?:then |further |also )?(?:{'|'.join(_MAKES)})s? (?!(?:\w+ing|{_NOUNS})\b)")
_PART = re.compile(
    r"\b(?:[Oo]ur(?: proposed)?|[Tt]he proposed) (?:[\w-]{2,30} ){0,2}?(?:method|approach|framework|model|system|"
    r"algorithm|solution|design|architecture|scheme) (?:also |further |then |first )?"
    r"(?:employs|adopts|incorporates|features|introduces) an? (?=[\w-]{2,30} [\w-]{2,30} )"
)
_KIND = r"(?:models?|networks?|mechanism|module|strategy|architecture|[a-z]{3,20}(?:tor|zer|ser|ner|fier|der))"
_NO_MODIFIER = (
    rf"(?:\w+ing|{_NOUNS}|results?|experiments?|analysis|findings|evaluation|work|best|main|first|second|final|primary|"
    r"overall|trained|own|previous|earlier|recent)"
)
_OURS = re.compile(
    rf"ur(?<=\b[Oo]ur)(?: proposed| novel| new)? (?P<what>(?!{_NO_MODIFIER}\b)[\w/-]{{2,30}}"
    rf"(?: (?!(?:of|and|for|to|on|with|in|the|a|by|is|are|{_NOUNS})\b)[\w/-]{{2,30}}){{0,3}}? {_KIND})\b"
)
_NAMED = re.compile(
    r"[A-Z][a-z][\w-]{1,20}(?: [A-Z][\w-]{1,20}){0,3}(?=(?:,| \([A-Z]\w{1,10}\),?) (?:an?|the|our|which|that)\b)"
)
_NAME_STEMS = (
    "propos", "present", "introduc", "develop", "releas", "describ", "creat", "build", "built", "design",
)  # fmt: skip
_NAMES = re.compile(rf"\b(?:{'|'.join(_NAME_STEMS)})(?:e|es|ed|s|ing)? (?:the )?\Z")
"""What stands before a name that is given, which may look like a word."""
_NEAR = 20
"""How many characters before a name are looked at."""
_QUALIFIES = re.compile(r"(?:[a-z]ed|-based|-aware|-driven)\Z")
"""How a phrase ends that only says what a thing is like."""
_TASK = re.compile(
    r"(?:propos|present|introduc|develop|formulat|defin)(?:e|es|ed|s|ing)? (?:a |the )?(?:new |novel )?"
    r"(?:[a-z-]{2,20} )?(?P<kind>task|problem)s?(?: of| named| called|, namely|:|,) ",
)
_COINED = re.compile(r"[A-Z][a-z]+(?:-[A-Z][a-z]+){2,}")
"""A word that is put together for the purpose: "Central-Sorting-Unit (CSU)"."""
_WE = re.compile(r"\b(?:[Ww]e|[Oo]ur)\b[^.;]*\Z")
_SENTENCE = 200
"""How many characters before a word say whose it is."""
_WAYS = (
    (_PROPOSED, CUES.add(("he proposed ", "he designed ", "he developed ", "he presented "))),
    (_AND, CUES.add(f"and {adverb}{verb}" for adverb in ("", "then ", "further ", "also ") for verb in _MAKES)),
    (_PART, CUES.add(("employs a", "adopts a", "incorporates a", "features a", "introduces a"))),
    (_TASK, CUES.add(("task", "problem"))),
    (_OURS, CUES.add(("our ",))),
    (_NAMED, CUES.add(_NAME_STEMS)),
)
"""Ways to say so, of the phrase behind but for the last two, which are of it, and what each cannot do without.

For `_NAMED` that is of `_NAMES`.
"""


def candidates(doc: Document, known: Vocabulary) -> Iterator[Candidate]:
    """Every phrase that is said to be the paper's own, but for those that name what everyone knows."""
    if isinstance(doc, Tagged):
        return
    common, phrases = common_names(known), phrases_of(doc)
    said: set[tuple[int, int]] = set()
    for place, kind in _said(doc, phrases):
        name = doc.text[slice(*place)]
        if place not in said and not _QUALIFIES.search(name) and folded(name) not in common:
            said.add(place)
            yield Candidate(
                start=place[0],
                end=place[1],
                extractor="owned",
                confidence=CONFIDENCE,
                type=kind,
                role=Role.PROPOSES,
            )


def _said(doc: Document, phrases: Phrases) -> Iterator[tuple[tuple[int, int], EntityType]]:
    """What each way to say so names, and its kind."""
    text = doc.text
    for found in _ways(doc):
        if found.re is _NAMED:
            if _NAMES.search(text, max(0, found.start() - _NEAR), found.start()):
                yield from ((place, EntityType.METHOD) for place in uses(found[0], text))
        elif (place := found.span("what") if found.re is _OURS else phrases.at(found.end())) and (
            named := trimmed(text, *place)
        ):
            yield named, EntityType.TASK if found.re is _TASK else _made(text, named)
    for pair in pairs(text):
        if _is_title(doc, pair.long) or _is_coined(text, pair.long):
            yield from ((each, _made(text, pair.long)) for each in (pair.long, pair.short))


def _ways(doc: Document) -> Iterator[re.Match[str]]:
    """What each way finds in the sentences that have what it cannot do without."""
    telling = [(place, cues) for place, cues in zip(doc.sentences(), cues_of(doc), strict=True) if cues]
    for pattern, needed in _WAYS:
        for place, cues in telling:
            if cues & needed:
                yield from pattern.finditer(doc.text, *place)


def _is_title(doc: Document, long: tuple[int, int]) -> bool:
    """Whether a title is this long form, or begins with it and its short form."""
    title, form = folded(doc.text[: doc.title_end]).strip(), folded(doc.text[slice(*long)])
    return title == form or title.startswith((f"{form} (", f"{form}:"))


def _is_coined(text: str, long: tuple[int, int]) -> bool:
    """Whether a long form is one word of capitals that the authors say something of theirs with."""
    before = text[max(0, long[0] - _SENTENCE) : long[0]]
    return bool(_COINED.fullmatch(text, *long)) and bool(_WE.search(before))


def _made(text: str, place: tuple[int, int]) -> EntityType:
    kind = type_of(text[slice(*place)])
    made = (EntityType.DATASET, EntityType.MODEL, EntityType.SOFTWARE, EntityType.HARDWARE)
    return kind if kind in made else EntityType.METHOD
