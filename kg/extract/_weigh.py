"""Which spans of a text are worth a node, of which type and in which role: two linear models over their features.

The extractors' candidates and all noun phrases are weighed alike; what an extractor
says of a span is a feature among others. `kg train phrases` makes the weights from
annotated abstracts (docs/model-card-phrases.md).
"""

from __future__ import annotations

import io
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from spacy.tokens import Doc

from kg.extract._candidate import Candidate
from kg.extract._features import Span, Surroundings
from kg.model import EntityType, Role

Floats: TypeAlias = npt.NDArray[np.float32]

MODEL = "phrases.npz"
NOTHING = "NO"
"""The class of spans that are not worth a node."""
THRESHOLD = 0.55
_MARK = "\0"
"""What stands between names in a file; no text that was read has it."""
RANK = ("proposed", "gazetteer", "abbreviations")


class Linear(Struct, frozen=True):
    """A multinomial logistic regression: a row of weights a feature, a column a class."""

    classes: tuple[str, ...]
    index: dict[str, int]
    weights: Floats
    bias: Floats

    def probabilities(self, instances: Sequence[Iterable[str]]) -> Floats:
        """A row an instance, which is its features; unknown features count for nothing. Shape (n, classes)."""
        scores = np.tile(self.bias, (len(instances), 1))
        for row, features in enumerate(instances):
            known = [number for number in map(self.index.get, features) if number is not None]
            scores[row] += self.weights[known].sum(axis=0)
        scores -= scores.max(axis=1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=1, keepdims=True)
        return scores


class Models(Struct, frozen=True):
    """The model of types (and of what is worth nothing), that of roles, and how sure worth makes.

    `slope` and `shift` are Platt's: the confidence is the logistic of slope times the
    logit of worth plus shift (J. Platt, "Probabilistic outputs for support vector
    machines", 1999).
    """

    types: Linear
    roles: Linear
    slope: float = 1.0
    shift: float = 0.0

    def confidence(self, worth: float) -> float:
        """How likely a thing of this worth is right, name and type, from 0 to 1."""
        return 1 / (1 + math.exp(-(self.slope * logit(worth) + self.shift)))


def logit(chance: float) -> float:
    """The logarithm of the odds; a chance of 0 or 1 counts as very near to it."""
    bounded = min(max(chance, 1e-4), 1 - 1e-4)
    return math.log(bounded / (1 - bounded))


def to_bytes(models: Models) -> bytes:
    """The models as a file: arrays only, the features as one text, weights in half precision."""
    arrays: dict[str, npt.NDArray[np.generic]] = {}
    for name, model in (("types", models.types), ("roles", models.roles)):
        features = _MARK.join(sorted(model.index, key=lambda feature: model.index[feature])).encode()
        arrays[f"{name}.features"] = np.frombuffer(features, dtype=np.uint8)
        arrays[f"{name}.classes"] = np.frombuffer(_MARK.join(model.classes).encode(), dtype=np.uint8)
        arrays[f"{name}.weights"] = model.weights.astype(np.float16)
        arrays[f"{name}.bias"] = model.bias.astype(np.float32)
    arrays["calibration"] = np.array([models.slope, models.shift], dtype=np.float32)
    out = io.BytesIO()
    np.savez_compressed(out, allow_pickle=False, **arrays)
    return out.getvalue()


def from_bytes(content: bytes) -> Models:
    """The models in a file that `to_bytes` made."""
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        slope, shift = arrays["calibration"].tolist()
        return Models(_linear("types", arrays), _linear("roles", arrays), slope, shift)


def _linear(name: str, arrays: np.lib.npyio.NpzFile) -> Linear:
    features = arrays[f"{name}.features"].tobytes().decode().split(_MARK)
    return Linear(
        classes=tuple(arrays[f"{name}.classes"].tobytes().decode().split(_MARK)),
        index={feature: number for number, feature in enumerate(features)},
        weights=arrays[f"{name}.weights"].astype(np.float32),
        bias=arrays[f"{name}.bias"],
    )


@lru_cache(maxsize=1)
def shipped() -> Models:
    """The models that ship with the package."""
    return from_bytes((files("kg.extract") / "_models" / MODEL).read_bytes())


def weighed(doc: Doc, candidates: Iterable[Candidate], models: Models | None = None) -> list[Candidate]:
    """The spans of a tagged document that are worth a node, none over another, with type, role and probability."""
    models = models or shipped()
    around = Surroundings(doc, candidates)
    if not around.spans:
        return []
    chances = models.types.probabilities([around.features(span) for span in around.spans])
    by_form = _by_form(around.spans, chances)
    nothing = models.types.classes.index(NOTHING)
    forms = np.array([by_form[span.form][nothing] for span in around.spans], dtype=np.float32)
    worth = (1 - (chances[:, nothing] + forms) / 2).astype(np.float32)
    chosen = _chosen(around.spans, worth)
    kinds = {form: _kind(models.types, by_form[form]) for form in {around.spans[n].form for n in chosen}}
    roles = _roles(around, [around.spans[n] for n in chosen], kinds, models.roles)
    return [_candidate(around.spans[n], models.confidence(float(worth[n])), kinds, roles) for n in sorted(chosen)]


def _by_form(spans: Sequence[Span], chances: Floats) -> dict[str, Floats]:
    """For each form, between the mean and the largest of its spans' chances."""
    rows: dict[str, list[int]] = defaultdict(list)
    for number, span in enumerate(spans):
        rows[span.form].append(number)
    return {form: (chances[found].mean(axis=0) + chances[found].max(axis=0)) / 2 for form, found in rows.items()}


def _chosen(spans: Sequence[Span], worth: Floats) -> list[int]:
    """The spans over the threshold that do not overlap, the worthiest first; of equals the longer."""
    order = sorted(range(len(spans)), key=lambda n: (-worth[n], spans[n].start - spans[n].end, spans[n].start))
    taken: set[int] = set()
    chosen = []
    for number in order:
        if worth[number] < THRESHOLD:
            break
        place = range(spans[number].start, spans[number].end)
        if taken.isdisjoint(place):
            taken.update(place)
            chosen.append(number)
    return chosen


def _kind(model: Linear, chances: Floats) -> EntityType:
    order = np.argsort(-chances, kind="stable")
    return EntityType(next(model.classes[n] for n in order if model.classes[n] != NOTHING))


def _roles(around: Surroundings, spans: Sequence[Span], kinds: dict[str, EntityType], model: Linear) -> dict[str, Role]:
    """The role of each form, by the sum over its spans."""
    if not spans:
        return {}
    chances = model.probabilities([around.role_features(span, kinds[span.form]) for span in spans])
    total: dict[str, Floats] = {}
    for span, row in zip(spans, chances, strict=True):
        total[span.form] = total.get(span.form, np.zeros_like(row)) + row
    return {form: Role(model.classes[int(np.argmax(row))]) for form, row in total.items()}


def _candidate(span: Span, confidence: float, kinds: dict[str, EntityType], roles: dict[str, Role]) -> Candidate:
    said = sorted(span.said, key=lambda candidate: RANK.index(candidate.extractor))
    kind = kinds[span.form]
    return Candidate(
        start=span.start,
        end=span.end,
        extractor=said[0].extractor if said else "phrases",
        confidence=confidence,
        type=kind,
        role=roles[span.form],
        concept=next((c.concept for c in said if c.concept and c.type is kind), None),
        same_as=next((c.same_as for c in said if c.same_as), None),
        weighed=True,
    )
