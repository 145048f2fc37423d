"""Which sentences have a number that may be a result by its unit or by what is named with it; quick, for few have.

`_worth` looks closer: a number that is to be a result there has to be let through here.
"""

from __future__ import annotations

import re

from kg.extract._cues import CUES, cues_of
from kg.extract._document import Document
from kg.extract._quantity import SPELT, WITH_UNIT
from kg.extract._sought import Sought

LONGEST = 2_000
"""Characters of a sentence; what is longer is no prose."""
_SCORE_WORDS = """
bleu rouge meteor cider bertscore perplex accura precision recall auc psnr ssim iou rmse mrr dcg chrf correl
score throughput speed rank place position
"""
_SCORE_STEMS = _SCORE_WORDS.split()
_STEMS = Sought(*_SCORE_STEMS)
_MARKS = Sought("F1", "F-", "F_", "@", "MAE", "FID", "WER", "CER", "AP", "Elo", "EM", "R2", "R^2")
"""What stands near a whole number that is a score or a rank, in any case and as it is."""
_SHARP = Sought(
    *("BLEU", "ROUGE", "F1", "F-", "AUC", "PSNR", "SSIM", "IoU", "RMSE", "MAE", "CIDEr", "METEOR", "FID", "MRR"),
    *("NDCG", "nDCG", "WER", "mAP", "Elo", "BERTScore", "chrF", "PPV", "NPV"),
)
_TO_DOUBLE = ("can", "could", "will", "would", "may", "to", "almost", "nearly", "more than", "at least")
_DOUBLES = ("doubles", "triples", "quadruples")
_DIGITS = "0123456789"
_DIGIT, _PLUS = CUES.add(_DIGITS), CUES.add("+")
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
        *("factor of", "factors of", "speedup", "speed-up", "speed up", "perplexity", "psnr", " elo", " fid", "s per "),
        *(
            f"{ranked} {number}"
            for ranked in ("rank", "ranked", "position")
            for number in (*_DIGITS, *"#+-−", "at ", "number ", "no. ")
        ),
        *(f"{th} {among}" for th in ("st", "nd", "rd", "th") for among in ("out of", "among", "overall")),
    ]
)
"""What stands with a whole number in digits that has no unit, or one per another."""
_DECIMAL = CUES.add([*(f".{digit}" for digit in _DIGITS), *(f"^{digit}" for digit in (*_DIGITS, "+", "−", "-"))])
_ORDINAL = CUES.add(
    f"{digit}{gap}{th}" for digit in "0123456789" for gap in ("", " ") for th in ("st", "nd", "rd", "th")
)
_RANKED = CUES.add(["rank", "place", "position"])
"""What a place among others has: both."""
_SHORT = (
    "iou",
    "ap",
    "em",
    "der",
    "mer",
    "elo",
    "wer",
    "cer",
    "eer",
    "fid",
    "mae",
    "map",
    "acc",
    "ter",
    "nmi",
    "ari",
    "ppv",
    "npv",
    "ccc",
)
_NAMES = Sought(
    *(stem for stem in _SCORE_STEMS if stem not in _SHORT),
    *("error", "success", "sensitivity", "specificity", "kappa", "dice", "jaccard", "pearson", "spearman", "hamming"),
    *("amplification", "c-index", "mcc", "mse", "mape", "mpjpe", "lpips", "auroc", "auprc", "miou", "hit", "squared"),
    *(f"{f}{gap}measure" for f in ("f", *_DIGITS) for gap in ("", " ", "-", "_")),
    *(f"{left}{name}{right}" for left in " (-/" for name in _SHORT for right in " ,.:=)-@"),
    *("f1", "r2", "r^2", "mutual information", "kendall", "detection cost", "area under", "log-loss", "logloss"),
)
"""What else names a score that is given as a number with decimals."""
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
    if cues & (_IN_WORDS | _BESIDE) or (cues & _ORDINAL and cues & _RANKED):
        return True
    if WITH_UNIT.search(text, start, end) or (cues & _PLUS and _GAIN.search(text, start, end)):
        return True
    sentence = text[start:end]
    return is_sharp(sentence) or (bool(cues & _DECIMAL) and (_MARKS.is_in(sentence) or _NAMES.is_in(sentence.lower())))
