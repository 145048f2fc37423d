"""Authors of one name told apart: B-cubed by hand, the mean over names, the simple ways, and what is no author set."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import ReadError
from kg.evaluate.authors import Figures, Line, bcubed, compared, lines_of, read_lines, values_of
from kg.read import inputs

ALL = "one name, one person"
BESIDE = "shared co-authors"
TITLES = "shared co-authors, titles and venues"


def paper(number: int, name: str, author: str, title: str, *beside: str, venue: str | None = None) -> Line:
    return Line(name, f"{name}#{author}", str(number), title, (name, *beside), "2001", venue)


PAPERS = [
    paper(1, "Wei Wang", "0", "Gulls over the northern sea", "Ann Zorn"),
    paper(2, "Wei Wang", "0", "Terns and their nests on cliffs", "Ann Zorn"),
    paper(3, "Wei Wang", "0", "Gulls over the northern coast", "Di Fox"),
    paper(4, "Wei Wang", "1", "Proofs in linear logic", "Cy Quill"),
    paper(5, "Bo Ek", "0", "Chess engines", "Kim Yule"),
    paper(6, "Bo Ek", "1", "Soil moisture", "Lo Vance"),
    paper(7, "Al One", "0", "Ice", "Mo Urd"),
    paper(8, "Al One", "0", "Snow", "Nu Tell"),
]
"""Two ambiguous names, and one that is not."""


@pytest.mark.parametrize(
    ("true", "said", "precision", "recall"),
    [
        ("aab", "xxy", 1, 1),
        ("aab", "xxx", 5 / 9, 1),  # 2/3, 2/3 and 1/3 of their cluster are theirs
        ("aab", "xyz", 1, 2 / 3),  # 1/2, 1/2 and all of theirs are found
        ("aaab", "xxyy", 3 / 4, 2 / 3),  # 1, 1, 1/2, 1/2; 2/3, 2/3, 1/3, 1
        ("aabbb", "xyxyy", 8 / 15, 8 / 15),  # 1/2, 1/3, 1/2, 2/3, 2/3; 1/2, 1/2, 1/3, 2/3, 2/3
        ("a", "x", 1, 1),
    ],
)
def test_bcubed_by_hand(true: str, said: str, precision: float, recall: float) -> None:
    assert bcubed(true, said) == pytest.approx((precision, recall, 2 * precision * recall / (precision + recall)))
    assert bcubed(said, true)[:2] == pytest.approx((recall, precision))


def test_a_name_counts_once_however_many_papers_it_has_and_only_if_several_have_it() -> None:
    found = compared(PAPERS)
    # Wei Wang as one: 3/4 of 3/4 and 1/4 of 1/4; Bo Ek as one: a half; Al One is nobody else
    assert found[ALL].precision == pytest.approx(((9 + 1) / 16 + 1 / 2) / 2)
    assert found[ALL].recall == 1
    assert found[ALL].f1 == pytest.approx((2 * 10 / 26 + 2 / 3) / 2)


def test_the_simple_ways_say_what_they_are_called_after() -> None:
    found = compared(PAPERS)
    assert found[BESIDE].precision == 1
    assert found[BESIDE].recall == pytest.approx(((2 * 2 / 3 + 1 / 3 + 1) / 4 + 1) / 2)  # papers 1 and 2 are one
    assert found[TITLES] == Figures(1, 1, 1)  # as are 1 and 3, by their titles
    other = [*PAPERS[:2], paper(3, "Wei Wang", "0", "Gulls and auks", "Di Fox", venue="Birds"), *PAPERS[3:6]]
    apart = compared(other)[TITLES].recall
    other[0] = paper(1, "Wei Wang", "0", "Gulls in winter", "Ann Zorn", venue="Birds")
    assert compared(other)[TITLES].recall > apart  # less alike is enough in one venue


def test_who_is_asked_for_need_not_be_listed() -> None:
    unlisted = [Line("Wei Wang", f"Wei Wang#{at}", str(at), "Gulls", ("Ann Zorn",)) for at in range(2)]
    assert compared(unlisted)[ALL].recall == 1


def test_a_set_is_read_and_what_is_none_is_said_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    good = {"ambiguous_name": "Bo Ek", "true_author": "Bo Ek#0", "pub_id": "1", "title": "T", "coauthors": ["Bo Ek"]}
    path.write_text(json.dumps(good | {"year": 2001, "keywords": None}) + "\n", encoding="utf-8")
    (line,) = read_lines(inputs([str(path)])[0])
    assert (line.true_author, line.year, line.coauthors) == ("Bo Ek#0", 2001, ("Bo Ek",))
    for bad in ("{", '{"ambiguous_name": "Bo Ek"}', json.dumps(good | {"coauthors": "Bo Ek"})):
        path.write_text(f"{json.dumps(good)}\n{bad}\n", encoding="utf-8")
        with pytest.raises(ReadError, match=r"set\.jsonl:2: no paper of an author set"):
            list(read_lines(inputs([str(path)])[0]))


@pytest.mark.parametrize("papers", [[], PAPERS[6:]])
def test_a_set_without_an_ambiguous_name_measures_nothing(papers: list[Line]) -> None:
    with pytest.raises(ReadError, match="no name in the set is that of several people"):
        compared(papers)


def test_the_table_has_the_best_last_and_json_has_the_same() -> None:
    found = {"good": Figures(1.0, 0.5, 2 / 3), "better": Figures(1.0, 1.0, 1.0), "bad": Figures(0.25, 1.0, 0.4)}
    assert [line.split()[0] for line in lines_of(found)] == ["authors,", "bad", "good", "better"]
    assert lines_of(found)[1].split()[-3:] == ["0.2500", "1.0000", "0.4000"]
    assert values_of(found)["good"] == {"precision": 1.0, "recall": 0.5, "f1": 2 / 3}


@pytest.mark.slow
def test_the_simple_ways_on_aminer_are_as_strong_as_others_measured_them(shared: Path) -> None:
    path = shared / "data" / "authors" / "aminer110.jsonl"
    found = compared(list(read_lines(inputs([str(path)])[0])))
    assert found[ALL].f1 == pytest.approx(0.516, abs=0.001)
    assert found[BESIDE].f1 == pytest.approx(0.770, abs=0.001)
    assert found[TITLES].f1 >= 0.850
    assert found["paperkg"].f1 > found[TITLES].f1
