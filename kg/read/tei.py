"""The header of a paper in TEI, as GROBID writes it, with the list of what it cites.

https://grobid.readthedocs.io/en/latest/TEI-encoding-of-results/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from kg.model import Affiliation, Name, Reading, Rejected, Source
from kg.read._draft import Draft
from kg.read._markup import element_paragraphs, element_text, text_or_none
from kg.read._names import of_parts
from kg.read._text import Head, one_line
from kg.read._xml import child, children, elements, local, root

if TYPE_CHECKING:
    from kg.read import Settings

TITLE = "TEI headers (GROBID)"
SUFFIXES = (".xml",)
CARRIES = (
    "title", "authors", "orcid", "affiliations", "date", "type", "venue", "volume", "issue", "pages", "publisher",
    "issn", "abstract", "keywords", "identifiers", "references", "language", "license",
)  # fmt: skip

_SCHEMES = {"DOI": "doi", "ARXIV": "arxiv", "PMID": "pmid", "PMCID": "pmcid"}
_PASSED = frozenset(("MD5", "ISTEXID", "ARK", "PII", "HALID"))
_UNITS = {"volume": "volume", "issue": "issue"}
_LEVELS = {"j": "article-journal", "m": "paper-conference"}
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def is_mine(head: Head) -> bool:
    """Whether the root is of the TEI, or a collection of such."""
    return root(head)[0] in ("TEI", "teiCorpus")


def readings(stream: BinaryIO, settings: Settings) -> Iterator[Reading]:
    """A record a document."""
    for found in elements(stream, settings.name, "TEI"):
        yield from [found] if isinstance(found, Rejected) else _drafted(found, settings.name).readings()


def _drafted(found: Any, file: str) -> Draft:
    draft = Draft(Source(file, found.sourceline or 1), "TEI")
    header = child(found, "teiHeader")
    if header is None:
        return draft
    described = child(header, "fileDesc/sourceDesc/biblStruct")
    abstract = child(header, "profileDesc/abstract")
    draft.state(
        title=text_or_none(child(header, "fileDesc/titleStmt/title")),
        abstract=element_paragraphs(abstract) if abstract is not None else "",
        language=header.get(_LANGUAGE),
        publisher=text_or_none(child(header, "fileDesc/publicationStmt/publisher")),
        license=_license(header),
    )
    published = children(header, "fileDesc/publicationStmt/date")
    draft.date(next((each.get("when") or element_text(each) for each in published), None))
    for each in children(header, "profileDesc/textClass/keywords"):
        terms = [element_text(term) for term in each.iter("{*}term")]
        draft.add("keywords", terms or element_text(each).split(";"))
    if described is not None:
        _source(draft, described)
    for each in found.iter("{*}listBibl"):
        _cited(draft, each)
    return draft


def _license(header: Any) -> str | None:
    found = child(header, "fileDesc/publicationStmt/availability/licence")
    return (found.get("target") or text_or_none(found)) if found is not None else None


def _source(draft: Draft, found: Any) -> None:
    """What the header says of the paper as published."""
    for author in children(found, "analytic/author") or children(found, "monogr/author"):
        _author(draft, author)
    titles = [each for each in children(found, "monogr/title") if each.get("level") in ("j", "m", "s")]
    main = [each for each in titles if each.get("type") != "abbrev"] or titles
    if main:
        draft.state(venue=element_text(main[0]), type=_LEVELS.get(main[0].get("level")))
    for each in children(found, "monogr/imprint/biblScope"):
        unit, text = each.get("unit"), element_text(each) or f"{each.get('from', '')}-{each.get('to', '')}".strip("-")
        if unit in _UNITS:
            draft.state(**{_UNITS[unit]: text})
        elif unit == "page":
            draft.state(pages=text)
    draft.date(next((each.get("when") for each in children(found, "monogr/imprint/date") if each.get("when")), None))
    for each in [*children(found, "idno"), *children(found, "analytic/idno"), *children(found, "monogr/idno")]:
        _identifier(draft, (each.get("type") or "").upper(), element_text(each))


def _identifier(draft: Draft, kind: str, text: str) -> None:
    if kind in _SCHEMES:
        draft.identify(_SCHEMES[kind], text)
    elif "ISSN" in kind:
        draft.number("issn", text)
    elif kind == "ISBN":
        draft.number("isbn", text)
    elif kind not in _PASSED:
        draft.leave(kind.lower() or "idno", text)


def _author(draft: Draft, author: Any) -> None:
    person = child(author, "persName")
    if person is None:
        return
    given = " ".join(element_text(each) for each in children(person, "forename"))
    family, suffix = (text_or_none(child(person, tag)) or "" for tag in ("surname", "genName"))
    ids = [element_text(each) for each in children(author, "idno") if (each.get("type") or "").upper() == "ORCID"]
    places = [Affiliation(_place(each)) for each in children(author, "affiliation")]
    name = of_parts(given, family, suffix) if family or given else Name(element_text(person))
    draft.author(name, next(iter(ids), None), places)


def _place(found: Any) -> str:
    """An affiliation in one line: its parts, smallest first, and where it is."""
    raw = [each for each in children(found, "note") if each.get("type") == "raw_affiliation"]
    if raw:
        return one_line(element_text(raw[0]))
    parts = [element_text(each) for each in children(found, "orgName")]
    address = child(found, "address")
    parts += [element_text(each) for each in address if local(each)] if address is not None else []
    return ", ".join(dict.fromkeys(part for part in parts if part)) or element_text(found)


def _cited(draft: Draft, listed: Any) -> None:
    for each in listed.iter("{*}idno"):
        kind = (each.get("type") or "").upper()
        if kind in _SCHEMES:
            draft.refer(_SCHEMES[kind], element_text(each))
