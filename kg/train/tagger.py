"""The part-of-speech tagger: learned from the CoNLL-U files of a folder.

Files whose names have `train` in them are learned from, those with `dev` in them are
only scored on. Each sentence is also learned in title case and, now and then, in small
letters, since titles come in all of them.

What is written (`tagger.npz`, arrays only, nothing that can run): `labels`; `keys`, the
CRC-32 of each feature that is known; `vectors`, one a feature; for each layer `inner`,
`bias` and `outer`; and `last`, from the state of a word to its labels.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from kg.errors import ReadError
from kg.extract._tags import EDGE, EDGES, MODEL, Floats, Tagger, features, in_title_case
from kg.output import atomic
from kg.train import _ours
from kg.train._conllu import Sentence, read_all
from kg.train._network import NOTHING, Network, Shape, Whole

SUMMARY = "parts of speech, from CoNLL-U files"
STEPS = 4_000
BATCH = 1_000
"""Words a step."""
RATE, DROP = 2e-3, 0.25
SEEN = {"w": 2, "l": 2, "4": 3, "3": 3, "2": 2, "p": 5, "s": 2, "e": 0}
"""How often a feature of each kind must be seen to get a vector."""
SHARES = (0.72, 0.2, 0.08)
"""How much of what is learned from is as it stands, in title case and in small letters."""
TOLD = 500
"""After how many steps the loss is told."""
OURS = 6
"""How often our own sentences are learned for once that all others are."""
REPLACED = 0.12
"""How much of the words are replaced by one of academic prose with the same label."""
AVERAGED = 0.3
"""The last part of the steps, whose weights are averaged."""
_LITTLE = "a an the and or of in on for to with by from as at via is are its"


class Settings(Struct, frozen=True):
    """How to train: the folder of files, where to write, how many steps, and what all chance comes from."""

    source: Path
    folder: Path
    steps: int = STEPS
    seed: int = 1


class Encoded(Struct, frozen=True):
    """A sentence as the network takes it, with edges before it: rows of features and labels (-1 at the edges)."""

    rows: Whole
    labels: Whole


def train(settings: Settings, tell: Callable[[str], None]) -> Path:
    """The file of weights that was written; the same bytes for the same files, steps, seed and machine.

    `tell` is given a line now and then. Raises `ReadError` where there is nothing to learn from.
    """
    learned, scored = (read_all(files(settings.source, part)) for part in ("train", "dev"))
    if not learned:
        raise ReadError(settings.source, "no sentence to learn from", expected="*train*.conllu or *train*.conllu.xz")
    tell(f"{len(learned):,} sentences, {sum(len(each.words) for each in learned):,} words to learn from")
    weights = _learn(learned, settings, tell)
    path = settings.folder / MODEL
    with atomic(path) as out:
        np.savez(out, **weights)  # type: ignore[arg-type]  # the stub takes the arrays for `allow_pickle`
    tell(f"{path}: {path.stat().st_size:,} bytes")
    if scored:
        found = accuracy(Tagger(weights), scored)
        tell(f"of {sum(len(each.words) for each in scored):,} words in dev, {found:.2%} are tagged right")
    return path


def files(source: Path, part: str) -> list[Path]:
    """The CoNLL-U files of a folder that have `part` in their names, or the file itself if it has."""
    if not source.exists():
        raise ReadError(source, "no such file or folder", expected="CoNLL-U files", do="check the path")
    there = sorted(source.iterdir()) if source.is_dir() else [source]
    return [path for path in there if part in path.name and path.name.endswith((".conllu", ".conllu.xz"))]


def accuracy(tagger: Tagger, sentences: Sequence[Sentence]) -> float:
    """The share of words whose part of speech is right; forms of nouns and verbs do not count."""
    right = total = 0
    for sentence in sentences:
        found = [tagger.labels[label].partition(" ")[0] for label in tagger.tags([sentence.words])]
        right += sum(a == b.partition(" ")[0] for a, b in zip(found, sentence.labels, strict=True))
        total += len(found)
    return right / total


def titled(sentence: Sentence) -> Sentence:
    """The sentence in title case: little words stay small.

    >>> titled(Sentence(("a", "low-rank", "model", "of", "text"), ("",) * 5)).words
    ('A', 'Low-Rank', 'Model', 'of', 'Text')
    """
    little = _LITTLE.split()
    words = tuple(
        word if place and word in little else "-".join(part[:1].upper() + part[1:] for part in word.split("-"))
        for place, word in enumerate(sentence.words)
    )
    return Sentence(words, sentence.labels)


def lowered(sentence: Sentence) -> Sentence:
    """The sentence in small letters."""
    return Sentence(tuple(word.lower() for word in sentence.words), sentence.labels)


class Corpus(Struct, frozen=True):
    """What is learned from: each sentence in each case, and the rows of words that may stand for others, by label."""

    labels: list[str]
    rows: dict[int, int]
    cases: tuple[list[Encoded], ...]
    others: dict[int, tuple[Whole, ...]]


def _learn(
    learned: list[Sentence], settings: Settings, tell: Callable[[str], None]
) -> dict[str, npt.NDArray[np.generic]]:
    """The weights that `settings.steps` steps lead to."""
    corpus = _corpus(learned)
    random = np.random.default_rng(settings.seed)
    network = Network(Shape(rows=len(corpus.rows) + 1, labels=len(corpus.labels)), random)
    mean = {name: np.zeros(weight.shape, dtype=np.float64) for name, weight in network.weights.items()}
    first, counted, loss = int(settings.steps * (1 - AVERAGED)), 0, 0.0
    for step, batch in zip(range(settings.steps), _batches(corpus, random), strict=False):
        found, slopes = network.gradients(batch.rows, batch.labels, DROP)
        network.step(slopes, RATE * (1 - step / settings.steps) ** 0.5)
        loss += found
        if step >= first and (step - first) % 10 == 0:
            counted += 1
            for name, weight in network.weights.items():
                mean[name] += weight
        if (step + 1) % TOLD == 0:
            tell(f"step {step + 1:,}: loss {loss / TOLD:.4f}")
            loss = 0.0
    averaged = {name: (total / counted).astype(np.float32) for name, total in mean.items()}
    return {
        "labels": np.array(corpus.labels),
        "keys": np.array(list(corpus.rows), dtype=np.uint32),
        **_packed(averaged.pop("vectors")[1:]),  # the row of nothing is the tagger's not to ask for
        **{name: weight.astype(np.float16) for name, weight in averaged.items()},
    }


def _packed(vectors: Floats) -> dict[str, npt.NDArray[np.generic]]:
    """The vectors in a byte a number, with a scale a vector."""
    scales = np.maximum(np.abs(vectors).max(axis=1, keepdims=True) / 127, 1e-4).astype(np.float16)
    return {"vectors": np.round(vectors / scales.astype(np.float32)).astype(np.int8), "scales": scales}


def _corpus(learned: list[Sentence]) -> Corpus:
    ours = _ours.sentences()
    learned = [*learned, *ours * OURS]
    labels = sorted({label for sentence in learned for label in sentence.labels})
    rows = known(learned)
    changes: tuple[Callable[[Sentence], Sentence], ...] = (lambda sentence: sentence, titled, lowered)
    words = {label: Sentence(tuple(found), (label,) * len(found)) for label, found in _ours.words().items()}
    return Corpus(
        labels=labels,
        rows=rows,
        cases=tuple([_encoded(change(each), rows, labels) for each in learned] for change in changes),
        others={
            labels.index(label): tuple(_encoded(change(each), rows, labels).rows[EDGES:] for change in changes)
            for label, each in words.items()
            if label in labels
        },
    )


def known(learned: Sequence[Sentence]) -> dict[int, int]:
    """The row of each feature that is seen often enough, by the CRC-32 of the feature; rows begin at 1."""
    seen = Counter(feature for each in learned for word in each.words for feature in features(word))
    seen.update(feature for each in learned for word in titled(each).words for feature in features(word, in_title=True))
    for found in _ours.words().values():
        seen.update({feature: 4 for word in found for feature in features(word)[:2]})
    keys = {zlib.crc32(feature.encode()) for feature, times in seen.items() if times >= 2 * SEEN[feature[0]]}
    keys.add(zlib.crc32(EDGE_FEATURE.encode()))
    return {key: row for row, key in enumerate(sorted(keys), start=1)}


EDGE_FEATURE = features(EDGE)[0]


def _encoded(sentence: Sentence, rows: dict[int, int], labels: list[str]) -> Encoded:
    """The sentence as rows of features, padded with the row of nothing, and numbers of labels."""
    in_title = in_title_case(sentence.words)
    table = np.full((len(sentence.words) + EDGES, len(SEEN) - 1), NOTHING, dtype=np.int64)
    for place, word in enumerate((EDGE,) * EDGES + sentence.words):
        for at, feature in enumerate(features(word, in_title)):
            table[place, at] = rows.get(zlib.crc32(feature.encode()), NOTHING)
    return Encoded(table, np.array([-1] * EDGES + [labels.index(label) for label in sentence.labels]))


def _batches(corpus: Corpus, random: np.random.Generator) -> Iterator[Encoded]:
    """Sentences in a random order, each time all of them, in one of their cases, some `BATCH` words at once."""
    batch: list[Encoded] = []
    size = 0
    while True:
        for place in random.permutation(len(corpus.cases[0])):
            case = int(random.choice(len(SHARES), p=SHARES))
            batch.append(_replaced(corpus.cases[case][place], case, corpus, random))
            size += len(batch[-1].labels)
            if size >= BATCH:
                yield _joined(batch)
                batch, size = [], 0
        if batch:
            yield _joined(batch)
            batch, size = [], 0


def _replaced(sentence: Encoded, case: int, corpus: Corpus, random: np.random.Generator) -> Encoded:
    """The sentence with some of its words replaced by others with the same label."""
    rows = sentence.rows.copy()
    for place in np.flatnonzero(random.random(len(rows)) < REPLACED):
        others = corpus.others.get(int(sentence.labels[place]))
        if others is not None:
            rows[place] = others[case][random.integers(len(others[case]))]
    return Encoded(rows, sentence.labels)


def _joined(batch: list[Encoded]) -> Encoded:
    """The sentences one after the other, with edges at the end."""
    first = batch[0]
    return Encoded(
        np.concatenate([*(each.rows for each in batch), first.rows[:EDGES]]),
        np.concatenate([*(each.labels for each in batch), first.labels[:EDGES]]),
    )
