"""Parts of speech, by a small network of our own that ships with the package.

A word's vector is the sum of the vectors of its features (form, endings, beginning,
shape, part after the last hyphen) that were seen in training; two windows of three
words then let its neighbours speak, and the best tag is taken for each word on its
own. All words of a text go through at once, in numpy: about a millisecond an
abstract. `kg train tagger` makes the weights (docs/model-card-tagger.md).
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import IO, TypeAlias

import numpy as np
import numpy.typing as npt

from kg.errors import ReadError

Floats: TypeAlias = npt.NDArray[np.float32]

MODEL = "tagger.npz"
"""The shipped weights, in the folder `_models`."""
EDGE, EDGES = "", 2
"""The word that stands before and after every sentence, so often that none hears another: once a layer."""
BLOCK = 4096
"""How many words go through the network at once: what bounds its memory."""
ROWS = 8
"""How many rows are multiplied at once."""
KNOWN_WORDS = 1 << 15
"""How many words' vectors are kept."""

_SHAPES = str.maketrans({**{chr(number): chr(number) for number in range(128)}, **dict.fromkeys("0123456789", "0")})
"""Digits are all one; that the rest of ASCII is itself is said since to find nothing in a table takes its time."""


def features(word: str, in_title: bool = False) -> list[str]:  # noqa: FBT001, FBT002 a word is asked for by place
    """What the network is told of a word, alone; in a title in title case, capitals at its head say nothing.

    >>> features("pre-Trained")
    ['w=pre-trained', 'l=trained', '4=ined', '3=ned', '2=ed', 'p=pre', 's=x-Xx']
    """
    if word == EDGE:
        return ["edge"]
    form = word.lower().translate(_SHAPES)
    last = form.rpartition("-")[2] or form
    shape = shape_of(word)
    if in_title:
        shape = "t" + shape.replace("Xx", "x")
    return [
        f"w={form}",
        f"l={last}",
        *(f"{size}={last[-size:]}" for size in (4, 3, 2) if len(last) > size),
        f"p={form[:3]}",
        f"s={shape}",
    ]


def shape_of(word: str) -> str:
    """The word's kinds of characters, each run as one: capitals, small letters, digits, and all others as they are.

    >>> shape_of("GPT-3.5"), shape_of("ResNet50"), shape_of("models")
    ('XX-0.0', 'XxXx0', 'x')
    """
    found = word[:24].translate(_KINDS)
    for run, short in (("XXX", "XX"), ("xx", "x"), ("00", "0")):
        while run in found:
            found = found.replace(run, short)
    return found[:8]


class _Kinds(dict[int, str]):
    """The kind of each character, found when it is first asked for."""

    def __missing__(self, number: int) -> str:
        """That of the character of this number."""
        character = chr(number)
        kind = "X" if character.isupper() else "0" if character.isdigit() else "x" if character.isalpha() else character
        self[number] = kind
        return kind


_KINDS = _Kinds()


def in_title_case(words: Sequence[str]) -> bool:
    """Whether most long words of a sentence begin with a capital, so that a capital tells nothing.

    >>> in_title_case("Sparse Layers for the Fast Decoding of Text".split())
    True
    """
    long = [word for word in words if len(word) > 3 and word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in long)
    return len(long) > 2 and capitals > 0.6 * len(long)


