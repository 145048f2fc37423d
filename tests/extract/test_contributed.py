"""What is found to be a paper's own, and what is not, on sentences of our own."""

from __future__ import annotations

import pytest

from kg.extract import contributed
from kg.extract._words import annotate, annotate_tagged
from kg.model import EntityType, Role
from kg.vocabulary import load


def found(abstract: str, title: str = "On birds", *, tagged: bool = True) -> list[str]:
    doc = (annotate_tagged if tagged else annotate)(title, abstract)
    return [doc.text[each.start : each.end] for each in contributed.candidates(doc, load())]


@pytest.mark.parametrize(
    ("abstract", "names"),
    [
        ("We devise a gradual feather sampling module to keep flocks small.", ["gradual feather sampling"]),
        ("In this work we propose a novel nest-aware pruning method.", ["nest-aware pruning"]),
        ("This paper presents an adaptive wing loss and a recursive beak decoder for flight.",
         ["adaptive wing loss", "recursive beak decoder"]),
        ("A sparse egg encoder is proposed for thin shells.", ["sparse egg encoder"]),
        ("At the core of our method lies a lazy moult scheduler.", ["lazy moult scheduler"]),
        ("Quill3D employs a two-phase roost cache to save power.", ["two-phase roost cache"]),
        ("It has three components: egg counting, nest ranking, and wing folding.", []),
        ("It introduces three components: egg counting, nest ranking, and wing folding.",
         ["egg counting", "nest ranking", "wing folding"]),
        ("The design consists of two techniques: (1) a sparse egg cache; (2) a dense nest table.",
         ["sparse egg cache", "dense nest table"]),
        ("Birds face three challenges: (1) strong head winds; (2) scarce insect prey.", []),
        ("We present a detailed analysis of results.", []),
        ("We propose a method.", []),
        ("We use a sparse egg encoder.", []),
    ],
)  # fmt: skip
def test_contributions(abstract: str, names: list[str]) -> None:
    assert found(abstract) == names


def test_what_a_title_says_is_used() -> None:
    assert found("Birds fly.", "Counting Gulls via Recursive Shore Sampling") == ["Recursive Shore Sampling"]


def test_nothing_without_parts_of_speech() -> None:
    assert found("We devise a gradual feather sampling module.", tagged=False) == []


def test_a_new_thing_is_proposed_and_of_its_nouns_kind() -> None:
    doc = annotate_tagged("On birds", "We construct a wetland song corpus. We build a slow nest ranking.")
    said = [(each.type, each.role) for each in contributed.candidates(doc, load())]
    assert said == [(EntityType.DATASET, Role.PROPOSES), (EntityType.METHOD, Role.PROPOSES)]
