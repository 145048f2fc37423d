"""Patterns that are tried only where their words are find what they find everywhere."""

from __future__ import annotations

import random

import pytest

from kg.extract._claim_words import BOUND_BEFORE, CHANGE_NOUN, VERB
from kg.extract._scope import RIVAL
from kg.extract._sought import Kinds, Opened, begins

WORDS = """
as compar ed ing ison to with against that those of in upon the relative versus VS vs. than for by over time all
respect w.r.t. instead rather without using baseline state-of-the-art best two fold 3 an a factor wide range various
datasets it, outperform s beat en lead by improv ed on upon over win ning ahead underperform cross speed s up it sped
accelerat slow down compress enhanc better advanc optimiz lift increas es rais boost grow gain rise reduc decreas lower
sav drop ped cut degrad halv fall fell los e t achiev Reach attain deliver yield provid giv gave show exhibit report
produc result ha s ve observ scor record maintain offer enabl requir use d consum perform run ning operat detect
identif y is are was were be been feature hits got introduc led represents seen found confirm tak took need costs solv
cover improvement enhancement increment advantage uplift jump reduction saving degradation loss decline shrinkage
penalt ies deterioration acceleration - . ( ) much high many large maximum max. peak can could may best at least no
less not greater equal minimum ≥ \\geq leq fewer low more above higher larger beyond > surpassing excess
upward within smaller < sub- most ≤ geo geometric mean geomean average averages avg. averagely about only factor +
"""


@pytest.mark.parametrize("opened", [VERB, CHANGE_NOUN, RIVAL, BOUND_BEFORE])
@pytest.mark.parametrize("seed", range(60))
def test_it_finds_what_the_pattern_finds(opened: Opened, seed: int) -> None:
    choose = random.Random(seed)  # noqa: S311 a test's text, not a secret
    words = [word + choose.choice(["", " ", " ", "  "]) for word in choose.choices(WORDS.split(), k=40)]
    for text in map("".join, (words, *(words[:many] for many in range(20)))):
        for start in (0, 7, 30):
            expected = [found.span() for found in opened.pattern.finditer(text, start)]
            assert [found.span() for found in opened.finditer(text, start)] == expected
            first = opened.search(text, start)
            assert (first.span() if first else None) == (expected[0] if expected else None)


def test_a_letter_whose_small_form_is_two_moves_nothing() -> None:
    assert [found[0] for found in VERB.finditer("İİ reduces it")] == ["reduces"]


def test_a_pattern_begins_with_letters_that_it_cannot_do_without() -> None:
    assert begins(r"ours?|prov(?:e|ing)|is (?:new|old)|state[- ]of|wav\w*") == ["our", "prov", "is ", "state", "wav"]
    with pytest.raises(ValueError, match="empty"):
        Kinds({"any": [r"\w+"]})
