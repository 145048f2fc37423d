"""The mentions that may be one person, and how alike they are in each respect, as matrices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from kg.model import RecordId
from kg.resolve.people.mentions import BUCKETS, MOST_COAUTHORS, Ids, Mention, Paper
from kg.resolve.people.names import CONFLICT, agreement

Matrix: TypeAlias = NDArray[np.float64]
Marks: TypeAlias = NDArray[np.bool_]

CIRCLE = 2.0
"""Co-authors of so much weight that two papers share put them in one circle."""
WORLD = 10_000
"""A name that few of these papers have is rare also where there are only few papers."""
SECOND_HAND, MOST_PAPERS = 0.3, 40
"""What counts a name that a co-author writes with; of how many of the co-author's papers."""
SAMPLE = 100
"""So many papers tell how alike any two are."""


class Corpus:
    """How many papers have a word, a name, a venue, a category or a place: what is rare says much."""

    def __init__(self) -> None:
        """Start with no paper."""
        self.papers = 0
        self._in = np.zeros(BUCKETS, dtype=np.int32)
        self._by_name: dict[int, list[Paper]] = {}
        self._sample: list[tuple[int, RecordId, Paper]] = []
        self._alike: float | None = None

    def add(self, mentions: Sequence[Mention]) -> None:
        """Count one paper, by its mentions."""
        paper = mentions[0].paper
        self.papers += 1
        self._in[paper.words] += 1
        once = {paper.venue, paper.category, *(each for name in paper.names for each in name)}
        once.update(place for mention in mentions for place in mention.places)
        for number in once:
            self._in[number] += 1
        for name, _ in dict.fromkeys(paper.names):
            self._by_name.setdefault(name, []).append(paper)
        self._alike = None
        self._sample.append((crc32(paper.record.encode("utf-8", "surrogatepass")), paper.record, paper))
        if len(self._sample) >= 2 * SAMPLE:
            self._sample = sorted(self._sample, key=lambda each: each[:2])[:SAMPLE]

    def weights(self, numbers: Sequence[int] | NDArray[np.int64], least: int = 0) -> Matrix:
        """How much each says: the logarithm of one over the share of papers that have it, of `least` at least."""
        found: Matrix = np.log((max(self.papers, least) + 1) / (self._in[np.asarray(numbers, dtype=np.int64)] + 1.0))
        return np.maximum(found, 0.0)

    def alike(self) -> float:
        """How alike the words of two papers are that have nothing to do with each other, by a sample of them all."""
        if self._alike is None:
            papers = [paper for *_, paper in sorted(self._sample, key=lambda each: each[:2])[:SAMPLE]]
            gram = _gram(self.words(papers))
            number = len(papers)
            self._alike = float((gram.sum() - np.trace(gram)) / max(1, number * (number - 1)))
        return self._alike

    def words(self, papers: Sequence[Paper]) -> Matrix:
        """A row a paper, with the weights of its words."""
        ids, held = _table([paper.words for paper in papers], [paper.counts for paper in papers])
        weighted: Matrix = np.log1p(held) * self.weights(ids)
        return weighted

    def circle(self, mention: Mention) -> dict[int, float]:
        """The names beside a mention, and at less weight those that these write with elsewhere."""
        own = mention.paper.names[mention.slot][0]
        beside = sorted({name for name, _ in mention.beside()})
        found = dict.fromkeys(beside, 1.0)
        for name in beside:
            for other in sorted(self._written_with(name)):
                if other not in (own, name):
                    found[other] = found.get(other, 0.0) + SECOND_HAND
        return found

    def _written_with(self, name: int) -> set[int]:
        """The names that stand beside a name on any of its papers, or on so many that it makes no difference."""
        papers = self._by_name[name]
        if len(papers) > MOST_PAPERS:
            papers = sorted(papers, key=lambda each: (crc32(each.record.encode("utf-8", "surrogatepass")), each.record))
        short = (paper for paper in papers[:MOST_PAPERS] if len(paper.names) <= MOST_COAUTHORS)
        return {other for paper in short for other, _ in paper.names}


