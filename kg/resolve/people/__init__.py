"""Which authors are one person, by name, co-authors, affiliation, venue, subject, dates and identifiers.

Authors whose names may be one name's are compared as in `features.py` and grouped as in
`grow.py`. Two authors of one record are two people, and so are those of different
identifiers of one registry; one identifier is one person. What a person has decided
comes before all that. A page is evidence of a name and not of a person: its author may be
several, and then what its head says is said of none of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from kg.keys import normal
from kg.model import Decision, Identifier, Key, Notice, Person, Profile, Record, RecordId, Verdict
from kg.resolve.clusters import Clusters
from kg.resolve.people.block import Block, Corpus, identifiers
from kg.resolve.people.bound import Bound, across, two_people
from kg.resolve.people.grow import Growth
from kg.resolve.people.judged import joined, kept_apart
from kg.resolve.people.large import MOST, smaller
from kg.resolve.people.mentions import Mention, Signed, Words, mentions_of, signed_by, words_of
from kg.resolve.people.names import Form
from kg.resolve.people.outcomes import Digests, Outcome, Outcomes
from kg.resolve.verdicts import Verdicts

__all__ = ["Identifier", "People", "Resolved"]

SCHEMES = ("orcid", "openalex", "dblp", "s2")
"""The registries whose identifiers make the best keys, in order."""
LATEST = 9999


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
        self._corpus = Corpus()
        self._blocks: dict[str, list[Mention]] = defaultdict(list)
        self._outcomes = Outcomes(outcomes)
        self._signed: dict[Form, Signed] = {}

    def add(self, record: Record, words: Words | None = None, signed: Sequence[Signed] | None = None) -> None:
        """Take in a record's authors, listed and unlisted; its words and their names are given where they are known."""
        names = [self._signed.setdefault(each.form, each) for each in (signed_by(record) if signed is None else signed)]
        if found := mentions_of(record, words or words_of(record), names):
            self._corpus.add(found)
            for mention in found:
                self._blocks[mention.form.block].append(mention)

    def resolve(self, profiles: Iterable[Profile] = (), paper_of: Mapping[RecordId, Key] | None = None) -> Resolved:
        """Decide who is who; `paper_of` says which paper each record is of."""
        decisions: list[Decision] = []
        groups: list[list[Mention]] = []
        digests = Digests(self._corpus, paper_of or {}, self._verdicts)
        for part in map(_in_order, self._parts()):
            if len(part) == 1:
                groups.append(part)
                continue
            outcome = self._outcome(part, paper_of or {}, digests)
            groups += [[part[at] for at in group] for group in outcome.groups]
            decisions += outcome.decisions
        groups.sort(key=lambda group: group[0].order)
        persons = _persons(_over_names(groups, self._verdicts, decisions))
        there = {mention.reference for group in groups for mention in group} if self._verdicts else set()
        decisions += [each for each in self._verdicts if each.left in there and each.right in there]
        persons, notices = _with_profiles(persons, profiles)
        return Resolved(persons, decisions, notices, self._outcomes.lines())

    def _turned(self) -> dict[str, list[Mention]]:
        """The mentions by name; one in the rarer order of two that are there is taken to be in the other."""
        turned = _turned(Counter(each.form for block in self._blocks.values() for each in block))
        found: dict[str, list[Mention]] = defaultdict(list)
        for name, mentions in self._blocks.items():
            for each in mentions:
                if other := turned.get(each.form):
                    found[other.block].append(replace(each, form=other))
                else:
                    found[name].append(each)
        return found

    def _parts(self) -> Iterator[list[Mention]]:
        """The mentions that are compared with one another."""
        for _, mentions in sorted(self._turned().items()):
            yield from [mentions] if len(mentions) <= MOST else smaller(mentions)

    def _outcome(self, part: list[Mention], paper_of: Mapping[RecordId, Key], digests: Digests) -> Outcome:
        """What became of a part before, where all that it depends on is the same, or else becomes of it now."""
        digest = digests.of(part)
        if known := self._outcomes.known(digest):
            return known
        found = _grouped(part, self._corpus, paper_of, self._verdicts)
        self._outcomes.add(digest, found)
        return found


def _turned(forms: Mapping[Form, int]) -> dict[Form, Form]:
    """The forms that are rarer than the same in the other order, each with that one, by how often each is there."""
    often: Counter[str] = Counter()
    for form, number in forms.items():
        often[form.whole] += number
    found = {}
    for form in forms:
        other = form.turned()
        if other and other.whole in often:
            one, two = form.whole, other.whole
            if (often[two], one) > (often[one], two):
                found[form] = other
    return found


def _in_order(mentions: list[Mention]) -> list[Mention]:
    return sorted(mentions, key=lambda each: each.order) if len(mentions) > 1 else mentions


