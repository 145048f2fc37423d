r"""BibTeX and BibLaTeX, split into blocks by bibtexparser.

http://tug.ctan.org/info/bibtex/tamethebeast/ttb_en.pdf. The file goes by in pieces. An
entry that is broken is rejected with its line, and reading goes on behind it. `@string`,
`#` and `crossref` are resolved; accents become letters, formulas stay as given.

>>> import io
>>> from kg.read import Settings
>>> raw = rb"@misc{x, title = {{A} na{\"\i}ve plan}, author = {Ek, Bo and others}}"
>>> (record,) = readings(io.BytesIO(raw), Settings("x"))
>>> record.title, record.authors[0].name, record.authors_truncated
('A naïve plan', 'Bo Ek', True)
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, BinaryIO

from bibtexparser import model as blocks
from bibtexparser.splitter import Splitter

from kg.model import Name, Notice, PartialDate, Reading, Rejected, Source
from kg.read._dates import date_of, month_of
from kg.read._dates import of_parts as date_of_parts
from kg.read._draft import Draft
from kg.read._latex import readable
from kg.read._names import is_suffix, of_parts
from kg.read._text import BLOCK, LONGEST_LINE, Head, clean, one_line, text_blocks

if TYPE_CHECKING:
    from kg.read import Settings

TITLE = "BibTeX and BibLaTeX"
SUFFIXES = (".bib", ".bibtex")
CARRIES = (
    "title", "authors", "date", "category", "type", "venue", "series", "volume", "issue", "pages", "publisher", "issn",
    "isbn", "abstract", "keywords", "identifiers", "urls", "language", "license",
)  # fmt: skip

logging.getLogger("bibtexparser").addHandler(logging.NullHandler())  # what it says of broken blocks, we say

_START = re.compile(r"[ \t]{0,20}@[A-Za-z]{1,30}[ \t]{0,20}[{(]")
_MINE = re.compile(
    r"^[ \t\ufeff]{0,20}@(?:(?:string|preamble|comment)[ \t]{0,20}[{(]"
    r"|[A-Za-z]{1,30}[ \t]{0,20}\{[^\s,{}\"=()\\]{0,200}[ \t]{0,20},[ \t]{0,20}(?:$|[A-Za-z_-]{1,30}[ \t]{0,20}=)"
    r"|(?:article|book|inproceedings|misc|incollection|techreport|phdthesis)[ \t]{0,20}\()",
    re.IGNORECASE | re.MULTILINE,
)
_CROSSREF = re.compile(r"\b(?:crossref|xdata)\s{0,9}=\s{0,9}[{\"]\s{0,9}([^\s{}\",]{1,200})", re.IGNORECASE)
_TYPES = {
    "article": "article-journal", "inproceedings": "paper-conference", "conference": "paper-conference",
    "proceedings": "book", "mvproceedings": "book", "book": "book", "mvbook": "book", "collection": "book",
    "mvcollection": "book", "inbook": "chapter", "incollection": "chapter", "suppbook": "chapter",
    "booklet": "pamphlet",
    "phdthesis": "thesis", "mastersthesis": "thesis", "thesis": "thesis", "techreport": "report", "report": "report",
    "manual": "report", "unpublished": "manuscript", "misc": "document", "online": "webpage", "electronic": "webpage",
    "www": "webpage", "dataset": "dataset", "software": "software", "patent": "patent", "periodical": "periodical",
    "inreference": "entry", "reference": "book", "preprint": "article",
}  # fmt: skip
_FACTS = {
    "journal": "venue", "journaltitle": "venue", "booktitle": "venue", "series": "series", "volume": "volume",
    "pages": "pages",
    "number": "issue", "issue": "issue", "publisher": "publisher", "school": "publisher",
    "institution": "publisher", "organization": "publisher", "language": "language", "langid": "language",
    "copyright": "license", "license": "license",
}  # fmt: skip
_IDENTIFIERS = {"doi": "doi", "pmid": "pmid", "pmcid": "pmcid", "arxivid": "arxiv", "arxiv": "arxiv"}
_MONTHS = {
    name: name for name in ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
}  # fmt: skip
_INHERITED = {"title": "booktitle", "subtitle": "booksubtitle"}
_NOT_INHERITED = frozenset(("crossref", "ids", "doi", "url", "abstract", "keywords", "label", "pages"))
_PARTS = re.compile(r"[^{}\\]+|\\.|[{}]", re.DOTALL)
_AND = re.compile(r"\sand(?=\s)", re.IGNORECASE)


def is_mine(head: Head) -> bool:
    """Whether a line begins an entry with a key and a field, or one of the commands of BibTeX."""
    return head.text.lstrip("\ufeff \t\r\n")[:1] not in ("<", "{", "[") and _MINE.search(head.text) is not None


def readings(stream: BinaryIO, settings: Settings) -> Iterator[Reading]:
    """A record an entry."""
    parents = _parents(stream, settings)
    strings = dict(_MONTHS)
    for piece in _pieces(stream, settings):
        if isinstance(piece, Notice):
            yield piece
            continue
        first, text = piece
        for block in Splitter(text).split().blocks:
            source = Source(settings.name, first + (block.start_line or 0))
            if isinstance(block, blocks.String):
                strings[block.key.lower()] = _value(block.value, strings)
            else:
                yield from _readings(block, source, (strings, parents))


def _pieces(stream: BinaryIO, settings: Settings) -> Iterator[tuple[int, str] | Notice]:
    """The file in pieces that end where an entry begins, each with the number of its first line.

    Where none begins for too long, what there is is cut at a line's end, and a line that
    is too long is left out.
    """
    first, text, cut = 1, "", False
    for block in text_blocks(stream, settings):
        if isinstance(block, Notice):
            yield block
            continue
        text += block.partition("\n")[2] if cut else block
        cut = cut and "\n" not in block
        end = _last_start(text)
        if not end and len(text) > LONGEST_LINE:
            end, cut = text.rfind("\n") + 1, True
        if end:
            yield first, text[:end]
            first, text = first + text.count("\n", 0, end), text[end:]
        if cut and text:
            yield Notice(Source(settings.name, first), f"a line of over {LONGEST_LINE // 2**20} MiB, left out")
            first, text = first + 1, ""
    if text:
        yield first, text


def _last_start(text: str) -> int:
    """Where the last entry begins that begins a line; 0 where none does but at the start."""
    at = len(text)
    while (at := text.rfind("\n", 0, at)) >= 0:
        if _START.match(text, at + 1):
            return at + 1
    return 0


def _parents(stream: BinaryIO, settings: Settings) -> dict[str, dict[str, str]]:
    """The fields of the entries that others refer to by `crossref`; the stream stands at its start again."""
    wanted: set[str] = set()
    for piece in _pieces(stream, settings) if _refers(stream) else ():
        if not isinstance(piece, Notice):
            wanted.update(found[1].lower() for found in _CROSSREF.finditer(piece[1]))
    stream.seek(0)
    found: dict[str, dict[str, str]] = {}
    strings = dict(_MONTHS)
    for piece in _pieces(stream, settings) if wanted else ():
        if isinstance(piece, Notice):
            continue
        for block in Splitter(piece[1]).split().blocks:
            if isinstance(block, blocks.String):
                strings[block.key.lower()] = _value(block.value, strings)
            elif isinstance(block, blocks.Entry) and block.key.lower() in wanted:
                fields = {field.key.lower(): _value(field.value, strings) for field in block.fields}
                found.setdefault(block.key.lower(), fields)
    stream.seek(0)
    return found


def _refers(stream: BinaryIO) -> bool:
    """Whether the file may have a field that refers to another entry; the stream stands at its start again."""
    before, refers = b"", False
    while not refers and (block := stream.read(BLOCK)):
        plain = (before + block).replace(b"\0", b"").lower()
        refers = b"crossref" in plain or b"xdata" in plain
        before = block[-32:]
    stream.seek(0)
    return refers


Known = tuple[dict[str, str], dict[str, dict[str, str]]]


def _readings(block: blocks.Block, source: Source, known: Known) -> Iterator[Reading]:
    """What a block is: a record, a record with a field too many, or nothing that can be read."""
    if isinstance(block, blocks.Entry):
        yield from _drafted(block, source, known).readings()
    elif isinstance(block, blocks.DuplicateFieldKeyBlock | blocks.DuplicateBlockKeyBlock):
        inner = block.ignore_error_block
        if isinstance(inner, blocks.Entry):
            yield from _drafted(inner, source, known).readings()
    elif isinstance(block, blocks.ParsingFailedBlock):
        reason = getattr(block.error, "abort_reason", None) or str(block.error) or "broken"
        yield Rejected(source, one_line(reason), clean(block.raw or "")[:200])


def _drafted(entry: blocks.Entry, source: Source, known: Known) -> Draft:
    strings, parents = known
    draft = Draft(source, entry.key)
    fields: dict[str, str] = {}
    for field in entry.fields:
        name, text = field.key.lower(), _value(field.value, strings)
        if name in fields:
            draft.leave(name, readable(text))
        else:
            fields[name] = text
    for name, text in parents.get(fields.get("crossref", "").strip().lower(), {}).items():
        if name not in _NOT_INHERITED:
            fields.setdefault(_INHERITED.get(name, name), text)
    kind = entry.entry_type.lower()
    draft.leave("key", entry.key)
    if kind not in _TYPES:
        draft.leave("entry type", kind)
    draft.state(type=_TYPES.get(kind), title=_title(fields), date=_date(fields))
    _authors(draft, fields)
    _eprint(draft, fields)
    for name, text in fields.items():
        _field(draft, name, text)
    return draft


def _title(fields: dict[str, str]) -> str:
    title, subtitle = (readable(fields.pop(name, "")) for name in ("title", "subtitle"))
    return f"{title}: {subtitle}" if title and subtitle else title


def _date(fields: dict[str, str]) -> PartialDate | None:
    """The date of `date`, or of year, month and day; a month that is none is left to be kept."""
    if found := date_of(fields.get("date", "").split("/")[0]):
        for name in ("date", "year", "month"):
            fields.pop(name, None)
        return found
    year, month = readable(fields.get("year", "")), readable(fields.get("month", ""))
    found = date_of(f"{month} {year}") if month and not month.isdecimal() else None
    number = month_of(month)
    if found is None or found.month is None:
        found = date_of_parts([year.strip(" ()"), *([number] if number else [])])
    if found:
        del fields["year"]
        if found.month:
            fields.pop("month", None)
    return found


def _authors(draft: Draft, fields: dict[str, str]) -> None:
    written = fields.pop("author", None)
    for name in _names(written or ""):
        if name.lower() in ("others", "et al", "et al."):
            draft.state(authors_truncated=True)
        else:
            draft.author(person(name))


def _eprint(draft: Draft, fields: dict[str, str]) -> None:
    number = fields.pop("eprint", "").strip()
    archive = (fields.pop("archiveprefix", "") or fields.pop("eprinttype", "")).strip().lower()
    category = readable(fields.pop("primaryclass", "") or fields.pop("eprintclass", ""))
    if number and archive in ("", "arxiv"):
        draft.identify("arxiv", number)
    elif number:
        draft.leave(archive, number)
    draft.state(category=category or None)


def _field(draft: Draft, name: str, text: str) -> None:
    if name in _IDENTIFIERS:
        draft.identify(_IDENTIFIERS[name], readable(text) if "\\" in text else text.strip("{} \n"))
    elif name in ("issn", "isbn"):
        for number in re.split(r"[,;\s]+", readable(text)):
            draft.number(name, number)
    elif name == "url":
        draft.page(
            *text.replace("\\_", "_").replace("\\%", "%").replace("\\url", "").replace("\\&", "&").strip("{}").split()
        )
    elif name in ("keywords", "keyword"):
        draft.add("keywords", re.split(r"[;,]", readable(text)))
    elif name == "abstract":
        draft.state(abstract=readable(text))
    elif name in _FACTS:
        draft.state(**{_FACTS[name]: readable(text)})
    elif name in ("biburl", "bibsource", "timestamp", "crossref", "date-added", "date-modified"):
        pass
    else:
        draft.leave(name, readable(text))


@lru_cache(maxsize=1 << 14)
def person(name: str) -> Name:
    r"""A name in one of BibTeX's forms; what stands in braces is one word, and a name all in braces one name.

    >>> person("von Neumann, John").name, person("{The {ATLAS} Collaboration}").name, person(r"Bal\'azs, C.").family
    ('John von Neumann', 'The ATLAS Collaboration', 'Balázs')
    """
    parts = _split(name, ",") if "{" in name or "\\" in name else name.split(",")
    if len(parts) < 2:
        return Name(readable(name))
    family, *suffixes, given = map(readable, parts)
    if is_suffix(given):  # `Martin Luther King, Jr.`, which BibTeX does not know but people write
        return Name(" ".join(f"{family} {' '.join(suffixes)} {given}".split()))
    return of_parts(given, family, " ".join(suffixes))


def _names(text: str) -> list[str]:
    """The names of a list, parted by `and` outside braces."""
    if "{" not in text:
        return [name for part in _AND.split(text) if (name := part.strip())]
    return [name for part in _split(text, None) if (name := part.strip())]


def _split(text: str, mark: str | None) -> list[str]:
    """The text at each mark outside braces, or at each `and`."""
    depth, pieces = 0, _PARTS.findall(text)
    whole: list[list[str]] = [[]]
    for piece in pieces:
        depth += (piece == "{") - (piece == "}" and depth > 0)
        if depth or piece in "{}" or piece.startswith("\\"):
            whole[-1].append(piece)
            continue
        parts = piece.split(mark) if mark else _AND.split(piece)
        whole[-1].append(parts[0])
        whole.extend([part] for part in parts[1:])
    return ["".join(part).strip() for part in whole]


def _value(raw: object, strings: dict[str, str]) -> str:
    """A field's value: its delimiters taken off, its parts put together, abbreviations looked up."""
    text = str(raw).strip()
    if len(text) > 1 and text[0] == "{" and text[-1] == "}" and "#" not in text:
        return text[1:-1]
    return "".join(_part(part, strings) for part in _concatenated(text))


def _concatenated(text: str) -> list[str]:
    """The parts of a value between `#` that stand outside braces and quotes."""
    parts: list[list[str]] = [[]]
    depth, quoted = 0, False
    for piece in re.findall(r"[^{}\\\"#]+|\\.|[{}\"#]", text, re.DOTALL):
        if piece == "#" and not depth and not quoted:
            parts.append([])
            continue
        depth += (piece == "{") - (piece == "}" and depth > 0)
        quoted ^= piece == '"' and not depth
        parts[-1].append(piece)
    return ["".join(part).strip() for part in parts]


def _part(part: str, strings: dict[str, str]) -> str:
    if len(part) > 1 and (part[0], part[-1]) in (("{", "}"), ('"', '"')):
        return part[1:-1]
    return strings.get(part.lower(), part)
