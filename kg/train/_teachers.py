"""What those who have learned from gold say of texts that nobody has annotated, for others to learn from.

Several encoders, and the phrases' weights, are mixed as one encoder and the weights are
when texts are read; their chances, not only what is likeliest, are passed on (G. Hinton,
O. Vinyals and J. Dean, "Distilling the knowledge in a neural network", 2015).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from kg.extract import candidates_of
from kg.extract._encoder import NO, ROLES, TYPES, Encoder, Judged, Mix, cut
from kg.extract._features import Surroundings
from kg.extract._sums import Floats
from kg.extract._weigh import Models, mixed, spread
from kg.model import EntityType, Record
from kg.train._told import told
from kg.train.phrases import Spans
from kg.vocabulary import load

if TYPE_CHECKING:
    from kg.train._reader import Taught

SHARE = 0.3
"""How much a span that is taught counts beside an annotated one, for the phrases' weights."""
WORTH = 0.4
"""How likely a span has to be worth a node for its role to be learned from."""


class Together(Struct, frozen=True):
    """Encoders whose logarithms of chances are averaged."""

    encoders: Sequence[Encoder]

    def judged(self, around: Surroundings) -> Judged:
        """What they say of each of a document's spans."""
        said = [encoder.judged(around) for encoder in self.encoders]
        return Judged(
            np.mean([each.types for each in said], axis=0),
            lambda rows: np.mean([each.roles(rows) for each in said], axis=0),
        )


class Teachers(Struct, frozen=True):
    """Who teaches: the phrases' weights and the encoders, and how their words are mixed."""

    models: Models
    encoders: Together
    mix: Mix

    def chances(self, around: Surroundings) -> tuple[Floats, Floats]:
        """The chances of the types and of the roles of each span."""
        judged = self.encoders.judged(around)
        own = spread(self.models.types, [around.features(span) for span in around.spans], TYPES)
        types = mixed((own, self.mix.phrases), (judged.types, self.mix.encoder), self.mix.nothing)
        features = [around.role_features(s, k) for s, k in zip(around.spans, kinds(types), strict=True)]
        own = spread(self.models.roles, features, ROLES)
        return types, mixed((own, 1 - self.mix.roles), (judged.roles(range(len(around.spans))), self.mix.roles))


def kinds(types: Floats) -> list[EntityType]:
    """The likeliest type of each span, were it worth a node."""
    return [EntityType(TYPES[best]) for best in types[:, :NO].argmax(axis=1)]


def lessons(texts: Iterable[Record], teachers: Teachers) -> tuple[Spans, list[Taught]]:
    """What the teachers say of these texts, for the phrases' weights and for an encoder."""
    from kg.train._reader import Taught

    known, tokenizer = load(), teachers.encoders.encoders[0].tokenizer
    spans, taught = Spans.none(), []
    for record in texts:
        around = Surroundings(*candidates_of(record.title, record.abstract or "", known))
        if not around.spans:
            continue
        types, roles = teachers.chances(around)
        _add(spans, around, types, roles)
        pieces = cut(tokenizer, around)
        taught.append(
            Taught(
                cut=pieces,
                rows=pieces.rows(),
                places=[pieces.place(span.start, span.end) for span in around.spans],
                told=[[*map(sys.intern, told(around, span))] for span in around.spans],
                types=types.astype(np.float16),
                roles=roles.astype(np.float16),
            )
        )
    return spans, taught


def _add(spans: Spans, around: Surroundings, types: Floats, roles: Floats) -> None:
    rows = zip(around.spans, kinds(types), types.tolist(), roles.tolist(), strict=True)
    for span, kind, chances, parts in rows:
        spans.types.add(around.features(span), chances, SHARE)
        if 1 - chances[NO] > WORTH:
            spans.roles.add(around.role_features(span, kind), parts, SHARE)
