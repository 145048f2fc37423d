"""A small encoder that reads a whole abstract, and what it says of each span: its type, and its role.

A text is cut into word pieces, encoded once, and each span is judged by the states of its
first and last piece, the largest of all its pieces, and some of what the phrases' weights
go by as well: shapes, place, and what the extractors say (M. Eberts and A. Ulges,
"Span-based joint entity and relation extraction with transformer pre-training", ECAI 2020).
Texts are encoded one at a time, so that no text's digits depend on those beside it.
`kg train recogniser` makes the weights (docs/model-card-recogniser.md).
"""

from __future__ import annotations

import io
import math
import warnings
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import astuple

from kg.extract._features import Surroundings
from kg.extract._sums import Floats, sums
from kg.model import EntityType, Role

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

GRAPH, PIECES, HEADS = "encoder.onnx", "encoder.json", "encoder.npz"
"""The files of the encoder, its tokenizer, and what judges spans by it."""
START, END = 2, 3
"""The numbers of the encoder's own pieces, [CLS] and [SEP]; `kg/train/pieces.txt` begins so."""
NOTHING = "NO"
"""The class of spans that are not worth a node."""
TYPES = (*sorted(EntityType), NOTHING)
ROLES = tuple(sorted(Role))
NO = TYPES.index(NOTHING)
LONGEST = 500
"""How many pieces are encoded together; the encoder knows 512 places."""
WIDEST = 24
"""How many pieces of a span count."""
_MARK = "\0"


class Cut(Struct, frozen=True):
    """A text as pieces: their numbers, and the blocks (first piece, last) that are encoded together.

    `title` is how many pieces the title has, which are in the first block.
    """

    numbers: list[int]
    begins: list[int]
    ends: list[int]
    blocks: list[tuple[int, int]]
    title: int

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The first and the last piece of the characters from `start` to `end`, both in one block."""
        if not self.numbers:
            return 0, 0
        first = min(bisect_right(self.ends, start), len(self.numbers) - 1)
        last = max(first, bisect_left(self.begins, end) - 1)
        block = self.blocks[bisect_right(self.blocks, (first, len(self.numbers))) - 1]
        return first, min(last, block[1] - 1, first + WIDEST - 1)

    def rows(self) -> list[list[int]]:
        """Each block with the encoder's own pieces: `START` before it, `END` behind it and behind the title."""
        made = []
        for first, last in self.blocks:
            row = [START, *self.numbers[first:last], END]
            if first == 0 and 0 < self.title < last:
                row.insert(1 + self.title, END)
            made.append(row)
        return made


def cut(tokenizer: Tokenizer, around: Surroundings) -> Cut:
    """A document's text as pieces, in blocks of whole sentences where they are short enough."""
    found = tokenizer.encode(around.text, add_special_tokens=False)
    begins, ends = map(list, zip(*found.offsets, strict=True)) if found.ids else ([], [])
    sentences = [bisect_left(begins, around.starts[first]) for first in around.sentences]
    title = bisect_left(begins, around.title_end)
    return Cut(found.ids, begins, ends, list(_blocks(sentences, len(begins))), min(title, LONGEST))


def _blocks(sentences: Sequence[int], count: int) -> Iterable[tuple[int, int]]:
    """Blocks of at most `LONGEST` pieces that begin where a sentence does, unless one is longer than that."""
    begin = at = 0
    for start, end in pairwise(sorted({0, *sentences, count})):
        if end - begin > LONGEST and start > begin:
            yield begin, start
            begin = start
        while end - begin > LONGEST:
            yield begin, begin + LONGEST
            begin += LONGEST
        at = end
    if at > begin:
        yield begin, at


class Judged(Struct, frozen=True):
    """What is said of spans, as logarithms of chances: a column a type of `TYPES`, or a role of `ROLES`.

    `types` has a row for each span; `roles` gives the rows of the spans that are asked for.
    """

    types: Floats
    roles: Callable[[Sequence[int]], Floats]


class Mix(Struct, frozen=True):
    """How what the phrases' weights say and what the encoder says become one.

    The logarithms of the chances of types are added with these weights, `nothing` is
    added to that of `NOTHING`, and a span over `threshold` is worth a node; roles alike.
    `slope` and `shift` are Platt's, as in `kg.extract._weigh.Models`.
    """

    phrases: float = 0.5
    encoder: float = 0.5
    nothing: float = 0.0
    roles: float = 0.5
    threshold: float = 0.55
    slope: float = 1.0
    shift: float = 0.0

    def confidence(self, worth: float) -> float:
        """How likely a thing of this worth is right, name and type, from 0 to 1."""
        return platt(worth, self.slope, self.shift)


def platt(chance: float, slope: float, shift: float) -> float:
    """The logistic of slope times the logit of a chance plus shift."""
    return 1 / (1 + math.exp(-(slope * logit(chance) + shift)))


def logit(chance: float) -> float:
    """The logarithm of the odds; a chance of 0 or 1 counts as very near to it."""
    bounded = min(max(chance, 1e-4), 1 - 1e-4)
    return math.log(bounded / (1 - bounded))


