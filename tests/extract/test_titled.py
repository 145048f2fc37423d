"""What titles name where no part of speech is known, on titles of our own."""

from __future__ import annotations

import pytest

from kg.extract._words import annotate, annotate_tagged
from kg.extract.titled import candidates
from kg.model import Role
from kg.vocabulary import load


def found(title: str) -> list[tuple[str, str]]:
    doc = annotate(title, "Gulls sing at night.")
    return [(doc.text[each.start : each.end], str(each.type)) for each in candidates(doc, load())]


def brought(title: str) -> list[str]:
    doc = annotate(title, "Gulls sing at night.")
    return [doc.text[each.start : each.end] for each in candidates(doc, load()) if each.role is Role.PROPOSES]


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Wing Folding for Nest Noise Separation", [("Wing Folding", "Method"), ("Nest Noise Separation", "Task")]),
        ("Noise Control of Coastal Bird Colonies", [("Noise Control", "Method"), ("Coastal Bird Colonies", "Topic")]),
        ("Plumage Estimation of Young Terns", [("Plumage Estimation", "Task"), ("Young Terns", "Topic")]),
        ("Counting Shy Gulls on Rocky  Shores", [("Shy Gulls", "Topic"), ("Rocky  Shores", "Topic")]),
        ("QuillNet: A Sparse Egg Encoder for Thin Shells", [("Thin Shells", "Topic")]),
        ("NestTeam at GullEval-2024 Task 3", [("GullEval-2024 Task 3", "Venue")]),
        ("Fast and Robust Feather Ranking Methods", [("Feather Ranking", "Method")]),
        ("Gulls", []),
        ("A Study", []),
    ],
)
def test_what_a_title_names(title: str, names: list[tuple[str, str]]) -> None:
    assert found(title) == names


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Gradual Feather Filters for Nest Noise", ["Gradual Feather Filters"]),
        ("Feather Filters: Hearing Nests at Night", ["Feather Filters"]),
        ("Feather Filters", ["Feather Filters"]),
        ("Hearing Nests with a Gradual Feather Filter", ["Gradual Feather Filter"]),
        ("Hearing Nests with a Gradual Feather Filter on Shores", []),
        ("Feather Filters: A Survey", []),
        ("Feather Filters on Rocky Shores", []),
        ("Machine Learning for Nest Noise", []),
    ],
)
def test_what_the_paper_brings(title: str, names: list[str]) -> None:
    assert brought(title) == names


def test_what_has_parts_of_speech_is_weighed_instead() -> None:
    doc = annotate_tagged("Gradual Feather Filters for Nest Noise", "Gulls sing.")
    assert list(candidates(doc, load())) == []