def _grouped(
    mentions: list[Mention], corpus: Corpus, paper_of: Mapping[RecordId, Key], verdicts: list[Decision]
) -> Outcome:
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


def _over_names(
    groups: list[list[Mention]], verdicts: list[Decision], decisions: list[Decision]
) -> Iterator[list[Mention]]:
    """The groups, those of one person under different names made one."""
    pairs = [*across(groups, verdicts)]
    if not pairs:
        yield from groups
        return
    clusters = Clusters(range(len(groups)))
    at = {mention.reference: number for number, group in enumerate(groups) for mention in group} if verdicts else {}
    for each in verdicts:
        if each.verdict is not Verdict.SAME and each.left in at and each.right in at:
            clusters.part(at[each.left], at[each.right])
    held: dict[int, list[Mention]] = {}
    for a, b, decision in pairs:
        a, b = clusters.root(a), clusters.root(b)
        one, other = held.get(a, groups[a]), held.get(b, groups[b])
        if a == b or (decision and two_people(one, other)) or not clusters.join(a, b):
            continue
        held[clusters.root(a)] = [*one, *other]
        if decision:
            decisions.append(decision)
    for first, *others in clusters.parts():
        joined = (mention for number in others for mention in groups[number])
        yield _in_order([*groups[first], *joined]) if others else groups[first]


def _persons(groups: Iterable[list[Mention]]) -> tuple[Person, ...]:
    """A person a group, sorted by key, no key twice."""
    persons: dict[Key, Person] = {}
    for group in groups:
        person = _person(group)
        if person.key in persons:  # a person told apart what has one identifier
            person = replace(person, key=_name_key(group))
        persons[person.key] = person
    claims = Counter(key for person in persons.values() for key in person.replaces)
    return tuple(
        replace(person, replaces=tuple(old for old in person.replaces if claims[old] == 1 and old not in persons))
        if person.replaces
        else person
        for _, person in sorted(persons.items())
    )


def _person(group: list[Mention]) -> Person:
    if all(each.name.name == group[0].name.name for each in group) and not any(map(identifiers, group)):
        return Person(key=_name_key(group), name=group[0].name.name, members=tuple(each.order for each in group))
    names = Counter(mention.name.name for mention in group)
    best = min(names, key=lambda name: (-names[name], name))
    known = {scheme: value for mention in reversed(group) for scheme, value in identifiers(mention).items()}
    scheme = next((each for each in SCHEMES if each in known), None)
    return Person(
        key=f"{scheme}:{known[scheme]}" if scheme else _name_key(group),
        name=best,
        aliases=tuple(sorted(set(names) - {best})),
        orcid=known.get("orcid"),
        identifiers=tuple(sorted({each for mention in group for each in mention.name.identifiers})),
        replaces=tuple(sorted(_parts_keys(group))),
        members=tuple(mention.order for mention in group),
    )


def _parts_keys(group: list[Mention]) -> set[Key]:
    """The keys that a person's identifiers and ways of writing the name would have, were each a person of its own."""
    ways: dict[str, list[Mention]] = defaultdict(list)
    for mention in group:
        ways[normal(mention.name.name)].append(mention)
    known = {f"{scheme}:{value}" for mention in group for scheme, value in identifiers(mention).items()}
    return known | {_name_key(way) for way in ways.values()}


def _name_key(group: list[Mention]) -> Key:
    """A key by the name as the earliest paper writes it and that place, so that later papers do not change it."""
    first = min(group, key=lambda each: (each.paper.year or LATEST, *each.order))
    return f"name:{normal(first.name.name)}#{first.reference}"


def _with_profiles(persons: tuple[Person, ...], profiles: Iterable[Profile]) -> tuple[tuple[Person, ...], list[Notice]]:
    """The persons with what the head of their page says, where the page is of one person; else a notice."""
    if not (profiles := list(profiles)):
        return persons, []
    named: dict[str, list[int]] = defaultdict(list)
    for number, person in enumerate(persons):
        for name in {normal(each) for each in (person.name, *person.aliases)}:
            named[name].append(number)
    found, notices = list(persons), []
    for profile in profiles:
        bearers = named.get(normal(profile.name), [])
        if len(bearers) == 1:
            person = found[bearers[0]]
            found[bearers[0]] = replace(person, h_index=profile.h_index, citations=profile.citations)
        elif bearers:
            papers = sorted((len(persons[each].members) for each in bearers), reverse=True)
            counted = ", ".join(map(str, papers[:10])) + (" ..." if len(papers) > 10 else "")
            text = (
                f"{profile.name} is {len(bearers)} people here, with {counted} records: what the page says of their "
                "citations is said of none of them; 3-decisions.jsonl has the reasons"
            )
            notices.append(Notice(profile.source, text))
    return tuple(found), notices
