"""Groups of mentions made persons: those of one identifier made one, keys, names, and what their pages say of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from kg.keys import normal
from kg.model import Decision, Key, Notice, Person, Profile, Verdict
from kg.resolve.clusters import Clusters
from kg.resolve.people.block import identifiers
from kg.resolve.people.bound import across, two_people
from kg.resolve.people.mentions import Mention, in_order

SCHEMES = ("orcid", "openalex", "dblp", "s2")
"""The registries whose identifiers make the best keys, in order."""
LATEST = 9999


def over_names(
    groups: list[list[Mention]], verdicts: Sequence[Decision], decisions: list[Decision]
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
        yield in_order([*groups[first], *joined]) if others else groups[first]


def persons_of(groups: Iterable[list[Mention]]) -> tuple[Person, ...]:
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


def with_profiles(persons: tuple[Person, ...], profiles: Iterable[Profile]) -> tuple[tuple[Person, ...], list[Notice]]:
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
