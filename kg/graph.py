"""A graph in Python: asked, drawn, and handed to rdflib and networkx."""

from __future__ import annotations

import io
import os
import warnings
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg import ask, document, folder, view
from kg.errors import QueryError, QueryFailed
from kg.output import write_atomically
from kg.view import Page

if TYPE_CHECKING:
    import networkx
    import rdflib

    from kg.report import Report


class Graph:
    """A build folder, an RDF file or an endpoint, ready to be asked and seen."""

    def __init__(self, where: str | os.PathLike[str] = "output", report: Report | None = None) -> None:
        """Name the graph; `report` is that of the build that made it."""
        self.where = os.fspath(where)
        self.report = report

    def query(self, question: str, **params: str | int | float) -> ask.Answer:
        """The answer to a named query, a `.rq` file or SPARQL text; parameters are bound as terms.

        A SELECT gives a `kg.store.Table`, an ASK a bool, a CONSTRUCT triples.
        """
        return ask.ask(question, self.where, params)

    def view(
        self,
        name: str,
        *,
        focus: str | None = None,
        hops: int = 1,
        limit: int = view.LIMIT,
        with_sparql: bool = False,
    ) -> Picture:
        """The picture of that name, or of a query in a file; notebooks show it in place.

        `with_sparql` puts the graph into the page as well, and what is needed to ask it.
        """
        with ask.Graph(self.where) as opened:
            page = drawn(opened, name, view.Part(focus, hops, limit))
        return Picture(view.with_sparql(page, lines_of(self.where)) if with_sparql else page)

    def write_views(self, into: str | os.PathLike[str]) -> dict[str, QueryFailed]:
        """Write every picture, an index page and what the ontology means into a build's folder.

        A picture with nothing to show is left out. Gives the pictures that a graph is too
        large for: the file of each, and why its query has no answer.
        """
        pages, failed = [], {}
        for name in view.whole():
            try:
                with ask.Graph(self.where) as opened:
                    pages.append(drawn(opened, name))
            except QueryFailed as error:
                failed[f"{folder.VIEWS}/{name}.html"] = error
        shown = [page for page in pages if not page.empty]
        for page in shown:
            write_atomically(Path(into) / folder.VIEWS / f"{page.name}.html", page.html)
        write_atomically(Path(into) / folder.INDEX, view.index(shown))
        write_atomically(Path(into) / folder.ONTOLOGY, document.page())
        return failed

    def networkx(self, name: str) -> networkx.Graph[str]:
        """The network that the picture of that name draws."""
        with ask.Graph(self.where) as opened:
            return view.network(name, rows_of(opened))

    def rdflib(self) -> rdflib.Dataset:
        """Everything as an rdflib dataset, in its named graphs; it takes about a kilobyte of memory a triple."""
        import rdflib

        dataset = rdflib.Dataset(default_union=True)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's own parse uses what it deprecates
            dataset.parse(data=b"".join(lines_of(self.where)), format="nquads")
        return dataset

    def __repr__(self) -> str:
        """Where the graph is."""
        return f"Graph({self.where!r})"

    def _repr_html_(self) -> str:
        """What a notebook shows: the figures of the build."""
        if self.report is None:
            return f"<code>{escape(repr(self))}</code>"
        figures = {"papers": self.report.papers, "persons": self.report.persons, "triples": self.report.triples}
        rows = "".join(f"<tr><th>{name}</th><td>{number:,}</td></tr>" for name, number in figures.items())
        return f"<table>{rows}</table>"


class Picture:
    """A picture as an HTML page."""

    def __init__(self, page: Page) -> None:
        """Hold the page."""
        self.page = page

    @property
    def html(self) -> str:
        """The page: one HTML file that needs no network."""
        return self.page.html

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the page to a file."""
        write_atomically(Path(path), self.page.html)

    def _repr_html_(self) -> str:
        """What a notebook shows: the page in a frame of its own, which cannot reach the notebook."""
        frame = 'sandbox="allow-scripts" width="100%" height="640" style="border:0"'
        return f'<iframe {frame} title="{escape(self.page.title)}" srcdoc="{escape(self.page.html)}"></iframe>'


def drawn(opened: ask.Graph, name: str, part: view.Part | None = None) -> Page:
    """The page of a picture, or of a query in a file or as text, on an open graph."""
    part = part or view.Part()
    if name.endswith(".rq") or "{" in name:
        return view.answer_page(_asked(opened, name), part)
    return view.page(name, rows_of(opened, part.most), focus=part.focus, hops=part.hops, limit=part.limit)


def _asked(opened: ask.Graph, what: str) -> view.Asked:
    """A user's query with its answer: triples, or a table of two columns or more."""
    question, answer = ask.query(what), ask.ask(what, opened)
    if isinstance(answer, bool) or (isinstance(answer, ask.Table) and len(answer.columns) < 2):
        raise QueryError(question.name, "gives no network", expected="a CONSTRUCT, or a SELECT of two columns or more")
    table = isinstance(answer, ask.Table)
    terms = [tuple(row) for row in answer]
    things = {term for row in terms for term in row if isinstance(term, ox.NamedNode)}
    rows = sorted({tuple(None if term is None else str(term) for term in row) for row in terms}, key=str)
    columns = answer.columns if isinstance(answer, ask.Table) else ("thing", "relation", "other")
    return view.Asked(question.name, question.summary, columns, tuple(rows), ask.labels(opened, things), not table)


def lines_of(where: str) -> Iterable[bytes]:
    """The N-Quads of a graph, a line each, sorted."""
    from kg.export import export

    buffer = io.BytesIO()
    export("nq", where, buffer)
    return buffer.getvalue().splitlines(keepends=True)


def rows_of(opened: ask.Graph, most: int = view.LIMIT) -> view.RowsOf:
    """What gives the rows of a named query on an open graph, as the pictures want them.

    A query that takes `most` gives the rows of so many things at most, the ones that count most.
    """

    def rows(name: str, **asked: str) -> Iterable[view.Row]:
        takes = {"most": most} if "most" in ask.query(name).params else {}
        answer = ask.ask(name, opened, {**takes, **asked})
        if not isinstance(answer, ask.Table):
            raise TypeError(f"{name} is no SELECT")
        return answer.plain()

    return rows
