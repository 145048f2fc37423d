"""What the words around a value say of it: the metric, and which way it changes.

The rules are tried in the order of `RULES`, each on the words before and behind a row of
values, between its neighbours; the first that finds a metric is believed.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import structs

from kg.extract._behind import phrase_behind_value
from kg.extract._change import change_before, governing_verb, level_or_change, turn
from kg.extract._claim_words import (
    AVERAGE,
    CHANGE_NOUN,
    COMPARED,
    OF_ADJECTIVE,
    VERB,
    Direction,
    is_lower_better,
    is_measured,
)
from kg.extract._measure import (
    CONNECTS,
    OF,
    SUBJECT_AUX,
    first_named,
    last_named,
    measure_inside,
    measured_in_terms,
    metric_before,
    object_of,
    subject_of,
)
from kg.extract._noun_phrase import clause_before, core, phrase_before, phrase_behind
from kg.extract._quantity import FACTOR, ORDERS, POINTS, RELATIVE, SHARE
from kg.extract._window import Reading, Window


def reading(window: Window, earlier: Reading | None) -> Reading:
    """The metric and direction of a row; `earlier` is that of the row before it in the sentence."""
    for name, rule in RULES.items():
        found = rule(window, earlier)
        if found is not None:
            way: Direction = "value" if window.row[-1].level is not None else found.direction
            if found.direction == "value" and window.unit in (FACTOR, ORDERS, POINTS) and window.row[-1].level is None:
                way = "increase"  # what compares is a change
            if way == "value" and window.row[0].sign == "+":
                way = "increase"
            return structs.replace(found, rule=name, direction=way, unit=window.unit)
    return Reading(None, "increase" if window.unit == FACTOR else "value", "none", unit=window.unit)


_EMPTY_WORDS = """
overall average total mean relative absolute significant substantial considerable notable difference
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
"""Words before the noun of a change that say not of what."""


_SPED = re.compile(
    r"(?i)((?:(?<![\w@-])[\w@-]{1,40}\s(?:[\w@-]{1,40}\s){0,2})?speed[- ]?ups?)"
    r"(?:\s(?:factor|ratio)s?)?(?=([^.;]{0,60})$)"
)


_RANGING = re.compile(r",\s(?:which\s)?rang(?:es?|ing)\s(?:from|between)\s?\Z")
"""What stands between a change and the range of its values."""


def _by_noun(window: Window, _earlier: Reading | None) -> Reading | None:
    """The noun of a change before: "an improvement in accuracy of 3%", "a speedup of 20"."""
    before = window.before
    speedup = _SPED.search(before) if "speed" in before.lower() else None
    if speedup and (CONNECTS.match(speedup[2]) or re.match(r"\s(?:of|is|by)\b", speedup[2])):
        phrase = phrase_before(before[: speedup.end(1)])[0] or speedup[1]
        return Reading(core(phrase), "increase", "", told=True)
    before = _RANGING.sub(" of ", before)
    change = change_before(before)
    if change is None or SUBJECT_AUX.search(before[: change.start()]):
        return None
    rest = before[change.end() :]
    if not rest.strip() and change[0].endswith("s") and window.behind.startswith(" of "):
        return None  # a verb: "saves 30% of messages"
    inner = OF.match(rest)
    if inner is None and not re.match(
        r"(?i)\s(?:of|up to|by|from|to|ranging|reach\w*|can|is|was|that|as|between|at|over|more|less|"
        r"around|about|respectively)\b|\s?[(:=~≈+]|\s*$",
        rest,
    ):
        return None  # a verb: "increase the rate by"
    named = core(phrase_behind(rest[inner.end() - 1 :])[0]) if inner else ""
    first = core(phrase_before(before[: change.start()].rstrip())[0])
    if not named or named[0].isdigit() or COMPARED.match(named.split()[0]) or AVERAGE.match(named):
        named = first
    elif not is_measured(named.split()) and is_measured(first.split()[-1:]):
        named = first  # "speed gains in half-precision inference"
    if not named or AVERAGE.match(named) or named.lower() in _EMPTY:
        behind = OF.match(window.behind)
        named = core(phrase_behind(window.behind[behind.end() - 1 :])[0]) if behind else ""
        if named and not is_measured(named.split()):
            named = ""
    named = named or metric_before(window) or last_named(window.text[: window.begin])
    return Reading(named or "performance", turn(change, named), "", told=True)


