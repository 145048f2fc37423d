"""The XML of DBLP, whole or in part, in constant memory.

https://dblp.org/xml/. Its named entities (`&ouml;`) are declared in a DTD that is never
loaded; they are those of HTML. Pages of persons (`www`) are no publications.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from kg.model import Identifier, Name, Notice, Reading, Rejected, Source
from kg.read._draft import Draft
from kg.read._markup import element_text
from kg.read._text import Head
from kg.read._xml import elements, local, root

if TYPE_CHECKING:
    from kg.read import Settings

TITLE = "DBLP XML"
SUFFIXES = (".xml",)
CARRIES = (
    "title", "authors", "orcid", "date", "type", "venue", "series", "volume", "issue", "pages", "publisher", "isbn",
    "identifiers", "references", "urls", "retracted",
)  # fmt: skip

_TYPES = {
    "article": "article-journal", "inproceedings": "paper-conference", "proceedings": "book", "book": "book",
    "incollection": "chapter", "phdthesis": "thesis", "mastersthesis": "thesis", "data": "dataset",
}  # fmt: skip
_FACTS = {
    "journal": "venue", "booktitle": "venue", "series": "series", "volume": "volume", "number": "issue",
    "pages": "pages", "publisher": "publisher", "school": "publisher",
}  # fmt: skip
_HOMONYM = re.compile(r" [0-9]{4}$")
"""The number by which DBLP tells people of one name apart."""
_PERSONS = "www"


def is_mine(head: Head) -> bool:
    """Whether the root is `dblp`."""
    return root(head)[0] == "dblp"


def readings(stream: BinaryIO, settings: Settings) -> Iterator[Reading]:
    """A record a publication; how many pages of persons were passed over is said at the end."""
    persons = 0
    for each in elements(stream, settings.name, *_TYPES, _PERSONS, "person"):
        if isinstance(each, Rejected):
            yield each
        elif local(each) in _TYPES:
            yield from _drafted(each, Source(settings.name, each.sourceline or 1)).readings()
        else:
            persons += 1
    if persons:
        yield Notice(Source(settings.name, 1), f"pages of persons, which are no publications, passed over: {persons}")


def _drafted(found: Any, source: Source) -> Draft:
    key = found.get("key") or ""
    draft = Draft(source, key)
    draft.identify("dblp", key)
    informal = found.get("publtype") == "informal"
    draft.state(
        type="article" if informal else _TYPES[local(found)], retracted=found.get("publtype") == "withdrawn" or None
    )
    for part in found:
        if tag := local(part):
            _part(draft, tag, part)
    return draft


def _part(draft: Draft, tag: str, part: Any) -> None:
    text = element_text(part)
    if tag == "title":
        draft.state(title=text.removesuffix(".") if not text.endswith("..") else text)
    elif tag == "author":
        number = part.get("pid") or (text if _HOMONYM.search(text) else "")  # a number tells it from its namesakes
        own = [Identifier("dblp", number)] if number else []
        draft.author(Name(_HOMONYM.sub("", text)), part.get("orcid"), identifiers=own)
    elif tag in _FACTS:
        draft.state(**{_FACTS[tag]: text})
    elif tag == "year":
        draft.date(text)
    elif tag == "isbn":
        draft.number("isbn", text)
    elif tag == "cite":
        draft.refer("dblp", text if text != "..." else "")
    elif tag == "ee":
        _electronic(draft, text)
    elif tag not in ("url", "crossref", "mdate"):
        draft.leave(tag, text)


def _electronic(draft: Draft, text: str) -> None:
    """An address of the publication, which often is a DOI's."""
    if "doi.org/10." in text:
        draft.identify("doi", text)
    elif "arxiv.org/abs/" in text:
        draft.identify("arxiv", text)
    draft.page(text)
