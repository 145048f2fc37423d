"""Which names of a document are one thing, on sentences of our own."""

from __future__ import annotations

import re

import pytest

from kg.extract._candidate import Candidate
from kg.extract._settle import groups
from kg.extract._words import annotate
from kg.model import EntityType


def things(abstract: str, *names: str) -> list[tuple[str, ...]]:
    """The names of each thing, where these names of an abstract are found."""
    doc = annotate("On birds", abstract)
    places = (found.span() for name in names for found in re.finditer(re.escape(name), doc.text))
    found = [
        Candidate(start=start, end=end, extractor="shaped", confidence=0.6, type=EntityType.METHOD)
        for start, end in places
    ]
    return [tuple(doc.text[each.start : each.end] for each in group.mentions) for group in groups(doc, found)]


@pytest.mark.parametrize(
    ("one", "other"),
    [("egg-to-egg transfer", "egg-toegg transfer"), ("Quill-7B", "Quill7B"), ("nest keeping", "nestkeeping")],
)
def test_names_that_are_parted_elsewhere_are_one(one: str, other: str) -> None:
    assert things(f"We use {one}. Then {other} is used.", one, other) == [(one, other)]


def test_numbers_that_are_parted_elsewhere_are_two() -> None:
    assert things("We use Quill-2-70B, not Quill-270B.", "Quill-2-70B", "Quill-270B") == [
        ("Quill-2-70B",),
        ("Quill-270B",),
    ]


def test_a_thing_goes_by_what_the_title_calls_it() -> None:
    doc = annotate("Nest trees of birds", "Birds grow an NT. An NT (nest tree) is a tree.")
    found = [
        Candidate(start=at.start(), end=at.end(), extractor="shaped", confidence=0.6, type=EntityType.MODEL, same_as=of)
        for of in ("nest tree", "NT")
        for at in re.finditer(r"(?i)nest trees?" if of == "NT" else "NT", doc.text)
    ]
    assert [group.label for group in groups(doc, found)] == ["Nest trees"]
