"""What the words around a value say of it: the metric, which way it changes, and whether it is a bound.

The rules are tried in the order of `RULES`, each on the words before and behind a row of
values, between its neighbours; the first that finds a metric is believed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec import Struct, structs

from kg.extract._claim_words import (
    AVERAGE,
    BOUND_BEFORE,
    BOUND_BEHIND,
    BOUND_NAMES,
    CHANGE_NOUN,
    COMPARED,
    OF_ADJECTIVE,
    VERB,
    Direction,
    is_lower_better,
    is_measured,
    score_at_start,
    score_in,
    scores,
)
from kg.extract._noun_phrase import STOP, clause_before, core, phrase_before, phrase_behind
from kg.extract._quantity import FACTOR, ORDERS, POINTS, RELATIVE, SHARE, Quantity

_SPEEDUP = re.compile(r"(?i)\bspeed[- ]?ups?$")
_BY = re.compile(r"(?i)\b(?:by|of|up to|from|to)?\s*$")
_OF = re.compile(
    r"^\s(?:in|of|on|for|to|w\.r\.t\.|in terms of|with respect to|as)\s(?:both\s)?(?:the |its |their |"
    r"our |an? )?(?:average |overall |total |mean )?"
)
_CONNECTS = re.compile(
    r"(?i)\A(?:\s?(?:\([^()]{0,40}\)\s?)?(?:\b(?:of|is|was|are|were|be|been|reach(?:es|ed|ing)?|"
    r"at|to|being|equals?|stands?|hits?|attain(?:s|ed)?|remains?|"
    r"increases|increased|exceed(?:s|ed|ing)?|score(?:s|d)?|values?|between|rang(?:es|ing) from|"
    r"from|varies|around|about|as|can|could|may|has|"
    r"does|not|achieve[sd]?|obtained|approximately|only|just|within|below|above|over|under|nearly|"
    r"roughly|than|less|more|up|least|an?|in|the|order|average|"
    r"which|that|score|scores|rate|ratio|amounts?|equates|high|low|even|close|almost|approaching|"
    r"improves|drops?|by|best|maximum|and|both)\b|[:=~≈≥≤(<>,]))*\s?[(\[]?\s*$"
)
_SUBJECT_AUX = re.compile(
    r"(?i)(?:\s(?:is|are|was|were|be|been|being|can|could|may|might|has|have|had|also|further|"
    r"thus|significantly|substantially|greatly|"
    r"effectively|then|therefore|will|only|drastically|dramatically|itself))+\s*$"
)
_CUT = re.compile(
    r"(?i)\s(?:across|on|for|in|with|over|compared|by|from|to|of|when|at|while|under|than|using|"
    r"relative|against|up|as|without|down|through|during|via|between)\b"
)
_MEASURE_OF = re.compile(
    r"(?i)\b(?:number|numbers|amount|amounts|rate|rates|cost|time|count|volume|growth|size|level|"
    r"degree|quality|percentage|proportion|"
    r"fraction|use|usage|probability|likelihood|coefficient|area|areas|efficiency|speed|"
    r"complexity|utilization|consumption) (?:of|to|under)\b"
)
_LEADS = re.compile(
    r"(?i)^\s?(?:[(,]?\s?(?:on average|averaged?|in average|absolute|relative|geomean|at least|"
    r"at most)[),]?\s)?"
)
_NO_VERB = re.compile(r"(?i)^[\s\S]{0,160}$")


class Reading(Struct, frozen=True):
    """What a value measures and which way; `rule` names who says so, `told` whether a word says the direction."""

    metric: str | None
    direction: Direction
    rule: str
    told: bool = False
    rival: str | None = None


class Window(Struct, frozen=True):
    """A row of values in its sentence: the words since the row before it, and those until the next."""

    text: str
    row: tuple[Quantity, ...]
    begin: int
    end: int

    @property
    def before(self) -> str:
        """The words before the row."""
        return self.text[self.begin : self.row[0].start]

    @property
    def behind(self) -> str:
        """The words behind the row."""
        return self.text[self.row[-1].end : self.end]

    @property
    def unit(self) -> str:
        """The unit of the row."""
        return self.row[-1].unit


def reading(window: Window, earlier: Reading | None) -> Reading:
    """The metric and direction of a row; `earlier` is that of the row before it in the sentence."""
    for name, rule in RULES.items():
        found = rule(window, earlier)
        if found is not None:
            way: Direction = "value" if window.row[-1].level is not None else found.direction
            if found.direction == "value" and window.unit in (FACTOR, ORDERS, POINTS) and window.row[-1].level is None:
                way = "increase"  # what compares is a change
            return structs.replace(found, rule=name, direction=way)
    return Reading(None, "increase" if window.unit == FACTOR else "value", "none")


def bound_of(window: Window, one: Quantity, found: Reading) -> str | None:
    """The bound of one value: what stands before it, or its row, or behind it.

    >>> from kg.extract._quantity import quantities
    >>> said = "speeds it up by at least 3x"
    >>> window = Window(said, tuple(quantities(said)), 0, len(said))
    >>> bound_of(window, quantities(said)[0], reading(window, None))
    'at least'
    """
    if one.written:
        return None
    for first in dict.fromkeys((one, window.row[0])):
        stated = BOUND_BEFORE.search(window.text[max(0, first.start - 60) : first.start])
        if stated:
            return BOUND_NAMES[int((stated.lastgroup or "b0")[1:])]
    for last in dict.fromkeys((one, window.row[-1])):
        stated = BOUND_BEHIND.match(window.text[last.end : last.end + 40])
        if stated:
            return BOUND_NAMES[int((stated.lastgroup or "b0")[1:])]
    return _average(window) or _average_level(window, found)


def _average(window: Window) -> str | None:
    """Whether an average or maximum is stated near: in the phrase behind, or that of the metric before."""
    phrase, end = phrase_behind(window.behind)
    words = phrase.split()
    if any(AVERAGE.match(word) for word in words[:3] if word.lower() != "median"):
        return "geomean" if any(word.lower().startswith("geo") for word in words) else "average"
    if phrase and re.match(r"(?i)^[^.;]{0,60}\bon average\b", window.behind[end:]):
        return "average"
    if re.match(r"(?i)^[^.;,]{0,50}\bon average\b", window.behind):
        return "average"
    before = clause_before(window.before)[-70:]
    found = re.search(
        r"(?i)\b(average|mean|geomean|geometric mean|maximum|peak|max)\s(?:[\w@-]+\s){1,4}(?:is |are |"
        r"was |were )?(?:only )?(?:of|between|is|around)\s[\w ]{0,14}$",
        before,
    )
    if found:
        word = found[1].lower()
        return "geomean" if word.startswith("geo") else "average" if word in ("average", "mean") else "up to"
    return None


def _average_level(window: Window, found: Reading) -> str | None:
    """Whether the level of an average is stated: "the average runtime of X on Y is 45 ms"."""
    if found.direction != "value" or not found.metric or found.rule == "phrase behind":
        return None
    last = re.escape(found.metric.split()[-1])
    named = re.search(rf"(?i)\b(average|mean|geomean)\s(?:[\w-]+\s){{0,3}}{last}\b", window.before)
    return None if named is None else "geomean" if named[1].lower() == "geomean" else "average"


def metrics_of(window: Window, found: Reading) -> list[str | None]:
    """The metric of each value of a row: of a list as long as the row, each its own.

    >>> from kg.extract._quantity import quantities
    >>> said = "has a precision and recall of 81% and 92%"
    >>> metrics_of(Window(said, tuple(quantities(said)), 0, len(said)), Reading("recall", "value", "level"))
    ['precision', 'recall']
    """
    count = len(window.row)
    listed = _LISTED.search(window.before) if count > 1 else None
    if listed is not None:
        items = [core(phrase_before(each)[0] or each.strip()) for each in _AND.split(listed[1])]
        if len(items) == count and is_measured(items[-1].split()[-1:]) and all(items):
            return list(items)
    return [found.metric] * count


_ITEM = r"[\w@-]+(?: [\w@-]+){0,3}"
_LISTED = re.compile(
    rf"(?<![\w-])((?:{_ITEM}, ){{0,4}}{_ITEM},? and {_ITEM})(?: scores?)? (?:of|by|is|are|to|"
    rf"are both)\s[\w ~]{{0,20}}$"
)
_AND = re.compile(r",? and |, ")


# -- the rules -----------------------------------------------------------------


def _behind(window: Window, earlier: Reading | None) -> Reading | None:
    """The noun phrase behind: "3.9% higher throughput", "80% reduction in time", "74.4% top-1 accuracy"."""
    inner = score_in(window.text[window.row[-1].start : window.row[-1].end])
    if inner is not None and window.unit == POINTS:
        return _level_or_change(inner[0].strip(), window, earlier)
    lead = _LEADS.match(window.behind)
    skipped = lead.end() if lead else 0
    bracket = re.match(r"\s?\(([^()]{1,30})\)", window.behind[skipped:])
    score = score_at_start(bracket[1] if bracket else window.behind[skipped:].lstrip())
    if score is not None and bracket is not None and score.end() != len(bracket[1]):
        score = None
    phrase, end = phrase_behind(window.behind[skipped:])
    if not phrase and score is None:
        return None
    rest = window.behind[skipped + end :]
    words = phrase.split()
    for at, word in enumerate(words[:4]):
        found = COMPARED.match(word)
        if found or (word.lower() in OF_ADJECTIVE and words[0].lower() in ("more", "less")):
            return _compared(words, at, rest, window)
    change = _last_change(phrase)
    if change is not None:
        return _changed(phrase, change, rest, window)
    if _SPEEDUP.search(phrase):
        return Reading(core(phrase), "increase", "", told=True)
    name = _measure_in(words, score)
    return _level_or_change(name, window, earlier) if name else None


def _measure_in(words: list[str], score: re.Match[str] | None) -> str:
    """The measure that a phrase names: all of it, else the score it begins with, else the words up to one."""
    if score is not None and not is_measured(words[-1:]):
        return score[0].strip()
    while words and not is_measured(words[-1:]):
        words.pop()
    return core(" ".join(words))


def _compared(words: Sequence[str], at: int, rest: str, window: Window) -> Reading | None:
    """A comparative and what it compares: "lower memory usage", "faster", "more sample efficient"."""
    word = words[at].lower()
    found = COMPARED.match(word)
    up = not (found and found["down"])
    after = list(words[at + 1 :])
    if word in ("more", "less") and after and after[-1].lower() in OF_ADJECTIVE:
        metric = " ".join([*after[:-1], OF_ADJECTIVE[after[-1].lower()]])
        return Reading(metric, "increase" if up else "decrease", "", told=True)
    if not after and word in OF_ADJECTIVE:
        metric = OF_ADJECTIVE[word]
        subject = _subject(
            _SUBJECT_AUX.sub("", re.sub(r"(?i)[^\s,]+ is .*$", lambda found: found[0].split(" is ")[0], window.before))
        )
        if word in ("faster", "quicker", "shorter") and is_lower_better(subject):
            return Reading(subject, "decrease", "", told=True)
        inner = _OF.match(rest)
        named = core(phrase_behind(rest[inner.end() - 1 :])[0]) if inner and word not in ("faster", "slower") else ""
        if named and is_measured(named.split()):
            metric = named
        return Reading(
            metric,
            "decrease" if word in ("smaller", "slower", "cheaper", "shorter", "lighter") else "increase",
            "",
            told=True,
        )
    named = core(" ".join(after)) if after else ""
    if not named:
        inner = _OF.match(rest)
        named = core(phrase_behind(rest[inner.end() - 1 :])[0]) if inner else ""
    if not named and words[:at]:
        named = " ".join(words[:at])
    if not named:
        named = (
            _metric_before(window)
            or _subject(_SUBJECT_AUX.sub("", window.before))
            or _named_in(clause_before(window.before))
        )
    if not named:
        return None
    if word in ("better", "improved", "enhanced", "superior") and is_lower_better(named):
        up = False
    return Reading(named, "increase" if up else "decrease", "", told=True)


def _last_change(phrase: str) -> re.Match[str] | None:
    last = None
    for found in CHANGE_NOUN.finditer(phrase):
        last = found
    return last


def _changed(phrase: str, change: re.Match[str], rest: str, window: Window) -> Reading | None:
    """A change and what changes: "accuracy improvement", "reduction in exploration time"."""
    inner = _OF.match(rest) if change.end() == len(phrase) else None
    named = core(phrase_behind(rest[inner.end() - 1 :])[0]) if inner else ""
    modifiers = core(phrase[: change.start()].strip())
    if inner is None and change.end() < len(phrase) and not modifiers:
        modifiers = core(phrase[change.end() :].strip())
    if (
        modifiers
        and modifiers.lower() not in ("performance", "average", "relative", "absolute")
        and not (named and is_measured(named.split()[-1:]) and not is_measured(modifiers.split()))
    ) or (modifiers and not named):
        named = modifiers
    if not named or AVERAGE.match(named):
        named = _metric_before(window) or ("performance" if change["better"] or change["up"] else "")
    if not named:
        return None
    return Reading(named, _turn(change, named), "", told=True)


def _turn(found: re.Match[str], metric: str | None) -> Direction:
    """Which way a change goes; what is made better goes down where less is better."""
    kinds = found.groupdict()
    if kinds.get("down") or kinds.get("slower"):
        return "decrease"
    if kinds.get("compress"):
        return "decrease" if is_lower_better(metric) else "increase"
    return "decrease" if kinds.get("better") and is_lower_better(metric) else "increase"


def _level_or_change(metric: str, window: Window, earlier: Reading | None) -> Reading:
    """A metric is named; whether the value is its level or its change tells the verb before it."""
    verb = _governing(window.before)
    if verb is None and earlier is not None and window.begin:
        verb = _governing(window.text[: window.row[0].start])
        if verb is None or verb["reach"] or verb["outdo"]:
            return Reading(
                metric,
                earlier.direction if earlier.direction == "value" or not is_lower_better(metric) else "value",
                "",
                told=earlier.told,
            )
        return Reading(metric, _turn(verb, metric), "", told=True)
    if verb is None:
        noun = _change_before(window.before)
        if noun is not None:
            return Reading(metric, _turn(noun, metric), "", told=True)
        return Reading(metric, "value", "")
    if window.row[-1].level is not None:
        return Reading(metric, "value", "", told=True)
    if verb["reach"]:
        noun = _change_before(window.before[verb.end() :])
        if noun is not None and not window.before[verb.end() :].rstrip().endswith((",", "and")):
            return Reading(metric, _turn(noun, metric), "", told=True)
        return Reading(metric, "value", "")
    if not re.search(r"(?i)\b(?:by|of|to|up|with)\b|\d|^\s*$", window.before[verb.end() :]) and verb["outdo"]:
        return Reading(metric, "value", "")
    if verb["outdo"]:
        by = re.search(r"(?i)\b(?:by|margin of|up to)\b", window.before[verb.end() :])
        return Reading(
            metric,
            "decrease" if by and is_lower_better(metric) else "increase" if by or window.row[0].sign else "value",
            "",
            told=True,
        )
    return Reading(metric, _turn(verb, metric), "", told=True)


def _governing(before: str) -> re.Match[str] | None:
    """The last verb of a claim before a value, in its part of the sentence."""
    last = None
    changes = bool(re.search(r"(?i)\bby\b[^.;,]{0,30}$", before))
    for found in VERB.finditer(before):
        last = last if changes and last is not None and found["reach"] else found
    if (
        last is not None
        and last["reach"]
        and last[0].lower() in ("is", "are", "was", "were", "be", "been", "with", "has", "have", "by")
    ):
        earlier = list(VERB.finditer(before[: last.start()]))
        between = before[earlier[-1].end() : last.start()] if earlier else "."
        if earlier and not earlier[-1]["reach"] and last[0].lower() != "with" and len(between) < 3:
            return earlier[-1]
    return last


def _change_before(before: str) -> re.Match[str] | None:
    """The noun of a change right before a value: "an improvement of", "a gain in accuracy of"."""
    last = _last_change(before)
    if last is None or len(before) - last.end() > 60 or re.search(r"[,;:]", before[last.end() :]):
        return None
    return last


_EMPTY = frozenset(
    [
        "overall",
        "average",
        "total",
        "mean",
        "relative",
        "absolute",
        "significant",
        "substantial",
        "considerable",
        "notable",
        "difference",
    ]
)
"""Words before the noun of a change that say not of what."""


def _by_noun(window: Window, _earlier: Reading | None) -> Reading | None:
    """The noun of a change before: "an improvement in accuracy of 3%", "a speedup of 20"."""
    before = window.before
    speedup = re.search(
        r"(?i)((?:[\w@-]+\s){0,3}speed[- ]?ups?)(?:\s(?:factor|ratio)s?)?" + r"(?=([^.;]{0,60})$)", before
    )
    if speedup and (_CONNECTS.match(speedup[2]) or re.match(r"\s(?:of|is|by)\b", speedup[2])):
        phrase = phrase_before(before[: speedup.end(1)])[0] or speedup[1]
        return Reading(core(phrase), "increase", "", told=True)
    change = _change_before(before)
    if change is None or _SUBJECT_AUX.search(before[: change.start()]):
        return None
    rest = before[change.end() :]
    inner = _OF.match(rest)
    if inner is None and not re.match(
        r"(?i)\s(?:of|up to|by|from|to|ranging|reach\w*|can|is|was|that|as|between|at|over|more|less|"
        r"around|about|respectively)\b|\s?[(:=~≈+]|\s*$",
        rest,
    ):
        return None  # a verb: "increase the rate by"
    named = core(phrase_behind(rest[inner.end() - 1 :])[0]) if inner else ""
    if not named or named[0].isdigit() or COMPARED.match(named.split()[0]) or AVERAGE.match(named):
        named = core(phrase_before(before[: change.start()].rstrip())[0])
    if not named or AVERAGE.match(named) or named.lower() in _EMPTY:
        behind = _OF.match(window.behind)
        named = core(phrase_behind(window.behind[behind.end() - 1 :])[0]) if behind else ""
        if named and not is_measured(named.split()):
            named = ""
    return Reading(named or _metric_before(window) or "performance", _turn(change, named), "", told=True)


def _by_verb(window: Window, _earlier: Reading | None) -> Reading | None:
    """The verb's object or subject: "reduces energy by 36%", "latency is cut by 46%", "saves 30% of memory"."""
    verb = _governing(window.before)
    if verb is None or verb["reach"]:
        return None
    if verb["outdo"]:
        return _outdone(verb, window)
    between = window.before[verb.end() :]
    if "," in between and re.search(r",\s(?:with|achiev|reach|and)\b", between):
        return None
    named = _object(between) or _inner(window.behind) or _subject(window.before[: verb.start()])
    if verb["faster"] or verb["slower"]:
        metric = "speed" if not named or not is_measured(named.split()) else named
        return Reading(metric, "decrease" if verb["slower"] or is_lower_better(metric) else "increase", "", told=True)
    if verb["compress"]:
        return Reading("size", "decrease", "", told=True)
    if not named:
        return None
    if window.row[-1].level is not None:
        return Reading(named, "value", "", told=True)
    return Reading(named, _turn(verb, named), "", told=True)


