"""The words of titles and abstracts, without those that say nothing, and how many papers of all fields have each.

`words.txt` has the words that 25 or more of 50,000 titles and abstracts of arXiv have,
with how many; so that what is rare is known where there are only few papers to count.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from kg.resolve.people.buckets import BUCKETS, bucket

COUNTED = 50_000
_STOP_WORDS = """
a an the of for and in on with by from to using based via at as is are its it into over under towards toward
this that we our which can be has have not or such these than their was were been also more both show paper
propose new method approach results however between
"""
_STOP = frozenset(_STOP_WORDS.split())
_ENDINGS = ("ization", "ational", "ations", "ation", "ings", "ing", "ies", "ers", "er", "ed", "es", "s", "al", "ly")
_STEM = 4


@lru_cache(maxsize=1 << 18)
def word_number(word: str) -> int:
    """The number of a word without its ending; 0 for one that says nothing."""
    if len(word) < 2 or word in _STOP or word.isdecimal():
        return 0
    ending = next((each for each in _ENDINGS if word.endswith(each) and len(word) - len(each) >= _STEM), "")
    return bucket("word", word.removesuffix(ending) if ending else word)


@lru_cache(maxsize=1)
def usual_share() -> NDArray[np.float32]:
    """The share of papers of all fields that have a word, by its number."""
    found = np.zeros(BUCKETS, dtype=np.float32)
    text = files(__package__).joinpath("words.txt").read_text(encoding="ascii")
    for line in text.splitlines():
        word, papers = line.split()
        found[bucket("word", word)] += int(papers) / COUNTED
    return found
