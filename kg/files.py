"""The files that ship with the package: `ontology/` and `queries/`, in the wheel or in a checkout."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def shipped(name: str) -> Traversable:
    """The folder `ontology` or `queries`; in the wheel it lies inside the package."""
    inside = files("kg") / "_data" / name
    return inside if inside.is_dir() else Path(__file__).parents[1] / name


def walk(folder: Traversable, suffix: str) -> Iterator[tuple[str, Traversable]]:
    """Every file below the folder that ends in the suffix: (path inside, file), sorted by path."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            for path, file in walk(entry, suffix):
                yield f"{entry.name}/{path}", file
        elif entry.name.endswith(suffix):
            yield entry.name, entry
