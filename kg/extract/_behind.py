"""What the noun phrase behind a value says of it: a comparative, a change, or a measure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract._change import last_change, level_or_change, turn
from kg.extract._claim_words import (
    AVERAGE,
    COMPARED,
    OF_ADJECTIVE,
    is_lower_better,
    is_measured,
    score_at_start,
    score_in,
)
from kg.extract._measure import OF, SUBJECT_AUX, last_named, metric_before, subject_of
from kg.extract._noun_phrase import clause_before, core, phrase_before, phrase_behind
from kg.extract._quantity import FACTOR, POINTS, SHARE
from kg.extract._window import Reading, Window

_SPEEDUP = re.compile(r"(?i)\bspeed[- ]?ups?$")
_ALL = 100
"""Per cent of what there is."""
_PLACES = ("position", "place", "rank")
_ORDINAL = re.compile(rf"\s?(?:st|nd|rd|th)\b(?:\s(?P<noun>{'|'.join(_PLACES)})\b)?")
_LEADS = re.compile(
    r"(?i)^\s?(?:[(,]?\s?(?:on average|averaged?|in average|absolute|relative|geomean|at least|"
    r"at most)[),]?\s)?"
)


def phrase_behind_value(window: Window, earlier: Reading | None) -> Reading | None:
    """The noun phrase behind: "3.9% higher throughput", "80% reduction in time", "74.4% accuracy", "2nd place"."""
    if not window.unit and (place := _ORDINAL.match(window.behind)):
        again = earlier.metric if earlier and earlier.metric in _PLACES else "rank"
        return Reading(place["noun"] or again, "value", "", told=True)
    inner = score_in(window.text[window.row[-1].start : window.row[-1].end]) if window.unit == POINTS else None
    if inner is not None:
        return level_or_change(inner[0].strip(), window, earlier)
    lead = _LEADS.match(window.behind)
    skipped = lead.end() if lead else 0
    bracket = re.match(r"\s?\(([^()]{1,30})\)", window.behind[skipped:])
    score = score_at_start(bracket[1] if bracket else window.behind[skipped:].lstrip())
    if score is not None and bracket is not None and score.end() != len(bracket[1]):
        score = None
    phrase, end = phrase_behind(window.behind[skipped:])
    if not phrase and score is None:
        return _equal(window)
    rest = window.behind[skipped + end :]
    words = phrase.split()
    for at, word in enumerate(words[:4]):
        found = COMPARED.match(word)
        if found or (word.lower() in OF_ADJECTIVE and words[0].lower() in ("more", "less")):
            return _compared(words, at, rest, window)
    change = last_change(phrase)
    if change is not None:
        return _changed(phrase, change, rest, window)
    if _SPEEDUP.search(phrase):
        return Reading(core(phrase), "increase", "", told=True)
    name = _measure_in(words, score)
    return level_or_change(name, window, earlier) if name else None


_AS = re.compile(r"\sas\s(?P<how>many|much|[a-z]+)(?:\s(?P<what>[a-z][\w-]*))?")
_OF_EQUAL = {
    "fast": "speed", "quick": "speed", "quickly": "speed", "slow": "speed", "large": "size", "big": "size",
    "small": "size", "long": "length", "short": "length", "accurate": "accuracy", "efficient": "efficiency",
    "effective": "effectiveness", "expensive": "cost", "costly": "cost", "cheap": "cost",
}  # fmt: skip


def _equal(window: Window) -> Reading | None:
    """A comparison by how many times as much: "twice as fast", "half as many samples", "3x as large"."""
    found = _AS.match(window.behind) if window.unit in (FACTOR, SHARE) else None
    if found is None:
        return None
    amount = found["how"] in ("many", "much")
    metric = (found["what"] if amount else None) or _OF_EQUAL.get(found["how"])
    less = window.unit == SHARE and window.row[0].low < _ALL
    return Reading(metric, "decrease" if less else "increase", "", told=True) if metric else None


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
        return _adjective(word, rest, window)
    named = (
        (core(" ".join(after)) if after else "")
        or (core(phrase_behind(rest[1:])[0]) if rest.startswith(") ") else "")
        or _in_what(rest)
        or " ".join(words[:at])
        or metric_before(window)
        or subject_of(SUBJECT_AUX.sub("", window.before))
        or last_named(clause_before(window.before))
        or ("performance" if word in ("better", "worse") and "perform" in window.before else "")
    )
    if not named:
        return None
    if word in ("better", "improved", "enhanced", "superior") and is_lower_better(named):
        up = False
    return Reading(named, "increase" if up else "decrease", "", told=True)


def _adjective(word: str, rest: str, window: Window) -> Reading:
    """A comparative that names no measure: "faster", "faster in search time", "smaller"."""
    subject = subject_of(
        SUBJECT_AUX.sub("", re.sub(r"(?i)[^\s,]+ is .*$", lambda found: found[0].split(" is ")[0], window.before))
    )
    named = _in_what(rest)
    if word in ("faster", "quicker", "shorter") and is_lower_better(subject):
        return Reading(subject, "decrease", "", told=True)
    if word in ("faster", "quicker") and is_lower_better(named):
        return Reading(named, "decrease", "", told=True)
    down = word in ("smaller", "slower", "cheaper", "shorter", "lighter")
    metric = named if is_measured(named.split()) and word not in ("faster", "slower") else OF_ADJECTIVE[word]
    return Reading(metric, "decrease" if down else "increase", "", told=True)


def _in_what(rest: str) -> str:
    """What follows as that in which something changes: "in search time"."""
    inner = OF.match(rest)
    return core(phrase_behind(rest[inner.end() - 1 :])[0]) if inner else ""


def _changed(phrase: str, change: re.Match[str], rest: str, window: Window) -> Reading | None:
    """A change and what changes: "accuracy improvement", "reduction in exploration time"."""
    inner = OF.match(rest) if change.end() == len(phrase) else None
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
        named = (
            metric_before(window)
            or _before_bracket(window)
            or ("performance" if change["better"] or change["up"] else "")
        )
    if not named:
        return None
    return Reading(named, turn(change, named), "", told=True)


def _before_bracket(window: Window) -> str:
    """What stands before the bracket that a value is in: "the number of calls (a 60% reduction)"."""
    found = re.search(r"\s\([^()]{0,24}$", window.before)
    return core(phrase_before(window.before[: found.start()])[0]) if found else ""
