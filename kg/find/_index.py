"""The index, open: what people type, answered in order of how well it fits."""

from __future__ import annotations

import difflib
import json
import math
import sqlite3
import threading
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from kg.errors import BadParameter, QueryFailed, StoreError, UnknownName
from kg.find import _words
from kg.find._write import FILE, KINDS, fill, folded
from kg.store import local, locate

NEAR = 0.7
"""How alike a name must be that is offered for one that is not there (difflib's ratio)."""
MOST = 1000
"""How many things are given at most."""
_NAMES, _ALL = "label others", ""
_BEFORE, _AFTER = "\x02", "\x03"
_PAGES = 256
"""Among how many of the best by words the number of papers then counts as well."""
_RAREST = 12
"""How many trigrams of a name are looked for: the frequent ones are in too many names to tell them apart."""


_NAMED = """
    SELECT thing.id, thing.label FROM name JOIN thing ON thing.id = name.thing
    WHERE name.folded = :name AND (:kinds = '' OR instr(:kinds, kind)) ORDER BY thing.papers DESC, thing.id LIMIT :limit
"""
_WORDED = """
    SELECT thing.id, bm25(words, 8.0, 4.0, 1.0), thing.papers FROM words JOIN thing ON thing.id = words.rowid
    WHERE words MATCH :words AND (:kinds = '' OR instr(:kinds, kind)) ORDER BY 2, 1 LIMIT :limit
"""
_NEAR = """
    SELECT name.folded, thing.id, thing.papers FROM
    (SELECT rowid FROM grams WHERE grams MATCH :grams ORDER BY rank, rowid LIMIT 1000) AS near
    JOIN name ON name.id = near.rowid JOIN thing ON thing.id = name.thing
    WHERE :kinds = '' OR instr(:kinds, kind)
"""
_RARE = "SELECT term FROM gram WHERE term IN (SELECT value FROM json_each(?)) ORDER BY doc, term LIMIT ?"
_EXCERPT = "SELECT snippet(words, -1, ?, ?, '…', 24) FROM words WHERE words MATCH ? AND rowid = ?"
_ITS_NAMES = "SELECT iri, label, others FROM thing WHERE id = ?"
_THING = "SELECT iri, kind, label, papers FROM thing WHERE id = ?"


class Hit(Struct, frozen=True):
    """A thing that was found.

    `how` says by what: `name` (it is called so), `words` (in its names), `text` (its
    names and text together have all words), `beginning` (of a word), `near` (a similar
    name) or `some` (of the words). `marks` are the places of the words in the excerpt.
    """

    iri: str
    kind: str
    label: str
    papers: int
    how: str
    excerpt: str
    marks: tuple[tuple[int, int], ...] = ()


