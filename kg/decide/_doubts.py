"""Where a build is least sure of who and what is one: pairs to look over, with what is known of each side."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct

from kg.decide._made import Made
from kg.model import PROGRAM, Decision, DecisionKind, Entity, Extraction, Key, Person, Record, RecordId, Verdict
from kg.resolve.forms import thing_form
from kg.sentence import around
from kg.verdicts import own_verdicts

CONSIDERED = 5000
"""Of so many of the most doubtful pairs it is seen how many records hang on them."""
LISTED, COAUTHORS = 4, 8
"""So many papers of a side are shown, and so many of those whom a person writes with."""
NOWHERE = -1
"""The place of a thing in a record whose text does not name it, such as a venue."""
Bearer: TypeAlias = Entity | Person | Key
Held: TypeAlias = Mapping[RecordId, tuple[Record, Extraction]]


class Paper(Struct, frozen=True):
    """A paper of a side: its title, what stands beside it, and the sentence that names the thing."""

    title: str
    beside: str
    quote: str = ""


class Seen(Struct, frozen=True):
    """What is known of one side: its class, names, IRI, of how many papers, further facts, and some of the papers."""

    what: str
    name: str
    iri: str
    reference: str
    records: int
    facts: tuple[tuple[str, str], ...]
    papers: tuple[Paper, ...]

    def title(self) -> str:
        """The name with the class behind it."""
        return self.name if self.name.endswith(f"({self.what})") else f"{self.name} ({self.what})"


class Doubt(Struct, frozen=True):
    """A pair that a person could decide on, and both sides of it as they stand in the build."""

    decision: Decision
    left: Seen
    right: Seen


def doubts(made: Made, most: int = 20, kinds: Sequence[DecisionKind] = (), *, decided: bool = False) -> list[Doubt]:
    """The pairs that are least sure, most doubtful first: those undecided, then by how little was between two verdicts.

    Of pairs as doubtful, the ones come first on which more records hang. `decided` gives
    the pairs on which persons have decided instead.
    """
    own = {_pair(each): each for each in own_verdicts(made.folder)}
    open_ = (each for each in made.decisions() if _pair(each) not in own and (each.who != PROGRAM) == decided)
    every = [*own.values(), *open_] if decided else open_
    found = heapq.nsmallest(CONSIDERED, (each for each in every if not kinds or each.kind in kinds), _order)
    bearers = {kind: made.bearers(kind, _references(found, kind)) for kind in sorted({each.kind for each in found})}
    there = [each for each in found if {each.left, each.right} <= bearers[each.kind].keys()]
    there.sort(key=lambda each: (*_doubt(each), -_hang(each, bearers[each.kind]), each.kind, each.left, each.right))
    chosen = there[:most]
    wanted = {record for each in chosen for record in _wanted(each, bearers[each.kind])}
    held = made.records(wanted)
    return [_shown(made, each, bearers[each.kind], held) for each in chosen]


def _references(found: Iterable[Decision], kind: DecisionKind) -> Iterator[str]:
    for each in found:
        if each.kind == kind:
            yield from (each.left, each.right)


def _pair(decision: Decision) -> tuple[str, str, str]:
    left, right = sorted((decision.left, decision.right))
    return decision.kind, left, right


def _order(decision: Decision) -> tuple[bool, float, str, str, str]:
    return *_doubt(decision), decision.kind, decision.left, decision.right


def _doubt(decision: Decision) -> tuple[bool, float]:
    return decision.verdict is not Verdict.UNDECIDED, round(abs(decision.score), 1)


def _hang(decision: Decision, bearers: Mapping[str, Bearer]) -> int:
    """How many records the smaller side has."""
    return min(_size(bearers[each]) for each in (decision.left, decision.right))


def _size(bearer: Bearer) -> int:
    return 1 if isinstance(bearer, str) else len(_places(bearer))


def _places(bearer: Entity | Person) -> list[tuple[RecordId, int]]:
    filed = (*bearer.venue_of, *(record for record, _ in bearer.affiliated)) if isinstance(bearer, Entity) else ()
    return [*bearer.members, *((record, NOWHERE) for record in dict.fromkeys(filed))]


def _wanted(decision: Decision, bearers: Mapping[str, Bearer]) -> Iterator[RecordId]:
    for reference, other in ((decision.left, decision.right), (decision.right, decision.left)):
        yield from (record for record, _ in _shown_of(reference, bearers[reference], bearers[other]))


def _shown_of(reference: str, bearer: Bearer, other: Bearer) -> list[tuple[RecordId, int]]:
    """The places of a side to choose from: of a person that of the reference first, alone where both sides are one."""
    if isinstance(bearer, str):
        return [(reference, 0)]
    places = _places(bearer)
    if isinstance(bearer, Person):
        record, _, position = reference.rpartition("#")
        own = (record, int(position))
        return [own] if bearer is other else [own, *(each for each in places if each != own)][:LISTED]
    return places[: LISTED * LISTED]


def _shown(made: Made, decision: Decision, bearers: Mapping[str, Bearer], held: Held) -> Doubt:
    names = decision.names()
    left, right = bearers[decision.left], bearers[decision.right]
    a = _seen(made, (decision.kind, decision.left, names[0]), left, _shown_of(decision.left, left, right), held)
    b = _seen(made, (decision.kind, decision.right, names[1]), right, _shown_of(decision.right, right, left), held)
    return Doubt(decision, a, b)


def _seen(
    made: Made, called: tuple[DecisionKind, str, str], bearer: Bearer, places: list[tuple[RecordId, int]], held: Held
) -> Seen:
    kind, reference, name = called
    known = [(held[record], at) for record, at in places if record in held]
    if kind == "entity":
        known = ([each for each in known if _so_called(each[0][1], each[1], reference)] or known)[:LISTED]
    if isinstance(bearer, str):
        facts, what, key = _of_paper(known[0][0][0]) if known else (), "Paper", bearer
    elif isinstance(bearer, Person):
        facts, what, key = tuple(_of_person(bearer, known)), "Person", bearer.key
    else:
        facts, what, key = tuple(_of_entity(bearer)), bearer.type.value, bearer.key
    return Seen(
        what=what,
        name=name,
        iri=made.iri(kind, key),
        reference=reference,
        records=_size(bearer),
        facts=facts,
        papers=tuple(_paper(record, said, at if kind == "entity" else -1) for (record, said), at in known),
    )


def _so_called(said: Extraction, entity: int, reference: str) -> bool:
    """Whether a record's text calls a thing as a reference does."""
    if not 0 <= entity < len(said.entities):
        return False
    named = said.entities[entity]
    return any(reference.partition(":")[2] == thing_form(name) for name in (named.label, *named.aliases))


