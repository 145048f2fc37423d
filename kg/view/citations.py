"""Which paper cites which: the papers of the library, and the works outside of it that several of them cite."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote

import networkx as nx

from kg.view._looks import REST, Look
from kg.view._rows import Row, left_out, ordered, text, year
from kg.view.papers import short

TITLE = "Citations"
SUMMARY = "Which paper cites which, and the works that several papers cite; a link leads to what is cited."
QUERY = "citation-network"
LEGEND = "Papers"
NODES = ("paper", "papers")
WEIGHT = "Cited here"

INSIDE, OUTSIDE = "In the library", "Outside of it"
OPENALEX = re.compile(r"(w\d+)-[0-9a-f]{10}")
"""The local name of a work that OpenAlex alone has a number for."""
SITES = {"doi": "https://doi.org/", "arxiv": "https://arxiv.org/abs/", "openalex": "https://openalex.org/"}
LOOKS = {INSIDE: Look(1, "circle"), OUTSIDE: Look(REST, "square")}


def network(rows: Iterable[Row]) -> nx.Graph[str]:
    """Papers and what they cite, from the rows of `citation-network`."""
    graph: nx.Graph[str] = nx.Graph()
    found = ordered(rows)
    for row in found:
        _add(graph, text(row.get("paper")), row, ("title", "year", "page"))
    for row in found:
        paper, cited = text(row.get("paper")), text(row.get("cited"))
        _add(graph, cited, row, ("citedTitle", "citedYear", "citedPage"))
        if paper != cited and not graph.has_edge(paper, cited):
            graph.add_edge(paper, cited, label="cites", type="cites", weight=1.0, source=paper)
    for node, links in graph.adjacency():
        times = sum(1 for link in links.values() if link["source"] != node)
        graph.nodes[node]["weight"] = float(times or 0.5)
        graph.nodes[node]["facts"] += [("Cited by papers of the library", str(times))] if times else []
    works = len({text(row.get("cited")) for row in found})
    which = "those of the library, and those that two papers cite"
    graph.graph["notices"] = left_out(found, works, "cited work", "cited works", which)
    graph.graph["looks"] = LOOKS
    return graph


def _add(graph: nx.Graph[str], node: str, row: Row, names: tuple[str, str, str]) -> None:
    """The paper of that IRI; one without title is known by its identifier alone."""
    if node in graph:
        return
    title, issued, page = (text(row.get(name)) for name in names)
    label = title or _identifier(node)
    graph.add_node(
        node,
        label=label,
        short=short(label) if title else label,
        type="Paper",
        group=INSIDE if title else OUTSIDE,
        facts=[("Year", issued)] if issued else [],
        url=page or _site(node),
        years=year(issued),
    )


def _identifier(iri: str) -> str:
    """The identifier that an IRI ends with, as one reads it.

    >>> _identifier("https://w3id.org/paperkg/id/paper/doi/10.1103%2Fphysrevb.37.785")
    'doi:10.1103/physrevb.37.785'
    >>> _identifier("https://w3id.org/paperkg/id/paper/w2045435533-d408f056fb")
    'openalex:W2045435533'
    """
    *_, scheme, local = ["", *iri.rsplit("/", 2)]
    if found := OPENALEX.fullmatch(local):
        return f"openalex:{found[1].upper()}"
    return f"{scheme}:{unquote(local)}" if scheme in ("doi", "arxiv") else unquote(local)


def _site(iri: str) -> str:
    """Where a work that is known by its identifier can be read of."""
    scheme, _, local = _identifier(iri).partition(":")
    return f"{SITES[scheme]}{local}" if scheme in SITES else ""
