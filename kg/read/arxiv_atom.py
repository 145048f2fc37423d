"""Answers of the arXiv API, as Atom.

https://info.arxiv.org/help/api/user-manual.html. LaTeX stays as it is given. The date is
that of the first version; the DOI is of what was published later, which is another
version of the paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from kg.model import Affiliation, Name, Reading, Rejected, Source
from kg.read._draft import Draft
from kg.read._latex import readable
from kg.read._markup import element_text, text_or_none
from kg.read._text import Head, clean, one_line
from kg.read._xml import child, children, elements, root
from kg.read.arxiv_snapshot import unwrapped

if TYPE_CHECKING:
    from kg.read import Settings

TITLE = "arXiv API answers (Atom)"
SUFFIXES = (".xml", ".atom")
CARRIES = (
    "title", "authors", "affiliations", "date", "category", "type", "fields", "abstract", "identifiers", "versions",
    "urls",
)  # fmt: skip

_ERRORS = "arxiv.org/api/errors"
_KEPT = (("comment", "comments"), ("journal_ref", "journal-ref"))


def is_mine(head: Head) -> bool:
    """Whether the input is an Atom feed or entry of arXiv."""
    name, tag = root(head)
    return name in ("feed", "entry") and ("arxiv.org/schemas/atom" in tag or "arxiv.org/" in head.text)


def readings(stream: BinaryIO, settings: Settings) -> Iterator[Reading]:
    """A record an entry; an entry that says what was wrong with the question is rejected."""
    for entry in elements(stream, settings.name, "entry"):
        yield from [entry] if isinstance(entry, Rejected) else _readings(entry, settings.name)


def _readings(entry: Any, file: str) -> Iterator[Reading]:
    source = Source(file, entry.sourceline or 1)
    number = text_or_none(child(entry, "id")) or ""
    if _ERRORS in number:
        yield Rejected(source, f"an answer of the API's, no paper: {text_or_none(child(entry, 'summary'))}", number)
        return
    summary = child(entry, "summary")
    primary = child(entry, "primary_category")
    categories = [each.get("term") or "" for each in children(entry, "category")]
    draft = Draft(source, number)
    draft.state(
        title=text_or_none(child(entry, "title")),
        abstract=unwrapped("".join(summary.itertext())) if summary is not None else "",
        type="article",
        category=(primary.get("term") if primary is not None else None) or next(iter(categories), None),
    )
    draft.add("fields", categories)
    draft.date(text_or_none(child(entry, "published")))
    draft.identify("arxiv", number)
    for doi in children(entry, "doi"):
        draft.version("published", "doi", element_text(doi))
    for author in children(entry, "author"):
        places = [Affiliation(one_line(readable(element_text(each)))) for each in children(author, "affiliation")]
        draft.author(Name(clean(readable(text_or_none(child(author, "name")) or ""))), affiliations=places)
    draft.page(*(each.get("href") for each in children(entry, "link") if each.get("rel") == "alternate"))
    for tag, name in _KEPT:
        draft.leave(name, text_or_none(child(entry, tag)) or "")
    yield from draft.readings()
