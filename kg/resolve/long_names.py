"""Whether two long names are one: those that papers write out for the same initials.

`geographical information systems` and `Geographic Information System` are;
`Gini index` and `graph isomorphism` are two things; where some words agree and
others do not, nobody can say from the names alone.
"""

from __future__ import annotations

from functools import lru_cache

from kg.keys import solid
from kg.model import Reason

_SMALL = "of in the for and a an on to with by from via as at or"
_HEADS = (
    "model network method algorithm system approach framework function technique analysis problem process scheme "
    "protocol architecture"
)
SAME, MORE, UNSURE, OTHER = 0.85, 0.8, 0.5, -0.8
"""How much is said by names with all words alike, with one word more, with most of them alike, and with fewer."""
ENOUGH = 3
"""Words of a name that says the same with one word more."""
_STEM, _SHARE = 5, 0.6
"""Two words are one if they begin with so many letters in common, and that share of the longer one."""

LONG = 14
"""Characters of a name in which one letter more or less is a slip."""


def compared(left: str, right: str) -> Reason:
    """What two long names of the same initials say, given as forms.

    >>> compared("geographic information system", "geographical information system").score
    0.85
    >>> compared("gini index", "graph isomorphism").score
    -0.8
    """
    texts = f"{left!r} and {right!r}"
    if solid(left) == solid(right):
        return Reason("long name", 0.9, f"both are also written {left!r}")
    a, b = _words(left), _words(right)
    if (
        _alike(a, b)
        or _alike(_bare(a), _bare(b))
        or "".join(_bare(a)) == "".join(_bare(b))
        or _slip(solid(left), solid(right), LONG)
        or _runs_on(left, right)
    ):
        return Reason("long name", SAME, f"written out {texts}, which are one but for endings")
    shared = sum(any(one_word(word, other) for other in b) for word in a)
    if min(len(a), len(b)) >= ENOUGH and abs(len(a) - len(b)) == 1 and shared >= min(len(a), len(b)):
        return Reason("long name", MORE, f"written out {texts}, of which one has a word more")
    if 2 * shared > max(len(a), len(b)):
        return Reason("long name", UNSURE, f"written out {texts}, which share {shared} words")
    return Reason("long name", OTHER, f"written out {texts}")


@lru_cache(maxsize=1 << 16)
def _words(form: str) -> tuple[str, ...]:
    return tuple(word for word in form.split() if word not in _SMALL.split())


def _bare(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words without a last noun that adds nothing."""
    return words[:-1] if len(words) > 1 and words[-1] in _HEADS.split() else words


def _alike(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return len(a) == len(b) and all(map(one_word, a, b))


def one_word(a: str, b: str) -> bool:
    """Whether two words are one but for their endings; numbers have none.

    >>> one_word("convolution", "convolutional"), one_word("interclass", "intraclass"), one_word("2", "3")
    (True, False, False)
    """
    if a == b or any(map(str.isdigit, a + b)):
        return a == b
    common = next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return (common >= _STEM and common >= _SHARE * max(len(a), len(b))) or (common > 1 and _slip(a, b, 2 * _STEM - 2))


def _slip(left: str, right: str, least: int) -> bool:
    """Whether two words or names differ by one letter left out, doubled or swapped, in at least so many."""
    a, b = sorted((left, right), key=lambda form: (len(form), form))
    if len(a) < least or len(b) - len(a) > 1 or any(map(str.isdigit, a + b)):
        return False
    at = next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    if len(b) > len(a):
        return a[at:] == b[at + 1 :]
    return a[at : at + 2] == b[at : at + 2][::-1] and a[at + 2 :] == b[at + 2 :]


def _runs_on(left: str, right: str) -> bool:
    """Whether two names, written without blanks, differ in the last ending only."""
    a, b = sorted((solid(left), solid(right)), key=len)
    return len(a) >= LONG and b.startswith(a[:-1]) and len(b) - len(a) <= 4 and not any(map(str.isdigit, b[-5:]))
