"""How the words of the phrases' weights and the encoder are mixed: a few numbers, fitted on texts new to both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeAlias

import numpy as np
import numpy.typing as npt
from msgspec import structs

from kg.evaluate._entities import matching
from kg.evaluate.gold import GoldEntity, GoldRecord
from kg.extract import candidates_of
from kg.extract._encoder import NO, ROLES, TYPES, Encoder, Judged, Mix
from kg.extract._features import Surroundings
from kg.extract._settle import Group, groups
from kg.extract._weigh import LEAST, Models, spread, weighed
from kg.model import DocumentEntity, EntityType
from kg.train import phrases
from kg.vocabulary import load

THRESHOLD = 0.6
Doubles: TypeAlias = npt.NDArray[np.float64]
Side: TypeAlias = tuple[Doubles, Doubles, Doubles]
"""For each span the logarithms of chances that the weights give, those of the encoder, and 1 for what is right."""


class Judge(Protocol):
    """What an encoder does: it says of each span of a text which type and role it may have."""

    def judged(self, around: Surroundings) -> Judged:
        """The logarithms of chances."""


def fitted(records: Sequence[GoldRecord], models: Models, encoder: Encoder) -> Mix:
    """The mix under which what is right of these records' spans is likeliest, and Platt's numbers for it."""
    mix = likeliest(records, models, encoder)
    trial = Encoder(encoder.session, encoder.tokenizer, encoder.heads, mix)
    told = [each for record in records for each in _things(record, models, trial)]
    slope, shift = phrases.platt_scaled(told)
    return structs.replace(mix, slope=slope, shift=shift)


def likeliest(records: Sequence[GoldRecord], models: Models, encoder: Judge) -> Mix:
    """The mix under which what is right of these records' spans is likeliest."""
    types, roles = _sides(records, models, encoder)
    first, second, nothing = _least(types, [0.5, 0.5, 0.0])
    own, other, _ = _least(roles, [0.5, 0.5])
    share = min(max(other / (own + other), 0.0), 1.0)
    return Mix(phrases=first, encoder=second, nothing=nothing, roles=share, threshold=THRESHOLD)


def _things(record: GoldRecord, models: Models, encoder: Encoder) -> Iterator[tuple[float, bool]]:
    """The confidence of each thing that is said of a record, and whether it is right; what is optional is left out."""
    doc, candidates = candidates_of(record.title, record.abstract or "", load())
    said = [_entity(group, doc.text) for group in groups(doc, weighed(doc, candidates, models, encoder))]
    found = matching(record.entities, said)
    for place, each in enumerate(said):
        match = found.right.get(place)
        if match is None or not found.wanted[match].optional:
            yield each.confidence, match is not None


def _entity(group: Group, text: str) -> DocumentEntity:
    """A group as it would be said, without its mentions."""
    names = {text[c.start : c.end] for c in group.mentions} - {group.label}
    confidence = max(c.confidence for c in group.mentions)
    return DocumentEntity(
        label=group.label,
        aliases=tuple(sorted(names)),
        type=group.type,
        roles=group.roles,
        confidence=confidence,
        concept=group.concept,
        mentions=(),
    )


def _sides(records: Sequence[GoldRecord], models: Models, encoder: Judge) -> tuple[Side, Side]:
    """What is said of the spans' types, and of the roles of those that are entities."""
    types: list[tuple[Doubles, Doubles, Doubles]] = []
    roles: list[tuple[Doubles, Doubles, Doubles]] = []
    for record in records:
        around = Surroundings(*candidates_of(record.title, record.abstract or "", load()))
        judged = encoder.judged(around)
        chances = spread(models.types, [around.features(span) for span in around.spans], TYPES)
        roles_of = judged.roles(range(len(around.spans)))
        for row, (span, entity) in enumerate(phrases.matched(around, record)):
            if entity is not None and entity.optional:
                continue
            types.append((_logs(chances[row]), _logs(np.exp(judged.types[row])), _right_types(entity)))
            if entity is not None:
                features = around.role_features(span, EntityType(entity.types[0]))
                own = spread(models.roles, [features], ROLES)[0]
                roles.append((_logs(own), _logs(np.exp(roles_of[row])), _marked(ROLES, entity.roles)))
    return _stacked(types), _stacked(roles)


def _logs(chances: npt.NDArray[np.float32]) -> Doubles:
    return np.log(np.maximum(chances, LEAST)).astype(np.float64)


def _right_types(entity: GoldEntity | None) -> Doubles:
    return np.eye(len(TYPES))[NO] if entity is None else _marked(TYPES, entity.types)


def _marked(classes: Sequence[str], right: Sequence[str]) -> Doubles:
    return np.array([float(each in right) for each in classes])


def _stacked(rows: Sequence[Side]) -> Side:
    own, other, right = (np.stack(column) for column in zip(*rows, strict=True))
    return own, other, right


def _least(side: Side, begin: Sequence[float]) -> tuple[float, float, float]:
    """The two weights, and what is added to the last class where `begin` has a third, that make what is right likely.

    J. A. Nelder and R. Mead, "A simplex method for function minimization", 1965.
    """
    from scipy.optimize import minimize

    own, other, right = side

    def unlikely(numbers: Doubles) -> float:
        scores = numbers[0] * own + numbers[1] * other
        scores[:, -1] += numbers[2] if len(numbers) > 2 else 0.0
        chances = np.exp(scores - scores.max(axis=1, keepdims=True))
        return float(-np.log((chances * right).sum(axis=1) / chances.sum(axis=1) + 1e-9).mean())

    found = [*map(float, minimize(unlikely, begin, method="Nelder-Mead").x), 0.0]
    return found[0], found[1], found[2]
