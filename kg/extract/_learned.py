"""What annotated abstracts taught of claims: for each question the weights of readable features, which are added up.

`kg train claims` makes them (docs/model-card-claims.md).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

import msgspec
from msgspec import Struct

MODEL = "claims.json"


class Weights(Struct, frozen=True):
    """A linear model over features that are there or not; those that are unknown count for nothing."""

    bias: float
    of: dict[str, float]

    def score(self, features: Iterable[str]) -> float:
        """The sum of the features' weights, and the bias."""
        return self.bias + sum(filter(None, map(self.of.get, features)))

    def chance(self, features: Iterable[str]) -> float:
        """The score as a chance from 0 to 1."""
        return 1 / (1 + math.exp(-self.score(features)))


class Learned(Struct, frozen=True):
    """The weights of each question.

    `result`: is this number a result? `subject`: is the claim about this (a softmax over
    the candidates)? `holds`: was it measured under this? `elsewhere`: does this belong to
    another claim of the abstract only?
    """

    result: Weights
    subject: Weights
    holds: Weights
    elsewhere: Weights


def to_bytes(learned: Learned) -> bytes:
    """The weights as a file: JSON, each feature on a line."""
    return msgspec.json.format(msgspec.json.encode(learned, order="deterministic"), indent=0) + b"\n"


def from_bytes(content: bytes) -> Learned:
    """The weights in a file that `to_bytes` made."""
    return msgspec.json.decode(content, type=Learned)


@lru_cache(maxsize=1)
def shipped() -> Learned:
    """The weights that ship with the package."""
    return from_bytes((files("kg.extract") / "_models" / MODEL).read_bytes())
