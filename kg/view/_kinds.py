"""Each kind of picture as a page: networks, what is around a thing, charts and tables."""

from __future__ import annotations

from types import ModuleType
from typing import Any, NamedTuple, Protocol

import networkx as nx

from kg.errors import BadParameter, UnknownName
from kg.measure import Network
from kg.measure import measured as measures
from kg.view import Page, Part, RowsOf, _cut

LINKS = "Links"
"""The measure that every renderer counts itself."""


class Titled(Protocol):
    """What every picture says of itself."""

    @property
    def TITLE(self) -> str: ...  # noqa: N802 what a page is headed
    @property
    def SUMMARY(self) -> str: ...  # noqa: N802 a sentence on what it shows
    @property
    def NODES(self) -> tuple[str, str]: ...  # noqa: N802 what a node is called, one and many


class Told(NamedTuple):
    """What an index says of a page."""

    counts: tuple[str, ...]
    notices: tuple[str, ...]
    empty: bool


def page(name: str, picture: ModuleType, rows_of: RowsOf, part: Part) -> Page:
    """The page of a picture, whatever its kind."""
    if hasattr(picture, "entries"):
        return _table_page(name, picture, rows_of, part)
    if hasattr(picture, "panels"):
        return _chart_page(name, picture, rows_of, part)
    if hasattr(picture, "around"):
        return _around_page(name, picture, rows_of, part)
    return network_page(name, picture, picture.network(rows_of(picture.QUERY)), part, rows_of)


def network_page(name: str, picture: Titled, graph: nx.Graph[str], part: Part, rows_of: RowsOf | None = None) -> Page:
    """The page of a network: what is around the focus, the nodes that are linked most, and what papers say of them."""
    from kg.view import _evidence, _page

    graph = measured(graph)
    keep: set[str] = set()
    if part.focus is not None:
        graph = _cut.around(graph, part.focus, part.hops)
        keep = _cut.named(graph, part.focus)
    shown = _cut.strongest(graph, part.limit, keep)
    if rows_of is not None:
        shown = _evidence.with_sentences(shown, rows_of)
    notices = _cut.said(len(shown), len(graph), focus=part.focus, hops=part.hops)
    counts = (count(len(shown), *picture.NODES), count(shown.number_of_edges(), "link", "links"))
    made = _page.render(picture, shown, counts, notices)
    told = (*notices, *graph.graph.get("notices", ()))
    return _made(name, picture, Told(counts, told, not len(shown)), made)


def measured(graph: nx.Graph[str]) -> nx.Graph[str]:
    """The network with the measures of every node, beside those that the picture gave it."""
    ends = ((link.get("source") or left, left, right, link.get("weight", 1.0)) for left, right, link in _edges(graph))
    links = [(start, right if start == left else left, weight) for start, left, right, weight in ends]
    directed = bool(links) and all(link.get("source") for _, _, link in _edges(graph))
    found = Network(graph, links, directed=directed)
    for title, values in measures(found).items():
        if title != LINKS:
            for node, value in zip(found.nodes, values, strict=True):
                graph.nodes[node].setdefault("measures", {}).setdefault(title, value)
    return graph


def _edges(graph: nx.Graph[str]) -> list[tuple[str, str, dict[str, Any]]]:
    return list(graph.edges(data=True))


def _around_page(name: str, picture: ModuleType, rows_of: RowsOf, part: Part) -> Page:
    """The page of what is around one thing, which has to be named."""
    if part.focus is None:
        raise BadParameter("--focus", f"the picture {name} is of one thing", do=f"kg view {name} --focus LABEL")
    graph = picture.around(rows_of, part.focus, part.hops)
    if not len(graph):
        raise UnknownName("label", part.focus, [], do="`kg find` finds names and titles")
    return network_page(name, picture, graph, part, rows_of)


def _chart_page(name: str, picture: ModuleType, rows_of: RowsOf, part: Part) -> Page:
    """The page of small charts: those that name the focus, the first `limit` of them."""
    from kg.view import _chart

    found, notices = picture.panels(rows_of(picture.QUERY))
    if part.focus is not None:
        wanted, known = part.focus.strip().casefold(), [one.title for one in found]
        found = [one for one in found if one.title.casefold() == wanted]
        if not found:
            raise UnknownName("label", part.focus, known)
        notices = [f"Only “{part.focus.strip()}”."]
    shown = found[: part.limit]
    counts = (count(len(shown), *picture.NODES), count(sum(len(one.points) for one in shown), "value", "values"))
    made = _chart.render(picture, shown, counts, notices)
    return _made(name, picture, Told(counts, tuple(notices), not shown), made)


def _table_page(name: str, picture: ModuleType, rows_of: RowsOf, part: Part) -> Page:
    """The page of a table: the rows that name the focus, the first `limit` of them."""
    from kg.view import _table

    found = picture.entries(rows_of(picture.QUERY))
    notices = []
    if part.focus is not None:
        known, found = _table.labels(found), _table.about(found, part.focus)
        if not found:
            raise UnknownName("label", part.focus, known)
        notices.append(f"Only what names “{part.focus.strip()}”.")
    if len(found) > part.limit:
        notices.append(f"Only the first {part.limit:,} of {len(found):,} rows; the others are left out.")
    shown = found[: part.limit]
    counts = (count(len(shown), *picture.NODES), count(len({one.title for one in shown}), "paper", "papers"))
    made = _table.render(picture, shown, counts, notices)
    return _made(name, picture, Told(counts, tuple(notices), not shown), made)


def _made(name: str, picture: Titled, told: Told, html: str) -> Page:
    return Page(
        name=name,
        title=picture.TITLE,
        summary=picture.SUMMARY,
        counts=told.counts,
        notices=told.notices,
        empty=told.empty,
        html=html,
    )


def count(number: int, one: str, many: str) -> str:
    """The number with its noun."""
    return f"{number:,} {one if number == 1 else many}"
