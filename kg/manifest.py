"""What a build was made from and what it made, with checksums: enough to tell whether two builds are the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import msgspec

import kg
from kg import folder
from kg.files import shipped, walk
from kg.read import Input
from kg.read import _sources as sources
from kg.settings import Settings


def manifest(stage: Path, sums: dict[str, str], settings: Settings) -> str:
    """The manifest as JSON: version, settings, inputs with their checksums and outputs, but for the store.

    The store's files differ in bytes from build to build.
    """
    files = [path for path in sorted(stage.rglob("*")) if path.is_file() and folder.STORE not in path.parts]
    made = {
        "paperkg": kg.__version__,
        "program": program(),
        "settings": said(settings),
        "inputs": dict(sorted(sums.items())),
        "outputs": {path.relative_to(stage).as_posix(): folder.checksum(path) for path in files},
    }
    return msgspec.json.format(msgspec.json.encode(made), indent=1).decode() + "\n"


def checksums(found: Iterable[Input]) -> dict[str, str]:
    """The checksum of every input's file, by the input's name; standard input has none."""
    files = {each.name: each.path for each in found if each.path != sources.STDIN}
    sums = {path: folder.checksum(Path(path)) for path in set(files.values())}
    return {name: sums[path] for name, path in files.items()}


def said(settings: Settings) -> dict[str, object]:
    """The settings as the manifest states them."""
    vocabularies, decisions = map(_sums, (settings.vocabularies, settings.decisions))
    return {
        "base": settings.base,
        "from": settings.form,
        "as_of": str(settings.as_of) if settings.as_of else None,
        **({"decisions": decisions} if decisions else {}),
        **({"columns": dict(settings.columns)} if settings.columns else {}),
        "vocabularies": vocabularies,
        "fast": settings.fast,
        "recogniser": "none" if settings.fast else Path(settings.recogniser).name,
        **({"labels": folder.checksum(Path(settings.labels))} if settings.labels else {}),
        **({} if settings.evidence else {"evidence": False}),
        **({} if settings.views else {"views": False}),
        **({"without": settings.without} if settings.without else {}),
    }


def read_under(settings: Settings) -> tuple[str, ...]:
    """The settings under which texts are read, as `name=value`; of files the name and the checksum."""
    stated = said(settings)
    files = [f"vocabulary={name} {sum_}" for name, sum_ in sorted(_sums(settings.vocabularies).items())]
    return (f"fast={str(settings.fast).lower()}", f"recogniser={stated['recogniser']}", *files)


def _sums(paths: Iterable[str]) -> dict[str, str]:
    return {Path(path).name: folder.checksum(Path(path)) for path in paths}


def program() -> str:
    """The checksum of the program: of all files of the package and of its ontology."""
    return _program(str(Path(kg.__file__).parent))


@cache
def _program(package: str) -> str:
    made = hashlib.sha256()
    inside = sorted(each for each in Path(package).rglob("*") if each.is_file() and each.suffix != ".pyc")
    files = [(each.relative_to(package).as_posix(), each) for each in inside]
    for name, file in (*files, *(walk(shipped("ontology"), ""))):
        made.update(f"{name}\n".encode() + hashlib.sha256(file.read_bytes()).digest())
    return made.hexdigest()
