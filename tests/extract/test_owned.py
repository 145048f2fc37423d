"""What a paper says is its own where it goes on, on sentences of our own."""

from __future__ import annotations

import pytest

from kg.extract._words import annotate, annotate_tagged
from kg.extract.owned import candidates
from kg.model import EntityType, Role
from kg.vocabulary import load


def found(abstract: str, title: str = "On birds") -> list[str]:
    doc = annotate(title, abstract)
    return [doc.text[each.start : each.end] for each in candidates(doc, load())]


@pytest.mark.parametrize(
    ("abstract", "names"),
    [
        ("The proposed sparse egg cache saves power.", ["sparse egg cache"]),
        ("The proposed method relies on eggs.", []),
        ("The designed trust-based mechanism is quick.", []),
        ("We study roosts at dusk from the shore and devise a lazy moult scheduler.", ["lazy moult scheduler"]),
        ("Our hybrid tide model explicitly counts waves.", ["hybrid tide model"]),
        ("Our results show that nests are warm.", []),
        ("Our framework employs a two-layer nest guard mechanism to hide eggs.", ["two-layer nest guard"]),
        ("We propose Lark, a simple way to count eggs. With Lark, eggs are counted.", ["Lark", "Lark"]),
        ("We introduce a new task, nocturnal egg counting, which is hard.", ["nocturnal egg counting"]),
        ("The proposed neural network is deep.", []),
    ],
)
def test_what_is_taken_for_granted(abstract: str, names: list[str]) -> None:
    assert found(abstract) == names


def test_a_new_task_is_a_task() -> None:
    doc = annotate("On birds", "We formulate a new learning task: nocturnal egg counting.")
    (each,) = candidates(doc, load())
    assert (each.type, each.role) == (EntityType.TASK, Role.PROPOSES)


def test_a_title_that_is_spelled_out_with_its_short_form() -> None:
    assert found("It has eggs. Nocturnal Egg Ledger (NEL) is read at dawn.", "Nocturnal Egg Ledger") == [
        "Nocturnal Egg Ledger",
        "NEL",
    ]
    assert found("A Nocturnal Egg Ledger (NEL) is read at dawn.", "Reading a Nocturnal Egg Ledger") == []


def test_a_word_put_together_for_the_purpose() -> None:
    assert found("We send eggs to a Central-Sorting-Unit (CSU).") == ["Central-Sorting-Unit", "CSU"]
    assert found("Eggs are sent to a Central-Sorting-Unit (CSU).") == []
    assert found("We send eggs to a Central Sorting Unit (CSU).") == []


def test_what_has_parts_of_speech_is_weighed_instead() -> None:
    doc = annotate_tagged("On birds", "The proposed sparse egg cache saves power.")
    assert list(candidates(doc, load())) == []