class Heads(Struct, frozen=True):
    """What judges spans by the encoder's states: for types and for roles a layer of units, and one on top of it.

    `told` has a vector for each feature of `index`; others count for nothing.
    """

    index: dict[str, int]
    told: Floats
    weights: dict[str, Floats]

    @property
    def width(self) -> int:
        """How many numbers a piece's state has."""
        return (len(self.weights["types.hidden"]) - len(self.told.T)) // 3

    def judged(self, states: Floats, places: Sequence[tuple[int, int]], features: Sequence[Iterable[str]]) -> Judged:
        """What is said of the spans at these pieces, of which these features hold."""
        ends = np.array(places, dtype=np.int64).reshape(-1, 2)
        pieces = np.minimum(ends[:, :1] + np.arange(int((ends[:, 1] - ends[:, 0]).max(initial=0)) + 1), ends[:, 1:])
        known = sums(self.told, self.index, features)
        spans = np.concatenate([states[ends[:, 0]], states[ends[:, 1]], states[pieces].max(axis=1), known], axis=1)
        return Judged(self._chances("types", spans), lambda rows: self._chances("roles", spans[rows]))

    def _chances(self, name: str, spans: Floats) -> Floats:
        """The logarithms of the chances of the classes of types or roles."""
        units = _gelu(spans @ self.weights[f"{name}.hidden"] + self.weights[f"{name}.hidden_bias"])
        return log_chances(units @ self.weights[f"{name}.top"] + self.weights[f"{name}.top_bias"])


class Encoder:
    """The encoder with its tokenizer and heads, for one process."""

    def __init__(self, session: InferenceSession, tokenizer: Tokenizer, heads: Heads, mix: Mix) -> None:
        """Take what `loaded` has read."""
        self.session, self.tokenizer, self.heads, self.mix = session, tokenizer, heads, mix

    def judged(self, around: Surroundings) -> Judged:
        """What is said of each of a document's spans."""
        found = cut(self.tokenizer, around)
        places = [found.place(span.start, span.end) for span in around.spans]
        return self.heads.judged(self.states(found), places, [around.features(span) for span in around.spans])

    def states(self, found: Cut) -> Floats:
        """The state of each piece, a row; at least one row."""
        kept = []
        for (first, last), row in zip(found.blocks, found.rows(), strict=True):
            states: Floats = self.session.run(None, {"pieces": np.array(row, dtype=np.int64)})[0]
            marked = len(row) > last - first + 2
            kept += [states[1 : 1 + found.title], states[2 + found.title : -1]] if marked else [states[1:-1]]
        return np.concatenate(kept) if kept else np.zeros((1, self.heads.width), dtype=np.float32)


def log_chances(scores: Floats) -> Floats:
    """The logarithms of the chances that a row's scores give its classes."""
    low = scores - scores.max(axis=1, keepdims=True)
    return np.asarray(low - np.log(np.exp(low).sum(axis=1, keepdims=True)), dtype=np.float32)


def _gelu(units: Floats) -> Floats:
    """D. Hendrycks and K. Gimpel, "Gaussian error linear units" (2016), in their approximation by tanh."""
    return np.asarray(
        units * (0.5 + 0.5 * np.tanh(0.7978845608 * (units + 0.044715 * units * units * units))), dtype=np.float32
    )


def to_bytes(heads: Heads, mix: Mix) -> bytes:
    """The heads and the mix as a file: arrays only, the features as one text, weights in half precision."""
    features = _MARK.join(sorted(heads.index, key=lambda feature: heads.index[feature])).encode()
    arrays: dict[str, npt.NDArray[np.generic]] = {
        "features": np.frombuffer(features, dtype=np.uint8),
        "told": heads.told.astype(np.float16),
        "mix": np.array(astuple(mix), dtype=np.float64),
        **{f"weights.{name}": array.astype(np.float16) for name, array in heads.weights.items()},
    }
    out = io.BytesIO()
    np.savez_compressed(out, allow_pickle=False, **arrays)
    return out.getvalue()


def from_bytes(content: bytes) -> tuple[Heads, Mix]:
    """The heads and the mix in a file that `to_bytes` made."""
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        features = arrays["features"].tobytes().decode().split(_MARK)
        weights = {name.partition(".")[2]: name for name in arrays.files if name.startswith("weights.")}
        heads = Heads(
            index={feature: number for number, feature in enumerate(features)},
            told=arrays["told"].astype(np.float32),
            weights={name: arrays[key].astype(np.float32) for name, key in weights.items()},
        )
        return heads, Mix(*arrays["mix"].tolist())


def loaded(folder: Traversable, threads: int = 1) -> Encoder:
    """The encoder whose three files are in a folder; `ImportError` where what runs it is not installed."""
    import onnxruntime
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = threads
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession((folder / GRAPH).read_bytes(), options, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_str((folder / PIECES).read_text(encoding="utf-8"))
    return Encoder(session, tokenizer, *from_bytes((folder / HEADS).read_bytes()))


@lru_cache(maxsize=1)
def shipped() -> Encoder | None:
    """The encoder that ships with the package; None, and a warning the first time, where nothing can run it."""
    folder = files("kg.extract") / "_models"
    if not (folder / GRAPH).is_file():
        return None
    try:
        return loaded(folder)
    except ImportError as error:
        message = (
            f"{error.name} is not installed: texts are read without the encoder (pip install onnxruntime tokenizers)"
        )
    warnings.warn(message, RuntimeWarning, stacklevel=2)
    return None