def _object(between: str) -> str:
    """What a verb acts on, from the words between it and the value."""
    words = re.sub(
        r"(?i)\s(?:by|of|up to|from|to|at|and)\s*$", "", re.sub(r"(?i)\sfrom\s\S*\d.*$", " ", between).rstrip(" ~≈(")
    ).strip()
    words = BOUND_BEFORE.sub("", f" {words} ").strip() if words else ""
    words = re.sub(
        r"(?i)\s(?:by|of|from)\s*(?:an?|a factor(?: of)?|about|around|nearly|only|on)?$", "", " " + words
    ).strip()
    words = re.sub(r"(?i)^(?:both |the |its |their |our |overall |total |on |in |a |an )+", "", words)
    measure = _MEASURE_OF.search(words)
    cut = _CUT.search(words, measure.end() if measure else 0)
    head = (words[: cut.start()] if cut else words).strip(" ,")
    return (
        core(head)
        if 0 < len(head) <= 80
        and re.match(r"[^\W_]", head)
        and not head[0].isdigit()
        and head.lower() not in ("by", "it", "them")
        else ""
    )


def _inner(behind: str) -> str:
    """What stands behind a value as its whole: "30% of memory", "19% in MAP"."""
    inner = _OF.match(behind)
    phrase = core(phrase_behind(behind[inner.end() - 1 :])[0]) if inner else ""
    return phrase if phrase and is_measured(phrase.split()) else ""


