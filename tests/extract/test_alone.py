"""What stands where nothing weighs the candidates, on sentences of our own."""

from __future__ import annotations

import pytest

from kg.extract import alone
from kg.extract._alone import standing
from kg.extract._candidate import Candidate
from kg.extract._settle import groups
from kg.model import Role
from kg.vocabulary import load


def found(abstract: str, title: str = "On birds") -> list[tuple[str, str]]:
    doc, standing = alone(title, abstract, load())
    return [(group.label, str(group.type)) for group in groups(doc, standing)]


def roles(abstract: str, title: str = "On birds") -> dict[str, list[str]]:
    doc, standing = alone(title, abstract, load())
    return {group.label: [role.value for role in group.roles] for group in groups(doc, standing)}


@pytest.mark.parametrize(
    ("abstract", "name"),
    [
        ("Eggs are sorted by multi-stage neural networks.", ("multi-stage neural networks", "Model")),
        ("Eggs are sorted by several neural networks.", ("neural networks", "Model")),
        ("Eggs are sorted by unsupervised machine learning.", ("unsupervised machine learning", "Topic")),
        ("Eggs are sorted by practical machine learning.", ("machine learning", "Topic")),
        ("Eggs are sorted on a Xeon E7-4890-v2 at dawn.", ("Xeon E7-4890-v2", "Hardware")),
        ("Eggs are sorted on a Xeon 32 GB machine.", ("Xeon", "Hardware")),
    ],
)
def test_known_names_as_the_things_they_are_there(abstract: str, name: tuple[str, str]) -> None:
    assert name in found(abstract)


@pytest.mark.parametrize(
    ("abstract", "names"),
    [
        ("Eggs are seen by ResNet50, FinchNet and WrenFormer.", [("FinchNet", "Model"), ("WrenFormer", "Model")]),
        ("Eggs are seen by FinchNet and ResNet50.", [("FinchNet", "Model")]),
        ("Eggs are seen by ResNet50, FinchNet, WrenNet, and Sparrow.", [("Sparrow", "Model")]),
        ("Eggs are seen by FinchNet (nests) and ResNet50.", [("FinchNet", "Model")]),
    ],
)
def test_names_in_a_list_are_of_one_kind(abstract: str, names: list[tuple[str, str]]) -> None:
    assert set(names) <= set(found(abstract))


@pytest.mark.parametrize(
    "abstract",
    ["Eggs are seen by ResNet50 and Terns.", "Eggs are seen by ResNet50, and sold.", "ResNet50 sees FinchX."],
)
def test_what_is_in_no_list_is_not_named(abstract: str) -> None:
    assert [name for name, _ in found(abstract)] == ["ResNet50"]


@pytest.mark.parametrize(
    ("abstract", "name", "role"),
    [
        ("Neural networks sort eggs. We count them by random forests.", "Neural networks", Role.MENTIONS),
        ("Neural networks sort eggs. We count them by random forests.", "random forests", Role.USES),
        ("Neural networks sort eggs. Neural networks are slow.", "Neural networks", Role.USES),
        ("Neural networks sort eggs. We count them by neural networks.", "Neural networks", Role.USES),
        ("Neural networks sort US eggs. We count them.", "Neural networks", Role.MENTIONS),
        ("Neural networks sort eggs. EggLedger is proposed. It is quick.", "Neural networks", Role.MENTIONS),
        ("We show results on ResNet50 and neural networks.", "neural networks", Role.USES),
        ("We show results on ResNet50 and neural networks.", "ResNet50", Role.EVALUATES_ON),
        ("It is quicker compared to Intel Xeon CPU and NVIDIA V100 GPU.", "NVIDIA V100", Role.COMPARES_WITH),
        ("It exceeds GPT-4 on eggs.", "GPT-4", Role.COMPARES_WITH),
    ],
)
def test_roles(abstract: str, name: str, role: Role) -> None:
    assert roles(abstract)[name] == [role.value]


def test_what_the_title_names_is_no_background() -> None:
    said = "Random forests sort eggs. We count them."
    assert roles(said, "Pruning Random forests quickly")["Random forests"] != ["mentions"]
    assert roles(said)["Random forests"] == ["mentions"]


def test_what_an_earlier_sentence_defined_is_not_proposed() -> None:
    said = "Nest Warmth Sensing (NWS) is hard. We propose a lazy NWS planner."
    assert roles(said)["Nest Warmth Sensing"] == ["mentions"]
    assert ["proposes"] in roles("Nests are warm. We propose Nest Warmth Sensing (NWS).").values()


def test_a_name_of_the_user_stands_where_it_overlaps() -> None:
    candidate = Candidate(start=4, end=8, extractor="gazetteer", confidence=0.8, given=True)
    other = Candidate(start=0, end=13, extractor="titled", confidence=0.5)
    apart = Candidate(start=9, end=13, extractor="titled", confidence=0.5)
    assert standing([candidate, other, apart], "Shy Gull Nests") == [candidate, apart]