def _of_paper(record: Record) -> tuple[tuple[str, str], ...]:
    authors = ", ".join(name.name for name in record.authors[:COAUTHORS]) + (
        " ..." if len(record.authors) > COAUTHORS or record.authors_truncated else ""
    )
    stated = (
        ("authors", authors),
        ("identifiers", ", ".join(map(str, record.identifiers))),
        ("file", str(record.source)),
    )
    return tuple((name, text) for name, text in stated if text)


def _of_person(person: Person, known: list[tuple[tuple[Record, Extraction], int]]) -> Iterator[tuple[str, str]]:
    if person.aliases:
        yield "also written", ", ".join(person.aliases)
    if identifiers := [*([f"orcid:{person.orcid}"] if person.orcid else []), *map(str, person.identifiers)]:
        yield "identifiers", ", ".join(identifiers)
    beside: Counter[str] = Counter()
    places: dict[str, None] = {}
    for (record, _), position in known:
        everyone = [*enumerate(record.authors, 1), *((-at, name) for at, name in enumerate(record.unlisted_authors, 1))]
        beside.update(name.name for at, name in everyone if at != position)
        places.update((each.name, None) for at, name in everyone if at == position for each in name.affiliations)
    if beside:
        yield "writes with", ", ".join(name for name, _ in beside.most_common(COAUTHORS))
    if places:
        yield "affiliations", "; ".join([*places][:LISTED])


def _of_entity(entity: Entity) -> Iterator[tuple[str, str]]:
    yield "called", ", ".join([entity.label, *entity.aliases][:COAUTHORS])
    if entity.concept:
        yield "concept", entity.concept


def _paper(record: Record, said: Extraction, entity: int) -> Paper:
    """A paper in short; `entity` is the number of the thing that its text names, where that is asked for."""
    beside = [str(record.date) if record.date else "", record.category or "", record.venue or ""]
    quote = ""
    if 0 <= entity < len(said.entities) and said.entities[entity].mentions:
        mention = said.entities[entity].mentions[-1]
        quote = (
            around(getattr(record, mention.field), mention.start, mention.end) if mention.field == "abstract" else ""
        )
    return Paper(record.title, ", ".join(filter(None, beside)), quote)
