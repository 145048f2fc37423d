"""What a library is, for people: who, what, with what, on what, what is new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from heapq import nlargest
from itertools import pairwise

from msgspec import Struct

from kg.describe.terms import term
from kg.measure import betweenness, communities_joined, page_rank
from kg.measure._library import Library
from kg.measure.growth import rate

MOST = 10
"""How many things each answer names."""
GROWING = 1.2
"""The least growth that is worth telling."""
GROW = frozenset({"Topic", "Task", "Method", "Model"})
"""The kinds of things whose growth is told."""


class Line(Struct, frozen=True):
    """A question of a reader, and what answers it, the first first: names with a figure or a word each."""

    question: str
    answers: list[tuple[str, str]]


class Summary(Struct, frozen=True):
    """A library in some lines."""

    lines: tuple[Line, ...] = ()


def summary(library: Library, stated: bytes) -> Summary:
    """The answers that the library has, with its measures as lines; a question without answer is left out."""
    asked = [
        ("Who writes most", _counted(library, library.papers_of)),
        ("Who is in the middle", _middle(library, stated)),
        ("Who joins groups", _bridges(library, stated)),
        ("What it is about", _counted(library, library.named("about", "Topic"))),
        ("What it wants to solve", _counted(library, library.named("addresses", "Task", "Topic"))),
        ("With what", _counted(library, library.named("uses", "Method", "Model", "Software"))),
        ("Against what", _counted(library, library.named("comparesWith", "Method", "Model", "Hardware", "Software"))),
        ("On what data", _counted(library, library.named("evaluatesOn", "Dataset"))),
        ("On what hardware", _counted(library, _united(library, ("uses", "evaluatesOn", "comparesWith"), "Hardware"))),
        ("What it cites most of its own", _cited(library)),
        ("What is new", _new(library)),
        ("What grows", _growing(library, stated)),
    ]
    return Summary(tuple(Line(question, answers) for question, answers in asked if answers))


def _values(stated: bytes, name: str, of: Collection[str]) -> dict[str, float]:
    """The values of a property that lines state, of these subjects."""
    found = {}
    for before, after in pairwise(stated.split(f' {term(name)} "'.encode())):
        subject = before[before.rfind(b"\n") + 1 :].decode()
        if subject in of:
            found[subject] = float(after[: after.index(b'"')])
    return found


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


def _middle(library: Library, stated: bytes) -> list[tuple[str, str]]:
    """The people of the highest PageRank, with the number of their co-authors."""
    ranks = _values(stated, page_rank.TERM, library.papers_of)
    least = _last(ranks.values())
    best = [(-rank, library.label(person), person) for person, rank in ranks.items() if rank >= least]
    counted = sorted((rank, label, len(library.written_with(person)) - 1) for rank, label, person in best)
    return [(label, f"{links} co-author" + ("s" if links != 1 else "")) for _, label, links in counted[:MOST]]


def _bridges(library: Library, stated: bytes) -> list[tuple[str, str]]:
    """The people whose co-authors are in several communities, those first who lie between most."""
    joined = _values(stated, communities_joined.TERM, library.papers_of)
    between = _values(stated, betweenness.TERM, joined)
    best = sorted((-value, -joined[person], library.label(person)) for person, value in between.items())
    return [(label, f"{-number:.0f} groups") for _, number, label in best[:MOST]]


def _cited(library: Library) -> list[tuple[str, str]]:
    """The papers that most papers of the library cite."""
    citing = ((paper, cited) for paper in library.papers & library.cites.keys() for cited in library.cites[paper])
    times = Counter(cited for paper, cited in citing if cited in library.papers and cited != paper)
    counted = sorted((-count, library.label(paper)) for paper, count in times.items())
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


def _growing(library: Library, stated: bytes) -> list[tuple[str, str]]:
    """The topics and the like of which more papers are recent than of the whole."""
    late, _ = rate(library.by_year(library.papers))
    found = _values(stated, "kg:growth", {thing for thing, kind in library.kinds.items() if kind in GROW})
    best = sorted((-value, library.label(thing)) for thing, value in found.items() if value >= GROWING)
    since = f"since {min(late)}" if late else ""
    return [(label, f"{-value:.1f} times as often {since}") for value, label in best[:MOST]]
