"""Names that are told by their looks and the words around them, on sentences of our own."""

from __future__ import annotations

import pytest

from kg.extract._words import annotate, annotate_tagged
from kg.extract.shaped import candidates
from kg.vocabulary import load


def found(abstract: str) -> list[tuple[str, str]]:
    doc = annotate("On birds", abstract)
    return [(doc.text[each.start : each.end], str(each.type)) for each in candidates(doc, load())]


@pytest.mark.parametrize(
    ("abstract", "names"),
    [
        ("It is tested on the DunlinBank and GullSet-2 datasets.",
         [("DunlinBank", "Dataset"), ("GullSet-2", "Dataset")]),
        ("Tools such as nestIt, EggLint and WingDB are slow.",
         [("nestIt", "Software"), ("EggLint", "Software"), ("WingDB", "Software")]),
        ("It beats language models like EggLM.", [("EggLM", "Model")]),
        ("It runs on a QX7 board.", [("QX7", "Hardware")]),
        ("We implemented it in NestLang.", [("NestLang", "Software")]),
        ("It is compared with SandNet and FoamQ.", [("SandNet", "Method"), ("FoamQ", "Method")]),
        ("It outperforms the state-of-the-art SandNet.", [("SandNet", "Method")]),
        ("GullSet sings in the morning.", []),
        ("It has post-ASR methods at 3 GHz devices.", []),
        ("SOTA methods are slow.", []),
        ("Efficient methods are fast.", []),
    ],
)  # fmt: skip
def test_names_and_their_kinds(abstract: str, names: list[tuple[str, str]]) -> None:
    assert found(abstract) == names


def test_what_has_parts_of_speech_is_weighed_instead() -> None:
    doc = annotate_tagged("On birds", "It is tested on the DunlinBank dataset.")
    assert list(candidates(doc, load())) == []
