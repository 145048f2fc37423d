"""Which spans of a text are worth a node, of which type and in which role: two linear models over their features.

The extractors' candidates and all noun phrases are weighed alike; what an extractor
says of a span is a feature among others. `kg train phrases` makes the weights from
annotated abstracts (docs/model-card-phrases.md).
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from kg.extract._candidate import Candidate
from kg.extract._document import Tagged
from kg.extract._encoder import NO, ROLES, TYPES, Encoder, log_chances, platt
from kg.extract._features import Span, Surroundings
from kg.extract._sums import Floats, sums
from kg.model import EntityType, Role

MODEL = "phrases.npz"
THRESHOLD = 0.65
LEAST = 1e-6
"""A chance below which none is taken to be."""
_MARK = "\0"
"""What stands between names in a file; no text that was read has it."""
GIVEN = 0.9
"""How much a name of the user's own vocabulary is worth."""
PROPOSES = ROLES.index(Role.PROPOSES)
NEARLY = 0.05
"""How much less than its part a word may be worth, to be taken in its place."""
OWN = 20.0
"""How many times likelier a thing is proposed where an extractor has read that it is than the weights make it."""
RANK = ("proposed", "gazetteer", "abbreviations", "contributed", "recogniser")


class Linear(Struct, frozen=True):
    """A multinomial logistic regression: a row of weights a feature, a column a class."""

    classes: tuple[str, ...]
    index: dict[str, int]
    weights: Floats
    bias: Floats

    def probabilities(self, instances: Sequence[Iterable[str]]) -> Floats:
        """A row an instance, which is its features; unknown features count for nothing. Shape (n, classes)."""
        scores = sums(self.weights, self.index, instances) + self.bias
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
        return platt(worth, self.slope, self.shift)


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


def weighed(
    doc: Tagged, candidates: Iterable[Candidate], models: Models | None = None, encoder: Encoder | None = None
) -> list[Candidate]:
    """The spans of a tagged document that are worth a node, none over another, with type, role and probability.

    Where an encoder is given, its word is mixed with that of the weights; a span that the
    weights alone would have left out is then signed `encoder`.
    """
    models = models or shipped()
    around = Surroundings(doc, candidates)
    if not around.spans:
        return []
    alone = spread(models.types, [around.features(span) for span in around.spans], TYPES)
    _hear(around.spans, alone)
    if encoder is None:
        return _candidates(around, alone, _Judges(models, models.confidence, THRESHOLD))
    judged, mix = encoder.judged(around), encoder.mix
    chances = mixed((alone, mix.phrases), (judged.types, mix.encoder), mix.nothing)
    found = _candidates(around, chances, _Judges(models, mix.confidence, mix.threshold, judged.roles, mix.roles))
    return list(_signed(found, around, alone))


class _Judges(Struct, frozen=True):
    """Who says what becomes of spans once their chances are known."""

    models: Models
    confidence: Callable[[float], float]
    threshold: float
    roles: Callable[[Sequence[int]], Floats] | None = None
    share: float = 0.0


def _candidates(around: Surroundings, chances: Floats, judges: _Judges) -> list[Candidate]:
    """The chosen spans, by place, given the chances of each to be of the classes in `TYPES`."""
    by_form = _by_form(around.spans, chances)
    worth = _worth(around.spans, chances, by_form)
    chosen = _chosen(around.spans, worth, judges.threshold)
    kinds = {form: _kind(by_form[form]) for form in {around.spans[n].form for n in chosen}}
    kinds.update({span.form: given for span in around.spans if span.form in kinds and (given := _given(span))})
    roles = _roles(around, chosen, kinds, judges)
    return [_candidate(around.spans[n], judges.confidence(float(worth[n])), kinds, roles) for n in sorted(chosen)]


def spread(model: Linear, instances: Sequence[Iterable[str]], classes: Sequence[str]) -> Floats:
    """The model's chances with a column for each of these classes; of what it does not know there is no chance."""
    chances = np.zeros((len(instances), len(classes)), dtype=np.float32)
    chances[:, [classes.index(each) for each in model.classes]] = model.probabilities(instances)
    return chances


def _hear(spans: Sequence[Span], chances: Floats) -> None:
    """Give to the types that a plugged-in recogniser says, as sure as it is, of the chances that a span is nothing."""
    for row, span in zip(chances, spans, strict=True):
        for each in span.said:
            if each.extractor == "recogniser" and each.type is not None:
                moved = row[NO] * each.confidence
                row[NO] -= moved
                row[TYPES.index(each.type)] += moved


def mixed(own: tuple[Floats, float], other: tuple[Floats, float], nothing: float = 0.0) -> Floats:
    """The chances of two judges as one: chances, and logarithms of chances, each with its weight."""
    (chances, weight), (logs, share) = own, other
    scores = weight * np.log(np.maximum(chances, LEAST)) + share * logs
    scores[:, -1] += nothing
    return np.exp(log_chances(scores))


