"""The metadata snapshot of arXiv, one JSON object a line, as it is offered on Kaggle.

https://www.kaggle.com/datasets/Cornell-University/arxiv. LaTeX stays as it is given. The
date is that of the first version; the DOI is of what was published later, which is
another version of the paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

import msgspec
from msgspec import Struct

from kg.keys import readable_key, title_key
from kg.model import Identifier, Name, Notice, PartialDate, Reading, Record, Rejected, Source, Version
from kg.read import _identifiers
from kg.read._dates import date_of
from kg.read._json import RAW, begins
from kg.read._latex import readable
from kg.read._names import of_parts, reading_order
from kg.read._text import LONGEST_LINE, Head, clean, lines, one_line

if TYPE_CHECKING:
    from kg.read import Settings

TITLE = "arXiv metadata snapshot, one JSON object a line (Kaggle)"
SUFFIXES = (".json", ".jsonl")
CARRIES = ("title", "authors", "date", "category", "type", "fields", "abstract", "identifiers", "versions", "license")

_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}
_CUT = re.compile(r"([0-9]{3,4})(\.[0-9]{1,20})")
_KEPT = (("comments", "comments"), ("journal_ref", "journal-ref"), ("report_no", "report-no"))


class _Revision(Struct):
    created: str = ""


class _Line(Struct, rename={"journal_ref": "journal-ref", "report_no": "report-no"}):
    id: str
    title: str
    authors: str | None = None
    authors_parsed: list[list[str]] = []
    abstract: str | None = None
    categories: str | None = None
    comments: str | None = None
    journal_ref: str | None = None
    report_no: str | None = None
    doi: str | None = None
    license: str | None = None
    versions: list[_Revision] = []


DECODER = msgspec.json.Decoder(_Line)
"""Decodes a line; what is measured as the floor of reading."""


def is_mine(head: Head) -> bool:
    """Whether the first object has arXiv's categories and a list of its versions."""
    found = begins(head)
    return {"id", "title", "categories"} <= found.keys() and bool({"authors_parsed", "versions"} & found.keys())


def readings(stream: BinaryIO, settings: Settings) -> Iterator[Reading]:
    """A record a line; a line that is none is rejected.

    Identifiers that were taken for numbers, as `704.0912` and `1501.0009599999998` were,
    are made whole again, of which one notice tells.
    """
    told = False
    for number, raw in lines(stream):
        source = Source(settings.name, number)
        if raw is None:
            yield Rejected(source, f"a line of over {LONGEST_LINE // 2**20} MiB", "")
            continue
        try:
            line = DECODER.decode(raw)
            record, notices = _record(line, source)
        except (msgspec.DecodeError, ValueError, RecursionError) as error:
            yield Rejected(source, str(error), raw[:RAW].decode("utf-8", "replace"))
            continue
        yield record
        for notice in notices:
            yield Notice(source, notice)
        if not told and (told := record.id != f"arxiv:{line.id}" and _CUT.fullmatch(line.id) is not None):
            yield Notice(
                source,
                f"identifiers such as {line.id!r} were taken for numbers; they are read as {record.id} and so on",
            )


def _record(line: _Line, source: Source) -> tuple[Record, list[str]]:
    """The record, and what is to be said of it."""
    notices: list[str] = []
    unread = [(name, text) for field, name in _KEPT if (text := one_line(getattr(line, field) or ""))]
    number = _number(line.id, unread, notices)
    if not (title := one_line(line.title)):
        raise ValueError("no title")
    categories = tuple((line.categories or "").split())
    record = Record(
        id=f"arxiv:{number}" if number else readable_key(title_key(title)),
        title=title,
        abstract=unwrapped(line.abstract or ""),
        authors=_authors(line),
        date=_first(line),
        category=categories[0] if categories else None,
        type="article",
        fields=categories,
        identifiers=(Identifier("arxiv", number),) if number else (),
        versions=_published(line.doi, unread, notices) if line.doi else (),
        license=clean(line.license or "") or None,
        source=source,
        unread=tuple(sorted(unread)),
    )
    return record, notices


def _number(text: str, unread: list[tuple[str, str]], notices: list[str]) -> str | None:
    """The arXiv identifier, made whole where it was taken for a number."""
    if found := _CUT.fullmatch(text):
        month = found[1].zfill(4)
        text = month + f"{float(found[2]):.{4 if month < '1501' else 5}f}"[1:]
    try:
        return _identifiers.normal("arxiv", text)
    except ValueError as error:
        notices.append(str(error))
        unread.append(("id", one_line(text)))
        return None


def unwrapped(text: str) -> str:
    r"""The text with wrapped lines joined; a line that is set in begins a paragraph, as arXiv has it.

    >>> unwrapped("  One line\nand its rest.\n  Another.\n")
    'One line and its rest.\nAnother.'
    """
    text = clean(text)
    return "\n".join(" ".join(part.split()) for part in text.split("\n  ")) if "\n" in text else text


def _authors(line: _Line) -> tuple[Name, ...]:
    if not line.authors_parsed:
        return tuple(reading_order(part) for part in readable(one_line(line.authors or "")).split(", ") if part)
    return tuple(name for parts in line.authors_parsed if parts and (name := _author(parts)).name)


def _author(parts: list[str]) -> Name:
    """The name of its parts: family, given, suffix."""
    family, given, suffix = (*parts[:3], "", "")[:3]
    given = given.replace(". -", ".-")  # as `C. -P.` is cut up by those who parsed it
    whole = f"{given} {family} {suffix}"
    if "\\" in whole or "{" in whole or "  " in whole or not whole.isprintable():
        return of_parts(clean(readable(given)), clean(readable(family)), clean(readable(suffix)))
    return Name(whole.strip(), family=family if given and family else None)


def _first(line: _Line) -> PartialDate | None:
    """The day of the first version, such as `Mon, 2 Apr 2007 19:18:42 GMT`."""
    if not line.versions:
        return None
    parts = line.versions[0].created.split()
    try:
        return PartialDate.of(int(parts[3]), _MONTHS[parts[2]], int(parts[1]))
    except (IndexError, KeyError, ValueError):
        return date_of(line.versions[0].created)


def _published(doi: str, unread: list[tuple[str, str]], notices: list[str]) -> tuple[Version, ...]:
    """What a paper was published as; of several DOIs in one field each that is one."""
    found = []
    for each in doi.split():
        try:
            found.append(Version("published", Identifier("doi", _identifiers.normal("doi", each))))
        except ValueError as error:
            notices.append(str(error))
    if notices:
        unread.append(("doi", one_line(doi)))
    return tuple(dict.fromkeys(found))
