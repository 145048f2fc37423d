"""What a value holds under: of all things named and all phrases of its sentence those that likely make it complete.

Each candidate has a chance to be right and one to be another claim's (36% on one chip, 46%
on another). Chosen are those that together make it likeliest that one is right and
none is another's.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from msgspec import Struct

from kg.extract._claim_words import VERBS, is_measured
from kg.extract._context import BESIDE, PLACE_ENDS, condition, contexts_of
from kg.extract._learned import Learned
from kg.extract._option import KEPT, Option
from kg.extract._paper import About
from kg.extract._quantity import Quantity
from kg.extract._scope import RIVAL, Filled, Named, Scene, clause_end, end_of_phrase, listed_in
from kg.extract._trace import Group
from kg.extract._window import Window
from kg.model import EntityType, Role

MOST = 5
"""Contexts of a claim."""
GAIN = 0.005
"""By how much one more context must raise the chance that all is well."""
CAUTION = 1.8
"""How many times likelier than the weights say a candidate is taken to be another claim's."""
_NEAR = 60
_OUR_DATA = re.compile(r"(?i)\bour (?:new |proposed |own |\w+ )?(?:dataset|data set|benchmark|corpus|test set|data)\b")
_PLACE = re.compile(
    r"(?i)\b(on|across|for|in|under|at|with|over|using|when|within|during|among|from|through|of|by|to)\s+"
    r"(?:both |all |only |just |the |a |an |its |our |their )*"
)
_STANDS = re.compile(
    r"(?i)\b(on|across|for|in|under|at|with|over|using|when|within|during|among|from|through|of|by|to|than|and|as|"
    r"like|including|,|\()\s?(?:(?:the|an?|both|all|our|its|two|three|\w+) ){0,2}$"
)
_COMPARED = re.compile(
    r"(?i)\b(?:than|over|versus|vs|compared (?:to|with)|against|outperform\w*)\s(?:[\w-]+[ ,]+){0,3}$"
)
_KINDS = (EntityType.DATASET, EntityType.HARDWARE, EntityType.MODEL, EntityType.TASK)
_TELLING = ("rule", "no rule", "phrase", "thing", "type", "title", "stands", "task")
"""What beside the number of the abstract's claims says more."""


class Phrase(Struct, frozen=True):
    """A phrase of a sentence: where it stands, behind which preposition, whether it has a name, what its words tell."""

    start: int
    end: int
    preposition: str
    named: bool
    words: tuple[str, ...]


def settings_of(candidates: Sequence[Option], learned: Learned) -> list[Filled]:
    """The candidates that together make it likeliest that one is right and none another claim's.

    The phrases that the rules find beside the value come first, where they are rather its own than another's.
    """
    chances = [learned.holds.chance(each.features) for each in candidates]
    others = [min(0.99, CAUTION * learned.elsewhere.chance(each.features)) for each in candidates]
    order = range(len(candidates))
    chosen = [at for at in order if candidates[at].why in BESIDE and chances[at] > others[at]][:MOST]
    missed = math.prod(1 - chances[at] for at in chosen)
    alone = math.prod(1 - others[at] for at in chosen)
    left = [at for at in order if at not in chosen]
    while left and len(chosen) < MOST:
        gains = {at: (1 - missed * (1 - chances[at])) * alone * (1 - others[at]) for at in left}
        best = max(left, key=lambda at: gains[at])
        if gains[best] < (1 - missed) * alone + GAIN:
            break
        left.remove(best)
        chosen.append(best)
        missed, alone = missed * (1 - chances[best]), alone * (1 - others[best])
    return [Filled(candidates[at].name, candidates[at].why) for at in chosen]


def settings(
    scene: Scene, one: Quantity, avoid: Iterable[str], phrases: Mapping[str, Phrase], about: About
) -> list[Option]:
    """What a value may hold under, `phrases` of its sentence too; `avoid` are names that fill another slot."""
    left_out = frozenset(avoid)
    rule = {each.text: each.why for each in reversed(_by_rule(scene, one, left_out, about))}
    many = f"claims={min(about.paper.claims, 3)}"
    several = len(scene.windows) > 1 or len(about.window.row) > 1
    made = []
    for group in about.paper.known:
        if group.type is not EntityType.METRIC and group.label not in left_out:
            here = [each for each in scene.named if each.thing is group]
            why = rule.get(group.label) or ("named in its sentence" if here else "named in the paper")
            told = [("thing",), _of_rule(rule.get(group.label), several), *_of_thing(group, here, scene, one, about)]
            made.append(Option(group.label, why, _with_count(told, (), many)))
    labels = {group.label for group in about.paper.known} | left_out
    for name in (*phrases, *(each for each in rule if each not in phrases)):
        if name not in labels:
            place = phrases.get(name)
            of_place = _of_phrase(place, scene, one, about) if place else ("phrase of the rules",)
            told = [("phrase",), _of_rule(rule.get(name), several), of_place]
            words = place.words if place else tuple(_of_words(name))
            made.append(Option(name, rule.get(name, "a phrase of its sentence"), _with_count(told, words, many)))
    return made


