"""Bytes in, records out: one file a format.

A reader's module has

- `TITLE`, `SUFFIXES` and `CARRIES`: what `kg formats` says of it,
- `is_mine(head)`: whether an input that begins like this is in its format,
- `readings(stream, settings)`: what the input holds, in its order, as
  `kg.model.Record`, `Profile`, `Rejected` and `Notice`.

A record that fails is yielded as `Rejected` and the input goes on; an input that
cannot be read at all raises `kg.errors.ReadError`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import BinaryIO

from msgspec import Struct

from kg import registry
from kg.errors import ReadError, UnknownFormat, UnknownName
from kg.model import PartialDate, Reading, Rejected, Source
from kg.read import _sources
from kg.read._packed import Broken
from kg.read._sources import STDIN, Input, inputs
from kg.read._text import Head, head_of, kind_of

__all__ = ["STDIN", "Input", "Settings", "formats", "inputs", "read", "sniff"]


class Settings(Struct, frozen=True):
    """What a reader is told.

    `name` is the input's for messages, `as_of` the day it was made, where known;
    `columns` says of a table which of its columns is which field, as field and heading.
    """

    name: str
    as_of: PartialDate | None = None
    columns: tuple[tuple[str, str], ...] = ()


def formats() -> dict[str, ModuleType]:
    """Every reader by the name of its format."""
    return registry.members(sys.modules[__name__])


def sniff(head: Head) -> str:
    """The name of the one format that the input is in (`UnknownFormat` where none claims it)."""
    known = formats()
    claims = [name for name, reader in known.items() if reader.is_mine(head)]
    if len(claims) == 1:
        return claims[0]
    if claims:
        raise UnknownFormat(head.name, f"could be {' or '.join(claims)}", do="say which with --from")
    raise UnknownFormat(head.name, kind_of(head.raw), expected=f"one of {', '.join(known)}", do="see kg formats")


def read(
    source: Input | str | Path,
    *,
    form: str | None = None,
    as_of: PartialDate | None = None,
    columns: tuple[tuple[str, str], ...] = (),
) -> Iterator[Reading]:
    """What one input holds; its format is sniffed unless said.

    With `columns`, an input that no reader claims is a table. Raises `ReadError` for an
    input that is missing, empty or not readable, and `UnknownName` for a format that
    there is not.
    """
    given = source if isinstance(source, Input) else _sources.one(str(source))
    known = registry.names(sys.modules[__name__])
    if form and form not in known:
        raise UnknownName("format", form, known)
    with given.open() as stream:
        reader = registry.member(sys.modules[__name__], form or _sniffed(stream, given.name, table=bool(columns)))
        try:
            yield from reader.readings(stream, Settings(name=given.name, as_of=as_of, columns=columns))
        except Broken as error:
            yield Rejected(Source(given.name, 1), f"the rest is not read: the input {error.why}", "")


def _sniffed(stream: BinaryIO, name: str, *, table: bool) -> str:
    """The format of an input, its stream at its start again."""
    try:
        head = head_of(stream, name)
    except Broken as error:
        raise UnknownFormat(name, error.why, do="see kg formats for what can be read") from error
    if not head.raw.strip():
        raise ReadError(name, "empty", expected="records", do="see kg formats for what can be read")
    try:
        return sniff(head)
    except UnknownFormat:
        if table and b"\0" not in head.raw:
            return "csv"
        raise
