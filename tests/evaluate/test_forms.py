"""When two names, numbers and phrases are the same."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluate._forms import forms, same_number, touch, unit, unmarked


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Vision Transformers", "vision-transformer"),
        ("Nvidia Tesla V100 GPUs", "V100"),
        ("ImageNet dataset", "ImageNet"),
        ("QuillNet benchmark suite", "quillnet"),
        ("LMs", "LM"),
        ("libraries", "library"),
        ("crosses", "cross"),
        (r"\textbf{QuillNet}", "QuillNet"),
        (r"Quill$^\textbf{2}$", "Quill^2"),
        ("“Quill”", "quill"),
        ("in/out", "in out"),
        ("data set", "dataset"),
    ],
)
def test_the_same(one: str, other: str) -> None:
    assert forms(one) & forms(other)


@pytest.mark.parametrize(
    ("one", "other"), [("ResNet-50", "ResNet-101"), ("loss", "los"), ("Quill", "QuillNet"), ("", "x"), ("model", "")]
)
def test_not_the_same(one: str, other: str) -> None:
    assert not forms(one) & forms(other)


@pytest.mark.parametrize(("one", "other"), [("GPT-4 by far", "GPT-4"), (None, ""), ("a V100", "A V100 GPU")])
def test_phrases_that_touch(one: str | None, other: str | None) -> None:
    assert touch(one, other)
    assert touch(other, one)


@pytest.mark.parametrize(("one", "other"), [("V100", None), ("top", "to"), ("CIFAR-10", "ImageNet")])
def test_phrases_that_do_not(one: str | None, other: str | None) -> None:
    assert not touch(one, other)
    assert not touch(other, one)


def test_numbers() -> None:
    assert same_number(0.1, Decimal("0.1"))
    assert same_number("3", Decimal(3))
    assert not same_number(3, Decimal("3.1"))
    assert not same_number(3, None)
    assert not same_number("36%", Decimal(36))


def test_units() -> None:
    assert [unit(each) for each in ("×", "times", "Percent", "bits", None, "ms ")] == ["x", "x", "%", "bit", "", "ms"]


@given(st.text(max_size=40))
def test_blanks_make_no_difference(name: str) -> None:
    found = forms(name)
    assert {form.replace(" ", "") for form in found} <= found


@given(st.text(alphabet="ab$\\{}^~ \n_%", max_size=40))
def test_unmarked_is_one_line(text: str) -> None:
    assert "\n" not in unmarked(text)
    assert not set(unmarked(text)) & set("$\\{}^~")