def _with_count(told: Sequence[tuple[str, ...]], words: tuple[str, ...], many: str) -> list[str]:
    """What is told, and that which tells more beside the number of the abstract's claims."""
    return [*chain.from_iterable(told), *words, many, *chain.from_iterable(_counted(each, many) for each in told)]


@lru_cache(maxsize=KEPT)
def _counted(told: tuple[str, ...], many: str) -> tuple[str, ...]:
    return tuple(f"{many} {each}" for each in told if each.startswith(_TELLING))


def _by_rule(scene: Scene, one: Quantity, avoid: frozenset[str], about: About) -> list[Filled]:
    """What rules say: what the sentence says, else the one before, and what the whole paper is about."""
    paper = about.paper
    found = contexts_of(scene, about.window, one, avoid)
    if _OUR_DATA.search(scene.text) or (paper.data and len(paper.data) == len(paper.proposed)):
        found += [Filled(each, "the paper's own data") for each in paper.data]
    if not found:
        found += [Filled(each, "from an earlier sentence") for each in about.place.setting]
    here = {each.thing.label for each in scene.named}
    found += [Filled(each, "what the paper is about") for each in paper.tasks if each not in here]
    return [each for each in found if each.text not in avoid]


def phrases_of(scene: Scene) -> dict[str, Phrase]:
    """The phrases behind the prepositions of a sentence, by what they call."""
    made: dict[str, Phrase] = {}
    values = [one for window in scene.windows for one in window.row]
    for found in _PLACE.finditer(scene.text):
        if RIVAL.match(scene.text, found.start()):
            continue
        stop = end_of_phrase(scene, PLACE_ENDS, found.end())
        if stop <= found.end():
            continue
        items = [(found.end(), stop)]
        if " and " in scene.text[found.end() : stop]:
            items += listed_in(scene.text[found.end() : stop], found.end())
        for start, end in items:
            if any(one.start < end and start < one.end for one in values):
                continue  # a value is no condition
            name = condition(scene, start, end)
            if name and name not in made:
                named = bool(scene.inside(start, end))
                made[name] = Phrase(start, end, found[1].lower(), named, tuple(_of_words(name)))
    return made


@lru_cache(maxsize=KEPT)
def _of_rule(why: str | None, several: bool) -> tuple[str, ...]:  # noqa: FBT001
    return ("rule", f"rule {why}", f"rule {why} several {several}") if why else (f"no rule several {several}",)


def _of_thing(
    group: Group, here: Sequence[Named], scene: Scene, one: Quantity, about: About
) -> Iterator[tuple[str, ...]]:
    paper = about.paper
    own, kind = group in paper.proposed, str(group.type)
    like = paper.others.get(group.type, [])
    yield _of_kind(
        (f"own {kind}" if own else kind, kind, own),
        group.roles,
        (any(c.end <= len(paper.title) for c in group.mentions), bool(here)),
        min(len(group.mentions), 4),
        (len(like) == 1, bool(like) and like[0] is group),
        int(max(c.confidence for c in group.mentions) * 5),
    )
    if here:
        yield _of_place(min(here, key=lambda each: abs(each.start - one.start)), scene, one, about)
    else:
        yield _of_distance(group, f"own {kind}" if own else kind, scene, about)
    if group.label in paper.tasks:
        yield (f"task {paper.tasks.index(group.label)}", f"task here {bool(here)}")


@lru_cache(maxsize=KEPT)
def _of_kind(  # noqa: PLR0913
    marks: tuple[str, str, bool],
    roles: tuple[Role, ...],
    named: tuple[bool, bool],
    mentions: int,
    like: tuple[bool, bool],
    confidence: int,
) -> tuple[str, ...]:
    """What is known of a thing but where it stands: its kind, its roles, where it is named, how often and how surely.

    `like` is whether there is no other of its kind, and whether it is the first.
    """
    (mark, kind, own), (in_title, here), (only, first) = marks, named, like
    return (
        *(f"type {kind}", f"proposed {own}", *(f"role {role}" for role in roles)),
        *(f"title {in_title} here {here}", f"{mark} title {in_title} here {here}"),
        *(f"mentions={mentions}", f"{mark} mentions={min(mentions, 3)}"),
        *(f"{mark} only {only}", f"{mark} only {only} here {here}"),
        *(f"{mark} first {first}", f"confidence={confidence}"),
    )