def _worth(spans: Sequence[Span], chances: Floats, by_form: Mapping[str, Floats]) -> Floats:
    """How likely each span is worth a node, by itself and by its form."""
    forms = np.array([by_form[span.form][NO] for span in spans], dtype=np.float32)
    worth = np.asarray(1 - (chances[:, NO] + forms) / 2, dtype=np.float32)
    worth[[number for number, span in enumerate(spans) if _given(span)]] = GIVEN
    return worth


def _given(span: Span) -> EntityType | None:
    """The type that the user's own vocabulary gives a span."""
    return next((each.type for each in span.said if each.given), None)


def _by_form(spans: Sequence[Span], chances: Floats) -> dict[str, Floats]:
    """For each form, what is between the mean and the largest of its spans' chances."""
    if not spans:
        return {}
    order = sorted(range(len(spans)), key=lambda row: spans[row].form)
    starts = [at for at, row in enumerate(order) if at == 0 or spans[row].form != spans[order[at - 1]].form]
    laid, counts = chances[order], np.diff([*starts, len(order)])
    means = np.add.reduceat(laid, starts, axis=0) / counts[:, None]
    between = np.asarray((means + np.maximum.reduceat(laid, starts, axis=0)) / 2, dtype=np.float32)
    return {spans[order[at]].form: row for at, row in zip(starts, between, strict=True)}


def _chosen(spans: Sequence[Span], worth: Floats, threshold: float) -> list[int]:
    """The spans over the threshold that do not overlap, the worthiest first; of equals the longer."""
    worths = worth.tolist()
    parts = _parts(spans, worths)
    least = round(threshold, 6)
    able = (
        (-rounded, spans[number].start - spans[number].end, number)
        for number, each in enumerate(worths)
        if (rounded := round(each, 6)) >= least and number not in parts
    )
    order = [number for _, _, number in sorted(able)]
    taken: set[int] = set()
    chosen = []
    for number in order:
        if worths[number] < threshold:
            break
        place = range(spans[number].start, spans[number].end)
        if taken.isdisjoint(place):
            taken.update(place)
            chosen.append(number)
    return chosen


def _parts(spans: Sequence[Span], worths: Sequence[float]) -> set[int]:
    """The spans that are part of words ("MoE" of "MoE-Hub") which are worth as much or nearly so themselves."""
    whole: dict[tuple[int, int], int] = {}
    for number, span in enumerate(spans):
        known = whole.setdefault((span.first, span.last), number)
        if span.end - span.start > spans[known].end - spans[known].start:
            whole[span.first, span.last] = number
    return {
        number
        for number, span in enumerate(spans)
        if (word := whole[span.first, span.last]) != number and worths[word] >= worths[number] - NEARLY
    }


def _kind(chances: Floats) -> EntityType:
    return EntityType(TYPES[int(np.argmax(chances[:NO]))])


def _roles(
    around: Surroundings, chosen: Sequence[int], kinds: dict[str, EntityType], judges: _Judges
) -> dict[str, Role]:
    """The role of each form, by the sum over its chosen spans."""
    if not chosen:
        return {}
    spans = [around.spans[n] for n in chosen]
    chances = spread(judges.models.roles, [around.role_features(s, kinds[s.form]) for s in spans], ROLES)
    if judges.roles is not None:
        chances = mixed((chances, 1 - judges.share), (judges.roles(chosen), judges.share))
    own = [any(each.role is Role.PROPOSES for each in span.said) for span in spans]
    chances[np.ix_(own, [PROPOSES])] *= OWN
    chances /= chances.sum(axis=1, keepdims=True)
    total: dict[str, Floats] = {}
    for span, row in zip(spans, chances, strict=True):
        total[span.form] = total.get(span.form, np.zeros_like(row)) + row
    return {form: Role(ROLES[int(np.argmax(row))]) for form, row in total.items()}


def _signed(found: Sequence[Candidate], around: Surroundings, alone: Floats) -> Iterator[Candidate]:
    """The candidates, each signed by the encoder where neither an extractor nor the weights alone would bring it in."""
    forms = {(span.start, span.end): span.form for span in around.spans}
    mine = {forms[each.start, each.end] for each in found if each.extractor == "phrases"}
    rows = [row for row, span in enumerate(around.spans) if span.form in mine]
    spans = [around.spans[row] for row in rows]
    worth = _worth(spans, alone[rows], _by_form(spans, alone[rows]))
    sure = {(span.start, span.end) for span, each in zip(spans, worth, strict=True) if each >= THRESHOLD}
    for each in found:
        by_encoder = each.extractor == "phrases" and (each.start, each.end) not in sure
        yield replace(each, extractor="encoder") if by_encoder else each


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
