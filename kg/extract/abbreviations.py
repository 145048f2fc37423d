"""Long forms with their short forms: "post-training quantization (PTQ)".

Where to look is as in A. Schwartz and M. Hearst, "A simple algorithm for identifying
abbreviation definitions in biomedical text", Pacific Symposium on Biocomputing 2003:
at parentheses, the short form inside and the long form before it, or the reverse.
Which words are the long form is told by `kg.extract._long_form`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from kg.extract._candidate import Candidate
from kg.extract._document import Document
from kg.extract._heads import type_of
from kg.extract._long_form import long_form
from kg.vocabulary import Vocabulary

CONFIDENCE = 0.75
LONGEST, WINDOW = 160, 200
"""How long a parenthesis may be, and how much text before it is read."""
SMALL_LETTERS, ATTACHED, EACH_REVERSED = 20, 10, 8
"""What reading a short form may cost: one without a capital, one with no space before it, a letter of one in front."""

_BRACKET = re.compile(r"[()\[\]{}]")
_CLOSES = {")": "(", "]": "[", "}": "{"}
_QUOTES = "\"'“”‘’`"
_PLAIN = r"""[^\s,;:=()\[\]"“”]"""
_TOKEN = (
    rf"(?:\[[^\s\[\]()]{{1,8}}\]|{_PLAIN})(?:{_PLAIN}|(?<=\d),(?=\d)){{0,20}}"
    r"(?:\([^\s()]{0,6}\)[^\s,;:=()\[\]]{0,8}){0,3}"
)
_JOINS = r"\s(?:or|and|in|for|of|with|\d|see|from|hereafter)\b"
_INSIDE = re.compile(
    r"\A\s*(?:(?:or|i\.?e\.?,?|also|hereafter|henceforth|here|called|abbreviated|as|to|known|denoted|by|referred|termed"
    rf"|the|an?|in short|short|for)[,:]?\s+){{0,4}}[{_QUOTES}]{{0,2}}"
    rf"(?P<short>{_TOKEN})(?P<more>(?:\s(?!\[){_TOKEN}){{0,2}})[{_QUOTES}]{{0,2}}(?=\s*(?:$|[,;:=\[(])|{_JOINS})"
)
_JOINED = re.compile(_JOINS)
_NEXT = re.compile(rf"(?:[,;/]\s?|\s(?:and|or)\s)(?P<short>{_TOKEN})(?=\s{{0,3}}(?:$|[,;/])|\s(?:and|or)\s)")
_TAIL = re.compile(rf"[,;:]\s(?:or |i\.e\.,? )?(?P<short>{_TOKEN})\s{{0,3}}$")
_LEAD = re.compile(r"\A\s*(?:(?:i\.e\.,?|an?|the|or|for|short for)\s+){0,3}")
_TOO_PLAIN = re.compile(
    r"\A(?:(?:e\.g|i\.e|[Ss]ee|[Ff]igs?|[Ee]qs?|[Tt]ables?|[Ss]ection|[Aa]ppendix|and|or|the|with|where|which|from|by|in)\b.*"
    r"|(?:etc|ours?|left|right|but|not|eg|ie|p|n|r|vs|all|both|one|two|three|four|mean|data|respectively|a)\.?"
    r"|[ivx]+|II|III|IV|VI{0,3}|IX|XI*"
    r"|[\d.,/-]+ ?(?:[a-z%]{1,3}|[a-z][A-Z])|[\d.,/-]+[\d ][A-Z]|\d[\d.,-]*%? .*|[A-Za-z]+ ?\d+\.\d+)"
)
_BREAK = re.compile(r"[;:?!]\s|\.(?<![A-Z]\.)(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bvs\.)\s|\n|--")
_WORD = re.compile(r"\S+")
_LONG_WORD = re.compile(r"(?<!\w)[a-z]{4,}(?!\w)")
_BEGINS_WORD, _ENDS_WORD = re.compile(r"(?<![\w-])"), re.compile(r"(?:s(?!\w))?(?![\w+^]|-\d)")
_ONE_WORD = re.compile(r"[A-Za-z]?[a-z]{3,}")
_DIMENSION = re.compile(r"[1-9]-?[Dd]")
_FORMULA = re.compile(r"[|\\]|\w_\w|(?:[=(]|\s(?:in|from|to|with|by))\Z")
"""What is in no long form: signs of formulas, and words at the end that go on."""


class Pair(Struct, frozen=True):
    """A long form and its short form, as spans of the text."""

    long: tuple[int, int]
    short: tuple[int, int]


class _Group(Struct, frozen=True):
    """The inside of a parenthesis, where the words before it begin that may be its own, and whether it stands apart."""

    start: int
    end: int
    floor: int
    apart: bool


class _Span(Struct, frozen=True):
    """A piece of the text and where it begins."""

    text: str
    start: int


def candidates(doc: Document, known: Vocabulary) -> Iterator[Candidate]:  # noqa: ARG001 every extractor is called alike
    """Each long form, its short form, and every later use of the short form; a letter or a dimension is no name."""
    text = doc.text
    for pair in pairs(text):
        long, short = text[slice(*pair.long)], text[slice(*pair.short)]
        if len(short) == 1 or _DIMENSION.fullmatch(short):
            continue
        kind = type_of(long)
        spans = [(pair.long, short), (pair.short, long)]
        spans += [(place, long) for place in uses(short, text) if place != pair.short]
        for (start, end), other in spans:
            yield Candidate(
                start=start,
                end=end,
                extractor="abbreviations",
                confidence=CONFIDENCE,
                type=kind,
                same_as=other,
            )


def uses(name: str, text: str) -> Iterator[tuple[int, int]]:
    """Every place where the name stands as a word of its own, also in the plural."""
    at = text.find(name)
    while at >= 0:
        end = _ENDS_WORD.match(text, at + len(name)) if _BEGINS_WORD.match(text, at) else None
        if end:
            yield at, end.end()
        at = text.find(name, end.end() if end else at + 1)


@lru_cache(maxsize=1)
def pairs(text: str) -> tuple[Pair, ...]:
    """The pairs that a text defines, in the order in which their parentheses close; kept for whoever asks next.

    >>> [(p.long, p.short) for p in pairs("We study large language models (LLMs).")]
    [((9, 30), (32, 36))]
    """
    return tuple(_pairs(text))


def _pairs(text: str) -> Iterator[Pair]:
    for group in _groups(text):
        inside = _Span(text[group.start : group.end], group.start)
        found = _inside(text, group, inside)
        if not found and group.apart:
            found = _at_end(inside) or _reversed(text, group, inside)
        yield from found


def is_short(text: str) -> bool:
    """Whether this may be a short form: some letters with a capital or a digit, or few small letters."""
    letters = _letters(text)
    if letters == 1 == len(text) and text.isupper():
        return True
    if letters > 14 or not any(map(str.isalpha, text)) or _TOO_PLAIN.fullmatch(text):
        return False
    if any(map(str.isupper, text)) or any(map(str.isdigit, text)):
        return True
    return 2 <= letters <= 5 and re.sub(r"[-/.]", "", text).isalnum()


def _groups(text: str) -> Iterator[_Group]:
    """The parentheses of a text, inner ones first; one that stands apart keeps later ones from reaching across it."""
    open_: list[tuple[str, int, int, bool]] = []
    closed = 0
    for found in _BRACKET.finditer(text):
        char, at = found[0], found.start()
        if char not in _CLOSES:
            apart = at == 0 or text[at - 1].isspace() or text[at - 1] in "([{" + _QUOTES
            outer = open_[-1][1] + 1 if open_ and open_[-1][3] else 0
            open_.append((char, at, max(closed, outer), apart))
        elif open_ and open_[-1][0] == _CLOSES[char]:
            _, start, floor, apart = open_.pop()
            closed = at + 1 if apart else closed
            if at - start <= LONGEST:
                yield _Group(start + 1, at, floor, apart)


def _before(text: str, group: _Group) -> _Span:
    """What stands before a parenthesis in its clause; words tied to an earlier parenthesis, "(A)-induced", left out."""
    end = group.start - 1
    start = max(group.floor, end - WINDOW)
    while start == group.floor > 0 and text[start] in "-–" and start < end:
        tied = _WORD.match(text, start, end)
        start = tied.end() if tied else end
    breaks = list(_BREAK.finditer(text[start:end].rstrip()))
    start += breaks[-1].end() if breaks else 0
    return _Span(text[start:end], start)


def _inside(text: str, group: _Group, inside: _Span) -> list[Pair]:
    """The pair of the short form that a parenthesis begins with, and of others like it: "(PLS-1 and PLS-2)"."""
    found = _INSIDE.match(inside.text)
    if not found:
        return []
    shorts = [found["short"] + found["more"]]
    if _JOINED.match(found["more"]):
        shorts.append(found["short"])
    for short in shorts:
        if is_short(short) and (group.apart or (len(short) > 1 and _capitals(short))):
            before = _before(text, group)
            pair = _spelled(short, inside.start + found.start("short"), before, None if group.apart else ATTACHED)
            if pair:
                return [pair, *_likewise(pair, short, inside, before)]
    return []


def _likewise(pair: Pair, short: str, inside: _Span, before: _Span) -> Iterator[Pair]:
    """The pairs of further short forms in the parenthesis that begin alike and have the same long form."""
    for found in _NEXT.finditer(inside.text, pair.short[1] - inside.start):
        other = found["short"]
        if len(other) > 1 and other[:2] == short[:2] and is_short(other):
            more = _spelled(other, inside.start + found.start("short"), before)
            if more and more.long == pair.long:
                yield more


def _at_end(inside: _Span) -> list[Pair]:
    """The pair that stands in a parenthesis as a whole: "(blood-brain barrier, BBB)"."""
    found = _TAIL.search(inside.text)
    if not found or _capitals(found["short"]) < 2 or not is_short(found["short"]):
        return []
    before = _Span(inside.text[: found.start()], inside.start)
    pair = _spelled(found["short"], inside.start + found.start("short"), before)
    return [pair] if pair else []


def _reversed(text: str, group: _Group, inside: _Span) -> list[Pair]:
    """The pair of a short form with its long form in the parenthesis behind it."""
    end = group.start - 1
    words = text[max(group.floor, end - 30) : end].split()
    short = words[-1].strip(_QUOTES + ",(") if words else ""
    letters = _letters(short)
    if letters < 2 or not _capitals(short) or not is_short(short):
        return []
    at = text.rindex(short, 0, end)
    for piece in (re.split(r"[,;]", inside.text, maxsplit=1)[0], inside.text):
        lead = _LEAD.match(piece)
        begin = lead.end() if lead else 0
        long = piece[begin:].rstrip()
        if short in long or not _is_long(long, short) or (letters < 3 and " " not in long):
            continue
        if long_form(short, long, EACH_REVERSED * letters) == 0:
            start = inside.start + begin
            return [Pair((start, start + len(long)), (at, at + len(short)))]
    return []


def _spelled(short: str, at: int, before: _Span, limit: int | None = None) -> Pair | None:
    """The pair of a short form, which stands there, with the words before it that spell it out."""
    if limit is None and not _capitals(short) and len(short) <= 6:
        limit = SMALL_LETTERS
    words = _last_words(before, _letters(short))
    begin = long_form(short, words.text, limit)
    if begin is None:
        return None
    long = words.text[begin:].rstrip()
    start = words.start + begin + len(long) - len(long.lstrip("-–"))
    end = words.start + begin + len(long)
    long = long.lstrip("-–")
    return Pair((start, end), (at, at + len(short))) if _is_long(long, short) else None


def _is_long(long: str, short: str) -> bool:
    """Whether this may be the long form of that: longer, not short itself, with all words that are not shortened."""
    if len(long) <= len(short) or short in long.split() or _FORMULA.search(long):
        return False
    if len(short) == 1:
        return _ONE_WORD.fullmatch(long) is not None
    if " " not in long and (sum(map(str.islower, long)) + long.count("-")) * 2 < len(long):
        return False
    return " " not in short or all(word in long for word in _LONG_WORD.findall(short))


def _last_words(before: _Span, letters: int) -> _Span:
    """The words that a short form of so many letters may stand for: at most min(n + 5, 2n + 2)."""
    words = list(_WORD.finditer(before.text))[-min(letters + 5, letters * 2 + 2) :]
    start = words[0].start() if words else len(before.text)
    return _Span(before.text[start:], before.start + start)


def _capitals(text: str) -> int:
    return sum(map(str.isupper, text))


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))
