"""Measured claims: the numbers that are results, and what the words around them say of each."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from kg.extract import alone, explain, extract
from kg.extract._document import Document, small_letters
from kg.extract._learned import Learned, Weights, shipped
from kg.extract._measuring import measuring
from kg.extract._option import Option
from kg.extract._quantity import NUMBER, numbers_in, quantities
from kg.extract._setting import MOST, settings_of
from kg.extract._settle import groups
from kg.extract._worth import is_candidate
from kg.extract.results import weighed_claims
from kg.model import Record, Result, Source
from kg.vocabulary import load


def record(abstract: str, title: str = "Zed: a quick scheme") -> Record:
    return Record(id="x:1", title=title, abstract=abstract, source=Source("x", 1))


_REACHED = "With a lazy pager, precision and recall reach 81% and 92%, respectively."


def results(claim: str) -> tuple[Result, ...]:
    return extract(record(f"We present Zed, a scheme. {claim}")).results


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("runs 3x and 3.5 times", ["3×", "3.5×"]),
        ("a two-fold rise, twice the rate, a threefold one", ["2×", "2×", "3×"]),
        ("by a factor of more than 400", ["400×"]),
        ("a factor of two", ["2×"]),
        ("10^4x", ["10000×"]),
        ("36 percent, 36%, 36 %", ["36%", "36%", "36%"]),
        ("2.1 points, 4 percentage points, 27.8 F1 points", ["2.1points", "4points", "27.8points"]),
        ("two orders of magnitude", ["2orders of magnitude"]),
        ("an order of magnitude", ["1orders of magnitude"]),
        ("half of it, halved", ["50%", "50%"]),
        ("12.5 ms at 1.2 TOPS/W, 895 μW, 33 GB/s", ["12.5ms", "1.2TOPS/W", "895uW", "33GB/s"]),
        ("110 images per second in less than a minute", ["110images/second", "1minute"]),
        ("185M MACs, 3,970 nodes", ["185000000", "3970"]),
        ("handles 4,200 lookup keys per second", ["4200lookup keys/second"]),
        ("12 DP-GFLOPS at 90 kfps and 3 μW/MHz", ["12DP-GFLOPS", "90kfps", "3uW/MHz"]),
        ("costs by about factors of 3 and 40", ["3×", "40×"]),
        ("10~ times quicker", ["10×"]),
        ("of .78, un score de 61,78 % sur 5 116 et 1,200", ["0.78", "61.78%", "5", "116", "1200"]),
    ],
)
def test_a_number_and_its_unit(text: str, found: list[str]) -> None:
    assert [f"{one.low.normalize():f}{one.unit}" for one in quantities(text)] == found


@pytest.mark.parametrize(
    "text", ["30-47%", "30% to 47%", "between 30% and 47%", "ranging from 30% to 47%", "30–47%", "30%–47%", "30 - 47%"]
)
def test_a_range_is_one_quantity(text: str) -> None:
    (one,) = quantities(text)
    assert (one.low, one.high, one.unit) == (Decimal(30), Decimal(47), "%")


def test_what_stands_in_brackets_lends_no_unit_to_what_has_none() -> None:
    assert [one.unit for one in quantities("an odds ratio of 1.3 (95% CI 0.9, 1.9)")] == ["", "%", "", ""]


def test_from_one_level_to_another_is_no_range() -> None:
    (one,) = quantities("improves recall from 46% to 68%")
    assert (one.low, one.high, one.level) == (Decimal(68), None, "46%")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Zed runs in less than a minute.", "1 minute"),
        ("Zed is twice as fast.", "2 ×"),
        ("Zed cuts costs by a factor of three.", "3 ×"),
        ("Zed brings a twofold speedup.", "2 ×"),
        ("Zed is Four Times faster.", "4 ×"),
        ("Zed is one order of magnitude faster.", "1 orders of magnitude"),
        ("Zed halves the latency.", "50 %"),
        ("Zed saves thirty percent of the energy.", "30 %"),
    ],
)
def test_a_number_in_words_alone_is_found(text: str, said: str) -> None:
    assert [f"{one.low} {one.unit}" for one in quantities(text)] == [said]
    assert may_measure(text)


def may_measure(text: str) -> bool:
    return measuring(Document(text, 0, [0], small_letters(text))) == [(0, text)]


WORDS = """
12 4.5 .78 10^-3 10^4x 1,200 5 12.5-14% 8.1/5.6 (3.5 7) x times -fold fold % percent points pp ms GHz J/op orders
of magnitude images per second K million BLEU F1 accuracy rank place 2nd EM is in by a factor speedup for and ± we
half doubled two one twice than minute Dice error with to from between , + on Q3 İ
"""


@pytest.mark.parametrize("seed", range(300))
def test_where_nothing_may_measure_no_number_is_a_result(seed: int) -> None:
    choose = random.Random(seed)  # noqa: S311 a test's sentences, not a secret
    text = choose.choice(["", " "]).join(choose.choices(WORDS.split(), k=9))
    earlier = None
    for one in quantities(text):
        accepted = is_candidate(text, one, earlier)
        earlier = one if accepted else earlier
        assert may_measure(text) or not (accepted or one.unit)


@pytest.mark.parametrize(
    "text", ["It has 3 parts and 14 rules.", "It is from 2019 (Section 2).", "Half of İt has 2,001 characters. " * 70]
)
def test_most_numbers_measure_nothing(text: str) -> None:
    assert not may_measure(text)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("in 3 and 12.5 hours, or one hour", ["hours", "hours"]),
        ("4,200 lookup keys per second, 3 million tokens per minute", ["lookup keys per second", "tokens per minute"]),
        ("31 lookup\nkeys per second, 5 tokens per\nminute", ["lookup keys per second", "tokens per minute"]),
        ("110 images/second, 36 ms, 895 μW", ["images/second", "ms", "uW"]),
        ("20 GPU-hours and 900 person-months", ["GPU-hours", "person-months"]),
        ("three minutes, two to four orders of magnitude", ["minutes", "orders of magnitude"]),
    ],
)
def test_a_unit_in_words_is_said_as_the_text_has_it(text: str, units: list[str]) -> None:
    assert [one.said for one in quantities(text)] == units


def test_a_range_in_words_is_one_quantity() -> None:
    (one,) = quantities("two to four times quicker")
    assert (one.low, one.high, one.unit) == (2, 4, "×")


@pytest.mark.parametrize(
    "claim",
    [
        "The accuracy of the best lookup is at .84.",
        "A BLEU score of 31.2 is reached by Zed, while the smaller model scores 0.84.",
        "Zed attains a Dice similarity coefficient (DSC) of 0.84 on the X-ray images.",
    ],
)
def test_a_fraction_behind_the_name_of_a_score_is_a_result(claim: str) -> None:
    assert Decimal("0.84") in [one.value for one in results(claim)]


IN_WORDS = """
one two three four twenty a an fold -fold times orders of-magnitude magnitude percent percentage points factor of than
second minute to - – minutes days half doubled H2O GPT-3.5 10^5 1,000 1,5% - . , ( / 9 .5
"""


@pytest.mark.parametrize("seed", range(300))
def test_numbers_are_all_found_where_they_may_begin(seed: int) -> None:
    choose = random.Random(seed)  # noqa: S311 a test's sentences, not a secret
    text = choose.choice(["", " ", " "]).join(choose.choices([*IN_WORDS.split(), *WORDS.split()], k=12))
    assert [found.span() for found in numbers_in(text)] == [found.span() for found in NUMBER.finditer(text)]


@pytest.mark.parametrize("text", ["8.1%, 5.6%, and 10.3%", "8.1, 5.6 and 10.3%", "8.1%/5.6%/10.3%"])
def test_a_list_is_one_row_that_shares_its_unit(text: str) -> None:
    found = quantities(text)
    assert [(str(one.low), one.unit, one.row, one.place) for one in found] == [
        ("8.1", "%", 0, 0),
        ("5.6", "%", 0, 1),
        ("10.3", "%", 0, 2),
    ]


def test_a_year_lends_no_unit() -> None:
    assert [one.unit for one in quantities("on VOC 2007 and 70.4% on it")] == ["", "%"]


@pytest.mark.parametrize(
    ("claim", "metric", "direction"),
    [
        ("Zed reduces the total hop count by 36%.", "hop count", "decrease"),
        ("Zed achieves 36% higher energy efficiency.", "energy efficiency", "increase"),
        ("Zed brings a 36% reduction in search time.", "search time", "decrease"),
        ("Zed reaches 36% top-1 accuracy.", "top-1 accuracy", "value"),
        ("Its latency is cut by 36%.", "latency", "decrease"),
        ("Zed has an error rate of 36%.", "error rate", "value"),
        ("Zed gives a 36% accuracy improvement.", "accuracy", "increase"),
        ("Zed improves execution time by 36%.", "execution time", "decrease"),
        ("Zed is 36% faster than Bo.", "speed", "increase"),
        ("Zed speeds up decoding by 36%.", "speed", "increase"),
        ("Zed outperforms Bo by 36% in recall.", "recall", "increase"),
        ("Zed outperforms Bo by 36%.", "performance", "increase"),
        ("Zed is more accurate than Bo by 36%.", "accuracy", "increase"),
        ("Zed saves 36% of memory.", "memory", "decrease"),
        ("Zed shows memory savings, ranging from 36% to 50%.", "memory", "decrease"),
        ("Zed has the lowest count of false positives=36%.", "false positives", "value"),
        ("Zed saves 36% of lookups over plain caching.", "lookups", "decrease"),
        ("The page accuracy exceeds 36% for small caches.", "page accuracy", "value"),
        ("There remains a gap to the page accuracy of lazy caches (36%).", "page accuracy", "value"),
        ("Zed reduces by 36% the number of page faults.", "number of page faults", "decrease"),
        ("Zed needs fewer (36% less) queries than Bo.", "queries", "decrease"),
        ("Zed reads a low number of page faults (a 36% reduction).", "page faults", "decrease"),
        ("Zed is 36% faster in search time.", "search time", "decrease"),
        ("Zed shows decoding speed gains in large batches up to 36%.", "decoding speed", "increase"),
        ("Zed reduces in 36% the number of page faults.", "number of page faults", "decrease"),
        ("Zed performs on average 36% better than the best fixed cache.", "performance", "increase"),
    ],
)
def test_metric_and_direction(claim: str, metric: str, direction: str) -> None:
    (found,) = results(claim)
    assert (found.metric, found.direction, found.value, found.unit) == (metric, direction, Decimal(36), "%")


@pytest.mark.parametrize(
    ("words", "bound"),
    [
        ("by up to 3x", "up to"),
        ("by at least 3x", "at least"),
        (r"by $\ge 3\times$", "at least"),
        (r"by $\le 3\times$", "at most"),
        ("by over 3x", "more than"),
        ("by more than 3x", "more than"),
        ("by less than 3x", "less than"),
        ("by an average of 3x", "average"),
        ("by 3x on average", "average"),
        ("by a geomean of 3x", "geomean"),
        (r"by $\sim 3\times$", None),
        ("by about 3x", None),
    ],
)
def test_bounds(words: str, bound: str | None) -> None:
    (found,) = results(f"Zed improves throughput {words}.")
    assert (found.bound, found.value) == (bound, Decimal(3))


@pytest.mark.parametrize(
    ("claim", "baseline"),
    [
        ("Zed cuts latency by 36% over the best prior design.", "best prior design"),
        ("Compared with the baseline scheduler, Zed cuts latency by 36%.", "baseline scheduler"),
        ("Zed cuts latency by 36% relative to plain caching while it keeps accuracy.", "plain caching"),
        ("Zed outperforms plain caching by 36%.", "plain caching"),
        ("Zed cuts latency by 36% on four workloads.", None),
        ("Zed improves recall by over ten-fold.", None),
        ("Zed is 60x faster than that on a single server.", "single server"),
        ("Zed brings down what evictions cost by more than a factor of 3.", None),
        ("Zed improves the frame rate by 30% over different settings.", None),
        (
            "Compared with lazy paging, Zed brings improvements over several metrics and cuts cost by 36%.",
            "lazy paging",
        ),
        ("Zed shows gains over the old state of the art (over 7 BLEU increase).", "old state of the art"),
        ("Compared with the older pagers, the two pagers here cut cost by 36% and 46%.", "older pagers"),
        ("Zed brings a loss of heat which is 36% higher than what idle pages waste.", "idle pages waste"),
        ("Zed gives a 36% lower error rate, respectively, from a plain baseline.", "plain baseline"),
        ("Compared with the best baselines, i.e., enhanced ring caches, Zed cuts cost by 36%.", "enhanced ring caches"),
        ("Zed cuts latency by 36% over the prior method (ResNet-50).", "ResNet-50"),
    ],
)
def test_baselines(claim: str, baseline: str | None) -> None:
    assert results(claim)[0].baseline == baseline


@pytest.mark.parametrize(
    "claim",
    [
        "Zed has a higher accuracy (99.8% in training and 95.5% in tests) than the plain parser.",
        "Zed outperforms the plain parser, with an accuracy of 75.0% on corn, and of 80.7% on wheat.",
    ],
)
def test_what_a_level_is_held_against_holds_for_the_next_too(claim: str) -> None:
    assert [one.baseline for one in results(claim)] == ["plain parser", "plain parser"]


def test_a_change_is_relative_to_what_the_sentence_before_compares_with() -> None:
    first, second, third = results(
        "Zed cuts latency by 36% over plain caching. Its energy is reduced by 12%. Zed reaches an accuracy of 93%."
    )
    assert [one.baseline for one in (first, second, third)] == ["plain caching", "plain caching", None]
    _, more = results("Zed cuts latency by 36% over plain caching. Moreover, its energy is reduced by 12%.")
    assert more.baseline is None


def test_values_and_contexts_in_parallel() -> None:
    claim = "Zed cuts latency by up to 36% and 46% on the V100 and the Jetson TX2 respectively compared with ResNet-50."
    first, second = results(claim)
    assert (first.value, second.value) == (36, 46)
    assert "V100" in first.context
    assert "Jetson TX2" not in first.context
    assert "Jetson TX2" in second.context
    assert "V100" not in second.context
    assert {one.baseline for one in (first, second)} == {"ResNet-50"}
    assert {one.bound for one in (first, second)} == {"up to"}


def test_values_and_baselines_in_parallel() -> None:
    found = results("Zed achieves 30.8x/2.5x geomean speedup over plain caching and lazy paging.")
    assert [(one.value, one.baseline, one.bound) for one in found] == [
        (Decimal("30.8"), "plain caching", "geomean"),
        (Decimal("2.5"), "lazy paging", "geomean"),
    ]


def test_a_list_of_baselines_before_its_values() -> None:
    found = results("Compared to plain caching and lazy paging, Zed also achieves 1.7x, 1.25x speedup.")
    assert [(one.value, one.baseline) for one in found] == [
        (Decimal("1.7"), "plain caching"),
        (Decimal("1.25"), "lazy paging"),
    ]


def test_the_noun_of_a_list_is_no_part_of_its_first_member() -> None:
    found = results("Compared to the best parsers QuillNet and SongNet, Zed achieves 1.7x, 1.25x speedup.")
    assert [one.baseline for one in found] == ["QuillNet", "SongNet"]


def test_both_hold_for_every_value() -> None:
    found = results("On both the V100 and the Jetson TX2, Zed achieves 3x and 5x speedup over paging and swapping.")
    assert [set(one.context) for one in found] == [{"V100", "Jetson TX2"}] * 2


def test_a_change_by_the_verb_before() -> None:
    found = results("Zed improves recall by an average of 3.5% and precision by 1.5%.")
    assert [(one.metric, one.direction) for one in found] == [("recall", "increase"), ("precision", "increase")]


@pytest.mark.parametrize(
    ("claim", "baselines"),
    [
        ("Zed raises throughput by 1.6x and capacity by 1.7x over Quill-7B.", ["Quill-7B"] * 2),
        ("Zed raises throughput by 1.7x over plain caching, and cuts energy by 30%.", ["plain caching"] * 2),
        (
            "Zed achieves 8.3x speedup compared to the baseline pager and 9x energy reduction compared to swap.",
            ["baseline pager", "swap"],
        ),
        ("Zed shows 3x the speed of lazy paging, or roughly 5x that of swap.", [None, None]),
        ("Zed gives 3x higher speed over lazy paging, or roughly 5x higher speed over swap.", ["lazy paging", "swap"]),
        ("Using a deep pager instead of a flat pager improves the hit rate by 14%.", ["flat pager"]),
        ("Zed improves accuracy by 30% over lazy paging, and 5% over plain caching.", ["lazy paging", "plain caching"]),
    ],
)
def test_a_baseline_ends_before_what_is_claimed_next(claim: str, baselines: list[str]) -> None:
    assert [one.baseline for one in results(claim)] == baselines


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("Zed achieves 1.4x-3x per-page and 1.2x end-to-end speedup.", ["per-page speedup", "end-to-end speedup"]),
        ("Zed achieves 3x power and 2x area reduction.", ["power", "area"]),
    ],
)
def test_a_noun_that_two_values_share(claim: str, said: list[str]) -> None:
    assert [one.metric for one in results(claim)] == said
    assert len({one.direction for one in results(claim)}) == 1


def test_a_gain_of_a_score_that_is_not_named() -> None:
    found = results("Our parser achieves significant gains (+4.3 on QuillBench, +6.0 on SongBank).")
    assert [(one.value, one.direction, one.context) for one in found] == [
        (Decimal("4.3"), "increase", ("QuillBench",)),
        (Decimal("6.0"), "increase", ("SongBank",)),
    ]


@pytest.mark.parametrize("claim", ["Zed reaches a precision and recall of 81% and 92%.", _REACHED])
def test_values_and_metrics_in_parallel(claim: str) -> None:
    found = results(claim)
    assert [(one.metric, one.value) for one in found] == [("precision", 81), ("recall", 92)]


def test_a_value_without_a_verb_is_like_the_one_before() -> None:
    first, second = results("Zed gives an average speedup of 3x over lazy paging, and 5x over plain caching.")
    assert (second.metric, second.direction, second.baseline) == (first.metric, "increase", "plain caching")


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        (
            "Zed reaches 58.1% of precision, 71.9% of recall, and 64.2% of F1-score.",
            ["58.1 precision", "71.9 recall", "64.2 F1-score"],
        ),
        (
            "Against Owl, Zed scores 61.2% wins, 27.4% ties, and 11.4% losses.",
            ["61.2 wins", "27.4 ties", "11.4 losses"],
        ),
        ("Zed attains a performance of 82% Edge Recall and 64% Strict Edge Recall.", ["82 ", "64 Strict Edge Recall"]),
        ("Zed reaches 33 GB/s of throughput and 2.1 W of power.", ["33 throughput", "2.1 power"]),
        ("Zed reaches a throughput of 33 GB/s and 2.1 W.", ["33 throughput", "2.1 power"]),
        (
            "Zed reaches a 93% detection accuracy and a 77% 'grasping' success rate.",
            ["93 detection", "77 grasping success"],
        ),
        (
            "Zed reaches an overall accuracy of 81% and leads with an improvement of 9%.",
            ["81 accuracy", "9 accuracy"],
        ),
    ],
)
def test_each_value_of_a_list_has_its_own_metric(claim: str, said: list[str]) -> None:
    found = [f"{one.value} {one.metric}" for one in results(claim)]
    assert len(found) == len(said)
    assert all(one.startswith(other) for one, other in zip(found, said, strict=True)), found


@pytest.mark.parametrize(
    ("claim", "ranks"),
    [
        ("Our system ranked 2nd place among 30 teams.", [2]),
        ("Zed reaches an F1 of 0.73 (Rank 3) on the Fen task.", [Decimal("0.73"), 3]),
        ("Zed ranks pages by 12 features.", []),
    ],
)
def test_places_among_others(claim: str, ranks: list[Decimal]) -> None:
    assert [one.value for one in results(claim)] == ranks


def test_what_an_ordinal_measures_is_called_as_the_text_does_or_a_rank() -> None:
    found = results("Zed ranked 4th position on the Fen task and 7th on the Moor task; Zed ranks 3rd of all.")
    assert [one.metric for one in found] == ["position", "position", "position"]
    (found,) = results("Zed ranks 3rd on the leaderboard.")
    assert (found.metric, found.direction) == ("rank", "value")


def test_what_a_claim_is_about_is_the_proposal_and_not_what_it_is_compared_with() -> None:
    (found,) = results("Compared with QuillNet, Zed cuts latency by 36% on the V100.")
    assert (found.subject, found.baseline) == ("Zed", "QuillNet")


def test_what_runs_on_things_of_a_kind_is_no_such_thing() -> None:
    text = "We present Zed for processing-in-memory (PIM). Zed cuts latency by 36% on graph-like PIM applications."
    (found,) = extract(record(text), fast=True).results
    assert "graph-like PIM applications" in found.context


def test_a_claim_on_the_papers_own_data_is_about_the_model_that_is_tried() -> None:
    text = "We present Zed, a corpus of bird songs. On it BERT reaches an accuracy of 93%."
    (found,) = extract(record(text, title="Zed: A Corpus of Bird Songs"), fast=True).results
    assert found.subject == "BERT"


def test_our_noun_is_the_proposal_of_that_kind() -> None:
    text = "We present the Nest Index and the Song Parser. Our parser reaches an accuracy of 93%."
    doc, found = alone("Two tools for birds", text, load())
    (seen,) = weighed_claims(doc, groups(doc, found), shipped())
    heads = {each.name: "head True" in each.features for each in seen.subjects}
    assert heads["Song Parser"]
    assert not any(is_so for name, is_so in heads.items() if "Parser" not in name)


def test_where_nothing_is_named_a_claim_is_about_what_the_title_says() -> None:
    text = "We study how birds sing. The latency is cut by 36%."
    (found,) = extract(record(text, title="Quicker songs of small birds: a study"), fast=True).results
    assert found.subject == "Quicker songs of small birds"


def test_a_claim_holds_under_its_own_data_and_not_that_of_another() -> None:
    text = "We present Zed. On ImageNet, Zed cuts latency by 36%, and on CIFAR-10 by 12%."
    first, second = extract(record(text)).results
    assert "ImageNet" in first.context
    assert "CIFAR-10" in second.context
    assert "CIFAR-10" not in first.context
    assert len(first.context) <= MOST


def candidate(name: str, *features: str, why: str = "named in the paper") -> Option:
    return Option(name, why, list(features))


def test_contexts_are_chosen_so_that_one_is_right_and_none_anothers() -> None:
    holds = Weights(-3.0, {"likely": 3.0, "maybe": 2.0})
    elsewhere = Weights(-9.0, {"other": 9.0})
    learned = Learned(Weights(0.0, {}), Weights(0.0, {}), holds, elsewhere)
    some = [
        candidate("a", "maybe"),
        candidate("b", "likely"),
        candidate("c", "likely", "other"),
        candidate("d", why="a phrase behind the value"),
        candidate("e"),
    ]
    assert [each.text for each in settings_of(some, learned)] == ["d", "b", "a", "e"]
    assert settings_of([], learned) == []


@pytest.mark.parametrize(
    "claim",
    [
        "We use 5-fold cross-validation and 3x3 kernels.",
        "Our corpus has 12.5 million words in 7 languages.",
        "It scales as O(n^2) in the worst case.",
        "We train it for 30 epochs at a learning rate of 0.001.",
        "Differences are significant at a 95% confidence level.",
        "Our contributions are in two points of view.",
        "We train it with only 10% of the labels.",
        "Our goal is two-fold.",
        "We show that double buffers improve it.",
        "The contributions of our work are threefold: speed, size and cost.",
        "We cut the chain into two equal halves.",
        "We measure it in a 3 mm thick plate.",
        "We show that the groups $K_{-1} X$ improve on others.",
        "Zed never forms roots of the kind $D^{1/2}x$ and is faster.",
        "We show that $\\sqrt{n+1}$ times one norm is at most the other.",
        "Zed is built upon the parsers of the '80s and improves on them.",
        "We show that ideals of rank 1 are higher.",
        "Results show that the flow is stable at high power (P > 3 W).",
        "Zed stays accurate when the noise level is 10 dB or below.",
        "Zed gives accurate results even under heavy load (~50%).",
        "Results show a faster decay for a laser tuned to a line of 62 kHz.",
        "Our results are better in a power range of 400-1000 W.",
        "We show that the algebra gl(n,2m) has a higher rank.",
        "The result has the same order 2s as the formula and is faster.",
        "Our results give a better estimate of the 95%-quantile.",
        "Results show that ants look within a 1 cm radius for higher levels.",
        "Results show that the defects align better under 2% tensile strain.",
        "Our experiments show 3-fold symmetry in the higher states.",
        "We designed a fast 10Gbps Ethernet interface.",
        "Our results improve on those of a better system (Conference'17).",
        "Results give tilings with 5-fold, 7-fold and 12-fold symmetries.",
        "We show that every group of free rank 3 is better.",
        "We show that covers are approximated within a factor of 8/3.",
        "We prove that the width is twice the number of crossings.",
        "Results show that the rate is lower after 30 days.",
        "We show its efficiency on large imaging data (2 TB).",
        "We show that the equation f(2x+y) + f(2x) = 4f(x) is more stable.",
        "Experiments on a surface of 320 000 points show the higher speed.",
        "The visits of the previous 1-2 days predict the rate better.",
    ],
)
def test_what_is_no_result(claim: str) -> None:
    assert results(claim) == ()


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("Zed is able to sort 4,200 lookup keys per second.", ["4200 lookup keys per second throughput"]),
        ("Zed starts again in less than a minute.", ["1 minute time"]),
        ("The index is rebuilt by Zed in less than five minutes.", ["5 minutes time"]),
        ("We find that a wider cache can almost double throughput.", ["2 × throughput"]),
        ("The index is rebuilt in under 300 ms.", ["300 ms time"]),
        ("We were able to sort over 97% of our lists respectively.", ["97 % lists"]),
        ("The best accuracies are 1) joy: 76.3%; 2) anger: 80.1%.", ["76.3 % accuracies", "80.1 % accuracies"]),
    ],
)
def test_levels_without_a_verb_of_claims(claim: str, said: list[str]) -> None:
    assert [f"{one.value} {one.unit} {one.metric}" for one in results(claim)] == said


def test_the_number_of_a_case_is_none_of_the_row() -> None:
    found = results("Zed reaches an accuracy of 83.1% (case 1) and 88.4% (case 2).")
    assert [one.value for one in found] == [Decimal("83.1"), Decimal("88.4")]
    assert not any("%" in name for one in found for name in one.context)


def test_how_sure_a_value_is_is_no_value() -> None:
    (found,) = results("Zed reaches a hit rate of 87.4 plus or minus 1.1% on V100.")
    assert (found.value, found.unit, found.mention.text) == (Decimal("87.4"), "%", "87.4 plus or minus 1.1%")


def test_many_points_are_none_of_a_score() -> None:
    assert [(str(one.low), one.unit) for one in quantities("0.01 with less than 500 points, +2.1 points")] == [
        ("0.01", ""),
        ("500", ""),
        ("2.1", "points"),
    ]


def test_what_the_baseline_reaches_is_no_result() -> None:
    assert [one.value for one in results("Zed reaches 81%, with a baseline (always guessing) of 60%.")] == [81]


def test_what_earlier_work_reached_is_no_result() -> None:
    text = "Existing schemes waste 40% of the memory. We present Zed, which cuts memory by 20%."
    assert [one.value for one in extract(record(text)).results] == [20]


def test_the_value_is_the_mention_and_the_sentence_the_quote() -> None:
    text = r"We present Zed. Zed cuts latency by $36\%$. It is open."
    found = extract(record(text)).results[0]
    assert text[found.mention.start : found.mention.end] == found.mention.text
    assert found.mention.text.startswith(r"$36\%") or found.mention.text == r"36\%"
    assert found.quote is not None
    assert found.quote.startswith("Zed cuts latency by")
    assert found.quote in text


def test_without_parts_of_speech_as_well() -> None:
    text = "We present Zed, a scheme. Zed cuts latency by 36% over plain caching."
    (found,) = extract(record(text), fast=True).results
    assert (found.metric, found.direction, found.baseline) == ("latency", "decrease", "plain caching")


def test_every_slot_says_who_filled_it() -> None:
    one = explain(record("We present Zed. Zed cuts latency by up to 36% over plain caching."))
    (reasons,) = one.filled
    assert {"subject", "metric", "direction", "bound", "baseline"} <= {slot for slot, _ in reasons}
    assert dict(reasons)["subject"] == "a proposal named before the value"
    assert len(one.filled) == len(one.extraction.results)


def test_a_row_that_has_lost_a_value_is_read_all_the_same() -> None:
    states = "The sway of nests is evaluated for the 4s, 5s, 6s, 5p and 5q states of gulls."
    extract(record(states))


def test_a_noun_of_change_within_a_name_says_nothing() -> None:
    (one,) = results("Zed reaches up to 69.2% IR-drop mitigation on the V100.")
    assert one.metric == "IR-drop mitigation"


def test_the_noun_of_a_change_is_no_verb_that_acts_on_another() -> None:
    found = results("Zed uses 50% less memory than Bo, while the gains are respectively 15% and 60% for double faults.")
    assert all("are" not in str(one.metric) for one in found)


def test_words_that_say_nothing_are_no_context() -> None:
    (found,) = results("Zed runs with a median speed that is 7x faster than real time in every condition.")
    assert {"median", "every condition"}.isdisjoint(found.context)
