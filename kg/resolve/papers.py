"""Which records are of one paper, and which papers are versions of each other.

Records with an identifier in common are of one paper. So are records whose titles are
the same, or all but the same, whose authors are compatible and whose years are at most
one apart, as long as no registry tells them apart. Two that a registry does tell apart,
a preprint and what was published under the same title, stay two papers, of which one
is a version of the other. Where several records state one paper, `preferred` is the
one whose facts stand: with an identifier before without, published before preprint,
then the longest list of authors, the more precise date, the longer abstract.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations

from msgspec import Struct

from kg.keys import normal, title_key
from kg.model import Decision, Identifier, Key, Reason, Record, RecordId, Verdict
from kg.resolve.clusters import Clusters
from kg.resolve.verdicts import Verdicts

PREFERRED = ("doi", "arxiv")
"""The schemes whose identifiers make the best keys, in order."""
REGISTRIES = frozenset({"doi", "arxiv", "pmid", "pmcid", "openalex", "s2", "dblp", "acl"})
"""The schemes in which one paper has one identifier."""
ALIKE = 0.94
"""How alike two titles are that differ by a slip, as the share of characters in common (Ratcliff and Obershelp)."""
FEW_WORDS, SHORT = 4, 24
"""A title of fewer words or characters says little by itself."""
MOST = 40
"""Of titles that look alike, so many are compared with one another."""
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(.+)", re.IGNORECASE)
_PREPRINT_DOI = re.compile(r"10\.(?:48550|1101|21203|31219|31234|26434|36227|20944|2139)/", re.IGNORECASE)
_PREPRINT_VENUE = re.compile(r"(?:arxiv|corr|biorxiv|medrxiv|chemrxiv|psyarxiv|ssrn)(?![\w/])", re.IGNORECASE)
_HASH = 40
_NUMBERS = re.compile(r"\b(?:[0-9]+|[ivx]+)\b")


class Resolved(Struct, frozen=True):
    """The key of each record's paper, the record whose facts stand for each, versions (of, is), and decisions.

    `named` leads from the key of every identifier to that of the paper that has it; `titles` are the records'.
    """

    paper_of: dict[RecordId, Key]
    preferred: dict[Key, RecordId]
    versions: tuple[tuple[Key, Key], ...]
    decisions: tuple[Decision, ...]
    named: dict[Key, Key]
    titles: dict[RecordId, str]


class Seen(Struct, frozen=True, array_like=True):
    """What of a record tells its paper: identifiers, title, authors, date and how much it says of all that."""

    record: RecordId
    keys: tuple[Key, ...]
    title: str
    numbers: tuple[str, ...]
    written: str
    surnames: frozenset[str]
    complete: bool
    year: int | None
    preprint: bool
    versions: tuple[Key, ...]
    rank: tuple[bool, bool, int, int, int]

    def first_words(self) -> Iterator[str]:
        """Under which its title is looked up where it may be written otherwise: how it begins and how it ends."""
        words = self.title.split()
        if len(words) >= FEW_WORDS:
            for name in self.surnames or {""}:
                yield f"{name} {words[0]} {words[1]} ..."
                yield f"{name} ... {words[-2]} {words[-1]}"


class Papers:
    """What each record says of its paper."""

    def __init__(self, verdicts: Verdicts | None = None) -> None:
        """Start with no record, and with what persons decided of pairs of records."""
        self._verdicts = verdicts or Verdicts()
        self._seen: dict[RecordId, Seen] = {}

    def add(self, seen: Seen) -> None:
        """Take in what tells a record's paper."""
        self._seen[seen.record] = seen

    def resolve(self) -> Resolved:
        """Decide which records are of one paper."""
        seen = [self._seen[name] for name in sorted(self._seen)]
        clusters = Clusters(each.record for each in seen)
        decisions = self._verdicts.carried_out("paper", self._seen, clusters.join, clusters.part)
        decisions += [*_by_identifier(seen, clusters), *_by_title(seen, clusters, self._seen)]
        key_of, preferred, named = {}, {}, {}
        parts = [[self._seen[name] for name in part] for part in clusters.parts()]
        for key, part in zip(_keys(parts), parts, strict=True):
            key_of.update({each.record: key for each in part})
            named.update({each: key for seen_as in part for each in seen_as.keys})
            preferred[key] = max(part, key=lambda each: (each.rank, each.record)).record
        titles = {each.record: each.written for each in seen}
        return Resolved(key_of, preferred, tuple(_versions(seen, key_of)), tuple(decisions), named, titles)


