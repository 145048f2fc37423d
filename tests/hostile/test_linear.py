"""Every pattern takes time that grows with the text, not with its square: long lines of each nasty kind.

What is compared is the time for a text against that for one four times as long, so that
a slow machine makes no difference; the floor keeps clocks out of it.
"""

from __future__ import annotations

import gc
import importlib
import re
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

import pytest

import kg.extract
from kg.extract import extract
from kg.extract._phrases import phrases
from kg.extract._words import annotate_tagged
from kg.extract.abbreviations import pairs
from kg.extract.links import links
from kg.model import Record, Source
from kg.plain import plain

pytestmark = pytest.mark.slow

EXTRACT = sorted(path.stem for path in Path(kg.extract.__path__[0]).glob("*.py") if path.stem != "__init__")
OTHERS = ("evaluate._forms", "evaluate._sentences", "keys", "plain", "sentence")
READ = (
    "_dates", "_draft", "_json", "_latex", "_markup", "_names", "_text", "_xml", "acl", "arxiv_snapshot", "author_page",
    "bibtex", "csv", "dblp", "jsonl", "medline", "ris",
    *(f"_identifiers.{name}" for name in ("acl", "arxiv", "dblp", "doi", "isbn", "issn", "orcid", "ror", "s2")),
)  # fmt: skip
MODULES = (*OTHERS, *(f"read.{name}" for name in READ), *(f"extract.{name}" for name in EXTRACT))
LENGTH = 60_000
NASTY = {
    "one letter": "a", "capitals": "A", "digits": "1", "blanks": " ", "words": "we propose ",
    "names": "QuillNet ", "known": "GPT-4, ",
    "opening": "(", "closing": ")", "pairs": "(a", "backslashes": "\\", "braces": "{",
    "formulas": "$", "dots": ".",
    "points": "1.", "commas": "1,000,", "dashes": "-", "dashed": "a-", "entities": "&a", "tags": "<i ", "ties": "~",
    "commands": "\\cite{", "accents": "\\'", "percent": "1% to ", "times": "1x ", "links": "http://",
    "called": "called ",
    "than": "than the ", "x and": "x and ", "lines": "a\n", "tabs": "\t", "quotes": '"', "greek": "α", "astral": "𝛼",
    "Code": "Code", "Oct": "AROct 1", "is": "a is ", "colons": "Us: ab. ",
}  # fmt: skip
PATTERNS = {
    f"{module.__name__.rpartition('.')[2]}.{name}": found
    for module in (importlib.import_module(f"kg.{name}") for name in MODULES)
    for name, found in vars(module).items()
    if isinstance(found, re.Pattern) and isinstance(found.pattern, str)
}
WHOLE: dict[str, Callable[[str], object]] = {
    "phrases": lambda text: phrases(annotate_tagged("t", text)),
    "plain": plain,
    "pairs": lambda text: list(pairs(text)),
    "links": lambda text: list(links(Record(id="r", title="t", abstract=text, source=Source("x", 1)))),
    "extract": lambda text: extract(
        Record(id="r", title="t", abstract=text, source=Source("x", 1)),
        recogniser="none",  # the encoder takes blocks of one size, one after the other: tests/extract/test_encoder.py
    ),
    "fast": lambda text: extract(Record(id="r", title="t", abstract=text, source=Source("x", 1)), fast=True),
}


def seconds(function: Callable[[str], object], text: str) -> float:
    gc.disable()  # whose time grows with all that the test run holds
    try:
        start = time.process_time()
        function(text)
        return time.process_time() - start
    finally:
        gc.enable()


def grows_too_fast(function: Callable[[str], object], piece: str) -> bool:
    """Whether four times the text takes over eight times as long, in each of three tries."""
    text = piece * (LENGTH // len(piece))
    for _ in range(3):
        whole = seconds(function, text)
        if whole < 0.1 or whole < 8 * max(seconds(function, text[: LENGTH // 4]), 0.01):
            return False
    return True


@pytest.mark.parametrize("name", PATTERNS)
def test_patterns(name: str) -> None:
    pattern = PATTERNS[name]
    slow = [
        kind
        for kind, piece in NASTY.items()
        if grows_too_fast(lambda text: deque(pattern.finditer(text), maxlen=0), piece)
    ]
    assert slow == []


@pytest.mark.parametrize("name", WHOLE)
def test_functions(name: str) -> None:
    assert [kind for kind, piece in NASTY.items() if grows_too_fast(WHOLE[name], piece)] == []


def test_words_before_a_number_are_read_in_one_way() -> None:
    fast = WHOLE["fast"]
    fast("Zed is quick.")  # what is read but once
    assert seconds(fast, f"Zed has a higher latency of running at {'a ' * 26}b, at 5 ms better.") < 1