class Block:
    """The mentions of one name in order, with what tells them apart; `likeness` is by pair of mentions."""

    def __init__(self, mentions: Sequence[Mention], corpus: Corpus) -> None:
        """Compare all mentions with each other."""
        self.mentions = mentions
        self.size = len(mentions)
        self.corpus = corpus
        self.years = np.array([each.paper.year for each in mentions], dtype=np.int64)
        self.cut: Marks = np.array([each.paper.cut for each in mentions])
        self._coauthors()
        self._likeness()
        self._names()
        self.apart = _apart(mentions) | (self.agreement <= CONFLICT)

    def _coauthors(self) -> None:
        lists = [each.coauthors() for each in self.mentions]
        self.coauthor_ids, self.coauthors = _table(lists)
        weights = self.corpus.weights(self.coauthor_ids, least=WORLD)
        self.coauthor_weights = weights / 2  # each name stands there twice, in full and by initial
        self.accompanied = _any(self.coauthors)
        self.shared: Matrix = (self.coauthors * self.coauthor_weights) @ self.coauthors.T

        circles = [self.corpus.circle(each) for each in self.mentions]
        ids, held = _table([list(each) for each in circles], [list(each.values()) for each in circles])
        self.circle = _gram(held * self.corpus.weights(ids, least=WORLD))

    def _likeness(self) -> None:
        self.topic = self._topic()
        self.venue = self._one([each.paper.venue for each in self.mentions])
        self.category = self._one([each.paper.category for each in self.mentions])
        ids, held = _table([each.places for each in self.mentions])
        self.place = _gram(held * self.corpus.weights(ids, least=WORLD))
        self.placed = _any(held)
        _, emails = _table([each.emails for each in self.mentions])
        self.emails: Matrix = emails @ emails.T

    def _topic(self) -> Matrix:
        """The products of the papers' words, with what an average paper would have in common taken away."""
        products: Matrix = _gram(self.corpus.words([each.paper for each in self.mentions])) - self.corpus.alike()
        return products

    def _one(self, numbers: list[int]) -> Matrix:
        """The products where each paper has one such thing at most; 0 is none."""
        ids = np.array(numbers)
        known = ids > 0
        same: Matrix = ((ids[:, None] == ids[None]) & known[:, None] & known[None]).astype(np.float64)
        return same

    def _names(self) -> None:
        forms = sorted({each.form for each in self.mentions})
        place = {form: at for at, form in enumerate(forms)}
        found = np.array([[agreement(a, b) for b in forms] for a in forms])
        at = np.array([place[each.form] for each in self.mentions])
        self.agreement: Matrix = found[np.ix_(at, at)]
        near = _connected(self.shared >= CIRCLE)
        fits = [(found[place] > CONFLICT)[at] for place in range(len(forms))]
        self.bearers = np.array([each.sum() for each in fits])[at]
        self.circles = np.array([len(np.unique(near[each])) for each in fits])[at]
        self.rare: Marks = np.array([each.rare for each in forms])[at]


def _table(
    lists: Sequence[Sequence[object] | Ids], counts: Sequence[Sequence[float] | Ids] | None = None
) -> tuple[NDArray[np.int64], Matrix]:
    """What the lists hold, each once and sorted, and how often each list has it."""
    lengths = [len(each) for each in lists]
    if not sum(lengths):
        return np.zeros(0, dtype=np.int64), np.zeros((len(lists), 0))
    flat = np.concatenate([np.asarray(each) for each in lists if len(each)])
    ids, columns = np.unique(flat, return_inverse=True)
    held = np.zeros((len(lists), len(ids)))
    rows = np.repeat(np.arange(len(lists)), lengths)
    held[rows, columns] = 1.0 if counts is None else np.concatenate([each for each in counts if len(each)])
    return ids, held


def _any(held: Matrix) -> Marks:
    """Which rows hold anything."""
    found: Marks = held.sum(axis=1) > 0
    return found


def _gram(rows: Matrix) -> Matrix:
    """The cosines of rows; of one that is empty, 0."""
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    unit = rows / np.where(length > 0, length, 1.0)
    product: Matrix = unit @ unit.T
    return product


def _connected(linked: Marks) -> NDArray[np.int64]:
    """The lowest number that each can be reached from."""
    number = np.arange(len(linked))
    near = linked | np.eye(len(linked), dtype=bool)
    while True:
        lowest = np.where(near, number[None], len(linked)).min(axis=1)
        lowest = lowest[lowest]
        if np.array_equal(lowest, number):
            return number
        number = lowest


def _apart(mentions: Sequence[Mention]) -> Marks:
    """Which pairs are two people: authors of one record, or of different identifiers of one scheme."""
    records = [each.paper.record for each in mentions]
    apart = _equal(records)
    np.fill_diagonal(apart, val=False)
    for scheme in sorted({key for each in mentions for key in identifiers(each)}):
        values = [identifiers(each).get(scheme, "") for each in mentions]
        known = np.array([bool(each) for each in values])
        apart |= ~_equal(values) & known[:, None] & known[None]
    return apart


def identifiers(mention: Mention) -> dict[str, str]:
    """What registries call the author, by scheme."""
    found = {each.scheme: each.value for each in mention.name.identifiers}
    return found | ({"orcid": mention.name.orcid} if mention.name.orcid else {})


def _equal(values: Iterable[str]) -> Marks:
    _, numbers = np.unique(np.array(list(values), dtype=object).astype(str), return_inverse=True)
    equal: Marks = numbers[:, None] == numbers[None]
    return equal
