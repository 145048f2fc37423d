"""Records, extractions and what they resolved to in, N-Quads out; the only place where IRIs are minted.

Terms come from `ontology/kg.ttl`: one that it does not declare cannot be written.
There are no blank nodes. Each record has a named graph of its own; what records
share is in the graphs `entities`, `decisions`, `derived`, `ontology` and `about`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from kg.describe.counts import Counts
from kg.describe.dataset import dataset, schema
from kg.describe.iris import BASE, Iris
from kg.describe.paper import paper
from kg.describe.provenance import Origin, activities, source
from kg.describe.quads import Quad, line
from kg.describe.text import text
from kg.describe.things import coauthors, links, noun, pairs, pairs_of_all
from kg.model import Extraction, Record
from kg.resolve import Placement, Resolution

__all__ = [
    "BASE",
    "Counts",
    "Iris",
    "Origin",
    "Quad",
    "coauthors",
    "common",
    "dataset",
    "describe",
    "line",
    "links",
    "noun",
    "nouns",
    "pairs",
    "pairs_of_all",
    "shared",
]


def describe(
    record: Record, extraction: Extraction, placed: Placement, iris: Iris, *, evidence: bool = True
) -> list[str]:
    """The lines of one record's graph, and of where it came from: a function of these arguments alone.

    They come in pieces of one line, and of all lines on places in the text, which stay together when all are sorted.
    Without `evidence`, the places in its text are left out.
    """
    return [
        *paper(record, extraction, placed, iris),
        *text(record, extraction, placed, iris, evidence=evidence),
        *map(line, source(record.id, iris.paper(placed.paper), record.source, iris)),
    ]


def shared(resolution: Resolution, extractors: list[str], iris: Iris, settings: Iterable[str] = ()) -> Iterator[Quad]:
    """The quads of the graphs that all records share, but for the counts; `settings` are those of the extractors."""
    yield from nouns(resolution, iris)
    yield from common(resolution, extractors, iris, settings)


def nouns(resolution: Resolution, iris: Iris) -> Iterator[Quad]:
    """Of these, the quads of each thing, person and decision, and on who wrote with whom."""
    for found in (resolution.entities, resolution.persons, resolution.decisions):
        yield from chain.from_iterable(noun(each, iris) for each in found)
    yield from coauthors(pairs_of_all(resolution.authors().values()), iris)


def common(resolution: Resolution, extractors: list[str], iris: Iris, settings: Iterable[str] = ()) -> Iterator[Quad]:
    """Of these, all others."""
    yield from links(resolution, iris)
    yield from activities(extractors, iris, settings)
    yield from schema(iris)
