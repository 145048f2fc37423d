"""The mentions that may be one person, and how alike they are in each respect, as matrices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, TypeAlias
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from kg.model import RecordId
from kg.resolve.people.buckets import BUCKETS
from kg.resolve.people.mentions import MOST_COAUTHORS, Counts, Ids, Mention, Paper
from kg.resolve.people.names import CONFLICT, agreement
from kg.resolve.people.words import usual_share

Matrix: TypeAlias = NDArray[np.floating[Any]]
Vector: TypeAlias = NDArray[np.floating[Any]]
Layers: TypeAlias = NDArray[np.floating[Any]]
"""Several matrices, one behind the other."""
Marks: TypeAlias = NDArray[np.bool_]

CIRCLE, TOPIC, VENUE, CATEGORY, PLACE, RANK = range(6)
"""The layers of a block of which groups have the sum."""
SHARED, CLOSEST, ALIKE, EMAIL, NAME, RARE = range(6)
"""Those of which they have the largest."""
WORLD = 10_000
"""A name that few of these papers have is rare also where there are only few papers."""
STRANGER = 10.0
"""So much weight of names that are not the same is taken to stand beside each as well: few names say little."""
SECOND_HAND, MOST_PAPERS = 0.3, 40
"""What counts a name that a co-author writes with; of how many of the co-author's papers."""
SAMPLE = 100
"""So many papers tell how alike any two are."""

DIGITS = 2
"""So many binary digits of a count are gone by, so that one paper more changes what few names and words weigh."""


USUAL, USUALLY_ALIKE = 1000, 0.0146
"""As many papers of all fields are taken to stand beside these, and how alike any two of them are."""


class Corpus:
    """How many papers have a word, a name, a venue, a category or a place: what is rare says much."""

    def __init__(self) -> None:
        """Start with no paper."""
        self.papers = 0
        self._in = np.zeros(BUCKETS, dtype=np.int32)
        self._by_name: dict[int, list[Paper]] = {}
        self._with: dict[int, Ids] = {}
        self._sample: list[tuple[int, RecordId, Paper]] = []
        self._alike: float | None = None

    def add(self, mentions: Sequence[Mention]) -> None:
        """Count one paper, by its mentions."""
        paper = mentions[0].paper
        self.papers += 1
        self._in[paper.words] += 1
        once = _once(mentions)
        self._in[np.fromiter(once, dtype=np.int64, count=len(once))] += 1
        for name in dict.fromkeys(each.short for each in paper.names):
            self._by_name.setdefault(name, []).append(paper)
        self._alike = None
        self._with.clear()
        self.__dict__.pop("_often", None)
        self.__dict__.pop("_all", None)
        self._sample.append((crc32(paper.record.encode("utf-8", "surrogatepass")), paper.record, paper))
        if len(self._sample) >= 2 * SAMPLE:
            self._sample = sorted(self._sample, key=lambda each: each[:2])[:SAMPLE]

    def counted(self) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """The numbers that any paper has, and how many have each."""
        there = np.flatnonzero(self._in)
        return there, self._in[there]

    @cached_property
    def _often(self) -> NDArray[np.int32]:
        """About how many papers have each."""
        found = np.zeros(BUCKETS, dtype=np.int32)
        there, counts = self.counted()
        found[there] = about(counts)
        return found

    @cached_property
    def _all(self) -> int:
        """About how many papers there are."""
        return int(about(np.array(self.papers)))

    def often(self, numbers: Sequence[int] | NDArray[np.integer[Any]]) -> bytes:
        """About how many papers have each of these, as bytes: what weights depend on."""
        return self._often[np.asarray(numbers, dtype=np.int64)].tobytes()

    def measures(self) -> tuple[int, float]:
        """About how many papers there are, and how alike any two are: what all weights depend on."""
        return self._all, self.alike()

    def weights(self, numbers: Sequence[int] | NDArray[np.int64], least: int = 0) -> Matrix:
        """How much each says: the logarithm of one over the share of papers that have it, of `least` at least."""
        papers = max(self._all, least)
        found = np.log((papers + 1) / (self._often[np.asarray(numbers, dtype=np.int64)] + 1.0))
        return np.maximum(found, 0.0).astype(np.float32)

    def alike(self) -> float:
        """How alike the words of two papers are that have nothing to do with each other, by a sample of them all."""
        if self._alike is None:
            papers = [paper for *_, paper in sorted(self._sample, key=lambda each: each[:2])[:SAMPLE]]
            gram = _gram(self.words(papers))
            number = len(papers)
            own = float((gram.sum() - np.trace(gram)) / max(1, number * (number - 1)))
            self._alike = round((self._all * own + USUAL * USUALLY_ALIKE) / (self._all + USUAL), 3)
        return self._alike

    def words(self, papers: Sequence[Paper]) -> Matrix:
        """A row a paper, with the weights of its words."""
        ids, held = _table([paper.words for paper in papers], [paper.counts for paper in papers])
        weighted: Matrix = np.log1p(held) * self._word_weights(ids)
        return weighted

    def _word_weights(self, words: NDArray[np.int64]) -> Vector:
        """What words say, by these papers and by those of all fields."""
        known = usual_share()[words] * USUAL
        found: Vector = np.log((self._all + USUAL + 1) / (self._often[words] + known + 1.0)).astype(np.float32)
        return found

    def beside(self, mention: Mention) -> list[int]:
        """The names beside a mention."""
        return sorted({each.short for each in mention.beside()})

    def circle(self, mention: Mention) -> Ids:
        """The names beside a mention, and those that these write with elsewhere."""
        beside = self.beside(mention)
        if not beside:
            return np.zeros(0, dtype=np.uint32)
        found = np.unique(np.concatenate([self.written_with(name) for name in beside]))
        others: Ids = found[found != mention.paper.names[mention.slot].short]
        return others

    def writes_elsewhere(self, name: int) -> bool:
        """Whether a name stands on more papers than one."""
        return len(self._by_name[name]) > 1

    def written_with(self, name: int) -> Ids:
        """A name and those that stand beside it on any of its papers, or on so many that it makes no difference."""
        if name not in self._with:
            papers = self._by_name[name]
            if len(papers) > MOST_PAPERS:
                papers = sorted(
                    papers, key=lambda each: (crc32(each.record.encode("utf-8", "surrogatepass")), each.record)
                )
            short = (paper for paper in papers[:MOST_PAPERS] if len(paper.names) <= MOST_COAUTHORS)
            found = {name, *(other.short for paper in short for other in paper.names)}
            self._with[name] = np.fromiter(sorted(found), dtype=np.uint32, count=len(found))
        return self._with[name]


