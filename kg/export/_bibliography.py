"""The papers of a graph as bibliographic references, for the formats of reference managers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec import Struct
from pyoxigraph import Literal, NamedNode, Quad

from kg.export._prefixes import KG, PREFIXES, RDF
from kg.keys import slug

_DC = "http://purl.org/dc/elements/1.1/"
_TYPE, _AUTHORSHIP, _VENUE = RDF + "type", KG + "authorship", PREFIXES["dcterms"] + "isPartOf"
_POSITION, _WRITTEN = KG + "position", KG + "nameAsWritten"
_FAMILY, _LABEL = PREFIXES["foaf"] + "familyName", PREFIXES["skos"] + "prefLabel"
_COMPLETE = KG + "authorListComplete"
_VALUES = {
    PREFIXES["dcterms"] + "title": "title",
    PREFIXES["dcterms"] + "abstract": "abstract",
    PREFIXES["dcterms"] + "issued": "issued",
    PREFIXES["dcterms"] + "license": "license",
    PREFIXES["prism"] + "publicationName": "venue",
    PREFIXES["prism"] + "volume": "volume",
    PREFIXES["prism"] + "number": "issue",
    PREFIXES["prism"] + "pageRange": "pages",
    PREFIXES["prism"] + "issn": "issn",
    PREFIXES["prism"] + "isbn": "isbn",
    PREFIXES["prism"] + "doi": "doi",
    PREFIXES["prism"] + "keyword": "keywords",
    PREFIXES["fabio"] + "hasPubMedId": "pmid",
    PREFIXES["fabio"] + "hasPubMedCentralId": "pmcid",
    PREFIXES["foaf"] + "page": "url",
    _DC + "publisher": "publisher",
    _DC + "language": "language",
    _DC + "rights": "license",
    KG + "arxivId": "arxiv",
    _COMPLETE: "complete",
}
_KINDS = {
    PREFIXES["fabio"] + name: kind
    for name, kind in (
        ("JournalArticle", "article-journal"),
        ("ConferencePaper", "paper-conference"),
        ("BookChapter", "chapter"),
        ("Book", "book"),
        ("Thesis", "thesis"),
        ("Preprint", "article"),
    )
}
_WORD = re.compile(r"[a-z0-9]{4,}")


class Author(Struct, frozen=True):
    """A name as written, and the family name where it is told apart."""

    name: str
    family: str | None

    def parts(self) -> tuple[str, str]:
        """What stands before the family name, and behind it as a suffix; of a family that comes first, the rest."""
        before, _, behind = f" {self.name} ".rpartition(f" {self.family} ") if self.family else ("", "", "")
        given, suffix = before.strip(), behind.strip()
        return (given, suffix) if given else (suffix, "")


class Reference(Struct, frozen=True):
    """A paper: its key (unique, readable), type in the words of CSL, authors in order, and its values by name."""

    key: str
    type: str
    authors: tuple[Author, ...]
    values: dict[str, tuple[str, ...]]

    def value(self, name: str) -> str | None:
        """The first value of that name."""
        return next(iter(self.values.get(name, ())), None)


class _Found:
    """What the quads say of papers, authorships and venues."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.papers: set[str] = set()
        self.kinds: dict[str, set[str]] = defaultdict(set)
        self.values: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.authorships: dict[str, set[str]] = defaultdict(set)
        self.venues: dict[str, set[str]] = defaultdict(set)
        self.told: dict[str, dict[str, str]] = defaultdict(dict)
        for quad in quads:
            if isinstance(quad.subject, NamedNode):
                self._take(quad.subject.value, quad.predicate.value, quad.object)

    def _take(self, subject: str, predicate: str, target: object) -> None:
        if isinstance(target, NamedNode):
            if predicate == _TYPE and target.value == KG + "Paper":
                self.papers.add(subject)
            elif predicate == _TYPE and target.value in _KINDS:
                self.kinds[subject].add(_KINDS[target.value])
            elif predicate == _AUTHORSHIP:
                self.authorships[subject].add(target.value)
            elif predicate == _VENUE:
                self.venues[subject].add(target.value)
            elif predicate in _VALUES:
                self.values[subject][_VALUES[predicate]].add(target.value)
        elif isinstance(target, Literal):
            if predicate in _VALUES:
                self.values[subject][_VALUES[predicate]].add(target.value)
            elif predicate in (_POSITION, _WRITTEN, _FAMILY, _LABEL):
                self.told[subject][predicate] = min(target.value, self.told[subject].get(predicate, target.value))


def references(quads: Iterable[Quad]) -> list[Reference]:
    """Every paper of the graph, in order of key."""
    found = _Found(quads)
    made: list[tuple[str, Reference]] = []
    for paper in sorted(found.papers):
        authors = tuple(_authors(found, paper))
        values = {name: tuple(sorted(held)) for name, held in found.values[paper].items()}
        labels = sorted(label for venue in found.venues[paper] if (label := found.told[venue].get(_LABEL)))
        if labels:
            values.setdefault("venue", tuple(labels))
        kinds = found.kinds[paper]  # of a preprint that was published, what it was published as
        kind = min(kinds - {"article"} or kinds, default="article-journal" if "issn" in values else "article")
        made.append((_key(authors, values), Reference("", kind, authors, values)))
    return sorted(_keyed(made), key=lambda reference: reference.key)


def _keyed(made: list[tuple[str, Reference]]) -> Iterator[Reference]:
    """Each with a key of its own; those that would share one are counted."""
    seen: dict[str, int] = defaultdict(int)
    for key, each in made:
        seen[key] += 1
        name = key if seen[key] == 1 else f"{key}-{seen[key]}"
        yield Reference(name, each.type, each.authors, each.values)


def _key(authors: tuple[Author, ...], values: dict[str, tuple[str, ...]]) -> str:
    """First author, year and first long word of the title: `ek2021counting`."""
    family = slug(authors[0].family or authors[0].name.split()[-1]) if authors and authors[0].name.split() else ""
    year = values.get("issued", ("",))[0][:4]
    word = _WORD.search(slug(values.get("title", ("",))[0], 200))
    return f"{family.replace('-', '')}{year}{word[0] if word else ''}" or "paper"


def _authors(found: _Found, paper: str) -> Iterator[Author]:
    """Those whose place is known, in order."""
    placed = []
    for authorship in found.authorships[paper]:
        told = found.told[authorship]
        if told.get(_POSITION, "").isdecimal() and _WRITTEN in told:
            placed.append((int(told[_POSITION]), authorship, Author(told[_WRITTEN], told.get(_FAMILY))))
    taken = set()
    for position, _, author in sorted(placed, key=lambda each: each[:2]):
        if position not in taken:
            taken.add(position)
            yield author
