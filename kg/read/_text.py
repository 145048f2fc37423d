"""From bytes to text: encodings, byte order marks, line ends, and characters that no text should hold."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from msgspec import Struct

HEAD = 64 * 1024
"""Bytes that a reader sees to tell whether an input is its own."""
LONGEST_LINE = 32 * 2**20
"""Bytes of a line that are still read; a longer one is no record."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KINDS = (
    (rb"%PDF-", "a PDF document"),
    (rb"PK\x03\x04", "a ZIP archive (or an office document)"),
    (rb"\x1f\x8b|BZh|\xfd7zXZ|\x28\xb5\x2f\xfd", "a compressed file"),
    (rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF", "an image or media file"),
    (rb"\x7fELF|MZ", "a program"),
    (rb"(?i)\s*(?:<!doctype html|<html)", "an HTML page"),
    (rb"\s*<\?xml|\s*<[A-Za-z]", "an XML document of a kind not known"),
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


class Head(Struct, frozen=True):
    """How an input begins: its name, its first bytes, and those as text (wrong bytes replaced)."""

    name: str
    raw: bytes
    text: str

    def lines(self) -> list[str]:
        """The first lines, without line ends."""
        return [line.rstrip("\r") for line in self.text.split("\n")]


def head_of(stream: BinaryIO, name: str) -> Head:
    """The head of an input, its first line whole; the stream stands at its start again."""
    raw = stream.read(HEAD)
    if b"\n" not in raw.lstrip():
        raw += stream.readline(LONGEST_LINE)
    stream.seek(0)
    encoding = next((encoding for bom, encoding in _BOMS if raw.startswith(bom)), "utf-8")
    return Head(name, raw, raw.decode(encoding, "replace"))


def kind_of(raw: bytes) -> str:
    """What an input that no reader claims seems to be, in words."""
    for pattern, kind in _KINDS:
        if re.match(pattern, raw):
            return f"is {kind}"
    return "is a binary file" if b"\0" in raw else "is a text of no known format"


def decode(raw: bytes) -> tuple[str, str]:
    """The text of an input and the name of its encoding: its byte order mark's, UTF-8, or else Windows-1252."""
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            return raw.decode(encoding, "replace"), encoding
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace"), "cp1252"


def clean(text: str) -> str:
    r"""The text without control characters, lone surrogates and surrounding blanks; tabs and line ends stay.

    >>> clean(" a\x00b\n")
    'ab'
    """
    return _CONTROL.sub("", text).strip()


def lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Each line that is not blank, with its number from 1; `None` for one that is too long to be read."""
    number = 0
    while line := stream.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            while (rest := stream.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                pass
            yield number, None
        elif line.strip():
            yield number, line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
