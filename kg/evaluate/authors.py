"""How well authors are told apart, on sets of papers whose authors of one name are known, beside simple ways to do it.

A set has a JSON object a line: `ambiguous_name`, `true_author`, `pub_id`, `title`,
`coauthors` (all authors, in order) and, where known, `year`, `venue`, `organization` (of
the author in question), `keywords` and `abstract`; the form of the AMiner set of 110
names. Figures are B-cubed (Bagga and Baldwin, 1998): precision and recall are means over
the papers of a name, and those of a set are means over its names, each counting once. A
name that only one person of the set has is not ambiguous, and does not count.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import combinations
from typing import Any, TypeAlias

import msgspec
import numpy as np
from msgspec import Struct

from kg.errors import ReadError
from kg.keys import normal
from kg.model import Affiliation, Name, PartialDate, Record, RecordId, Source
from kg.read import Input
from kg.resolve.clusters import Clusters
from kg.resolve.people import People
from kg.resolve.people.names import agreement, form_of

ALIKE, SAME_VENUE = 0.25, 0.15
"""Titles whose cosine is so high make one person in the strongest of the simple ways; so much less in one venue.

Of the thresholds that were tried on the AMiner set (0.20 to 0.40, 0 to 0.25), among the best three.
"""


class Line(Struct, frozen=True):
    """One paper of one ambiguous name."""

    ambiguous_name: str
    true_author: str
    pub_id: str
    title: str
    coauthors: tuple[str, ...] = ()
    year: str | int | None = None
    venue: str | None = None
    organization: str | None = None
    keywords: str | list[str] | None = None
    abstract: str | None = None


class Asked(Struct, frozen=True):
    """A paper of a name: the line, and where its author stands as (record, position)."""

    line: Line
    place: tuple[RecordId, int]


class Figures(Struct, frozen=True):
    """B-cubed precision, recall and F1, each a mean over the names that several people have."""

    precision: float
    recall: float
    f1: float


Answer: TypeAlias = "dict[tuple[RecordId, int], Hashable]"
Way: TypeAlias = Callable[[Sequence[Asked]], list[Hashable]]


def read_lines(source: Input) -> Iterator[Line]:
    """The lines of a set; raises `ReadError` with the line that is none."""
    decoder = msgspec.json.Decoder(Line)
    with source.open() as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield decoder.decode(line)
            except msgspec.DecodeError as error:
                raise ReadError(f"{source.name}:{number}", f"no paper of an author set: {error}") from error


def compared(lines: Sequence[Line]) -> dict[str, Figures]:
    """The figures of what a build would decide, and beside it of three simple ways, by name of the way.

    Raises `ReadError` where no name is of several people.
    """
    records, found = _records(lines)
    asked = {name: papers for name, papers in found.items() if len({each.line.true_author for each in papers}) > 1}
    if not asked:
        raise ReadError(
            "authors", "no name in the set is that of several people; expected true_author to tell them apart"
        )
    people = People()
    for record in records:
        people.add(record)
    persons = people.resolve().persons
    of = {place: person.key for person in persons for place in person.members}
    weight = _rarity(lines)
    ways: dict[str, Way] = {
        "one name, one person": lambda papers: [0] * len(papers),
        "shared co-authors": _by_coauthors,
        "shared co-authors, titles and venues": lambda papers: _by_titles(papers, weight),
        "paperkg": lambda papers: [of[each.place] for each in papers],
    }
    return {name: _figures(asked, way) for name, way in ways.items()}


def _records(lines: Sequence[Line]) -> tuple[list[Record], dict[str, list[Asked]]]:
    """A record a paper, with the affiliation of every author who is asked for, and the papers by name."""
    papers: dict[RecordId, list[Line]] = defaultdict(list)
    for line in lines:
        papers[line.pub_id].append(line)
    asked: dict[str, list[Asked]] = defaultdict(list)
    records = []
    for record, of_paper in sorted(papers.items()):
        names = [Name(name) for name in of_paper[0].coauthors if name.strip()]
        unlisted: list[Name] = []
        for line in of_paper:
            at = _position(line.ambiguous_name, names)
            if at is None:
                unlisted.append(Name(line.ambiguous_name, affiliations=_affiliations(line)))
            else:
                names[at] = msgspec.structs.replace(names[at], affiliations=_affiliations(line))
            asked[line.ambiguous_name].append(Asked(line, (record, -len(unlisted) if at is None else at + 1)))
        records.append(_record(of_paper[0], tuple(names), tuple(unlisted)))
    return records, dict(sorted(asked.items()))


def _record(line: Line, names: tuple[Name, ...], unlisted: tuple[Name, ...]) -> Record:
    year = str(line.year or "")[:4]
    keywords = line.keywords or ()
    return Record(
        id=line.pub_id,
        title=line.title,
        abstract=line.abstract or "",
        authors=names,
        unlisted_authors=unlisted,
        date=PartialDate(int(year)) if year.isdecimal() and int(year) else None,
        venue=line.venue,
        keywords=tuple(keywords.split(";") if isinstance(keywords, str) else keywords),
        source=Source("authors", 1),
    )


def _affiliations(line: Line) -> tuple[Affiliation, ...]:
    return (Affiliation(line.organization),) if line.organization else ()


def _position(name: str, among: Sequence[Name]) -> int | None:
    """Where the author stands whose name agrees best with the one that is asked for."""
    wanted = form_of(name)
    found = [(agreement(wanted, form_of(each.name)), -at) for at, each in enumerate(among)]
    best = max(found, default=(-1.0, 0))
    return -best[1] if best[0] > -1.0 else None


def _figures(asked: dict[str, list[Asked]], way: Way) -> Figures:
    found = [bcubed([each.line.true_author for each in papers], way(papers)) for papers in asked.values()]
    precision, recall, f1 = (float(np.mean(column)) for column in zip(*found, strict=True))
    return Figures(precision, recall, f1)


def bcubed(true: Sequence[Hashable], said: Sequence[Hashable]) -> tuple[float, float, float]:
    """B-cubed precision, recall and F1 of a partition, given who each is and who each is said to be.

    >>> bcubed("aab", "xyy")
    (0.6666666666666666, 0.6666666666666666, 0.6666666666666666)
    """
    both, of_true, of_said = Counter(zip(true, said, strict=True)), Counter(true), Counter(said)
    precision = sum(number**2 / of_said[cluster] for (_, cluster), number in both.items()) / len(true)
    recall = sum(number**2 / of_true[author] for (author, _), number in both.items()) / len(true)
    return precision, recall, 2 * precision * recall / (precision + recall)


def _by_coauthors(papers: Sequence[Asked]) -> list[Hashable]:
    """Papers that share a co-author are of one person."""
    clusters = Clusters(range(len(papers)))
    first: dict[str, int] = {}
    for at, each in enumerate(papers):
        for name in _beside(each):
            clusters.join(first.setdefault(name, at), at)
    return [clusters.root(at) for at in range(len(papers))]


def _beside(each: Asked) -> set[str]:
    return {normal(name) for name in each.line.coauthors} - {normal(each.line.ambiguous_name)}


def _rarity(lines: Sequence[Line]) -> dict[str, float]:
    """What each word of the titles says: the logarithm of one over the share of the set's papers that have it."""
    titles = {line.pub_id: line.title for line in lines}
    known = Counter(word for title in titles.values() for word in set(normal(title).split()))
    return {word: float(np.log((len(titles) + 1) / number)) for word, number in known.items()}


