"""A graph in Python: asked, drawn, and handed to rdflib and networkx."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from kg import ask, folder, view
from kg.errors import QueryFailed
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

    def view(self, name: str, *, focus: str | None = None, hops: int = 1, limit: int = view.LIMIT) -> Picture:
        """The picture of that name; notebooks show it in place."""
        with ask.Graph(self.where) as opened:
            return Picture(view.page(name, rows_of(opened), focus=focus, hops=hops, limit=limit))

    def write_views(self, into: str | os.PathLike[str]) -> dict[str, QueryFailed]:
        """Write every picture and an index page into a build's folder.

        Gives the pictures that a graph is too large for: the file of each, and why its query has no answer.
        """
        pages, failed = [], {}
        for name in view.names():
            try:
                with ask.Graph(self.where) as opened:
                    pages.append(view.page(name, rows_of(opened)))
            except QueryFailed as error:
                failed[f"{folder.VIEWS}/{name}.html"] = error
        for page in pages:
            write_atomically(Path(into) / folder.VIEWS / f"{page.name}.html", page.html)
        write_atomically(Path(into) / folder.INDEX, view.index(pages))
        return failed

    def networkx(self, name: str) -> networkx.Graph[str]:
        """The network that the picture of that name draws."""
        with ask.Graph(self.where) as opened:
            return view.network(name, rows_of(opened))

    def rdflib(self) -> rdflib.Dataset:
        """Everything as an rdflib dataset, in its named graphs; it takes about a kilobyte of memory a triple."""
        import io

        import rdflib

        from kg.export import export

        buffer = io.BytesIO()
        export("nq", self.where, buffer)
        dataset = rdflib.Dataset(default_union=True)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's own parse uses what it deprecates
            dataset.parse(data=buffer.getvalue(), format="nquads")
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


def rows_of(opened: ask.Graph) -> Callable[[str], Iterable[view.Row]]:
    """What gives the rows of a named query on an open graph, as the pictures want them."""

    def rows(name: str) -> Iterable[view.Row]:
        answer = ask.ask(name, opened)
        if not isinstance(answer, ask.Table):
            raise TypeError(f"{name} is no SELECT")
        return answer.plain()

    return rows
