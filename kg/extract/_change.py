"""Whether a value is a level or a change, and which way the change goes."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.extract._claim_words import CHANGE_NOUN, VERB, Direction, is_lower_better
from kg.extract._window import Reading, Window


def last_change(phrase: str) -> re.Match[str] | None:
    last = None
    for found in CHANGE_NOUN.finditer(phrase):
        last = found
    return last


def turn(found: re.Match[str], metric: str | None) -> Direction:
    """Which way a change goes; what is made better goes down where less is better."""
    kinds = found.groupdict()
    if kinds.get("down") or kinds.get("slower"):
        return "decrease"
    if kinds.get("compress"):
        return "decrease" if is_lower_better(metric) else "increase"
    return "decrease" if kinds.get("better") and is_lower_better(metric) else "increase"


def level_or_change(metric: str, window: Window, earlier: Reading | None) -> Reading:
    """A metric is named; whether the value is its level or its change tells the verb before it."""
    verb = governing_verb(window.before)
    if verb is None and earlier is not None and window.begin:
        verb = governing_verb(window.text[: window.row[0].start])
        if verb is None or verb["reach"] or verb["outdo"]:
            return Reading(
                metric,
                earlier.direction if earlier.direction == "value" or not is_lower_better(metric) else "value",
                "",
                told=earlier.told,
            )
        return Reading(metric, turn(verb, metric), "", told=True)
    if verb is None:
        noun = change_before(window.before)
        if noun is not None:
            return Reading(metric, turn(noun, metric), "", told=True)
        return Reading(metric, "value", "")
    if window.row[-1].level is not None:
        return Reading(metric, "value", "", told=True)
    if verb["reach"]:
        noun = change_before(window.before[verb.end() :])
        if noun is not None and not window.before[verb.end() :].rstrip().endswith((",", "and")):
            return Reading(metric, turn(noun, metric), "", told=True)
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
    return Reading(metric, turn(verb, metric), "", told=True)


@lru_cache(maxsize=64)
def governing_verb(before: str) -> re.Match[str] | None:
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


def change_before(before: str) -> re.Match[str] | None:
    """The noun of a change right before a value: "an improvement of", "a gain in accuracy of"."""
    last = last_change(before)
    if last is None or len(before) - last.end() > 60 or re.search(r"[,;:]", before[last.end() :]):
        return None
    return last
