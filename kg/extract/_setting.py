"""What a value holds under: of all things named and all phrases of its sentence those that likely make it complete.

Each candidate has a chance to be right and one to be another claim's (36% on one chip, 46%
on another). Chosen are those that together make it likeliest that one is right and
none is another's.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from kg.extract._claim_words import VERBS, is_measured
from kg.extract._context import BESIDE, PLACE_ENDS, condition, contexts_of
from kg.extract._learned import Learned
from kg.extract._option import Option
from kg.extract._paper import About
from kg.extract._quantity import Quantity
from kg.extract._scope import RIVAL, Filled, Named, Scene, clause_end, end_of_phrase, listed_in
from kg.extract._trace import Group
from kg.extract._window import Window
from kg.model import EntityType

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
    """A phrase of a sentence: where it stands, behind which preposition, and what its words tell."""

    start: int
    end: int
    preposition: str
    features: tuple[str, ...]


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
    made = []
    for group in about.paper.known:
        if group.type is not EntityType.METRIC and group.label not in left_out:
            why = rule.get(group.label) or (
                "named in its sentence" if any(each.thing is group for each in scene.named) else "named in the paper"
            )
            features = ["thing", *_of_rule(group.label, rule, scene, about), *_of_thing(group, scene, one, about)]
            made.append(Option(group.label, why, _with_count(features, many)))
    labels = {group.label for group in about.paper.known} | left_out
    for name in (*phrases, *(each for each in rule if each not in phrases)):
        if name not in labels:
            place = phrases.get(name)
            told = _of_phrase(place, scene, one, about) if place else ("phrase of the rules", *_of_words(name))
            features = ["phrase", *_of_rule(name, rule, scene, about), *told]
            made.append(Option(name, rule.get(name, "a phrase of its sentence"), _with_count(features, many)))
    return made


def _with_count(features: list[str], many: str) -> list[str]:
    return [*features, many, *(f"{many} {each}" for each in features if each.startswith(_TELLING))]


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
                named = ("phrase with a name",) if scene.inside(start, end) else ()
                made[name] = Phrase(start, end, found[1].lower(), (*named, *_of_words(name)))
    return made


def _of_rule(name: str, rule: Mapping[str, str], scene: Scene, about: About) -> Iterator[str]:
    several = len(scene.windows) > 1 or len(about.window.row) > 1
    if name in rule:
        yield from ("rule", f"rule {rule[name]}", f"rule {rule[name]} several {several}")
    else:
        yield f"no rule several {several}"


def _of_thing(group: Group, scene: Scene, one: Quantity, about: About) -> Iterator[str]:
    paper = about.paper
    own, kind = group in paper.proposed, str(group.type)
    mark = f"own {kind}" if own else kind
    here = [each for each in scene.named if each.thing is group]
    in_title = any(c.end <= len(paper.title) for c in group.mentions)
    like = paper.others.get(group.type, [])
    yield from (f"type {kind}", f"proposed {own}", *(f"role {role}" for role in group.roles))
    yield from (f"title {in_title} here {bool(here)}", f"{mark} title {in_title} here {bool(here)}")
    yield from (f"mentions={min(len(group.mentions), 4)}", f"{mark} mentions={min(len(group.mentions), 3)}")
    yield from (f"{mark} only {len(like) == 1}", f"{mark} only {len(like) == 1} here {bool(here)}")
    yield f"{mark} first {bool(like) and like[0] is group}"
    yield f"confidence={int(max(c.confidence for c in group.mentions) * 5)}"
    if here:
        yield from _of_place(min(here, key=lambda each: abs(each.start - one.start)), scene, one, about)
    else:
        yield from _of_distance(group, mark, scene, about)
    if group.label in paper.tasks:
        yield from (f"task {paper.tasks.index(group.label)}", f"task here {bool(here)}")


def _of_place(at: Named, scene: Scene, one: Quantity, about: About) -> Iterator[str]:
    """What is known of a thing from where its sentence names it."""
    kind = str(at.thing.type)
    several = len(scene.windows) > 1 or len(about.window.row) > 1
    place = _where(at.start, at.end, scene, one, about.window)
    found = _STANDS.search(scene.text, max(0, at.start - _NEAR), at.start)
    behind = found[1].lower() if found else "none" if scene.text[: at.start].strip() else "start"
    yield from (f"stands {place}", f"stands {place} several {several}", f"{kind} stands {place}")
    yield from (f"behind {behind}", f"{kind} behind {behind}", f"behind {behind} stands {place}")
    yield f"far={_far(at.start, at.end, one)}"
    yield f"compared {bool(_COMPARED.search(scene.text, max(0, at.start - _NEAR), at.start))}"


def _of_distance(group: Group, mark: str, scene: Scene, about: About) -> Iterator[str]:
    """What is known of a thing that another sentence names."""
    gaps = [about.place.start - c.end for c in group.mentions if c.start < about.place.start]
    gap = min(gaps, default=None)
    ago = "behind" if gap is None else "near" if gap < 150 else "middle" if gap < 400 else "far"
    yield from (f"ago {ago}", f"{mark} ago {'far' if ago == 'middle' else ago}")
    if group.label in about.place.setting:
        yield "measured on before"
    here = any(each.thing.type in _KINDS and each.thing not in about.paper.proposed for each in scene.named)
    yield f"{mark} others here {here}"


def _of_phrase(place: Phrase, scene: Scene, one: Quantity, about: About) -> Iterator[str]:
    several = len(scene.windows) > 1 or len(about.window.row) > 1
    where = _where(place.start, place.end, scene, one, about.window)
    yield from (f"phrase stands {where}", f"phrase stands {where} several {several}")
    yield from (f"phrase behind {place.preposition}", f"phrase behind {place.preposition} stands {where}")
    yield f"phrase far={_far(place.start, place.end, one)}"
    yield from place.features


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
