"""MEDLINE text, PubMed's tagged form (also called NBIB).

https://www.nlm.nih.gov/bsd/mms/medlineelements.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from kg.model import Affiliation, Name, Notice, Reading, Source
from kg.read._draft import Draft
from kg.read._names import reading_order
from kg.read._tagged import Tagged, tagged
from kg.read._text import Head
from kg.read.pubmed import RETRACTED, TYPES

if TYPE_CHECKING:
    from kg.read import Settings

TITLE = "MEDLINE text (PubMed, NBIB)"
SUFFIXES = (".txt", ".nbib", ".medline")
CARRIES = (
    "title", "authors", "orcid", "affiliations", "date", "type", "venue", "volume", "issue", "pages", "issn", "isbn",
    "abstract", "keywords", "identifiers", "language", "retracted",
)  # fmt: skip

_LINE = re.compile(r"([A-Z]{2,4}) {0,2}- ?(.{0,4000000})", re.DOTALL)
_FIRST = re.compile(r"PMID ?- ?[0-9]{1,9}\s{0,9}$")
_ASIDE = re.compile(r"\s{0,3}\[(doi|pii|pmc)\]$", re.IGNORECASE)
_PASSED = frozenset((
    "PMID", "OWN", "STAT", "DA", "DCOM", "LR", "PUBM", "PL", "TA", "JID", "SB", "EDAT", "MHDA", "CRDT", "PHST", "PST",
    "SO", "IRAD", "FAU", "AU", "AD", "AUID", "PMCR", "CI", "DEP", "RN", "GR", "SI",
))  # fmt: skip


def is_mine(head: Head) -> bool:
    """Whether one of the first lines is the number of a PubMed record."""
    return any(_FIRST.match(line.lstrip("\ufeff")) for line in head.lines()[:200])


def readings(stream: BinaryIO, settings: Settings) -> Iterator[Reading]:
    """A record a citation."""
    for found in tagged(stream, settings, _LINE, ("PMID", "")):
        if isinstance(found, Notice):
            yield found
        else:
            yield from _drafted(found, Source(settings.name, found.line)).readings()


def _drafted(found: Tagged, source: Source) -> Draft:
    draft = Draft(source, found.raw())
    _authors(draft, found)
    draft.identify("pmid", found.first("PMID"))
    title = found.first("TI", "BTI", "TT")
    kinds = found.all("PT")
    draft.state(
        title=title.removesuffix(".") if not title.endswith("..") else title,
        abstract=found.first("AB"),
        venue=found.first("JT", "TA"),
        volume=found.first("VI"),
        issue=found.first("IP"),
        pages=found.first("PG"),
        language=found.first("LA"),
        type=next((TYPES[kind] for kind in kinds if kind in TYPES), None),
        retracted=RETRACTED in kinds or None,
    )
    draft.date(found.first("DP"))
    draft.identify("pmcid", found.first("PMC"))
    for text in found.all("LID", "AID"):
        kind = _ASIDE.search(text)
        bare = _ASIDE.sub("", text)
        if kind and kind[1].lower() == "doi":
            draft.identify("doi", bare)
        else:
            draft.leave(kind[1].lower() if kind else "LID", bare)
    for scheme, tag in (("issn", "IS"), ("isbn", "ISBN")):
        for text in found.all(tag):
            draft.number(scheme, text)
    draft.add("keywords", [text.replace("*", "") for text in found.all("OT")])
    draft.add("keywords", [text.replace("*", "").split("/")[0] for text in found.all("MH")])
    for tag, text in found.fields:
        if tag not in _PASSED:
            draft.leave(tag, text)
    return draft


def _authors(draft: Draft, found: Tagged) -> None:
    """Authors in full where they are, each with the affiliations that follow."""
    people: list[tuple[Name, list[Affiliation], list[str]]] = []
    short = [reading_order(text) for text in found.all("AU")] if not any(t == "FAU" for t, _ in found.fields) else []
    loose: list[str] = []
    for tag, text in found.fields:
        if tag in ("FAU", "CN"):
            people.append((reading_order(text) if tag == "FAU" else Name(text), [], []))
        elif tag == "AD" and people:
            people[-1][1].append(Affiliation(text))
        elif tag == "AUID" and people:
            people[-1][2].append(text)
        elif tag == "AD":
            loose.append(text)
    found.all("CN")
    draft.leave("AD", "; ".join(loose))
    for name, places, numbers in people:
        orcids = [text for text in numbers if text.upper().startswith("ORCID") or "orcid.org" in text]
        draft.author(name, next(iter(orcids), None), places)
    for name in short:
        draft.author(name)