def _of_place(at: Named, scene: Scene, one: Quantity, about: About) -> tuple[str, ...]:
    """What is known of a thing from where its sentence names it."""
    several = len(scene.windows) > 1 or len(about.window.row) > 1
    place = _where(at.start, at.end, scene, one, about.window)
    found = _STANDS.search(scene.text, max(0, at.start - _NEAR), at.start)
    behind = found[1].lower() if found else "none" if scene.text[: at.start].strip() else "start"
    compared = bool(_COMPARED.search(scene.text, max(0, at.start - _NEAR), at.start))
    return _stands(str(at.thing.type), (place, several), behind, _far(at.start, at.end, one), compared)


@lru_cache(maxsize=KEPT)
def _stands(kind: str, where: tuple[str, bool], behind: str, far: int, compared: bool) -> tuple[str, ...]:  # noqa: FBT001
    place, several = where
    return (
        *(f"stands {place}", f"stands {place} several {several}", f"{kind} stands {place}"),
        *(f"behind {behind}", f"{kind} behind {behind}", f"behind {behind} stands {place}"),
        *(f"far={far}", f"compared {compared}"),
    )


def _of_distance(group: Group, mark: str, scene: Scene, about: About) -> tuple[str, ...]:
    """What is known of a thing that another sentence names."""
    gaps = [about.place.start - c.end for c in group.mentions if c.start < about.place.start]
    gap = min(gaps, default=None)
    ago = "behind" if gap is None else "near" if gap < 150 else "middle" if gap < 400 else "far"
    here = any(each.thing.type in _KINDS and each.thing not in about.paper.proposed for each in scene.named)
    return _ago(mark, ago, group.label in about.place.setting, here)


@lru_cache(maxsize=KEPT)
def _ago(mark: str, ago: str, measured: bool, here: bool) -> tuple[str, ...]:  # noqa: FBT001
    before = ("measured on before",) if measured else ()
    return (f"ago {ago}", f"{mark} ago {'far' if ago == 'middle' else ago}", *before, f"{mark} others here {here}")


def _of_phrase(place: Phrase, scene: Scene, one: Quantity, about: About) -> tuple[str, ...]:
    several = len(scene.windows) > 1 or len(about.window.row) > 1
    where = _where(place.start, place.end, scene, one, about.window)
    return _phrase_stands((where, several), place.preposition, _far(place.start, place.end, one), place.named)


@lru_cache(maxsize=KEPT)
def _phrase_stands(where: tuple[str, bool], preposition: str, far: int, named: bool) -> tuple[str, ...]:  # noqa: FBT001
    place, several = where
    return (
        *(f"phrase stands {place}", f"phrase stands {place} several {several}"),
        *(f"phrase behind {preposition}", f"phrase behind {preposition} stands {place}"),
        *(f"phrase far={far}", *(("phrase with a name",) if named else ())),
    )


def _of_words(name: str) -> Iterator[str]:
    """What the words of a phrase tell."""
    words = name.lower().split()
    yield from (f"length={min(len(words), 7)}", f"head {words[-1]}")
    tests = {
        "digit": any(map(str.isdigit, name)),
        "capital": any(map(str.isupper, name[1:])),
        "measured": is_measured(words[-1:]),
        "marks": not {"(", ")", ",", ";"}.isdisjoint(name),
        "verb": bool(VERBS.search(name.lower())),
        "ing": words[0].endswith("ing"),
    }
    yield from (f"with {each}" for each, is_so in tests.items() if is_so)


def _far(start: int, end: int, one: Quantity) -> int:
    return min(5, max(0, one.start - end if end <= one.start else start - one.end) // 20)


def _where(start: int, end: int, scene: Scene, one: Quantity, window: Window) -> str:
    """Where a place is, as seen from a value: before all values, in its own clause, or in another's."""
    first = scene.windows[0]
    if end <= one.start:
        if first is not window and start >= window.begin:
            return "own before"
        return "between" if first is not window and start >= first.row[-1].end else "head"
    if start < one.end:
        return "over"
    if end <= window.row[-1].end:
        return "in row"
    return "own behind" if start < clause_end(window) else "before next" if start < window.end else "behind next"
