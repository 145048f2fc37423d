"""What a person means who names two things to be decided on: by any name, an identifier, an IRI or a reference."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from kg.decide._made import Made, Stated, references_of
from kg.errors import UnknownName, UsageError
from kg.model import DecisionKind, Entity, Key, Person, RecordId
from kg.resolve import Placement
from kg.resolve.forms import thing_form

EXACT, FOLDED = 0, 1
"""How well a name fits: as it is written, or in another case."""
SHOWN = 12
_NUMBERED = re.compile(r"#\d+$")
"""How a key ends of one of several things that have no other name to tell them apart."""


class Side(Struct, frozen=True, kw_only=True):
    """One of two: what it is, how a decision calls it, and all references that lead to it.

    `reference` is of the part that was asked for, where it was; `what` is its class.
    """

    kind: DecisionKind
    what: str
    key: Key
    iri: str
    name: str
    reference: str
    references: tuple[str, ...]
    records: tuple[RecordId, ...]
    part: bool = False

    def __str__(self) -> str:
        """One line for a person who has to choose."""
        papers = len({*self.records})
        return f"{self.name} ({self.what}, {papers} record{'' if papers == 1 else 's'}) {self.iri}"


def pair(made: Made, left: str, right: str, *, parts: bool = True) -> tuple[Side, Side]:
    """The two that are meant; `UnknownName` or `UsageError` where there is none, or more than one.

    Where both are called one thing here, the two `parts` of it are meant, or the thing itself.
    """
    a, b = sides(made, (left, right))
    common = {each.kind for each in a} & {each.kind for each in b}
    if not common:
        kinds = "two papers, persons or things"
        raise UsageError(f"{left} and {right}", "of different kinds", expected=kinds, do=_told(made, a + b))
    a, b = ([each for each in found if each.kind in common] for found in (a, b))
    if len(a) == 2 and a == b:  # both are called so, and there is no other
        return a[0], a[1]
    for name, found in ((left, a), (right, b)):
        if len(found) > 1:
            raise UsageError(repr(name), f"{len(found)} are called so", do=f"say which, by IRI:{_told(made, found)}")
    if a[0].key != b[0].key or (a[0].part and b[0].part):
        return a[0], b[0]
    one, other = _part_called(a[0], left), _part_called(b[0], right)
    if one.reference != other.reference and one.part and other.part:
        return one, other
    if not parts:
        return a[0], b[0]
    some = ", ".join(one.references[:SHOWN]) + (" ..." if len(one.references) > SHOWN else "")
    what = f"one {one.what} here, {one.iri}"
    raise UsageError(f"{left} and {right}", what, do=f"call the parts of it by reference, which are {some}")


def _part_called(side: Side, name: str) -> Side:
    """The part of a thing that has a reference by that name, else the whole."""
    reference = f"{side.what}:{thing_form(name)}"
    if side.part or side.kind != "entity" or reference not in side.references:
        return side
    return replace(side, reference=reference, name=name, part=True)


def sides(made: Made, names: Sequence[str]) -> list[list[Side]]:
    """What each of the names may mean, those that are called exactly so before those in another case."""
    wanted = [" ".join(name.split()) for name in names]
    found: list[list[tuple[int, Side]]] = [[] for _ in wanted]
    for side, called in (*_nouns(made, wanted), *_papers(made, wanted)):
        for at, name in enumerate(wanted):
            fit = _fit(name, called)
            if fit is not None:
                found[at].append((fit, _part(side, name)))
    for name, fits in zip(wanted, found, strict=True):
        if not fits:
            raise UnknownName("paper, person or thing", name, None, do="kg find looks for names")
    best = [min(fit for fit, _ in fits) for fits in found]
    return [[side for fit, side in fits if fit == least] for fits, least in zip(found, best, strict=True)]


def _fit(name: str, called: Sequence[str]) -> int | None:
    if name in called:
        return EXACT
    return FOLDED if name.casefold() in {each.casefold() for each in called} else None


def _part(side: Side, name: str) -> Side:
    """The side as it was asked for: by the reference of a part of it."""
    if name not in side.references:
        return side
    part = tuple([name.rpartition("#")[0]] if side.kind == "person" else side.records)
    return replace(side, reference=name, records=part, part=True)


def _nouns(made: Made, wanted: Sequence[str]) -> Iterator[tuple[Side, list[str]]]:
    """The persons and things that may be meant, and how they are called."""
    folded = {name.casefold() for name in wanted}
    for noun in made.nouns():
        person = isinstance(noun, Person)
        kind: DecisionKind = "person" if person else "entity"
        label = noun.name if isinstance(noun, Person) else noun.label
        called = [label, *noun.aliases, *references_of(noun), *_addresses(made, kind, noun.key, wanted)]
        if folded.isdisjoint(each.casefold() for each in called):
            continue
        yield _side(made, noun, kind, label), called


def _addresses(made: Made, kind: DecisionKind, key: Key, wanted: Sequence[str]) -> list[str]:
    """The key, and the IRI where one is asked for: it takes longer than all else."""
    asked = any(name.startswith(made.iris.base) for name in wanted)
    return [key, made.iri(kind, key)] if asked else [key]


def _side(made: Made, noun: Entity | Person, kind: DecisionKind, label: str) -> Side:
    references = references_of(noun)
    places = (*noun.venue_of, *(record for record, _ in noun.affiliated)) if isinstance(noun, Entity) else ()
    return Side(
        kind=kind,
        what=noun.type.value if isinstance(noun, Entity) else "Person",
        key=noun.key,
        iri=made.iri(kind, noun.key),
        name=label,
        reference=references[-1] if isinstance(noun, Entity) and _otherwise(noun) else references[0],
        references=tuple(references),
        records=tuple(dict.fromkeys((*(record for record, _ in noun.members), *places))),
    )


def _otherwise(entity: Entity) -> bool:
    """Whether decisions call it by another name than its key."""
    return entity.kept or _NUMBERED.search(entity.key) is not None


def _papers(made: Made, wanted: Sequence[str]) -> Iterator[tuple[Side, list[str]]]:
    """The papers that may be meant, and how they are called; one a paper, of all its records."""
    folded = {name.casefold() for name in wanted}
    keys: set[Key] = set()
    for stated, placed in made.stated():
        called = [*_called(stated), *_addresses(made, "paper", placed.paper, wanted)]
        if not folded.isdisjoint(each.casefold() for each in called):
            keys.add(placed.paper)
    found: dict[Key, list[tuple[Stated, Placement]]] = {}
    for stated, placed in made.stated() if keys else ():
        if placed.paper in keys:
            found.setdefault(placed.paper, []).append((stated, placed))
    for key, parts in found.items():
        first = next((stated for stated, placed in parts if placed.preferred), parts[0][0])
        names = [name for stated, _ in parts for name in _called(stated)]
        yield (
            _paper(made, key, first, [stated.id for stated, _ in parts]),
            [*names, *_addresses(made, "paper", key, wanted)],
        )


def _paper(made: Made, key: Key, first: Stated, records: list[RecordId]) -> Side:
    return Side(
        kind="paper",
        what="Paper",
        key=key,
        iri=made.iri("paper", key),
        name=first.title,
        reference=first.id,
        references=tuple(records),
        records=tuple(records),
    )


def _called(stated: Stated) -> Iterator[str]:
    yield stated.id
    yield stated.title
    for scheme, values in stated.identifiers.items():
        for value in [values] if isinstance(values, str) else values:
            yield from (value, f"{scheme}:{value}")


def _told(made: Made, found: Sequence[Side]) -> str:
    """A line each, with the title of the first record, for a person to choose from."""
    first = {each.records[0] for each in found[:SHOWN] if each.records}
    titles = {stated.id: stated.title for stated, _ in made.stated() if stated.id in first}
    shown = [(str(each), titles.get(each.records[0], "") if each.records else "") for each in found[:SHOWN]]
    lines = [f"\n  {' '.join(filter(None, each))}" for each in shown]
    more = f"\n  and {len(found) - SHOWN} more; kg find lists them" if len(found) > SHOWN else ""
    return "".join(lines) + more
