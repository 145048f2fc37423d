"""Dates as exports write them, those that no calendar has among them."""

from __future__ import annotations

import pytest

from kg.model import PartialDate
from kg.read._dates import date_of, of_parts


@pytest.mark.parametrize(
    ("parts", "date"), [([2001, 0, 0], "2001"), ([2001, 2, 0], "2001-02"), (["2001", "2"], "2001-02")]
)
def test_a_month_or_day_of_nought_is_none(parts: list[object], date: str) -> None:
    assert str(of_parts(parts)) == date


@pytest.mark.parametrize(("text", "date"), [("1990.0", "1990"), ("2001-00", "2001"), ("2001-00-00", "2001")])
def test_dates_as_spreadsheets_and_databases_fill_them(text: str, date: str) -> None:
    assert str(date_of(text)) == date


@pytest.mark.parametrize("text", ["2001-00", "2001-02-00"])
def test_the_own_form_takes_none_that_no_calendar_has(text: str) -> None:
    with pytest.raises(ValueError, match=r"must be in|out of range"):
        PartialDate.parse(text)
