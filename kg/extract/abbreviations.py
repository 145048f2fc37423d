"""Long forms with their short forms: "post-training quantization (PTQ)".

A. Schwartz and M. Hearst, "A simple algorithm for identifying abbreviation
definitions in biomedical text", Pacific Symposium on Biocomputing 2003: the letters
of the short form are sought in the long form from right to left, and the first must
begin a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from spacy.tokens import Doc

from kg.extract._candidate import Candidate
from kg.extract._heads import type_of
from kg.vocabulary import Vocabulary

CONFIDENCE = 0.75
_PARENTHESIS = re.compile(r"\(([^()\n]{2,80})\)")
_SHORT = re.compile(r"[\w\u0370-\u03ff][\w\-/+.^@&\u0370-\u03ff]{1,11}(?: [\w\-/+]{1,8})?")
_TOO_PLAIN = re.compile(
    r"(?i)(?:e\.g|i\.e|etc|see|fig|eq|table|section|and|or|the|with|where|which|ours?|left|right)\b"
)
_LEADING = re.compile(
    r"(?i)^(?:(?:an?|the|of|in|on|for|with|and|or|by|to|from|as|is|are|called|named|our|their|its|using|via)\s+)+"
)


class Pair(Struct, frozen=True):
    """A long form and its short form, as spans of the text."""

    long: tuple[int, int]
    short: tuple[int, int]


def candidates(doc: Doc, known: Vocabulary) -> Iterator[Candidate]:  # noqa: ARG001 every extractor is called alike
    """Each long form, its short form, and every later use of the short form."""
    text = doc.text
    for pair in pairs(text):
        long, short = text[slice(*pair.long)], text[slice(*pair.short)]
        kind = type_of(long)
        spans = [(pair.long, short), (pair.short, long)]
        spans += [(found.span(), long) for found in uses(short, text) if found.span() != pair.short]
        for (start, end), other in spans:
            yield Candidate(
                start=start,
                end=end,
                extractor="abbreviations",
                confidence=CONFIDENCE,
                type=kind,
                same_as=other,
            )


def uses(name: str, text: str) -> Iterator[re.Match[str]]:
    """Every place where the name stands as a word of its own, also in the plural."""
    return re.finditer(rf"(?<![\w-]){re.escape(name)}(?:s(?!\w))?(?![\w+^]|-\d)", text)


def pairs(text: str) -> Iterator[Pair]:
    """The pairs that a text defines, in its order.

    >>> [(p.long, p.short) for p in pairs("We study large language models (LLMs).")]
    [((9, 30), (32, 36))]
    """
    for found in _PARENTHESIS.finditer(text):
        inside, start = found[1], found.start(1)
        short = re.split(r"[,;:] | or ", inside, maxsplit=1)[0].strip()
        before = _words_before(text, found.start(), short)
        if _is_short(short):
            begin = long_form(short, before)
            if begin is not None:
                end = len(text[: found.start()].rstrip())
                yield _trimmed(text, (found.start() - len(before) + begin, end), (start, start + len(short)))
            continue
        yield from _reversed(text, found)


def _reversed(text: str, found: re.Match[str]) -> Iterator[Pair]:
    """The pair of a short form with its long form in the parenthesis behind it."""
    words = text[max(0, found.start() - 16) : found.start()].split()
    inside = found[1].strip()
    if words and _is_short(words[-1]) and words[-1][0].isupper() and long_form(words[-1], inside) == 0:
        short = text.rindex(words[-1], 0, found.start())
        long = text.index(inside, found.start())
        yield Pair((long, long + len(inside)), (short, short + len(words[-1])))


def _is_short(text: str) -> bool:
    """Whether this may be a short form: a few letters, one of them a capital, or letters and digits."""
    if not _SHORT.fullmatch(text) or _TOO_PLAIN.match(text) or not text[0].isalnum():
        return False
    return any(char.isalpha() for char in text) and (
        any(char.isupper() for char in text) or any(c.isdigit() for c in text)
    )


def _words_before(text: str, end: int, short: str) -> str:
    """The words before a parenthesis in which the long form is sought: at most min(n + 5, 2n), n letters."""
    letters = sum(char.isalnum() for char in short)
    window = re.split(r"[.;:?!\n]\s|[()\n]", text[max(0, end - 200) : end])[-1]
    words = list(re.finditer(r"\S+", window))[-min(letters + 5, letters * 2) :]
    return window[words[0].start() :] if words else ""


def long_form(short: str, before: str) -> int | None:
    """Where in the words before it the long form of a short form begins; `None` where there is none.

    >>> long_form("PTQ", "of post-training quantization ")
    3
    """
    letters = [char.lower() for char in re.sub(r"(?<=[A-Z])s$", "", short) if char.isalnum()]
    at = len(before) - 1
    for place, letter in reversed(list(enumerate(letters))):
        while at >= 0 and (before[at].lower() != letter or (place == 0 and at > 0 and before[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return None
        at -= 1
    begin = at + 1
    while begin > 0 and not before[begin - 1].isspace():
        begin -= 1
    long = before[begin:].strip()
    return None if len(long) <= len(short) or short in long.split() else begin


def _trimmed(text: str, long: tuple[int, int], short: tuple[int, int]) -> Pair:
    """The pair without articles and small words before the long form."""
    lead = _LEADING.match(text[slice(*long)])
    return Pair((long[0] + (lead.end() if lead else 0), long[1]), short)
