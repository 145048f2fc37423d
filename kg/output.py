"""Files that are whole or not there: every write goes to a temporary name and is renamed.

`atomic` does so for one file, `staging` for a whole build folder: a build that
fails, is killed or finds the disk full leaves the previous one as it was.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from kg.errors import OutputError

STAGING = ".kg-build"
"""Where a build grows, inside the output folder, so that renaming stays on one file system."""
COMPLETE = "COMPLETE"
"""The file in it that says: all is written, only the renaming is left; and names, a line each, what goes then."""
RETIRED = "retired"
"""Where a folder of the previous build waits in it for removal."""


@contextlib.contextmanager
def atomic(path: Path) -> Iterator[BinaryIO]:
    """An open binary file that takes the place of `path` when the block ends without an error."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def write_atomically(path: Path, text: str) -> None:
    """Write a text as UTF-8, whole or not at all."""
    with atomic(path) as out:
        out.write(text.encode())


@contextlib.contextmanager
def staging(folder: Path, before: Iterable[str] = ()) -> Iterator[Path]:
    """An empty folder to build in; what it holds takes its place in `folder` when the block ends without an error.

    Of what was there `before`, by name, that goes which it does not hold. Raises `OutputError` where the folder
    cannot be made or another build is writing to it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(folder, error.strerror or str(error), expected="a folder that can be written") from error
    with _locked(folder):
        recover(folder)
        stage = folder / STAGING
        stage.mkdir()
        try:
            yield stage
            _sync(stage)
            write_atomically(stage / COMPLETE, "\n".join(name for name in before if not (stage / name).exists()))
        except BaseException:
            shutil.rmtree(stage, ignore_errors=True)
            raise
        recover(folder)


def recover(folder: Path) -> None:
    """Finish or drop what an earlier build left half-way; nothing happens after one that ended well."""
    stage = folder / STAGING
    if (stage / COMPLETE).exists():
        for made in sorted(stage.iterdir()):
            if made.name not in (COMPLETE, RETIRED):
                _replace(made, folder / made.name, stage / RETIRED)
        for target in (folder / name for name in (stage / COMPLETE).read_text("utf-8").splitlines()):
            if target.exists():
                _retire(target, stage / RETIRED)
    if stage.exists():
        shutil.rmtree(stage)


def finish(folder: Path) -> None:
    """Finish a build that was cut off when all was written and only the renaming was left, before it is read."""
    if (folder / STAGING / COMPLETE).exists():
        with contextlib.suppress(OutputError), _locked(folder):  # the build that holds the lock will do it itself
            recover(folder)


def _replace(made: Path, target: Path, retired: Path) -> None:
    """Put `made` in the place of `target`; a folder that is there goes to `retired` first."""
    if target.is_dir():
        _retire(target, retired)
    made.replace(target)


def _retire(target: Path, retired: Path) -> None:
    """Have it wait for removal."""
    retired.mkdir(exist_ok=True)
    target.replace(retired / f"{target.name}.{len(list(retired.iterdir()))}")


def _sync(stage: Path) -> None:
    """Have the disk hold every file of the stage before anything is renamed."""
    for path in sorted(stage.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Keep a second build out of the folder; the lock goes with the process, however it ends."""
    try:
        import fcntl
    except ImportError:  # no such locks on this system
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise OutputError(folder, "another build is writing here", do="wait for it, or use another -o") from error
        yield
    finally:
        os.close(handle)
