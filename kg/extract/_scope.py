"""What a value is relative to, and under what it holds: the phrases and entities in its scope.

A trigger such as "over", "than" or "compared with" opens a baseline, a preposition such
as "on" opens a context. A phrase that lists as many things as the row has values gives
each value its own. What stands before the first value of a sentence holds for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from kg.extract._claim_words import VERB, is_measured
from kg.extract._noun_phrase import STOP
from kg.extract._quantity import Quantity
from kg.extract._reading import Reading, Window
from kg.extract._trace import Group
from kg.model import EntityType, Role

_RIVAL = re.compile(
    r"(?i)(?:\b(?:as )?compar(?:ed|ing) (?:to|with|against)(?: (?:that|those) (?:of|in))?|"
    r"\b(?:in )?comparison (?:to|with)|\bupon(?= the)|\brelative to|\bversus|\bvs\.?|\bagainst|"
    r"\bthan(?: (?:that|those) of| in| for| with)?"
    r"|\bover(?! (?:time|all)\b)|\bwith respect to|\bw\.r\.t\.|\binstead of|\brather than|"
    r"\bwithout using|\bof (?=the (?:baseline|state-of-the-art|best)))\s+"
    r"(?!(?:the )?(?:[~≈<>$]?\s?[0-9]|one |two |three |five |ten |an? (?:wide |broad |large |"
    r"diverse )?(?:range|variety|set|suite|period|number|collection) of|(?:all |various |"
    r"different |several |multiple |many )?(?:datasets|benchmarks|tasks|workloads|applications)))"
)
_ENDS = re.compile(
    r"(?i)[;:()–—]|\.(?!\d)|(?<!based)\s(?:by|on|in|for|with|while|when|whereas|using|at|across|"
    r"under|which|that|where|without|ranges?|ranging|(?<!such )as|respectively|but|if|during|via|"
    r"through|from|after|due|is|are|was|were|has|have|can|to|up|"
    r"achiev\w+|reach\w+|demonstrat\w+|show\w*|provid\w+|deliver\w*|respect\w*|averaged|averaging|"
    r"compar\w+|over|than|only|though|because|since|running|tested|and (?:\w+ly )?(?:\w+s|\w+ing|"
    r"\w+ed) (?:the|a|an|by|up|to|its)|on)\b|,\s(?!and\b)(?=\w+ing\b|which|while|with|at|on|in|"
    r"for|respectively|when|thus|making|while|up|as|by)|$"
)
_SPLIT = re.compile(r"\s?(?:,\s(?:and|or)\s|,\s|\sand\s|\sor\s|/|\s&\s)(?:also |both )?")
_PLACED = re.compile(
    r"(?i)\b(?:on|across|for|in|under|at|with|over|using|when|within|during|among|from|"
    r"through)\s+(?:both |all |only |just |considering |the |a |an |its |our |their |several |"
    r"various |different )*"
)
_PLACE_ENDS = re.compile(
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
    r"up|high|higher|lower|full|each|factor|margin|large margin|loss)$"
)
_CLAUSE = re.compile(
    r"(?i)(?:,|;)\s(?:and|while|whereas|but)\s|;\s|\s(?:while|whereas)\s|,\s(?=\w+ing\b)|"
    r"\sand\s(?=(?:\w+ly )?(?:reduces|improves|achieves|outperforms|saves|increases|provides|delivers|"
    r"yields|decreases|reaches|obtains|on |in |for )\b)"
)
_CONTEXT = frozenset({EntityType.DATASET, EntityType.HARDWARE, EntityType.MODEL, EntityType.TASK})
_RIVALS = frozenset(
    {EntityType.METHOD, EntityType.MODEL, EntityType.HARDWARE, EntityType.SOFTWARE, EntityType.ORGANIZATION}
)
GENERIC = frozenset(
    [
        "gpu",
        "gpus",
        "cpu",
        "cpus",
        "fpga",
        "fpgas",
        "platform",
        "platforms",
        "method",
        "methods",
        "model",
        "models",
        "baseline",
        "baselines",
        "approach",
        "approaches",
        "algorithm",
        "algorithms",
        "framework",
        "frameworks",
        "technique",
        "techniques",
        "system",
        "systems",
        "processor",
        "processors",
        "accelerator",
        "accelerators",
        "scheme",
        "schemes",
        "protocol",
        "library",
        "tool",
        "turbo",
        "one",
        "alone",
        "itself",
        "by",
        "original",
        "standard",
        "the",
        "nvidia",
        "intel",
        "amd",
    ]
)
"""Words beside a name that make it no other thing."""
_NOTHING = frozenset(
    [
        "best",
        "system",
        "our",
        "proposed",
        "new",
        "novel",
        "approach",
        "work",
        "paper",
        "study",
        "solution",
        "solutions",
        "configuration",
        "configurations",
        "case",
        "cases",
        "worst",
        "results",
        "result",
        "experiment",
        "experiments",
        "evaluation",
        "evaluations",
        "analysis",
        "setting",
        "settings",
        "scenario",
        "scenarios",
        "extensive",
        "numerical",
        "real",
        "dataset",
        "datasets",
        "network",
        "networks",
        "performance",
        "practice",
        "total",
        "comparison",
        "average",
        "design",
        "designs",
        "data",
        "terms",
        "hand",
        "way",
        "addition",
        "application",
        "applications",
        "benchmark",
        "benchmarks",
        "overall",
        "different",
        "other",
        "same",
        "both",
        "all",
        "considered",
        "tested",
        "experimental",
        "simulation",
        "simulations",
        "comparative",
    ]
)
"""Words of which no condition is made."""
_PRONOUNS = frozenset(
    ["them", "it", "they", "these", "those", "this", "that", "others", "each", "both", "ones", "one", "another"]
)
_ARTICLES = re.compile(r"(?i)^(?:(?:the|a|an|our|its|their|that|those|both|all|of|any|some|currently|previously)\s+)+")
_TAIL = re.compile(
    r"(?i)[\s,]{1,3}(?:and|or|the|a|of|also|respectively|alone|too|by|as well|as|up|about|around|that|\w{1,20}[^n]ed|"
    r"(?:us|aris|reach|consum|be|runn|rang|follow|contain|hav|requir|involv|compris|includ|exist|depend)ing)$"
)
"""A word that no name ends with."""


class Filled(Struct, frozen=True):
    """What fills a slot, and why."""

    text: str
    why: str


class Named(Struct, frozen=True):
    """A mention in a sentence and its thing."""

    start: int
    end: int
    thing: Group


class Scene(Struct, frozen=True):
    """A sentence with its mentions, the windows of its rows, and the thing that the paper proposes."""

    text: str
    named: tuple[Named, ...]
    windows: tuple[Window, ...]
    proposed: frozenset[str]

    def inside(self, start: int, end: int) -> list[Named]:
        """The mentions between two places."""
        return [one for one in self.named if start <= one.start and one.end <= end]


def _find(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    """The first match that begins between two places; what is behind may be looked at."""
    found = pattern.search(text, start)
    return found if found and found.start() < end else None


# -- baselines -----------------------------------------------------------------


def baseline_of(scene: Scene, window: Window, one: Quantity, found: Reading) -> Filled | None:
    """What one value of a row is relative to, if its sentence says.

    A change looks behind it to the end of the sentence, then to the verb that outdoes
    something, then to the head of the sentence; a level only for what it is held against.
    """
    if one.level is not None:
        return Filled(one.level, "the level before")
    if found.direction == "value" and not found.told:
        return _filled(_held_against(scene, window, one), "the level is held against it")
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
    return _called(scene, start, start + len(found["what"]), _RIVALS)


def _held_against(scene: Scene, window: Window, one: Quantity) -> str | None:
    """What a level is held against: "higher accuracy (93%) than X", "our method (80%) outperforms X"."""
    last = window.row[-1].end
    before = window.text[: one.start]
    outdid = re.search(
        r"(?i)\b(?:outperform|surpass)\w*\s(?P<what>[^.;]{2,90}?),?\s(?:with|reaching|achieving|"
        r"attaining|obtaining|by achieving|by reaching)\s[^.;,]{0,60}$",
        before,
    )
    if outdid and window is scene.windows[0]:
        return _phrase_at(scene, outdid.start("what"), (one,), one)
    behind = re.match(
        r"(?i)^[^.;,(0-9]{0,60}?(?=\b(?:compared|than|versus|vs|against|over (?:the )?(?:previous|"
        r"baseline)|outperform|surpass))",
        window.text[last : last + 110],
    )
    if not behind:
        return None
    comparative = re.search(
        r"(?i)\b(?:higher|lower|better|greater|faster|smaller|superior|more|less|fewer|"
        r"only)\b[^.;]{0,60}$",
        before,
    )
    outdoes = re.match(r"(?i)(?:outperform|surpass)\w*\s", window.text[last + behind.end() :])
    if outdoes and ")" in behind[0]:
        return _phrase_at(scene, last + behind.end() + outdoes.end(), window.row, one)
    trigger = _RIVAL.match(window.text, last + behind.end())
    if trigger and (comparative or not trigger[0].lower().startswith(("than", "over"))):
        return _phrase_at(scene, trigger.end(), window.row, one)
    return None


def _rival_behind(scene: Scene, window: Window, one: Quantity) -> str | None:
    """The first phrase behind a trigger, in the row's window or shared at the end of the sentence."""
    own = _find(_RIVAL, window.text, window.row[-1].end, _limit(window))
    if own and not re.search(r"(?i)\b(?:while|whereas|but)\b|[;]", window.text[window.row[-1].end : own.start()]):
        return _phrase_at(scene, own.end(), window.row, one)
    later = [each for each in scene.windows if each.row[0].start > window.row[-1].end]
    if not later or not window.row:
        return None
    trailing = scene.windows[-1]
    if any(_find(_RIVAL, each.text, each.row[-1].end, _limit(each)) for each in later[:-1]):
        return None
    shared = _RIVAL.search(trailing.text, trailing.row[-1].end)
    if shared and not re.search(
        r"(?i)\b(?:while|whereas|but|outperform\w*|surpass\w*|exceed\w*)\b|;",
        window.text[window.row[-1].end : shared.start()],
    ):
        return _phrase_at(scene, shared.end(), window.row, one)
    return None


