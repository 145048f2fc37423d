"""Papers of Semantic Scholar: answers of the Graph API, and lines of the data sets.

https://api.semanticscholar.org/api-docs/graph, https://api.semanticscholar.org/api-docs/datasets.
The data sets write the same keys in lower case.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from msgspec import Struct

from kg.model import Affiliation, Identifier, Name, Reading, Rejected, Source
from kg.read._draft import Draft
from kg.read._json import begins, objects
from kg.read._markup import paragraphs, plain
from kg.read._text import Head, one_line

if TYPE_CHECKING:
    from kg.read import Settings

TITLE = "Semantic Scholar papers: Graph API answers or data set lines"
SUFFIXES = (".json", ".jsonl")
CARRIES = (
    "title", "authors", "affiliations", "date", "type", "venue", "volume", "pages", "issn", "abstract",
    "fields", "identifiers", "references", "citations", "urls", "license",
)  # fmt: skip

_WRAPPERS = (("data", "*"), ("papers", "*"), ("recommendedPapers", "*"))
_TYPES = {
    "JournalArticle": "article-journal", "Conference": "paper-conference", "Book": "book", "BookSection": "chapter",
    "Dataset": "dataset", "Review": "article-journal", "News": "article-newspaper", "Editorial": "article-journal",
    "LettersAndComments": "article-journal", "CaseReport": "article-journal", "ClinicalTrial": "article-journal",
    "MetaAnalysis": "article-journal", "Study": "article-journal",
}  # fmt: skip
_SCHEMES = {"doi": "doi", "arxiv": "arxiv", "pubmed": "pmid", "pubmedcentral": "pmcid", "acl": "acl", "dblp": "dblp"}
_PASSED = frozenset((
    "citationstyles", "citations", "embedding", "influentialcitationcount", "isopenaccess", "matchscore",
    "publicationvenueid", "referencecount", "textavailability", "tldr", "updated", "corpusid", "mag",
))  # fmt: skip
"""Keys, in lower case, that are known and not carried."""


class _Author(Struct):
    authorId: str | int | None = None  # noqa: N815
    name: str | None = None
    affiliations: list[str] | None = None


class _Venue(Struct):
    name: str | None = None
    issn: str | None = None


class _Journal(Struct):
    name: str | None = None
    pages: str | None = None
    volume: str | None = None


class _Pdf(Struct):
    license: str | None = None


class _Paper(Struct, rename="lower"):
    paperId: str | None = None  # noqa: N815 as the API writes it
    corpusId: int | None = None  # noqa: N815
    externalIds: dict[str, Any] | None = None  # noqa: N815
    url: str | None = None
    title: str | None = None
    abstract: str | None = None
    venue: str | None = None
    publicationVenue: _Venue | None = None  # noqa: N815
    year: int | None = None
    citationCount: int | None = None  # noqa: N815
    fieldsOfStudy: list[str] | None = None  # noqa: N815
    s2FieldsOfStudy: list[dict[str, Any]] | None = None  # noqa: N815
    publicationTypes: list[str] | None = None  # noqa: N815
    publicationDate: str | None = None  # noqa: N815
    journal: _Journal | None = None
    authors: list[_Author] | None = None
    references: list[dict[str, Any]] | None = None
    openAccessPdf: _Pdf | None = None  # noqa: N815


_KNOWN = frozenset(_Paper.__struct_encode_fields__) | _PASSED


def is_mine(head: Head) -> bool:
    """Whether the first object has a paper's id in Semantic Scholar, or cites or is cited by one that has."""
    found = begins(head, ("data", "*", "citedPaper"), ("data", "*", "citingPaper"), *_WRAPPERS)
    return "paperId" in found or {"corpusid", "title"} <= found.keys()


def readings(stream: BinaryIO, settings: Settings) -> Iterator[Reading]:
    """A record a paper."""
    for each in objects(stream, settings.name, _Paper, *_WRAPPERS, inner=_paper):
        yield from [each] if isinstance(each, Rejected) else _drafted(*each).readings()


def _paper(found: Any) -> Any:
    """The paper, which may stand within a citation, with its keys in lower case."""
    if not isinstance(found, dict):
        return found
    inner = found.get("citedPaper") or found.get("citingPaper") or found
    return {key.lower(): value for key, value in inner.items()} if isinstance(inner, dict) else inner


def _drafted(paper: _Paper, found: dict[str, object], source: Source) -> Draft:
    draft = Draft(source, str(paper.paperId or paper.corpusId))
    journal, venue = paper.journal or _Journal(), paper.publicationVenue or _Venue()
    types = paper.publicationTypes or ()
    draft.state(
        title=plain(paper.title or ""),
        abstract=paragraphs(paper.abstract or ""),
        type=next((_TYPES[name] for name in types if name in _TYPES), None),
        venue=plain(journal.name or paper.venue or venue.name or ""),
        volume=journal.volume,
        pages=journal.pages,
        license=paper.openAccessPdf.license if paper.openAccessPdf else None,
    )
    draft.date(paper.publicationDate or paper.year)
    draft.number("issn", venue.issn)
    draft.cited(paper.citationCount)
    draft.page(paper.url)
    for author in paper.authors or ():
        places = [Affiliation(one_line(text)) for text in author.affiliations or ()]
        own = [Identifier("s2", str(author.authorId))] if author.authorId else []
        draft.author(Name(plain(author.name or "")), affiliations=places, identifiers=own)
    fields = [str(each.get("category") or "") for each in paper.s2FieldsOfStudy or ()]
    draft.add("fields", [*(paper.fieldsOfStudy or ()), *fields])
    draft.identify("s2", paper.paperId)
    draft.identify("s2", paper.corpusId)
    for name, text in (paper.externalIds or {}).items():
        _identifier(draft, name, text)
    for cited in paper.references or ():
        draft.refer("s2", cited.get("paperId"))
        outer = cited.get("externalIds")
        draft.refer("doi", outer.get("DOI") if isinstance(outer, dict) else None)
    draft.leave_rest(found, _KNOWN)
    return draft


def _identifier(draft: Draft, name: str, text: object) -> None:
    scheme = _SCHEMES.get(name.lower())
    if scheme:
        draft.identify(scheme, text)
    elif text and name.lower() not in _PASSED:
        draft.leave(name, str(text))
