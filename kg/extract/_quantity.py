r"""The numbers of a sentence that may be results, read as values with a unit.

Understood are factors (`3x`, `3 times`, `two-fold`, `by a factor of 3`, `10^4x`), shares
(`36%`, `36 percent`), points (`2.1 points`, `4 percentage points`), orders of magnitude,
quantities with a unit (`12.5 ms`, `1.2 TOPS/W`), written-out numbers (`twice`, `halved`)
and plain numbers; ranges (`30-47%`, `1.40x-3.08x`, `10% to 30%`), changes from one level
to another (`from 46% to 68%`), and lists whose members share a unit (`3.1 and 2.2x`,
`30.8x/2.5x`). Units are named after UCUM where it has them,
https://ucum.org/ucum; those in words are also kept as the text has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from kg.extract._document import small_letters
from kg.extract._sought import automaton
from kg.extract._unit import LONG_UNITS, PER, RATE, SI, as_written, unit_name

FACTOR, SHARE, POINTS, ORDERS = "×", "%", "points", "orders of magnitude"
RELATIVE = frozenset({FACTOR, SHARE, POINTS, ORDERS})
"""Units that compare, or say how much of a whole."""

_SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_FEW = (*_SMALL[2:], "twenty", "thirty")
_TIMES = ("nanoseconds", "microseconds", "milliseconds", "seconds", "minutes", "hours", "days")
_WORDS = {word: Decimal(number) for number, word in enumerate(_SMALL)}
_WORDS |= {"twenty": Decimal(20), "thirty": Decimal(30), "hundred": Decimal(100), "a": Decimal(1), "an": Decimal(1)}
_WRITTEN = {
    "twice": (2, FACTOR), "thrice": (3, FACTOR), "doubles": (2, FACTOR), "doubled": (2, FACTOR),
    "double": (2, FACTOR), "triple": (3, FACTOR), "triples": (3, FACTOR), "tripled": (3, FACTOR),
    "quadruples": (4, FACTOR), "quadrupled": (4, FACTOR),
    "half": (50, SHARE), "halves": (50, SHARE), "halved": (50, SHARE), "halving": (50, SHARE),
}  # fmt: skip
_SCALES = {"K": 10**3, "k": 10**3, "M": 10**6, "B": 10**9, "thousand": 10**3, "million": 10**6, "billion": 10**9}

_DIGITS = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,3},[0-9]{1,2}(?=\s?%)|[0-9]+(?:\.[0-9]+)?|\.[0-9]+"
_UNIT = (
    r"(?P<factor>\s?[×✕](?!\s?[0-9])|\s?[xX](?![\w+=^*-]|\s[0-9])|[xX](?=-[0-9])"
    r"|[- ]?folds?\b|[- ]times?\b|~\s?times\b)"
    r"|\s?(?P<points>%?\s?(?:(?:absolute|percentage|percent|accuracy|BLEU(?:-[0-9])?|F1|F|"
    r"ROUGE(?:-[0-9L])?|mAP|AUC|EM|score)"
    r"[- ]){0,2}(?:points?\b|pts?\b|pp\b))"
    r"|(?P<share>\s?%|\s?(?i:percent|per cent)\b)"
    r"|(?P<orders>\s?orders?[- ]of[- ]magnitudes?)"
    rf"|[ -]?(?P<si>(?i:{RATE}|{LONG_UNITS})\b|(?:{SI})(?![\w/%^-]))"
)
_TIMES_TEN = r"(?:\s?[×x]\s?10(?:\^|(?=[−-]))(?P<ten>[+−-]?[0-9]{1,2})|[eE](?P<e>[−-][0-9]{1,2}))"
_SCALE = r"(?P<scale>(?:[KMB](?![\w-])|\s(?i:thousand|million|billion)\b)?)"
_IN_DIGITS = (
    rf"(?=[+−.0-9-])(?:(?<![\w.^/@#-])|(?<=[0-9%×xX][-/–]))(?<![\w)\]][+*])(?<![)\]]=)(?<!\b\w=)(?<!['’])(?<![0-9],)(?P<sign>[+−-]\s?)?"
    rf"(?:(?P<base>10)\^(?P<power>[+−-]?[0-9]{{1,2}})|(?P<number>{_DIGITS}){_TIMES_TEN}?)(?![0-9])"
    rf"{_SCALE}(?:{_UNIT})?"
)
_IN_WORDS = (
    rf"(?<![\w-])(?i:(?P<word>{'|'.join(_WORDS)})(?:(?P<wfactor>[- ]?fold\b|[- ]times\b)|"
    rf"[ -](?P<worders>orders?[- ]of[- ]magnitude)"
    r"|\s(?P<wshare>percent\b)|\s(?P<wpoints>percentage\spoints?\b))"
    rf"|(?<=\bfactor of )(?P<times>{'|'.join(_SMALL[2:])})\b"
    rf"|(?<=\bthan )(?P<one>an?|one)\s(?P<each>millisecond|second|minute|hour|day)\b"
    rf"|(?P<few>{'|'.join(_FEW)})\s(?P<spell>{'|'.join(_TIMES)})\b"
    rf"|(?P<least>{'|'.join(_FEW)})(?=(?:\sto\s|-|–)(?:{'|'.join(_FEW)})(?:[- ]fold|\stimes|\sorders\sof)\b)"
    rf"|(?P<written>{'|'.join(_WRITTEN)})(?![\w-]))"
)
NUMBER = re.compile(f"{_IN_DIGITS}|{_IN_WORDS}")
_BEGIN = re.compile(r"[+−.0-9-](?<![\w^@#].)(?:(?<=[0-9])|(?<=\.)(?=[0-9])|(?<=[+−-])(?=\s?\.?[0-9]))")
"""How a number in digits begins."""
_SPELT = {
    **{f"{word}{gap}{unit}": 0 for word in _WORDS for gap in (" ", "-") for unit in ("fold", "times", "order")},
    **{f"{word}{unit}": 0 for word in _WORDS for unit in ("fold", " percent")},
    **{f"factor of {word}": len("factor of ") for word in _SMALL[2:]},
    **{f"than {one} {time[:-1]}": len("than ") for one in ("a", "an", "one") for time in _TIMES},
    **{f"{few} {time}": 0 for few in _FEW for time in _TIMES},
    **dict.fromkeys(_WRITTEN, 0),
}
SPELT = tuple(_SPELT)
"""What is in every number in words, with what stands right before it, in small letters."""
_TO_MORE = {f"{few}{to}": 0 for few in _FEW for to in (" to ", "-", "–")}
"""How a number in words begins that is no more than another."""
_BEHIND = (*_SPELT.values(), *_TO_MORE.values())
"""How far behind the beginning of each the number begins."""
_FIND_SPELT = automaton([*_SPELT, *_TO_MORE]).find_matches_as_indexes
WITH_UNIT = re.compile(rf"[0-9](?![0-9]){_SCALE}(?:{_UNIT.replace(f'|{PER}', '')})")
"""A number in digits with a unit but one per another, from its last digit on; quick."""
_COMMA = re.compile(r",(?=[0-9]{1,2}$)")
"""The decimal point of other languages."""
_RANGE = re.compile(r"\s?(?:-|–|—|~|-?\s?to|up to|through)\s?")
_SPREAD = re.compile(r"\s?(?:±|\+\s?/?\s?-|plus or minus)\s?")
_BETWEEN = re.compile(r"(?i)\bbetween\s+(?:about |around |approximately )?$")
_FROM = re.compile(r"(?i)\bfrom\s+(?:(?:about|around|approximately|only|an?|the|average of)\s){0,2}$")
_TO = re.compile(r"\s?(?:\([^()]{0,40}\)\s?)?(?:(?:down|up)\s)?to\s(?:(?:about|around|approximately|only|just)\s)?")
_RANGING = re.compile(
    r"(?i)\b(?:rang(?:e|es|ed|ing)|var(?:y|ies|ied|ying)|differ\w*|between|gains?|"
    r"improvements?)\W+\w*\s*from\s+$"
)
_BETWEEN_ITEMS = re.compile(
    r"\s?(?:,|;|/|&|and|or|,\s?and|,\s?or|as well as|to|\(|\)\s?,?\s?(?:and)?)\s?(?:(?:up to|"
    r"at least|about|around|over|more than|also|by|an?|another|even|a further|of)\s){0,2}"
)
_FACTOR_OF = re.compile(
    r"(?i)(?:(?<!quality )(?<!filling )(?<!fill )(?<!form )(?<!power )(?<!noise )(?<![- ]q )(?<!-)\bfactors? of"
    r"(?: up to| more than| at least| about| around| over| roughly| nearly| approximately| only)?"
    r"|\bspeed[- ]?ups?(?: factors?)?(?: of)?(?: up to| more than| at least| about| around| over|"
    r" roughly| nearly| approximately| (?:is|was|of|reaches|reaching)){1,2})\s(?:~|≈)?$"
)
_FACTORS = re.compile(r"(?i)\bfactors? of (?:[a-z]{4,14} )?(?:[0-9.]{1,8},? (?:and |or )?){1,4}$")
"""What stands before the others of a list of factors."""
_MOST_POINTS = 100
"""More points are no points of a score: "less than 500 points"."""
_FORMULA = re.compile(r"[\^_=*\\]\S*$|(?<![0-9])[a-zA-Z)]/$|[a-zA-Z]\($")
"""What stands before a number that is part of a formula."""
_NOT_FOLD = re.compile(
    r"(?i)^\s?(?:cross|validation|per\b|a (?:day|week|year|month)|we\b|that\b|in (?:a row|total)|"
    r"until|when|and then|series|steps?|scale|"
    r"slots?|intervals?|periods?|frames?|complexit|horizons?|windows?|points?|stamps?|upscal|"
    r"super|objective|zoom|magnification)"
)


_OF_SEVERAL = re.compile(
    r"(?!,?\s(?:and\s)?(?:from\s)?[0-9.]{1,8}\s?[%a-zA-Z]{0,6}\sto\s[0-9])[^.;]{0,120}\brespectively\b"
)
"""What stands behind ends of a range that is no change: "from 3 to 5 ms on A and B, respectively"."""
_ONE_MORE = re.compile(r"(?i)\bfrom [0-9.]{1,8}\s?%? to [0-9.]{1,8}\s?%?,? and $")
"""What stands before one more pair of levels: "from 3 to 5 and 7 to 9"."""
_AGAIN = re.compile(r",?\s(?:and\s)?(?:from\s)?")
_ENDS_RANGE = re.compile(r"[0-9]\s?[x×]\s$")
"""What stands before a dash that is no minus: "1.5x - 2x"."""


class Quantity(Struct, frozen=True, kw_only=True):
    """A value or range with its unit; `row` counts the lists it stands in and `place` its place there.

    `level` is the level before, where a text says from what to what something changed.
    `said` is the unit as the text has it, where it is a word.
    """

    start: int
    end: int
    low: Decimal
    high: Decimal | None = None
    unit: str
    said: str = ""
    sign: str = ""
    written: str = ""
    level: str | None = None
    row: int = 0
    place: int = 0


def quantities(text: str) -> list[Quantity]:
    """The quantities of a sentence in order; those that stand in one list have one `row`.

    >>> [(str(q.low), q.unit) for q in quantities("by 3.1 and 2.2x over A and B")]
    [('3.1', '×'), ('2.2', '×')]
    >>> [(str(q.low), str(q.high), q.unit) for q in quantities("saves 30-47% of it")]
    [('30', '47', '%')]
    """
    return _rows(text, _changes(text, _ranges(text, list(_atoms(text)))))


def _atoms(text: str) -> Iterator[Quantity]:
    for found in numbers_in(text):
        value, unit = _value(found), _unit(found)
        end = found.end()
        if value is None or (found["number"] or "").startswith("00"):  # the rest of "320 000"
            continue
        if unit == FACTOR and _is_no_factor(text, found):
            unit, end = "", found.end("number") if found["number"] else end
            if not found["number"]:
                continue
        if unit == POINTS and value > _MOST_POINTS and found["number"]:
            unit, end = "", found.end("number")
        if not unit and _is_factor(text[max(0, found.start() - 60) : found.start()]):
            unit = FACTOR
        yield Quantity(
            start=found.start(),
            end=end,
            low=value,
            unit=unit,
            sign=(found["sign"] or "").strip(),
            written=(found["written"] or "").lower(),
        )


def numbers_in(text: str) -> Iterator[re.Match[str]]:
    """The numbers of a sentence, from left to right: a pattern so long is tried only where one may begin."""
    places = {found.start() for found in _BEGIN.finditer(text)}
    hits = _FIND_SPELT(small_letters(text), overlapping=True)
    end = 0
    for place in sorted(places.union(start + _BEHIND[number] for number, start, _ in hits)):
        if place >= end and (found := NUMBER.match(text, place)):
            yield found
            end = found.end()


def _is_factor(before: str) -> bool:
    """Whether what stands before a number without a unit makes it a factor: "a factor of", "factors of 3 and"."""
    small = before.lower()
    return ("factor" in small or "speed" in small) and bool(_FACTOR_OF.search(before) or _FACTORS.search(before))


def _is_no_factor(text: str, found: re.Match[str]) -> bool:
    """Whether "5 times" counts, "5-fold" names a way to validate, and the x is a variable: "-1 X", "B^1/2x"."""
    word = (found["factor"] or found["wfactor"] or "").strip(" -~").lower()
    if word == "x":
        return bool(
            (found["sign"] and not _ENDS_RANGE.search(text, max(0, found.start() - 4), found.start()))
            or found["factor"] == " X"
            or _FORMULA.search(text, max(0, found.start() - 12), found.start())
        )
    return word[:4] in ("time", "fold") and bool(_NOT_FOLD.match(text[found.end() : found.end() + 24]))


def _value(found: re.Match[str]) -> Decimal | None:
    if found["written"]:
        return Decimal(_WRITTEN[found["written"].lower()][0])
    if found["one"]:
        return Decimal(1)
    word = found["word"] or found["times"] or found["few"] or found["least"]
    if word:
        return _WORDS[word.lower()]
    if found["power"]:
        return Decimal(10) ** int(found["power"].replace("−", "-"))
    number = Decimal(_COMMA.sub(".", found["number"]).replace(",", "") if "," in found["number"] else found["number"])
    if found["ten"] or found["e"]:
        number *= Decimal(10) ** int((found["ten"] or found["e"]).replace("−", "-"))
    scale = (found["scale"] or "").strip()
    return number * _SCALES[scale.lower() if len(scale) > 1 else scale] if scale else number


def _unit(found: re.Match[str]) -> str:
    if found["written"]:
        return _WRITTEN[found["written"].lower()][1]
    if found["factor"] or found["wfactor"] or found["times"]:
        return FACTOR
    if found["share"] or found["wshare"]:
        return SHARE
    if found["points"] or found["wpoints"]:
        return POINTS
    if found["orders"] or found["worders"]:
        return ORDERS
    unit = found["si"] or found["each"] or found["spell"]
    return unit_name(unit) if unit else ""


def _ranges(text: str, atoms: Sequence[Quantity]) -> list[Quantity]:
    """The atoms with each two ends of a range made one."""
    made: list[Quantity] = []
    at = 0
    while at < len(atoms):
        one = atoms[at]
        other = atoms[at + 1] if at + 1 < len(atoms) else None
        sure = _with_spread(text, one, other) if other is not None else None
        if other is not None and (sure or _is_range(text, one, other)):
            made.append(sure or _spanning(one, other))
            at += 2
        else:
            made.append(one)
            at += 1
    return made


def _spanning(one: Quantity, other: Quantity) -> Quantity:
    low, high = sorted((one.low, other.low))
    return Quantity(start=one.start, end=other.end, low=low, high=high, unit=other.unit or one.unit, sign=one.sign)


def _with_spread(text: str, one: Quantity, other: Quantity) -> Quantity | None:
    """Of a value and how sure it is the value: "99.5 ± 0.2%"."""
    if one.unit not in ("", other.unit) or not _SPREAD.fullmatch(text[one.end : other.start]):
        return None
    return Quantity(start=one.start, end=other.end, low=one.low, unit=other.unit, sign=one.sign)


def _is_range(text: str, one: Quantity, other: Quantity) -> bool:
    between, before = text[one.end : other.start], text[max(0, one.start - 40) : one.start]
    if one.unit == FACTOR and not other.unit and text[one.end - 1].isdigit():
        return bool(_RANGE.fullmatch(between)) and one.low < other.low  # "a speedup of 2-3"
    if one.written or other.written or one.unit not in ("", other.unit) or not (other.unit or "." in str(one.low)):
        return bool(_BETWEEN.search(before) and re.fullmatch(r"\s?and\s", between) and one.unit == other.unit)
    if _BETWEEN.search(before) and re.fullmatch(r"\s?(?:and|to)\s(?:about )?", between):
        return True
    if between == " " and one.unit == other.unit == SHARE and one.low < other.low:
        return True  # a tilde that LaTeX reads as a blank
    if not _RANGE.fullmatch(between) and not (not between.strip() and other.sign in ("-", "−")):
        return False
    if "to" in between and _ONE_MORE.search(before):
        return False
    if "to" in between and _FROM.search(before):
        return bool(_RANGING.search(before))
    return one.low != other.low


def _changes(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """Of two levels "from A to B", the second, which knows of the first."""
    made: list[Quantity] = []
    for one in found:
        before = made[-1] if made else None
        if before is not None and before.level is None and _is_change(text, made[-2:], one):
            made[-1] = Quantity(
                start=one.start, end=one.end, low=one.low, unit=one.unit, level=text[before.start : before.end].strip()
            )
        else:
            made.append(one)
    return made


def _is_change(text: str, earlier: Sequence[Quantity], other: Quantity) -> bool:
    """Whether the last of the earlier values is the level before another."""
    one = earlier[-1]
    same = one.unit in ("", other.unit) and one.high is None and other.high is None
    if not same or not _TO.fullmatch(text[one.end : other.start]):
        return False
    if len(earlier) > 1 and earlier[0].level is not None and _AGAIN.fullmatch(text[earlier[0].end : one.start]):
        return True  # "from 3 to 5 and 7 to 9, respectively"
    return bool(_FROM.search(text[max(0, one.start - 40) : one.start])) and not _OF_SEVERAL.match(
        text, other.end, other.end + 140
    )


def _rows(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """The quantities with the lists they stand in; a member without a unit has that of the next that has one."""
    rows: list[list[Quantity]] = []
    for one in found:
        if rows and _in_row(text, rows[-1][-1], one):
            rows[-1].append(one)
        else:
            rows.append([one])
    made: list[Quantity] = []
    for number, row in enumerate(rows):
        unit = ""
        of_each = []
        for one in reversed(row):
            unit = one.unit or unit
            of_each.append(unit)
        for place, (one, each) in enumerate(zip(row, reversed(of_each), strict=True)):
            made.append(
                Quantity(
                    start=one.start,
                    end=one.end,
                    low=one.low,
                    high=one.high,
                    unit=each,
                    said=each if not each or each in RELATIVE else as_written(each, text[one.start : row[-1].end]),
                    sign=one.sign,
                    written=one.written,
                    level=one.level,
                    row=number,
                    place=place,
                )
            )
    return made


def _in_row(text: str, one: Quantity, other: Quantity) -> bool:
    between = text[one.end : other.start]
    if not one.unit and "(" in between:
        return False  # "an odds ratio of 1.3 (95% CI ...)"
    if not one.unit and between.startswith(")") and re.search(r"[a-z]\s?$", text[max(0, one.start - 4) : one.start]):
        return False  # "83% (scenario 1) and 88%"
    if not one.unit and other.unit and one.high is None and 1900 <= one.low <= 2100 and one.low == int(one.low):
        return False  # a year: "PASCAL VOC 2007 and 70.4%"
    return (
        one.unit in ("", other.unit)
        and bool(other.unit or not one.unit)
        and not one.written
        and not other.written
        and bool(_BETWEEN_ITEMS.fullmatch(between))
    )
