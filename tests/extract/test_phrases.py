"""Noun phrases, on sentences of our own and on any text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract._document import Tagged
from kg.extract._phrases import Place, longest_phrases, phrases
from kg.extract._words import annotate_tagged

WORDS = ["we", "propose", "deep", "sparse", "layers", "of", "the", "Markov", "'s", "trained", "learning", "and", ",",
         "3", "fully", "novel", ".", "(", ")", "GPT-4", "framework", "is", "\n"]  # fmt: skip


def written(doc: Tagged, place: Place) -> str:
    start, end = place
    return doc.text[doc.places[start] : doc.places[end - 1] + len(doc.words[end - 1])]


def longest(text: str, abstract: str = "") -> list[str]:
    doc = annotate_tagged(text, abstract)
    return [written(doc, place) for place in longest_phrases(doc)]


def everything(text: str) -> list[str]:
    doc = annotate_tagged(text, "")
    return [written(doc, place) for place in phrases(doc)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We propose a novel pruning method for vision transformers.", ["pruning method", "vision transformers"]),
        ("Our three models need less memory bandwidth.", ["models", "memory bandwidth"]),
        ("The model's accuracy is low.", ["model", "accuracy"]),
        ("Latency, power and chip area are lower.", ["Latency", "power", "chip area"]),
        ("The trained model predicts protein structures.", ["trained model", "protein structures"]),
        ("The learning rate is small.", ["learning rate"]),
        ("We study question answering over tables.", ["question answering", "tables"]),
        ("A model called Quill is built.", ["model", "Quill"]),
        ("It has achieved high accuracy.", ["high accuracy"]),
        ("We tune models using reinforcement learning.", ["models", "reinforcement learning"]),
        ("It uses fully homomorphic encryption.", ["fully homomorphic encryption"]),
        ("This is a highly accurate classifier.", ["accurate classifier"]),
        ("We run GPT-4 and CodeLlama-7B.", ["GPT-4", "CodeLlama-7B"]),
        ("A chip, called Quill, is built.", ["chip", "Quill"]),
        ("Shor's algorithm is fast.", ["Shor's algorithm"]),
        ("We propose state-of-the-art systems.", ["systems"]),
        ("Sparse Attention for Graph Neural Networks", ["Sparse Attention", "Graph Neural Networks"]),
        ("See https://example.org/networks for details.", ["details"]),
    ],
)
def test_the_longest(text: str, found: list[str]) -> None:
    assert longest(text) == found


def test_no_phrase_leaves_its_sentence() -> None:
    assert longest("Sparse layers", "Neural networks learn. Models fail.") == [
        "Sparse layers",
        "Neural networks",
        "Models",
    ]


def test_brackets_end_a_phrase() -> None:
    assert longest("A register transfer level (RTL) code generator") == [
        "register transfer level",
        "RTL",
        "code generator",
    ]


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("We study large language models.", ["large language models", "language models"]),
        ("We build a code generation framework.", ["code generation framework", "code generation"]),
        ("We write a CUDA kernel.", ["CUDA kernel", "CUDA", "kernel"]),
        ("We use chain of thought.", ["chain of thought", "chain", "thought"]),
        ("We use Shor's algorithm.", ["Shor's algorithm", "Shor", "algorithm"]),
        ("We see a parallel system.", ["parallel system", "system"]),
    ],
)
def test_all_that_may_be_a_name(text: str, within: list[str]) -> None:
    assert everything(text) == within


def test_a_phrase_has_at_most_ten_words() -> None:
    doc = annotate_tagged("model " * 500, "")
    assert max(end - start for start, end in phrases(doc)) == 10


def test_nothing_in_nothing() -> None:
    assert phrases(annotate_tagged("", "")) == []


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
def test_what_holds_of_all(text: str) -> None:
    doc = annotate_tagged("Sparse layers", text)
    top, found = longest_phrases(doc), phrases(doc)
    assert set(top) <= set(found)
    assert found == sorted(set(found), key=lambda place: (place[0], -place[1]))
    assert all(end <= start for (_, end), (start, _) in pairwise(top))
    for start, end in found:
        assert doc.tags[end - 1] in ("NOUN", "PROPN", "VERB")
        assert not any(start < first < end for first in doc.firsts)
        assert not {"PUNCT", "CCONJ", "DET", "SPACE"} & set(doc.tags[start:end])