def _subject(before: str) -> str:
    """What a verb says something of, from the words before it: the measure named there, else all of them."""
    clause = clause_before(_SUBJECT_AUX.sub("", before.rstrip() + " ").rstrip() if before.strip() else "")
    clause = _SUBJECT_AUX.sub("", " " + clause.strip())
    near = phrase_before(clause.rstrip())[0]
    if near and is_measured(near.split()[-1:]):
        return core(near)
    for cut in (*(found.start() for found in _CUT.finditer(clause)), len(clause)):
        phrase = phrase_before(clause[:cut].rstrip())[0]
        if phrase and is_measured(phrase.split()[-1:]):
            return core(phrase)
    return ""


def _outdone(verb: re.Match[str], window: Window) -> Reading | None:
    """What one does better at: "outperforms X by 3% in accuracy", "exceeds the throughput of X by 4x"."""
    between = window.before[verb.end() :]
    way: Direction = "decrease" if verb[0].lower().startswith("underperform") else "increase"
    if re.search(r",\s(?:with|achiev|reach|obtain|attain|yield)", between) or not re.search(
        r"(?i)\b(?:by|margins?|up to|of|from|least|than|over|average)\b|^\s*\(|^\s*$|[\w)]\s*[(~]?\s*$", between
    ):
        return None
    measure = re.match(r"\s(?:the |its |their )?((?:[\w@-]+\s){0,3}?[\w@-]+)\s(?:of|by)\b", between)
    inner = _inner(window.behind)
    in_terms = _in_terms(window.behind[:120])
    metric = inner
    if not metric and measure and is_measured(measure[1].split()[-1:]):
        metric = core(measure[1])
    metric = metric or in_terms
    if not metric:
        metric = _named_in(window.text[: window.begin + verb.start()]) or "performance"
    return Reading(
        metric,
        "decrease" if metric != inner and way == "decrease" else "decrease" if is_lower_better(metric) else way,
        "",
        told=True,
    )


