"""The index of a store: every thing that has a name, what it is called, and the text it has.

SQLite's FTS5 (https://www.sqlite.org/fts5.html): `words` holds the stems of names and
texts, `grams` the trigrams of names, for names that are not quite remembered. Things
go in by IRI and the file is vacuumed, so the same graph gives the same bytes. What has
not changed since an earlier index is taken from there, by the same statements. Words are
gathered in memory, 64 MiB at a time, so that there is little to be merged.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
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
    PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -262144;
    CREATE TABLE thing (
      id INTEGER PRIMARY KEY, iri TEXT NOT NULL, kind TEXT NOT NULL, papers INTEGER NOT NULL,
      label TEXT NOT NULL, others TEXT NOT NULL, text TEXT NOT NULL);
    CREATE TABLE name (id INTEGER PRIMARY KEY, folded TEXT NOT NULL, thing INTEGER NOT NULL);
    CREATE VIRTUAL TABLE words USING fts5(
      label, others, text, content = 'thing', content_rowid = 'id',
      tokenize = 'porter unicode61 remove_diacritics 2');
    CREATE VIRTUAL TABLE grams USING fts5(
      folded, content = 'name', content_rowid = 'id', tokenize = 'trigram', detail = 'none');
    CREATE VIRTUAL TABLE gram USING fts5vocab(grams, row);
    CREATE TEMP TABLE said (iri TEXT, property INTEGER, text TEXT, PRIMARY KEY (iri, property, text)) WITHOUT ROWID;
    CREATE TEMP TABLE fresh (iri TEXT PRIMARY KEY, kind TEXT, papers INTEGER, label TEXT, others TEXT);
    CREATE TEMP TABLE called (iri TEXT, folded TEXT);
    CREATE TEMP TABLE gone (iri TEXT PRIMARY KEY);
    CREATE TEMP TABLE place (id INTEGER PRIMARY KEY, iri TEXT, was INTEGER);
"""
_NOTHING = """
    CREATE TABLE old.thing (id INTEGER PRIMARY KEY, iri, kind, papers, label, others, text);
    CREATE TABLE old.name (id INTEGER PRIMARY KEY, folded, thing);
"""
_FINISH = """
    BEGIN;
    INSERT INTO place (iri, was) SELECT iri, was FROM
      (SELECT iri, id AS was FROM old.thing WHERE iri NOT IN gone UNION ALL SELECT iri, NULL FROM fresh) ORDER BY iri;
    CREATE INDEX place_was ON place (was); CREATE INDEX place_iri ON place (iri);
    INSERT INTO main.thing SELECT place.id, place.iri, kind, papers, label, others, text
      FROM place CROSS JOIN old.thing AS before ON before.id = was ORDER BY place.id;
    INSERT INTO main.thing SELECT place.id, iri, kind, papers, label, others, COALESCE((SELECT
      group_concat(text, char(10)) FROM (SELECT text FROM said WHERE said.iri = fresh.iri ORDER BY property, text)), '')
      FROM fresh JOIN place USING (iri);
    INSERT INTO main.name (folded, thing) SELECT folded, id FROM
      (SELECT folded, place.id FROM old.name AS before CROSS JOIN place ON was = thing
      UNION ALL SELECT folded, place.id FROM called CROSS JOIN place USING (iri)) ORDER BY id, folded;
    COMMIT;
    INSERT INTO words(words, rank) VALUES ('hashsize', 67108864);
    INSERT INTO grams(grams, rank) VALUES ('hashsize', 67108864);
    INSERT INTO words(words) VALUES ('rebuild'); INSERT INTO words(words) VALUES ('optimize');
    INSERT INTO grams(grams) VALUES ('rebuild'); INSERT INTO grams(grams) VALUES ('optimize');
    CREATE INDEX thing_iri ON thing (iri);
    CREATE INDEX name_folded ON name (folded, thing);
    DETACH old;
"""


class Thing(Struct, frozen=True):
    """What the index holds of a thing; `papers` are those that name it, wrote it or stand in it."""

    iri: str
    kind: str
    papers: int
    names: tuple[str, ...]


class Earlier(Struct, frozen=True):
    """An index of an earlier state of the graph, and the IRIs of all things that have changed since."""

    path: Path
    changed: frozenset[str]


def write(store: ox.Store, path: Path, earlier: Earlier | None = None) -> None:
    """Write the index of the store's things into a new file; what has not changed since an earlier one is as there."""
    index = sqlite3.connect(path, isolation_level=None, uri=True)
    try:
        fill(index, store, earlier)
        index.execute("VACUUM")
    finally:
        index.close()


