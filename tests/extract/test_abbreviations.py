"""Long and short forms in sentences of our own: what is a pair, what is none, and what holds of every pair."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract import _long_form
from kg.extract._long_form import allowed, long_form
from kg.extract._words import annotate
from kg.extract.abbreviations import candidates, is_short, pairs, uses
from kg.vocabulary import load


def found(text: str) -> list[tuple[str, str]]:
    return [(text[slice(*pair.short)], text[slice(*pair.long)]) for pair in pairs(text)]


FIRST_LETTERS = [
    ("We study post-training quantization (PTQ).", "PTQ", "post-training quantization"),
    ("a register transfer level (RTL) design", "RTL", "register transfer level"),
    ("Compute Express Link (CXL) memory", "CXL", "Compute Express Link"),
    ("HBM-based processing-in-memory (HBM-PIM) chips", "HBM-PIM", "HBM-based processing-in-memory"),
    ("with checkpoint/restart (C/R) in place", "C/R", "checkpoint/restart"),
    ("the quality of service (QoS) drops", "QoS", "quality of service"),
    ("a trusted execution environment (TEE) is used", "TEE", "trusted execution environment"),
    ("for recurrent and deep neural networks (RDNN)", "RDNN", "recurrent and deep neural networks"),
    ("reading of tall text (TT) in time", "TT", "tall text"),
]
PLURALS = [
    ("large language models (LLMs) grow", "LLMs", "large language models"),
    ("many graph neural networks (GNNs)", "GNNs", "graph neural networks"),
]
INNER_LETTERS = [
    ("a convolutional autoencoder (CAE) with", "CAE", "convolutional autoencoder"),
    ("an electrocardiogram (ECG) of the heart", "ECG", "electrocardiogram"),
    ("we fold methoxytoluene (MXT) in", "MXT", "methoxytoluene"),
    ("software guard extensions (SGX) hide it", "SGX", "software guard extensions"),
    ("the extensible markup language (XML) file", "XML", "extensible markup language"),
    ("The MultimOdal TexturIng of Fields (MOTIF) is", "MOTIF", "MultimOdal TexturIng of Fields"),
]
SKIPPED_WORDS = [
    ("a long stored short-term memory cell (LSM)", "LSM", "long stored short-term memory cell"),
    ("the tidal wave generator unit (TWG)", "TWG", "tidal wave generator unit"),
]
DIGITS_AND_GREEK = [
    ("a three-dimensional (3D) stack", "3D", "three-dimensional"),
    ("in sequence-to-sequence (seq2seq) models", "seq2seq", "sequence-to-sequence"),
    ("the forced expiratory volume (FEV1) fell", "FEV1", "forced expiratory volume"),
    ("tumour necrosis factor alpha (TNF-α) rises", "TNF-α", "tumour necrosis factor alpha"),
    ("the β-stacking score (BSS)", "BSS", "β-stacking score"),
    ("of 2,4-dinitrotoluene (DNT) in soil", "DNT", "2,4-dinitrotoluene"),
    ("protease-activated receptor 2 (PAR 2) binds", "PAR 2", "protease-activated receptor 2"),
]
MORE_INSIDE = [
    ("processing-in-memory (PIM, hereafter)", "PIM", "processing-in-memory"),
    ("graph attention networks (GATs; see also the list)", "GATs", "graph attention networks"),
    ("by reinforcement learning (RL [12]) alone", "RL", "reinforcement learning"),
    ("an odds ratio (OR): 0.31", "OR", "odds ratio"),
    ("relative risk (RR = 2.1)", "RR", "relative risk"),
    ("vision transformer (or ViT) models", "ViT", "vision transformer"),
    ("the translation lookaside buffer (hereafter “TLB”)", "TLB", "translation lookaside buffer"),
    ("a network on chip (the NoC) and", "NoC", "network on chip"),
    ("a page table ( PT) walk", "PT", "page table"),
]
BRACKETS = [
    ("at 60 days (odds ratio [OR] 3.6)", "OR", "odds ratio"),
    ("the speculative decoding [SD] step", "SD", "speculative decoding"),
    ("[decreased cache hit rate (CHR)] was seen", "CHR", "cache hit rate"),
    ("in tidal volume (V(T)) we see", "V(T)", "tidal volume"),
    ("intracellular Ca2+ level ([Ca2+]i) rose", "[Ca2+]i", "intracellular Ca2+ level"),
    ("of polymer(lactic acid) beads (PLAB) we", "PLAB", "polymer(lactic acid) beads"),
    ("in a large language model(LLM) we", "LLM", "large language model"),
]
IN_THE_PARENTHESIS = [
    ("the PTQ (post-training quantization) of", "PTQ", "post-training quantization"),
    ("an LUT (i.e., a look-up table) of", "LUT", "look-up table"),
    ("via RDMA (remote direct memory access, as usual)", "RDMA", "remote direct memory access"),
    ("a wall of cells (blood-brain barrier, BBB) is", "BBB", "blood-brain barrier"),
]
SMALL_LETTERS = [
    ("a cyclooctadiene (cod) ligand", "cod", "cyclooctadiene"),
    ("given by intravenous (i.v.) drip", "i.v.", "intravenous"),
    ("the vocabulary (vocab) is small", "vocab", "vocabulary"),
]
OTHER_WAY_ROUND = [
    ("the cell adhesion molecule L1 (L1CAM) binds", "L1CAM", "cell adhesion molecule L1"),
    ("transverse resistance (Rt) is", "Rt", "transverse resistance"),
    ("the cytosolic messenger RNA (mRNA) is", "mRNA", "messenger RNA"),
]
STARTS = [
    ("we use named entity recognition (NER) here", "NER", "named entity recognition"),
    ("Idiopathic interstitial index parts (IIIPs)", "IIIPs", "Idiopathic interstitial index parts"),
    ("two faults--persistent tag aliasing (PTA) and", "PTA", "persistent tag aliasing"),
    ("volume (V)/forced vital capacity (FVC) falls", "FVC", "forced vital capacity"),
    ("of S. aurea protein A (SPA) we", "SPA", "S. aurea protein A"),
    ("It ends here. Dense retrieval (DR) begins", "DR", "Dense retrieval"),
]
GOOD = [
    *FIRST_LETTERS, *PLURALS, *INNER_LETTERS, *SKIPPED_WORDS, *DIGITS_AND_GREEK, *MORE_INSIDE, *BRACKETS,
    *IN_THE_PARENTHESIS, *SMALL_LETTERS, *OTHER_WAY_ROUND, *STARTS,
]  # fmt: skip


@pytest.mark.parametrize(("text", "short", "long"), GOOD)
def test_pairs(text: str, short: str, long: str) -> None:
    assert (short, long) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "as we show (see Table 1)", "as drawn (Fig. 2)", "on images (e.g. ImageNet)", "of a model (100M)",
        "it is fast (10x)", "(A) first and (B) then", "two of them (left) and (right)", "in a vat (5 mM) of ink",
        "large sets (n = 40) of them", "they met in Rome (Italy)", "we list (i) inputs and (ii) more",
        "a group of people (PTQ) without the letters", "LLM (LLM)", "the device (the) and (or) so",
        "large. language models (LLMX)", "of a buffer (pH 7.5) in use", "L2 (language) learners", "the end (",
        ") of (", "in time (t) it", "deep RL (deep RL) is", "we let W_q(N) = (f L^q(N)) hold",
        "Supernal moulting in (semi)feral flocks",
    ],
)  # fmt: skip
def test_what_is_no_pair(text: str) -> None:
    assert found(text) == []


def test_several_in_one_parenthesis_that_begin_alike() -> None:
    text = "by patient lemur search (PLS-1 and PLS-2) steps"
    assert found(text) == [("PLS-1", "patient lemur search"), ("PLS-2", "patient lemur search")]


def test_a_list_of_pairs() -> None:
    text = "bilingual evaluation (BE), word error rate (WER), and mean opinion score (MOS) are given"
    assert found(text) == [("BE", "bilingual evaluation"), ("WER", "word error rate"), ("MOS", "mean opinion score")]


def test_a_word_tied_to_a_parenthesis_begins_no_long_form() -> None:
    assert found("gamma acid (GA)-induced chloride current (ICC)") == [("GA", "gamma acid")]


def test_each_letter_has_its_price() -> None:
    assert long_form("LLM", "a large language model", 0) == 2
    assert long_form("ECG", "an electrocardiogram", 0) is None
    assert long_form("ECG", "an electrocardiogram") == 3
    assert long_form("QZ", "large language model") is None
    assert long_form("", "words") is None
    assert long_form("PTQ", "") is None
    assert long_form("IA", "İstanbul area") is None, "small letters of other number than capitals are not read"
    assert sorted({allowed(letters) for letters in range(9)}) == [allowed(letters) for letters in (0, *range(2, 9))]


@pytest.mark.parametrize("text", ["PTQ", "LLMs", "C/R", "3D", "i.v.", "P", "[Ca2+]i", "TNF-α", "vocab"])
def test_may_be_short(text: str) -> None:
    assert is_short(text)


@pytest.mark.parametrize(
    "text", ["", "12", "a", "left", "see Table", "Fig. 2", "10x", "100M", "5 mM", "ii", "II", "letters"]
)
def test_may_not_be_short(text: str) -> None:
    assert not is_short(text)


def test_uses_are_whole_words() -> None:
    text = "PTQ and PTQs, but not PTQ-4, PTQX or xPTQ; PTQ."
    assert [text[slice(*use)] for use in uses("PTQ", text)] == ["PTQ", "PTQs", "PTQ"]


def test_a_single_letter_is_a_pair_but_names_nothing() -> None:
    text = "A tensor (T) is read, and T is written."
    assert found(text) == [("T", "tensor")]
    assert list(candidates(annotate("A title", text), load())) == []


def test_a_dimension_names_nothing() -> None:
    text = "A three dimensional (3D) nest is drawn in 3D."
    assert found(text) == [("3D", "three dimensional")]
    assert list(candidates(annotate("A title", text), load())) == []


pieces = st.sampled_from(
    ["large", "language", "models", "(LLM)", "(LLMs,", "x)", "(", ")", "[", "]", "PTQ", "(post-training", "of", "e.g.",
     "quantization)", "α-helix", "(αH)", "3D", "(3D)", "İ", "ß", "(e.g.", "--", "\n", "-", "/", "(A)-b", "model(LM)",
     "[L]m", "(PLS-1 and PLS-2)", ",", "."]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(
    st.lists(pieces, max_size=30).map(" ".join) | st.text("aAbB12()[] .-,/αΩ\n", max_size=120) | st.text(max_size=120)
)
def test_what_holds_of_every_pair(text: str) -> None:
    for pair in pairs(text):
        (start, end), (first, last) = pair.long, pair.short
        assert 0 <= start < end <= len(text)
        assert 0 <= first < last <= len(text)
        assert end <= first or last <= start, "they do not overlap"
        long, short = text[start:end], text[first:last]
        assert long == long.strip()
        assert short == short.strip()
        assert len(long) > len(short)
        assert short not in long.split()
        assert is_short(short)
        between = text[end:first] if end <= first else text[last:start]
        assert re.search(r"[(\[{,;:]|\sand\s|\sor\s", between), "a parenthesis, or a sign in one, parts them"


_BITS = ("Nest", "net", "of", "a", "NET", "gullNest", "and", "x2", "tern-", "wren,", "new", "Nor")


@given(
    st.sampled_from(("NN", "nn", "GN", "NAN", "NxN", "TN", "NNN", "WN")), st.lists(st.sampled_from(_BITS), max_size=5)
)
def test_initials_of_the_last_words_are_what_is_cheapest(short: str, bits: list[str]) -> None:
    words = " ".join(bits)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_long_form, "_of_initials", lambda *_: None)
        slow = long_form(short, words)
    assert long_form(short, words) == slow


def test_a_plain_word_for_each_letter_needs_no_search() -> None:
    assert _long_form._of_initials("LNF", "We use large Nest filters ") == 7
