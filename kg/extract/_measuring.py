"""Which sentences have a number that may be a result by its unit or by what is named with it; quick, for few have.

`_worth` looks closer: a number that is to be a result there has to be let through here.
"""

from __future__ import annotations

from kg.extract._cues import Cues
from kg.extract._document import Document
from kg.extract._quantity import SPELT, TELLING
from kg.extract._sought import Sought

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
_CUES = Cues("0123456789", SPELT, (*_SCORE_STEMS, "factor", "+"))
_DIGIT, _IN_WORDS, _BESIDE = 1, 2, 4
"""A digit, what is in every number in words, and what stands with one in digits."""


def is_near_score(text: str) -> bool:
    """Whether a score or a rank may be named in a text."""
    return _STEMS.is_in(text.lower()) or _MARKS.is_in(text)


def measuring(doc: Document) -> list[tuple[int, str]]:
    """The sentences of an abstract that have a number that may be a result, each with its place among all.

    >>> from kg.extract._words import annotate
    >>> measuring(annotate("", "It is of 2019. It has 3 parts. It is 3x as fast. It halves the cost."))
    [(3, 'It is 3x as fast. '), (4, 'It halves the cost.')]
    """
    spans = doc.sentences()
    return [
        (at, doc.text[start:end])
        for at, ((start, end), cues) in enumerate(zip(spans, _CUES.of(doc.small, spans), strict=True))
        if cues and end - start <= LONGEST and _may(doc.text, start, end, cues)
    ]


def _may(text: str, start: int, end: int, cues: int) -> bool:
    if cues & _IN_WORDS or (cues & _DIGIT and cues & _BESIDE):
        return True
    return bool(cues & _DIGIT) and (bool(TELLING.search(text, start, end)) or _MARKS.is_in(text[start:end]))
