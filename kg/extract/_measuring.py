"""Which sentences have a number that may be a result by its unit or by what is named with it; quick, for few have.

`_worth` looks closer: a number that is to be a result there has to be let through here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from kg.extract._quantity import SPELT, TELLING
from kg.extract._sought import Sought, automaton

LONGEST = 2_000
"""Characters of a sentence; what is longer is no prose."""
_SCORE_WORDS = """
bleu rouge meteor cider bertscore perplex accura precision recall auc psnr ssim iou rmse mrr dcg chrf correl
score throughput speed rank place position
"""
_SCORE_STEMS = tuple(_SCORE_WORDS.split())
_STEMS = Sought(*_SCORE_STEMS)
_MARKS = Sought("F1", "F-", "F_", "@", "MAE", "FID", "WER", "CER", "AP", "Elo", "EM", "R2", "R^2")
"""What stands near a whole number that is a score or a rank, in any case and as it is."""
_DIGITS = "0123456789"
_SOUGHT = automaton([*_DIGITS, *SPELT, *_SCORE_STEMS, "factor", "+"]).find_matches_as_indexes
_IN_WORDS, _WITH_WORDS = len(_DIGITS), len(_DIGITS) + len(SPELT)
"""From where on what is sought is in every number in words, and stands with one in digits."""


def is_near_score(text: str) -> bool:
    """Whether a score or a rank may be named in a text."""
    return _STEMS.is_in(text.lower()) or _MARKS.is_in(text)


def measuring(text: str, spans: Sequence[tuple[int, int]]) -> list[int]:
    """Which of an abstract's sentences, one right behind the other, have a number that may be a result.

    >>> text = "It is of 2019. It has 3 parts. It is 3x as fast. It halves the cost."
    >>> measuring(text, [(0, 15), (15, 31), (31, 49), (49, 68)])
    [2, 3]
    """
    begin = spans[0][0] if spans else len(text)
    small = text[begin:].lower()
    if len(small) != len(text) - begin:  # a letter whose small form is two, such as İ
        return [at for at, (start, end) in enumerate(spans) if end - start <= LONGEST]
    begins = [start - begin for start, _ in spans]
    digits: dict[int, int] = {}
    told, beside = set[int](), set[int]()
    for number, place, _ in _SOUGHT(small, overlapping=True):
        at = bisect_right(begins, place) - 1
        if number < _IN_WORDS:
            digits.setdefault(at, begin + place)
        else:
            (told if number < _WITH_WORDS else beside).add(at)
    for at, first in digits.items():
        start, end = spans[at]
        if at in beside or TELLING.search(text, first, end) or _MARKS.is_in(text[start:end]):
            told.add(at)
    return sorted(at for at in told if spans[at][1] - spans[at][0] <= LONGEST)
