"""Which authors are one person, by name, co-authors, affiliation, venue, subject, dates and identifiers.

Authors whose names may be one name's are compared as in `features.py` and grouped as in
`grow.py`. Two authors of one record are two people, and so are those of different
identifiers of one registry; one identifier is one person. What a person has decided
comes before all that. A page is evidence of a name and not of a person: its author may be
several, and then what its head says is said of none of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from msgspec import Struct

from kg.model import Decision, Identifier, Key, Notice, Person, Profile, Record, RecordId
from kg.resolve.people.block import Block, Corpus
from kg.resolve.people.bound import Bound
from kg.resolve.people.grow import Growth
from kg.resolve.people.judged import joined, kept_apart
from kg.resolve.people.large import MOST, smaller
from kg.resolve.people.mentions import Mention, PaperOf, Signed, Words, in_order, mentions_of, signed_by, words_of
from kg.resolve.people.names import Form
from kg.resolve.people.outcomes import Digests, Outcome, Outcomes
from kg.resolve.people.persons import over_names, persons_of, with_profiles
from kg.resolve.people.turned import in_blocks
from kg.resolve.verdicts import Verdicts

__all__ = ["Identifier", "People", "Resolved", "Weighing"]


class Resolved(Struct, frozen=True):
    """The persons, sorted by key, what was decided of their names, and what the pages should be read with.

    `outcomes` are lines for a later resolution.
    """

    persons: tuple[Person, ...]
    decisions: list[Decision]
    notices: list[Notice]
    outcomes: list[bytes]


class People:
    """Every author of every record, by name."""

    def __init__(self, verdicts: Verdicts | None = None, outcomes: Iterable[bytes] = ()) -> None:
        """Start with no author, with what persons decided, and with the outcomes of an earlier resolution."""
        self._verdicts = (verdicts or Verdicts()).of("person")
        self.corpus = Corpus()
        self._blocks: dict[str, list[Mention]] = defaultdict(list)
        self._outcomes = Outcomes(outcomes)
        self._signed: dict[Form, Signed] = {}

    def add(self, record: Record, words: Words | None = None, signed: Sequence[Signed] | None = None) -> None:
        """Take in a record's authors, listed and unlisted; its words and their names are given where they are known."""
        names = [self._signed.setdefault(each.form, each) for each in (signed_by(record) if signed is None else signed)]
        if found := mentions_of(record, words or words_of(record), names):
            self.corpus.add(found)
            for mention in found:
                self._blocks[mention.form.block].append(mention)

    def resolve(self, profiles: Iterable[Profile] = (), paper_of: Mapping[RecordId, Key] | None = None) -> Resolved:
        """Decide who is who; `paper_of` says which paper each record is of."""
        decisions: list[Decision] = []
        groups: list[list[Mention]] = []
        weighing = Weighing(self.corpus, (paper_of or {}).get, self._outcomes, self._verdicts)
        for _, mentions in sorted(in_blocks(self._blocks).items()):
            parted, decided = weighing.parted(mentions)
            groups += parted
            decisions += decided
        groups.sort(key=lambda group: group[0].order)
        persons = persons_of(over_names(groups, self._verdicts, decisions))
        there = {mention.reference for group in groups for mention in group} if self._verdicts else set()
        decisions += [each for each in self._verdicts if each.left in there and each.right in there]
        persons, notices = with_profiles(persons, profiles)
        return Resolved(persons, decisions, notices, self._outcomes.lines())


class Weighing:
    """What becomes of the mentions of a name, where all that weighs in it is known."""

    def __init__(
        self, corpus: Corpus, paper_of: PaperOf, outcomes: Outcomes, verdicts: Sequence[Decision] = ()
    ) -> None:
        """Weigh by these counts, by which paper each record is of, and by what persons decided."""
        self._corpus, self._paper_of, self._verdicts = corpus, paper_of, verdicts
        self._outcomes, self._digests = outcomes, Digests(corpus, paper_of, verdicts)

    def parted(self, mentions: list[Mention]) -> tuple[list[list[Mention]], list[Decision]]:
        """The mentions of a name by person, those of each in order, and what was decided."""
        groups: list[list[Mention]] = []
        decisions: list[Decision] = []
        for part in map(in_order, [mentions] if len(mentions) <= MOST else smaller(mentions)):
            if len(part) == 1:
                groups.append(part)
                continue
            outcome = self._outcome(part)
            groups += [[part[at] for at in group] for group in outcome.groups]
            decisions += outcome.decisions
        return groups, decisions

    def _outcome(self, part: list[Mention]) -> Outcome:
        """What became of a part before, where all that it depends on is the same, or else becomes of it now."""
        digest = self._digests.of(part)
        if known := self._outcomes.known(digest):
            return known
        found = _grouped(part, self._corpus, self._paper_of, self._verdicts)
        self._outcomes.add(digest, found)
        return found


def _grouped(mentions: list[Mention], corpus: Corpus, paper_of: PaperOf, verdicts: Sequence[Decision]) -> Outcome:
    """The mentions of one name by person, and what was decided."""
    with np.errstate(invalid="ignore"):  # OpenBLAS raises the flag over what lies behind the end of a matrix
        block = Block(mentions, corpus)
        bound = Bound(block)
        bound.by_verdicts(verdicts)
        bound.by_identifier()
        bound.by_paper(paper_of)
        growth = Growth(block, bound.of)
        decisions = [*bound.decisions, *joined(growth.joins()), *kept_apart(growth)]
    groups = growth.groups
    return Outcome([groups.members(group) for group in np.flatnonzero(groups.alive).tolist()], decisions)
