"""What a build was made from and what it made, with checksums: enough to tell whether two builds are the same."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

import kg
from kg import folder, measure
from kg.describe import Origin
from kg.errors import ReadError, UsageError
from kg.files import shipped, walk
from kg.read import Input
from kg.read import _sources as sources
from kg.settings import Settings
from kg.urls import is_url

SHIPPED = ("encoder", "none")
"""The recognisers that do not change while the program does not."""
_READING = ("vocabularies", "fast", "recogniser")
_APART = {"vocabularies", "decisions", "labels", "license", "views"}
"""What a graph says of its making in another way than as a setting, or not at all, since it has no part in it."""
_LATEST = 253402300799
"""The last second of the year 9999."""


def manifest(stage: Path, sums: dict[str, str], settings: Settings) -> str:
    """The manifest as JSON: version, what finds communities, settings, inputs and outputs with checksums.

    The store is left out: its files differ in bytes from build to build.
    """
    files = [path for path in sorted(stage.rglob("*")) if path.is_file() and folder.STORE not in path.parts]
    made = {
        "paperkg": kg.__version__,
        "program": program(),
        "communities": measure.parted_by(),
        "settings": said(settings),
        "inputs": dict(sorted(sums.items())),
        "outputs": {path.relative_to(stage).as_posix(): folder.checksum(path) for path in files},
    }
    return msgspec.json.format(msgspec.json.encode(made), indent=1).decode() + "\n"


def stated_in(made: Path) -> dict[str, Any]:
    """What the manifest in a build's folder states; nothing where there is none, `ReadError` where it is none."""
    path = made / folder.MANIFEST
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, Any]) if path.exists() else {}
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ReadError(path, f"no manifest: {error}", expected="that of a build", do="build it anew") from error


def drawn_in(made: Path) -> list[str]:
    """The pictures of the build in a folder, if it has any, and the pages that come with them."""
    try:
        outputs = {name.split("/")[0] for name in stated_in(made).get("outputs", ())}
    except ReadError:
        return []
    return [name for name in (folder.VIEWS, folder.INDEX, folder.ONTOLOGY) if name in outputs]


def reads_alike(stated: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether texts are read in the same way under the settings of two manifests, which were of the same program."""
    return all(stated[name] == other[name] for name in _READING) and stated["recogniser"] in SHIPPED


def checksums(found: Iterable[Input]) -> dict[str, str]:
    """The checksum of every input's file, by the input's name; standard input has none."""
    files = {each.name: each.path for each in found if each.path != sources.STDIN}
    sums = {path: folder.checksum(Path(path)) for path in set(files.values())}
    return {name: sums[path] for name, path in files.items()}


def said(settings: Settings) -> dict[str, Any]:
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
        **({"license": settings.license} if settings.license else {}),
        **({"keep": folder.checksum(Path(settings.keep))} if settings.keep else {}),
    }


def read_under(settings: Settings) -> tuple[str, ...]:
    """The settings under which texts are read, as `name=value`; of files the name and the checksum."""
    stated = said(settings)
    files = [f"vocabulary={name} {sum_}" for name, sum_ in sorted(_sums(settings.vocabularies).items())]
    return (f"fast={str(settings.fast).lower()}", f"recogniser={stated['recogniser']}", *files)


def origin(inputs: Iterable[tuple[str, str | None]], settings: Settings) -> Origin:
    """What the graph says of its making: inputs and files with checksums, settings, and the time, where it is told."""
    files = {**_sums(settings.vocabularies), **_sums(settings.decisions)}
    stated = {name: value for name, value in said(settings).items() if name not in _APART}
    return Origin(
        inputs=tuple(sorted(inputs)),
        files=tuple(sorted(files.items())),
        settings=tuple(sorted(f"{name}={_word(value)}" for name, value in stated.items() if value is not None)),
        epoch=epoch(),
        license=settings.license,
    )


def checked(settings: Settings) -> Settings:
    """The settings; raises `UsageError` where the licence is no IRI, or `SOURCE_DATE_EPOCH` no number of seconds."""
    epoch()
    if settings.license and not is_url(settings.license):
        expected = "such as https://creativecommons.org/publicdomain/zero/1.0/"
        raise UsageError(f"licence {settings.license!r}", "not an IRI", expected=expected)
    return settings


def epoch() -> int | None:
    """The seconds since 1970 that `SOURCE_DATE_EPOCH` states; `None` where it is not set."""
    text = os.environ.get("SOURCE_DATE_EPOCH", "")
    if text and not (text.isdecimal() and int(text) <= _LATEST):
        raise UsageError("SOURCE_DATE_EPOCH", f"{text!r}", expected="seconds since 1970")
    return int(text) if text else None


def _word(value: object) -> str:
    """A setting in a word; of several values, JSON."""
    return value if isinstance(value, str) else msgspec.json.encode(value, order="sorted").decode()


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
