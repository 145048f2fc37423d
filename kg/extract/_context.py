"""Under what a value holds: the datasets, models, hardware, tasks and conditions in its scope.

A preposition such as "on" opens a context; a phrase that lists as many things as the row
has values gives each value its own. What stands before the first value of a sentence holds
for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract._quantity import Quantity
from kg.extract._scope import (
    ARTICLES,
    CLAUSE,
    GENERIC,
    RIVAL,
    Filled,
    Named,
    Scene,
    clause_end,
    end_of_phrase,
    first_match,
    listed_in,
    trimmed,
)
from kg.extract._window import Window
from kg.model import EntityType, Role

BEHIND, BEFORE, LAST = "a phrase behind the value", "a phrase before the value", "a phrase behind the last value"
BESIDE = (BEHIND, BEFORE, LAST)
"""Why a phrase beside a value is a context of it."""
_PLACED = re.compile(
    r"(?i)\b(?:on|across|for|in|under|at|with|over|using|when|within|during|among|from|"
    r"through)\s+(?:both |all |only |just |considering |the |a |an |its |our |their |several |"
    r"various |different )*"
)
PLACE_ENDS = re.compile(
    r"(?i)[;:–—]|\.(?!\d)|\s(?:by|while|whereas|which|that|where|respectively|but|compared|over|"
    r"than|is|are|was|were|has|have|can|could|outperform\w*|achiev\w+|relative|versus|vs|"
    r"to (?=\w+)|on|in|for|with|without|at|under|across|using|when|from|during|of (?=\d)|"
    r"while|thereby|demonstrat\w+|show\w*|surpass\w*|exceed\w*|reduc\w+|improv\w+|provid\w+|"
    r"deliver\w+|we|our method|it|and (?:\w+ly )?(?:reduces|improves|achieves|outperforms|saves|"
    r"increases|provides|delivers|yields|decreases|up |by |over |more |at ))\b|"
    r",(?!\s(?:and\s)?(?-i:[A-Z0-9])[\w-]*(?=[\s,.;]))|$"
)
_NO_PLACE = re.compile(
    r"(?i)^(?:terms|average|total|order|case|cases|this|these|that|it|them|which|particular|"
    r"addition|general|practice|fact|contrast|comparison|respect|least|most|more|less|only|"
    r"example|instance|"
    r"performance|accuracy|an?|the|they|we|he|them|consequence|substantial|compared|applied|"
    r"projected|last|first|significant|large|small|several|various|many|\\w+ed|number|comparable|"
    r"similar|better|negligible|minimal|little|no|almost|same|reduction|improvement|latency|"
    r"energy|speed|precision|recall|speedup|f1|both|time|memory|cost|only|time|experiments|"
    r"up|upto|over|about|almost|nearly|high|higher|lower|full|each|factor|margin|large margin|loss)$"
)
_CONTEXT = frozenset({EntityType.DATASET, EntityType.HARDWARE, EntityType.MODEL, EntityType.TASK})
_NOTHING_WORDS = """
best system our proposed new novel approach work paper study solution solutions configuration configurations
case cases worst results result experiment experiments evaluation evaluations analysis setting settings scenario
scenarios extensive numerical real dataset datasets network networks performance practice total comparison
average design designs data terms hand way addition application applications benchmark benchmarks overall
different other same both all considered tested experimental simulation simulations comparative
about around approximately roughly nearly relative median maximum minimum literature evaluated every condition
conditions range art i we
"""
_RUN_ON_WORDS = """
benchmark benchmarks application applications workload workloads dataset datasets images queries circuits networks
programs problems instances languages texts
"""
_RUN_ON = frozenset(_RUN_ON_WORDS.split())
_NOTHING = frozenset(_NOTHING_WORDS.split())
"""Words of which no condition is made."""


def contexts_of(scene: Scene, window: Window, one: Quantity, avoid: frozenset[str]) -> list[Filled]:
    """The datasets, models, hardware, tasks and conditions that one value of a row holds under.

    `avoid` are names that fill another slot of the result.
    """
    found = [Filled(each, BEHIND) for each in _own_places(scene, window, one)]
    found += [Filled(each, BEFORE) for each in _head_places(scene, window, one)]
    if not found:
        found += [Filled(each, LAST) for each in _shared_places(scene, window)]
    taken = {each.text for each in found}
    found += [Filled(each, "named in its scope") for each in _things(scene, window, taken)]
    return [each for each in found if each.text not in avoid]


def _own_places(scene: Scene, window: Window, one: Quantity) -> list[str]:
    """The phrases behind a row, up to the clause of the next."""
    return _places(scene, window, one, (window.row[-1].end, clause_end(window)))


def _head_places(scene: Scene, window: Window, one: Quantity) -> list[str]:
    """The phrases before a row: those at the head of the sentence, but for things of a kind that its clause names."""
    first = scene.windows[0].row[0].start
    head = _places(scene, window, one, (0, min(first, window.row[0].start)))
    begin = _clause_begin(window)
    own = _places(scene, window, one, (begin, window.row[0].start)) if window.begin and begin is not None else []
    kinds = {each.thing.label: each.thing.type for each in scene.named}
    taken = {kinds[each] for each in own if each in kinds}
    return [*(each for each in head if kinds.get(each) not in taken), *own]


def _clause_begin(window: Window) -> int | None:
    """Where the clause of a row begins, where one does behind the row before."""
    last = None
    for found in CLAUSE.finditer(window.text, window.begin, window.row[0].start):
        last = found.start()
    return last


def _shared_places(scene: Scene, window: Window) -> list[str]:
    """The phrases behind the last row, where a row has none of its own."""
    last = scene.windows[-1]
    if last is window or len(last.row) > 1:
        return []
    return _places(scene, last, last.row[0], (last.row[-1].end, len(scene.text)))


def _places(scene: Scene, window: Window, one: Quantity, span: tuple[int, int]) -> list[str]:
    """What the prepositions between two places open, a list as long as the row giving each value its own."""
    made: list[str] = []
    at, end = span
    while found := first_match(_PLACED, scene.text, at, end):
        if RIVAL.match(scene.text, found.start()):
            at = found.end()
            continue
        stop = min(end_of_phrase(scene, PLACE_ENDS, found.end()), end) if found.end() < end else end
        made += _placed(scene, window, one, (found.end(), stop), each_its_own="both " not in found[0].lower())
        at = max(stop, found.end())
        if at >= end:
            break
    return made


def _placed(scene: Scene, window: Window, one: Quantity, span: tuple[int, int], *, each_its_own: bool) -> Iterator[str]:
    comma = re.search(r",(?![^,]*\b(?:and|or)\b)(?=\s)", scene.text[span[0] : span[1]])
    if comma and not re.search(r"\b(?:and|or)\b|,.*,", scene.text[span[0] : span[1]]):
        span = (span[0], span[0] + comma.start())
    text = scene.text[span[0] : span[1]]
    items = listed_in(text, span[0])
    if each_its_own and len(window.row) > 1 and len(items) == len(window.row) and one in window.row:
        name = condition(scene, *items[window.row.index(one)])
        if name:
            yield name
        return
    if len(items) > 1 and all(scene.inside(*item) for item in items):
        for item in items:
            name = condition(scene, *item)
            if name:
                yield name
        return
    name = condition(scene, *span)
    if name:
        yield name


def _is_of_it(one: Named, behind: str) -> bool:
    """Whether what stands behind a thing is what a method runs on that is only of its kind: "PIM applications"."""
    words = behind.strip(" ,'\"()").split()
    kind = one.thing.type not in (EntityType.DATASET, EntityType.MODEL)
    return kind and 0 < len(words) < 3 and all(map(str.isalpha, words)) and words[-1].lower() in _RUN_ON


def condition(scene: Scene, start: int, end: int) -> str | None:
    """A context's name: the thing named there, else the words, where they are some."""
    place = (start, end)
    if place not in scene.conditions:
        scene.conditions[place] = _condition(scene, start, end)
    return scene.conditions[place]


