"""The index of a store: every thing that has a name, what it is called, and the text it has.

SQLite's FTS5 (https://www.sqlite.org/fts5.html): `words` holds the stems of names and
texts, `grams` the trigrams of names, for names that are not quite remembered. Things
go in by IRI and the file is vacuumed, so the same graph gives the same bytes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyoxigraph as ox
from msgspec import Struct

from kg.describe.terms import term
from kg.model import EntityType
from kg.store import LABELS

FILE = "search.db"
"""The index in a build's folder."""
KINDS = ("Paper", "Person", *(kind.value for kind in EntityType))
"""What can be found: classes of the ontology."""
_OTHER = ("dcterms:alternative",)
_TEXTS = ("dcterms:abstract", "prism:keyword")
_LINKS = ("kg:mentions", "dcterms:creator", "dcterms:subject", "dcterms:isPartOf")
_SCHEMA = """
    PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
    CREATE TABLE thing (
      id INTEGER PRIMARY KEY, iri TEXT NOT NULL, kind TEXT NOT NULL, papers INTEGER NOT NULL,
      label TEXT NOT NULL, others TEXT NOT NULL, text TEXT NOT NULL);
    CREATE TABLE said (iri TEXT, property INTEGER, text TEXT, PRIMARY KEY (iri, property, text)) WITHOUT ROWID;
    CREATE TABLE name (id INTEGER PRIMARY KEY, folded TEXT NOT NULL, thing INTEGER NOT NULL);
    CREATE VIRTUAL TABLE words USING fts5(
      label, others, text, content = 'thing', content_rowid = 'id',
      tokenize = 'porter unicode61 remove_diacritics 2');
    CREATE VIRTUAL TABLE grams USING fts5(
      folded, content = 'name', content_rowid = 'id', tokenize = 'trigram', detail = 'none');
    CREATE VIRTUAL TABLE gram USING fts5vocab(grams, row);
"""
_INSERT = """
    INSERT INTO thing VALUES (?, ?, ?, ?, ?, ?, COALESCE((SELECT group_concat(text, char(10)) FROM
      (SELECT text FROM said WHERE iri = ? ORDER BY property, text)), ''))
"""
_FINISH = """
    DROP TABLE said;
    INSERT INTO words(words) VALUES ('rebuild'); INSERT INTO words(words) VALUES ('optimize');
    INSERT INTO grams(grams) VALUES ('rebuild'); INSERT INTO grams(grams) VALUES ('optimize');
    CREATE INDEX thing_iri ON thing (iri);
    CREATE INDEX name_folded ON name (folded, thing);
"""


class Thing(Struct, frozen=True):
    """What the index holds of a thing; `papers` are those that name it, wrote it or stand in it."""

    iri: str
    kind: str
    papers: int
    names: tuple[str, ...]


def write(store: ox.Store, path: Path) -> None:
    """Write the index of the store's things into a new file."""
    index = sqlite3.connect(path, isolation_level=None)
    try:
        fill(index, store)
        index.execute("VACUUM")
    finally:
        index.close()


def fill(index: sqlite3.Connection, store: ox.Store) -> None:
    """Put the store's things into an empty database, in an order of their own."""
    index.executescript(_SCHEMA)
    index.execute("BEGIN")
    index.executemany("INSERT OR IGNORE INTO said VALUES (?, ?, ?)", texts(store))
    for place, thing in enumerate(things(store), 1):
        label, *others = thing.names
        index.execute(_INSERT, (place, thing.iri, thing.kind, thing.papers, label, "\n".join(others), thing.iri))
        names = sorted({folded(name) for name in thing.names})
        index.executemany("INSERT INTO name (folded, thing) VALUES (?, ?)", [(name, place) for name in names])
    index.execute("COMMIT")
    index.executescript(_FINISH)


def folded(name: str) -> str:
    """The name as names are compared: in any case, with single blanks.

    >>> folded(" Key-Value  Cache")
    'key-value cache'
    """
    return " ".join(name.casefold().split())


def things(store: ox.Store) -> Iterator[Thing]:
    """Every thing of the graph that can be found and has a name, by IRI."""
    kinds = {iri: kind for kind in KINDS for iri in _members(store, kind)}
    papers = _papers(store)
    for iri, names in sorted(_names(store, kinds).items()):
        yield Thing(iri, kinds[iri], papers.get(iri, 0), tuple(dict.fromkeys(names)))


def _members(store: ox.Store, kind: str) -> Iterator[str]:
    """The IRIs of the things of a class."""
    for quad in store.quads_for_pattern(None, _term("rdf:type"), _term(f"kg:{kind}")):
        if isinstance(quad.subject, ox.NamedNode):
            yield quad.subject.value


def _papers(store: ox.Store) -> dict[str, int]:
    """By how many papers each thing is named or had, each paper once."""
    links = "|".join(term(link) for link in _LINKS)
    counted = f"SELECT ?thing (COUNT(DISTINCT ?paper) AS ?papers) {{ ?paper {links} ?thing }} GROUP BY ?thing"
    found = store.query(counted, use_default_graph_as_union=True)
    return {thing.value: int(papers.value) for thing, papers in found}  # type: ignore[union-attr]


def _names(store: ox.Store, kinds: dict[str, str]) -> dict[str, list[str]]:
    """What each thing is called, the best first."""
    found: dict[str, list[str]] = {}
    for name in (*LABELS, *_OTHER):
        said: dict[str, list[str]] = {}
        for quad in store.quads_for_pattern(None, _term(name), None):
            if isinstance(quad.subject, ox.NamedNode) and quad.subject.value in kinds:
                said.setdefault(quad.subject.value, []).append(quad.object.value)  # type: ignore[union-attr]
        for iri, texts in said.items():
            found.setdefault(iri, []).extend(sorted(texts))
    return found


def texts(store: ox.Store) -> Iterator[tuple[str, int, str]]:
    """The papers' texts, with the paper's IRI and the place of the property."""
    for place, name in enumerate(_TEXTS):
        for quad in store.quads_for_pattern(None, _term(name), None):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                yield quad.subject.value, place, quad.object.value


@cache
def _term(name: str) -> ox.NamedNode:
    return ox.NamedNode(term(name).strip("<>"))
