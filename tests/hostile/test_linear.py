"""Every pattern takes time that grows with the text, not with its square: long lines of each nasty kind.

What is compared is the time for a text against that for one four times as long, so that
a slow machine makes no difference; the floor keeps clocks out of it.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest

from kg.extract import _plain, _roles, _spacy, abbreviations, links, proposed, results
from kg.extract._plain import plain
from kg.extract.links import trimmed
from kg.read import author_page

LENGTH = 60_000
NASTY = {
    "one letter": "a", "capitals": "A", "digits": "1", "blanks": " ", "words": "we propose ", "names": "QuillNet ",
    "opening": "(", "closing": ")", "pairs": "(a", "backslashes": "\\", "braces": "{", "formulas": "$", "dots": ".",
    "points": "1.", "commas": "1,000,", "dashes": "-", "dashed": "a-", "entities": "&a", "tags": "<i ", "ties": "~",
    "commands": "\\cite{", "accents": "\\'", "percent": "1% to ", "times": "1x ", "links": "http://", "called": "called ",
    "than": "than the ", "x and": "x and ", "lines": "a\n", "tabs": "\t", "quotes": '"', "greek": "α", "astral": "𝛼",
    "Code": "Code", "Oct": "AROct 1", "is": "a is ",
}  # fmt: skip
PATTERNS = {
    f"{module.__name__.rpartition('.')[2]}.{name}": found
    for module in (author_page, _plain, _roles, _spacy, abbreviations, links, proposed, results)
    for name, found in vars(module).items()
    if isinstance(found, re.Pattern)
}
WHOLE: dict[str, Callable[[str], object]] = {
    "plain": plain,
    "trimmed": trimmed,
    "pairs": lambda text: list(abbreviations.pairs(text)),
}


def seconds(function: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    function(text)
    return time.process_time() - start


def grows_too_fast(function: Callable[[str], object], piece: str) -> bool:
    text = piece * (LENGTH // len(piece))
    whole = seconds(function, text)
    return whole > 0.1 and whole > 8 * max(seconds(function, text[: LENGTH // 4]), 0.005)


@pytest.mark.parametrize("name", PATTERNS)
def test_patterns(name: str) -> None:
    pattern = PATTERNS[name]
    slow = [kind for kind, piece in NASTY.items() if grows_too_fast(lambda text: list(pattern.finditer(text)), piece)]
    assert slow == []


@pytest.mark.parametrize("name", WHOLE)
def test_functions(name: str) -> None:
    assert [kind for kind, piece in NASTY.items() if grows_too_fast(WHOLE[name], piece)] == []