def _by_verb(window: Window, _earlier: Reading | None) -> Reading | None:
    """The verb's object or subject: "reduces energy by 36%", "latency is cut by 46%", "saves 30% of memory"."""
    verb = governing_verb(window.before)
    if verb is None or verb["reach"]:
        return None
    if verb["outdo"]:
        return _outdone(verb, window)
    between = window.before[verb.end() :]
    if _IS.match(between) or ("," in between and re.search(r",\s(?:with|achiev|reach|and)\b", between)):
        return None
    named = (
        object_of(between)
        or _object_behind(window)
        or measure_inside(window.behind)
        or _saved(verb, window)
        or subject_of(window.before[: verb.start()])
    )
    if verb["faster"] or verb["slower"]:
        metric = "speed" if not named or not is_measured(named.split()) else named
        return Reading(metric, "decrease" if verb["slower"] or is_lower_better(metric) else "increase", "", told=True)
    if verb["compress"]:
        return Reading("size", "decrease", "", told=True)
    if not named:
        return None
    if window.row[-1].level is not None:
        return Reading(named, "value", "", told=True)
    return Reading(named, turn(verb, named), "", told=True)


_IS = re.compile(r"\s(?:is|are|was|were|can|could)\s")
"""What stands behind a noun that looks like a verb: "the gains are"."""


def _saved(verb: re.Match[str], window: Window) -> str:
    """Of what a share is saved: "saves 30% of messages"."""
    of = re.match(r"\sof\s(?:the |its |all )?(?=[a-z])", window.behind) if verb["down"] else None
    return core(phrase_behind(window.behind[of.end() - 1 :])[0]) if of and window.unit == SHARE else ""


def _object_behind(window: Window) -> str:
    """What a verb acts on, where the value stands between: "reduces by 12% the number of calls"."""
    found = re.match(r"\s(?:the|its|their|our)(?=\s)", window.behind)
    phrase, end = phrase_behind(window.behind[found.end() :]) if found else ("", 0)
    if found and phrase.split()[-1:] in (["number"], ["amount"], ["size"], ["cost"], ["rate"]):
        rest = window.behind[found.end() + end :]
        of = re.match(r"\sof\s(?:the )?(?=\w)", rest)
        phrase += f" of {phrase_behind(rest[of.end() - 1 :])[0]}" if of else ""
    return core(phrase) if phrase else ""


_OVER_LEVEL = re.compile(r"(?i)(?:exceed|surpass)\w*\s?[~≈]?")
"""What stands between a measure and the level it is over: "the accuracy exceeds 90%"."""


def _outdone(verb: re.Match[str], window: Window) -> Reading | None:
    """What one does better at: "outperforms X by 3% in accuracy", "exceeds the throughput of X by 4x"."""
    between = window.before[verb.end() :]
    if _OVER_LEVEL.fullmatch(verb[0] + between) and metric_before(window) and window.unit not in (FACTOR, POINTS):
        return None
    way: Direction = "decrease" if verb[0].lower().startswith("underperform") else "increase"
    if re.search(r",\s(?:with|achiev|reach|obtain|attain|yield)", between) or not re.search(
        r"(?i)\b(?:by|margins?|up to|of|from|least|than|over|average)\b|^\s*\(|^\s*$|[\w)]\s*[(~]?\s*$", between
    ):
        return None
    measure = re.match(r"\s(?:the |its |their )?((?:[\w@-]+\s){0,3}?[\w@-]+)\s(?:of|by)\b", between)
    inner = measure_inside(window.behind)
    in_terms = measured_in_terms(window.behind[:120])
    metric = inner
    if not metric and measure and is_measured(measure[1].split()[-1:]):
        metric = core(measure[1])
    metric = metric or in_terms
    if not metric:
        metric = last_named(window.text[: window.begin + verb.start()]) or "performance"
    return Reading(
        metric,
        "decrease" if metric != inner and way == "decrease" else "decrease" if is_lower_better(metric) else way,
        "",
        told=True,
    )


def _level(window: Window, earlier: Reading | None) -> Reading | None:
    """The metric whose level a value is: "an accuracy of 93%", "F1: 0.8", "latency is 3 ms"."""
    name = metric_before(window)
    if not name:
        return None
    if earlier is not None and earlier.direction != "value" and _BY.search(window.before):
        return level_or_change(name, window, earlier)
    return Reading(name, "value", "")