class Tagger:
    """The network: which feature has which vector, and the layers' weights."""

    def __init__(self, weights: dict[str, npt.NDArray[np.generic]]) -> None:
        """Take the arrays that `kg.train.tagger` writes: see there for their shapes."""
        self.labels = [str(label) for label in weights["labels"]]
        self.rows = {int(key): row for row, key in enumerate(weights["keys"])}
        self.vectors: Floats = weights["vectors"].astype(np.float32) * weights["scales"].astype(np.float32)
        names = sorted(name.removeprefix("inner") for name in weights if name.startswith("inner"))
        self.layers: list[tuple[Floats, Floats, Floats]] = [
            (
                weights[f"inner{name}"].astype(np.float32),
                weights[f"bias{name}"].astype(np.float32),
                weights[f"outer{name}"].astype(np.float32),
            )
            for name in names
        ]
        self.last: Floats = weights["last"].astype(np.float32)
        self.vector = lru_cache(maxsize=KNOWN_WORDS)(self._vector)

    def _vector(self, word: str, in_title: bool) -> bytes:  # noqa: FBT001 what the cache looks up
        keys = [zlib.crc32(feature.encode("utf-8", "replace")) for feature in features(word, in_title)]
        known = np.array([row for row in map(self.rows.get, keys) if row is not None], dtype=np.intp)
        total: Floats = np.add.reduce(self.vectors.take(known, axis=0), axis=0)
        return total.tobytes()  # many of these are put together faster than many arrays

    def tags(self, sentences: Sequence[Sequence[str]]) -> list[int]:
        """The number of each word's label, for all words of all sentences in a row."""
        vector = self.vector
        edges = [vector(EDGE, False)] * EDGES  # noqa: FBT003
        inputs, places = [*edges], list[int]()
        for words in sentences:
            in_title = in_title_case(words)
            places += range(len(inputs), len(inputs) + len(words))
            inputs += [vector(word, in_title) for word in words]
            inputs += edges
        found = self._best(np.frombuffer(b"".join(inputs), dtype=np.float32).reshape(len(inputs), -1))
        return [int(label) for label in found[places]] if places else []

    def _best(self, inputs: Floats) -> npt.NDArray[np.int64]:
        """The best label at each place, found in blocks that overlap by as far as a word is heard."""
        reach = len(self.layers)
        parts = []
        for start in range(0, len(inputs), BLOCK):
            first = max(0, start - reach)
            scores = self.scores(inputs[first : start + BLOCK + reach])
            parts.append(scores[start - first : start - first + BLOCK].argmax(axis=1))
        return np.concatenate(parts)

    def scores(self, inputs: Floats) -> Floats:
        """How well each label fits at each place."""
        state = inputs
        for inner, bias, outer in self.layers:
            hidden = _product(window(state), inner)
            hidden += bias
            np.maximum(hidden, 0, out=hidden)
            state = state + _product(hidden, outer)
        return _product(state, self.last)


def _product(left: Floats, right: Floats) -> Floats:
    """The matrix product, some rows at a time.

    A whole one would be spread over threads, which cost more than they bring at this
    size and slow down all processes of a build; and its sums, so the tags, could differ
    in their last bits with the number of rows.
    """
    size = len(left)
    padded = np.zeros((-(-size // ROWS) * ROWS, left.shape[1]), dtype=np.float32)
    padded[:size] = left
    found: Floats = (padded.reshape(-1, ROWS, left.shape[1]) @ right).reshape(len(padded), -1)[:size]
    return found


def window(state: Floats) -> Floats:
    """For each row, the row before it, it and the row after it side by side; zeros at the ends."""
    size, width = state.shape
    wide = np.zeros((size, 3 * width), dtype=np.float32)
    wide[1:, :width] = state[:-1]
    wide[:, width : 2 * width] = state
    wide[:-1, 2 * width :] = state[1:]
    return wide


def load(file: IO[bytes], name: str) -> Tagger:
    """The tagger whose weights the file holds; `ReadError` for what is no such file."""
    try:
        with np.load(file, allow_pickle=False) as found:
            return Tagger(dict(found))
    except (ValueError, KeyError, OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
        raise ReadError(name, str(error), expected="weights that `kg train tagger` wrote") from error


@lru_cache(maxsize=1)
def tagger() -> Tagger:
    """The tagger that ships with the package."""
    path = files("kg") / "extract" / "_models" / MODEL
    with path.open("rb") as file:
        return load(file, MODEL)


def tags_of(words: Sequence[str], firsts: Sequence[int]) -> tuple[list[str], list[str]]:
    """The parts of speech of all words of a text, and the forms of its nouns and verbs; SPACE of what is only blank.

    `firsts` are the places of each sentence's first word.
    """
    used = tagger()
    blank = [word.isspace() for word in words]
    sentences = [
        [word for word, is_blank in zip(words[start:end], blank[start:end], strict=True) if not is_blank]
        for start, end in pairwise([*firsts, len(words)])
    ]
    parts = [label.partition(" ") for label in used.labels]
    found = iter(used.tags(sentences))
    rows = [("SPACE", "") if is_blank else parts[next(found)][::2] for is_blank in blank]
    return [tag for tag, _ in rows], [form for _, form in rows]
