"""Compressed files and archives, read as streams: nothing is unpacked, and little is held in memory.

What is compressed is told by its first bytes. A stream that expands too much, or that
breaks off, raises `Broken`; what was read before stands. A compressed tar, whose members
are asked for in any order, is expanded once, where it is large into a temporary file
without a name.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import shutil
import tarfile
import tempfile
import weakref
import zipfile
import zlib
from collections.abc import Callable
from contextlib import ExitStack, nullcontext
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, BinaryIO, cast

import zstandard

from kg.errors import ReadError

FREE = 64 * 2**20
"""Bytes that any compressed file may expand to."""
RATIO = 200
"""How many times its size a larger one may expand to."""
SPOOL = 64 * 2**20
"""Bytes of what has to be put aside that are kept in memory; more goes to a temporary file."""

_SPAN = 2**17
_SIP = 2**10
"""Bytes of a Zstandard stream that are taken at a time: four of them may become 128 KiB."""
_ERRORS = (zlib.error, lzma.LZMAError, tarfile.TarError, zipfile.BadZipFile, zstandard.ZstdError)
"""What the codecs raise for broken bytes, beside `EOFError` and `OSError`."""
_OFFICE = ("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF")
"""Members by which documents and programs are told that are ZIP archives, too."""


class Broken(ReadError):
    """A compressed file or archive that breaks off, is encrypted, or expands beyond measure; `why` says which."""

    def __init__(self, name: str, why: str) -> None:
        """Say which file, and why."""
        super().__init__(name, why)
        self.why = why


def opened(path: Path, member: str | None = None) -> BinaryIO:
    """The file, or the archive's member, expanded where it is compressed, as a stream that can go back to its start.

    Raises `OSError` for a file that cannot be opened.
    """
    if not member and not _is_compressed(path):
        return path.open("rb")
    return _rewound(partial(_expanded, path, member), str(path))


def expanded(file: BinaryIO, size: int, name: str) -> BinaryIO:
    """A file that is open, from its start, expanded where it is compressed; `size` is what it takes as it is."""
    file.seek(0)
    codec = _codec(file.read(8))
    file.seek(0)
    return _rewound(lambda opened: (opened.enter_context(_inflated(file, codec)), size), name) if codec else file


def _is_compressed(path: Path) -> bool:
    with path.open("rb") as file:
        return _codec(file.read(8)) is not None


def members(path: Path) -> list[str] | None:
    """The names of the files in an archive, sorted; `None` where the file is no archive (or a broken one)."""
    try:
        with path.open("rb") as file:
            head = file.read(8)
            if head.startswith(b"PK\x03\x04"):
                return _zipped(path)
            if _inflated(file, _codec(head)).read(512)[257:262] != b"ustar":
                return None
        return sorted(_tar(path, _stamp(path)).files)
    except (OSError, EOFError, ValueError, Broken, *_ERRORS):
        return None


def _zipped(path: Path) -> list[str] | None:
    with zipfile.ZipFile(path) as archive:
        names = [each.filename for each in archive.infolist() if not each.is_dir()]
    return None if any(name in names for name in _OFFICE) else sorted(set(names))


def _codec(head: bytes) -> Callable[[BinaryIO], Any] | None:
    """What expands a file that begins like this."""
    if head.startswith(b"\x1f\x8b"):
        return lambda file: gzip.GzipFile(fileobj=file, mode="rb")
    if head.startswith(b"BZh"):
        return bz2.BZ2File
    if head.startswith(b"\xfd7zXZ\0"):
        return lzma.LZMAFile
    return _zstandard if head.startswith(b"\x28\xb5\x2f\xfd") else None


def _zstandard(file: BinaryIO) -> Any:
    return io.BufferedReader(_Frames(file), _SPAN)


def _inflated(file: BinaryIO, codec: Callable[[BinaryIO], Any] | None) -> BinaryIO:
    file.seek(0)
    return cast("BinaryIO", codec(file)) if codec else file


def _expanded(path: Path, member: str | None, opened: ExitStack) -> tuple[BinaryIO, int]:
    """The expanded stream, from its start, and the bytes that it takes on disk; what is opened is put on the stack."""
    file = opened.enter_context(path.open("rb"))
    head, size = file.read(8), path.stat().st_size
    if not member:
        return opened.enter_context(_inflated(file, _codec(head))), size
    inside: BinaryIO
    if head.startswith(b"PK\x03\x04"):
        archive = opened.enter_context(zipfile.ZipFile(file))
        inside, size = cast("BinaryIO", archive.open(member)), archive.getinfo(member).compress_size
    else:
        tar = opened.enter_context(nullcontext(_tar(path, _stamp(path))))  # which lets it be closed after this stream
        inside = cast("BinaryIO", tar.archive.extractfile(tar.files[member]))
    opened.enter_context(inside)
    head = inside.read(8)
    rest = cast("BinaryIO", opened.enter_context(io.BufferedReader(_Joined(head, inside), _SPAN)))
    codec = _codec(head)
    return (opened.enter_context(codec(rest)) if codec else rest), size


class _Tar:
    """A tar archive that is open, and its files by name; of two of one name the later, as for tar."""

    def __init__(self, file: BinaryIO) -> None:
        weakref.finalize(self, file.close)
        self.archive = tarfile.open(fileobj=file, mode="r:")  # noqa: SIM115 it is closed when it is let go
        self.files = {each.name: each for each in self.archive if each.isreg()}


@lru_cache(maxsize=1)
def _tar(path: Path, _changed: tuple[int, int]) -> _Tar:
    """The tar archive in a file, kept open while its members are asked for one after the other."""
    if not _is_compressed(path):
        return _Tar(path.open("rb"))
    with ExitStack() as failing:
        whole = cast("BinaryIO", failing.enter_context(tempfile.SpooledTemporaryFile(SPOOL)))
        with opened(path) as stream:
            shutil.copyfileobj(stream, whole, _SPAN)
        whole.seek(0)
        archive = _Tar(whole)
        failing.pop_all()
    return archive


def _stamp(path: Path) -> tuple[int, int]:
    """What tells that a file has changed."""
    found = path.stat()
    return found.st_mtime_ns, found.st_size


def _rewound(start: Callable[[ExitStack], tuple[BinaryIO, int]], name: str) -> BinaryIO:
    return cast("BinaryIO", io.BufferedReader(_Rewound(start, name), _SPAN))


class _Frames(io.RawIOBase):
    """The frames of a Zstandard stream, expanded; `EOFError` where one breaks off, which the library passes over."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._ready, self._rest = file, memoryview(b""), b""
        self._frame = self._next_frame()
        self._begun = False

    @staticmethod
    def _next_frame() -> Any:
        return zstandard.ZstdDecompressor(max_window_size=2**27).decompressobj()

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any, /) -> int:
        while not self._ready:
            block = self._rest or self._file.read(_SIP)
            if not block and self._begun:
                raise EOFError("the compressed file ended before its end was reached")
            if not block:
                return 0
            self._ready = memoryview(self._frame.decompress(block))
            self._begun, self._rest = not self._frame.eof, self._frame.unused_data
            if self._frame.eof:
                self._frame = self._next_frame()
        taken, self._ready = self._ready[: len(into)], self._ready[len(into) :]
        into[: len(taken)] = taken
        return len(taken)


