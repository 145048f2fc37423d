"""Sentences with marked names."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ReadError
from kg.evaluate._spans import Marked, Span, figures, records_of
from kg.evaluate._tally import Tally
from kg.evaluate.tdmsci import KINDS, read_texts
from kg.model import DocumentEntity, EntityType, Extraction, Mention, Role
from kg.read import inputs

LINES = "We\t0\tO\ntag\t3\tO\nimage\t7\tB-TASK\nareas\t13\tI-TASK\non\t19\tO\nQuills\t22\tB-DATASET\n.\t28\tO\n"
TEXT = "We tag image areas on Quills."


def sentences(tmp_path: Path, content: str) -> list[Marked]:
    path = tmp_path / "x.conll"
    path.write_text(content, encoding="utf-8")
    return read_texts(inputs([str(path)])[0])


def said(*spans: tuple[EntityType, int, int]) -> Extraction:
    return Extraction(
        record="x",
        entities=tuple(
            DocumentEntity(
                label=TEXT[start:end],
                type=kind,
                roles=(Role.MENTIONS,),
                confidence=1,
                mentions=(Mention("abstract", start, end, TEXT[start:end], "gazetteer", 1),),
            )
            for kind, start, end in spans
        ),
    )


def test_reading(tmp_path: Path) -> None:
    first, second = sentences(tmp_path, f"{LINES}\n\n{LINES}")
    assert first.text == second.text == TEXT
    assert first.spans == (Span(EntityType.TASK, 7, 18), Span(EntityType.DATASET, 22, 28))
    assert (first.line, second.line) == (1, 10)
    assert records_of([first], "x")[0].abstract == TEXT


def test_words_whose_places_overlap_are_read_all_the_same(tmp_path: Path) -> None:
    (found,) = sentences(tmp_path, "one\t5\tO\ntwo\t6\tB-TASK\n")
    assert (found.text, found.spans) == ("onetwo", (Span(EntityType.TASK, 3, 6),))


@pytest.mark.parametrize("content", ["word\n", "word\tx\tO\n", "word\t0\tB-PLANET\n", "\n\n"])
def test_what_is_no_such_file(tmp_path: Path, content: str) -> None:
    with pytest.raises(ReadError, match=r"x\.conll"):
        sentences(tmp_path, content)


def test_figures(tmp_path: Path) -> None:
    found = sentences(tmp_path, LINES)
    made = figures(
        found, [said((EntityType.TASK, 13, 18), (EntityType.DATASET, 22, 28), (EntityType.METRIC, 3, 6))], KINDS
    )
    task, dataset, metric = made[EntityType.TASK], made[EntityType.DATASET], made[EntityType.METRIC]
    assert (task.exact, task.overlapping) == (Tally(0, 1, 1), Tally(1, 1, 1))
    assert (dataset.exact, dataset.overlapping) == (Tally(1, 1, 1), Tally(1, 1, 1))
    assert (metric.exact, metric.overlapping) == (Tally(0, 1, 0), Tally(0, 1, 0))
