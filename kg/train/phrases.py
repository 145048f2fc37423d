"""Trains what weighs noun phrases: which are worth a node, of which type and in which role.

Two multinomial logistic regressions over the features of `kg.extract._features`. The
gold files are those that `kg evaluate` reads, with their texts; entities that readers
differed on are not learned from, and where several types or roles are acceptable, each is
right by its share.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from pathlib import Path

import numpy as np
from msgspec import Struct

from kg.errors import ReadError
from kg.evaluate._forms import all_forms, forms
from kg.evaluate.gold import GoldEntity, GoldRecord, read_gold
from kg.extract import candidates_of
from kg.extract._encoder import NOTHING, ROLES, TYPES, logit
from kg.extract._features import Span, Surroundings
from kg.extract._weigh import MODEL, Models, to_bytes, weighed
from kg.model import EntityType
from kg.output import atomic
from kg.read import inputs
from kg.train._logistic import Doubles, Examples
from kg.vocabulary import load

SUMMARY = "phrases: which noun phrases are worth a node, learned from annotated abstracts (JSON files)"
STEPS = 200
FOLDS = 4


class Settings(Struct, frozen=True, kw_only=True):
    """Where the gold is, where the weights go, and how long to learn; nothing here is left to chance."""

    source: Path
    folder: Path
    steps: int = STEPS
    seed: int = 1


def train(settings: Settings, say: Callable[[str], None]) -> Path:
    """The path of the weights, learned from every gold file (`*.json`) of a folder."""
    found = [each for each in inputs([str(settings.source)]) if each.name.endswith(".json")]
    records = [record for each in found for record in read_gold(each) if record.abstract]
    if not records:
        raise ReadError(settings.source, "no gold with texts in it", expected="*.json files as kg evaluate reads them")
    say(f"{len(records)} annotated texts")
    fitted = weights(records, settings.steps, say)
    slope, shift = _calibration(records, fitted, settings.steps)
    say(f"confidence: {slope:.3f} times the logit of worth, {shift:+.3f}")
    models = Models(fitted.types, fitted.roles, slope, shift)
    path = settings.folder / MODEL
    with atomic(path) as out:
        out.write(to_bytes(models))
    return path


class Spans(Struct, frozen=True):
    """What is learned from: spans with their types, and those that are worth a node with their roles."""

    types: Examples
    roles: Examples

    @classmethod
    def none(cls) -> Spans:
        """No span."""
        return cls(Examples(TYPES), Examples(ROLES))

    def __copy__(self) -> Spans:
        return Spans(copy(self.types), copy(self.roles))


def weights(
    records: Iterable[GoldRecord],
    steps: int = STEPS,
    say: Callable[[str], None] = lambda _: None,
    beside: Spans | None = None,
) -> Models:
    """What the records, and the spans beside them, teach of types and roles, with worth as its own confidence."""
    spans = copy(beside) if beside else Spans.none()
    _add(spans, records)
    return Models(spans.types.fitted(steps, say), spans.roles.fitted(steps, say))


def _add(spans: Spans, records: Iterable[GoldRecord]) -> None:
    known = load()
    for record in records:
        around = Surroundings(*candidates_of(record.title, record.abstract or "", known))
        for span, entity in matched(around, record):
            if entity is None:
                spans.types.add(around.features(span), _shared(TYPES, [NOTHING]))
            elif not entity.optional:
                spans.types.add(around.features(span), _shared(TYPES, entity.types))
                spans.roles.add(around.role_features(span, EntityType(entity.type)), _shared(ROLES, entity.roles))


def _shared(classes: Sequence[str], right: Sequence[str]) -> list[float]:
    """The chances of the classes where those that are right have a share each."""
    return [(each in right) / len(set(right)) for each in classes]


def _calibration(records: Sequence[GoldRecord], fitted: Models, steps: int) -> tuple[float, float]:
    """Platt's slope and shift, from records that the weights of types were not learned from: each in its turn."""
    told: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        others = [record for number, record in enumerate(records) if number % FOLDS != fold]
        spans = Spans.none()
        _add(spans, others)
        found = Models(spans.types.fitted(steps), fitted.roles)
        told.extend(each for record in records[fold::FOLDS] for each in judged(record, found))
    return platt_scaled(told)


def platt_scaled(told: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Platt's slope and shift, from worths and whether they were right; 1 and 0 where all are alike."""
    from scipy.optimize import minimize

    right = np.array([is_right for _, is_right in told])
    if len(set(right.tolist())) < 2:
        return 1.0, 0.0
    logits = np.array([logit(worth) for worth, _ in told])

    def unlikely(numbers: Doubles) -> float:
        scores = numbers[0] * logits + numbers[1]
        return float(np.logaddexp(0, np.where(right, -scores, scores)).mean())

    slope, shift = minimize(unlikely, [1.0, 0.0], method="BFGS").x
    return float(slope), float(shift)


def judged(record: GoldRecord, models: Models) -> Iterator[tuple[float, bool]]:
    """The worth of each thing that is said of a record, and whether its name and type are right."""
    doc, candidates = candidates_of(record.title, record.abstract or "", load())
    best: dict[tuple[str, EntityType | None], float] = {}
    for candidate in weighed(doc, candidates, models):
        thing = (doc.text[candidate.start : candidate.end], candidate.type)
        best[thing] = max(best.get(thing, 0.0), candidate.confidence)
    named = {form: entity for entity in record.entities for form in all_forms((entity.label, *entity.aliases))}
    for (name, kind), worth in best.items():
        found = [named[form] for form in forms(name) if form in named]
        if not any(entity.optional for entity in found):
            yield worth, any(kind in entity.types for entity in found)


def matched(around: Surroundings, record: GoldRecord) -> Iterator[tuple[Span, GoldEntity | None]]:
    """Each span with the entity that it names, if any."""
    named: dict[str, GoldEntity] = {}
    for entity in record.entities:
        for form in all_forms((entity.label, *entity.aliases)):
            named.setdefault(form, entity)
    for span in around.spans:
        found = sorted(form for form in forms(around.text[span.start : span.end]) if form in named)
        yield span, named[found[0]] if found else None