def _condition(scene: Scene, start: int, end: int) -> str | None:
    inside = [each for each in scene.inside(start, end) if each.thing.type is not EntityType.METRIC]
    if inside and not re.match(r"\s?[0-9]", scene.text[start:end]):
        things = [each for each in inside if each.thing.type in _CONTEXT] or inside
        if not _is_of_it(things[-1], scene.text[things[-1].end : end]):
            return things[-1].thing.label
    words = trimmed(ARTICLES.sub("", scene.text[start:end].strip(" ,'\"()")).strip(" ,()"))
    plain = words.lower()
    if all(word in GENERIC or word in _NOTHING for word in plain.split()):
        return None
    if len(words) < 2 or len(words) > 80 or _NO_PLACE.match(plain.split()[0]) or not re.search(r"[^\W\d_]{2}", words):
        return None
    return words


def _things(scene: Scene, window: Window, taken: set[str]) -> Iterator[str]:
    """The other things in scope that a measurement runs on: those at the head of the sentence, and behind the row."""
    first, last = scene.windows[0].row[0].start, window.row[-1].end
    listed = _listed(scene, window)
    for each in scene.named:
        in_scope = each.end <= first or last <= each.start <= clause_end(window)
        measured = each.thing.type in _CONTEXT or Role.EVALUATES_ON in each.thing.roles
        is_rival = Role.COMPARES_WITH in each.thing.roles[:1]
        if in_scope and measured and not is_rival and each.thing.label not in (taken | listed | scene.proposed):
            yield each.thing.label


def _listed(scene: Scene, window: Window) -> frozenset[str]:
    """The things that are given to the values of a row one by one."""
    if len(window.row) < 2:
        return frozenset()
    made: set[str] = set()
    for each in window.row:
        made.update(_places(scene, window, each, (window.row[-1].end, clause_end(window))))
        made.update(_places(scene, window, each, (0, window.row[0].start)))
    return frozenset(made)
