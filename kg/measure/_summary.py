"""What a library is, for people: who, what, with what, on what, what is new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from heapq import nlargest

from msgspec import Struct

from kg.measure._library import Library
from kg.measure.betweenness import values as betweenness
from kg.measure.communities_joined import values as communities_joined
from kg.measure.degree import values as degree
from kg.measure.growth import growth, recent
from kg.measure.page_rank import values as page_rank

MOST = 10
"""How many things each answer names."""
GROWING = 1.2
"""The least growth that is worth telling."""


class Line(Struct, frozen=True):
    """A question of a reader, and what answers it, the first first: names with a figure or a word each."""

    question: str
    answers: list[tuple[str, str]]


class Summary(Struct, frozen=True):
    """A library in some lines."""

    lines: tuple[Line, ...] = ()


def summary(library: Library) -> Summary:
    """The answers that the library has; a question without answer is left out."""
    asked = [
        ("Who writes most", _counted(library, library.papers_of)),
        ("Who is in the middle", _middle(library)),
        ("Who joins groups", _bridges(library)),
        ("What it is about", _counted(library, library.named("about", "Topic"))),
        ("What it wants to solve", _counted(library, library.named("addresses", "Task", "Topic"))),
        ("With what", _counted(library, library.named("uses", "Method", "Model", "Software"))),
        ("Against what", _counted(library, library.named("comparesWith", "Method", "Model", "Hardware", "Software"))),
        ("On what data", _counted(library, library.named("evaluatesOn", "Dataset"))),
        ("On what hardware", _counted(library, _united(library, ("uses", "evaluatesOn", "comparesWith"), "Hardware"))),
        ("What it cites most of its own", _cited(library)),
        ("What is new", _new(library)),
        ("What grows", _growing(library)),
    ]
    return Summary(tuple(Line(question, answers) for question, answers in asked if answers))


def _counted(library: Library, papers: Mapping[str, Iterable[str]]) -> list[tuple[str, str]]:
    """The things that most papers are of."""
    counts = {thing: len(set(of)) for thing, of in papers.items()}
    least = _last(counts.values())
    counted = sorted((-count, library.label(thing), thing) for thing, count in counts.items() if count >= least)
    return [(label, str(-count)) for count, label, _ in counted[:MOST]]


def _last(figures: Iterable[float]) -> float:
    """The least of the largest figures, of as many as are told: what has less is not told."""
    return min(nlargest(MOST, figures), default=0.0)


def _united(library: Library, roles: Iterable[str], kind: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for role in roles:
        for thing, papers in library.named(role, kind).items():
            found.setdefault(thing, set()).update(papers)
    return found


def _middle(library: Library) -> list[tuple[str, str]]:
    """The people of the highest PageRank, with the number of their co-authors."""
    network = library.coauthors
    rows = zip(network.measured(page_rank), network.measured(degree), network.nodes, strict=True)
    least = _last(network.measured(page_rank))
    best = sorted((-rank, library.label(node), links) for rank, links, node in rows if rank and rank >= least)
    return [(label, f"{links:.0f} co-author" + ("s" if links != 1 else "")) for _, label, links in best[:MOST]]


def _bridges(library: Library) -> list[tuple[str, str]]:
    """The people whose co-authors are in several communities, those first who lie between most."""
    network = library.coauthors
    rows = zip(network.measured(betweenness), network.measured(communities_joined), network.nodes, strict=True)
    best = sorted((-between, -joined, library.label(node)) for between, joined, node in rows if joined and between)
    return [(label, f"{-joined:.0f} groups") for _, joined, label in best[:MOST]]


def _cited(library: Library) -> list[tuple[str, str]]:
    """The papers that most papers of the library cite."""
    citations = library.citations
    times = Counter(cited for _, cited in citations.links)
    counted = sorted((-count, library.label(citations.nodes[node])) for node, count in times.items())
    return [(label, str(-count)) for count, label in counted[:MOST]]


def _new(library: Library) -> list[tuple[str, str]]:
    """What papers of the last year propose and none did before; what most papers name stands first."""
    last = max(library.years.values(), default=0)
    kinds = set(library.kinds.values())
    named, proposed = library.named("mentions", *kinds), library.named("proposes", *kinds)
    new = sorted(
        (-len(named.get(thing, papers)), library.label(thing), thing)
        for thing, papers in proposed.items()
        if min(library.years.get(paper, 0) for paper in papers) == last
    )
    more = [(f"{len(new) - 2 * MOST:,} more", str(last))] if len(new) > 2 * MOST else []
    return [(label, str(last)) for _, label, _ in new[: 2 * MOST]] + more


def _growing(library: Library) -> list[tuple[str, str]]:
    """The topics and the like of which more papers are recent than of the whole."""
    whole = library.by_year(library.papers)
    late = recent({"": whole})
    named = _united_kinds(library)
    found = growth(library.years_of(named), whole)
    best = sorted((-value, library.label(thing)) for thing, value in found.items() if value >= GROWING)
    since = f"since {min(late)}" if late else ""
    return [(label, f"{-value:.1f} times as often {since}") for value, label in best[:MOST]]


def _united_kinds(library: Library) -> dict[str, set[str]]:
    kinds = ("Topic", "Task", "Method", "Model")
    named = library.named("mentions", *kinds)
    for topic, papers in library.named("about", "Topic").items():
        named[topic] = named.get(topic, set()) | papers
    return named
