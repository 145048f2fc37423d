"""How often the shipped tagger is right, and what tags and noun phrases cost beside words and sentences."""

from __future__ import annotations

import json
import lzma
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from kg.extract._phrases import phrases
from kg.extract._tags import tagger, tags_of
from kg.extract._words import annotate, annotate_tagged, words_of
from kg.train._conllu import Sentence, read_all
from kg.train.tagger import accuracy, titled
from tests.bench import Rows, cpu, shared

TITLE = "parts of speech and noun phrases"
ABSTRACTS = 2_000
CHECKED = Path(__file__).parents[1] / "train" / "academic.txt"


def rows() -> Rows:
    """Shares of words that are tagged right, then milliseconds an abstract."""
    dev = read_all([shared("data/tagging/ewt-dev.conllu.xz")])
    yield ("text", "words", "right")
    for name, sentences in (
        ("academic sentences of our own", academic()),
        ("EWT dev, our words", dev),
        ("EWT dev in title case", [titled(each) for each in dev]),
    ):
        words = sum(len(each.words) for each in sentences)
        yield (name, f"{words:,}", f"{accuracy(tagger(), sentences):.2%}")
    yield ("step", "ms an abstract", "ms for 1,200 characters")
    yield from speed()


def academic() -> list[Sentence]:
    """Our hand-checked sentences."""
    lines = [line for line in CHECKED.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    pairs = [[word.rpartition("/") for word in line.split()] for line in lines]
    return [Sentence(tuple(word for word, _, _ in one), tuple(tag for _, _, tag in one)) for one in pairs]


def speed() -> Rows:
    """What each step takes over the first abstracts of the snapshot."""
    with lzma.open(shared("records/arxiv/snapshot-50k.jsonl.xz"), "rt", encoding="utf-8") as file:
        given = [(record["title"], record["abstract"]) for record in map(json.loads, islice(file, ABSTRACTS))]
    docs = [annotate_tagged(*each) for each in given]
    letters = sum(len(doc.text) for doc in docs)
    steps: dict[str, Callable[[], object]] = {
        "sentences": lambda: [annotate(*each) for each in given],
        "words": lambda: [words_of(doc.text) for doc in docs],
        "tags": lambda: [tags_of(doc.words, doc.firsts) for doc in docs],
        "phrases": lambda: [phrases(doc) for doc in docs],
    }
    for name, step in steps.items():
        taken = cpu(step)[0] * 1000
        yield (name, f"{taken / ABSTRACTS:.2f}", f"{taken * 1200 / letters:.2f}")
