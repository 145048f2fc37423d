"""Tables of papers as CSV or TSV; what a column holds is guessed from its heading, or said with `--columns`.

https://www.rfc-editor.org/rfc/rfc4180. What parts the columns is found in the heading.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, BinaryIO

from msgspec import Struct

from kg.errors import BadParameter
from kg.keys import normal
from kg.model import Notice, Reading, Rejected, Source
from kg.read._draft import Draft
from kg.read._markup import paragraphs, plain
from kg.read._names import listed
from kg.read._text import Head, clean, text_lines

if TYPE_CHECKING:
    from kg.read import Settings

TITLE = "tables, as CSV or TSV"
SUFFIXES = (".csv", ".tsv")
CARRIES = (
    "title", "authors", "date", "category", "type", "venue", "series", "volume", "issue", "pages", "publisher", "issn",
    "isbn", "abstract", "keywords", "fields", "identifiers", "citations", "urls", "language", "license",
)  # fmt: skip

_HEADINGS = {
    "title": ("title", "article title", "document title", "paper title", "publication title of item", "name of paper"),
    "authors": ("authors", "author", "author s", "author names", "author full names", "creators", "author list"),
    "date": (
        "date", "publication date", "published", "pub date", "date published", "publication year", "year", "pubyear",
    ),
    "abstract": ("abstract", "abstract note", "summary", "description"),
    "venue": (
        "venue", "journal", "source title", "publication title", "booktitle", "journal book", "journal title",
        "container title", "conference", "source", "publication",
    ),
    "doi": ("doi", "digital object identifier", "item doi"),
    "arxiv": ("arxiv", "arxiv id", "arxivid", "eprint"),
    "pmid": ("pmid", "pubmed id", "pubmedid"),
    "pmcid": ("pmcid", "pmc id"),
    "openalex": ("openalex", "openalex id"),
    "s2": ("s2", "s2 id", "corpusid", "semantic scholar id", "paperid"),
    "dblp": ("dblp", "dblp key"),
    "acl": ("acl", "acl id"),
    "volume": ("volume", "vol"),
    "issue": ("issue", "number"),
    "pages": ("pages", "page range"),
    "publisher": ("publisher",),
    "series": ("series",),
    "issn": ("issn", "eissn"),
    "isbn": ("isbn", "isbns"),
    "keywords": ("keywords", "author keywords", "tags", "manual tags", "index keywords"),
    "fields": ("fields", "fields of study", "subjects", "research areas", "subject"),
    "urls": ("url", "urls", "link", "links", "pdf url"),
    "language": ("language", "lang", "language of original document"),
    "license": ("license", "licence", "rights"),
    "type": ("type", "item type", "document type", "publication type"),
    "category": ("category", "primary category"),
    "citations": ("citations", "cited by", "times cited", "citation count", "cited by count"),
}  # fmt: skip
FIELDS = tuple(_HEADINGS)
"""What a column can be."""
_FIELD_OF = {heading: field for field, headings in _HEADINGS.items() for heading in headings}
_IDENTIFIERS = ("doi", "arxiv", "pmid", "pmcid", "openalex", "s2", "dblp", "acl")
_TEXTS = ("venue", "series", "volume", "issue", "pages", "publisher", "language", "license", "category", "type")
_MARKS = ("\t", ";", ",", "|")
_SEPARATED = re.compile(r"\s{0,9}[;|]\s{0,9}")
_COMMA = re.compile(r"\s{0,9},\s{0,9}")


class _Columns(Struct, frozen=True):
    """The heading's names, and which field each column is (`None`: not known)."""

    names: tuple[str, ...]
    fields: tuple[str | None, ...]


def is_mine(head: Head) -> bool:
    """Whether the first line is a heading of two columns or more, one of them a title, and the table has a row."""
    first = next((line for line in head.lines() if line.strip("\ufeff \t")), "").lstrip("\ufeff")
    if first.lstrip()[:1] in ("{", "[", "<", "@", "%") or len(first) > 20_000 or "\0" in head.text:
        return False
    names = _row(first, _mark(first))
    fields = [_FIELD_OF.get(normal(name)) for name in names]
    return len(names) > 1 and "title" in fields and sum(each is not None for each in fields) > 1


def readings(stream: BinaryIO, settings: Settings) -> Iterator[Reading]:
    """A record a row; raises `BadParameter` for columns that the heading does not have."""
    notices: list[Notice] = []
    lines = _Lines(stream, settings, notices)
    columns: _Columns | None = None
    for first, row in lines.rows():
        yield from notices
        notices.clear()
        source = Source(settings.name, first)
        if isinstance(row, str):
            yield Rejected(source, row, "")
        elif columns is None:
            columns = _columns(row, settings)
            unknown = [name for name, field in zip(columns.names, columns.fields, strict=True) if not field and name]
            if unknown:
                yield Notice(source, f"columns kept as they are: {', '.join(unknown)}; --columns says what they hold")
        elif any(cell.strip() for cell in row):
            yield from _readings(row, columns, source)
    yield from notices


