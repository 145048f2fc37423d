"""JSON in the shapes in which records come: an object a line, a list, or an object with a list inside."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, BinaryIO, TypeAlias, TypeVar

import msgspec

from kg.model import Rejected, Source
from kg.read._text import LONGEST_LINE, Head, lines, utf8

Path: TypeAlias = tuple[str, ...]
Shape = TypeVar("Shape", bound=msgspec.Struct)

LARGEST = 128 * 2**20
"""Bytes of a JSON document that is not one object a line; a larger one is not read."""
RAW = 200
"""Characters of a record that are shown where it is rejected."""

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"?|[{}\[\]:,]|[^\s{}\[\]:,"]+')
_DEPTH = 6
_BYTE = re.compile(r"\(byte ([0-9]+)\)")
_Raws = msgspec.json.Decoder(list[msgspec.Raw])
_Fields = msgspec.json.Decoder(dict[str, msgspec.Raw])


def begins(head: Head, *wrappers: Path) -> dict[str, str]:
    """The keys of the first record of an input, each with the first token of its value; none where it has none.

    The record is the object at one of the paths (`*` is the first of a list), or the
    whole. The input may be cut anywhere.
    """
    known = _paths(head.text)
    for wrapper in (*wrappers, ("*",), ()):
        found = {path[-1]: first for path, first in known.items() if path[:-1] == wrapper and path[-1] != "*"}
        if found and not (wrapper == () and any(path in known for path in wrappers)):
            return found
    return {}


@lru_cache(maxsize=4)
def _paths(text: str) -> dict[Path, str]:
    """The first token of every value in the first value of a text, by path; of a list only the first item counts."""
    text = text.lstrip("\ufeff \t\r\n")
    if text[:1] not in ("{", "["):
        return {}
    walk = _Walk()
    for mark in _TOKEN.findall(text):
        walk.take(mark)
        if not walk.path:
            break
    return {place[1:]: first for place, first in walk.found.items() if "-" not in place and len(place) > 1}


class _Walk:
    """A way through the tokens of a JSON text; items of a list after the first are all called `-`."""

    def __init__(self) -> None:
        self.found: dict[Path, str] = {}
        self.path: list[str] = []
        self._key, self._expects_key = "", False

    def take(self, mark: str) -> None:
        """Go on by one token."""
        if mark in "{[":
            self._note(mark)
            self.path.append(self._key)
            self._key, self._expects_key = ("", True) if mark == "{" else ("*", False)
        elif mark in "}]":
            self._key, self._expects_key = (self.path.pop() if self.path else ""), False
        elif mark == ",":
            in_list = self._key in ("*", "-")
            self._key, self._expects_key = ("-" if in_list else self._key), not in_list
        elif mark == ":":
            self._expects_key = False
        elif self._expects_key:
            self._key = mark[1:-1]
        else:
            self._note(mark)

    def _note(self, mark: str) -> None:
        if len(self.path) <= _DEPTH:
            self.found.setdefault((*self.path, self._key), mark)


def values(stream: BinaryIO, name: str, *wrappers: Path) -> Iterator[tuple[Source, bytes] | Rejected]:
    """Each record's JSON, where it stands; of the wrappers the first that is there is unwrapped."""
    stream = utf8(stream)
    if _is_lines(stream):
        for number, line in lines(stream):
            if line is None:
                yield Rejected(Source(name, number), f"a line of over {LONGEST_LINE // 2**20} MiB", "")
            else:
                yield from _inside(line, name, number, wrappers)
        return
    whole = stream.read(LARGEST + 1)
    if len(whole) > LARGEST:
        yield Rejected(
            Source(name, 1), f"a JSON document of over {LARGEST // 2**20} MiB; expected an object a line", ""
        )
        return
    yield from _inside(whole, name, 1, wrappers)


