"""How a person's name is taken apart and compared: initials, order, hyphens, particles, diacritics, scripts.

Two ways of writing a name agree, may be one person's, or cannot be. Scripts other than
Latin are transliterated (`anyascii`); where a name has no blank, as in Chinese, its
first character is the family name.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii
from msgspec import Struct

from kg.read._names import is_suffix

_PARTICLES_WORDS = """
af al el d da das de degli dei del della den der des di do dos du e la las le los ten ter tot van vande vander
vom von y zu zum zur
"""
PARTICLES = frozenset(_PARTICLES_WORDS.split())
"""Words that belong to the family name behind them and are often left out."""
_COMMON_WORDS = """
wang li lee zhang liu chen chan yang huang wong zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie
tang deng feng han cao zeng peng xiao cai pan tian dong yuan yu ye jiang du su wei cheng lu lv ding ren shen yao
lim tan ng ho lau chang hsu tsai kim park choi jung kang cho yoon jang shin kwon song hong ahn hwang nguyen tran
le pham hoang vu vo dang bui do sato suzuki takahashi tanaka watanabe ito yamamoto nakamura kobayashi kato
yoshida singh kumar sharma gupta patel khan ahmed ali rao das roy ghosh mukherjee reddy jain agarwal mishra
verma rahman smith johnson williams brown jones miller davis wilson taylor anderson thomas moore martin jackson
white harris thompson clark lewis robinson walker young allen king wright scott green baker hill adams nelson
mitchell roberts campbell carter phillips evans turner parker collins edwards stewart morris murphy cook rogers
morgan cooper garcia rodriguez martinez hernandez lopez gonzalez perez sanchez ramirez torres fernandez gomez
diaz silva santos oliveira souza pereira costa ferreira muller mueller schmidt schneider fischer weber meyer
wagner becker schulz hoffmann rossi russo ferrari bianchi esposito ivanov petrov smirnov kuznetsov popov
kowalski novak bernard dubois durand andersson johansson karlsson nilsson hansen jensen nielsen andersen
pedersen yilmaz kaya demir cohen
"""
COMMON = frozenset(_COMMON_WORDS.split())
"""Family names that a great many people have, in the languages in which most papers are signed."""
CONFLICT, LOOSE, PLAIN, FULL = -1.0, -0.5, 0.0, 1.0
"""How two names agree: not at all; as far as initials go or in another order; in one given name; in several."""
NICKNAME = 4
"""A given name that begins with the other one may be the same from so many letters on, as in Alex and Alexander."""
_UMLAUT = re.compile(r"(?<=[auo])e")
_SPLIT = re.compile(r"[^a-z0-9]+")
_LOOKALIKE = re.compile(r"(?<=[A-Za-z])[\u0370-\u052f]|[\u0370-\u052f](?=[A-Za-z])")
"""A Greek or Cyrillic letter in a Latin word: who has it written so is not taken for one who has not."""
_CAPITALS = re.compile(r"\b[B-DF-HJ-NP-TV-XZ]{2,3}\b")
_TOKENS = 40
"""A name of more words than this is no person's; the rest is not looked at."""


class Form(Struct, frozen=True, order=True, array_like=True, cache_hash=True):
    """A name in parts, in small ASCII letters; `given` may be initials, `particles` stand before the family name."""

    family: str
    given: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()
    swapped: bool = False

    @property
    def full(self) -> bool:
        """Whether the first given name is more than an initial."""
        return bool(self.given) and len(self.given[0]) > 1

    @property
    def rare(self) -> bool:
        """Whether few people have it: in full, and of a family that is not among the largest."""
        return self.full and len("".join(self.given)) > NICKNAME and self.family not in COMMON

    @property
    def whole(self) -> str:
        """The given names as one word, and the family name."""
        return f"{''.join(self.given)} {self.family}"

    @property
    def block(self) -> str:
        """The same for all ways of writing one name: the family name without umlauts and the first initial."""
        return f"{folded(self.family)} {self.given[0][0] if self.given else ''}"

    def turned(self) -> Form | None:
        """The name with family and given name changed over, where it is of two words that are no initials."""
        if len(self.given) != 1 or min(len(self.given[0]), len(self.family)) < 2 or self.particles:
            return None
        return Form(self.given[0], (self.family,), swapped=True)

    def partner(self) -> str:
        """The block in which the name would be in the other order, however its given names are parted; else nothing."""
        given = "".join(self.given)
        return Form(given, (self.family,)).block if min(len(given), len(self.family)) > 1 else ""


