"""A sorted file that is asked and spliced without being read from end to end."""

from __future__ import annotations

import mmap
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from kg.errors import OutputError

PIECE = 1 << 24
"""The bytes that are copied at once."""


class Sorted:
    """A file of pieces that each end in the same bytes, sorted by their keys; `head` is what stands before the first.

    A line is its own key unless `key` says otherwise.
    """

    def __init__(
        self, path: Path, *, end: bytes = b"\n", head: int = 0, key: Callable[[bytes], bytes] | None = None
    ) -> None:
        """Open the file."""
        with path.open("rb") as file:
            self._text = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self.path, self._end, self._head, self._key = path, end, head, key or bytes

    def place(self, key: bytes, low: int | None = None) -> int:
        """Where the first piece begins whose key is not less, from the place `low` on."""
        text, end = self._text, self._end
        low, high = self._head if low is None else low, len(text)
        while low < high:
            middle = (low + high) // 2
            before = text.rfind(end, low, middle)
            begin = low if before < 0 else before + len(end)
            piece = self.piece(begin)
            if self._key(piece) < key:
                low = begin + len(piece)
            else:
                high = begin
        return low

    def piece(self, begin: int) -> bytes:
        """The piece that begins there; nothing at the end of the file."""
        found = self._text.find(self._end, begin)
        return self._text[begin : len(self._text) if found < 0 else found + len(self._end)]

    def beginning(self, with_: bytes) -> list[bytes]:
        """The pieces whose keys begin so."""
        found, at = [], self.place(with_)
        while self._key(piece := self.piece(at)).startswith(with_) and piece:
            found.append(piece)
            at += len(piece)
        return found

    def but(self, beginnings: Iterable[bytes]) -> Iterator[bytes]:
        """Every piece whose key begins with none of these, which are sorted and none the beginning of another."""
        at = self._head
        for each in (*beginnings, None):
            stop = len(self._text) if each is None else self.place(each, at)
            while at < stop:
                piece = self.piece(at)
                at += len(piece)
                yield piece
            if each is not None:
                at = self.place(each + b"\xff", at)

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
        with memoryview(self._text) as view:
            for begin in range(start, stop, PIECE):
                out.write(view[begin : min(begin + PIECE, stop)])

    def close(self) -> None:
        """Let go of the file."""
        self._text.close()
