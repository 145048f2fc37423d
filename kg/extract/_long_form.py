"""Where a long form begins in the words before its short form, by what it costs to read the one into the other.

Each letter of the short form is sought in the words, in order. What a letter costs
tells how people shorten: the first letter of a word costs nothing, a letter inside a
word that is already begun a little, a word passed over more, small words next to
nothing. The cheapest reading gives the long form, the shorter one where two cost the
same; a reading above what a short form of so many letters may cost is none.

The kinds of match are those of S. Sohn et al., "Abbreviation definition identification
based on automatic precision estimates", BMC Bioinformatics 2008, put on one scale
instead of in an order of rules.
"""

from __future__ import annotations

import re
from itertools import accumulate

from msgspec import Struct

INNER, NEXT, ASIDE, PART = 8, 2, 18, 1
"""A letter inside a word begun, right after the last letter, in a word not begun, at the start of a word's part."""
WORD, PIECE, NUMBER, SMALL, BREAK, COMMA = 9, 3, 5, 2, 25, 6
"""To pass over a word, part of one, a number, a small word, a word that names do not hold, a comma."""
LAST = 8
"""To leave words over at the end, on top of passing over them."""
CAPITAL, LOWER, DIGIT, PLURAL, LEAD = 40, 22, 8, 2, 15
"""To leave out a letter of the short form: a capital, another, a digit, a plural's s, the m of mRNA."""
START_PART, START_SMALL, TURNED = 5, 20, 6
"""To begin inside a word, at a small word, and to read the short form's halves the other way round."""
ALLOWED, EACH = (0, 0, 20, 34), 6
"""What a short form of no, one, two and three letters may cost, and what each further letter adds."""

_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+|\d+")
_TURN = re.compile(r"(?<=[\])}\-/ ])(?=\w)|(?<=\d)(?=[A-Z])|(?<=[A-Z])(?=[a-z]$)|(?<=[a-z])(?=[A-Z]$)|(?<=\w)(?=\(\w)")
_INITIALS = re.compile(r"[A-Za-z]{2,}")
_PLAIN = re.compile(r"(?:[A-Z]?[a-z]+|[A-Z]+)(?: (?:[A-Z]?[a-z]+|[A-Z]+))*")
_GREEK = str.maketrans("αβγδεζηθικλμνξοπρστυφχψω", "abgdezhtiklmnxoprstupcpo")
_SMALL = "of and the for in on to a an & by with at from or de la du per via as into through"
_BREAKS = (
    "is are was were be been being has have had which that who whose can may could we than then when where while "
    "both using used called named showed shows not this these their its our"
)
_PASSING = dict.fromkeys(_BREAKS.split(), BREAK) | dict.fromkeys(_SMALL.split(), SMALL)
_SAID = {
    "x": ("ex", "cross", "trans"), "1": ("one", "first", "mono", "single", "uni"),
    "2": ("two", "second", "di", "to", "bi", "dual", "double"), "3": ("three", "third", "tri"),
    "4": ("four", "tetra", "quad", "for"), "5": ("five", "fifth", "penta"), "6": ("six", "sixth", "hexa"),
    "7": ("seven",), "8": ("eight", "octa"), "9": ("nine", "ninth"),
}  # fmt: skip
"""How a digit or an x may begin in words."""

_States = dict[int, tuple[int, int, int]]
"""For each place where the last letter may stand: the cost, where the long form begins (negative), the part."""


class _Part(Struct, frozen=True):
    """A run of letters or of digits, the cost of passing over it, and whether it begins a word or follows a letter."""

    start: int
    end: int
    cost: int
    whole: bool
    inside: bool
    comma: int


class _Words(Struct, frozen=True):
    """Words in small letters, their parts, and the cost of passing over all parts before each."""

    lower: str
    parts: list[_Part]
    passed: list[int]


def long_form(short: str, words: str, limit: int | None = None) -> int | None:
    """Where in the words the long form that ends with them begins; `None` where they do not spell out the short form.

    `limit` is the most that it may cost, where that is not what is usual for so many letters.

    >>> long_form("PTQ", "of post-training quantization ")
    3
    """
    if (start := _of_initials(short, words)) is not None:
        return start
    read = _read(words)
    if read is None:
        return None
    most = allowed(sum(map(str.isalnum, short))) if limit is None else limit
    cost, begin = _cheapest(short, read, most)
    if cost:
        for turn in _TURN.finditer(short, 1):
            other = short[turn.start() :] + short[: turn.start()]
            extra = 0 if short[turn.start() - 1] == "]" else TURNED
            turned, start = _cheapest(other, read, most - extra)
            if turned + extra < min(cost, most + 1):
                cost, begin = turned + extra, start
    return _word_start(words, begin) if cost <= most else None


def _of_initials(short: str, words: str) -> int | None:
    """Where the last words begin whose first letters are the short form, one plain word each: this costs nothing.

    No reading is cheaper, so that none has to be sought.
    """
    if not _INITIALS.fullmatch(short):
        return None
    words = words.rstrip()
    last = words.rsplit(None, len(short))[-len(short) :]
    if "".join(word[0] for word in last).lower() != short.lower() or last[0].lower() in _PASSING:
        return None
    long = " ".join(last)
    return len(words) - len(long) if words.endswith(long) and _PLAIN.fullmatch(long) else None


def allowed(letters: int) -> int:
    """The most that reading a short form of so many letters may cost."""
    return ALLOWED[letters] if letters < len(ALLOWED) else ALLOWED[-1] + EACH * (letters + 1 - len(ALLOWED))