@lru_cache(maxsize=1 << 16)
def form_of(name: str, family: str | None = None) -> Form:
    """The parts of a name in reading order, of which `family` is the family name where that is known.

    >>> form_of("Jan van der Berg").family, form_of("Łukasz Müller").given, form_of("孙广宇").whole
    ('berg', ('lukasz',), 'guangyu sun')
    """
    words = _words(name)
    own = _words(family) if family else []
    if own and len(own) < len(words) and words[-len(own) :] == own:
        return _parts(words[: -len(own)], own)
    if own and len(own) < len(words) and words[: len(own)] == own:
        return _parts(words[len(own) :], own)
    start = len(words) - 1
    while start > 1 and words[start - 1] in PARTICLES:
        start -= 1
    return _parts(words[:start], words[start:])


def _parts(given: list[str], family: list[str]) -> Form:
    first = next((at for at, word in enumerate(family) if word not in PARTICLES), len(family) - 1)
    return Form("".join(family[first:]), tuple(given), tuple(family[:first]))


def _words(name: str) -> list[str]:
    """The words of a name, initials that stand together taken apart, without a suffix such as Jr."""
    text = name[:500] if name.isascii() else _latin(name)
    latin_text = _CAPITALS.sub(lambda found: " ".join(found[0]), text.replace("'", ""))
    kept = [word for word in latin_text.split() if not is_suffix(word)] or latin_text.split()
    words = [part for word in kept for part in _SPLIT.split(word.lower()) if part]
    return words[:_TOKENS] or [name]


def _latin(name: str) -> str:
    """A name of any script in ASCII letters, the family name last."""
    text = unicodedata.normalize("NFKC", name)[:500]
    if any(unicodedata.east_asian_width(mark) == "W" for mark in text) and " " not in text.strip():
        latin = [anyascii(mark) for mark in text.strip()]
        text = f"{''.join(latin[1:])} {latin[0]}" if len(latin) > 1 else "".join(latin)
    return anyascii(_LOOKALIKE.sub(lambda found: f"u{ord(found[0]):x}", text))


def folded(word: str) -> str:
    """A word with what umlauts are written as taken back: mueller, müller and muller are one."""
    return _UMLAUT.sub("", word)


def agreement(a: Form, b: Form) -> float:
    """How far two names of one block agree: `CONFLICT`, `LOOSE`, `PLAIN` or `FULL`.

    >>> agreement(form_of("D. E. Goldberg"), form_of("David Goldberg"))
    -0.5
    >>> agreement(form_of("David Brown"), form_of("Daniel Brown"))
    -1.0
    """
    if folded(a.family) != folded(b.family):
        return CONFLICT
    if a.given == b.given or "".join(a.given) == "".join(b.given):
        several = len(a.given) > 1 or len(b.given) > 1
        return LOOSE if a.swapped != b.swapped else FULL if several and a.full and b.full else PLAIN
    found = [_tokens(one, other) for one, other in zip(a.given, b.given, strict=False)]
    if CONFLICT in found and not _run_together(a, b):
        return CONFLICT
    if len(found) > 1 and LOOSE not in found and CONFLICT not in found:
        return FULL
    return LOOSE


def _tokens(a: str, b: str) -> float:
    """How two given names agree, either of which may be an initial."""
    if a == b:
        return PLAIN if len(a) > 1 else LOOSE
    if min(len(a), len(b)) == 1:
        return LOOSE if a[0] == b[0] else CONFLICT
    alike = folded(a) == folded(b) or (min(len(a), len(b)) >= NICKNAME and (a.startswith(b) or b.startswith(a)))
    return LOOSE if alike else CONFLICT


def _run_together(a: Form, b: Form) -> bool:
    """Whether one writes as a word what the other has in parts: Guangyu, Guang Yu and G. Y."""
    one, other = sorted((a.given, b.given), key=len)
    if len(one) != 1 or len(other) < 2 or not a.full or not b.full:
        return False
    return one[0].startswith(other[0]) and one[0][len(other[0]) :].startswith(other[1])