_BY = re.compile(r"^,?\s(?:and|but)\s[\w@ -]{2,50}\sby\s(?:up to |about |an average of )?\Z")
"""What stands before one more change by the verb before: "raises recall by 3% and precision by 2%"."""


def _inside(window: Window, earlier: Reading | None) -> Reading | None:
    """The measure of a phrase behind: "64.66% of precision", "80.99% on F-measure", "3% in terms of energy"."""
    named = measure_inside(window.behind)
    if named and window.behind.startswith(" of ") and metric_before(window) and not (window.begin and _follows(window)):
        return None
    return level_or_change(named, window, earlier) if named else None


_BEFORE_IS_LAST = re.compile(
    r"\s(?:(?:of|in|on|for)\s)?(?:the )?[\w'@-]+(?:\s[\w'@-]+){0,3},?(?:\s(?:and|or))?\s(?:an?\s)?"
)
"""What the value before has behind it, and nothing else: "81% of recall, and ..."."""


def _follows(window: Window) -> bool:
    """Whether all that stands before a value belongs to the one before it."""
    return bool(_BEFORE_IS_LAST.fullmatch(window.before)) and governing_verb(window.before) is None


def _elided(window: Window, _earlier: Reading | None) -> Reading | None:
    """The noun that the next value has too: "1.4x per-layer and 1.2x whole speedup", "3x power and 2x area saving"."""
    found = _OF_BOTH.fullmatch(window.behind)
    following = _VALUE.match(window.text, window.end) if found else None
    phrase = phrase_behind(window.text[following.end() :])[0] if following else ""
    words, what = phrase.split(), core(found["what"]) if found else ""
    if len(words) < 2 or not what:
        return None
    change = CHANGE_NOUN.fullmatch(words[-1])
    if change is not None:
        return Reading(what, turn(change, what), "", told=True)
    if _SPEEDUP.fullmatch(words[-1]) and not is_measured([what.split()[-1]]):
        return Reading(f"{what} {words[-1]}", "increase", "", told=True)
    return None


_OF_BOTH = re.compile(r"\s(?P<what>[A-Za-z][\w-]*(?:\s[a-z][\w-]*)?),?\sand\s(?:up to\s)?")
_VALUE = re.compile(r"[0-9.,^]{1,20}[×x%]?(?:\s?[-–]\s?[0-9.,^]{1,20}[×x%]?)?(?=\s)")
_SPEEDUP = re.compile(r"(?i)speed[- ]?ups?")


def _listed(window: Window, earlier: Reading | None) -> Reading | None:
    """A list of values, each with what it measures behind it: "45% wins, 47% ties and 8% losses"."""
    if earlier is None or earlier.told or not window.begin or not _follows(window):
        return None
    found = re.match(
        r"\s(?:of\s)?['\"“‘]?([^\W\d_][\w@'’-]*(?:\s[\w@-]+){0,3})(?=\s?[,.;)]|\s(?:and|or|on|in|for|with)\b)",
        window.behind,
    )
    phrase = core(phrase_behind(" " + re.sub(r"['\"”’](?=\s)", "", found[1]))[0]) if found else ""
    return Reading(phrase, earlier.direction, "") if phrase else None


def _as_before(window: Window, earlier: Reading | None) -> Reading | None:
    """As the row before it, where no verb of its own stands between: "... and 1.6x over B"."""
    if earlier is None or not window.begin:
        return None
    verb = governing_verb(window.before)
    if verb is not None and not (verb["reach"] and verb[0].lower() in ("with", "is", "are")):
        return None
    if earlier.unit != window.unit and not {earlier.unit, window.unit} <= RELATIVE and _by_unit(window, None):
        return None  # "33 GB/s and 2 W": what is measured is another
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
    verb = governing_verb(window.before)
    inner = re.match(r"(?i)^\s(?:of\s)?(?:the |all |its |our |their |these )?(?=[a-z])", window.behind)
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
    metric = named or OF_ADJECTIVE.get(word) or subject_of(window.before[: found.start()])
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
        last_named(clause_before(window.before))
        or first_named(window.behind)
        or last_named(window.text[: window.row[0].start])
    )
    if not name:
        return None
    return level_or_change(name, window, earlier)


def _by_default(window: Window, _earlier: Reading | None) -> Reading | None:
    """What the verb alone says."""
    verb = governing_verb(window.before)
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
    "elided": _elided,
    "phrase behind": phrase_behind_value,
    "inside": _inside,
    "listed": _listed,
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
