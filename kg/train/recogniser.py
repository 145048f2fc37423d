"""Trains the encoder that reads whole abstracts, and how its word is mixed with that of the phrases' weights.

From gold files, as `kg evaluate` reads them, and a folder with all-MiniLM-L6-v2
(`model.safetensors`, `tokenizer.json`): first without the quarter that the hash of a
record's id sets apart, on which the mix is fitted; then again on all of them, for the
weights that are written. Spans and what is right of them are those of `kg.train.phrases`;
any of several kinds that readers accept is right.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from kg.errors import BadParameter, ReadError, UsageError
from kg.evaluate.gold import GoldRecord, part_of, read_gold
from kg.extract import candidates_of
from kg.extract._encoder import GRAPH, HEADS, NO, PIECES, ROLES, TYPES, Heads, Mix, cut, loaded, to_bytes, told
from kg.extract._features import Surroundings
from kg.output import atomic
from kg.read import inputs
from kg.train import _mix, phrases
from kg.vocabulary import load

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from kg.train._reader import Example

SUMMARY = "recogniser: the encoder that reads whole abstracts, learned from annotated abstracts (JSON files)"
STEPS = 8
"""Epochs."""
THREADS = 2


class Settings(Struct, frozen=True, kw_only=True):
    """Where the gold and the encoder to begin with are, where the three files go, how many epochs, and the seed."""

    source: Path
    folder: Path
    encoder: Path | None = None
    steps: int = STEPS
    seed: int = 1


def train(settings: Settings, say: Callable[[str], None]) -> Path:
    """The path of the graph, learned from every gold file (`*.json`) of a folder; its other files are beside it."""
    if settings.encoder is None:
        raise BadParameter("--encoder", "missing", expected="a folder with all-MiniLM-L6-v2")
    found = [each for each in inputs([str(settings.source)]) if each.name.endswith(".json")]
    records = [record for each in found for record in read_gold(each) if record.abstract]
    if not records:
        raise ReadError(settings.source, "no gold with texts in it", expected="*.json files as kg evaluate reads them")
    apart, rest = part_of(records, "dev"), part_of(records, "rest")
    with tempfile.TemporaryDirectory() as folder:
        say(f"{len(rest)} annotated texts, to see how to mix")
        _written(rest, settings, Path(folder, "rest"), Mix(), say)
        mix = _mix.fitted(apart, phrases.weights(rest), loaded(Path(folder, "rest")))
        say(f"mixed as {mix}")
        say(f"{len(records)} annotated texts")
        _written(records, settings, Path(folder, "all"), mix, say)
        for name in (PIECES, HEADS, GRAPH):
            with atomic(settings.folder / name) as out, Path(folder, "all", name).open("rb") as made:
                shutil.copyfileobj(made, out)
    return settings.folder / GRAPH


def _written(
    records: Sequence[GoldRecord], settings: Settings, folder: Path, mix: Mix, say: Callable[[str], None]
) -> None:
    """Learn from the records, and write the three files."""
    try:
        import torch
        from tokenizers import Tokenizer

        from kg.train import _graph, _pieces, _reader
    except ImportError as error:
        raise UsageError("kg train", f"{error.name} is missing", do="pip install 'paperkg[recogniser]'") from error
    assert settings.encoder is not None  # noqa: S101 train has looked
    torch.manual_seed(settings.seed)
    torch.set_num_threads(THREADS)
    tokenizer, rows = _pieces.pruned(settings.encoder / "tokenizer.json", _pieces.kept())
    examples = [_example(record, Tokenizer.from_str(tokenizer)) for record in records]
    made = _reader.learned(_reader.begun(settings.encoder, rows), examples, settings.steps, say)
    folder.mkdir(parents=True)
    (folder / PIECES).write_text(tokenizer, encoding="utf-8")
    (folder / HEADS).write_bytes(to_bytes(Heads(made.index, made.told, made.heads), mix))
    (folder / GRAPH).write_bytes(_graph.in_whole_numbers(_graph.graph(made.encoder, _reader.LAYERS, _reader.LOOKS)))


def _example(record: GoldRecord, tokenizer: Tokenizer) -> Example:
    """A record as it is learned from."""
    from kg.train._reader import Example

    around = Surroundings(*candidates_of(record.title, record.abstract or "", load()))
    pieces = cut(tokenizer, around)
    types: list[list[int]] = []
    roles: list[list[int]] = []
    for _, entity in phrases.matched(around, record):
        counts = entity is not None and not entity.optional
        types.append([NO] if entity is None else [TYPES.index(kind) for kind in entity.types] if counts else [])
        roles.append([ROLES.index(role) for role in entity.roles] if entity is not None and counts else [])
    return Example(
        cut=pieces,
        rows=pieces.rows(),
        places=[pieces.place(span.start, span.end) for span in around.spans],
        told=[told(around, span) for span in around.spans],
        types=types,
        roles=roles,
    )