def _read(words: str) -> _Words | None:
    """The words in parts; `None` where small letters are more in number than capitals, as they are for a dotted I."""
    lower = _small(words)
    parts = [_part(found, words, lower) for found in _PART.finditer(words)]
    if not parts or len(lower) != len(words):
        return None
    return _Words(lower, parts, [0, *accumulate(part.cost + part.comma for part in parts)])


def _part(found: re.Match[str], words: str, lower: str) -> _Part:
    start, end = found.span()
    before = words[start - 1] if start else " "
    whole = before.isspace() or (not before.isalnum() and (start < 2 or words[start - 2].isspace()))
    comma = COMMA if words[end : end + 2] == ", " else 0
    return _Part(start, end, _passing(lower[start:end], whole=whole), whole, before.isalpha(), comma)


def _passing(text: str, *, whole: bool) -> int:
    """The cost of passing over a part of these letters."""
    if text.isdigit():
        return NUMBER if whole else PART
    if whole:
        return _PASSING.get(text, WORD)
    return PIECE if len(text) > 1 else PART


def _cheapest(short: str, words: _Words, most: int) -> tuple[int, int]:
    """The cost of the cheapest reading and where it begins; the cost is above the most where there is none."""
    signs = _signs(short)
    states = _begun(signs[0][0], words, most) if signs else {}
    led = len(signs) > 1 and short[0].islower() and short[1].isupper()
    late = _begun(signs[1][0], words, most - LEAD, LEAD) if led else {}
    for char, leaving in signs[1:]:
        states = _further(states, char, leaving, words, most)
        for place, state in late.items():
            _keep(states, place, state, most)
        late = {}
    ends = [(cost + _left_over(words, number), begin) for cost, begin, number in states.values()]
    cost, begin = min(ends, default=(most + 1, 0))
    return cost, -begin


def _signs(short: str) -> list[tuple[str, int]]:
    """The letters and digits of a short form, small, each with what leaving it out costs."""
    found = []
    for at, char in enumerate(short):
        if char.isalnum():
            plural = char == "s" and at == len(short) - 1 and short[at - 1].isupper()
            leaving = PLURAL if plural else DIGIT if char.isdigit() else CAPITAL if char.isupper() else LOWER
            found.append((_small(char)[0], leaving))
    return found


def _small(text: str) -> str:
    """The text in small letters, Greek ones as they are spelt."""
    small = text.lower()
    return small if small.isascii() else small.translate(_GREEK)


def _begun(char: str, words: _Words, most: int, extra: int = 0) -> _States:
    """The states in which the first letter stands at the start of a word, or of a part of one."""
    states: _States = {}
    for number, part in enumerate(words.parts):
        if not part.inside and _stands(char, words.lower, part):
            cost = START_SMALL if part.cost in {SMALL, BREAK} else 0
            if not part.whole and not _after_numbers(words.parts, number):
                cost = START_PART
            if cost <= most:
                states[part.start] = (cost + extra, -part.start, number)
    return states


def _stands(char: str, lower: str, part: _Part) -> bool:
    """Whether the part begins with the letter, or says the digit."""
    return lower[part.start] == char or (char in _SAID and lower.startswith(_SAID[char], part.start))


def _after_numbers(parts: list[_Part], number: int) -> bool:
    """Whether only numbers and single letters stand before a part in its word, as in 2,4-dinitrophenol."""
    while number and not parts[number].whole:
        number -= 1
        if parts[number].cost not in {NUMBER, PART} and parts[number].end - parts[number].start > 1:
            return False
    return True


def _further(states: _States, char: str, leaving: int, words: _Words, most: int) -> _States:
    """The states with one letter more: left out, in the same part, or in a later one."""
    after: _States = {}
    for at, (cost, begin, number) in states.items():
        _keep(after, at, (cost + leaving, begin, number), most)
        part = words.parts[number]
        place = words.lower.find(char, at + 1, part.end)
        if place >= 0:
            _keep(after, place, (cost + (NEXT if place == at + 1 else INNER), begin, number), most)
        cost += part.comma - words.passed[number + 1]
        for later in range(number + 1, len(words.parts)):
            if cost + words.passed[later] > most:
                break
            place, extra = _found(char, words, later)
            if place >= 0:
                _keep(after, place, (cost + words.passed[later] + extra, begin, later), most)
    return after


def _found(char: str, words: _Words, number: int) -> tuple[int, int]:
    """Where a letter stands in a part that is not begun and what that costs; -1 where it is not there."""
    part = words.parts[number]
    if _stands(char, words.lower, part):
        return part.start, 0 if part.whole else PART
    return words.lower.find(char, part.start, part.end), ASIDE


def _keep(states: _States, place: int, state: tuple[int, int, int], most: int) -> None:
    """Adds a state where it may still do and none at its place is cheaper, or as cheap and shorter."""
    if state[0] <= most and (place not in states or state < states[place]):
        states[place] = state


def _left_over(words: _Words, number: int) -> int:
    """What the parts after the last letter's cost."""
    rest = words.passed[-1] - words.passed[number + 1]
    return rest and rest + LAST


def _word_start(words: str, begin: int) -> int:
    """Where the word begins that a place is in; a slash begins one too."""
    while begin > 0 and not words[begin - 1].isspace() and words[begin - 1] != "/":
        begin -= 1
    return begin