class _Joined(io.RawIOBase):
    """The bytes that were taken from a stream, and its rest."""

    def __init__(self, taken: bytes, rest: BinaryIO) -> None:
        self._taken, self._rest = taken, rest

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any, /) -> int:
        view = memoryview(into)
        block = self._taken or self._rest.read(len(view))
        self._taken = b""
        view[: len(block)] = block
        return len(block)


class _Rewound(io.RawIOBase):
    """A stream that goes back to its start by being opened anew, and that is watched while it expands."""

    def __init__(self, start: Callable[[ExitStack], tuple[BinaryIO, int]], name: str) -> None:
        self._start, self._name, self._opened = start, name, ExitStack()
        self._inner: BinaryIO | None = None
        self._given = self._size = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._given

    def seek(self, offset: int, whence: int = 0, /) -> int:
        if (offset, whence) not in ((0, 0), (self._given, 0), (0, 1)):
            raise OSError("a compressed stream only goes back to its start")
        if (offset, whence) == (0, 0) and self._given:
            self.let_go()
        return self._given

    def readinto(self, into: Any, /) -> int:
        view = memoryview(into)
        try:
            if self._inner is None:
                self._inner, self._size = self._start(self._opened)
            block = self._inner.read(len(view))
        except (EOFError, OSError, RuntimeError, KeyError, *_ERRORS) as error:
            raise Broken(self._name, f"is a broken, encrypted or oddly compressed file: {error}") from error
        self._given += len(block)
        if self._given > max(FREE, RATIO * self._size):
            raise Broken(self._name, f"expands to over {RATIO} times its size; expand it yourself if that is right")
        view[: len(block)] = block
        return len(block)

    def let_go(self) -> None:
        """Close what is open and stand at the start."""
        self._opened.close()
        self._inner, self._given = None, 0

    def close(self) -> None:
        self.let_go()
        super().close()