def _in_terms(behind: str) -> str:
    """The first measure behind a preposition: "... even exceeds Y in the pass@1 metric"."""
    for found in re.finditer(r"(?i)\b(?:in terms of|in|on|of)\s(?:the |both )?(?=\S)", behind):
        phrase = phrase_behind(behind[found.end() :])[0]
        words = [word for word in phrase.split() if word.lower() not in ("metric", "metrics", "score", "scores")]
        if words and is_measured(words[-1:]):
            return core(" ".join(words))
    return ""


def _level(window: Window, _earlier: Reading | None) -> Reading | None:
    """The metric whose level a value is: "an accuracy of 93%", "F1: 0.8", "latency is 3 ms"."""
    name = _metric_before(window)
    if not name:
        return None
    return Reading(name, "value", "")


def _metric_before(window: Window) -> str:
    """The measure named before a value, with nothing but connecting words or phrases between."""
    before = window.before
    connects = None
    for found in re.finditer(r"[^\s(),;:=]+(?=[\s(),;:=~≈<>]|$)", before[-110:]):
        word = found[0].strip("'\"")
        rest = before[-110:][found.end() :]
        if is_measured([word]) and (_CONNECTS.fullmatch(rest) or _phrase_between(rest)):
            connects = len(before[-110:]) - len(rest)
    if connects is None:
        return ""
    head = before[: max(0, len(before) - 110) + connects]
    phrase = phrase_before(head)[0]
    return core(phrase) if phrase else head.split()[-1]


