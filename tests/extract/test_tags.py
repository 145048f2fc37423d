"""Parts of speech, on sentences of our own and on any text."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import ReadError
from kg.extract import _tags
from kg.extract._tags import features, in_title_case, load, shape_of, tagger
from kg.extract._words import annotate, annotate_tagged, words_of

ACADEMIC = Path(__file__).parents[1] / "train" / "academic.txt"


def tags(text: str, title: str = "") -> list[str]:
    doc = annotate_tagged(title, text) if title else annotate_tagged(text, "")
    return [tag for tag in doc.tags if tag != "SPACE"]


def checked() -> list[tuple[list[str], list[str]]]:
    """The words and tags of our hand-checked sentences."""
    lines = [line for line in ACADEMIC.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    pairs = [[word.rpartition("/") for word in line.split()] for line in lines]
    return [([word for word, _, _ in each], [tag for _, _, tag in each]) for each in pairs]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We propose a novel method .", "PRON VERB DET ADJ NOUN PUNCT"),
        ("The chip runs at 3 GHz .", "DET NOUN VERB ADP NUM NOUN PUNCT"),
        ("It outperforms GPT-3.5 on all tasks .", "PRON VERB PROPN ADP DET NOUN PUNCT"),
        ("Post-training quantization is fast .", "ADJ NOUN AUX ADJ PUNCT"),
        ("Sparse Layers for Fast Decoding", "ADJ NOUN ADP ADJ NOUN"),
    ],
)
def test_sentences(text: str, expected: str) -> None:
    assert tags(text) == expected.split()


def test_checked_sentences() -> None:
    words = right = 0
    for sentence, expected in checked():
        found = tags(" ".join(sentence))
        assert len(found) == len(expected), sentence
        words += len(found)
        right += sum(a == b for a, b in zip(found, expected, strict=True))
    assert words > 300
    assert right / words > 0.96


def test_forms_of_verbs_and_nouns() -> None:
    doc = annotate_tagged("The trained models are learning what we showed .", "")
    assert [form for form in doc.forms if form] == ["VBN", "NNS", "VBG", "VBD"]


def test_blanks_are_spaces_and_have_no_say() -> None:
    doc = annotate_tagged("A  title", "The \n\n model works .")
    assert [(word, tag) for word, tag in zip(doc.words, doc.tags, strict=True) if word.isspace()] == [
        (" ", "SPACE"),
        ("\n\n", "SPACE"),
        ("\n\n ", "SPACE"),
    ]
    assert tags("The \n\n model works .", title="A  title") == tags("The model works .", title="A title")


def test_sentences_stay_as_they_were() -> None:
    plain, tagged = (
        annotate("A title", "It runs. It stops. Then?"),
        annotate_tagged("A title", "It runs. It stops. Then?"),
    )
    assert tagged.begins == plain.begins == [0, 9, 18, 28]
    assert [tagged.words[first] for first in tagged.firsts] == ["A", "It", "It", "Then"]


def test_the_title_has_no_say_in_the_abstract() -> None:
    assert tags("It reports results .", title="On Reports") [2:] == tags("It reports results .")  # fmt: skip


@pytest.mark.parametrize("text", ["", " ", "\n\n", ".", "𝛼", "a" * 5000])
def test_odd_texts(text: str) -> None:
    assert len(tags(text)) == len([word for word in words_of(text)[0] if not word.isspace()])


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=120), st.text(max_size=120))
def test_every_word_has_a_tag_and_every_sentence_a_word(title: str, abstract: str) -> None:
    doc = annotate_tagged(title, abstract)
    assert len(doc.words) == len(doc.places) == len(doc.tags) == len(doc.forms)
    assert all(doc.tags)
    assert [doc.places[first] for first in doc.firsts] == doc.begins == annotate(title, abstract).begins
    assert all(doc.text.startswith(word, at) for word, at in zip(doc.words, doc.places, strict=True))


def test_blocks_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    sentences = [sentence for sentence, _ in checked()]
    whole = tagger().tags(sentences)
    monkeypatch.setattr(_tags, "BLOCK", 7)
    assert tagger().tags(sentences) == whole


def test_a_text_is_tagged_the_same_beside_any_other() -> None:
    sentences = [sentence for sentence, _ in checked()]
    assert [tag for each in sentences for tag in tagger().tags([each])] == tagger().tags(sentences)


def test_title_case() -> None:
    assert in_title_case(["Robust", "Layers", "of", "Text"])
    assert not in_title_case(["Robust", "layers", "of", "ResNet", "text"])
    assert "s=tx" in features("Robust", in_title=True)
    assert shape_of("PTQ4ViT-B/16") == "XX0XxX-X"


@pytest.mark.parametrize("content", [b"", b"no weights", b"PK\x03\x04 broken"])
def test_what_is_no_model(content: bytes) -> None:
    with pytest.raises(ReadError, match=r"^here: "):
        load(io.BytesIO(content), "here")


def test_objects_in_a_model_are_not_loaded() -> None:
    file = io.BytesIO()
    np.savez(file, labels=np.array([{}], dtype=object))
    file.seek(0)
    with pytest.raises(ReadError):
        load(file, "here")
