"""What a value is relative to.

A trigger such as "over", "than" or "compared with" opens a baseline; a phrase that lists
as many things as the row has values gives each value its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract._claim_words import VERB, VERBS, is_measured
from kg.extract._quantity import Quantity
from kg.extract._scope import RIVAL, Filled, Scene, called, clause_end, end_of_phrase, first_match, listed_in
from kg.extract._sought import Sought
from kg.extract._window import Reading, Window
from kg.extract.proposed import is_name
from kg.model import EntityType

_ENDS = re.compile(
    r"(?i)[;:()–—]|\.(?!\d)|(?<!based)\s(?:by|on|in|for|with|while|when|whereas|using|at|across|"
    r"under|which|that|where|without|ranges?|ranging|(?<!such )as|respectively|but|if|during|via|"
    r"through|from|after|due|is|are|was|were|has|have|can|to|up|"
    r"achiev\w+|reach\w+|demonstrat\w+|show\w*|provid\w+|deliver\w*|respect\w*|averaged|averaging|"
    r"improves|reduces|increases|decreases|lowers|enhances|yields|leads|results in|"
    r"compar\w+|over|than|only|though|because|since|running|tested|and (?:\w+ly )?(?:\w+s|\w+ing|"
    r"\w+ed) (?:the|a|an|by|up|to|its)|and (?:\w+ly )?(?:reduc|improv|increas|decreas|sav|lower|boost|outperform)\w+|"
    r"on)\b|,\s(?!and\b)(?=\w+ing\b|which|while|with|at|on|in|"
    r"for|respectively|when|thus|making|while|up|as|by)|$"
)
_CLASS = re.compile(r"(?<![\w-])(?:[\w-]{1,40} ){0,5}[\w-]{0,40}[a-rt-z]s (?P<name>[^\W_][\w^+.-]{0,40})\Z")
"""The noun of a list, and the name of its first member."""
_AND_MORE = re.compile(
    r",?\s(?:and|or)(?:\s(?:up to|about|over|by|at least|as much as|an?|average|of|roughly|nearly|almost|around|"
    r"approximately|another|even))*\s?[~≈]?\s?\Z"
)
"""What stands before one more value."""
_THAT_IS = re.compile(r"\s?(?P<bracket>\()(?:i\.e\.,?\s)?|,\s(?:i\.e\.,?|namely,?)\s")
"""What stands between what a rival is and its name."""
_PLAIN_RIVAL = re.compile(
    r"(?i)\b(?:baselines?|methods?|models?|approach(?:es)?|systems?|state[- ]of[- ]the[- ]art|competitors?|rivals?)\Z"
)
"""A rival that is not named."""
_JOINED = re.compile(r"\s(?:and|or|&)\s|/")
"""What is between the members of a list, once at least."""
_RIVALS = frozenset(
    {EntityType.METHOD, EntityType.MODEL, EntityType.HARDWARE, EntityType.SOFTWARE, EntityType.ORGANIZATION}
)

_NO_RIVAL = re.compile(
    r"(?i)\s(?:(?:all|various|different|several|multiple|many|these|both|most) )*"
    r"(?:datasets|benchmarks|tasks|workloads|applications|dimensions|scenarios|settings|metrics)\b|\s[~≈<>]?[0-9]"
)
"""Over what something is better that is no rival."""
_OUTDID = re.compile(
    r"(?i)\b(?:outperform|surpass)\w*\s(?P<what>[^.;]{2,90}?),?\s(?:with|reaching|achieving|"
    r"attaining|obtaining|by achieving|by reaching)\s[^.;,]{0,60}$"
)
_OUTDOES = Sought("outperform", "surpass")
_COMPARATIVE = re.compile(
    r"(?i)\b(?:higher|lower|better|greater|faster|smaller|superior|more|less|fewer|only)\b[^.;]{0,60}$"
)


def baseline_of(scene: Scene, window: Window, one: Quantity, found: Reading) -> Filled | None:
    """What one value of a row is relative to, if its sentence says.

    A change looks behind it to the end of the sentence, then to the verb that outdoes
    something, then to the head of the sentence; a level only for what it is held against.
    """
    if one.level is not None:
        return Filled(one.level, "the level before")
    if found.direction == "value" and not found.told:
        return _filled(
            _held_against(scene, window, one, again=found.rule == "as before"), "the level is held against it"
        )
    return (
        _filled(_rival_behind(scene, window, one), "compared with it behind the value")
        or _filled(_outdone(scene, window, one), "what is outdone")
        or _filled(_rival_before(scene, window, one), "compared with it before the value")
        or (_filled(_made_better(scene, window), "what is made better") if found.rule == "phrase behind" else None)
    )


def _filled(text: str | None, why: str) -> Filled | None:
    return Filled(text, why) if text else None


def _made_better(scene: Scene, window: Window) -> str | None:
    """What is made better by an amount of something: "improves X by 3% accuracy"."""
    found = re.search(
        r"(?i)\b(?:improves?|improved|improving|enhances?|"
        r"boosts?)\s(?P<what>[\w\s-]{2,40}?)\sby\s[^.;,]{0,24}$",
        window.before,
    )
    if not found or is_measured(found["what"].split()):
        return None
    start = window.begin + found.start("what")
    return called(scene, start, start + len(found["what"]), _RIVALS)


def _held_against(scene: Scene, window: Window, one: Quantity, *, again: bool) -> str | None:
    """What a level is held against: "higher accuracy (93%) than X", "our method (80%) outperforms X".

    What is measured `again` is held against what the first value is.
    """
    begin, last = _bracket(window.text, one.start, window.row[-1].end)
    before = window.text[:begin]
    if again:
        before = scene.text[: scene.windows[0].row[0].start]
    first = again or window is scene.windows[0]
    outdid = _OUTDID.search(before) if first and _OUTDOES.is_in(before.lower()) else None
    if outdid:
        return _phrase_at(scene, outdid.start("what"), (one,), one)
    behind = re.match(
        r"(?i)^[^.;,(0-9]{0,60}?(?=\b(?:compared|than|versus|vs|against|over (?:the )?(?:previous|"
        r"baseline)|outperform|surpass))",
        window.text[last : last + 110],
    )
    if not behind:
        return None
    outdoes = re.match(r"(?i)(?:outperform|surpass)\w*\s", window.text[last + behind.end() :])
    if outdoes and (")" in behind[0] or begin < one.start):
        return _phrase_at(scene, last + behind.end() + outdoes.end(), window.row, one)
    trigger = RIVAL.match(window.text, last + behind.end())
    if trigger and (not trigger[0].lower().startswith(("than", "over")) or _COMPARATIVE.search(before)):
        return _phrase_at(scene, trigger.end(), window.row, one)
    return None


def _bracket(text: str, start: int, end: int) -> tuple[int, int]:
    """Where what a value is in begins and ends: its bracket, as in "(99% in A and 95% in B) than C", or itself."""
    opened, closed = text.rfind("(", 0, start), text.find(")", end)
    return (opened, closed + 1) if opened > text.rfind(")", 0, start) and closed >= 0 else (start, end)


def _rival_behind(scene: Scene, window: Window, one: Quantity) -> str | None:
    """The first phrase behind a trigger, in the row's window or shared at the end of the sentence."""
    own = first_match(RIVAL, window.text, window.row[-1].end, clause_end(window))
    if own and not re.search(r"(?i)\b(?:while|whereas|but)\b|[;]", window.text[window.row[-1].end : own.start()]):
        return _phrase_at(scene, own.end(), window.row, one)
    later = [each for each in scene.windows if each.row[0].start > window.row[-1].end]
    if not later or not window.row:
        return None
    trailing = scene.windows[-1]
    first = next((each for each in later if first_match(RIVAL, each.text, each.row[-1].end, clause_end(each))), None)
    if first is not None and first is not trailing:
        if VERBS.search(window.text[window.row[-1].end : first.row[0].start].lower()):
            return None  # "by 3% over A, and reduces ...": no more of one row
        trailing = first
    shared = RIVAL.search(trailing.text, trailing.row[-1].end)
    if shared and not re.search(
        r"(?i)\b(?:while|whereas|but|outperform\w*|surpass\w*|exceed\w*)\b|;",
        window.text[window.row[-1].end : shared.start()],
    ):
        return _phrase_at(scene, shared.end(), window.row, one)
    return None


