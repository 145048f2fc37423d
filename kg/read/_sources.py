"""The inputs that a command line names: files, folders, globs, archives and standard input, in one fixed order."""

from __future__ import annotations

import contextlib
import glob
import itertools
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from msgspec import Struct
from msgspec.structs import replace

from kg.errors import ReadError
from kg.read._packed import SPOOL, expanded, members, opened
from kg.read._text import one_line

STDIN = "-"


class Input(Struct, frozen=True, order=True):
    """An input: the name that the graph and messages give it, its path, and whether a person named it.

    Of an archive each file is one: `member` is its name there.
    """

    name: str
    path: str
    named: bool = True
    member: str = ""

    @contextlib.contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """The input, expanded, as a binary file that can go back to its start (`ReadError`: it cannot be opened)."""
        if self.path == STDIN:
            with tempfile.SpooledTemporaryFile(SPOOL) as spool:
                shutil.copyfileobj(sys.stdin.buffer, spool)
                size = spool.tell()
                with expanded(cast("BinaryIO", spool), size, self.name) as stream:
                    yield stream
            return
        try:
            stream = opened(Path(self.path), self.member or None)
        except OSError as error:
            raise ReadError(self.path, error.strerror or str(error), expected="a file that can be read") from error
        with stream:
            yield stream


def inputs(sources: Iterable[str]) -> list[Input]:
    """The inputs that the sources stand for, each once, sorted by name: their order in the call makes no difference.

    A file is called by its base name, a file in a folder by its path from there, a file
    in an archive `archive!file`; where two would be called the same, by their paths as given. Raises `ReadError` for a
    source that is not there or holds no file.
    """
    found: dict[tuple[str, str], Input] = {}
    for source in sources:
        for each in itertools.chain.from_iterable(map(_unpacked, _expand(source))):
            found.setdefault((os.path.realpath(each.path) if each.path != STDIN else STDIN, each.member), each)
    calls = Counter(each.name for each in found.values())
    return sorted(
        each if calls[each.name] == 1 else replace(each, name=_called(Path(each.path).as_posix(), each.member))
        for each in found.values()
    )


def one(source: str) -> Input:
    """The one file that the source names."""
    (given, *more) = inputs([source])
    if more:
        raise ReadError(source, f"{len(more) + 1} files", expected="one file")
    return given


def _expand(source: str) -> list[Input]:
    if source == STDIN:
        return [Input(name="standard input", path=STDIN)]
    path = Path(source)
    if path.is_dir():
        files = [each for each in path.rglob("*") if each.is_file()]
        inside = [Input(each.relative_to(path).as_posix(), str(each), named=False) for each in files]
        shown = [each for each in inside if not _hidden(each.name)]
        if not shown:
            raise ReadError(source, "an empty folder", expected="files with records")
        return shown
    if path.is_file():
        return [Input(path.name, source)]
    if path.exists():
        raise ReadError(source, "no file but a pipe or device", do="give what comes from it on standard input, as -")
    matches = [Path(match) for match in glob.glob(source, recursive=True)]  # noqa: PTH207 the pattern may be absolute
    if not matches:
        raise ReadError(source, "no such file or folder", do="check the path")
    return [Input(match.name, str(match)) for match in matches if match.is_file()]


def _unpacked(given: Input) -> list[Input]:
    """The files of an archive; what is none is left as it is."""
    names = members(Path(given.path)) if given.path != STDIN else None
    if names is None:
        return [given]
    shown = [name for name in names if not _hidden(name)]
    if not shown:
        raise ReadError(given.path, "an empty archive", expected="files with records")
    return [Input(_called(given.name, name), given.path, named=False, member=name) for name in shown]


def _called(name: str, member: str) -> str:
    return f"{name}!{one_line(member)}" if member else name


def _hidden(name: str) -> bool:
    """Whether a file or a folder of its path is none that a person put there to be read."""
    parts = name.split("/")
    return parts[0] == "__MACOSX" or any(part.startswith(".") and part.strip(".") for part in parts)
