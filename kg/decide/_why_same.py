"""Why two are, or are not, one: what was decided of them, or why they were never compared."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence

from msgspec import Struct

from kg.decide._made import Made
from kg.decide._sides import Side, pair
from kg.keys import title_key
from kg.model import PROGRAM, Decision, DecisionKind, Name, Record, RecordId
from kg.resolve.papers import ALIKE, title_likeness
from kg.resolve.people.large import MOST
from kg.resolve.people.names import CONFLICT, agreement, form_of

_WHAT = {"entity": ("thing", "things"), "paper": ("paper", "papers"), "person": ("person", "persons")}


class Now(Struct, frozen=True):
    """Where one of the two is in the build: its class, name and IRI, of how many records, and by which reference."""

    what: str
    name: str
    iri: str
    records: int
    reference: str


class WhySame(Struct, frozen=True):
    """Whether two are one in the build, and the decisions that it rests on; where there are none, why not.

    Several decisions are a chain: each joins what the next one goes on from.
    """

    kind: DecisionKind
    one: bool
    left: Now
    right: Now
    decisions: tuple[Decision, ...] = ()
    never: str = ""


def why_same(made: Made, left: str, right: str) -> WhySame:
    """What was decided of two that are called so; `UnknownName` or `UsageError` where it is not clear which."""
    a, b = pair(made, left, right, parts=False)
    ends = {*a.references, *b.references}
    every = [each for each in made.decisions() if each.kind == a.kind and each.left in ends and each.right in ends]
    one = a.key == b.key
    found = _chain(every, a, b) if one else _direct(every, a, b)
    never = "" if found else _never(made, a, b, one=one)
    return WhySame(a.kind, one, _now(a), _now(b), tuple(found), never)


def _now(side: Side) -> Now:
    return Now(side.what, side.name, side.iri, len({*side.records}), side.reference)


def _direct(every: Sequence[Decision], a: Side, b: Side) -> list[Decision]:
    """The decisions between the two, a person's first, then those that say most."""
    ends = ({a.reference} if a.part else {*a.references}, {b.reference} if b.part else {*b.references})
    found = [each for each in every if _between(each, *ends)] or [
        each for each in every if _between(each, {*a.references}, {*b.references})
    ]
    return sorted(found, key=lambda each: (each.who == PROGRAM, -abs(each.score), each.left, each.right))


def _between(decision: Decision, left: set[str], right: set[str]) -> bool:
    a, b = decision.left, decision.right
    return (a in left and b in right) or (a in right and b in left)


def _chain(every: Sequence[Decision], a: Side, b: Side) -> list[Decision]:
    """The shortest way of decisions from one part of a thing to another; all within it where no parts are named."""
    if not (a.part and b.part):
        return [*every]
    return [each for each in every if _between(each, {a.reference}, {b.reference})][:1] or _way(every, a, b)


def _way(every: Sequence[Decision], a: Side, b: Side) -> list[Decision]:
    came: dict[str, tuple[str, Decision] | None] = {a.reference: None}
    waiting = deque(came)
    while waiting and b.reference not in came:
        here = waiting.popleft()
        for each in every:
            if here in (each.left, each.right):
                there = each.right if each.left == here else each.left
                if there not in came:
                    came[there] = here, each
                    waiting.append(there)
    found: list[Decision] = []
    step = came.get(b.reference)
    while step:
        found.append(step[1])
        step = came[step[0]]
    return found[::-1]


def _never(made: Made, a: Side, b: Side, *, one: bool) -> str:
    """Why no decision on the two is written down."""
    if a.kind == "entity":
        if one:
            return "nothing was to decide: all their names are one name, or they are so called in one record"
        if {a.what, b.what} & {"Venue", "Organization"}:
            return "never compared: no name of one is, in another spelling or shortened, a name of the other"
        return "never compared: they share no name, in any spelling, none without maker and kind, and no initials"
    if one:
        return "nothing was to decide: it is one record" if a.kind == "paper" else "one name on one paper"
    records = {name: record for name, (record, _) in made.records({a.records[0], b.records[0]}).items()}
    return _of_papers(records, a, b) if a.kind == "paper" else _of_persons(records, a, b)


def _of_papers(records: dict[RecordId, Record], a: Side, b: Side) -> str:
    one, other = (title_key(records[each.records[0]].title) for each in (a, b))
    likeness = title_likeness(one, other)
    return (
        f"never compared: no identifier in common, and titles alike by {likeness:.2f}; from {ALIKE} on they would be"
        if likeness < ALIKE
        else "never compared: many titles look alike, of which only some are compared"
    )


def _of_persons(records: dict[RecordId, Record], a: Side, b: Side) -> str:
    forms = [form_of(name.name, name.family) for name in (_name(records, each) for each in (a, b))]
    blocks = sorted({each.block for each in forms})
    if len(blocks) > 1:
        return f"never compared: their names are filed under {' and '.join(map(repr, blocks))}, which are two names"
    if agreement(*forms) <= CONFLICT:
        return "their names are of two people: initials, given or family names differ"
    return (
        "compared, but each is more like others of the name, and only the closest are written down"
        f"; of a name on more than {MOST} papers, only those that share co-authors are compared"
    )


def _name(records: dict[RecordId, Record], side: Side) -> Name:
    """The name that stands on the paper of a reference."""
    record, _, position = side.references[0].rpartition("#") if not side.part else side.reference.rpartition("#")
    number = int(position)
    found = records[record]
    return found.authors[number - 1] if number > 0 else found.unlisted_authors[-number - 1]


def as_text(why: WhySame) -> Iterator[str]:
    """What was found, for a person to read."""
    yield f"{'one' if why.one else 'two'} {_WHAT[why.kind][not why.one]} in this build:"
    for now in (why.left,) if why.left == why.right else (why.left, why.right):
        yield f"  {now.name} ({now.what}, {now.records} record{'' if now.records == 1 else 's'}) {now.iri}"
    yield from (f"  {why.never}",) if why.never else ()
    for each in why.decisions:
        left, right = each.names()
        beside = "" if left == each.left and right == each.right else f"  [{each.left} and {each.right}]"
        yield f"{each.verdict.value}, score {each.score:+.2f}, by {each.who}: {left} and {right}{beside}"
        for reason in each.reasons:
            yield f"  {reason.score:+.2f}  {reason.feature}: {reason.text}"
