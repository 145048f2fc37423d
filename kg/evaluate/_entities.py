"""The things that a record names: which of those said are among those wanted."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from msgspec import Struct

from kg.evaluate._forms import all_forms, said_forms
from kg.evaluate._tally import paired
from kg.evaluate.gold import GoldEntity
from kg.model import DocumentEntity, Role


class Matching(Struct, frozen=True):
    """The pairing of a record's wanted things with those said, all by index.

    `strict` and `loose` lead from wanted to said, with and without regard to the kind;
    `merged` are those said that make two wanted things one, and so match nothing.
    """

    wanted: tuple[GoldEntity, ...]
    said: tuple[DocumentEntity, ...]
    strict: dict[int, int]
    loose: dict[int, int]
    merged: frozenset[int]

    @property
    def right(self) -> dict[int, int]:
        """From what is said to what is wanted, where the kind is right too."""
        return {said: wanted for wanted, said in self.strict.items()}


def matching(wanted: Sequence[GoldEntity], said: Sequence[DocumentEntity]) -> Matching:
    """The pairing of what is wanted, the required things first, with what was said, one to one."""
    names = [all_forms(each.names) for each in wanted]
    forms = [said_forms(each) for each in said]
    merged = frozenset(place for place, form in enumerate(forms) if _is_two(form, names))
    order = sorted(range(len(wanted)), key=lambda place: wanted[place].optional)
    single = [place for place in range(len(said)) if place not in merged]

    def same(want: int, one: int) -> bool:
        return not names[want].isdisjoint(forms[one])

    def same_kind(want: int, one: int) -> bool:
        return same(want, one) and said[one].type in wanted[want].types

    strict, loose = paired(order, single, same_kind), paired(order, single, same)
    return Matching(
        tuple(wanted),
        tuple(said),
        {order[want]: single[one] for want, one in strict.items()},
        {order[want]: single[one] for want, one in loose.items()},
        merged,
    )


def _is_two(form: frozenset[str], names: Sequence[frozenset[str]]) -> bool:
    """Whether the forms of one thing are those of two that share none."""
    hit = [name for name in names if not name.isdisjoint(form)]
    return any(one.isdisjoint(other) for one, other in combinations(hit, 2))


class Proposals(Struct, frozen=True):
    """How many proposals are right, said and wanted."""

    right: int
    said: int
    wanted: int


def proposals(wanted: Sequence[GoldEntity], said: Sequence[DocumentEntity]) -> Proposals:
    """The count of what the paper proposes, whatever its kind; what may also be something else is no error."""
    asked = sorted((one for one in wanted if Role.PROPOSES in one.roles), key=lambda one: one.optional)
    told = [one for one in said if Role.PROPOSES in one.roles]
    pairs = paired(asked, told, lambda want, one: not all_forms(want.names).isdisjoint(said_forms(one)))
    free = sum(not _must_be_proposed(asked[want]) for want in pairs)
    return Proposals(len(pairs) - free, len(told) - free, sum(map(_must_be_proposed, asked)))


def _must_be_proposed(one: GoldEntity) -> bool:
    return not one.optional and one.roles[0] is Role.PROPOSES