def _once(mentions: Sequence[Mention]) -> set[int]:
    """The numbers of a paper's venue, category, names and places."""
    paper = mentions[0].paper
    once = {paper.venue, paper.category, *(each for name in paper.names for each in name)}
    once.update(place for mention in mentions for place in mention.places)
    return once


def numbers(mentions: Sequence[Mention]) -> set[int]:
    """The numbers of all that a paper is counted by in a corpus; none of a paper without authors."""
    return set(counting(mentions))


def counting(mentions: Sequence[Mention]) -> list[int]:
    """The same, each as often as the paper counts for it: what a word and a name have in common twice."""
    return [*_once(mentions), *mentions[0].paper.words.tolist()] if mentions else []


def about(counts: NDArray[np.integer[Any]]) -> NDArray[np.int64]:
    """Counts in `DIGITS` binary digits, each the middle of those that have the same.

    >>> about(np.array([0, 1, 3, 4, 5, 100, 1000])).tolist()
    [0, 1, 3, 5, 5, 112, 896]
    """
    found = counts.astype(np.int64)
    over = np.maximum(np.frexp(found)[1] - DIGITS, 0)
    middle: NDArray[np.int64] = (found >> over << over) + ((1 << over) >> 1)
    return middle


class Block:
    """The mentions of one name in order, with what tells them apart.

    `sums` and `tops` are layers of numbers by pair of mentions: of the former, groups of
    mentions have the sum over their pairs, of the latter the largest.
    """

    def __init__(self, mentions: Sequence[Mention], corpus: Corpus) -> None:
        """Compare all mentions with each other."""
        self.mentions = mentions
        self.size = len(mentions)
        self.corpus = corpus
        self.years = np.array([each.paper.year for each in mentions], dtype=np.int64)
        self.cut: Marks = np.array([each.paper.cut for each in mentions])
        shared, circle = self._coauthors()
        self._names()
        place, emails = self._places()
        papers = [each.paper for each in mentions]
        topic = self._topic(papers)
        venue, category = _same([each.venue for each in papers]), _same([each.category for each in papers])
        rare = venue * self.corpus.weights([each.venue for each in papers])[:, None]
        rank = _same([each.rank() for each in mentions])
        self.sums: Layers = np.stack((circle, topic, venue, category, place, rank))
        self.tops: Layers = np.stack((shared, circle, topic, emails, self.agreement, rare))
        self.apart = _apart(mentions) | (self.agreement <= CONFLICT)

    def _coauthors(self) -> tuple[Matrix, Matrix]:
        """How much the co-authors that two mentions share weigh, and how far the circles around them overlap."""
        beside = [each.beside() for each in self.mentions]
        ids, both = _table(
            [[key for each in names for key in (each.whole, each.short, each.initial)] for names in beside]
            + [[key for each in names for key in (each.whole, each.short, each.counterpart)] for names in beside]
        )
        weights = self.corpus.weights(ids, least=WORLD) / 2  # each name that is the same is so as a whole and in short
        held, sought = both[: self.size], both[self.size :]
        self.company: Vector = held @ weights
        met = held.any(axis=0) & sought.any(axis=0) & ((both.sum(axis=0) > 2) | (held != sought).any(axis=0))
        self.coauthors, self.sought, self.coauthor_weights = held[:, met], sought[:, met], weights[met]
        shared = (self.coauthors * self.coauthor_weights) @ self.sought.T
        return shared, self._circle()

    def _circle(self) -> Matrix:
        """The overlap of the names beside two mentions, and at less weight of those that these write with elsewhere.

        What both have over what the one has that has less: it never falls when both have one more.
        """
        near = self._weighted([self.corpus.beside(each) for each in self.mentions])
        far = self._weighted([self.corpus.circle(each) for each in self.mentions])
        both, whole = ((1 - SECOND_HAND) * one + SECOND_HAND * other for one, other in zip(near, far, strict=True))
        overlap: Matrix = both / (np.minimum(whole[:, None], whole[None]) + STRANGER)
        return overlap

    def _weighted(self, lists: Sequence[Sequence[int] | Ids]) -> tuple[Matrix, Vector]:
        """What the names weigh that two lists share, and all of each list."""
        ids, held = _table(lists)
        weights = self.corpus.weights(ids, least=WORLD)
        several = held.sum(axis=0) > 1
        shared = held[:, several]
        return (shared * weights[several]) @ shared.T, held @ weights

    def _places(self) -> tuple[Matrix, Matrix]:
        ids, held = _table([each.places for each in self.mentions])
        self.placed = _any(held)
        _, emails = _table([each.emails for each in self.mentions])
        return _gram(held * self.corpus.weights(ids, least=WORLD)), emails @ emails.T

    def _topic(self, papers: Sequence[Paper]) -> Matrix:
        """The products of the papers' words, with what an average paper would have in common taken away."""
        products: Matrix = _gram(self.corpus.words(papers)) - self.corpus.alike()
        return products

    def _names(self) -> None:
        forms = sorted({each.form for each in self.mentions})
        place = {form: at for at, form in enumerate(forms)}
        found = np.array([[agreement(a, b) for b in forms] for a in forms], dtype=np.float32)
        at = np.array([place[each.form] for each in self.mentions])
        self.agreement: Matrix = found[np.ix_(at, at)]
        fits = [(found[place] > CONFLICT)[at] for place in range(len(forms))]
        self.bearers = np.array([each.sum() for each in fits])[at]
        self.rare: Marks = np.array([each.rare for each in forms])[at]


