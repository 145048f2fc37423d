"""The extractors on sentences of our own, and what holds of every extraction."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract import extract
from kg.extract.links import links
from kg.extract.proposed import is_name
from kg.model import DocumentEntity, EntityType, Extraction, Record, Role, Source
from kg.read import read
from kg.vocabulary import load

TOY = Path(__file__).parents[1] / "toy" / "records.jsonl"
GOLDEN = Path(__file__).parents[1] / "golden" / "extract"


def record(abstract: str = "", title: str = "A title") -> Record:
    return Record(id="r", title=title, abstract=abstract, source=Source("x", 1))


def entity(name: str, abstract: str, title: str = "A title") -> DocumentEntity | None:
    found = [each for each in extract(record(abstract, title)).entities if name in (each.label, *each.aliases)]
    return found[0] if found else None


def check(source: Record, extraction: Extraction) -> None:
    """What holds of every extraction."""
    mentions = [mention for each in extraction.entities for mention in each.mentions]
    for mention in [*mentions, *(r.mention for r in extraction.results), *(link.mention for link in extraction.links)]:
        assert getattr(source, mention.field)[mention.start : mention.end] == mention.text
        assert 0 < mention.confidence <= 1
    for each in extraction.entities:
        assert each.roles
        assert each.label not in each.aliases
    taken = sorted((mention.field, mention.start, mention.end) for mention in mentions)
    for (field, _, end), (after, start, _) in pairwise(taken):
        assert field != after or end <= start, "two entities of one place"


def test_reading_a_text_takes_no_spacy() -> None:
    reading = "from kg.extract import extract; from kg.read import read; extract(next(read(sys.argv[1])))"
    program = f"import sys; {reading}; print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program, str(TOY)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_golden(golden: Callable[[Path, str], None]) -> None:
    lines = []
    for each in read(TOY):
        assert isinstance(each, Record)
        found = extract(each)
        check(each, found)
        lines.append(msgspec.json.Encoder(decimal_format="number").encode(found).decode())
    golden(GOLDEN / "toy.jsonl", "\n".join(lines) + "\n")


def test_long_and_short_form_are_one_thing() -> None:
    found = entity("ZKF", "We use zonal kernel folding (ZKF). ZKF is quick.")
    assert found is not None
    assert "zonal kernel folding" in (found.label, *found.aliases)
    assert len(found.mentions) == 3


@pytest.mark.parametrize(
    ("title", "abstract", "name", "kind"),
    [
        ("QuillNet: Sparse Layers on Chips", "QuillNet is fast.", "QuillNet", EntityType.METHOD),
        ("Sparse layers", "We propose QuillNet, a sparse layer.", "QuillNet", EntityType.METHOD),
        (
            "Sparse layers",
            "In this paper, we introduce a new chip, called Quill, for that.",
            "Quill",
            EntityType.METHOD,
        ),
        ("Sparse layers", "This work presents QLB-2, a benchmark of layers.", "QLB-2", EntityType.DATASET),
        ("Sparse layers", "We release QuillKit, an open-source library.", "QuillKit", EntityType.SOFTWARE),
        ("Quill at ShoreEval-2021 Task 3: Layers of gulls", "Gulls fly.", "Quill", EntityType.METHOD),
        ("Quill @ ShoreTalk 2021", "Gulls fly.", "Quill", EntityType.METHOD),
        ("Quill: Layers for everyone", "With Quill, layers shrink.", "Quill", EntityType.METHOD),
        ("MOST: Layers for everyone", "With MOST, layers shrink.", "MOST", EntityType.METHOD),
    ],
)
def test_names_that_are_proposed(title: str, abstract: str, name: str, kind: EntityType) -> None:
    found = entity(name, abstract, title)
    assert found is not None
    assert (found.type, found.roles) == (kind, (Role.PROPOSES,))


@pytest.mark.parametrize(
    ("abstract", "name", "noun"),
    [
        ("We present a QuillX accelerator to sing. QuillX sings.", "QuillX", "QuillX accelerator"),
        ("We use a CNN. The CNN model sings.", "CNN", "CNN model"),
    ],
)
def test_a_name_and_a_noun_that_says_no_more_are_one(abstract: str, name: str, noun: str) -> None:
    found = entity(name, abstract)
    assert found is not None
    assert noun in found.aliases


def test_a_name_and_a_noun_that_says_more_are_two() -> None:
    said = "We use a CNN. It runs on a CNN accelerator."
    assert entity("CNN", said) != entity("CNN accelerator", said)


@pytest.mark.parametrize(
    ("title", "abstract", "name"),
    [
        ("Attention: A Survey", "We survey attention.", "Attention"),
        ("Design at Scale: Lessons", "We list lessons.", "Design at Scale"),
        ("Sparse layers", "We propose a method for GPUs.", "GPUs"),
        ("The: Layers for everyone", "In The layers shrink.", "The"),
    ],
)
def test_what_is_not_proposed(title: str, abstract: str, name: str) -> None:
    found = entity(name, abstract, title)
    assert found is None or Role.PROPOSES not in found.roles


@pytest.mark.parametrize("word", ["OriGen", "RPTQ", "S2DNAS", "PTQ4ViT", "GPT-4", "Geo^2"])
def test_words_that_look_like_names(word: str) -> None:
    assert is_name(word)


@pytest.mark.parametrize(
    "word", ["Efficient", "we", "A", "3D", "Hardware-Accelerated", "2x", "In", "LLM-guided", "OS-level"]
)
def test_words_that_do_not(word: str) -> None:
    assert not is_name(word)


@pytest.mark.parametrize(
    ("abstract", "name", "role"),
    [
        ("Experiments on ImageNet show a gain.", "ImageNet", Role.EVALUATES_ON),
        ("It is 3x faster than the Tesla V100.", "Tesla V100", Role.COMPARES_WITH),
        ("We reduce the latency of all layers.", "latency", Role.REPORTS),
        ("We address image classification.", "image classification", Role.ADDRESSES),
        ("This is about federated learning.", "federated learning", Role.ABOUT),
    ],
)
def test_roles(abstract: str, name: str, role: Role) -> None:
    found = entity(name, abstract)
    assert found is not None
    assert role in found.roles


@pytest.mark.parametrize(
    ("abstract", "urls"),
    [
        ("Code: https://github.com/a/b.", [("https://github.com/a/b", "code")]),
        ("(see https://example.org/x_(y)), and", [("https://example.org/x_(y)", "page")]),
        (
            "at github.com/a/b and www.example.org/z;",
            [("https://github.com/a/b", "code"), ("https://www.example.org/z", "page")],
        ),
        (r"\url{https://gitlab.com/a/b}", [("https://gitlab.com/a/b", "code")]),
        ("https://github.com/a/b and https://github.com/a/b/", [("https://github.com/a/b", "code")]),
        ("no link here", []),
    ],
)
def test_links(abstract: str, urls: list[tuple[str, str]]) -> None:
    assert [(link.url, link.kind) for link in links(record(abstract))] == urls


@pytest.mark.parametrize(
    ("abstract", "value", "unit", "direction", "bound"),
    [
        (r"It is $8.7\times$ faster than before.", 8.7, "×", "increase", None),
        ("We reduce memory by up to 80%.", 80, "%", "decrease", "up to"),
        ("It improves throughput by at least 2.5x.", 2.5, "×", "increase", "at least"),
        ("It lowers energy by 30-47%.", 30, "%", "decrease", None),
        ("We obtain an accuracy of 74.4%.", 74.4, "%", "value", None),
    ],
)
def test_results(abstract: str, value: float, unit: str, direction: str, bound: str | None) -> None:
    (found,) = extract(record(abstract)).results
    assert (float(found.value), found.unit, found.direction, found.bound) == (value, unit, direction, bound)


@pytest.mark.parametrize(
    "abstract",
    [
        "There are 50 layers.",
        "The set has 30% of all images.",
        "In 2022 we met.",
        "Eggs at 1st position are larger than those at 2nd position.",
        "",
    ],
)
def test_what_is_no_result(abstract: str) -> None:
    assert extract(record(abstract)).results == ()


@pytest.mark.parametrize("abstract", ["Layers gain a 1.40x-3.08x per-layer speedup.", "It saves 30% memory energy."])
def test_a_value_is_no_name(abstract: str) -> None:
    labels = [each.label for each in extract(record(abstract)).entities]
    assert not any(label[0].isdigit() for label in labels)


def test_a_users_vocabulary_wins(tmp_path: Path) -> None:
    (tmp_path / "mine.ttl").write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix kg: <https://w3id.org/paperkg/ontology#> .\n"
        '<https://example.org/imagenet> a skos:Concept, kg:Software ; skos:prefLabel "ImageNet" ;'
        ' skos:altLabel "zorble nets" .\n'
    )
    known = load(str(tmp_path / "mine.ttl"))
    (found,) = extract(record("Zorble nets beat ImageNet."), known).entities
    assert (found.type, found.concept, len(found.mentions)) == (EntityType.SOFTWARE, "https://example.org/imagenet", 2)


words = st.sampled_from(
    ["We", "propose", "QuillNet", "(QN)", "quill", "net", ",", ".", "on", "ImageNet",
     r"$8\times$", "36%", "GPUs", "faster", "than", "the",
     "V100", r"\textbf{A}", "https://github.com/a/b", "(", ")", "called", "-", "é", "\n", "  ", "up to"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(words, max_size=40).map(" ".join), st.lists(words, min_size=1, max_size=8).map(" ".join))
def test_offsets_always_give_the_text_back(abstract: str, title: str) -> None:
    source = record(abstract, title)
    check(source, extract(source))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_no_text_breaks_it(abstract: str) -> None:
    source = record(abstract)
    check(source, extract(source))
