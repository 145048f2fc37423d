"""The encoder and its heads as they learn, in PyTorch: what `kg.extract._encoder` runs, with dropout.

The encoder is BERT's (J. Devlin et al., NAACL 2019) in the size of MiniLM (W. Wang et al.,
NeurIPS 2020), begun with the weights of a folder; its vectors of pieces and places stay as
they are. AdamW, warm-up over a tenth of the steps, then down to nothing.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from msgspec import Struct
from torch import Tensor, nn
from torch.nn import functional

from kg.extract._encoder import NO, ROLES, TYPES, WIDEST, Cut

LAYERS, LOOKS, WIDTH, INNER, PLACES = 6, 12, 384, 1536, 512
TOLD_WIDTH, UNITS, MOST_TOLD = 64, 256, 30
BATCH, RATE, HEAD_RATE, DECAY = 8, 1.2e-4, 1e-3, 0.01
DROPOUT, HEAD_DROPOUT, TOLD_DROPOUT = 0.1, 0.15, 0.15
ROLE_SHARE = 0.3
"""How much a role counts beside a type."""
LEAST = 5
"""How often a feature must be seen."""
Arrays = dict[str, npt.NDArray[np.float32]]


class Text(Struct, frozen=True):
    """A text with its spans: their pieces, and what is told of them."""

    cut: Cut
    rows: list[list[int]]
    places: list[tuple[int, int]]
    told: list[list[str]]


class Example(Text, frozen=True):
    """A text with the types and roles that are right of its spans; one without a right type is not learned from."""

    types: list[list[int]]
    roles: list[list[int]]


class Taught(Text, frozen=True):
    """A text with the chances of the types and roles of its spans, as teachers see them, a row a span."""

    types: npt.NDArray[np.float16]
    roles: npt.NDArray[np.float16]


class Layer(nn.Module):
    """One layer: all pieces look at all, then each at itself."""

    def __init__(self) -> None:
        """Begin at random."""
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.n1, self.n2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, states: Tensor, there: Tensor) -> Tensor:
        """The states after this layer; `there` says which places hold a piece."""
        many = [part(states).unflatten(-1, (LOOKS, -1)).transpose(1, 2) for part in (self.query, self.key, self.value)]
        seen = functional.scaled_dot_product_attention(*many, attn_mask=there).transpose(1, 2).flatten(2)
        states = self.n1(states + functional.dropout(self.out(seen), DROPOUT, self.training))
        inner = self.down(functional.gelu(self.up(states)))
        after: Tensor = self.n2(states + functional.dropout(inner, DROPOUT, self.training))
        return after


class Encoder(nn.Module):
    """The encoder, with vectors for the pieces that were kept."""

    def __init__(self, pieces: int) -> None:
        """Begin at random."""
        super().__init__()
        self.words, self.places = nn.Embedding(pieces, WIDTH), nn.Embedding(PLACES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        for each in (self.words, self.places, self.norm):
            each.requires_grad_(requires_grad=False)

    def forward(self, numbers: Tensor, there: Tensor) -> Tensor:
        """The states of the pieces with these numbers."""
        placed = self.words(numbers) + self.places.weight[: numbers.shape[1]]
        states: Tensor = functional.dropout(self.norm(placed), DROPOUT, self.training)
        for layer in self.layers:
            states = layer(states, there[:, None, None, :])
        return states


class Heads(nn.Module):
    """What judges spans by states, and what is told of them."""

    def __init__(self, told: int) -> None:
        """Begin at random."""
        super().__init__()
        self.told = nn.EmbeddingBag(told + 1, TOLD_WIDTH, mode="sum", padding_idx=told)
        nn.init.normal_(self.told.weight, std=0.1)
        self.hidden = nn.ModuleDict({n: nn.Linear(3 * WIDTH + TOLD_WIDTH, UNITS) for n in ("types", "roles")})
        self.top = nn.ModuleDict({"types": nn.Linear(UNITS, len(TYPES)), "roles": nn.Linear(UNITS, len(ROLES))})

    def forward(self, states: Tensor, pieces: Tensor, told: Tensor) -> dict[str, Tensor]:
        """The scores of types and roles; `pieces` are those of each span, the last one repeated."""
        ends = [states[pieces[:, 0]], states[pieces[:, -1]], states[pieces].amax(1), self.told(told)]
        spans = functional.dropout(torch.cat(ends, -1), HEAD_DROPOUT, self.training)
        units = {name: functional.gelu(self.hidden[name](spans), approximate="tanh") for name in self.top}
        return {n: top(functional.dropout(units[n], HEAD_DROPOUT, self.training)) for n, top in self.top.items()}

    def arrays(self) -> Arrays:
        """The weights of the layers, as `kg.extract._encoder.Heads` has them."""
        made = {}
        for name in self.top:
            for layer, of in (("hidden", self.hidden[name]), ("top", self.top[name])):
                made[f"{name}.{layer}"] = of.weight.detach().numpy().T
                made[f"{name}.{layer}_bias"] = of.bias.detach().numpy()
        return made


class Learned(Struct, frozen=True):
    """The weights by name: the encoder's, the heads', the features' vectors, and the features' rows."""

    encoder: Arrays
    heads: Arrays
    told: npt.NDArray[np.float32]
    index: dict[str, int]


def begun(folder: Path, rows: Sequence[int]) -> Encoder:
    """An encoder with the weights of a folder (`model.safetensors`), with these rows of its vectors."""
    from safetensors.torch import load_file

    found = load_file(folder / "model.safetensors")
    encoder = Encoder(len(rows))
    names = {
        "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
        "out": "attention.output.dense", "n1": "attention.output.LayerNorm",
        "up": "intermediate.dense", "down": "output.dense", "n2": "output.LayerNorm",
    }  # fmt: skip
    kind = found["embeddings.token_type_embeddings.weight"][0]
    state = {
        "words.weight": found["embeddings.word_embeddings.weight"][list(rows)],
        "places.weight": found["embeddings.position_embeddings.weight"] + kind,
    }
    for end in ("weight", "bias"):
        state[f"norm.{end}"] = found[f"embeddings.LayerNorm.{end}"]
        for number in range(LAYERS):
            for own, theirs in names.items():
                state[f"layers.{number}.{own}.{end}"] = found[f"encoder.layer.{number}.{theirs}.{end}"]
    encoder.load_state_dict(state)
    return encoder


class Course(Struct, frozen=True):
    """What is learned from, and how many epochs: all examples in each, and in each a share of what is taught."""

    examples: Sequence[Example]
    taught: Sequence[Taught] = ()
    epochs: int = 8

    def epoch(self, number: int) -> tuple[Sequence[Example], Sequence[Taught]]:
        """What is learned from in the epoch of that number."""
        return self.examples, self.taught[number :: self.epochs]

    def steps(self) -> int:
        """How many steps there are."""
        return sum(-(-len(part) // BATCH) for number in range(self.epochs) for part in self.epoch(number))


def learned(encoder: Encoder, course: Course, say: Callable[[str], None]) -> Learned:
    """The weights after the course; of features, those that its examples have are known."""
    examples = course.examples
    seen = Counter(feature for each in examples for found in each.told for feature in found)
    index = {feature: n for n, feature in enumerate(sorted(f for f, count in seen.items() if count >= LEAST))}
    heads = Heads(len(index))
    order = random.Random(torch.initial_seed())  # noqa: S311 an order, no secret
    rate = _Rates(encoder, heads, course.steps())
    encoder.train()
    heads.train()
    for epoch in range(course.epochs):
        losses = []
        batches = [batch for part in course.epoch(epoch) for batch in _batches(part, order)]
        for batch in order.sample(batches, len(batches)):
            loss = _loss(_scores(encoder, heads, batch, index), batch)
            rate.step(loss)
            losses.append(loss.item())
        say(f"epoch {epoch + 1} of {course.epochs}: loss {sum(losses) / len(losses):.4f}")
    exact = {name: weights.detach().numpy() for name, weights in encoder.state_dict().items()}
    return Learned(exact, heads.arrays(), heads.told.weight.detach().numpy()[:-1], index)


class _Rates:
    """The steps of AdamW over both, each with its rate."""

    def __init__(self, encoder: Encoder, heads: Heads, steps: int) -> None:
        self.weights = [each for each in (*encoder.parameters(), *heads.parameters()) if each.requires_grad]
        wide = [each for each in encoder.parameters() if each.requires_grad and each.ndim > 1]
        thin = [each for each in encoder.parameters() if each.requires_grad and each.ndim == 1]
        self.adam = torch.optim.AdamW(
            [
                {"params": wide, "lr": RATE, "weight_decay": DECAY},
                {"params": thin, "lr": RATE, "weight_decay": 0.0},
                {"params": list(heads.parameters()), "lr": HEAD_RATE, "weight_decay": DECAY},
            ],
            betas=(0.9, 0.98),
        )
        warm = max(1, steps // 10)
        self.rate = torch.optim.lr_scheduler.LambdaLR(
            self.adam, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))
        )

    def step(self, loss: Tensor) -> None:
        self.adam.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.weights, 1.0)
        self.adam.step()
        self.rate.step()


def _batches(texts: Sequence[Text], order: random.Random) -> Iterator[list[Text]]:
    """The texts in batches of chance, each of texts of like length."""
    mixed = order.sample(list(texts), len(texts))
    for at in range(0, len(mixed), 8 * BATCH):
        near = sorted(mixed[at : at + 8 * BATCH], key=lambda text: len(text.cut.numbers))
        yield from (near[start : start + BATCH] for start in range(0, len(near), BATCH))


def _loss(scores: dict[str, Tensor], batch: Sequence[Text]) -> Tensor:
    """How unlikely what is right or taught is, over the spans of texts that are all annotated or all taught."""
    examples = [text for text in batch if isinstance(text, Example)]
    if examples:
        types = _unlikely(scores["types"], [right for example in examples for right in example.types])
        return types + ROLE_SHARE * _unlikely(scores["roles"], [right for each in examples for right in each.roles])
    taught = [text for text in batch if isinstance(text, Taught)]
    chances = torch.from_numpy(np.concatenate([text.types for text in taught]).astype(np.float32))
    roles = torch.from_numpy(np.concatenate([text.roles for text in taught]).astype(np.float32))
    worth = 1 - chances[:, NO]
    ones = torch.ones_like(worth)
    return _unlike(scores["types"], chances, ones) + ROLE_SHARE * _unlike(scores["roles"], roles, worth)


def _unlike(scores: Tensor, chances: Tensor, counts: Tensor) -> Tensor:
    """The mean cross-entropy of chances, each counting so much."""
    logs: Tensor = -(chances * functional.log_softmax(scores, -1)).sum(1)
    return (logs * counts).sum() / counts.sum().clamp(min=1.0)


def _scores(encoder: Encoder, heads: Heads, batch: Sequence[Text], index: dict[str, int]) -> dict[str, Tensor]:
    """The scores of types and roles of the spans of some texts."""
    rows = [row for example in batch for row in example.rows]
    numbers = nn.utils.rnn.pad_sequence([torch.tensor(row) for row in rows], batch_first=True)
    there = nn.utils.rnn.pad_sequence([torch.ones(len(row), dtype=torch.bool) for row in rows], batch_first=True)
    with torch.autocast("cpu", torch.bfloat16):
        states = encoder(numbers, there)
    flat = states.float().flatten(0, 1)[torch.tensor(_own(batch, numbers.shape[1]))]
    told = torch.full((sum(len(example.places) for example in batch), MOST_TOLD), len(index))
    features = (found for example in batch for found in example.told)
    for row, found in enumerate(features):
        known = [index[feature] for feature in found if feature in index][:MOST_TOLD]
        told[row, : len(known)] = torch.tensor(known, dtype=torch.long)
    told[torch.rand(told.shape) < TOLD_DROPOUT] = len(index)
    scores: dict[str, Tensor] = heads(flat, torch.tensor(_pieces(batch)), told)
    return scores


def _own(batch: Sequence[Text], width: int) -> list[int]:
    """Where each text's own pieces are among all places of a padded batch."""
    found, row = [], 0
    for example in batch:
        for first, last in example.cut.blocks:
            shift = 1 if first == 0 and 0 < example.cut.title < last else 0
            found += [
                row * width + 1 + at - first + (shift if at >= example.cut.title else 0) for at in range(first, last)
            ]
            row += 1
    return found


def _pieces(batch: Sequence[Text]) -> npt.NDArray[np.int64]:
    """The pieces of each span, counted through the batch, the last one repeated."""
    made, before = [], 0
    for example in batch:
        ends = np.array(example.places, dtype=np.int64).reshape(-1, 2)
        made.append(np.minimum(ends[:, :1] + np.arange(WIDEST), ends[:, 1:]) + before)
        before += len(example.cut.numbers)
    return np.concatenate(made)


def _unlikely(scores: Tensor, right: Sequence[Sequence[int]]) -> Tensor:
    """The mean of minus the logarithm of the chance that one of those that are right is said."""
    rows = [row for row, found in enumerate(right) if found]
    if not rows:
        return scores.sum() * 0
    known = torch.full(scores.shape, -torch.inf)
    for row in rows:
        known[row, list(right[row])] = 0.0
    chances = functional.log_softmax(scores, -1)
    return -torch.logsumexp((chances + known)[rows], -1).mean()