def _by_titles(papers: Sequence[Asked], weight: dict[str, float]) -> list[Hashable]:
    """So are those whose titles are alike, the more so in one venue."""
    words = [Counter(normal(each.line.title).split()) for each in papers]
    roots = _by_coauthors(papers)
    clusters = Clusters(range(len(papers)))
    for at, root in enumerate(roots):
        clusters.join(roots.index(root), at)
    for a, b in combinations(range(len(papers)), 2):
        venues = papers[a].line.venue, papers[b].line.venue
        needed = ALIKE - SAME_VENUE if venues[0] and venues[0] == venues[1] else ALIKE
        if _cosine(words[a], words[b], weight) >= needed:
            clusters.join(a, b)
    return [clusters.root(at) for at in range(len(papers))]


def _cosine(a: Counter[str], b: Counter[str], weight: dict[str, float]) -> float:
    lengths = [sum((number * weight[word]) ** 2 for word, number in counts.items()) ** 0.5 for counts in (a, b)]
    shared = sum(a[word] * b[word] * weight[word] ** 2 for word in a.keys() & b.keys())
    return shared / (lengths[0] * lengths[1]) if all(lengths) else 0.0


def lines_of(made: dict[str, Figures]) -> list[str]:
    """The figures as a table."""
    rows = [
        f"{name:<38}{each.precision:>8.4f}{each.recall:>8.4f}{each.f1:>8.4f}"
        for name, each in sorted(made.items(), key=lambda item: item[1].f1)
    ]
    return [f"{'authors, B-cubed, mean over names':<38}{'P':>8}{'R':>8}{'F1':>8}", *rows]


def values_of(made: dict[str, Figures]) -> Any:
    """The figures as plain values, for JSON."""
    return {name: msgspec.to_builtins(each) for name, each in made.items()}