def _phrase_between(rest: str) -> bool:
    """Whether only one prepositional phrase stands between a measure and its value: "accuracy for X of 3%"."""
    return bool(
        re.fullmatch(
            r"\s(?:for|on|in|with|of|when|under|at)\s[\w\s@/+-]{2,50}?\s(?:of|is|was|were|are|"
            r"reach\w*|:|at|to|about|around|by)\s[\w\s~]{0,20}",
            rest,
        )
    )


def _inside(window: Window, earlier: Reading | None) -> Reading | None:
    """The measure of a phrase behind: "64.66% of precision", "80.99% on F-measure", "3% in terms of energy"."""
    named = _inner(window.behind)
    if named and window.behind.startswith(" of ") and _metric_before(window):
        return None
    return _level_or_change(named, window, earlier) if named else None


def _as_before(window: Window, earlier: Reading | None) -> Reading | None:
    """As the row before it, where no verb of its own stands between: "... and 1.6x over B"."""
    if earlier is None or not window.begin:
        return None
    verb = _governing(window.before)
    if verb is not None and not (verb["reach"] and verb[0].lower() in ("with", "is", "are")):
        return None
    return Reading(earlier.metric, earlier.direction, "", told=earlier.told)


def _reduced_to(window: Window, _earlier: Reading | None) -> Reading | None:
    """A share that is removed or kept: "88% of the guidance can be removed"."""
    found = re.match(
        r"(?i)^\s(?:of|all)\s(?:the |all |these |those )?([^.,;]{3,70}?)\s(?:is|are|was|were|can|"
        r"could|being|have|has|may|while|to)\b(?P<rest>[^.;,]{0,40})",
        window.behind,
    )
    if not found:
        return _share_of(window)
    removed = any(verb["down"] for verb in VERB.finditer(found["rest"]))
    return Reading(core(found[1].strip()), "decrease" if removed else "value", "", told=removed)