def _limit(window: Window) -> int:
    """Where what belongs to a row ends: before the clause of the next."""
    if window.end >= len(window.text):
        return window.end
    last = window.end
    for found in _CLAUSE.finditer(window.text, window.row[-1].end, window.end):
        last = found.start()
    return last


def _outdone(scene: Scene, window: Window, one: Quantity) -> str | None:
    """The object of the last verb that outdoes: "outperforms X by"."""
    for begin in (window.begin, 0):
        last = None
        for found in VERB.finditer(window.text, begin, window.row[0].start):
            if found["outdo"]:
                last = found
        if last is not None:
            of = re.match(
                r"(?i)\s(?:the |its )?(?:(?!by\b)[\w-]+\s){1,4}?of\s", window.text[last.end() : window.row[0].start]
            )
            start = last.end() + (of.end() if of else 0)
            phrase = _phrase_at(scene, start, window.row, one)
            if phrase:
                return phrase
        if begin == 0:
            break
    return None


def _rival_before(scene: Scene, window: Window, one: Quantity) -> str | None:
    """What a change is compared with at the head of its sentence, or earlier in it."""
    begin = window.begin
    last = None
    for found in _RIVAL.finditer(window.text, begin):
        last = found if found.start() < window.row[0].start else last
    if last is None and begin:
        last = _find(_RIVAL, window.text, 0, scene.windows[0].row[0].start)
        if last is None:
            for found in _RIVAL.finditer(window.text):
                last = found if found.start() < window.row[0].start else last
    return _phrase_at(scene, last.end(), window.row, one) if last else None


