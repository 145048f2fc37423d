"""A sorted file that is asked and spliced without being read from end to end."""

from __future__ import annotations

import mmap
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from kg.errors import OutputError

PIECE = 1 << 20
"""The bytes that are copied at once: so many stay in a processor's cache."""
NEAR = 1 << 12
"""So far from where a search begins it looks first."""


class Sorted:
    """A file of pieces that each end in the same bytes, sorted by their keys; `head` is what stands before the first.

    A line is its own key unless `key` says otherwise.
    """

    def __init__(
        self, path: Path, *, end: bytes = b"\n", head: int = 0, key: Callable[[bytes], bytes] | None = None
    ) -> None:
        """Open the file."""
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if path.stat().st_size else None
        self._text: mmap.mmap | bytes = self._map or b""
        self.path, self._end, self._head, self._key = path, end, head, key or bytes

    def place(self, key: bytes, low: int | None = None) -> int:
        """Where the first piece begins whose key is not less, from the place `low` on.

        It is looked for farther and farther from there, and then between: the nearer it is, the sooner it is found
        (J. L. Bentley, A. C. Yao, "An almost optimal algorithm for unbounded searching", 1976).
        """
        low, reach = self._head if low is None else low, NEAR
        high = len(self._text)
        while low + reach < high:
            begin, piece = self._around(low + reach, low)
            if self._key(piece) < key:
                low, reach = begin + len(piece), 4 * reach
            else:
                high = begin
        while low < high:
            begin, piece = self._around((low + high) // 2, low)
            if self._key(piece) < key:
                low = begin + len(piece)
            else:
                high = begin
        return low

    def _around(self, at: int, low: int) -> tuple[int, bytes]:
        """The piece that the place is in, and where it begins; `low` is where one does before."""
        before = self._text.rfind(self._end, low, at)
        begin = low if before < 0 else before + len(self._end)
        return begin, self.piece(begin)

    def piece(self, begin: int) -> bytes:
        """The piece that begins there; nothing at the end of the file."""
        found = self._text.find(self._end, begin)
        return self._text[begin : len(self._text) if found < 0 else found + len(self._end)]

    def beginning(self, with_: bytes, low: int | None = None) -> Iterator[bytes]:
        """The pieces whose keys begin so, from the place `low` on."""
        at = self.place(with_, low)
        while (piece := self.piece(at)) and self._key(piece).startswith(with_):
            yield piece
            at += len(piece)

    def spliced(self, changes: Iterable[tuple[bytes, bytes]], out: BinaryIO) -> None:
        """Write the file with changes, (key, new piece) each, sorted by key: the new piece stands for what had the key.

        An empty one takes away what is there. Raises `OutputError` where there is nothing to be taken away.
        """
        at = 0
        for key, new in changes:
            place = self.place(key, max(at, self._head))
            self._copy(at, place, out)
            old = self.piece(place)
            there = bool(old) and self._key(old) == key
            if not (there or new):
                raise OutputError(self.path, f"not as paperkg wrote it: no {key!r}", do="build without --update")
            out.write(new)
            at = place + len(old) if there else place
        self._copy(at, len(self._text), out)

    def _copy(self, start: int, stop: int, out: BinaryIO) -> None:
        if stop - start <= PIECE:
            out.write(self._text[start:stop])
            return
        piece = memoryview(bytearray(PIECE))  # always the same memory: five times as quick as a new piece each
        with self.path.open("rb", buffering=0) as file:
            file.seek(start)
            while start < stop:
                size = file.readinto(piece[: stop - start])
                out.write(piece[:size])
                start += size

    def close(self) -> None:
        """Let go of the file."""
        if self._map:
            self._map.close()
