"""From bytes to text: encodings, byte order marks, line ends, and characters that no text should hold."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from msgspec import Struct

from kg.model import Notice, Source

if TYPE_CHECKING:
    from kg.read import Settings

HEAD = 64 * 1024
"""Bytes that a reader sees to tell whether an input is its own."""
LONGEST_LINE = 32 * 2**20
"""Bytes of a line that are still read; a longer one is no record."""
BLOCK = 2**20
"""Bytes that are taken from an input at a time."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-32")
_KINDS = (
    (rb"%PDF-", "a PDF document"),
    (rb"PK\x03\x04", "a ZIP archive (or an office document)"),
    (rb"\x1f\x8b|BZh|\xfd7zXZ|\x28\xb5\x2f\xfd", "a compressed file"),
    (rb"7z\xbc\xaf|Rar!", "an archive of a kind not known"),
    (rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF|II\*\0|MM\0\*|BM|OggS|ID3|fLaC|....ftyp", "an image or media file"),
    (rb"\x7fELF|MZ|\xca\xfe\xba\xbe", "a program"),
    (rb"SQLite format 3", "a database"),
    (rb".{257}ustar", "a tar archive that is broken or stands in another"),
    (rb"(?i)\s*(?:<!doctype html|<html)", "an HTML page"),
    (rb"\s*<\?xml|\s*<[A-Za-z]", "an XML document of a kind not known"),
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_FOREIGN = re.compile(rb"[\x80-\xff]{4}")
"""Four letters in a row that are not ASCII: no text in a Western European encoding has them."""


class Head(Struct, frozen=True):
    """How an input begins: its name, its first bytes, and those as text (wrong bytes replaced, lines ended by LF)."""

    name: str
    raw: bytes
    text: str

    def lines(self) -> list[str]:
        """The first lines, without line ends."""
        return self.text.split("\n")


def head_of(stream: BinaryIO, name: str) -> Head:
    """The head of an input; the stream stands at its start again."""
    raw = stream.read(HEAD)
    stream.seek(0)
    return Head(name, raw, raw.decode(_marked(raw) or "utf-8", "replace").replace("\r\n", "\n"))


def kind_of(raw: bytes) -> str:
    """What an input that no reader claims seems to be, in words."""
    for pattern, kind in _KINDS:
        if re.match(pattern, raw, re.DOTALL):
            return f"is {kind}"
    return "is a binary file" if b"\0" in raw else "is a text of no known format"


def clean(text: str) -> str:
    r"""The text without control characters, lone surrogates and surrounding blanks; tabs and line ends stay.

    >>> clean(" a\x00b\n")
    'ab'
    """
    return _CONTROL.sub("", text).strip()


def one_line(text: str) -> str:
    r"""The cleaned text with each run of white space one blank.

    >>> one_line(" Prompt photons at Tevatron and\n  LHC ")
    'Prompt photons at Tevatron and LHC'
    """
    return " ".join((text if text.isprintable() else _CONTROL.sub("", text)).split())


def decode(raw: bytes) -> tuple[str, str]:
    """The text of an input and the name of its encoding: its byte order mark's, UTF-8, or else the likeliest."""
    if marked := _marked(raw):
        return raw.decode(marked, "replace"), marked
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        encoding = _likeliest(raw[max(error.start - BLOCK // 4, 0) : error.start + BLOCK // 4])
        return raw.decode(encoding, "replace"), encoding


def lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Each line that is not blank, as UTF-8, with its number from 1; `None` for one that is too long to be read."""
    for number, line in enumerate(_lines(utf8(stream)), 1):
        if line is None or line.strip():
            yield number, line


def text_lines(stream: BinaryIO, settings: Settings) -> Iterator[tuple[int, str] | Notice]:
    """Each line with its number from 1, line end included; first a notice where the input is not UTF-8.

    A line that is too long to be read is a notice, too.
    """
    encoding = encoding_of(stream)
    if encoding not in _UNICODE:
        yield Notice(Source(settings.name, 1), f"not UTF-8; read as {encoding}")
    recoded = stream if encoding in ("utf-8", "utf-8-sig") else _recoded(stream, encoding)
    for number, line in enumerate(_lines(recoded), 1):
        if line is None:
            yield Notice(Source(settings.name, number), f"a line of over {LONGEST_LINE // 2**20} MiB, left out")
        else:
            yield number, line.decode("utf-8", "replace")


def text_blocks(stream: BinaryIO, settings: Settings) -> Iterator[str | Notice]:
    """The text in blocks that end anywhere; first a notice where the input is not UTF-8."""
    encoding = encoding_of(stream)
    if encoding not in _UNICODE:
        yield Notice(Source(settings.name, 1), f"not UTF-8; read as {encoding}")
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    while block := stream.read(BLOCK):
        yield decoder.decode(block)
    yield decoder.decode(b"", True)  # noqa: FBT003 it takes no keyword


def utf8(stream: BinaryIO) -> BinaryIO:
    """The stream, from its start, as UTF-8: that of an input in UTF-16 or UTF-32 is turned into it."""
    encoding = _marked(stream.read(4))
    stream.seek(0)
    return _recoded(stream, encoding) if encoding in ("utf-16", "utf-32") else stream


def encoding_of(stream: BinaryIO) -> str:
    """The encoding of an input, for which all of it is looked through; the stream stands at its start again."""
    if marked := _marked(stream.read(4)):
        stream.seek(0)
        return marked
    stream.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    encoding, before = "utf-8", b""
    while block := stream.read(BLOCK):
        try:
            decoder.decode(block)
        except UnicodeDecodeError as error:
            sample = before[-BLOCK // 4 :] + block
            at = max(error.start - BLOCK // 4, 0)
            encoding = _likeliest(sample[at : at + BLOCK // 2])
            break
        before = block
    stream.seek(0)
    return encoding


def _marked(raw: bytes) -> str | None:
    """The encoding that a byte order mark says."""
    return next((encoding for bom, encoding in _BOMS if raw.startswith(bom)), None)


def _likeliest(sample: bytes) -> str:
    """The encoding of a piece of text that is not UTF-8 throughout.

    It is UTF-8 all the same where few letters are broken, Windows-1252 where foreign
    letters stand alone, and else what charset-normalizer says.
    """
    as_utf8 = sample.decode("utf-8", "replace")
    strange = [letter for letter in as_utf8 if letter > "\x7f"]
    if strange.count("\ufffd") * 5 < len(strange):
        return "utf-8"
    if not _FOREIGN.search(sample):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample[: BLOCK // 16]).best()
    return best.encoding if best else "cp1252"


def _lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """Each line; `None` for one that is too long to be read."""
    first = True
    while line := stream.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            del line
            while (rest := stream.readline(BLOCK)) and not rest.endswith(b"\n"):
                pass
            yield None
        else:
            yield line.removeprefix(codecs.BOM_UTF8) if first else line
        first = False


def _recoded(stream: BinaryIO, encoding: str) -> BinaryIO:
    return cast("BinaryIO", io.BufferedReader(_Recoded(stream, encoding)))


class _Recoded(io.RawIOBase):
    """A stream in another encoding, as UTF-8; wrong bytes are replaced."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._stream, self._decoder = stream, codecs.getincrementaldecoder(encoding)("replace")
        self._ready, self._given = b"", 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._given

    def seek(self, offset: int, whence: int = 0, /) -> int:
        if (offset, whence) == (0, 0):
            self._stream.seek(0)
            self._decoder.reset()
            self._ready, self._given = b"", 0
        elif (offset, whence) not in ((self._given, 0), (0, 1)):
            raise OSError("a recoded stream only goes back to its start")
        return self._given

    def readinto(self, into: Any, /) -> int:
        view = memoryview(into)
        while not self._ready:
            block = self._stream.read(2**16)
            self._ready = self._decoder.decode(block, not block).encode("utf-8", "replace")
            if not block:
                break
        taken, self._ready = self._ready[: len(view)], self._ready[len(view) :]
        view[: len(taken)] = taken
        self._given += len(taken)
        return len(taken)