def _phrase_at(scene: Scene, start: int, row: Sequence[Quantity], one: Quantity) -> str | None:
    """The thing named from a place on; of a list as long as the row, the one at the value's place."""
    stop = _stop(scene, _ENDS, start)
    text = scene.text[start:stop]
    items = [each for each in _items(text, start) if each[1] > each[0]]
    if len(row) > 1 and len(items) == len(row):
        return _called(scene, *items[min(one.place, len(items) - 1)], _RIVALS)
    comma = re.search(r",\s", text)
    if comma and len(items) > 1 and not re.search(r",?\s(?:and|or)\s", text[comma.start() :]):
        within = [each for each in scene.named if each.start == start + comma.end()]
        if (
            within
            and not scene.inside(start, start + comma.start())
            and re.match(r",| by\b|\.", scene.text[within[0].end :])
        ):
            return within[0].thing.label
        return _called(scene, start, start + comma.start(), _RIVALS)
    return _called(scene, start, stop, _RIVALS)


def _stop(scene: Scene, ends: re.Pattern[str], start: int) -> int:
    """Where a phrase that begins at a place ends: at the first break that is not within a mention."""
    at = start
    while True:
        found = ends.search(scene.text, at)
        if found is None:
            return len(scene.text)
        inner = [one for one in scene.named if one.start < found.start() < one.end]
        if not inner:
            return found.start()
        at = inner[0].end


def _items(text: str, start: int) -> list[tuple[int, int]]:
    """Where the members of a list stand."""
    begin, made = 0, []
    for found in _SPLIT.finditer(text):
        made.append((start + begin, start + found.start()))
        begin = found.end()
    made.append((start + begin, start + len(text)))
    return made


def _called(scene: Scene, start: int, end: int, kinds: frozenset[EntityType]) -> str | None:
    """What stands between two places: the one thing named there, else the words."""
    words = _trimmed(_ARTICLES.sub("", scene.text[start:end].strip(" ,")).strip(" ,"))
    inside = [one for one in scene.inside(start, end) if one.thing.type in kinds]
    if len({one.thing.label for one in inside}) == 1 and _is_all(scene.text[inside[-1].start : inside[-1].end], words):
        return inside[-1].thing.label
    words = "" if words.lower().startswith("what") else words.strip()
    if words.lower() in _PRONOUNS:
        rivals = [one for one in scene.named if one.end <= start and Role.COMPARES_WITH in one.thing.roles]
        return rivals[-1].thing.label if rivals else None
    if not words or len(words) > 120 or words.lower() in STOP or not re.search(r"[^\W\d_]", words):
        return inside[0].thing.label if inside else None
    return words


