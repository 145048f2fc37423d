"""The tokenizer of an encoder with fewer pieces: those that scientific English needs.

`pieces.txt` lists them: the 14,000 that are most frequent in 50,000 titles and abstracts
of arXiv, with all single characters and what the gold has at least twice. They are 99.7 %
of what the whole list would give; a word whose piece is gone is cut finer.
"""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

from kg.errors import ReadError

LIST = "pieces.txt"


def kept() -> list[str]:
    """The pieces, in the order of their new numbers."""
    return (files("kg.train") / LIST).read_text(encoding="utf-8").splitlines()


def pruned(path: Path, pieces: list[str]) -> tuple[str, list[int]]:
    """The tokenizer of a file (`tokenizer.json`) with these pieces only, as JSON, and their old numbers."""
    found = json.loads(path.read_text(encoding="utf-8"))
    old = found["model"]["vocab"]
    missing = [piece for piece in pieces if piece not in old]
    if missing:
        raise ReadError(path, f"no piece {missing[0]!r}", expected="the tokenizer of all-MiniLM-L6-v2")
    new = {piece: number for number, piece in enumerate(pieces)}
    found["model"]["vocab"] = new
    found["added_tokens"] = [each | {"id": new[each["content"]]} for each in found["added_tokens"]]
    found |= {"truncation": None, "padding": None, "post_processor": None}
    return json.dumps(found, ensure_ascii=False, sort_keys=True), [old[piece] for piece in pieces]
