"""What became of the authors of one name, by a digest of all that it depends on: what was worked out is not again.

The digest is of the authors as they are written, of their papers, of who writes with
them, and of how often each of that is met with in all papers, as it is weighed. What is
weighed goes by counts in few digits (`block.about`), so that a record more changes the
digests of those names only that have to do with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b

import msgspec
from msgspec import Struct

from kg.model import Decision, RecordId
from kg.resolve.people.block import Corpus
from kg.resolve.people.mentions import Mention, Paper, PaperOf

_ENCODER = msgspec.json.Encoder()
_SIZE = 16


class Outcome(Struct, frozen=True, array_like=True):
    """The groups of a block's mentions, by their places in it, and what was decided of them."""

    groups: list[list[int]]
    decisions: list[Decision]


_LINE = msgspec.json.Decoder(tuple[str, Outcome])


class Outcomes:
    """The outcomes of an earlier resolution and of this one, a line of JSON each."""

    def __init__(self, before: Iterable[bytes] = ()) -> None:
        """Start with the lines of an earlier one."""
        self._before = {line[2 : 2 + 2 * _SIZE]: line for line in before}
        self._now: list[bytes] = []

    def known(self, digest: str) -> Outcome | None:
        """What became of the block of that digest before, and so does now."""
        line = self._line(digest)
        if line is None:
            return None
        self._now.append(line)
        return _LINE.decode(line)[1]

    def _line(self, digest: str) -> bytes | None:
        return self._before.get(digest.encode())

    def add(self, digest: str, outcome: Outcome) -> None:
        """Take in what became of a block."""
        self._now.append(_ENCODER.encode((digest, outcome)) + b"\n")

    def lines(self) -> list[bytes]:
        """The outcomes of this resolution, sorted."""
        return sorted(self._now)


class Digests:
    """The digests of blocks, once all records are taken in; those of papers and of circles are kept for the next."""

    def __init__(self, corpus: Corpus, paper_of: PaperOf, verdicts: Sequence[Decision]) -> None:
        """Digest by these counts, by which paper each record is of, and by what persons decided."""
        self._corpus, self._paper_of = corpus, paper_of
        self._papers: dict[RecordId, bytes] = {}
        self._circles: dict[int, bytes] = {}
        self._whole = msgspec.json.encode(corpus.measures())
        self._verdicts: dict[str, list[bytes]] = {}
        for each in verdicts:
            for reference in (each.left, each.right):
                self._verdicts.setdefault(reference, []).append(_ENCODER.encode(each))

    def of(self, mentions: Iterable[Mention]) -> str:
        """The digest of a block, in hexadecimal."""
        found = blake2b(self._whole, digest_size=_SIZE)
        for mention in mentions:
            found.update(self._mention(mention))
        return found.hexdigest()

    def _mention(self, mention: Mention) -> bytes:
        """What one author on one paper brings into a block."""
        written = (mention.position, mention.slot, mention.name, mention.form, mention.places, mention.emails)
        said = self._verdicts.get(mention.reference, []) if self._verdicts else []
        circles = [self._circle(name) for name in self._corpus.beside(mention) if self._corpus.writes_elsewhere(name)]
        places = self._corpus.often(mention.places)
        return b"".join((self._paper(mention.paper), _ENCODER.encode(written), places, *circles, *said))

    def _paper(self, paper: Paper) -> bytes:
        if paper.record not in self._papers:
            names = [number for name in paper.names for number in name]
            once = (paper.record, paper.forms, names, paper.venue, paper.category, paper.year, paper.cut)
            words = b"".join((paper.words.tobytes(), paper.counts.tobytes(), self._corpus.often(paper.words)))
            often = self._corpus.often([paper.venue, paper.category, *names])
            paper_of = self._paper_of(paper.record)
            self._papers[paper.record] = _digest(_ENCODER.encode((once, paper_of)), words, often)
        return self._papers[paper.record]

    def _circle(self, name: int) -> bytes:
        """Those who write with a name, and how often each is met with; who has one paper is told by that paper."""
        if name not in self._circles:
            circle = self._corpus.written_with(name)
            self._circles[name] = _digest(circle.tobytes(), self._corpus.often(circle))
        return self._circles[name]


def _digest(*parts: bytes) -> bytes:
    found = blake2b(digest_size=_SIZE)
    for part in parts:
        found.update(b"%d:" % len(part))
        found.update(part)
    return found.digest()
