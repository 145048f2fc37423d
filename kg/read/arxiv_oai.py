"""Records of arXiv's OAI-PMH interface, in the forms `arXiv`, `arXivRaw` and `oai_dc`.

https://info.arxiv.org/help/oa/index.html. Of records that were deleted only the
identifier is left; they are rejected.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from kg.model import Affiliation, Name, Reading, Rejected, Source
from kg.read._dates import date_of
from kg.read._draft import Draft
from kg.read._latex import readable
from kg.read._markup import element_text, text_or_none
from kg.read._names import of_parts, reading_order
from kg.read._text import Head, one_line
from kg.read._xml import child, children, elements, local, root
from kg.read.arxiv_snapshot import unwrapped

if TYPE_CHECKING:
    from kg.read import Settings

TITLE = "arXiv OAI-PMH records (arXiv, arXivRaw, oai_dc)"
SUFFIXES = (".xml",)
CARRIES = (
    "title", "authors", "affiliations", "date", "category", "type", "fields", "abstract", "identifiers", "versions",
    "urls",
    "language", "license",
)  # fmt: skip

_FORMS = ("arXiv", "arXivRaw", "arXivOld", "dc")
_KEPT = ("comments", "journal-ref", "report-no", "acm-class", "msc-class", "proxy")


def is_mine(head: Head) -> bool:
    """Whether the input is an OAI-PMH answer, or a record of one, that is about arXiv."""
    name, _ = root(head)
    about = "arxiv.org/OAI/" in head.text or "oai:arXiv.org:" in head.text
    return name in ("OAI-PMH", "ListRecords", "record", "GetRecord") and about


def readings(stream: BinaryIO, settings: Settings) -> Iterator[Reading]:
    """A record a record."""
    for each in elements(stream, settings.name, "record"):
        yield from [each] if isinstance(each, Rejected) else _readings(each, settings.name)


def _readings(record: Any, file: str) -> Iterator[Reading]:
    source = Source(file, record.sourceline or 1)
    header, metadata = child(record, "header"), child(record, "metadata")
    name = text_or_none(child(header, "identifier")) if header is not None else None
    found = next((each for each in metadata if local(each) in _FORMS), None) if metadata is not None else None
    if found is None:
        deleted = header is not None and header.get("status") == "deleted"
        yield Rejected(source, "deleted" if deleted else "no metadata in a form that is known", name or "")
        return
    draft = Draft(source, name or "")
    draft.identify("arxiv", text_or_none(child(found, "id")) or name)
    draft.state(type="article")
    (_dublin_core if local(found) == "dc" else _arxiv)(draft, found)
    yield from draft.readings()


def _arxiv(draft: Draft, found: Any) -> None:
    categories = (text_or_none(child(found, "categories")) or "").split()
    draft.state(
        title=text_or_none(child(found, "title")),
        abstract=unwrapped("".join(child(found, "abstract").itertext()))
        if child(found, "abstract") is not None
        else "",
        category=categories[0] if categories else None,
        license=text_or_none(child(found, "license")),
    )
    draft.add("fields", categories)
    dates = [text_or_none(child(each, "date")) for each in children(found, "version")]
    draft.date(dates[0] if dates else text_or_none(child(found, "created")))
    for doi in (text_or_none(child(found, "doi")) or "").split():
        draft.version("published", "doi", doi)
    for author in children(found, "authors/author"):
        family, given, suffix = (readable(text_or_none(child(author, tag)) or "") for tag in _NAME)
        places = [Affiliation(one_line(readable(element_text(each)))) for each in children(author, "affiliation")]
        draft.author(of_parts(given, family, suffix), affiliations=places)
    if not children(found, "authors/author"):
        _listed(draft, readable(text_or_none(child(found, "authors")) or ""))
    for name in _KEPT:
        draft.leave(name, text_or_none(child(found, name)) or "")


_NAME = ("keyname", "forenames", "suffix")


def _listed(draft: Draft, names: str) -> None:
    """Authors as arXivRaw writes them, in one text: commas and `and` between them, affiliations in brackets."""
    depth, plain = 0, []
    for letter in names:
        depth += (letter == "(") - (letter == ")" and depth > 0)
        plain.append("" if depth or letter == ")" else letter)
    if "(" in names:
        draft.leave("authors", names)
    for name in "".join(plain).replace(" and ", ", ").split(","):
        draft.author(Name(one_line(name)))


def _dublin_core(draft: Draft, found: Any) -> None:
    texts = {tag: [element_text(each) for each in children(found, tag)] for tag in _DUBLIN}
    draft.state(
        title=next(iter(texts["title"]), None),
        abstract=next(iter(texts["description"]), ""),
        language=next(iter(texts["language"]), None),
        license=next(iter(texts["rights"]), None),
    )
    draft.leave("comments", "; ".join(text.removeprefix("Comment: ") for text in texts["description"][1:]))
    draft.add("fields", texts["subject"])
    draft.date(min((text for text in texts["date"] if date_of(text)), default=None))
    for name in texts["creator"]:
        draft.author(reading_order(readable(name)))
    for text in texts["identifier"]:
        if text.startswith("doi:") or "doi.org/" in text:
            draft.version("published", "doi", text)
        elif text.startswith("http"):
            draft.page(text)
        else:
            draft.leave("identifier", text)


_DUBLIN = ("title", "creator", "subject", "description", "date", "identifier", "language", "rights")
