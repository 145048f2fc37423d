"""What it costs to find out which things are one, beside counting their names."""

from __future__ import annotations

import random
from collections import Counter
from functools import partial

from kg.keys import name_form
from kg.model import DocumentEntity, EntityType, Extraction, Mention, Record, Role, Source
from kg.resolve.brief import brief
from kg.resolve.things import Things
from kg.vocabulary import load
from tests.bench import Rows, cpu

TITLE = "which things are one"
SIZES = (10_000, 40_000, 160_000)
FIELDS = ("cs.AR", "cs.CL", "cs.CV", "cs.LG", "stat.ML", "cond-mat.soft", "astro-ph.GA", "q-bio.NC")
WORDS = "sparse deep neural graph quantum random latent dense spectral causal robust local model search flow code"


def rows() -> Rows:
    """Mentions of things, microseconds each, and those of a set of exact names as the peer."""
    yield ("mentions", "entities", "us a mention", "us for exact names")
    for size in SIZES:
        pairs = said(size)
        spent, found = cpu(partial(resolve, pairs))
        exact, _ = cpu(partial(count, pairs))
        yield (f"{size:,}", f"{found:,}", f"{spent / size * 1e6:.0f}", f"{exact / size * 1e6:.1f}")


def said(size: int) -> list[tuple[Record, Extraction]]:
    """Records of four things each; a name is used the less often the longer the list of names grows."""
    draw = random.Random(7)  # noqa: S311 a benchmark's draw, not a secret
    return [record(number, draw) for number in range(size // 4)]


def record(number: int, draw: random.Random) -> tuple[Record, Extraction]:
    made = Record(id=f"r{number}", title="T", category=draw.choice(FIELDS), source=Source("x", number))
    return made, Extraction(record=made.id, entities=tuple(thing(draw) for _ in range(4)))


def thing(draw: random.Random) -> DocumentEntity:
    words = [draw.choice(WORDS.split()) for _ in range(3)] + [f"kind{int(draw.paretovariate(0.7)) % 5000}"]
    initials = "".join(word[0] for word in words).upper()
    label, *aliases = draw.choice(((initials,), (" ".join(words),), (" ".join(words), initials)))
    return DocumentEntity(
        label=label,
        aliases=tuple(aliases),
        type=EntityType.METHOD,
        roles=(Role.USES,),
        confidence=0.8,
        mentions=(Mention("title", 0, 1, "x", "x", 0.8),),
    )


def resolve(pairs: list[tuple[Record, Extraction]]) -> int:
    things = Things(load())
    for record, extraction in pairs:
        things.add(brief(record, extraction, things.namings))
    return len(things.resolve().entities)


def count(pairs: list[tuple[Record, Extraction]]) -> Counter[str]:
    return Counter(name_form(entity.label) for _, extraction in pairs for entity in extraction.entities)