def key_of(identifier: Identifier) -> Key:
    """The key of an identifier; arXiv's DOI is arXiv's identifier.

    >>> key_of(Identifier("doi", "10.48550/arXiv.2104.08815")), key_of(Identifier("doi", "10.1/A"))
    ('arxiv:2104.08815', 'doi:10.1/a')
    """
    if identifier.scheme != "doi":
        return str(identifier)
    found = _ARXIV_DOI.fullmatch(identifier.value)
    return f"arxiv:{found[1]}" if found else f"doi:{identifier.value.lower()}"


def seen(record: Record) -> Seen:
    """What of a record tells its paper."""
    keys = tuple(dict.fromkeys(key_of(each) for each in record.identifiers))
    dois = [each.value for each in record.identifiers if each.scheme == "doi"]
    schemes = {key.partition(":")[0] for key in keys}
    served = "arxiv" in schemes or any(map(_PREPRINT_DOI.match, dois))
    preprint = (
        record.type == "preprint"
        or (served and (not record.venue or record.type == "article"))  # CSL's word for a preprint
        or _PREPRINT_VENUE.match(record.venue or "") is not None
    )
    names = [name.family or name.name for name in (*record.authors, *record.unlisted_authors)]
    title = title_key(record.title)
    return Seen(
        record=record.id,
        keys=keys,
        title=title,
        numbers=tuple(_NUMBERS.findall(title)),
        written=record.title,
        surnames=frozenset(words[-1] for words in (normal(name).split() for name in names) if words),
        complete=not record.authors_truncated,
        year=record.date.year if record.date else None,
        preprint=preprint,
        versions=tuple(key_of(each.identifier) for each in record.versions),
        rank=(
            bool(keys),
            not preprint,
            len(record.authors) - record.authors_truncated,
            len(str(record.date or "")),
            len(record.abstract),
        ),
    )


def _by_identifier(seen: Iterable[Seen], clusters: Clusters[RecordId]) -> Iterator[Decision]:
    """Join the records that share an identifier."""
    first: dict[Key, Seen] = {}
    for each in seen:
        for key in each.keys:
            other = first.setdefault(key, each)
            apart = clusters.root(other.record) != clusters.root(each.record)
            if apart and clusters.join(other.record, each.record):
                yield _decision(other, each, Verdict.SAME, Reason("identifier", 1.0, f"both are {key}"))


def _by_title(seen: Iterable[Seen], clusters: Clusters[RecordId], known: dict[RecordId, Seen]) -> Iterator[Decision]:
    """Join the records whose titles, authors and years allow it."""
    blocks: dict[str, list[Seen]] = defaultdict(list)
    for each in seen:
        for look in (each.title, *each.first_words()):
            blocks[look].append(each)
    keys = {clusters.root(part[0]): {key for name in part for key in known[name].keys} for part in clusters.parts()}
    told: set[tuple[RecordId, RecordId]] = set()
    for _, block in sorted(each for each in blocks.items() if len(each[1]) > 1):
        for a, b in combinations(sorted(block, key=lambda each: (not each.keys, each.record))[:MOST], 2):
            if a.numbers != b.numbers:
                continue
            roots = clusters.root(a.record), clusters.root(b.record)
            if roots[0] == roots[1] or clusters.parted(*roots) or (a.record, b.record) in told:
                continue
            told.add((a.record, b.record))
            if (reason := _compared(a, b, keys[roots[0]], keys[roots[1]])) is None:
                continue
            verdict, why = reason
            if verdict is Verdict.SAME:
                clusters.join(*roots)
                keys[clusters.root(a.record)] = keys[roots[0]] | keys[roots[1]]
            yield _decision(a, b, verdict, why)


def _compared(a: Seen, b: Seen, of_a: set[Key], of_b: set[Key]) -> tuple[Verdict, Reason] | None:
    """Whether two records that look alike are of one paper; `None` where the titles say already that they are not."""
    likeness = title_likeness(a.title, b.title)
    if likeness < ALIKE:
        return None
    title = "the same title" if likeness == 1 else f"titles alike by {likeness:.2f}"
    shared = a.surnames & b.surnames
    if a.surnames and b.surnames and not shared:
        return Verdict.DIFFERENT, Reason("authors", -1.0, f"{title}, no author in common")
    if a.complete and b.complete and 2 * len(shared) < min(len(a.surnames), len(b.surnames)):
        return Verdict.UNDECIDED, Reason("authors", 0.0, f"{title}, but few authors in common")
    if not shared and (len(a.title.split()) < FEW_WORDS or likeness < 1):
        return Verdict.UNDECIDED, Reason("authors", 0.0, f"{title}, which says little, and no authors to compare")
    if clash := _clash(of_a, of_b):
        return Verdict.DIFFERENT, Reason("identifier", -1.0, f"{title}, but {clash}")
    if a.keys and b.keys and a.preprint != b.preprint:
        return Verdict.DIFFERENT, Reason("version", -0.5, f"{title}: a preprint and what was published")
    if a.year and b.year and abs(a.year - b.year) > 1:
        return Verdict.UNDECIDED, Reason("year", 0.0, f"{title}, but of {a.year} and {b.year}")
    return Verdict.SAME, Reason("title", likeness, f"{title} and compatible authors")


