"""A build to decide in: what of the toy corpus' build says who and what is one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

PARTS = ("manifest.json", "1-records.jsonl", "2-mentions.jsonl", "3-entities.jsonl", "3-decisions.jsonl", "update")


@pytest.fixture
def made(toy_build: Path, tmp_path: Path) -> Path:
    """A copy, in which verdicts can be written."""
    folder = tmp_path / "build"
    folder.mkdir()
    for name in PARTS:
        there = toy_build / name
        (shutil.copytree if there.is_dir() else shutil.copyfile)(there, folder / name)
    return folder
