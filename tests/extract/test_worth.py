"""Which numbers of a claim are results, and which only tell of others, of conditions or of what a thing is."""

from __future__ import annotations

import pytest

from kg.extract import extract
from kg.extract._quantity import quantities
from kg.model import Record, Source


def said(claim: str) -> list[str]:
    """The results of a claim as values with units."""
    text = f"We present Zed, a scheme. {claim}"
    record = Record(id="x:1", title="Zed: a quick scheme", abstract=text, source=Source("x", 1))
    found = extract(record, fast=True).results
    return [f"{one.value}{f'-{one.value_max}' if one.value_max else ''} {one.unit}".strip() for one in found]


@pytest.mark.parametrize(
    ("claim", "found"),
    [
        ("Zed reaches a hit rate of 91% at a speed of 40 fps.", ["91 %", "40 fps"]),
        ("Scans show that Zed finds AUCs of 0.91, 0.87 and 0.79 on the farms.", ["0.91", "0.87", "0.79"]),
        ("The AUC results of Zed are 0.71/0.64/0.68 on the farms.", ["0.71", "0.64", "0.68"]),
        ("Zed and its twin reach 0.74 and 0.78 mean F1 scores.", ["0.74", "0.78"]),
        ("Zed improves over plain caching by 2.4 and 3.1 BLEU.", ["2.4", "3.1"]),
        ("Zed agrees well with the farmers (F1=0.81).", ["0.81"]),
        ("Zed reaches a log-loss of 0.12.", ["0.12"]),
        ("Zed reaches a detection cost of 0.41 and an ICC of 0.85.", ["0.41", "0.85"]),
        ("Zed lowers waiting and reading by a factor of 2.9, 3.4, and 4.7, respectively.", ["2.9 ×", "3.4 ×", "4.7 ×"]),
        ("Zed gives speedups of 2-3 over plain caching.", ["2-3 ×"]),
        ("Zed gives a 4- to 30-fold speedup.", ["4-30 ×"]),
        ("Zed shows a speedup of 1.3x - 2.6x on farms.", ["1.3-2.6 ×"]),
        ("Zed is enough to at least double the throughput.", ["2 ×"]),
        ("Zed is about twice as fast.", ["2 ×"]),
        ("Our scans reveal that thieves open 71.3% of the barns.", ["71.3 %"]),
        ("Zed answers with a delay of 16 msec.", ["16 ms"]),
        ("Zed improves the rate by 9% at the expense of memory.", ["9 %"]),
        ("Zed reaches a throughput of 3.5 bps/Hz.", ["3.5 bps/Hz"]),
        ("Zed has a latency of up to three microseconds.", ["3 microseconds"]),
        ("Zed lowers the RMSE to 1.4x10^-2 and has a MAE of 2.5e-3.", ["0.014", "0.0025"]),
        ("Zed reaches a sensitivity of 3 × 10^-6.", ["0.000003"]),
        ("Zed lowers the error to 0.19s.", ["0.19 s"]),
    ],
)
def test_what_is_a_result(claim: str, found: list[str]) -> None:
    assert said(claim) == found


@pytest.mark.parametrize(
    ("claim", "found"),
    [
        ("Zed finds 84% of the eggs compared to 61% with plain search.", ["84 %"]),
        ("Zed reaches 0.41, as compared to 0.33 and 0.31 of others, at 3x speed.", ["3 ×"]),
        ("Zed reaches 0.52 F1, which surpasses the plain model of 0.44.", ["0.52"]),
        ("Zed errs by 12%, as compared with a plain error of 31%.", ["12 %"]),
        ("Zed grows by 12% rather than the usual yearly growth of 31%.", ["12 %"]),
        ("A baseline error rate of 31% is reduced by Zed to 4%.", ["4 %"]),
        ("Zed reaches an accuracy of 81%, better than the plain one of 77%.", ["81 %"]),
        ("Zed reaches a MAE of 1.9 compared to a plain network (2.4).", ["1.9"]),
        ("Zed cuts losses by 9% (95% CI 7 to 11%).", ["9 %"]),
        ("Zed cuts losses by 9% in a 12-hour trial.", ["9 %"]),
        ("Zed cuts losses by 9% on 70 hours of video.", ["9 %"]),
        ("Zed cuts losses by 9% after 20 seconds.", ["9 %"]),
        ("Zed cuts losses by 9% in the 2.4 GHz band.", ["9 %"]),
        ("Zed agrees with only 9% of the top 5% of the eggs.", ["9 %"]),
        ("Zed is stable and accurate if at least 60% of the eggs are known.", []),
        ("Zed has a twofold aim, and is 3x faster.", ["3 ×"]),
        ("The aims of Zed are therefore two-fold: it should be faster, and smaller.", []),
        ("Zed improves on sizes spanning three orders of magnitude by 9%.", ["9 %"]),
        ("Zed cuts losses by 9% using the largest 20% of the farms.", ["9 %"]),
        ("Zed cuts losses by 9% at a carrier frequency of 3 GHz.", ["9 %"]),
        ("Zed cuts losses by 9% at distances ranging from 2 m to 30 m.", ["9 %"]),
        ("We show that 2-fold branched covers of it improve.", []),
        ("We show better curves on a threefold.", []),
        ("Results on the 2s levels agree better.", []),
        ("Zed cuts losses by 9%, in a 50% Bayesian credible range.", ["9 %"]),
        ("Zed cuts losses by 9% on farms of length 70 minutes.", ["9 %"]),
        ("Zed takes it from the order of 3 s to 9% of that.", ["9 %"]),
        ("We find better ratios of single to double wing beats.", []),
        ("We show a set of 37 points in a field.", []),
    ],
)
def test_what_stands_beside_a_result_and_is_none(claim: str, found: list[str]) -> None:
    assert said(claim) == found


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("lowers it from 0.6 mm to 0.2 mm and from 1.9 mm to 0.7 mm, respectively", ["0.2", "0.7"]),
        ("raises them from 31.2% to 80.4% and 20.1% to 66.0%", ["80.4", "66.0"]),
        ("moves from 3 to 5 units on A and B, respectively", []),
    ],
)
def test_each_level_of_several_changes(text: str, levels: list[str]) -> None:
    assert [str(one.low) for one in quantities(text) if one.level is not None] == levels


def test_a_variable_is_no_name_of_a_score() -> None:
    assert [str(one.low) for one in quantities("with x=0.5, f(x)=3 and F1=0.8")] == ["0.8"]


def test_a_quality_factor_is_no_factor() -> None:
    found = quantities("a quality factor of 2 × 10^4 and a Q-factor of 3, faster by a factor of 4")
    assert [(int(one.low), one.unit) for one in found] == [(20_000, ""), (3, ""), (4, "×")]
