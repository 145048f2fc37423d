"""PubMed XML: answers of E-utilities, and the yearly baseline files.

https://dtd.nlm.nih.gov/ncbi/pubmed/doc/out/250101/index.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from kg.model import Name, PartialDate, Reading, Rejected, Source
from kg.read._dates import month_of
from kg.read._dates import of_parts as date_of_parts
from kg.read._draft import Draft
from kg.read._markup import element_paragraphs, element_text, text_or_none
from kg.read._names import of_parts
from kg.read._text import Head
from kg.read._xml import child, children, elements, local, root

if TYPE_CHECKING:
    from kg.read import Settings

TITLE = "PubMed XML"
SUFFIXES = (".xml",)
CARRIES = (
    "title", "authors", "orcid", "affiliations", "ror", "date", "type", "venue", "volume", "issue", "pages", "issn",
    "abstract", "keywords", "identifiers", "versions", "references", "language", "retracted",
)  # fmt: skip

_SCHEMES = {"pubmed": "pmid", "doi": "doi", "pmc": "pmcid", "pmcid": "pmcid"}
TYPES = {
    "Journal Article": "article-journal", "Review": "article-journal", "Preprint": "article",
    "Letter": "article-journal", "Editorial": "article-journal", "Comment": "article-journal",
    "Case Reports": "article-journal", "News": "article-newspaper", "Dataset": "dataset",
    "Published Erratum": "article-journal", "Historical Article": "article-journal", "Congress": "book",
    "Retraction of Publication": "article-journal", "Clinical Trial": "article-journal",
}  # fmt: skip
"""Publication types of MEDLINE in the words of CSL."""
RETRACTED = "Retracted Publication"


def is_mine(head: Head) -> bool:
    """Whether the root is a set of PubMed articles or citations, or one of them."""
    return root(head)[0] in ("PubmedArticleSet", "PubmedArticle", "MedlineCitationSet", "PubmedBookArticleSet")


def readings(stream: BinaryIO, settings: Settings) -> Iterator[Reading]:
    """A record an article; a book is rejected, for its form is another."""
    for found in elements(stream, settings.name, "PubmedArticle", "PubmedBookArticle"):
        if isinstance(found, Rejected):
            yield found
            continue
        source = Source(settings.name, found.sourceline or 1)
        if local(found) == "PubmedBookArticle":
            yield Rejected(source, "a book, whose form is not read", element_text(found)[:200])
        else:
            yield from _drafted(found, source).readings()


def _drafted(found: Any, source: Source) -> Draft:
    citation = child(found, "MedlineCitation")
    citation = found if citation is None else citation
    number = text_or_none(child(citation, "PMID"))
    draft = Draft(source, f"pmid:{number}")
    draft.identify("pmid", number)
    article = child(citation, "Article")
    if article is None:
        return draft
    title, abstract = child(article, "ArticleTitle"), child(article, "Abstract")
    kinds = [element_text(each) for each in children(article, "PublicationTypeList/PublicationType")]
    draft.state(
        title=_title(title) or text_or_none(child(article, "VernacularTitle")),
        abstract=_abstract(abstract) if abstract is not None else "",
        type=next((TYPES[kind] for kind in kinds if kind in TYPES), None),
        retracted=RETRACTED in kinds or None,
        language=text_or_none(child(article, "Language")),
        pages=text_or_none(child(article, "Pagination/MedlinePgn")),
    )
    _journal(draft, article)
    _identifiers(draft, found, article)
    authors = child(article, "AuthorList")
    for author in authors if authors is not None else ():
        _author(draft, author)
    if authors is not None and authors.get("CompleteYN") == "N":
        draft.state(authors_truncated=True)
    draft.add("keywords", [element_text(each) for each in children(citation, "KeywordList/Keyword")])
    draft.add(
        "keywords", [element_text(each) for each in children(citation, "MeshHeadingList/MeshHeading/DescriptorName")]
    )
    return draft


def _title(title: Any) -> str:
    """The title, without the full stop that ends it here and the brackets of a translated one."""
    text = element_text(title) if title is not None else ""
    text = text.removesuffix(".") if not text.endswith("..") else text
    return text[1:-1] if text.startswith("[") and text.endswith("]") else text


def _abstract(abstract: Any) -> str:
    """The abstract, a line a part, each after its label."""
    lines = []
    for part in children(abstract, "AbstractText"):
        label, text = part.get("Label"), element_paragraphs(part)
        lines.append(f"{label}: {text}" if label and label != "UNLABELLED" else text)
    return "\n".join(line for line in lines if line)


def _journal(draft: Draft, article: Any) -> None:
    journal = child(article, "Journal")
    if journal is None:
        return
    draft.state(
        venue=text_or_none(child(journal, "Title")) or text_or_none(child(journal, "ISOAbbreviation")),
        volume=text_or_none(child(journal, "JournalIssue/Volume")),
        issue=text_or_none(child(journal, "JournalIssue/Issue")),
        date=_date(child(journal, "JournalIssue/PubDate")),
    )
    draft.state(date=_date(child(article, "ArticleDate")) if not draft.has("date") else None)
    draft.number("issn", text_or_none(child(journal, "ISSN")))


def _date(found: Any) -> PartialDate | None:
    if found is None:
        return None
    year = text_or_none(child(found, "Year")) or (text_or_none(child(found, "MedlineDate")) or "")[:4]
    month = month_of(text_or_none(child(found, "Month")) or "")
    day = text_or_none(child(found, "Day"))
    return date_of_parts([year, *([month] if month else []), *([day] if month and day else [])])


def _identifiers(draft: Draft, found: Any, article: Any) -> None:
    for each in children(found, "PubmedData/ArticleIdList/ArticleId"):
        scheme = _SCHEMES.get(each.get("IdType") or "")
        if scheme:
            draft.identify(scheme, element_text(each))
        else:
            draft.leave(each.get("IdType") or "id", element_text(each))
    for each in children(article, "ELocationID"):
        if each.get("EIdType") == "doi" and each.get("ValidYN") != "N":
            draft.identify("doi", element_text(each))
    for each in children(found, "PubmedData/ReferenceList//ArticleId".replace("//", "/Reference/ArticleIdList/")):
        draft.refer(_SCHEMES.get(each.get("IdType") or "", "doi"), element_text(each))
    for each in children(found, "MedlineCitation/CommentsCorrectionsList/CommentsCorrections"):
        kind = each.get("RefType") or ""
        if kind in ("UpdateIn", "UpdateOf", "RepublishedIn", "RepublishedFrom"):
            draft.version("version", "pmid", text_or_none(child(each, "PMID")))
        if kind == "RetractionIn":
            draft.state(retracted=True)


def _author(draft: Draft, author: Any) -> None:
    family = text_or_none(child(author, "LastName"))
    given = text_or_none(child(author, "ForeName")) or text_or_none(child(author, "Initials")) or ""
    places = []
    for info in children(author, "AffiliationInfo"):
        ids = [each for each in children(info, "Identifier") if (each.get("Source") or "").upper() == "ROR"]
        ror = element_text(ids[0]) if ids else None
        places.append(draft.affiliation(text_or_none(child(info, "Affiliation")) or "", ror))
    orcid = next((element_text(e) for e in children(author, "Identifier") if (e.get("Source") or "") == "ORCID"), None)
    if family:
        name = of_parts(given, family, text_or_none(child(author, "Suffix")) or "")
    else:
        name = Name(text_or_none(child(author, "CollectiveName")) or given)
    draft.author(name, orcid, places)
