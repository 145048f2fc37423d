"""The encoder at run time: pieces and places, long and empty texts, the same digits beside others and on threads."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.resources import files

import numpy as np
import pytest

from kg.errors import UnknownName
from kg.extract import Settings, _encoder, candidates_of, extract, read_texts, signatures
from kg.extract._encoder import GRAPH, LONGEST, ROLES, TYPES, WIDEST, Encoder, cut, from_bytes, loaded, to_bytes
from kg.extract._features import Surroundings
from kg.extract._weigh import weighed
from kg.model import Record, Source
from kg.vocabulary import Vocabulary

FOLDER = files("kg.extract") / "_models"
TITLE = "Tidal hashing for sparse graphs"
TEXT = (
    "We propose TideHash, a hashing scheme for sparse graph convolution. "
    "It halves the latency of node classification on the Cora dataset, and of GPT-2 inference on a naïve CPU."
)

pytestmark = pytest.mark.skipif(not (FOLDER / GRAPH).is_file(), reason="the encoder's weights are not there")


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return loaded(FOLDER)


def record(text: str = TEXT) -> Record:
    return Record(id="r", title=TITLE, abstract=text, source=Source("texts", 1))


def around(title: str, text: str) -> Surroundings:
    return Surroundings(*candidates_of(title, text, Vocabulary({})))


def test_places_hold_the_pieces_of_their_spans(encoder: Encoder) -> None:
    read = around(TITLE, TEXT)
    found = cut(encoder.tokenizer, read)
    for span in read.spans:
        first, last = found.place(span.start, span.end)
        assert found.begins[first] <= span.start < found.ends[first]
        assert found.begins[last] < span.end <= found.ends[last]


def test_a_title_is_marked_off_and_every_piece_has_one_state(encoder: Encoder) -> None:
    found = cut(encoder.tokenizer, around(TITLE, TEXT))
    (row,) = found.rows()
    assert row[0] == _encoder.START
    assert [at for at, number in enumerate(row) if number == _encoder.END] == [1 + found.title, len(row) - 1]
    states = encoder.states(found)
    assert len(states) == len(found.numbers) == len(row) - 3
    whole = encoder.session.run(None, {"pieces": np.array(row)})[0]
    assert np.array_equal(states[0], whole[1])
    assert np.array_equal(states[found.title], whole[found.title + 2])


def test_a_long_text_is_read_in_blocks_of_whole_sentences(encoder: Encoder) -> None:
    read = around(TITLE, " ".join([TEXT] * 40))
    found = cut(encoder.tokenizer, read)
    assert len(found.blocks) > 2
    assert [a for a, _ in found.blocks[1:]] == [b for _, b in found.blocks[:-1]]
    assert found.blocks[0][0] == 0
    assert found.blocks[-1][1] == len(found.numbers)
    assert max(map(len, found.rows())) <= LONGEST + 3
    starts = {read.starts[first] for first in read.sentences}
    assert all(found.begins[first] in starts for first, _ in found.blocks)
    for span in read.spans:
        first, last = found.place(span.start, span.end)
        assert any(a <= first <= last < b for a, b in found.blocks)
    assert encoder.states(found).shape == (len(found.numbers), encoder.heads.width)


def test_a_sentence_without_end_is_cut_where_it_is_too_long(encoder: Encoder) -> None:
    read = around("", "quill " * 3_000 + "mesh routing")
    found = cut(encoder.tokenizer, read)
    assert max(map(len, found.rows())) <= LONGEST + 3
    assert all(last - first < WIDEST for first, last in (found.place(s.start, s.end) for s in read.spans))
    assert len(encoder.judged(read).types) == len(read.spans)


@pytest.mark.parametrize(("title", "text"), [("", ""), ("A title", ""), ("", "…"), ("\u200b", "\u200b \u200b")])
def test_texts_with_little_in_them_are_read(encoder: Encoder, title: str, text: str) -> None:
    read = around(title, text)
    judged = encoder.judged(read)
    assert judged.types.shape == (len(read.spans), len(TYPES))
    assert judged.roles(range(len(read.spans))).shape == (len(read.spans), len(ROLES))
    doc, candidates = candidates_of(title, text, Vocabulary({}))
    assert all(c.start < c.end for c in weighed(doc, candidates, encoder=encoder))


def test_chances_sum_to_one(encoder: Encoder) -> None:
    read = around(TITLE, TEXT)
    judged = encoder.judged(read)
    assert np.allclose(np.exp(judged.types).sum(axis=1), 1, atol=1e-5)
    assert np.allclose(np.exp(judged.roles(range(len(read.spans)))).sum(axis=1), 1, atol=1e-5)


def test_what_is_said_of_a_text_does_not_depend_on_those_beside_it() -> None:
    records = [record(TEXT[n * 5 :]) for n in range(4)]
    together = list(read_texts(records))
    assert together == [next(read_texts([each])) for each in records]
    assert together == list(reversed(list(read_texts(reversed(records)))))


def test_more_threads_give_the_same_digits() -> None:
    read = around(TITLE, TEXT)
    one, two = (loaded(FOLDER, threads).judged(read).types for threads in (1, 2))
    assert np.allclose(one, two, atol=1e-4)
    doc, candidates = candidates_of(TITLE, TEXT, Vocabulary({}))
    said = [weighed(doc, candidates, encoder=loaded(FOLDER, threads)) for threads in (1, 2)]
    assert [[(c.start, c.end, c.type, c.role, round(c.confidence, 3)) for c in each] for each in said] == [
        [(c.start, c.end, c.type, c.role, round(c.confidence, 3)) for c in said[0]]
    ] * 2


def test_the_encoder_changes_what_is_said_and_none_and_fast_do_without() -> None:
    none, fast = extract(record(), recogniser="none"), extract(record(), fast=True)
    assert extract(record()) != none
    assert fast == extract(record(), fast=True, recogniser="none")
    assert all(m.extractor != "encoder" for e in none.entities for m in e.mentions)
    assert next(read_texts([record()], Settings(recogniser="none"))) == none


def test_what_the_encoder_alone_brought_in_is_signed(monkeypatch: pytest.MonkeyPatch, encoder: Encoder) -> None:
    doc, candidates = candidates_of(TITLE, TEXT, Vocabulary({}))
    alone = {(c.start, c.end) for c in weighed(doc, candidates)}
    monkeypatch.setattr(encoder, "mix", _encoder.Mix(phrases=0.01, encoder=1.0, nothing=-9.0))
    signed = {(c.start, c.end) for c in weighed(doc, candidates, encoder=encoder) if c.extractor == "encoder"}
    assert signed
    assert signed.isdisjoint(alone)
    assert "encoder" in signatures()


def test_an_unknown_recogniser_is_refused() -> None:
    with pytest.raises(UnknownName, match="recogniser 'encodr': not known"):
        extract(record(), recogniser="encodr")


def test_heads_come_back_from_bytes(encoder: Encoder) -> None:
    heads, mix = from_bytes(to_bytes(encoder.heads, encoder.mix))
    assert mix == encoder.mix
    assert heads.index == encoder.heads.index
    assert all(np.array_equal(heads.weights[name], array) for name, array in encoder.heads.weights.items())


def python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ})


ABSENT = """
import sys
sys.modules["onnxruntime"] = None
from kg.extract import extract
from kg.model import Record, Source
text = "We propose quill pruning for image classification."
record = Record(id="r", title="Tidal hashing", abstract=text, source=Source("texts", 1))
assert extract(record) == extract(record, recogniser="none")
extract(record)
"""


def test_without_what_runs_it_texts_are_read_and_it_is_said_once() -> None:
    done = python(ABSENT)
    assert done.stderr.count("onnxruntime is not installed: texts are read without the encoder") == 1


def test_nothing_heavy_is_imported_before_a_text_is_read() -> None:
    python("import sys, kg, kg.extract, kg.build; assert not {'onnxruntime', 'tokenizers', 'torch'} & set(sys.modules)")
