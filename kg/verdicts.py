"""The files of a person's verdicts that a build goes by: those that are named, and the one in its own folder."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from kg.resolve import Verdicts, read_verdicts
from kg.settings import Settings

OWN = "decisions.jsonl"
"""The file in a build's folder to which `kg decide` writes; a build reads it and leaves it as it is."""


def with_own_verdicts(settings: Settings, output: Path) -> Settings:
    """The settings with the verdicts that stand in the output folder, which win over those of other files."""
    own = output / OWN
    return replace(settings, decisions=(*settings.decisions, str(own))) if own.is_file() else settings


def verdicts_of(settings: Settings) -> Verdicts:
    """What persons decided, from all files; raises `ReadError` or, where they contradict each other, `UsageError`."""
    return Verdicts(decision for path in settings.decisions for decision in read_verdicts(Path(path)))
