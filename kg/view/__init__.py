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

A table is such a file with `entries(rows)` in place of `LEGEND` and `network`: it gives
`_table.Entry` rows, which the page sorts and filters.

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
from kg.view._rows import Row

if TYPE_CHECKING:
    import networkx

__all__ = ["FILES", "LIMIT", "Page", "Row", "RowsOf", "html", "index", "names", "network", "networks", "page"]

RowsOf: TypeAlias = Callable[[str], Iterable[Row]]
"""Gives the rows of a named query."""

LIMIT = 1000
"""How many nodes a picture shows unless said otherwise: what the canvas draws without stutter."""
FILES = ("report.md", "report.json", "graph.ttl", "graph.nq", "manifest.json")
"""What an index page links to beside the views."""


class Page(Struct, frozen=True, kw_only=True):
    """A picture as made: its HTML and what an index says of it. `notices` say what is left out."""

    name: str
    title: str
    summary: str
    counts: tuple[str, ...]
    notices: tuple[str, ...] = ()
    html: str


def names() -> list[str]:
    """The pictures there are, sorted."""
    return registry.names(sys.modules[__name__])


def networks() -> list[str]:
    """The pictures that draw a network, sorted; the others are tables."""
    return [name for name, module in registry.members(sys.modules[__name__]).items() if hasattr(module, "network")]


def html(name: str, rows_of: RowsOf, *, focus: str | None = None, hops: int = 1, limit: int = LIMIT) -> str:
    """The picture as one HTML page; the options are those of `page`."""
    return page(name, rows_of, focus=focus, hops=hops, limit=limit).html


def page(name: str, rows_of: RowsOf, *, focus: str | None = None, hops: int = 1, limit: int = LIMIT) -> Page:
    """The picture with what an index says of it.

    `focus` is the label of the node to show with all that is within `hops` links;
    of what remains, the `limit` best linked nodes are shown. The page says so.
    Raises `UnknownName` for a picture or label that is not there, `BadParameter`
    for a number that makes no sense.
    """
    from kg.view import _cut, _page

    picture = _picture(name)
    if name not in networks():
        return _rows_page(name, rows_of, focus=focus, hops=hops, limit=limit)
    part = network(name, rows_of)
    keep: set[str] = set()
    if focus is not None:
        part = _cut.around(part, focus, hops)
        keep = _cut.named(part, focus)
    shown = _cut.strongest(part, limit, keep)
    notices = tuple(_cut.said(len(shown), len(part), focus=focus, hops=hops))
    counts = (_count(len(shown), *picture.NODES), _count(shown.number_of_edges(), "link", "links"))
    made = _page.render(picture, shown, counts, notices)
    return Page(name=name, title=picture.TITLE, summary=picture.SUMMARY, counts=counts, notices=notices, html=made)


def network(name: str, rows_of: RowsOf) -> networkx.Graph[str]:
    """The whole network that the picture of that name draws, as its module says; `UnknownName` where there is none."""
    picture = _picture(name)
    if name not in networks():
        raise UnknownName("network", name, networks())
    drawn: networkx.Graph[str] = picture.network(rows_of(picture.QUERY))
    return drawn


def _rows_page(name: str, rows_of: RowsOf, *, focus: str | None, hops: int, limit: int) -> Page:
    """The page of a table: the rows that name the focus, the first `limit` of them."""
    from kg.view import _table

    if limit < 1 or hops < 0:
        raise BadParameter("--limit, --hops", f"are {limit} and {hops}", expected="from 1 and 0 on")
    picture = _picture(name)
    found = picture.entries(rows_of(picture.QUERY))
    notices = []
    if focus is not None:
        known, found = _table.labels(found), _table.about(found, focus)
        if not found:
            raise UnknownName("label", focus, known)
        notices.append(f"Only what names “{focus.strip()}”.")
    if len(found) > limit:
        notices.append(f"Only the first {limit:,} of {len(found):,} rows; the others are left out.")
    shown = found[:limit]
    counts = (_count(len(shown), *picture.NODES), _count(len({one.title for one in shown}), "paper", "papers"))
    made = _table.render(picture, shown, counts, notices)
    return Page(
        name=name, title=picture.TITLE, summary=picture.SUMMARY, counts=counts, notices=tuple(notices), html=made
    )


def index(pages: Sequence[Page], files: Sequence[str] = FILES) -> str:
    """The page that lists the pictures, found at `views/NAME.html` beside it, and links to the build's other files."""
    from kg.view import _page

    return _page.render_index(pages, files)


def _picture(name: str) -> ModuleType:
    if name not in names():
        raise UnknownName("view", name, names())
    return registry.member(sys.modules[__name__], name)


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
