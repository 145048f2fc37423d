"""What binds or parts the authors of one name before anything is weighed: persons' verdicts, identifiers, papers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from kg.model import Decision, Key, Reason, Verdict
from kg.resolve.people.block import Block, identifiers
from kg.resolve.people.judged import by_rule
from kg.resolve.people.mentions import Mention, PaperOf
from kg.resolve.people.names import CONFLICT


class Bound:
    """The numbers of the groups in which a block's mentions begin, and what was decided on the way."""

    def __init__(self, block: Block) -> None:
        """Each mention on its own."""
        self._block = block
        self.of: NDArray[np.int64] = np.arange(block.size)
        self.decisions: list[Decision] = []

    def by_verdicts(self, verdicts: Sequence[Decision]) -> None:
        """Join and part what persons have decided on, whatever else speaks against it."""
        at = {mention.reference: number for number, mention in enumerate(self._block.mentions)} if verdicts else {}
        there = [each for each in verdicts if each.left in at and each.right in at]
        for each in sorted(there, key=lambda decision: decision.verdict is not Verdict.SAME):
            a, b = at[each.left], at[each.right]
            if each.verdict is Verdict.SAME:
                self._part(a, b, apart=False)
                self._join(a, b)
            else:
                self._part(a, b, apart=True)

    def by_identifier(self) -> None:
        """Join those whom one registry calls by one identifier."""
        first: dict[tuple[str, str], int] = {}
        for number, mention in enumerate(self._block.mentions):
            for scheme, value in sorted(identifiers(mention).items()):
                other = first.setdefault((scheme, value), number)
                self._joined(other, number, Reason(scheme, 1.0, f"both are {value}"))

    def by_paper(self, paper_of: PaperOf) -> None:
        """Join the authors of one name of several records of one paper."""
        seen: dict[Key, list[int]] = {}
        for number, mention in enumerate(self._block.mentions):
            paper = paper_of(mention.paper.record)
            for other in seen.get(paper, []) if paper else []:
                if self._block.agreement[other, number] > CONFLICT:
                    self._joined(other, number, Reason("paper", 1.0, f"authors of one paper, {paper}"))
            if paper:
                seen.setdefault(paper, []).append(number)

    def _joined(self, a: int, b: int, reason: Reason) -> None:
        if self.of[a] != self.of[b] and self._join(a, b):
            self.decisions.append(by_rule(self._block.mentions[a], self._block.mentions[b], reason))

    def _join(self, a: int, b: int) -> bool:
        left, right = (np.flatnonzero(self.of == self.of[each]) for each in (a, b))
        if self._block.apart[np.ix_(left, right)].any():
            return False
        self.of[np.concatenate((left, right))] = min(left[0], right[0])
        return True

    def _part(self, a: int, b: int, *, apart: bool) -> None:
        self._block.apart[a, b] = self._block.apart[b, a] = apart


def across(groups: list[list[Mention]], verdicts: Sequence[Decision]) -> Iterator[tuple[int, int, Decision | None]]:
    """The pairs of groups of different names that are one person, by number: by verdict or by identifier."""
    at = {mention.reference: number for number, group in enumerate(groups) for mention in group} if verdicts else {}
    for each in verdicts:
        if each.verdict is Verdict.SAME and each.left in at and each.right in at:
            yield at[each.left], at[each.right], None
    first: dict[tuple[str, str], tuple[int, Mention]] = {}
    for number, group in enumerate(groups):
        for mention in group:
            if not (mention.name.identifiers or mention.name.orcid):
                continue
            for scheme, value in sorted(identifiers(mention).items()):
                other, known = first.setdefault((scheme, value), (number, mention))
                if other != number:
                    yield other, number, by_rule(known, mention, Reason(scheme, 1.0, f"both are {value}"))


def two_people(one: list[Mention], other: list[Mention]) -> bool:
    """Whether two groups share a record or differ in an identifier of one scheme."""
    if not {each.paper.record for each in one}.isdisjoint(each.paper.record for each in other):
        return True
    left, right = ({key: value for each in group for key, value in identifiers(each).items()} for group in (one, other))
    return any(left[scheme] != right[scheme] for scheme in left.keys() & right.keys())
