"""Which spans are weighed, and which are chosen where several are in each other's way."""

from __future__ import annotations

import numpy as np
import pytest

from kg.extract import candidates_of
from kg.extract._features import Span, Surroundings
from kg.extract._weigh import _chosen
from kg.vocabulary import Vocabulary

PART, WORD = Span(0, 3, 0, 0, "moe", ()), Span(0, 8, 0, 0, "moe loom", ())
PHRASE = Span(0, 14, 0, 1, "moe loom layer", ())
ELSEWHERE = Span(20, 23, 3, 3, "moe", ())


@pytest.mark.parametrize(
    ("part", "word", "chosen"),
    [
        (0.99, 0.97, WORD),  # a part of a word gives way to the word
        (0.99, 0.90, PART),  # unless the word is worth less
        (0.50, 0.97, WORD),
    ],
)
def test_a_part_of_a_word_gives_way_to_a_word_that_is_worth_nearly_as_much(
    part: float, word: float, chosen: Span
) -> None:
    spans = [PART, WORD, ELSEWHERE]
    found = _chosen(spans, np.array([part, word, 0.9], dtype=np.float32), 0.6)
    assert [spans[number] for number in sorted(found)] == [chosen, ELSEWHERE]


def test_a_word_does_not_give_way_to_a_phrase_that_is_worth_less() -> None:
    assert _chosen([WORD, PHRASE], np.array([0.99, 0.97], dtype=np.float32), 0.6) == [0]


def test_a_symbol_of_a_formula_is_not_weighed() -> None:
    said = "Let G be a graph and L^1 its norm; the trees H_2 and eggs sing."
    around = Surroundings(*candidates_of("On nests", said, Vocabulary({})))
    names = {around.text[span.start : span.end] for span in around.spans}
    assert not names & {"G", "L^1", "H_2"}
    assert {"graph", "norm"} <= names