def _share_of(window: Window) -> Reading | None:
    """A share of something that is dealt with: "detects 80% of the faults", "99.9% violations are detected"."""
    verb = _governing(window.before)
    inner = re.match(r"(?i)^\s(?:of\s)?(?:the |all |its |their |these )?(?=[a-z])", window.behind)
    phrase = core(phrase_behind(window.behind[inner.end() - 1 :])[0]) if inner and window.unit == SHARE else ""
    if not phrase or (verb is not None and not (verb["reach"] or verb["down"])):
        return None
    return Reading(phrase, "decrease" if verb and verb["down"] else "value", "")


def _by_comparative(window: Window, _earlier: Reading | None) -> Reading | None:
    """The comparative before: "more accurate than X by 3%", "has a better score than X by 15%"."""
    found = re.search(
        r"(?i)\b(?:(?P<grade>more|less) (?P<what>(?:[\w-]+ )?(?P<adjective>[\w-]+))|"
        r"(?P<compared>higher|lower|better|larger|smaller|greater|faster|"
        r"fewer)(?P<named>(?: [\w@-]+){0,3}?)) "
        r"than [^.;]{2,90}? by [^.;,]{0,24}$",
        window.before,
    )
    if found is None:
        return None
    if found["grade"]:
        if found["adjective"].lower() not in OF_ADJECTIVE:
            return None
        return Reading(
            OF_ADJECTIVE[found["adjective"].lower()],
            "increase" if found["grade"].lower() == "more" else "decrease",
            "",
            told=True,
        )
    word, named = found["compared"].lower(), core(found["named"].strip())
    metric = named or OF_ADJECTIVE.get(word) or _subject(window.before[: found.start()])
    down = word in ("lower", "smaller", "fewer") or (word == "better" and is_lower_better(metric))
    return Reading(metric, "decrease" if down else "increase", "", told=True) if metric else None


