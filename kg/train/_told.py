"""What an encoder is told of a span beside its states."""

from __future__ import annotations

from kg.extract._features import Span, Surroundings

BEGINS = ("sh=", "sh0=", "len=", "ex=", "exT=", "exR=", "inT=", "hdT=", "ovT=", "pos=", "npos=", "cnt=", "sent=")
WHOLE = frozenset({"allcaps", "hyph", "longest", "sub", "title", "abs", "alsotitle", "allcap1"})


def told(around: Surroundings, span: Span) -> list[str]:
    """What of the features of a span its words do not say: its shape and place, and what the extractors say."""
    return [f for f in around.features(span) if f in WHOLE or f.startswith(BEGINS)]