def title_likeness(a: str, b: str) -> float:
    """How alike two title keys are, from 0 to 1; not at all where numbers differ or a short one is not the same."""
    if a == b:
        return 1.0
    if min(len(a), len(b)) < SHORT or _NUMBERS.findall(a) != _NUMBERS.findall(b):
        return 0.0
    a, b = a[:1000], b[:1000]
    if _most_alike(a, b) < ALIKE:
        return 0.0
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def _most_alike(a: str, b: str) -> float:
    """How alike two texts are at most, by their letters in whatever order."""
    one, other = _letters(a), _letters(b)
    return 2 * sum(min(number, other.get(letter, 0)) for letter, number in one.items()) / (len(a) + len(b))


@lru_cache(maxsize=1 << 12)
def _letters(text: str) -> dict[str, int]:
    return dict(Counter(text))


def _clash(of_a: set[Key], of_b: set[Key]) -> str:
    """The identifiers of one registry that differ, in words; empty where none do."""
    for scheme in sorted({_registry(key) for key in of_a} & {_registry(key) for key in of_b} - {""}):
        left, right = (sorted(key for key in keys if _registry(key) == scheme) for keys in (of_a, of_b))
        if left and right and not set(left) & set(right):
            return f"{left[0]} and {right[0]}"
    return ""


def _registry(key: Key) -> str:
    """The registry that gives a paper one such key; Semantic Scholar has two, of hashes and of numbers."""
    scheme, _, value = key.partition(":")
    if scheme == "s2":
        return "s2 number" if value.isdecimal() and len(value) < _HASH else "s2 hash"
    return scheme if scheme in REGISTRIES else ""


def _keys(parts: list[list[Seen]]) -> Iterator[Key]:
    """The key of each paper: its best identifier, else its title, with what tells it apart where papers share it."""
    named = [min((key for each in part for key in each.keys), key=_rank, default=None) for part in parts]
    untitled = [part[0] for part, key in zip(parts, named, strict=True) if key is None]
    titles = Counter(each.title for each in untitled)
    written = Counter((each.title, each.surnames) for each in untitled)
    taken: set[Key] = set()
    for part, key in zip(parts, named, strict=True):
        first = part[0]
        told = [f"title:{first.title}"]
        if titles[first.title] > 1:
            told.append(" ".join(sorted(first.surnames)))
        if written[first.title, first.surnames] > 1:
            told.append(first.record)
        if key in taken:  # a person told apart what has one identifier
            told = [key, first.record]
        yield key if key and key not in taken else " / ".join(told)
        taken.add(key or "")


def _rank(key: Key) -> tuple[int, Key]:
    scheme = key.partition(":")[0]
    return (PREFERRED.index(scheme) if scheme in PREFERRED else len(PREFERRED), key)


def _versions(seen: Iterable[Seen], key_of_record: dict[RecordId, Key]) -> Iterator[tuple[Key, Key]]:
    """Each preprint with what was published of it: as the records state, and where title and authors are the same."""
    every = list(seen)
    by_key = {key: key_of_record[each.record] for each in every for key in each.keys}
    published: dict[str, list[Seen]] = defaultdict(list)
    for each in every:
        if not each.preprint and each.keys:
            published[each.title].append(each)
    found = set()
    for each in every:
        own = key_of_record[each.record]
        found |= {(by_key[key], own) if each.preprint else (own, by_key[key]) for key in each.versions if key in by_key}
        if each.preprint and each.keys:
            found |= {
                (key_of_record[other.record], own) for other in published[each.title] if each.surnames & other.surnames
            }
    yield from sorted((of, version) for of, version in found if of != version)


def _decision(a: Seen, b: Seen, verdict: Verdict, reason: Reason) -> Decision:
    left, right = sorted((a, b), key=lambda each: (each.written, each.record))
    return Decision(
        kind="paper",
        left=left.record,
        right=right.record,
        left_name=left.written,
        right_name=right.written,
        verdict=verdict,
        score=reason.score,
        reasons=(reason,),
    )
