"""What a value is about: one of the things that the abstract names, or what its title says, whichever weighs most.

The weights are of where a thing stands (in the title, before the value, before a verb of
claims), what it is and does, and how often it is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kg.extract._claim_words import VERB
from kg.extract._learned import Weights
from kg.extract._option import KEPT, Option
from kg.extract._paper import DOERS, About, is_named, parts_of
from kg.extract._quantity import Quantity
from kg.extract._scope import Filled, Named, Scene
from kg.extract._trace import Group
from kg.extract._window import Reading
from kg.extract.proposed import is_name
from kg.model import EntityType, Role

_DATA = re.compile(r"(?i)\b(?:corpus|corpora|datasets?|data set|benchmark|treebank|collection|lexicon)\b")
_NOUNS = (
    *("algorithm", "model", "network", "system", "framework", "scheme", "architecture", "design", "platform", "tool"),
    *("accelerator", "processor", "controller", "protocol", "strategy", "policy", "mechanism", "attack", "detector"),
    *("classifier", "parser", "compiler", "dataset", "corpus", "library", "engine", "cache", "ensemble", "pipeline"),
    *("application", "interface"),
)
_OURS_IS = re.compile(
    rf"(?i)\b(?:our|the|this|these|proposed|presented)\s(?:[\w-]+\s){{0,2}}?(?P<noun>{'|'.join(_NOUNS)})(?:e?s)?\b"
)
"""What a sentence calls that of which it speaks: "our parser", "the proposed scheme"."""
_NEAR = 60
"""How many characters before a name are looked at."""
_TRIED = frozenset({EntityType.METHOD, EntityType.MODEL})
_OURS = re.compile(r"(?i)\b(?:we|our|proposed)\b")
_CUE = re.compile(r"(?i)\b(?:our|the proposed|proposed)\s(?:\w+ ){0,2}$")
_PREPOSITION = re.compile(
    r"(?i)\b(on|in|for|with|than|using|over|by|of|to|from|against|and|via|through|or|into|as|that|when|,|\()\s?"
    r"(?:(?:the|an?|both|all|other|our|proposed)\s)*$"
)
_BEFORE_VERB = re.compile(r"\s(?:\w+ly |can |could |also |is |are |model |network )*")
_NO_DOER = re.compile(
    r"(?i)\b(?:on|in|for|with|than|using|over|by|of|to|from|against|and|via|our|through|or|into|"
    r"outperform\w*)\s(?:(?:the|an?|both|all|other|\w+) )?$"
)
_TO_VERB = re.compile(r"(?i)(?:\s(?!(?:and|or|on|in|for|of|with|by|to|from)\b)[\w-]+){0,3}?\s")


def subject_of(candidates: Sequence[Option], weights: Weights) -> Filled | None:
    """The candidate that weighs most; of equals the first."""
    best = max(candidates, key=lambda each: weights.score(each.features), default=None)
    return Filled(best.name, best.why) if best else None


def subjects(scene: Scene, one: Quantity, told: Reading, baseline: str | None, about: About) -> list[Option]:
    """What a value may be about: the things that are named, and the parts of the title."""
    paper = about.paper
    rule = _by_rule(scene, about)
    before = [each for each in scene.named if each.end <= one.start]
    nouns = sorted({each["noun"].lower() for each in _OURS_IS.finditer(scene.text, 0, about.window.row[0].start)})
    only_data = bool(paper.data) and len(paper.data) == len(paper.proposed)
    own, level = any(Role.PROPOSES in each.thing.roles for each in before), told.direction == "value"
    shared = _shared(min(len(paper.proposed), 2), own, bool(_OURS.search(scene.text)), level)
    made = []
    for group in paper.known:
        if group.type is not EntityType.METRIC:
            here = [each for each in scene.named if each.thing is group]
            last = [each for each in here if each in before]
            mark = "own" if group in paper.proposed else "other"
            by_rule = rule.why if rule and rule.text == group.label else None
            of_place = _of_place(scene, last or here[:1], before, about, mark) if here else _of_ago(group, mark, about)
            features = [
                *_marked("thing", shared),
                *_of_thing(group, mark, paper.title),
                *_of_naming(mark, group.type, bool(here), bool(last), own),
                *of_place,
                *(_of_proposal(group, paper.proposed) if mark == "own" else ()),
                *_of_default(mark, group.label == paper.subject, own),
                *((f"rule {by_rule}",) if by_rule else ()),
                *_of_claim(mark, baseline == group.label, level, bool(here)),
                f"{mark} {group.type in _TRIED} data {only_data} here {bool(here)}",
                *(_of_noun(group, mark, nouns) if nouns else ()),
            ]
            why = by_rule or ("named before the value" if last else "named in the paper")
            made.append(Option(group.label, why, features))
    for place, part in enumerate(parts_of(paper.title)):
        mark = f"title{place}"
        features = [*_marked(mark, shared), *_marked(mark, tuple(_of_part(part, scene, about)))]
        if nouns:
            features.append(f"{mark} head {any(each in part.lower() for each in nouns)}")
        made.append(Option(part, "the title", features))
    return made


@lru_cache(maxsize=KEPT)
def _shared(proposals: int, own: bool, ours: bool, level: bool) -> tuple[str, ...]:  # noqa: FBT001
    """What is known of a claim, whatever it is about."""
    return (f"proposals={proposals}", f"proposal before {own}", f"ours {ours}", f"level {level}")


@lru_cache(maxsize=KEPT)
def _marked(mark: str, told: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{mark} {each}" for each in told)


def _of_part(part: str, scene: Scene, about: About) -> Iterator[str]:
    """What is known of a part of the title."""
    paper, words = about.paper, part.split()
    yield "part"
    yield f"colon {':' in paper.title}"
    yield f"words={min(len(words), 8)}"
    yield f"name {is_name(words[0])}"
    yield f"names {len(words) <= 3 and any(map(is_name, words))}"
    yield f"has a proposal {any(group.label.lower() in part.lower() for group in paper.proposed)}"
    yield f"is said {part.lower() in scene.text.lower()}"
    yield f"asks {part.endswith('?')}"
    yield f"named proposal {any(is_named(group.label) for group in paper.proposed)}"
    yield f"ing {words[0].lower().endswith('ing')}"
    data = bool(_DATA.search(part)) or part.lower() in map(str.lower, paper.data)
    yield f"data {data}"
    yield f"data {data} tried {any(each.thing.type in _TRIED for each in scene.named)}"
    yield f"own data {bool(paper.data)} {len(paper.data) == len(paper.proposed)}"


def _of_noun(group: Group, mark: str, nouns: Sequence[str]) -> tuple[str, str, str]:
    """Whether a thing is of the kind that its sentence names."""
    is_so = group.label.rpartition(" ")[2].lower().removesuffix("s") in nouns
    return f"head {is_so}", f"{mark} head {is_so}", f"{group.type} head {nouns[0]}"


def _of_thing(group: Group, mark: str, title: str) -> tuple[str, ...]:
    """What is known of a thing wherever a claim is made: its kind, its name, how often it stands, and in the title."""
    inside = next((c for c in group.mentions if c.end <= len(title)), None)
    where: tuple[bool, ...] = ()
    if inside:
        colon = title.find(":")
        starts = inside.start == 0
        where = (starts, 0 < colon >= inside.end, starts and inside.end == colon, 0 < colon < inside.start)
    many, words = min(len(group.mentions), 5), min(len(group.label.split()), 4)
    return _of_name(mark, (group.type, group.roles), is_named(group.label), (many, words), where)


@lru_cache(maxsize=KEPT)
def _of_name(
    mark: str,
    kind: tuple[EntityType, tuple[Role, ...]],
    named: bool,  # noqa: FBT001
    counts: tuple[int, int],
    where: tuple[bool, ...],
) -> tuple[str, ...]:
    (type_, roles), (many, words) = kind, counts
    places = ("title starts", "before colon", "all before colon", "behind colon")
    return (
        *("thing", f"type {type_}", f"{mark} type {type_}", *(f"role {role}" for role in roles)),
        *(f"{mark} named {named}", f"{mark} mentions={many}", f"{mark} title {bool(where)}"),
        *(f"{mark} named {named} title {bool(where)}", f"{mark} words={words}"),
        *(f"{mark} {place} {is_so}" for place, is_so in zip(places, where, strict=False)),
    )


@lru_cache(maxsize=KEPT)
def _of_naming(mark: str, kind: EntityType, here: bool, last: bool, own: bool) -> tuple[str, ...]:  # noqa: FBT001
    """What is known of where a sentence names a thing: at all, and before the value."""
    before = (f"{mark} here {here} before {last}", f"{mark} before {last} {kind}")
    return (*before, f"{mark} here {here} proposal before {own}")


def _of_ago(group: Group, mark: str, about: About) -> tuple[str]:
    """Whether a thing that the sentence does not name was named shortly before it."""
    start = about.place.start
    earlier = [c for c in group.mentions if c.start < start]
    return (f"{mark} recent {bool(earlier) and start - earlier[-1].end < 200}",)


@lru_cache(maxsize=KEPT)
def _of_default(mark: str, default: bool, own: bool) -> tuple[str, ...]:  # noqa: FBT001
    return (f"{mark} default {default}", f"{mark} default {default} proposal before {own}")


@lru_cache(maxsize=KEPT)
def _of_claim(mark: str, baseline: bool, level: bool, here: bool) -> tuple[str, ...]:  # noqa: FBT001
    return (f"{mark} baseline {baseline}", f"{mark} {level} here {here}")


def _of_proposal(group: Group, proposed: Sequence[Group]) -> Iterator[str]:
    """What is known of one proposal among others."""
    first = min(proposed, key=lambda each: each.mentions[0].start) is group
    yield f"only {len(proposed) == 1}"
    yield f"first proposal {first}"
    yield f"first proposal {first} named {is_named(group.label)}"
    yield f"most named {len(group.mentions) == max(len(each.mentions) for each in proposed)}"


def _of_place(scene: Scene, here: Sequence[Named], before: Sequence[Named], about: About, mark: str) -> Iterator[str]:
    """What is known of a thing from where its sentence names it."""
    text, at, value = scene.text, here[-1], about.window.row[0].start
    stands = _PREPOSITION.search(text, max(0, at.start - _NEAR), at.start)
    preposition = stands[1].lower() if stands else "none" if text[: at.start].strip() else "start"
    yield f"{mark} behind {preposition}"
    yield f"behind {preposition}"
    yield f"{mark} cue {bool(_CUE.search(text, max(0, at.start - _NEAR), at.start))}"
    if at not in before:
        return
    does = any(_does(text, each, value) for each in here)
    yield f"{mark} does {does}"
    yield f"does {does}"
    gap = _BEFORE_VERB.match(text, at.end)
    verb = VERB.match(text, gap.end() if gap else at.end)
    yield f"{mark} verb {verb.lastgroup if verb else 'none'}"
    yield f"{mark} far={min(4, max(0, value - at.end) // 25)}"
    doers = [each for each in before if each.thing.type in DOERS]
    proposals = [each for each in before if Role.PROPOSES in each.thing.roles]
    yield f"{mark} last doer {doers[-1:] == [at]}"
    yield f"{mark} first proposal before {bool(proposals) and proposals[0].thing is at.thing}"
    yield f"{mark} first doer {bool(doers) and doers[0].thing is at.thing}"


def _by_rule(scene: Scene, about: About) -> Filled | None:
    """What rules say: the proposal named before it, else the doer before a verb, else that of the paper."""
    paper, window = about.paper, about.window
    before = [one for one in scene.named if one.end <= window.row[0].start]
    proposals = [one for one in before if one.thing in paper.proposed and one.thing.type is not EntityType.DATASET]
    if proposals:
        first = next((one for one in proposals if one.thing.label == paper.subject), proposals[0])
        return Filled(first.thing.label, "a proposal named before the value")
    doers = [one for one in before if one.thing.type in DOERS and _does(scene.text, one, window.row[0].start)]
    if doers:
        return Filled(doers[-1].thing.label, "the subject of the verb")
    if paper.proposed and all(group.type is EntityType.DATASET for group in paper.proposed):
        used = [one for one in scene.named if one.thing.type in _TRIED]
        near = min(used, key=lambda one: abs(one.start - window.row[-1].end), default=None)
        if near:
            return Filled(near.thing.label, "what is tried on the paper's data")
    return Filled(paper.subject, "what the paper proposes") if paper.subject else None


def _does(text: str, one: Named, end: int) -> bool:
    """Whether a thing is the subject of a claim's verb: nothing that makes it a place before it, a verb behind it."""
    if _NO_DOER.search(text[: one.start]):
        return False
    behind = _TO_VERB.match(text[one.end : end])
    return bool(behind and VERB.match(text, one.end + behind.end())) and not re.search(
        r"(?i)\b(?:we|our)\b[^,;]*$", text[: one.start]
    )
