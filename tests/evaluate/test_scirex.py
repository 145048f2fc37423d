"""Papers with marked names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import ReadError
from kg.evaluate._spans import Marked, Span, figures, records_of
from kg.evaluate._tally import Tally
from kg.evaluate.scirex import KINDS, LONGEST, read_texts
from kg.model import DocumentEntity, EntityType, Extraction, Mention, Role
from kg.read import inputs

TITLE = ["Quill", "-", "Nets", "for", "Sorting"]
ABSTRACT = ["section", ":", "Abstract", "We", "sort", "Lists", "(", "LST", ")", "."]
PAPER = {
    "words": [*TITLE, *ABSTRACT, "More"],
    "sections": [[0, 5], [5, 15], [15, 16]],
    "ner": [[0, 3, "Method"], [4, 5, "Task"], [10, 11, "Material"], [12, 13, "Material"], [15, 16, "Metric"]],
}


def papers(tmp_path: Path, *lines: object) -> list[Marked]:
    path = tmp_path / "x.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return read_texts(inputs([str(path)])[0])


def test_reading(tmp_path: Path) -> None:
    (found,) = papers(tmp_path, PAPER)
    assert (found.title, found.text, found.line) == ("Quill-Nets for Sorting", "We sort Lists (LST).", 1)
    texts = {"title": found.title, "abstract": found.text}
    assert [(span.type.value, texts[span.field][span.start : span.end]) for span in found.spans] == [
        ("Method", "Quill-Nets"), ("Task", "Sorting"), ("Dataset", "Lists"), ("Dataset", "LST"),
    ]  # fmt: skip
    assert records_of([found], "x")[0].title == found.title


def test_a_first_section_with_all_in_it_is_the_abstract(tmp_path: Path) -> None:
    words = ["document", ":", *TITLE, *ABSTRACT[3:]]
    (found,) = papers(tmp_path, {"words": words, "sections": [[0, 14]], "ner": [[2, 5, "Method"]]})
    assert (found.title, found.text) == ("", "Quill-Nets for Sorting We sort Lists (LST).")
    assert found.spans == (Span(EntityType.METHOD, 0, 10),)


def test_of_a_whole_paper_the_first_words_are_read(tmp_path: Path) -> None:
    words = ["word"] * (LONGEST + 5)
    names = [[LONGEST - 1, LONGEST, "Task"], [LONGEST, LONGEST + 1, "Task"]]
    (found,) = papers(tmp_path, {"words": words, "sections": [[0, len(words)]], "ner": names})
    assert (found.text.count("word"), len(found.spans)) == (LONGEST, 1)


@pytest.mark.parametrize(
    "line", [[], {"words": []}, PAPER | {"ner": [[0, 99, "Method"]]}, PAPER | {"ner": [[0, 1, "Planet"]]}]
)
def test_what_is_no_such_file(tmp_path: Path, line: object) -> None:
    with pytest.raises(ReadError, match=r"x\.jsonl"):
        papers(tmp_path, line)


def test_a_file_without_papers(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text("\n")
    with pytest.raises(ReadError, match="no paper"):
        read_texts(inputs([str(tmp_path / "x.jsonl")])[0])


def test_a_model_counts_as_a_method_and_fields_stay_apart(tmp_path: Path) -> None:
    found = papers(tmp_path, PAPER)
    mentions = (Mention("title", 0, 10, "Quill-Nets", "encoder", 1), Mention("abstract", 0, 7, "We sort", "encoder", 1))
    entity = DocumentEntity(
        label="Quill-Nets", type=EntityType.MODEL, roles=(Role.USES,), confidence=1, mentions=mentions
    )
    made = figures(found, [Extraction(record="x", entities=(entity,))], KINDS)
    assert made[EntityType.METHOD].exact == Tally(1, 2, 1)
    assert made[EntityType.TASK].overlapping == Tally(0, 0, 1)
    assert Span(EntityType.METHOD, 0, 10, "title") in found[0].spans