_OF_UNIT = (
    (re.compile(r"(?i)(?:fl)?ops?(?:/s(?:ec)?)?/w|/joule|/watt"), "energy efficiency"),
    (re.compile(r"(?i)ops?/s/mm|/mge"), "area efficiency"),
    (re.compile(r"(?i)(?:fl)?ops?(?:/s)?$|/s(?:ec|econd)?$|bps$|/minute$|/hour$|/cycle$|qps$"), "throughput"),
    (re.compile(r"fps$"), "frame rate"),
    (re.compile(r"Hz$"), "frequency"),
    (re.compile(r"W$"), "power"),
    (re.compile(r"J$"), "energy"),
    (re.compile(r"m\^2$"), "area"),
    (re.compile(r"^(?:[mnup]?s|second|minute|hour|day)$"), "time"),
)


def _by_unit(window: Window, _earlier: Reading | None) -> Reading | None:
    """What the unit alone tells: a frequency is in MHz."""
    metric = next((name for pattern, name in _OF_UNIT if pattern.search(window.unit)), None)
    return Reading(metric, "value", "") if metric and window.unit not in RELATIVE else None


def _near(window: Window, earlier: Reading | None) -> Reading | None:
    """The measure that is named nearest in the sentence."""
    name = (
        _named_in(clause_before(window.before))
        or _named_at(window.behind)
        or _named_in(window.text[: window.row[0].start])
    )
    if not name:
        return None
    return _level_or_change(name, window, earlier)


