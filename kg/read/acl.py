"""Volumes of the ACL Anthology, in its own XML.

https://github.com/acl-org/acl-anthology/blob/master/data/xml/schema.rnc. Papers take
venue, date, editors and publisher from the volume that they stand in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from kg.model import Affiliation, Name, Reading, Rejected, Source
from kg.read._dates import date_of
from kg.read._draft import Draft
from kg.read._latex import accents
from kg.read._markup import element_paragraphs, element_text, text_or_none
from kg.read._names import of_parts
from kg.read._text import Head, one_line
from kg.read._xml import child, children, elements, local, root

if TYPE_CHECKING:
    from kg.read import Settings

TITLE = "ACL Anthology XML"
SUFFIXES = (".xml",)
CARRIES = (
    "title", "authors", "orcid", "affiliations", "date", "type", "venue", "volume", "pages", "publisher", "isbn",
    "abstract", "identifiers", "language", "retracted",
)  # fmt: skip

_OLD = re.compile(r"[A-Z][0-9]{2}")
_KNOWN = frozenset((
    "title", "author", "editor", "pages", "abstract", "url", "doi", "bibkey", "attachment", "language", "retracted",
    "issue", "journal", "video", "revision", "erratum", "pwccode", "pwcdataset", "award", "mrf", "removed",
))  # fmt: skip


def is_mine(head: Head) -> bool:
    """Whether the root is a collection that has volumes."""
    return root(head)[0] == "collection" and "<volume " in head.text


def readings(stream: BinaryIO, settings: Settings) -> Iterator[Reading]:
    """A record a paper; the front matter of a volume is none."""
    meta: dict[str, str] = {}
    for found in elements(stream, settings.name, "meta", "paper"):
        if isinstance(found, Rejected):
            yield found
        elif local(found) == "meta":
            meta = {local(part): element_text(part) for part in found if local(part) and local(part) != "editor"}
        else:
            yield from _drafted(found, meta, Source(settings.name, found.sourceline or 1)).readings()


def _drafted(paper: Any, meta: dict[str, str], source: Source) -> Draft:
    number = _number(paper)
    draft = Draft(source, number)
    draft.identify("acl", number)
    abstract, title = child(paper, "abstract"), child(paper, "title")
    draft.state(
        title=_plain(title) if title is not None else None,
        abstract=element_paragraphs(abstract) if abstract is not None else "",
        type="article-journal" if "journal-title" in meta else "paper-conference",
        venue=text_or_none(child(paper, "journal")) or meta.get("journal-title") or meta.get("booktitle"),
        volume=meta.get("volume") or meta.get("journal-volume"),
        issue=text_or_none(child(paper, "issue")) or meta.get("journal-issue"),
        pages=text_or_none(child(paper, "pages")),
        publisher=meta.get("publisher"),
        language=text_or_none(child(paper, "language")),
        retracted=child(paper, "retracted") is not None or None,
        date=date_of(f"{meta.get('month', '')} {meta.get('year', '')}") or date_of(meta.get("year", "")),
    )
    draft.number("isbn", meta.get("isbn"))
    draft.identify("doi", text_or_none(child(paper, "doi")))
    for author in children(paper, "author"):
        _author(draft, author)
    for part in paper:
        if local(part) and local(part) not in _KNOWN:
            draft.leave(local(part), element_text(part))
    return draft


def _number(paper: Any) -> str:
    """The paper's identifier: where it stands, in the form of its collection."""
    stated = text_or_none(child(paper, "url"))
    if stated and "/" not in stated:
        return stated
    volume = paper.getparent()
    collection = volume.getparent().get("id", "") if volume is not None and volume.getparent() is not None else ""
    inside, number = volume.get("id", "") if volume is not None else "", paper.get("id", "")
    if _OLD.fullmatch(collection):
        width = 4 - len(inside)
        return f"{collection}-{inside}{number.zfill(width)}"
    return f"{collection}-{inside}.{number}"


def _plain(title: Any) -> str:
    """The title; formulas in `tex-math` between dollars, as in LaTeX."""
    for formula in title.iter("tex-math"):
        formula.text = f"${formula.text or ''}$"
    return accents(element_text(title))


def _author(draft: Draft, author: Any) -> None:
    given, family = (text_or_none(child(author, tag)) or "" for tag in ("first", "last"))
    places = [Affiliation(one_line(element_text(each))) for each in children(author, "affiliation")]
    draft.author(of_parts(given, family) if given or family else Name(""), author.get("orcid"), places)
