"""The measures that a sentence names: before a value, behind it, and as a verb's subject or object."""

from __future__ import annotations

import re

from kg.extract._claim_words import BOUND_BEFORE, is_measured, score_in
from kg.extract._noun_phrase import STOP, clause_before, core, phrase_before, phrase_behind
from kg.extract._window import Window

OF = re.compile(
    r"^\s(?:in|of|on|for|to|w\.r\.t\.|in terms of|with respect to|as)\s(?:both\s)?(?:the |its |their |"
    r"our |an? )?(?:average |overall |total |mean )?"
)
CONNECTS = re.compile(
    r"(?i)\A(?:\s?(?:\([^()]{0,40}\)\s?)?(?:\b(?:of|is|was|are|were|be|been|reach(?:es|ed|ing)?|"
    r"at|to|being|equals?|stands?|hits?|attain(?:s|ed)?|remains?|"
    r"increases|increased|exceed(?:s|ed|ing)?|score(?:s|d)?|values?|between|rang(?:es|ing) from|"
    r"from|varies|around|about|as|can|could|may|has|"
    r"does|not|achieve[sd]?|obtained|approximately|only|just|within|below|above|over|under|nearly|"
    r"roughly|than|less|more|up|least|an?|in|the|order|average|"
    r"which|that|score|scores|rate|ratio|amounts?|equates|high|low|even|close|almost|approaching|"
    r"improves|drops?|by|best|maximum|and|both)\b|[:=~≈≥≤(<>,]))*\s?[(\[]?\s*$"
)
SUBJECT_AUX = re.compile(
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


def object_of(between: str) -> str:
    """What a verb acts on, from the words between it and the value."""
    words = re.sub(
        r"(?i)\s(?:by|of|up to|from|to|at|and)\s*$", "", re.sub(r"(?i)\sfrom\s\S*\d.*$", " ", between).rstrip(" ~≈(")
    ).strip()
    words = BOUND_BEFORE.pattern.sub("", f" {words} ").strip() if words else ""
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
        and head.lower() not in ("by", "in", "on", "of", "it", "them")
        else ""
    )


def measure_inside(behind: str) -> str:
    """What stands behind a value as its whole: "30% of memory", "19% in MAP"."""
    inner = OF.match(behind)
    phrase = core(phrase_behind(behind[inner.end() - 1 :])[0]) if inner else ""
    return phrase if phrase and is_measured(phrase.split()) else ""


def subject_of(before: str) -> str:
    """What a verb says something of, from the words before it: the measure named there, else all of them."""
    clause = clause_before(SUBJECT_AUX.sub("", before.rstrip() + " ").rstrip() if before.strip() else "")
    clause = SUBJECT_AUX.sub("", " " + clause.strip())
    near = phrase_before(clause.rstrip())[0]
    if near and is_measured(near.split()[-1:]):
        return core(near)
    for cut in (*(found.start() for found in _CUT.finditer(clause)), len(clause)):
        phrase = phrase_before(clause[:cut].rstrip())[0]
        if phrase and is_measured(phrase.split()[-1:]):
            return core(phrase)
    return ""


def measured_in_terms(behind: str) -> str:
    """The first measure behind a preposition: "... even exceeds Y in the pass@1 metric"."""
    for found in re.finditer(r"(?i)\b(?:in terms of|in|on|of)\s(?:the |both )?(?=\S)", behind):
        phrase = phrase_behind(behind[found.end() :])[0]
        words = [word for word in phrase.split() if word.lower() not in ("metric", "metrics", "score", "scores")]
        if words and is_measured(words[-1:]):
            return core(" ".join(words))
    return ""


def metric_before(window: Window) -> str:
    """The measure named before a value, with nothing but connecting words or phrases between."""
    before = window.before
    if equals := _EQUALS.search(before):
        return core(phrase_before(before[: equals.end("name")])[0] or equals["name"])
    connects = None
    for found in re.finditer(r"[^\s(),;:=]+(?=[\s(),;:=~≈<>]|$)", before[-110:]):
        word = found[0].strip("'\"")
        rest = before[-110:][found.end() :]
        if is_measured([word]) and (CONNECTS.fullmatch(rest) or _phrase_between(rest)):
            connects = len(before[-110:]) - len(rest)
    if connects is None:
        return ""
    head = before[: max(0, len(before) - 110) + connects]
    phrase = phrase_before(head)[0]
    return core(phrase) if phrase else head.split()[-1]


_EQUALS = re.compile(r"(?<![\w.-])(?P<name>[A-Za-z][\w@-]{2,30})\s?=\s?\Z")
"""What is called and given a value: "NPV = 77%"."""


def _phrase_between(rest: str) -> bool:
    """Whether one prepositional phrase stands between a measure and its value: "cost for X of 3", "cost of X (3)"."""
    return bool(
        re.fullmatch(
            r"\s(?:for|on|in|with|of|when|under|at)\s[\w\s@/+-]{2,50}?(?:\s(?:of|is|was|were|are|"
            r"reach\w*|:|at|to|about|around|by)\s[\w\s~]{0,20}|\s\([~≈]?)",
            rest,
        )
    )


def last_named(text: str) -> str:
    """The last measure named in a text."""
    best = ""
    for found in re.finditer(r"[\w@/-]+(?=(\s[\w-]+)?)", text[-160:]):
        if is_measured([found[0]]) and (found[1] or "of").strip().lower() in STOP:
            best = phrase_before(text[-160:][: found.end()])[0] or found[0]
    score = score_in(text[-160:]) if not best else None
    return core(best) if best else score[0].strip() if score else ""


def first_named(text: str) -> str:
    """The first measure named in a text."""
    for found in re.finditer(r"[\w@/-]+", text[:100]):
        if is_measured([found[0]]):
            return core(phrase_before(text[: found.end()])[0] or found[0])
    return ""