def _outdone(scene: Scene, window: Window, one: Quantity) -> str | None:
    """The object of the last verb that outdoes: "outperforms X by"."""
    for begin in (window.begin, 0):
        last = None
        for found in VERB.finditer(window.text, begin):
            if found["outdo"] and found.end() <= window.row[0].start:
                last = found
        if last is not None:
            of = re.match(
                r"(?i)\s(?:the |its )?(?:(?!by\b)[\w-]+\s){1,4}?of\s", window.text[last.end() : window.row[0].start]
            )
            start = last.end() + (of.end() if of and " state of " not in of[0].lower() else 0)
            phrase = None if _NO_RIVAL.match(window.text, start) else _phrase_at(scene, start, window.row, one)
            if phrase:
                return phrase
        if begin == 0:
            break
    return None


def _rival_before(scene: Scene, window: Window, one: Quantity) -> str | None:
    """What a change is compared with at the head of its sentence, or earlier in it."""
    begin = window.begin
    last = None
    for found in RIVAL.finditer(window.text, begin):
        last = found if found.start() < window.row[0].start else last
    if last is None and begin:
        last = first_match(RIVAL, window.text, 0, scene.windows[0].row[0].start)
        if last is None:
            for found in RIVAL.finditer(window.text):
                last = found if found.start() < window.row[0].start else last
    return _phrase_at(scene, last.end(), window.row, one) if last else None