def decoded(stream: BinaryIO, name: str, *wrappers: Path) -> Iterator[tuple[Source, Any] | Rejected]:
    """Each record's value, where it stands; what cannot be decoded is rejected."""
    for each in values(stream, name, *wrappers):
        if isinstance(each, Rejected):
            yield each
            continue
        source, raw = each
        try:
            yield source, msgspec.json.decode(raw)
        except (msgspec.DecodeError, ValueError, RecursionError) as error:
            yield Rejected(source, str(error), raw[:RAW].decode("utf-8", "replace"))


Found: TypeAlias = tuple[Shape, dict[str, Any], Source]
"""An object in the shape its reader knows, the object itself, and where it stands."""


def objects(
    stream: BinaryIO, name: str, shape: type[Shape], *wrappers: Path, inner: Callable[[Any], Any] | None = None
) -> Iterator[Found[Shape] | Rejected]:
    """Each record as a `Struct`; `inner` takes the object, in the shape's keys, out of a record's value.

    What cannot be decoded, or has not the shape, is rejected.
    """
    for each in decoded(stream, name, *wrappers):
        if isinstance(each, Rejected):
            yield each
            continue
        source, found = each
        found = inner(found) if inner else found
        try:
            yield msgspec.convert(found, shape, strict=False), found, source
        except (msgspec.ValidationError, ValueError) as error:
            yield Rejected(source, str(error), shown(found)[:RAW])


def _is_lines(stream: BinaryIO) -> bool:
    """Whether there is an object a line: the first line is one, or is broken where the second is one."""
    first = stream.readline(LONGEST_LINE)
    while first and not first.strip(b"\xef\xbb\xbf \t\r\n"):
        first = stream.readline(LONGEST_LINE)
    second = stream.readline(LONGEST_LINE)
    stream.seek(0)
    first = first.strip(b"\xef\xbb\xbf \t\r\n")
    return first.startswith(b"{") and (
        _is_whole(first) or (not first.endswith((b"{", b"[", b",")) and _is_whole(second))
    )


def _is_whole(line: bytes) -> bool:
    try:
        return line.lstrip().startswith(b"{") and bool(_Fields.decode(line))
    except (msgspec.DecodeError, ValueError, RecursionError):
        return False


def _inside(
    whole: bytes, name: str, line: int, wrappers: tuple[Path, ...]
) -> Iterator[tuple[Source, bytes] | Rejected]:
    """The records within a JSON text that begins at a line."""
    text = whole.removeprefix(b"\xef\xbb\xbf")
    try:
        items = _unwrapped(text, wrappers)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        at = _BYTE.search(str(error))
        number = line + text.count(b"\n", 0, int(at[1])) if at else line
        yield Rejected(Source(name, number), str(error), text[:RAW].decode("utf-8", "replace"))
        return
    at_byte = 0
    for item in items:
        raw = bytes(item)
        start = max(text.find(raw, at_byte), at_byte)
        line += text.count(b"\n", at_byte, start)
        at_byte = start
        if raw != b"null":
            yield Source(name, line), raw


def _unwrapped(text: bytes, wrappers: tuple[Path, ...]) -> list[msgspec.Raw]:
    start = text.lstrip()[:1]
    if start == b"[":
        return _Raws.decode(text)
    whole = msgspec.Raw(text.strip())
    fields = _Fields.decode(text)
    for wrapper in wrappers:
        found = _at(fields, wrapper)
        if found is not None:
            return found
    return [whole]


def _at(fields: Mapping[str, msgspec.Raw], wrapper: Path) -> list[msgspec.Raw] | None:
    """The values at a path, one or, where it ends in `*`, those of the list there."""
    key, rest = wrapper[0], wrapper[1:]
    found = fields.get(key)
    if found is None:
        return None
    start = bytes(found)[:1]
    if rest == ("*",):
        return _Raws.decode(found) if start == b"[" else None
    if not rest:
        return [found] if start == b"{" else None
    return _at(_Fields.decode(found), rest) if start == b"{" else None


def shown(value: object) -> str:
    """A value as it is kept where it was not understood: a text as it is, all else as JSON."""
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
