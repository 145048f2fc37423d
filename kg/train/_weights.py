"""Weights of readable features: a logistic regression of yes and no, and a softmax over the candidates of a choice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from kg.errors import ReadError, UsageError
from kg.extract._learned import Weights
from kg.train._logistic import Examples, How

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

STEPS = 3000
DIGITS = 4
"""How exactly a weight is written down."""
Doubles = npt.NDArray[np.float64]


class Choice(Struct, frozen=True):
    """The candidates of a choice by their features, and which of them are right."""

    features: tuple[list[str], ...]
    right: tuple[bool, ...]


def logistic(instances: Sequence[tuple[Iterable[str], bool]], strength: float, least: int) -> Weights:
    """The weights of a logistic regression, by L-BFGS, of the features that are seen `least` times.

    `strength` is the inverse of the regularisation's. Raises `ReadError` where all are alike.
    """
    if len({right for _, right in instances}) < 2:
        raise ReadError("gold", "no claim that tells right from wrong", expected="abstracts with annotated results")
    examples = Examples(("yes", "no"))
    for features, right in instances:
        examples.add(features, (right, not right))
    # each of two opposite classes has half of the weight, and so a quarter of its square
    model = examples.fitted(STEPS, how=How(strength / 2, least, slight=0.0))
    return _written(model.index, _apart(model.weights), float(_apart(model.bias)))


def _apart(weights: npt.NDArray[np.float32]) -> Doubles:
    """By how much the first class is ahead of the second."""
    ahead: Doubles = (weights[..., 0] - weights[..., 1]).astype(np.float64)
    return ahead


def softmax(choices: Sequence[Choice], penalty: float, least: int) -> Weights:
    """The weights under which it is likeliest that a right candidate is chosen, by L-BFGS with a squared penalty."""
    try:
        from scipy.optimize import minimize
    except ImportError as error:
        raise _missing(error) from error
    told = [each for each in choices if any(each.right)]
    if not told:
        return Weights(0.0, {})
    features = [sorted(set(found)) for each in told for found in each.features]
    index = _index(features, least)
    matrix = _matrix(features, index)
    right = np.array([is_right for each in told for is_right in each.right])
    starts = np.cumsum([0, *(len(each.right) for each in told)])[:-1]
    of = np.repeat(np.arange(len(told)), [len(each.right) for each in told])

    def unlikely(weights: Doubles) -> tuple[float, Doubles]:
        scores = matrix @ weights
        odds = np.exp(scores - np.maximum.reduceat(scores, starts)[of])
        among, good = np.add.reduceat(odds, starts), np.add.reduceat(odds * right, starts)
        loss = float((np.log(among) - np.log(good)).sum() + penalty / 2 * weights @ weights)
        return loss, matrix.T @ (odds / among[of] - odds * right / good[of]) + penalty * weights

    found: Any = minimize(unlikely, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return _written(index, found.x, 0.0)


def _index(features: Sequence[Sequence[str]], least: int) -> dict[str, int]:
    seen = Counter(each for found in features for each in found)
    return {each: number for number, each in enumerate(sorted(each for each, count in seen.items() if count >= least))}


def _matrix(features: Sequence[Sequence[str]], index: dict[str, int]) -> csr_matrix:
    from scipy.sparse import csr_matrix

    rows = [[index[each] for each in found if each in index] for found in features]
    starts = np.cumsum([0, *map(len, rows)])
    columns = np.array([column for row in rows for column in row], dtype=np.int32)
    return csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(rows), len(index)))


def _written(index: dict[str, int], weights: Doubles, bias: float) -> Weights:
    rounded = {each: round(float(weights[number]), DIGITS) for each, number in index.items()}
    return Weights(round(bias, DIGITS), {each: weight for each, weight in rounded.items() if weight})


def _missing(error: ImportError) -> UsageError:
    return UsageError("kg train", f"{error.name} is missing", do="pip install 'paperkg[train]'")