def _phrase_at(scene: Scene, start: int, row: Sequence[Quantity], one: Quantity) -> str | None:
    """The thing named from a place on; of a list as long as the row, the one at the value's place."""
    stop = _before_next(scene, start, end_of_phrase(scene, _ENDS, start))
    listed = _of_list(scene, (start, stop), row, one)
    if listed is not None:
        return _member(scene, *listed)
    text = scene.text[start:stop]
    comma = re.search(r",\s", text)
    if comma and not re.search(r",?\s(?:and|or)\s", text[comma.start() :]):
        within = [each for each in scene.named if each.start == start + comma.end()]
        if (
            within
            and not scene.inside(start, start + comma.start())
            and re.match(r",| by\b|\.", scene.text[within[0].end :])
        ):
            return within[0].thing.label
        stop = start + comma.start()
    listed = _of_list(scene, (start, stop), row, one)
    if listed:
        return _member(scene, *listed)
    said = called(scene, start, stop, _RIVALS)
    return (_named_behind(scene, stop) or said) if said and _PLAIN_RIVAL.search(said) else said


def _of_list(scene: Scene, span: tuple[int, int], row: Sequence[Quantity], one: Quantity) -> tuple[int, int] | None:
    """Where the member of a list as long as the row stands that is at the value's place."""
    text = scene.text[slice(*span)]
    if len(row) < 2 or not _JOINED.search(text):
        return None
    items = [each for each in listed_in(text, span[0]) if each[1] > each[0]]
    return items[row.index(one)] if len(items) == len(row) and one in row else None


def _member(scene: Scene, start: int, end: int) -> str | None:
    """What a member of a list is called: the first without the noun of them all, as in "the parsers Quill and Zed"."""
    last = next((each for each in scene.inside(start, end) if each.end == end), None)
    if last is not None and re.search(r"[a-rt-z]s\s\Z", scene.text[start : last.start]):
        return last.thing.label
    name = _CLASS.match(scene.text, start, end)
    return name["name"] if name and is_name(name["name"]) else called(scene, start, end, _RIVALS)


def _named_behind(scene: Scene, stop: int) -> str | None:
    """What a bracket or "i.e." names behind a phrase: "our best baseline (Zed)", "the rivals, i.e., Zed"."""
    found = _THAT_IS.match(scene.text, stop)
    if found is None:
        return None
    if found["bracket"]:
        one = next((each for each in scene.named if each.start == found.end()), None)
        return one.thing.label if one and scene.text[one.end : one.end + 1] == ")" else None
    comma = scene.text.find(",", found.end())
    return called(scene, found.end(), comma if comma >= 0 else stop, _RIVALS)


def _before_next(scene: Scene, start: int, stop: int) -> int:
    """Where a phrase ends that goes no further than to the "and" before the next value."""
    following = min((each.row[0].start for each in scene.windows if start < each.row[0].start), default=stop)
    if following >= stop:
        return stop
    joint = _AND_MORE.search(scene.text, start, following)
    return joint.start() if joint else following
