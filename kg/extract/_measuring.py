"""Which sentences have a number that may be a result by its unit or by what is named with it; quick, for few have.

`_worth` looks closer: a number that is to be a result there has to be let through here.
"""

from __future__ import annotations

import re

from kg.extract._cues import CUES, cues_of
from kg.extract._document import Document
from kg.extract._quantity import SPELT, TELLING
from kg.extract._sought import Sought

LONGEST = 2_000
"""Characters of a sentence; what is longer is no prose."""
_SCORE_WORDS = """
bleu rouge meteor cider bertscore perplex accura precision recall auc psnr ssim iou rmse mrr dcg chrf correl
score throughput speed rank place position
"""
_STEMS = Sought(*_SCORE_WORDS.split())
_MARKS = Sought("F1", "F-", "F_", "@", "MAE", "FID", "WER", "CER", "AP", "Elo", "EM", "R2", "R^2")
"""What stands near a whole number that is a score or a rank, in any case and as it is."""
_SHARP = Sought(
    *("BLEU", "ROUGE", "F1", "F-", "AUC", "PSNR", "SSIM", "IoU", "RMSE", "MAE", "CIDEr", "METEOR", "FID", "MRR"),
    *("NDCG", "nDCG", "WER", "mAP", "Elo", "BERTScore", "chrF"),
)
_TO_DOUBLE = ("can", "could", "will", "would", "may", "to", "almost", "nearly", "more than")
_DOUBLES = ("doubles", "triples", "quadruples")
_DIGIT, _PLUS = CUES.add("0123456789"), CUES.add("+")
_IN_WORDS = CUES.add(
    [
        *(word for word in SPELT if word not in {"double", "triple", *_DOUBLES}),
        *(f"{word} {how}" for word in _TO_DOUBLE for how in ("double", "triple")),
        *(f"{how} {word}" for word in ("the", "its", "their", "our", "this", "that") for how in _DOUBLES),
    ]
)
"""What is in every number in words."""
_NUMBER = _DIGIT | _IN_WORDS
_BESIDE = CUES.add(
    [
        *("rank", "place", "position", "factor of", "factors of", "speedup", "speed-up", "speed up", "perplexity"),
        *("psnr", " elo", " fid"),
        *(f"{th} {among}" for th in ("st", "nd", "rd", "th") for among in ("out of", "among", "overall")),
    ]
)
"""What stands with a whole number in digits that has no unit."""
_GAIN = re.compile(r"\+\s?[0-9.,]+(?:[KMB]|\s(?:thousand|million|billion))?\s(?:on|for|over)\s")
"""A gain of a score that is not named."""


def is_near_score(text: str) -> bool:
    """Whether a score or a rank may be named in a text."""
    return _STEMS.is_in(text.lower()) or _MARKS.is_in(text)


def is_sharp(text: str) -> bool:
    """Whether a text has the name of a score that cannot be another word."""
    return _SHARP.is_in(text)


def measuring(doc: Document) -> list[tuple[int, str]]:
    """The sentences of an abstract that have a number that may be a result, each with its place among all.

    >>> from kg.extract._words import annotate
    >>> measuring(annotate("", "It is of 2019. It has 3 parts. It is 3x as fast. It halves the cost."))
    [(3, 'It is 3x as fast. '), (4, 'It halves the cost.')]
    """
    told = cues_of(doc)
    numbered = [at for at, cues in enumerate(told) if cues & _NUMBER]
    if not numbered:
        return []
    spans = doc.sentences()
    return [(at, doc.text[slice(*spans[at])]) for at in numbered if _may(doc.text, *spans[at], told[at])]


def _may(text: str, start: int, end: int, cues: int) -> bool:
    if end - start > LONGEST:
        return False
    if cues & (_IN_WORDS | _BESIDE):
        return True
    return bool(
        TELLING.search(text, start, end)
        or is_sharp(text[start:end])
        or (cues & _PLUS and _GAIN.search(text, start, end))
    )
