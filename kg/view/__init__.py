"""Pictures of the graph: each one HTML file that needs no network, no server and no other file.

A picture is a file in this folder with `TITLE`, `SUMMARY`, `LEGEND` and `NODES`
(what a node is called, one and many), `QUERY` (the named query its rows come from)
and `network(rows)`, which gives a networkx graph:

- nodes are IRIs with `label`, `type` and `group` (its entry in the legend), and may have
  `short` (a shorter label), `weight` (what its size follows at first), `facts` (pairs of
  name and value), `url`, `links` (pairs of label and URL, beside `url`), `years` (whole
  numbers, for the time slider), `measures` (name -> number, to size and filter by; links
  are counted anyway), `topics` (labels that tell what it is about: the most telling ones
  name its community), `community` (its name, where the picture knows better than Leiden)
  and `evidence` (triples of a sentence, where it stands and a URL);
- edges have `label` and `weight`, and may have `type` (what kind of link it is), `group`
  (whose colour), `notes` (texts), `years`, `evidence` and `source` (the node that it
  leads from, where it has a direction);
- the graph has `looks` (group -> `_looks.Look`, in the order of the legend), and may have
  `islands`: lists of nodes to draw a shore around, and `notices`: sentences that a
  reader must know to read the picture.

What is not there is empty. URLs that lead elsewhere than http, https and mailto are
dropped by the page, and all text stays text: a picture need not care.

A picture of what is around one thing has `around(rows_of, focus, hops)` in place of
`network`, and asks as it goes. A table has `entries(rows)` in place of `LEGEND` and
`network`: it gives `_table.Entry` rows, which the page sorts and filters. Charts have
`panels(rows)`: it gives `_chart.Panel`s and the sentences that say what is left out.

A query that takes `most` gives the rows of so many things, those that count most; its
column `of` says of how many, and the picture tells it (`_rows.left_out`).

A leading underscore marks what the pictures share.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from types import ModuleType
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from kg import registry
from kg.errors import BadParameter, UnknownName
from kg.view._asked import Asked
from kg.view._rows import Row

if TYPE_CHECKING:
    import networkx

__all__ = [
    "FILES", "LIMIT", "Asked", "Page", "Part", "Row", "RowsOf",
    "answer_page", "html", "index", "names", "network", "networks", "page", "whole", "with_sparql",
]  # fmt: skip

RowsOf: TypeAlias = Callable[..., Iterable[Row]]
"""Gives the rows of a named query; what it asks for is given by name."""

LIMIT = 1000
"""How many nodes a picture shows unless said otherwise: what the canvas draws without stutter."""
FOCUSED = 20_000
"""How many things are looked through for what is around a focus."""
FILES = ("ontology.html", "report.md", "report.json", "graph.ttl", "graph.nq", "manifest.json")
"""What an index page links to beside the views."""


class Page(Struct, frozen=True, kw_only=True):
    """A picture as made: its HTML and what an index says of it. `notices` say what is left out.

    One that is `empty` has nothing to show, and says so.
    """

    name: str
    title: str
    summary: str
    counts: tuple[str, ...]
    notices: tuple[str, ...] = ()
    empty: bool = False
    html: str


class Part(Struct, frozen=True):
    """What of a picture is shown: what is within `hops` links of the label `focus`, `limit` nodes at most.

    Raises `BadParameter` for a number that makes no sense.
    """

    focus: str | None = None
    hops: int = 1
    limit: int = LIMIT

    def __post_init__(self) -> None:
        """Check the numbers."""
        if self.limit < 1 or self.hops < 0:
            raise BadParameter("--limit, --hops", f"are {self.limit} and {self.hops}", expected="from 1 and 0 on")

    @property
    def most(self) -> int:
        """How many things a query is asked for."""
        return self.limit if self.focus is None else max(self.limit, FOCUSED)


def names() -> list[str]:
    """The pictures there are, sorted."""
    return registry.names(sys.modules[__name__])


def networks() -> list[str]:
    """The pictures that draw a network of the whole graph, sorted; the others are tables, charts or need a focus."""
    return [name for name, module in registry.members(sys.modules[__name__]).items() if hasattr(module, "network")]


def whole() -> list[str]:
    """The pictures that need no focus, sorted: what a build draws."""
    return [name for name, module in registry.members(sys.modules[__name__]).items() if not hasattr(module, "around")]


def html(name: str, rows_of: RowsOf, *, focus: str | None = None, hops: int = 1, limit: int = LIMIT) -> str:
    """The picture as one HTML page; the options are those of `page`."""
    return page(name, rows_of, focus=focus, hops=hops, limit=limit).html


def page(name: str, rows_of: RowsOf, *, focus: str | None = None, hops: int = 1, limit: int = LIMIT) -> Page:
    """The picture with what an index says of it.

    `focus` is the label of the node to show with all that is within `hops` links;
    of what remains, the `limit` best linked nodes are shown. The page says so.
    Raises `UnknownName` for a picture or label that is not there, `BadParameter`
    for a number that makes no sense and a focus that is missing.
    """
    from kg.view import _kinds

    return _kinds.page(name, _picture(name), rows_of, Part(focus, hops, limit))


def answer_page(asked: Asked, part: Part) -> Page:
    """The picture of a user's own query: a network of triples, or of a table's first two columns."""
    from kg.view import _kinds, _query

    return _kinds.network_page(asked.name, _query.picture(asked), _query.network(asked), part)


def network(name: str, rows_of: RowsOf) -> networkx.Graph[str]:
    """The whole network that the picture of that name draws, as its module says; `UnknownName` where there is none."""
    from kg.view import _kinds

    picture = _picture(name)
    if name not in networks():
        raise UnknownName("network", name, networks())
    return _kinds.measured(picture.network(rows_of(picture.QUERY)))


def with_sparql(page: Page, quads: Iterable[bytes]) -> Page:
    """The page with the graph in it, given as lines of N-Quads, and a field to ask it with SPARQL, offline.

    Raises `BadParameter` for a graph that is too large for a page.
    """
    from msgspec import structs

    from kg.view import _sparql

    return structs.replace(page, html=_sparql.with_sparql(page.html, quads))


def index(pages: Sequence[Page], files: Sequence[str] = FILES) -> str:
    """The page that lists the pictures, found at `views/NAME.html` beside it, and links to the build's other files."""
    from kg.view import _page

    return _page.render_index(pages, files)


def _picture(name: str) -> ModuleType:
    if name not in names():
        raise UnknownName("view", name, names())
    return registry.member(sys.modules[__name__], name)