def _trimmed(words: str) -> str:
    """The words without those at their end that no name ends with."""
    while found := _TAIL.search(words, max(0, len(words) - 30)):
        words = words[: found.start()]
    return words


def _is_all(name: str, words: str) -> bool:
    """Whether a phrase says no more than the name in it: "NVIDIA V100 GPU", "models such as X", "what X alone does"."""
    if re.search(r"(?i)\b(?:such as|including|like)\b", words):
        return words.rstrip().endswith(name)
    rest = words.replace(name, " ", 1).lower().split()
    return all(word in GENERIC for word in rest) or bool(
        re.match(r"(?i)(?:what|using|only|just|that|those|standard|vanilla|plain|original)\b", words)
    )


# -- contexts ------------------------------------------------------------------


def contexts_of(scene: Scene, window: Window, one: Quantity, avoid: frozenset[str]) -> list[Filled]:
    """The datasets, models, hardware, tasks and conditions that one value of a row holds under.

    `avoid` are names that fill another slot of the result.
    """
    found = [Filled(each, "a phrase behind the value") for each in _own_places(scene, window, one)]
    found += [Filled(each, "a phrase before the value") for each in _head_places(scene, window, one)]
    if not found:
        found += [Filled(each, "a phrase behind the last value") for each in _shared_places(scene, window)]
    taken = {each.text for each in found}
    found += [Filled(each, "named in its scope") for each in _things(scene, window, taken)]
    return [each for each in found if each.text not in avoid]


def _own_places(scene: Scene, window: Window, one: Quantity) -> list[str]:
    """The phrases behind a row, up to the clause of the next."""
    return _places(scene, window, one, (window.row[-1].end, _limit(window)))


def _head_places(scene: Scene, window: Window, one: Quantity) -> list[str]:
    """The phrases before a row in its clause, or at the head of the sentence."""
    first = scene.windows[0].row[0].start
    begin = _clause_begin(window)
    made = _places(scene, window, one, (0, min(first, window.row[0].start)))
    if window.begin < begin < window.row[0].start and window.begin:
        made += _places(scene, window, one, (begin, window.row[0].start))
    return made


def _clause_begin(window: Window) -> int:
    last = window.begin
    for found in _CLAUSE.finditer(window.text, window.begin, window.row[0].start):
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
    while found := _find(_PLACED, scene.text, at, end):
        if _RIVAL.match(scene.text, found.start()):
            at = found.end()
            continue
        stop = min(_stop(scene, _PLACE_ENDS, found.end()), end) if found.end() < end else end
        made += _placed(scene, window, one, (found.end(), stop))
        at = max(stop, found.end())
        if at >= end:
            break
    return made


def _placed(scene: Scene, window: Window, one: Quantity, span: tuple[int, int]) -> Iterator[str]:
    comma = re.search(r",(?![^,]*\b(?:and|or)\b)(?=\s)", scene.text[span[0] : span[1]])
    if comma and not re.search(r"\b(?:and|or)\b|,.*,", scene.text[span[0] : span[1]]):
        span = (span[0], span[0] + comma.start())
    text = scene.text[span[0] : span[1]]
    items = _items(text, span[0])
    if len(window.row) > 1 and len(items) == len(window.row) and one in window.row:
        name = _condition(scene, *items[window.row.index(one)])
        if name:
            yield name
        return
    if len(items) > 1 and all(scene.inside(*item) for item in items):
        for item in items:
            name = _condition(scene, *item)
            if name:
                yield name
        return
    name = _condition(scene, *span)
    if name:
        yield name


def _condition(scene: Scene, start: int, end: int) -> str | None:
    """A context's name: the thing named there, else the words, where they are some."""
    inside = [each for each in scene.inside(start, end) if each.thing.type is not EntityType.METRIC]
    if inside and not re.match(r"\s?[0-9]", scene.text[start:end]):
        things = [each for each in inside if each.thing.type in _CONTEXT] or inside
        return things[-1].thing.label
    words = _trimmed(_ARTICLES.sub("", scene.text[start:end].strip(" ,'\"()")).strip(" ,()"))
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
        in_scope = each.end <= first or last <= each.start <= _limit(window)
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
        made.update(_places(scene, window, each, (window.row[-1].end, _limit(window))))
        made.update(_places(scene, window, each, (0, window.row[0].start)))
    return frozenset(made)
