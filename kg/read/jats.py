"""Articles in JATS and its NLM forerunners, as publishers and PubMed Central give them out.

https://jats.nlm.nih.gov/archiving/tag-library/1.3/. Of the article only front matter and
list of references are read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from kg.model import Affiliation, Name, PartialDate, Reading, Rejected, Source
from kg.read._dates import date_of, month_of
from kg.read._dates import of_parts as date_of_parts
from kg.read._draft import Draft
from kg.read._markup import element_paragraphs, element_text, text_or_none
from kg.read._names import of_parts
from kg.read._text import Head, one_line
from kg.read._xml import child, children, elements, local, root

if TYPE_CHECKING:
    from kg.read import Settings

TITLE = "JATS articles (PubMed Central, publishers)"
SUFFIXES = (".xml", ".nxml")
CARRIES = (
    "title", "authors", "orcid", "affiliations", "ror", "date", "type", "venue", "volume", "issue", "pages",
    "publisher", "issn", "abstract", "keywords", "fields", "identifiers", "versions", "references", "language",
    "license", "retracted",
)  # fmt: skip

_SCHEMES = {
    "doi": "doi", "pmid": "pmid", "pmc": "pmcid", "pmcid": "pmcid", "pmc-uid": "pmcid", "arxiv": "arxiv",
}  # fmt: skip
_PASSED = frozenset(("publisher-id", "manuscript", "other", "pii", "sici", "pmc-aid", "pmcaid", "pmcaiid", "pmcid-ver"))
_TYPES = {
    "research-article": "article-journal", "review-article": "article-journal", "preprint": "article",
    "brief-report": "article-journal", "case-report": "article-journal", "editorial": "article-journal",
    "letter": "article-journal", "correction": "article-journal", "retraction": "article-journal",
    "rapid-communication": "article-journal", "article-commentary": "article-journal", "data-paper": "article-journal",
    "systematic-review": "article-journal", "other": "article-journal", "book-review": "review-book",
    "methods-article": "article-journal", "news": "article-newspaper", "abstract": "article-journal",
}  # fmt: skip
_DATES = ("epub", "electronic", "ppub", "print", "pub", "collection", "")
"""Kinds of dates of publication, the one that is taken first."""
_HREF = "{http://www.w3.org/1999/xlink}href"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def is_mine(head: Head) -> bool:
    """Whether the input is an article with front matter, or a set of such."""
    name, _ = root(head)
    return (name == "article" and ("<front" in head.text or "JATS" in head.text[:2000])) or name == "pmc-articleset"


def readings(stream: BinaryIO, settings: Settings) -> Iterator[Reading]:
    """A record an article."""
    for article in elements(stream, settings.name, "article"):
        yield from [article] if isinstance(article, Rejected) else _drafted(article, settings.name).readings()


def _drafted(article: Any, file: str) -> Draft:
    meta, journal = child(article, "front/article-meta"), child(article, "front/journal-meta")
    kind = article.get("article-type") or ""
    draft = Draft(Source(file, article.sourceline or 1), kind)
    draft.state(language=article.get(_LANGUAGE), type=_TYPES.get(kind))
    if kind and kind not in _TYPES:
        draft.leave("article-type", kind)
    if meta is None:
        return draft
    title = text_or_none(child(meta, "title-group/article-title"))
    subtitle = text_or_none(child(meta, "title-group/subtitle"))
    draft.state(title=f"{title}: {subtitle}" if title and subtitle else title, abstract=_abstract(meta))
    draft.state(volume=text_or_none(child(meta, "volume")), issue=text_or_none(child(meta, "issue")))
    first, last = text_or_none(child(meta, "fpage")), text_or_none(child(meta, "lpage"))
    draft.state(pages="-".join(dict.fromkeys(page for page in (first, last) if page)))
    draft.state(pages=text_or_none(child(meta, "elocation-id")) if not first else None)
    draft.state(date=_published(meta), license=_license(meta))
    if journal is not None:
        _journal(draft, journal)
    _identifiers(draft, article, meta)
    _authors(draft, meta)
    draft.add("keywords", [element_text(each) for each in children(meta, "kwd-group/kwd")])
    groups = children(meta, "article-categories/subj-group")
    draft.add(
        "fields",
        [element_text(s) for g in groups if g.get("subj-group-type") != "heading" for s in g.iter("{*}subject")],
    )
    return draft


def _abstract(meta: Any) -> str:
    """The abstract itself, not the summaries of other kinds beside it."""
    found = children(meta, "abstract")
    plain = [each for each in found if not each.get("abstract-type")] or found
    return element_paragraphs(plain[0]) if plain else ""


def _published(meta: Any) -> PartialDate | None:
    """The first of the dates of publication that says most."""
    dated = []
    for rank, each in enumerate(children(meta, "pub-date")):
        kind = each.get("pub-type") or each.get("publication-format") or each.get("date-type") or ""
        month = month_of(text_or_none(child(each, "month")) or "")
        day = text_or_none(child(each, "day"))
        parts = [
            text_or_none(child(each, "year")) or "",
            *([month] if month else []),
            *([day] if month and day else []),
        ]
        found = date_of_parts(parts) or date_of(each.get("iso-8601-date") or "")
        if found:
            place = _DATES.index(kind) if kind in _DATES else len(_DATES)
            dated.append((found.month is None, place, rank, found))
    return min(dated)[3] if dated else None


def _license(meta: Any) -> str | None:
    found = child(meta, "permissions/license")
    if found is None:
        return None
    links = [each.get(_HREF) for each in found.iter("{*}ext-link") if each.get(_HREF)]
    reference = text_or_none(child(found, "license_ref"))
    return found.get(_HREF) or reference or next(iter(links), None) or text_or_none(found)


def _journal(draft: Draft, journal: Any) -> None:
    titles = [*children(journal, "journal-title-group/journal-title"), *children(journal, "journal-title")]
    draft.state(
        venue=next((element_text(each) for each in titles), None),
        publisher=text_or_none(child(journal, "publisher/publisher-name")),
    )
    for each in children(journal, "issn"):
        draft.number("issn", element_text(each))


def _identifiers(draft: Draft, article: Any, meta: Any) -> None:
    for each in children(meta, "article-id"):
        kind = (each.get("pub-id-type") or "").lower()
        if kind in _SCHEMES:
            draft.identify(_SCHEMES[kind], element_text(each))
        elif kind not in _PASSED:
            draft.leave(kind or "article-id", element_text(each))
    for each in children(meta, "related-article"):
        kind = each.get("related-article-type") or ""
        if kind in ("retraction-forward", "retracted-by"):
            draft.state(retracted=True)
        elif kind == "preprint":
            draft.version("preprint", "doi", each.get(_HREF))
        else:
            draft.leave(kind or "related-article", each.get(_HREF) or "")
    for listed in children(article, "back/ref-list"):
        for each in listed.iter("{*}pub-id"):
            kind = (each.get("pub-id-type") or "").lower()
            if kind in _SCHEMES:
                draft.refer(_SCHEMES[kind], element_text(each))


def _authors(draft: Draft, meta: Any) -> None:
    places = {each.get("id"): draft.affiliation(*_place(each)) for each in meta.iter("{*}aff") if each.get("id")}
    for person in children(meta, "contrib-group/contrib"):
        if person.get("contrib-type", "author") == "author":
            _author(draft, person, places)


def _place(found: Any) -> tuple[str, str | None]:
    """An affiliation's text without its label, and its ROR identifier."""
    ids = [each for each in found.iter("{*}institution-id") if (each.get("institution-id-type") or "").lower() == "ror"]
    skipped = {"label", "institution-id", "email"}
    texts = [found.text or ""]
    for part in found:
        texts += ["" if local(part) in skipped else _shown(part, skipped), part.tail or ""]
    return one_line("".join(texts)).strip(" ,;"), element_text(ids[0]) if ids else None


def _shown(part: Any, skipped: set[str]) -> str:
    if local(part) != "institution-wrap":
        return element_text(part)
    return " ".join(element_text(each) for each in part if local(each) not in skipped)


def _author(draft: Draft, person: Any, places: dict[str, Affiliation]) -> None:
    name, group = child(person, "name"), child(person, "collab")
    if name is None:
        name = child(person, "name-alternatives/name")
    orcid = next(
        (element_text(each) for each in children(person, "contrib-id") if each.get("contrib-id-type") == "orcid"), None
    )
    refs = " ".join(each.get("rid") or "" for each in children(person, "xref") if each.get("ref-type") == "aff").split()
    own = [draft.affiliation(*_place(each)) for each in children(person, "aff")]
    known = [places[ref] for ref in refs if ref in places]
    if name is not None:
        parts = [text_or_none(child(name, tag)) or "" for tag in ("given-names", "surname", "suffix")]
        written = of_parts(*parts)
    else:
        written = Name(text_or_none(group) or text_or_none(child(person, "string-name")) or "")
    draft.author(written, orcid, [*own, *known])