def _named_in(text: str) -> str:
    """The last measure named in a text."""
    best = ""
    for found in re.finditer(r"[\w@/-]+(?=(\s[\w-]+)?)", text[-160:]):
        if is_measured([found[0]]) and (found[1] or "of").strip().lower() in STOP:
            best = phrase_before(text[-160:][: found.end()])[0] or found[0]
    score = score_in(text[-160:]) if not best else None
    return core(best) if best else score[0].strip() if score else ""


def _named_at(text: str) -> str:
    """The first measure named in a text."""
    for found in re.finditer(r"[\w@/-]+", text[:100]):
        if is_measured([found[0]]) or (scores(found[0]) and not found[0].islower()):
            return core(phrase_before(text[: found.end()])[0] or found[0])
    return ""


def _by_default(window: Window, _earlier: Reading | None) -> Reading | None:
    """What the verb alone says."""
    verb = _governing(window.before)
    if verb is None:
        return None
    if verb["faster"] or verb["slower"]:
        return Reading("speed", "decrease" if verb["slower"] else "increase", "", told=True)
    if verb["outdo"] or verb["better"] or verb["up"]:
        return Reading("performance", "increase", "", told=True)
    if verb["down"]:
        return Reading(None, "decrease", "", told=True)
    return None


RULES: dict[str, Callable[[Window, Reading | None], Reading | None]] = {
    "phrase behind": _behind,
    "inside": _inside,
    "comparative": _by_comparative,
    "noun of change": _by_noun,
    "verb": _by_verb,
    "level": _level,
    "share": _reduced_to,
    "as before": _as_before,
    "unit": _by_unit,
    "near": _near,
    "verb alone": _by_default,
}
"""Who may say what a value measures, in order."""
