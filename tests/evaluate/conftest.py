"""A gold record of our own, and what an extractor might say of it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.evaluate.gold import GoldEntity, GoldRecord, GoldResult
from kg.model import DocumentEntity, EntityType, Extraction, Mention, Record, Result, Role, Source

TITLE = "QuillNet: Layers That Fold"
ABSTRACT = (
    "We propose QuillNet, a sparse layer. On ImageNet and CIFAR-10 it halves the latency of ResNets. "
    "QuillNet is 3x faster than ResNet-50 on ImageNet."
)


def thing(label: str, kind: EntityType, *roles: Role, confidence: float = 0.8, also: str = "") -> DocumentEntity:
    """A thing that was said, with a mention at the first place of its label."""
    names = [name for name in (label, also) if name]
    spans = [(ABSTRACT.index(name), name) for name in names if name in ABSTRACT] or [(0, ABSTRACT[:2])]
    return DocumentEntity(
        label=label,
        aliases=(also,) if also else (),
        type=kind,
        roles=roles or (Role.MENTIONS,),
        confidence=confidence,
        mentions=tuple(
            Mention("abstract", start, start + len(name), name, "gazetteer", confidence) for start, name in spans
        ),
    )


def claim(value: float, *, subject: str | None = "QuillNet", **slots: object) -> Result:
    """A result that was said."""
    start = ABSTRACT.index("3x")
    mention = Mention("abstract", start, start + 2, "3x", "results", 0.6)
    given = {"metric": "speed", "unit": "×", "direction": "increase", **slots}
    return Result(subject=subject, value=Decimal(str(value)), mention=mention, **given)  # type: ignore[arg-type]


def want(label: str, *types: EntityType, role: Role = Role.USES, **more: object) -> GoldEntity:
    """A thing that is wanted."""
    return GoldEntity(label=label, types=types, roles=(role,), **more)  # type: ignore[arg-type]


@pytest.fixture
def record() -> Record:
    return Record(id="q", title=TITLE, abstract=ABSTRACT, source=Source("q.jsonl", 1))


@pytest.fixture
def gold() -> GoldRecord:
    return GoldRecord(
        id="q",
        title="QuillNet: layers that fold",
        authors=(),
        authors_truncated=False,
        category="",
        code=False,
        entities=(
            want("QuillNet", EntityType.METHOD, role=Role.PROPOSES, core=True),
            want("ImageNet", EntityType.DATASET, role=Role.EVALUATES_ON, core=True),
            want("CIFAR-10", EntityType.DATASET, role=Role.EVALUATES_ON),
            want("ResNet-50", EntityType.MODEL, role=Role.COMPARES_WITH),
            want("latency", EntityType.METRIC, role=Role.REPORTS),
            want("sparse layer", EntityType.METHOD, EntityType.TOPIC, optional=True),
        ),
        results=(
            GoldResult(
                subject="QuillNet",
                metric="speed",
                value=3,
                unit="x",
                direction="increase",
                baseline="ResNet-50",
                context=("ImageNet",),
            ),
        ),
    )


@pytest.fixture
def said() -> Extraction:
    return Extraction(
        record="q",
        entities=(
            thing("QuillNet", EntityType.METHOD, Role.PROPOSES, confidence=0.95),
            thing("imagenet dataset", EntityType.DATASET, Role.EVALUATES_ON),
            thing("CIFAR 10", EntityType.MODEL),
            thing("sparse layers", EntityType.METHOD, Role.PROPOSES),
            thing("layer", EntityType.TOPIC),
        ),
        results=(claim(3, baseline="ResNet-50", context=("ImageNet",)),),
    )
