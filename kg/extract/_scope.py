"""A sentence with its mentions and rows of values, and the phrases in it: where they end, and what they call."""

from __future__ import annotations

import re

from msgspec import Struct, field

from kg.extract._noun_phrase import STOP
from kg.extract._sought import Opened
from kg.extract._trace import Group
from kg.extract._window import Window
from kg.model import EntityType, Role

_TRIGGERS = (
    *("as compar", "compar", "in comparison", "upon", "relative to", "versus", "vs", "against", "than", "over"),
    *("with respect to", "w.r.t.", "instead of", "rather than", "without using", "superior to", "inferior to"),
    *("of ", "from "),
)
RIVAL = Opened(
    re.compile(
        r"(?i)(?:\b(?:as )?compar(?:ed|ing) (?:to|with|against)(?: (?:that|those) (?:of|in))?|"
        r"\b(?:in )?comparison (?:to|with)|\bupon(?= the)|\brelative to|\bversus|\bvs\.?|\bagainst|"
        r"\bthan(?: (?:that|those) (?:of|on|in|for|with|by)| in| for| with)?"
        r"|\bover(?! (?:time|all)\b)|\bwith respect to|\bw\.r\.t\.|\binstead of|\brather than|"
        r"\bwithout using|\b(?:superior|inferior) to|\bof (?=the (?:baseline|state-of-the-art|best))|"
        r"\bfrom(?=\s(?:an?|the|our) (?:[\w-]+ ){0,2}baselines?\b))\s+"
        r"(?!(?:the )?(?:[~≈<>$]?\s?[0-9]|(?:one|two|three|four|five|six|seven|eight|"
        r"nine|ten|hundred)[ -]?(?:fold\b|\s)|an? (?:factor|order)\b|an? (?:wide |broad |large |"
        r"diverse )?(?:range|variety|set|suite|period|number|collection) of|(?:all |various |"
        r"different |several |multiple |many )?(?:datasets|benchmarks|tasks|workloads|applications|dimensions|"
        r"scenarios|settings|metrics)\b))"
    ),
    _TRIGGERS,
)
_SPLIT = re.compile(r"\s?(?:,\s(?:and|or)\s|,\s|\sand\s|\sor\s|/|\s&\s)(?:also |both )?")
CLAUSE = re.compile(
    r"(?i)(?:,|;)\s(?:and|while|whereas|but)\s|;\s|\s(?:while|whereas)\s|,\s(?=\w+ing\b)|"
    r"\sand\s(?=(?:\w+ly )?(?:reduces|improves|achieves|outperforms|saves|increases|provides|delivers|"
    r"yields|decreases|reaches|obtains|on |in |for )\b)"
)
_GENERIC_WORDS = """
gpu gpus cpu cpus fpga fpgas platform platforms method methods model models baseline baselines approach
approaches algorithm algorithms framework frameworks technique techniques system systems processor processors
accelerator accelerators scheme schemes protocol library tool turbo one alone itself by original standard the
nvidia intel amd
"""
GENERIC = frozenset(_GENERIC_WORDS.split())
"""Words beside a name that make it no other thing."""
_PRONOUNS_WORDS = """
them it they these those this that others each both ones one another
"""
_PRONOUNS = frozenset(_PRONOUNS_WORDS.split())
ARTICLES = re.compile(r"(?i)^(?:(?:the|a|an|our|its|their|that|those|both|all|of|any|some|currently|previously)\s+)+")
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
    """A sentence with its mentions, the windows of its rows, and the thing that the paper proposes.

    `conditions` are those that were looked for, by their place, so as not to be looked for again.
    """

    text: str
    named: tuple[Named, ...]
    windows: tuple[Window, ...]
    proposed: frozenset[str]
    conditions: dict[tuple[int, int], str | None] = field(default_factory=dict)

    def inside(self, start: int, end: int) -> list[Named]:
        """The mentions between two places."""
        return [one for one in self.named if start <= one.start and one.end <= end]


def first_match(pattern: re.Pattern[str] | Opened, text: str, start: int, end: int) -> re.Match[str] | None:
    """The first match that begins between two places; what is behind may be looked at."""
    found = pattern.search(text, start)
    return found if found and found.start() < end else None


def clause_end(window: Window) -> int:
    """Where what belongs to a row ends: before the clause of the next."""
    if window.end >= len(window.text):
        return window.end
    last = window.end
    for found in CLAUSE.finditer(window.text, window.row[-1].end, window.end):
        last = found.start()
    return last


def end_of_phrase(scene: Scene, ends: re.Pattern[str], start: int) -> int:
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


def listed_in(text: str, start: int) -> list[tuple[int, int]]:
    """Where the members of a list stand."""
    begin, made = 0, []
    for found in _SPLIT.finditer(text):
        made.append((start + begin, start + found.start()))
        begin = found.end()
    made.append((start + begin, start + len(text)))
    return made


def called(scene: Scene, start: int, end: int, kinds: frozenset[EntityType]) -> str | None:
    """What stands between two places: the one thing named there, else the words."""
    words = trimmed(ARTICLES.sub("", scene.text[start:end].strip(" ,")).strip(" ,"))
    inside = [one for one in scene.inside(start, end) if one.thing.type in kinds]
    if len({one.thing.label for one in inside}) == 1 and _is_all(scene.text[inside[-1].start : inside[-1].end], words):
        return inside[-1].thing.label
    words = words.strip().removeprefix("what ")
    if words.lower() in _PRONOUNS:
        rivals = [one for one in scene.named if one.end <= start and Role.COMPARES_WITH in one.thing.roles]
        return rivals[-1].thing.label if rivals else None
    if not words or len(words) > 120 or words.lower() in STOP or not re.search(r"[^\W\d_]", words):
        return inside[0].thing.label if inside else None
    return words


def trimmed(words: str) -> str:
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
