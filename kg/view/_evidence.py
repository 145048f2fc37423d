"""What the papers say of what a picture shows: a sentence for each link of a paper, else for each thing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

import networkx as nx

from kg.model import EntityType
from kg.plain import plain
from kg.sentence import around
from kg.view import RowsOf
from kg.view._rows import Row, number, ordered, text

OF_PAPERS = "sentences-of-papers"
OF_THINGS = "sentences-naming"
MOST = 1000
"""Of how many nodes a picture has sentences; that of more would be too large a file."""
Sentence: TypeAlias = tuple[str, str, str]
"""A sentence, the title of its paper, and the paper's page."""


def with_sentences(graph: nx.Graph[str], rows_of: RowsOf) -> nx.Graph[str]:
    """The network with the evidence of its links between papers and things, and of things that no paper is linked with.

    A copy; where it has too many nodes, as it is.
    """
    things = {node for node, here in graph.nodes(data=True) if here["type"] in set(EntityType)}
    papers = [node for node, here in graph.nodes(data=True) if here["type"] == "Paper" and things & set(graph[node])]
    cited = {thing for paper in papers for thing in graph[paper]} & things
    things -= cited
    if len(graph) > MOST or not (cited or things):
        return graph
    made = graph.copy()
    if cited:
        for row in _best(rows_of(OF_PAPERS, paper=" ".join(sorted(papers))), ("paper", "thing")):
            ends = text(row["paper"]), text(row["thing"])
            if made.has_edge(*ends):
                made.edges[ends]["evidence"] = [_sentence(row)]
    if things:
        for row in _best(rows_of(OF_THINGS, thing=" ".join(sorted(things))), ("thing",)):
            if text(row["thing"]) in made:
                made.nodes[text(row["thing"])]["evidence"] = [_sentence(row)]
    return made


def _best(rows: Iterable[Row], of: tuple[str, ...]) -> Iterable[Row]:
    """The row that is surest, of each paper and thing; of equals one of the longest text, the first place in it."""
    found: dict[tuple[str, ...], Row] = {}
    for row in ordered(_in_place(rows)):
        key = tuple(text(row.get(name)) for name in of)
        if key not in found or _sureness(row) > _sureness(found[key]):
            found[key] = row
    return found.values()


def _in_place(rows: Iterable[Row]) -> Iterable[Row]:
    """Those whose text has the words at the place; another record of the paper may have another text."""
    return (row for row in rows if text(row["text"])[_at(row, "start") : _at(row, "end")] == text(row["words"]))


def _sureness(row: Row) -> tuple[float, int, int]:
    return number(row["confidence"]), len(text(row["text"])), -_at(row, "start")


def _at(row: Row, name: str) -> int:
    return int(number(row[name]))


def _sentence(row: Row) -> Sentence:
    said = around(text(row["text"]), _at(row, "start"), _at(row, "end"))
    return plain(said).text, plain(text(row["title"])).text, text(row.get("page"))
