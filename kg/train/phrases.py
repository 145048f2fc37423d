"""Trains what weighs noun phrases: which are worth a node, of which type and in which role.

Two multinomial logistic regressions over the features of `kg.extract._features`, by
scikit-learn's L-BFGS; features that are seen once are left out. The gold files are
those that `kg evaluate` reads, with their texts; entities that readers differed on
are not learned from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

import numpy as np
from msgspec import Struct

from kg.errors import ReadError, UsageError
from kg.evaluate._forms import all_forms, forms
from kg.evaluate.gold import GoldEntity, GoldRecord, read_gold
from kg.extract import candidates_of
from kg.extract._encoder import NOTHING, logit
from kg.extract._features import Span, Surroundings
from kg.extract._weigh import MODEL, Linear, Models, to_bytes, weighed
from kg.model import EntityType
from kg.output import atomic
from kg.read import inputs
from kg.vocabulary import load

SUMMARY = "phrases: which noun phrases are worth a node, learned from annotated abstracts (JSON files)"
STEPS = 200
FOLDS = 4
INVERSE_REGULARISATION = 0.3
LEAST = 2
"""How often a feature must be seen."""

Instance: TypeAlias = tuple[list[str], str]
"""The features of a span, and its class."""


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


def weights(records: Iterable[GoldRecord], steps: int = STEPS, say: Callable[[str], None] = lambda _: None) -> Models:
    """What the records teach of types and roles, with worth as its own confidence."""
    types, roles = _instances(records)
    return Models(_fitted(types, steps, say), _fitted(roles, steps, say))


def _instances(records: Iterable[GoldRecord]) -> tuple[list[Instance], list[Instance]]:
    """What is learned from: spans with their types, and those that are entities with their roles."""
    known = load()
    types: list[Instance] = []
    roles: list[Instance] = []
    for record in records:
        doc, candidates = candidates_of(record.title, record.abstract or "", known)
        around = Surroundings(doc, candidates)
        for span, entity in matched(around, record):
            if entity is None:
                types.append((around.features(span), NOTHING))
            elif not entity.optional:
                kind = EntityType(entity.types[0])
                types.append((around.features(span), kind.value))
                roles.append((around.role_features(span, kind), str(entity.roles[0])))
    return types, roles


def _calibration(records: Sequence[GoldRecord], fitted: Models, steps: int) -> tuple[float, float]:
    """Platt's slope and shift, from records that the weights of types were not learned from: each in its turn."""
    told: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        others = [record for number, record in enumerate(records) if number % FOLDS != fold]
        types = _fitted(_instances(others)[0], steps, lambda _: None)
        for record in records[fold::FOLDS]:
            told.extend(_judged(record, Models(types, fitted.roles)))
    return platt_scaled(told)


def platt_scaled(told: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Platt's slope and shift, from worths and whether they were right; 1 and 0 where all are alike."""
    from sklearn.linear_model import LogisticRegression

    right = [is_right for _, is_right in told]
    if len(set(right)) < 2:
        return 1.0, 0.0
    model = LogisticRegression(C=1e6).fit(np.array([logit(worth) for worth, _ in told]).reshape(-1, 1), right)
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def _judged(record: GoldRecord, models: Models) -> Iterator[tuple[float, bool]]:
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


def _fitted(instances: list[Instance], steps: int, say: Callable[[str], None]) -> Linear:
    """The model that these instances teach."""
    try:
        from scipy.sparse import csr_matrix
        from sklearn.linear_model import LogisticRegression
    except ImportError as error:
        raise UsageError("kg train", f"{error.name} is missing", do="pip install 'paperkg[train]'") from error
    if len({kind for _, kind in instances}) < 2:
        raise ReadError("gold", "spans of one kind only", expected="texts with entities of several types and roles")
    seen = Counter(feature for features, _ in instances for feature in set(features))
    index = {feature: number for number, feature in enumerate(sorted(f for f, n in seen.items() if n >= LEAST))}
    rows = [sorted({index[feature] for feature in features if feature in index}) for features, _ in instances]
    starts = np.cumsum([0, *map(len, rows)])
    columns = np.concatenate([np.array(row, dtype=np.int32) for row in rows])
    matrix = csr_matrix((np.ones(len(columns), dtype=np.float64), columns, starts), shape=(len(rows), len(index)))
    model = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=steps)
    model.fit(matrix, [kind for _, kind in instances])
    say(f"{len(instances)} spans, {len(index)} features, {len(model.classes_)} classes")
    return Linear(
        classes=tuple(map(str, model.classes_)),
        index=index,
        weights=model.coef_.T.astype(np.float32),
        bias=model.intercept_.astype(np.float32),
    )
