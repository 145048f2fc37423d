"""A folder with a Hugging Face model for token classification, run by transformers.

https://huggingface.co/docs/transformers/tasks/token_classification. It is read from the
folder alone; nothing is fetched. Sentences are read one at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from kg.extract._recognisers import Reader, Said

TITLE = "Hugging Face folder of a token classifier"


def is_mine(name: str) -> bool:
    """Whether the folder's `config.json` speaks of token classification."""
    path = Path(name) / "config.json"
    try:
        config = msgspec.json.decode(path.read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(config, dict) and any("TokenClassification" in each for each in config.get("architectures") or ())


def reader(name: str, labels: Sequence[str]) -> Reader:  # noqa: ARG001 every kind is asked alike
    """What reads with the model."""
    from transformers import AutoModelForTokenClassification, AutoTokenizer, pipeline
    from transformers.utils import logging

    logging.disable_progress_bar()
    logging.set_verbosity_error()
    tokenizer = AutoTokenizer.from_pretrained(name, local_files_only=True)
    model = AutoModelForTokenClassification.from_pretrained(name, local_files_only=True)
    classify = pipeline("token-classification", model=model, tokenizer=tokenizer, aggregation_strategy="simple")

    def read(text: str, sentences: Sequence[tuple[int, int]]) -> Iterator[Said]:
        for start, end in sentences:
            for found in classify(text[start:end]):
                yield Said(start + found["start"], start + found["end"], found["entity_group"], found["score"])

    return read
