"""Forms of a thing's name: under which ways of writing it are one, and which numbers tell it from its likes.

`thing_form` folds what makes no difference: case, dashes, accents, Greek letters,
spelling, plurals, small numbers in words, the `v` of a version. What makes one stays:
every number, `C`, `C++` and `C#`, `A` and `A*`, `GPT-4` and `GPT-4o`. `solid` leaves
out the blanks as well, but between two numbers: `ResNet50` is `ResNet-50`, and
`LLaMA-2 70B` is not `LLaMA-270B`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from kg.keys import solid
from kg.resolve.spelling import american, counted, plain

_TOKEN = re.compile(r"\.?[^\W_]+(?:(?<=\d)[.,]\d+)*(?:\+\+|[+#*])*|(?<=\s)\+(?=\s)")
_POSSESSIVE = re.compile(r"(?<=\w)'s?(?!\w)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_GLUED_VERSION = re.compile(r"(?<=[A-Za-z]{2})v(?=\d{1,2}(?![\dA-Za-z]))|(?<=[a-z])V(?=\d{1,2}(?![\dA-Za-z]))")
_VERSION = re.compile(r"[vV]\d{1,2}(?:\.\d+)*[+*]?")
_CAPITAL_PLURAL = re.compile(r".*[A-Z0-9]s")
_NO_PLURAL = frozenset({"pandas", "windows", "news", "means", "series", "species", "keras", "atlas", "lens", "bias"})
_IRREGULAR = {
    "analyses": "analysis", "automata": "automaton", "axes": "axis", "bases": "basis", "criteria": "criterion",
    "hypotheses": "hypothesis", "indices": "index", "matrices": "matrix", "phenomena": "phenomenon",
    "spectra": "spectrum", "syntheses": "synthesis", "theses": "thesis", "vertices": "vertex",
}  # fmt: skip
_IES = re.compile(r".*[a-z][^aeiou\W]ies")
_ES = re.compile(r".*[a-z](?:x|ch|sh|ss)es")
_S = re.compile(r".*[a-z0-9]{2}[^sui\W]s")
_FIRST_NUMBER = re.compile(r"(?<=[a-z+#*])(?=\d)|(?<=[a-z+#*]) (?=\d)")
_SHORT = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,6}s?")
_LEADING = re.compile(r"\A(?:[Tt]he|an?) +(?=\w)")
LONGEST_SHORT = 6
"""Characters of the longest name that may be the initials of two things."""


@lru_cache(maxsize=1 << 17)
def thing_form(name: str) -> str:
    """The form of a name in which ways of writing it are alike.

    >>> [thing_form(name) for name in ("Post\u2010Training Quantisation", "GPUs", "YOLOv5", "C++", "A* search", ".NET")]
    ['post training quantization', 'gpu', 'yolo5', 'c++', 'a* search', '.net']
    >>> [thing_form(name) for name in ("Dijkstra's algorithm", "Llama 3.1 8B", "two-stage detectors", "SoCs")]
    ['dijkstra algorithm', 'llama 3.1 8b', '2 stage detector', 'soc']
    """
    tokens = _TOKEN.findall(_without_marks(plain(name)))
    if not tokens:
        return " ".join(name.casefold().split())
    return " ".join(_word(token, among_others=len(tokens) > 1) for token in _without_version_marks(tokens))


def _without_marks(text: str) -> str:
    """The text without an article in front, endings of the possessive, commas in numbers and `v` before them.

    Each is looked for only where there is a letter or mark of it, since most names have none.
    """
    if "," in text:
        text = _THOUSANDS.sub("", text)
    if "'" in text:
        text = _POSSESSIVE.sub("", text)
    text = text.strip()
    if text[:1] in {"T", "t", "a"}:
        text = _LEADING.sub("", text, count=1)
    return _GLUED_VERSION.sub("", text) if "v" in text or "V" in text else text


def _without_version_marks(tokens: list[str]) -> list[str]:
    """The tokens, where `v2` or `version 2` behind a name is `2`."""
    kept = tokens[:1]
    for before, token in pairwise(tokens):
        if token[0] in "vV" and _VERSION.fullmatch(token) and (token[0] == "v" or _is_named(before)):
            kept.append(token[1:])
        elif token[0].isdigit() and before in ("version", "Version", "ver", "v") and len(kept) > 1:
            kept[-1] = token
        else:
            kept.append(token)
    return kept


def _is_named(token: str) -> bool:
    """Whether a word is a name's: it begins with a capital, or has a digit in it."""
    return token[:1].isupper() or any(map(str.isdigit, token))


def _word(token: str, *, among_others: bool) -> str:
    """One word of a form: small letters, singular, American."""
    if token[-1:] == "s" and _CAPITAL_PLURAL.fullmatch(token):
        return token[:-1].casefold()
    word = token.casefold()
    word = word.strip("," if word[:2] == ".n" else ".,")
    if token.isupper() and len(token) <= LONGEST_SHORT:
        return word
    word = american(singular(word))
    return counted(word) if among_others else word


@lru_cache(maxsize=1 << 16)
def singular(word: str) -> str:
    """The word without a simple plural.

    >>> [singular(word) for word in ("networks", "libraries", "boxes", "analysis", "corpus", "news")]
    ['network', 'library', 'box', 'analysis', 'corpus', 'news']
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word in _NO_PLURAL or not word.endswith("s"):
        return word
    if _IES.fullmatch(word):
        return word[:-3] + "y"
    if _ES.fullmatch(word):
        return word[:-2]
    return word[:-1] if _S.fullmatch(word) else word


@lru_cache(maxsize=1 << 17)
def family(form: str) -> tuple[str, str]:
    """What a name is called and the number that tells it from its likes, which may be empty.

    >>> family("resnet 50"), family("gpt 4o"), family("llama 2 70b"), family("3d cnn"), family("hbm")
    (('resnet', '50'), ('gpt', '4o'), ('llama', '2 70b'), ('3dcnn', ''), ('hbm', ''))
    """
    parts = _FIRST_NUMBER.split(form, maxsplit=1)
    return solid(parts[0]), solid(parts[1]) if len(parts) > 1 else ""


def is_short(name: str) -> bool:
    """Whether the name may be initials, which may stand for several things.

    >>> [is_short(name) for name in ("PIM", "SNPs", "T5", "ResNet", "V100", "AlexNet", "BERT", "pim", "Adam", "Si")]
    [True, True, True, False, False, False, True, False, False, True]
    """
    bare = name.rstrip("s") if name[-2:-1].isupper() else name
    if not _SHORT.fullmatch(bare) or len(bare) > LONGEST_SHORT:
        return False
    capitals, digits = sum(map(str.isupper, bare)), sum(map(str.isdigit, bare))
    return len(bare) <= 2 or (capitals >= 2 and not digits and 2 * capitals >= len(bare))
