"""What persons decided of pairs: read from files of decisions, one a line, and kept by kind.

A file has the form of a build's `3-decisions.jsonl`, and that file may be given as it
is: what the program decided is passed over. Of several lines on one pair the last
counts, so that a verdict is changed by a line below it and undone by taking its lines out.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from pathlib import Path

import msgspec

from kg.errors import ReadError, UsageError
from kg.model import PROGRAM, Decision, DecisionKind, Verdict
from kg.resolve.clusters import Clusters

Pair = tuple[str, str]
_LINE = msgspec.json.Decoder(Decision)
_EXPECTED = (
    '{"kind": "person", "left": "REFERENCE", "right": "REFERENCE", "verdict": "same", "who": "NAME"}, '
    "with kind entity, paper or person and verdict same, different or undecided"
)


class Verdicts:
    """The verdicts of persons, by kind and pair; none where none are given."""

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        """Keep the last verdict on each pair; raises `UsageError` where verdicts contradict each other."""
        said: dict[tuple[DecisionKind, Pair], Decision] = {}
        for decision in decisions:
            if decision.who != PROGRAM:
                left, right = sorted((decision.left, decision.right))
                said.pop((decision.kind, (left, right)), None)
                said[decision.kind, (left, right)] = decision
        self._said = dict(sorted(said.items()))
        for kind in sorted({kind for kind, _ in said}):
            self._check(kind)

    def __len__(self) -> int:
        """How many pairs there are verdicts on."""
        return len(self._said)

    def __iter__(self) -> Iterator[Decision]:
        """All verdicts, sorted by kind and pair."""
        return iter(self._said.values())

    def carried_out(
        self,
        kind: DecisionKind,
        known: Container[str],
        join: Callable[[str, str], object],
        part: Callable[[str, str], object],
    ) -> list[Decision]:
        """Join, then part, the pairs of a kind that are known; the verdicts on them."""
        there = [each for each in self.of(kind) if each.left in known and each.right in known]
        for each in there:
            if each.verdict is Verdict.SAME:
                join(each.left, each.right)
        for each in there:
            if each.verdict is not Verdict.SAME:
                part(each.left, each.right)
        return there

    def of(self, kind: DecisionKind) -> list[Decision]:
        """The verdicts on pairs of one kind, sorted by pair."""
        return [decision for (of, _), decision in self._said.items() if of == kind]

    def pairs(self, kind: DecisionKind, verdict: Verdict) -> list[Pair]:
        """The pairs of one kind, as references, on which this is the verdict."""
        return [pair for (of, pair), decision in self._said.items() if of == kind and decision.verdict is verdict]

    def _check(self, kind: DecisionKind) -> None:
        """Refuse a pair that is different by one verdict and the same by others."""
        same = self.pairs(kind, Verdict.SAME)
        parted = self.pairs(kind, Verdict.DIFFERENT)
        clusters = Clusters(sorted({each for pair in (*same, *parted) for each in pair}))
        for left, right in same:
            clusters.join(left, right)
        for left, right in parted:
            if clusters.root(left) == clusters.root(right):
                raise UsageError(
                    "decisions",
                    f"{left} and {right} are different by one verdict and the same by others",
                    do="change one: kg decide LEFT RIGHT VERDICT",
                )


def read_verdicts(path: Path) -> Iterator[Decision]:
    """The decisions that a file holds, in its order.

    Raises `ReadError` with the line that is none, or where there is no such file.
    """
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _decision(line, f"{path}:{number}")
    except OSError as error:
        raise ReadError(path, error.strerror or str(error), expected="a file of decisions") from error


def _decision(line: bytes, where: str) -> Decision:
    try:
        return _LINE.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ReadError(where, f"no decision: {error}", expected=_EXPECTED) from error
