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
@pytest.mark.parametrize("tagged", [True, False])
def test_contributions(abstract: str, names: list[str], tagged: bool) -> None:  # noqa: FBT001 pytest passes by name
    assert found(abstract, tagged=tagged) == names


def test_what_a_title_says_is_used() -> None:
    assert found("Birds fly.", "Counting Gulls via Recursive Shore Sampling") == ["Recursive Shore Sampling"]


@pytest.mark.parametrize(
    ("abstract", "names"),
    [
        ("We propose Quill and evaluate it on shores.", []),
        ("It introduces two techniques: 1) Token-centric egg fusion deeply fuses nests.", ["Token-centric egg fusion"]),
        ("We present a roost planner consisting of two parts.", ["roost planner"]),
        ("A shallow nest decoder (SND) is proposed.", ["shallow nest decoder"]),
        ("We propose a shallow nest decoder (SND) ledger for gulls.", ["shallow nest decoder (SND) ledger"]),
        ("We propose a deep song based roost planner.", ["deep song based roost planner"]),
        ("We present a roost planner trained on gulls.", ["roost planner"]),
        ("We present a roost planner developed for gulls.", ["roost planner"]),
        ("We propose a steady egg counter QuillNet for gulls.", ["steady egg counter"]),
        ("It introduces two techniques: 1) improving nests at night; 2) a sparse egg cache.", ["sparse egg cache"]),
        ("We present QuillNet, a novel egg sorting machine.", []),
        ("We present a Gull Aware Nest Analysis for dawn.", ["Gull Aware Nest Analysis"]),
    ],
)
def test_where_a_phrase_ends_by_its_words_alone(abstract: str, names: list[str]) -> None:
    assert found(abstract, tagged=False) == names


@pytest.mark.parametrize("tagged", [True, False])
@pytest.mark.parametrize(
    "abstract",
    [
        "We propose a deep learning framework for gulls.",
        "We present a cost-effective approach for gulls.",
        "The egg atlas was developed to settle disputes.",
    ],
)
def test_what_is_nobodys_own(abstract: str, tagged: bool) -> None:  # noqa: FBT001 pytest passes by name
    assert found(abstract, tagged=tagged) == []


@pytest.mark.parametrize("tagged", [True, False])
@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("A Recursive Shore Sampler for Gulls", ["Recursive Shore Sampler"]),
        ("Design and Evaluation of a Gull Atlas Parser", ["Gull Atlas Parser"]),
        ("A Brief Survey of Gulls", []),
        ("Recursive Shore Samplers for Gulls", []),
    ],
)
def test_what_a_title_begins_with(title: str, names: list[str], tagged: bool) -> None:  # noqa: FBT001
    assert found("Birds fly.", title, tagged=tagged) == names


def test_what_was_made_here_is_our_own() -> None:
    assert found("In this work, a shallow nest decoder was developed.") == ["shallow nest decoder"]


@pytest.mark.parametrize(
    ("abstract", "title", "role"),
    [
        ("Our system employs a two-phase roost cache.", "On birds", None),
        ("Birds fly.", "Counting Gulls using Recursive Shore Sampling", None),
        ("Birds fly.", "Counting Gulls through Recursive Shore Sampling", Role.PROPOSES),
        ("We build a two-phase roost cache.", "On birds", Role.PROPOSES),
    ],
)
def test_what_is_taken_may_be_made_by_others(abstract: str, title: str, role: Role | None) -> None:
    assert [each.role for each in contributed.candidates(annotate_tagged(title, abstract), load())] == [role]


@pytest.mark.parametrize(
    ("abstract", "name"),
    [
        ("We propose a shallow nest decoder called QuillNet.", "QuillNet"),
        ("We propose a shallow nest decoder, QuillNet, for gulls.", "QuillNet"),
        ("We propose a shallow nest decoder, which we call QuillNet, for gulls.", "QuillNet"),
        ("We propose a shallow nest decoder (QuillNet) for gulls.", "QuillNet"),
        ("We propose a shallow nest decoder for QuillNet.", None),
        ("We propose a shallow nest decoder, GAN, for gulls.", None),
    ],
)
@pytest.mark.parametrize("tagged", [True, False])
def test_a_description_and_the_name_behind_it(abstract: str, name: str | None, tagged: bool) -> None:  # noqa: FBT001
    doc = (annotate_tagged if tagged else annotate)("On birds", abstract)
    assert [each.same_as for each in contributed.candidates(doc, load())] == [name]


def test_a_new_thing_is_proposed_and_of_its_nouns_kind() -> None:
    doc = annotate_tagged("On birds", "We construct a wetland song corpus. We build a slow nest ranking.")
    said = [(each.type, each.role) for each in contributed.candidates(doc, load())]
    assert said == [(EntityType.DATASET, Role.PROPOSES), (EntityType.METHOD, Role.PROPOSES)]
