"""Trains the encoder that reads whole abstracts, the phrases' weights, and how their words are mixed.

From gold files, as `kg evaluate` reads them, and a folder with all-MiniLM-L6-v2
(`model.safetensors`, `tokenizer.json`): first without the quarter that the hash of a
record's id sets apart, on which the mix is fitted; then again on all of them, for the
weights that are written. Spans and what is right of them are those of `kg.train.phrases`;
any of several kinds that readers accept is right. Where there are texts without
annotations, teachers that have learned from the gold but for the part set apart read them,
and what they say is learned from as well.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from kg.errors import BadParameter, ReadError, UsageError
from kg.evaluate.gold import GoldRecord, part_of, read_gold
from kg.extract import candidates_of
from kg.extract._encoder import GRAPH, HEADS, NO, PIECES, ROLES, TYPES, Encoder, Heads, Mix, cut, loaded, to_bytes
from kg.extract._features import Surroundings
from kg.extract._weigh import MODEL, Models
from kg.extract._weigh import to_bytes as models_to_bytes
from kg.keys import title_key
from kg.model import Record
from kg.output import atomic
from kg.read import inputs, read
from kg.train import _mix, phrases
from kg.train._teachers import Teachers, Together, lessons
from kg.train._told import told
from kg.vocabulary import load

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from kg.train._reader import Example, Taught

SUMMARY = "recogniser: the encoder that reads whole abstracts, learned from annotated abstracts (JSON files)"
STEPS = 8
"""Epochs."""
THREADS = 2
TEACHERS = 2
"""How many encoders read texts without annotations."""


class Settings(Struct, frozen=True, kw_only=True):
    """Where the gold and the encoder to begin with are, where the four files go, how many epochs, and the seed.

    `texts` are records without annotations: files, folders or globs.
    """

    source: Path
    folder: Path
    encoder: Path | None = None
    texts: tuple[str, ...] = ()
    steps: int = STEPS
    seed: int = 1


class _Lessons(Struct, frozen=True):
    """What is learned from beside gold."""

    spans: phrases.Spans | None = None
    taught: list[Taught] = []


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
        place = Path(folder)
        beside = _lessons(rest, apart, settings, place, say) if settings.texts else _Lessons()
        say(f"{len(rest)} annotated texts, to see how to mix")
        models = phrases.weights(rest, say=say, beside=beside.spans)
        mix = _mix.fitted(apart, models, _written(rest, beside, settings, place / "rest", say))
        say(f"mixed as {mix}")
        told = [each for record in apart for each in phrases.judged(record, models)]
        say(f"{len(records)} annotated texts")
        learned = phrases.weights(records, say=say, beside=beside.spans)
        whole = _written(records, beside, settings, place / "all", say)
        (place / "all" / HEADS).write_bytes(to_bytes(whole.heads, mix))
        sure = phrases.platt_scaled(told)
        (place / "all" / MODEL).write_bytes(models_to_bytes(Models(learned.types, learned.roles, *sure)))
        for name in (PIECES, HEADS, MODEL, GRAPH):
            with atomic(settings.folder / name) as out, (place / "all" / name).open("rb") as made:
                shutil.copyfileobj(made, out)
    return settings.folder / GRAPH


def _lessons(
    rest: Sequence[GoldRecord], apart: Sequence[GoldRecord], settings: Settings, place: Path, say: Callable[[str], None]
) -> _Lessons:
    """What teachers who have learned from `rest` say of the texts without annotations."""
    encoders = []
    for number in range(TEACHERS):
        say(f"teacher {number + 1} of {TEACHERS}")
        own = replace(settings, seed=settings.seed + number)
        encoders.append(_written(rest, _Lessons(), own, place / str(number), say))
    models, together = phrases.weights(rest), Together(encoders)
    teachers = Teachers(models, together, _mix.likeliest(apart, models, together))
    known = {title_key(record.title) for record in (*rest, *apart)}
    readings = (reading for each in inputs(settings.texts) for reading in read(each))
    texts = (each for each in readings if isinstance(each, Record) and each.abstract)
    spans, taught = lessons((each for each in texts if title_key(each.title) not in known), teachers)
    say(f"{len(taught)} texts without annotations")
    return _Lessons(spans, taught)


def _written(
    records: Sequence[GoldRecord], beside: _Lessons, settings: Settings, folder: Path, say: Callable[[str], None]
) -> Encoder:
    """The encoder that has learned from the records and what is beside them; its three files are in the folder."""
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
    course = _reader.Course(examples, beside.taught, settings.steps)
    made = _reader.learned(_reader.begun(settings.encoder, rows), course, say)
    folder.mkdir(parents=True)
    (folder / PIECES).write_text(tokenizer, encoding="utf-8")
    (folder / HEADS).write_bytes(to_bytes(Heads(made.index, made.told, made.heads), Mix()))
    (folder / GRAPH).write_bytes(_graph.in_whole_numbers(_graph.graph(made.encoder, _reader.LAYERS, _reader.LOOKS)))
    return loaded(folder)


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
