"""RIS, as reference managers and databases export it.

https://en.wikipedia.org/wiki/RIS_(file_format). Databases use the tags each in their own
way: a tag is read by its usual meaning where its text allows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from kg.model import Affiliation, Notice, Reading, Source
from kg.read._dates import date_of
from kg.read._draft import Draft
from kg.read._markup import paragraphs, plain
from kg.read._names import reading_order
from kg.read._tagged import Tagged, tagged
from kg.read._text import Head
from kg.urls import is_url

if TYPE_CHECKING:
    from kg.read import Settings

TITLE = "RIS (reference managers, databases)"
SUFFIXES = (".ris", ".txt")
CARRIES = (
    "title", "authors", "affiliations", "date", "type", "venue", "series", "volume", "issue", "pages", "publisher",
    "issn", "isbn", "abstract", "keywords", "identifiers", "urls", "language",
)  # fmt: skip

_LINE = re.compile(r"([A-Z][A-Z0-9])  ?-(?: (.{0,4000000}))?", re.DOTALL)
_TYPES = {
    "JOUR": "article-journal", "JFULL": "periodical", "ABST": "article-journal", "INPR": "article-journal",
    "CONF": "paper-conference", "CPAPER": "paper-conference", "BOOK": "book", "EDBOOK": "book", "EBOOK": "book",
    "CHAP": "chapter", "ECHAP": "chapter", "THES": "thesis", "RPRT": "report", "UNPB": "manuscript", "DATA": "dataset",
    "COMP": "software", "MGZN": "article-magazine", "NEWS": "article-newspaper", "ELEC": "webpage", "WEB": "webpage",
    "PAT": "patent", "STAND": "standard", "GEN": "document", "SER": "book", "ENCYC": "entry", "DICT": "entry",
    "ICOMM": "webpage", "PAMP": "pamphlet", "BLOG": "post-weblog", "EJOUR": "article-journal", "PREPRINT": "article",
}  # fmt: skip
_DOI = re.compile(r"10\.[0-9]{4,9}/\S{1,300}")
_OTHER = {"TY", "ER"}


def is_mine(head: Head) -> bool:
    """Whether one of the first lines says a type of reference."""
    return any(line.lstrip("\ufeff").startswith(("TY  - ", "TY - ")) for line in head.lines()[:200])


def readings(stream: BinaryIO, settings: Settings) -> Iterator[Reading]:
    """A record a reference; one whose end is missing is read and noted."""
    for found in tagged(stream, settings, _LINE, ("TY", "ER")):
        if isinstance(found, Notice):
            yield found
            continue
        source = Source(settings.name, found.line)
        yield from _drafted(found, source).readings()
        if not found.whole:
            yield Notice(source, "the reference has no end (ER); it is read to where the next begins")


def _drafted(found: Tagged, source: Source) -> Draft:
    draft = Draft(source, found.raw())
    kind = found.first("TY").strip()
    if kind.upper() not in _TYPES:
        draft.leave("TY", kind)
    draft.state(type=_TYPES.get(kind.upper()), title=plain(found.first("TI", "T1", "CT", "BT")))
    draft.state(abstract=paragraphs("\n".join(dict.fromkeys(found.all("AB", "N2")))))
    draft.state(venue=plain(found.first("JF", "T2", "JO", "JA", "J2", "BT", "SO")), series=plain(found.first("T3")))
    draft.state(volume=found.first("VL"), issue=found.first("IS", "CP"), publisher=found.first("PB", "PU"))
    draft.state(language=found.first("LA"), pages=_pages(found))
    _dated(draft, found)
    names = found.all("AU", "A1")
    places = [Affiliation(text) for text in found.all("AD")]
    for name in dict.fromkeys(names):
        if name.lower().rstrip(".") in ("et al", "others"):
            draft.state(authors_truncated=True)
        else:
            draft.author(reading_order(plain(name)), affiliations=places if len(names) == 1 else ())
    if len(names) != 1:
        draft.leave("AD", "; ".join(place.name for place in places))
    _identifiers(draft, found)
    for text in found.all("KW"):
        draft.add("keywords", map(plain, re.split(r"[;\n]", text)))
    for tag, text in found.fields:
        if tag not in _OTHER:
            draft.leave(tag, text)
    return draft


def _pages(found: Tagged) -> str:
    first, last = found.first("SP"), found.first("EP")
    return "-".join(dict.fromkeys(page for page in (first, last) if page))


def _dated(draft: Draft, found: Tagged) -> None:
    """The date: the one of publication that says most; what is no date is kept."""
    texts = [text for tag in ("DA", "PY", "Y1") for text in found.all(tag)]
    dates = [(date, text) for text in texts if (date := date_of(text))]
    if dates:
        years = {date.year for date, _ in dates}
        best = max(dates, key=lambda each: (each[0].month is not None, each[0].day is not None))
        stated = next((date for date, text in dates if len(years) > 1 and text == texts[-1]), best[0])
        draft.state(date=best[0] if len(years) == 1 else stated)
        for date, text in dates:
            if date.year != stated.year:
                draft.leave("date", text)
    elif texts:
        draft.date(texts[0])
    for text in texts[1:] if not dates else ():
        draft.leave("date", text)


def _identifiers(draft: Draft, found: Tagged) -> None:
    for text in found.all("DO", "DI"):
        draft.identify("doi", text)
    for text in found.all("L2", "L3", "M3"):
        if not draft.has("identifiers") and ("doi" in text.lower() or text.startswith("10.")) and _DOI.search(text):
            draft.identify("doi", _DOI.search(text)[0])  # type: ignore[index]
        draft.page(text) if is_url(text) else draft.leave("L2, L3 or M3", text)
    for text in found.all("UR", "LK"):
        draft.page(*text.split())
    for text in dict.fromkeys(found.all("SN")):
        for number in re.split(r"[;,]|\s(?=[0-9])", text):
            digits = sum(letter.isdigit() for letter in number)
            draft.number("isbn" if digits > 8 else "issn", number.strip())
    for text in found.all("PMID"):
        draft.identify("pmid", text)