def fill(index: sqlite3.Connection, store: ox.Store, earlier: Earlier | None = None) -> None:
    """Put the store's things into an empty database, in an order of their own."""
    index.executescript(_SCHEMA)
    if earlier:
        index.execute("ATTACH ? AS old", (f"{earlier.path.resolve().as_uri()}?mode=ro&immutable=1",))
    else:
        index.executescript(f"ATTACH ':memory:' AS old;{_NOTHING}")
    changed = sorted(earlier.changed) if earlier else None
    index.execute("BEGIN")
    index.executemany("INSERT INTO gone VALUES (?)", [(iri,) for iri in changed or ()])
    index.executemany("INSERT OR IGNORE INTO said VALUES (?, ?, ?)", texts(store, changed))
    for thing in things(store, changed):
        label, *others = thing.names
        index.execute(
            "INSERT INTO fresh VALUES (?, ?, ?, ?, ?)", (thing.iri, thing.kind, thing.papers, label, "\n".join(others))
        )
        names = {folded(name) for name in thing.names}
        index.executemany("INSERT INTO called VALUES (?, ?)", [(thing.iri, name) for name in names])
    index.execute("COMMIT")
    index.executescript(_FINISH)


def folded(name: str) -> str:
    """The name as names are compared: in any case, with single blanks.

    >>> folded(" Key-Value  Cache")
    'key-value cache'
    """
    return " ".join(name.casefold().split())


def things(store: ox.Store, of: Collection[str] | None = None) -> Iterator[Thing]:
    """Every thing of the graph that can be found and has a name, by IRI; only those `of` these, where it is said."""
    kinds = {iri: kind for kind in KINDS for iri in _members(store, kind, of)}
    papers = _papers(store) if of is None else {iri: _papers_of(store, iri) for iri in kinds}
    for iri, names in sorted(_names(store, kinds, of).items()):
        yield Thing(iri, kinds[iri], papers.get(iri, 0), tuple(dict.fromkeys(names)))


def _stated(
    store: ox.Store, of: Collection[str] | None, name: str, thing: ox.NamedNode | None = None
) -> Iterator[tuple[str, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]]:
    """What has a property and what it is, only `of` these where it is said."""
    for subject in (None,) if of is None else map(ox.NamedNode, of):
        for quad in store.quads_for_pattern(subject, _term(name), thing):
            if isinstance(quad.subject, ox.NamedNode):
                yield quad.subject.value, quad.object


def _members(store: ox.Store, kind: str, of: Collection[str] | None) -> Iterator[str]:
    """The IRIs of the things of a class."""
    return (iri for iri, _ in _stated(store, of, "rdf:type", _term(f"kg:{kind}")))


def _papers(store: ox.Store) -> dict[str, int]:
    """By how many papers each thing is named or had, each paper once."""
    links = "|".join(term(link) for link in _LINKS)
    counted = f"SELECT ?thing (COUNT(DISTINCT ?paper) AS ?papers) {{ ?paper {links} ?thing }} GROUP BY ?thing"
    found = store.query(counted, use_default_graph_as_union=True)
    return {thing.value: int(papers.value) for thing, papers in found}  # type: ignore[union-attr]


def _papers_of(store: ox.Store, iri: str) -> int:
    """By how many papers one thing is named or had."""
    thing = ox.NamedNode(iri)
    return len({quad.subject for link in _LINKS for quad in store.quads_for_pattern(None, _term(link), thing)})


def _names(store: ox.Store, kinds: dict[str, str], of: Collection[str] | None) -> dict[str, list[str]]:
    """What each thing is called, the best first."""
    found: dict[str, list[str]] = {}
    for name in (*LABELS, *_OTHER):
        said: dict[str, list[str]] = {}
        for iri, label in _stated(store, of, name):
            if iri in kinds:
                said.setdefault(iri, []).append(label.value)  # type: ignore[union-attr]
        for iri, labels in said.items():
            found.setdefault(iri, []).extend(sorted(labels))
    return found


def texts(store: ox.Store, of: Collection[str] | None = None) -> Iterator[tuple[str, int, str]]:
    """The papers' texts, with the paper's IRI and the place of the property."""
    for place, name in enumerate(_TEXTS):
        for iri, text in _stated(store, of, name):
            if isinstance(text, ox.Literal):
                yield iri, place, text.value


@cache
def _term(name: str) -> ox.NamedNode:
    return ox.NamedNode(term(name).strip("<>"))
