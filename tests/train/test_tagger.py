"""Training the tagger, on a small treebank of our own."""

from __future__ import annotations

import lzma
from pathlib import Path

import pytest

from kg import registry, train
from kg.cli import main
from kg.errors import ReadError, UnknownName
from kg.extract._tags import load
from kg.train import _conllu, _ours, tagger
from kg.train._conllu import Sentence, sentences

SUBJECTS = ("model", "chip", "robot", "cache", "reader")
VERBS = (("runs", "VBZ"), ("sees", "VBZ"), ("ran", "VBD"), ("saw", "VBD"))


def row(
    place: int, form: str, tag: str, fine: str, *, head: int = 0, relation: str = "dep", glued: bool = False
) -> str:
    return "\t".join(
        [str(place), form, form, tag, fine, "_", str(head), relation, "_", "SpaceAfter=No" if glued else "_"]
    )


def treebank() -> str:
    """Sentences such as "The model runs a chip ." in CoNLL-U."""
    blocks = []
    for subject in SUBJECTS:
        for verb, fine in VERBS:
            for thing in SUBJECTS:
                words = [("The", "DET", "DT"), (subject, "NOUN", "NN"), (verb, "VERB", fine), ("a", "DET", "DT")]
                words += [(f"{thing}s", "NOUN", "NNS"), (".", "PUNCT", ".")]
                blocks.append("\n".join(row(place, *word) for place, word in enumerate(words, start=1)))
    return "# of our own\n" + "\n\n".join(blocks) + "\n\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tiny-train.conllu").write_text(treebank(), encoding="utf-8")
    with lzma.open(tmp_path / "tiny-dev.conllu.xz", "wt", encoding="utf-8") as file:
        file.write(treebank()[:4000].rpartition("\n\n")[0])
    (tmp_path / "README.txt").write_text("not to be read", encoding="utf-8")
    return tmp_path


def read(path: Path, *rows: str) -> Sentence:
    path.write_text("\n".join(rows), encoding="utf-8")
    (found,) = sentences(path)
    return found


def test_a_tiny_model_learns_and_is_the_same_twice(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("one", "two"):
        command = ["train", "tagger", "--data", str(folder), "-o", str(folder / name), "--steps", "40", "--seed", "7"]
        assert main(command) == 0
    said = capsys.readouterr()
    assert said.out.splitlines() == [str(folder / name / "tagger.npz") for name in ("one", "two")]
    share = said.err.splitlines()[-1].split("in dev, ")[1]
    assert float(share.partition("%")[0]) > 95
    assert (folder / "one" / "tagger.npz").read_bytes() == (folder / "two" / "tagger.npz").read_bytes()
    with (folder / "one" / "tagger.npz").open("rb") as file:
        learned = load(file, "one")
    found = learned.tags([["The", "chip", "ran", "a", "models", "."]])
    assert [learned.labels[each] for each in found][:3] == ["DET", "NOUN NN", "VERB VBD"]


def test_another_seed_gives_another_model(folder: Path) -> None:
    one, two = (tagger.Settings(folder, folder / str(seed), 2, seed) for seed in (1, 2))
    assert tagger.train(one, print).read_bytes() != tagger.train(two, print).read_bytes()


def test_what_cannot_be_learned_from(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "tagger", "--data", str(tmp_path / "none")]) == 2
    assert main(["train", "tagger", "--data", str(tmp_path)]) == 2
    (tmp_path / "a-train.conllu").write_text("1\tno\n", encoding="utf-8")
    assert main(["train", "tagger", "--data", str(tmp_path)]) == 2
    assert main(["train", "nothing", "--data", str(tmp_path)]) == 2
    assert main(["train", "tagger", "--data", str(tmp_path), "--steps", "0"]) == 2
    said = capsys.readouterr().err.splitlines()
    for line, part in zip(
        said,
        ["no such file", "no sentence", "a-train.conllu:1:", "known: claims, phrases, recogniser, tagger", "--steps"],
        strict=True,
    ):
        assert part in line


def test_a_broken_archive(tmp_path: Path) -> None:
    (tmp_path / "x-train.conllu.xz").write_bytes(b"nothing packed")
    with pytest.raises(ReadError, match="perhaps compressed with xz"):
        tagger.train(tagger.Settings(tmp_path, tmp_path), lambda _: None)


def test_models() -> None:
    assert registry.names(train) == ["claims", "phrases", "recogniser", "tagger"]
    assert train.model("tagger") is tagger
    with pytest.raises(UnknownName, match="known: claims, phrases, recogniser, tagger"):
        train.model("other")


def test_words_that_we_keep_whole(tmp_path: Path) -> None:
    found = read(
        tmp_path / "x.conllu",
        row(1, "A", "DET", "DT", head=8),
        row(2, "data", "NOUN", "NN", head=4, glued=True),
        row(3, "-", "PUNCT", "HYPH", head=4, glued=True),
        row(4, "driven", "VERB", "VBN", head=8, relation="amod"),
        row(5, "F", "PROPN", "NNP", head=8, relation="compound", glued=True),
        row(6, "-", "PUNCT", "HYPH", head=5, glued=True),
        row(7, "102", "NUM", "CD", head=5),
        row(8, "parts", "NOUN", "NNS", glued=True),
        row(9, "/", "SYM", ",", head=10, glued=True),
        row(10, "materials", "NOUN", "NNS", head=8),
    )
    assert found == Sentence(
        ("A", "data-driven", "F-102", "parts/materials"), ("DET", "ADJ", "PROPN", "NOUN NNS")
    )  # fmt: skip


def test_words_that_we_cut(tmp_path: Path) -> None:
    found = read(
        tmp_path / "x.conllu",
        "1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\t_",
        row(1, "do", "AUX", "VBP", head=3),
        row(2, "n't", "PART", "RB", head=3),
        row(3, "stop", "VERB", "VB", glued=True),
        row(4, "...", "PUNCT", ","),
        "4.1\tleft\t_\t_\t_\t_\t_\t_\t_\t_",
    )
    assert found == Sentence(("don't", "stop", ".", ".", "."), ("AUX", "VERB VB", "PUNCT", "PUNCT", "PUNCT"))


def test_a_participle_with_its_object_describes() -> None:
    parts = [
        _conllu.Word(1, "NOUN", "NN", 3, "obj", 0, 6),
        _conllu.Word(2, "PUNCT", "HYPH", 3, "punct", 6, 7),
        _conllu.Word(3, "VERB", "VBG", 0, "root", 7, 13),
    ]
    assert _conllu.label_of("energy-saving", parts) == "ADJ"


def test_our_own_words_and_sentences_have_known_labels() -> None:
    known = {"NOUN NN", "NOUN NNS", *(f"VERB {form}" for form in ("VB", "VBD", "VBG", "VBN", "VBZ"))}
    known |= {"ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM"}
    assert set(_ours.words()) <= known
    assert {label for sentence in _ours.sentences() for label in sentence.labels} <= known


def test_what_we_learn_from_is_not_what_we_score_on() -> None:
    scored = (Path(__file__).parent / "academic.txt").read_text(encoding="utf-8").splitlines()
    learned = {sentence.words for sentence in _ours.sentences()}
    assert not learned & {tuple(word.rpartition("/")[0] for word in line.split()) for line in scored}
