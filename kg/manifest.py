"""What a build was made from and what it made, with checksums: enough to tell whether two builds are the same."""

from __future__ import annotations

from pathlib import Path

import msgspec

import kg
from kg import folder
from kg.read import Input
from kg.read import _sources as sources
from kg.settings import Settings


def manifest(stage: Path, found: list[Input], settings: Settings) -> str:
    """The manifest as JSON: version, settings, inputs and outputs, but for the store, whose files differ in bytes."""
    vocabularies = {Path(path).name: folder.checksum(Path(path)) for path in settings.vocabularies}
    decisions = {Path(path).name: folder.checksum(Path(path)) for path in settings.decisions}
    paths = {each.path for each in found if each.path != sources.STDIN}
    sums = {path: folder.checksum(Path(path)) for path in paths}
    files = [path for path in sorted(stage.rglob("*")) if path.is_file() and folder.STORE not in path.parts]
    made = {
        "paperkg": kg.__version__,
        "settings": {
            "base": settings.base,
            "from": settings.form,
            "as_of": str(settings.as_of) if settings.as_of else None,
            **({"decisions": decisions} if decisions else {}),
            **({"columns": dict(settings.columns)} if settings.columns else {}),
            "vocabularies": vocabularies,
            "fast": settings.fast,
            "recogniser": "none" if settings.fast else Path(settings.recogniser).name,
            **({"labels": folder.checksum(Path(settings.labels))} if settings.labels else {}),
        },
        "inputs": {each.name: sums[each.path] for each in found if each.path in sums},
        "outputs": {path.relative_to(stage).as_posix(): folder.checksum(path) for path in files},
    }
    return msgspec.json.format(msgspec.json.encode(made), indent=1).decode() + "\n"