def _table(
    lists: Sequence[Sequence[object] | Ids], counts: Sequence[Sequence[float] | Counts] | None = None
) -> tuple[NDArray[np.int64], Matrix]:
    """What the lists hold, each once and sorted, and how often each list has it."""
    lengths = [len(each) for each in lists]
    if not sum(lengths):
        return np.zeros(0, dtype=np.int64), np.zeros((len(lists), 0), dtype=np.float32)
    flat = np.concatenate([np.asarray(each) for each in lists if len(each)])
    ids, columns = _numbered(flat)
    held = np.zeros((len(lists), len(ids)), dtype=np.float32)
    rows = np.repeat(np.arange(len(lists)), lengths)
    held[rows, columns] = 1.0 if counts is None else np.concatenate([each for each in counts if len(each)])
    return ids, held


def _numbered(flat: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """The different values, sorted, and the place of each in them: `np.unique` without what it asks first."""
    order = flat.argsort(kind="stable")
    ordered = flat[order]
    first = np.ones(len(flat), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    places = np.empty(len(flat), dtype=np.int64)
    places[order] = first.cumsum() - 1
    return ordered[first], places


def _same(numbers: Sequence[int]) -> Matrix:
    """Which pairs have the same number; 0 is none."""
    ids = np.array(numbers)
    same: Matrix = ((ids[:, None] == ids[None]) & (ids > 0)[:, None]).astype(np.float32)
    return same


def _any(held: Matrix) -> Marks:
    """Which rows hold anything."""
    found: Marks = held.sum(axis=1) > 0
    return found


def _gram(rows: Matrix) -> Matrix:
    """The cosines of rows; of one that is empty, 0."""
    if not rows.shape[1]:
        return np.zeros((len(rows), len(rows)), dtype=np.float32)
    length = np.sqrt((rows**2).sum(axis=1, keepdims=True))
    several = (rows > 0).sum(axis=0) > 1
    unit = rows[:, several] / np.where(length > 0, length, 1.0)
    product: Matrix = unit @ unit.T
    np.fill_diagonal(product, (length[:, 0] > 0).astype(np.float32))
    return product


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
