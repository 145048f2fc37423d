"""Noun phrases around a value from words alone: what stands between words that no name holds.

The fast depth has no parts of speech, and a claim's words are few: lists of prepositions,
auxiliaries and verbs of claims bound a phrase well enough.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kg.extract._claim_words import COMPARED, VERB

LONGEST = 8
"""Words in a phrase."""
_STOP_WORDS = """
a an the this that these those our its their his her your my and or but nor of in on at to for from with without by
via over under than as is are was were be been being has have had can could may might will would should shall must
do does did not no while when where which who whose if then thus hence so such both respectively compared comparing
versus vs vs. against across among between within during after before through throughout using into onto upon per
about around approximately nearly only just up down out also even still however moreover furthermore further it they
we i he she you there here all each every any some most other another because since although though despite due
toward towards until unless given based relative regarding respect e.g. i.e. etc etc. e.g i.e together along show
shows showed demonstrate demonstrates demonstrating indicate indicates reveal reveals prove proves proving confirm
confirms achieves achieve achieved achieving attains obtains obtain obtained reaches reach reached yields provides
delivers
respectively, significantly substantially greatly dramatically effectively considerably drastically consistently
simultaneously typically often usually significantly, making leading thereby resulting ensuring maintaining preserving
relatively slightly averagely make makes made allow allows enabling enables enable keep keeping
"""
STOP = frozenset(_STOP_WORDS.split())
_WORD = re.compile(r"[^\W_][\w@+*&’'./^-]*|\([^()\s]{1,12}\)|[^\w\s]")
_LEADING = frozenset(
    [
        "novel",
        "new",
        "proposed",
        "existing",
        "recent",
        "previous",
        "prior",
        "same",
        "overall",
        "total",
        "average",
        "mean",
        "significant",
        "substantial",
        "considerable",
        "remarkable",
        "notable",
        "impressive",
        "dramatic",
        "absolute",
        "relative",
        "best",
        "highest",
        "lowest",
        "comparable",
        "competitive",
        "good",
        "high",
        "low",
        "great",
        "corresponding",
        "respective",
        "absolute",
        "only",
        "geomean",
        "geometric",
        "staggering",
        "approximately",
        "practical",
        "better",
        "higher",
        "lower",
        "larger",
        "smaller",
        "greater",
        "fewer",
        "improved",
        "reduced",
        "increased",
        "decreased",
        "minimal",
        "up",
        "max",
        "maximum",
        "minimal",
        "negligible",
        "small",
        "about",
        "around",
        "additional",
        "further",
    ]
)
_NOUNS = frozenset(
    [
        "score",
        "scores",
        "result",
        "results",
        "report",
        "lead",
        "use",
        "record",
        "savings",
        "saving",
        "gain",
        "gains",
        "increase",
        "decrease",
        "drop",
        "loss",
        "losses",
        "performance",
        "cost",
        "costs",
        "boost",
        "cuts",
        "wins",
        "win",
        "gets",
    ]
)
"""What reads as a verb of claims and is more often a noun."""
_BREAK = re.compile(r"[,;:.!?()\[\]\"“”—–]")


def phrase_behind(text: str, *, gerunds: bool = False) -> tuple[str, int]:
    """The noun phrase that a text begins with, and where it ends; none and 0 where it begins with none.

    With `gerunds`, what ends in -ing is a noun: "a pruning method".

    >>> phrase_behind(" lower memory usage than others")
    ('lower memory usage', 19)
    """
    words: list[str] = []
    end = 0
    for found in _WORD.finditer(text[:160]):
        word = found[0]
        ends = not word[0].isalnum() or word.lower() in STOP or word.lower().rstrip(".") in STOP
        is_noun = gerunds and word.endswith("ing")
        if ends or len(words) == LONGEST or (not is_noun and _is_verb(word, modifies=not words)):
            break
        if found.start() - end > 1 or (word[0].isdigit() and not words):
            break
        words.append(word.rstrip(".'’"))
        end = found.start() + len(words[-1])
        if word.endswith("."):
            break
    return " ".join(words), end


def phrase_before(text: str) -> tuple[str, int]:
    """The noun phrase that a text ends with, and where it begins.

    >>> phrase_before("reduces the total hop distance")
    ('total hop distance', 12)
    """
    words: list[str] = []
    found = list(_WORD.finditer(text, max(0, len(text) - 120)))
    start = len(text)
    for one in reversed(found):
        word = one[0]
        if start - one.end() > 1 or len(words) == LONGEST:
            break
        is_abbreviation = word[0] == "(" and len(word) > 2
        if not is_abbreviation and (
            not word[0].isalnum() or word.lower() in STOP or _is_verb(word, modifies=False) or word[-1] in ".'’"
        ):
            break
        start = one.start()
        if not is_abbreviation:
            words.append(word)
    return " ".join(reversed(words)), start


@lru_cache(maxsize=1 << 14)
def _is_verb(word: str, *, modifies: bool) -> bool:
    """Whether a word is one of the verbs of claims; a participle is none where it `modifies` what follows."""
    small = word.lower()
    if small in _NOUNS or not VERB.fullmatch(word) or (COMPARED.match(small) and not small.endswith("ed")):
        return False
    return not (small.endswith(("ion", "ions", "ment", "ments")) or (modifies and small.endswith("ed")))


def core(phrase: str) -> str:
    """The phrase without modifiers that say nothing of what is measured.

    >>> core("average end-to-end training speedup"), core("overall performance")
    ('end-to-end training speedup', 'performance')
    """
    words = phrase.split()
    while len(words) > 1 and words[0].lower() in _LEADING:
        words.pop(0)
    return " ".join(words)


def clause_before(text: str) -> str:
    """What stands after the last break of a clause in a text."""
    last = 0
    for found in _BREAK.finditer(text):
        last = found.end()
    return text[last:]