class _Lines:
    """The lines of a table, given to the parser one by one, with the number of the one it is at."""

    def __init__(self, stream: BinaryIO, settings: Settings, notices: list[Notice]) -> None:
        self._lines, self._notices = text_lines(stream, settings), notices
        self.number, self._ended = 0, False

    def __iter__(self) -> Iterator[str]:
        for each in self._lines:
            if isinstance(each, Notice):
                self._notices.append(each)
            else:
                self.number = each[0]
                yield each[1].lstrip("\ufeff") if each[0] == 1 else each[1]
        self._ended = True

    def rows(self) -> Iterator[tuple[int, list[str] | str]]:
        """Each row and the line that it begins at, or why there is none."""
        lines = iter(self)
        heading = next((line for line in lines if line.strip()), "")
        parser = csv.reader(_after(heading, lines), delimiter=_mark(heading))
        before = max(self.number - 1, 0)
        while True:
            try:
                row: list[str] | str = next(parser)
            except StopIteration:
                return
            except csv.Error as error:
                row = f"a row that cannot be read: {error}"
            if self._ended:  # the parser wanted more: lines that follow a quote too many are no records
                row = "a row that cannot be read: a quote is opened and not closed to the end of the table"
            yield before + 1, row
            before = self.number


def _after(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _mark(heading: str) -> str:
    """What parts the columns: the mark that makes the most columns, those known counted first."""
    return max(
        _MARKS, key=lambda mark: (sum(normal(name) in _FIELD_OF for name in _row(heading, mark)), heading.count(mark))
    )


def _row(line: str, mark: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=mark), [])
    except csv.Error:
        return []


def _columns(row: list[str], settings: Settings) -> _Columns:
    """What each column is: what was said, else what its heading means; of two columns for one field the first."""
    names = tuple(clean(name) for name in row)
    said = {heading: field for field, heading in settings.columns}
    for wanted, heading in settings.columns:
        if wanted not in FIELDS:
            raise BadParameter("--columns", f"no field {wanted!r}", expected=f"one of {', '.join(FIELDS)}")
        if heading not in names:
            shown = ", ".join(names)[:300]
            raise BadParameter("--columns", f"{settings.name} has no column {heading!r}", expected=f"one of {shown}")
    fields: list[str | None] = []
    field: str | None
    for name in names:
        field = said.get(name) or _FIELD_OF.get(normal(name))
        taken = field in fields or (field in said.values() and name not in said)
        fields.append(field if field and (not taken or field in ("date", "urls", "keywords")) else None)
    return _Columns(names, tuple(fields))


def _readings(row: list[str], columns: _Columns, source: Source) -> Iterator[Reading]:
    draft = Draft(source, " | ".join(row)[:200])
    if len(row) > len(columns.names):
        yield Notice(source, f"{len(row)} cells under {len(columns.names)} headings; the rest is kept as it is")
        draft.leave("more cells", "; ".join(row[len(columns.names) :]))
    for name, field, cell in zip(columns.names, columns.fields, row, strict=False):
        if field is None:
            draft.leave(name or "column", cell)
        elif cell.strip():
            _state(draft, field, cell)
    yield from draft.readings()


def _state(draft: Draft, field: str, cell: str) -> None:
    """Put a cell that is not blank into the draft."""
    if field in _IDENTIFIERS:
        draft.identify(field, cell.strip())
    elif field in _TEXTS or field == "title":
        draft.state(**{field: plain(cell)})
    else:
        _STATED[field](draft, cell)


def _authors(draft: Draft, cell: str) -> None:
    for name in listed(plain(cell) if "\n" not in cell else cell):
        draft.author(name)


def _numbers(scheme: str) -> Callable[[Draft, str], None]:
    def state(draft: Draft, cell: str) -> None:
        for number in re.split(r"[;,\s]+", cell.strip()):
            draft.number(scheme, number)

    return state


def _words(field: str) -> Callable[[Draft, str], None]:
    def state(draft: Draft, cell: str) -> None:
        parts = (_SEPARATED if ";" in cell or "|" in cell else _COMMA).split(cell)
        draft.add(field, [plain(part) for part in parts])

    return state


def _count(draft: Draft, cell: str) -> None:
    text = cell.strip().replace(",", "")
    if text.isdecimal() and len(text) < 12:
        draft.cited(int(text))
    else:
        draft.leave("citations", cell)


_STATED: dict[str, Callable[[Draft, str], None]] = {
    "abstract": lambda draft, cell: draft.state(abstract=paragraphs(cell)),
    "authors": _authors,
    "citations": _count,
    "date": Draft.date,
    "fields": _words("fields"),
    "isbn": _numbers("isbn"),
    "issn": _numbers("issn"),
    "keywords": _words("keywords"),
    "urls": lambda draft, cell: draft.page(*re.split(r"[\s;|]+", cell.strip())),
}
