"""Which things are one, on pairs that must and must not merge, whatever the order of records."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from kg.model import Decision, DocumentEntity, Entity, EntityType, Extraction, Mention, Record, Role, Source, Verdict
from kg.resolve import Resolver
from kg.resolve.features import Thing
from kg.resolve.rules import decide
from kg.vocabulary import Concept, Vocabulary, load

M, H, D = EntityType.METHOD, EntityType.HARDWARE, EntityType.DATASET
KNOWN = Vocabulary(
    {
        "urn:v100": Concept(iri="urn:v100", type=H, label="Tesla V100", aliases=("V100",), broader=("urn:gpu",)),
        "urn:gpu": Concept(iri="urn:gpu", type=H, label="GPU"),
        "urn:a100": Concept(iri="urn:a100", type=H, label="A100", broader=("urn:gpu",)),
    }
)


def named(label: str, *aliases: str, kind: EntityType = M, concept: str | None = None) -> DocumentEntity:
    mention = Mention("title", 0, 1, "x", "gazetteer", 0.8)
    return DocumentEntity(
        label=label,
        aliases=aliases,
        type=kind,
        roles=(Role.USES,),
        confidence=0.8,
        concept=concept,
        mentions=(mention,),
    )


def resolved(*things: DocumentEntity, known: Vocabulary = KNOWN, seed: int = 0) -> tuple[list[Entity], list[Decision]]:
    """The entities that records, of one thing each, resolve to."""
    resolver = Resolver(known)
    order = list(enumerate(things))
    random.Random(seed).shuffle(order)  # noqa: S311 a test's order, not a secret
    for number, thing in order:
        record = Record(id=f"r{number}", title=f"t{number}", source=Source("x", number + 1))
        resolver.add(record, Extraction(record=record.id, entities=(thing,)))
    found = resolver.resolve()
    return [entity for entity in found.entities if entity.members], list(found.decisions)


def test_what_a_vocabulary_says_is_the_same_elsewhere_is_said_of_the_entity(tmp_path: Path) -> None:
    (tmp_path / "mine.ttl").write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "<urn:tern> a skos:Concept ; skos:prefLabel 'tern' ; skos:exactMatch <http://www.wikidata.org/entity/Q1> ."
    )
    known = load(str(tmp_path / "mine.ttl"))
    ((tern,), _) = resolved(named("tern", concept="urn:tern"), known=known)
    assert (tern.concept, tern.matches) == ("urn:tern", ("http://www.wikidata.org/entity/Q1",))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (named("post-training quantization"), named("Post-Training Quantization")),
        (named("vision transformers"), named("vision transformer")),
        (named("PTQ", "post-training quantization"), named("post-training quantization")),
        (named("V100", kind=H, concept="urn:v100"), named("NVIDIA Tesla-V100", kind=H, concept="urn:v100")),
        (named("GPUs", kind=H), named("GPU", kind=H)),
    ],
)
def test_what_must_merge(left: DocumentEntity, right: DocumentEntity) -> None:
    entities, decisions = resolved(left, right)
    assert len(entities) == 1
    assert {d.verdict for d in decisions} <= {Verdict.SAME}


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (named("C"), named("C++")),
        (named("C++"), named("C#")),
        (named("LLaMA-2"), named("LLaMA-3")),
        (named("CIFAR-10", kind=D), named("CIFAR-100", kind=D)),
        (named("HBM", kind=H), named("HBM-PIM", kind=H)),
        (named("ResNet-50"), named("ResNet-18")),
        (named("PIM", "processing-in-memory"), named("PIM", "partial information maximisation", kind=EntityType.TASK)),
        (named("V100", kind=H, concept="urn:v100"), named("A100", kind=H, concept="urn:a100")),
        (named("Agatha"), named("Agatha", kind=D)),
    ],
)
def test_what_must_not_merge(left: DocumentEntity, right: DocumentEntity) -> None:
    assert len(resolved(left, right)[0]) == 2


def test_initials_that_are_written_out_otherwise_are_of_two_things() -> None:
    entities, decisions = resolved(
        named("processing-in-memory", "PIM"), named("partial information maximisation", "PIM")
    )
    assert len(entities) == 2
    assert [decision.verdict for decision in decisions] == [Verdict.DIFFERENT]


def test_concepts_that_differ_never_meet_through_a_third_thing() -> None:
    third = named("big GPU", "V100", "A100 card", kind=H)
    entities, _ = resolved(
        named("V100", "big chip one", kind=H, concept="urn:v100"),
        third,
        named("big GPU", "big chip one", kind=H, concept="urn:a100"),
    )
    assert {entity.concept for entity in entities} >= {"urn:v100", "urn:a100"}


def test_what_a_thing_is_a_kind_of_is_there_too() -> None:
    resolver = Resolver(KNOWN)
    resolver.add(
        Record(id="r", title="t", source=Source("x", 1)),
        Extraction(record="r", entities=(named("V100", kind=H, concept="urn:v100"),)),
    )
    found = {entity.label: entity for entity in resolver.resolve().entities}
    assert found["Tesla V100"].broader == (found["GPU"].key,)
    assert found["GPU"].members == ()


def test_the_order_of_records_makes_no_difference() -> None:
    things = [
        named("PTQ", "post-training quantization"), named("Post-training Quantization"), named("PTQ"),
        named("V100", kind=H), named("V100", kind=H, concept="urn:v100"),
        named("Tesla V100", kind=H, concept="urn:v100"),
        named("Ptq", kind=D),
    ]  # fmt: skip
    resolver_results = [resolved(*things, seed=seed) for seed in range(6)]
    assert all(result == resolver_results[0] for result in resolver_results)


def test_a_category_is_the_concept_that_its_code_means() -> None:
    resolver = Resolver(load())
    for number, category in enumerate(("CV", "cs.CV", "ZZ")):
        record = Record(id=f"r{number}", title=f"t{number}", category=category, source=Source("x", 1))
        resolver.add(record, Extraction(record=record.id))
    found = resolver.resolve()
    assert found.subject_of["r0"] == found.subject_of["r1"] != found.subject_of["r2"]
    entity = next(entity for entity in found.entities if entity.key == found.subject_of["r0"])
    assert (entity.label, entity.notation) == ("Computer Vision and Pattern Recognition", "cs.CV")


def test_reasons_are_given() -> None:
    verdict, score, reasons = decide(
        Thing(M, "", "ptq", ("post training quantization",), ("ptq",)),
        Thing(M, "", "a", ("a", "post training quantization")),
    )
    assert (verdict, score) == (Verdict.SAME, 0.9)
    assert [reason.feature for reason in reasons] == ["long name"]
    assert "post training quantization" in reasons[0].text