class Index:
    """The search index of a build's folder, or one made for as long as it is open for another local graph.

    Can be shared by threads; usable as a context manager.
    """

    def __init__(self, where: str | Path = "output", *, timeout: float = 10.0) -> None:
        """Open it; `timeout` is the seconds that an answer may take. `StoreError` when there is no local graph."""
        self._timeout = timeout
        self._until = math.inf
        self._one_at_a_time = threading.Lock()
        self._database = _opened(where)
        self._database.set_progress_handler(self._late, 10_000)

    def find(self, typed: str, *, kinds: Collection[str] = (), limit: int = 20, as_typed: bool = False) -> list[Hit]:
        """The things that fit best, at most so many, of these kinds or of any.

        `as_typed` takes the last word for the beginning of one. `UnknownName` for a
        kind that is none, `QueryFailed` when it takes too long.
        """
        wanted = _kinds(kinds)
        if not 1 <= limit <= MOST:
            raise BadParameter("limit", f"{limit}", expected=f"a number from 1 to {MOST}")
        found: dict[int, tuple[str, str]] = {}
        with self._asking():
            for how, expression in self._ways(typed, as_typed=as_typed):
                if how in {"near", "some", "beginning"} and found and not as_typed:
                    break
                for place in self._places(how, expression, wanted, limit):
                    found.setdefault(place, (how, expression))
                if len(found) >= limit:
                    break
            return [self._hit(place, *found[place]) for place in list(found)[:limit]]

    def named(self, name: str, kinds: Collection[str] = ()) -> list[str]:
        """The IRIs of the things that are called exactly so, or else so in any case, sorted."""
        with self._asking():
            found = [self._names(place) for place in self._named(folded(name), _kinds(kinds), -1)]
        exact = " ".join(name.split())
        return sorted(iri for iri, *_ in [names for names in found if exact in names[1:]] or found)

    def alike(self, name: str, kinds: Collection[str] = (), limit: int = 5) -> list[str]:
        """Labels of things whose names are like this one, the likest first."""
        with self._asking():
            return list(dict.fromkeys(self._thing(place)[2] for place in self._near(name, _kinds(kinds), limit)))

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @staticmethod
    def _ways(typed: str, *, as_typed: bool) -> Iterator[tuple[str, str]]:
        """The ways to look, the strictest first."""
        yield "name", typed
        parts = _words.phrases(typed)
        if parts:
            yield "words", _words.all_of(parts, within=_NAMES)
            if as_typed:
                yield "beginning", _words.all_of(parts, within=_NAMES, open_end=True)
                return
            if len(parts) > 1:
                yield "text", _words.together(parts)
            yield "text", _words.all_of(parts)
            yield "beginning", _words.all_of(parts, open_end=True)
        yield "near", typed
        if len(parts) > 1:
            yield "some", _words.any_of(parts)

    def _places(self, how: str, expression: str, kinds: str, limit: int) -> list[int]:
        if how == "name":
            return self._named(folded(expression), kinds, limit)
        if how == "near":
            return self._near(expression, kinds, limit)
        return self._worded(expression, kinds, limit)

    def _named(self, name: str, kinds: str, limit: int) -> list[int]:
        """The things of that name: those whose label it is before those that are also called so."""
        rows = self._database.execute(_NAMED, {"name": name, "kinds": kinds, "limit": limit}).fetchall()
        return [place for place, _ in sorted(rows, key=lambda row: folded(row[1]) != name)]

    def _worded(self, expression: str, kinds: str, limit: int) -> list[int]:
        """The things whose words fit, by BM25 and by how many papers name them."""
        rows = self._database.execute(
            _WORDED, {"words": expression, "kinds": kinds, "limit": max(limit, _PAGES)}
        ).fetchall()
        rows.sort(key=lambda row: (row[1] * (1 + math.log1p(row[2]) / 4), row[0]))
        return [row[0] for row in rows[:limit]]

    def _near(self, typed: str, kinds: str, limit: int) -> list[int]:
        """The things with a similar name, the likest first."""
        wanted = folded(typed)[:200]
        expression = self._rare(_words.trigrams(wanted))
        if not expression:
            return []
        rows = self._database.execute(_NEAR, {"grams": expression, "kinds": kinds}).fetchall()
        matcher = difflib.SequenceMatcher(autojunk=False)
        matcher.set_seq2(wanted)
        alike: list[tuple[float, int, int]] = []
        for name, place, papers in rows:
            matcher.set_seq1(name)
            if matcher.quick_ratio() >= NEAR and (ratio := matcher.ratio()) >= NEAR:
                alike.append((-ratio, -papers, place))
        return list(dict.fromkeys(place for _, _, place in sorted(alike)))[:limit]

    def _rare(self, threes: list[str]) -> str:
        """The expression for names with any of the rarest of these trigrams; empty when no name has one."""
        found = self._database.execute(_RARE, (json.dumps(threes), _RAREST))
        return _words.any_of([_words.literal(three) for (three,) in found])

    def _hit(self, place: int, how: str, expression: str) -> Hit:
        iri, kind, label, papers = self._thing(place)
        if how in {"name", "near"}:
            return Hit(iri, kind, label, papers, how, "")
        (marked,) = self._database.execute(_EXCERPT, (_BEFORE, _AFTER, expression, place)).fetchone()
        excerpt = " · ".join(" ".join(line.split()) for line in marked.splitlines())
        return Hit(iri, kind, label, papers, how, *_unmarked(excerpt))

    def _thing(self, place: int) -> tuple[str, str, str, int]:
        found: tuple[str, str, str, int] = self._database.execute(_THING, (place,)).fetchone()
        return found

    def _names(self, place: int) -> list[str]:
        """The thing's IRI and all its names."""
        iri, label, others = self._database.execute(_ITS_NAMES, (place,)).fetchone()
        return [iri, label, *others.split("\n")]

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """The database for one answer at a time, until the time is up."""
        with self._one_at_a_time:
            self._until = time.monotonic() + self._timeout
            try:
                yield
            except sqlite3.OperationalError as error:
                late = time.monotonic() > self._until
                reason = f"no answer within {self._timeout:g} s" if late else f"the index is damaged ({error})"
                raise QueryFailed("search", reason, do="ask for less" if late else "run `kg build` again") from error
            except sqlite3.DatabaseError as error:
                raise QueryFailed("search", f"the index is damaged ({error})", do="run `kg build` again") from error

    def _late(self) -> bool:
        return time.monotonic() > self._until


def find(typed: str, where: str | Path = "output", *, kinds: Collection[str] = (), limit: int = 20) -> list[Hit]:
    """The things of a graph that fit the words best; see `Index.find`."""
    with Index(where) as index:
        return index.find(typed, kinds=kinds, limit=limit)


def indexed(where: str | Path) -> bool:
    """Whether this is a build's folder with a search index."""
    return "://" not in str(where) and (Path(where) / FILE).is_file()


def _opened(where: str | Path) -> sqlite3.Connection:
    """The database of a build's folder, or one in memory of what else holds a graph."""
    place = locate(where)
    if place.kind == "endpoint":
        raise StoreError(place.url, "an endpoint has no search index", expected="a build folder or an RDF file")
    path = Path(where) / FILE
    try:
        if path.is_file():
            return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        made = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        fill(made, local(place))
    except sqlite3.Error as error:
        raise StoreError(path, f"the search index does not open ({error})", do="run `kg build` again") from error
    return made


def _kinds(kinds: Collection[str]) -> str:
    """The kinds as the index names them, whatever their case; nothing stands for all."""
    known = {kind.casefold(): kind for kind in KINDS}
    for kind in kinds:
        if kind.casefold() not in known:
            raise UnknownName("type", kind, KINDS)
    return " ".join(sorted({known[kind.casefold()] for kind in kinds}))


def _unmarked(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    r"""A text without its marks, and the places of what was marked.

    >>> _unmarked("a \x02key\x03 b")
    ('a key b', ((2, 5),))
    """
    text, marks = "", []
    for part in marked.split(_BEFORE):
        words, end, rest = part.partition(_AFTER)
        if end:
            marks.append((len(text), len(text) + len(words)))
        text += words + rest
    return text, tuple(marks)
