"""What persons say of two things: it holds whatever the names say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.model import Decision, Verdict
from kg.resolve.bonds import Bonds
from kg.resolve.entities import reference
from kg.resolve.features import Thing
from kg.resolve.verdicts import Verdicts


def references(things: Iterable[Thing]) -> dict[str, list[Thing]]:
    """The things that each reference means: those that are called it, else those that have such a name.

    Those of a concept are also called by it.
    """
    own: dict[str, list[Thing]] = defaultdict(list)
    other: dict[str, list[Thing]] = defaultdict(list)
    for thing in things:
        kind = thing.type.value
        own[reference(thing)].append(thing)
        if thing.concept and not thing.bare:
            own[f"{kind}:<{thing.concept}>"].append(thing)
        for name in dict.fromkeys((thing.form, *thing.long, *thing.short)):
            other[f"{kind}:{name}"].append(thing)
    return other | own


def by_verdict(verdicts: Verdicts, bonds: Bonds, called: Mapping[str, list[Thing]]) -> list[Decision]:
    """Join and part the things on which persons have decided; their verdicts on things that are there."""
    there = [each for each in verdicts.of("entity") if each.left in called and each.right in called]
    for each in there:
        if each.verdict is Verdict.SAME:
            first, *others = (*called[each.left], *called[each.right])
            for other in others:
                bonds.join(first, other)
    for each in there:
        if each.verdict is not Verdict.SAME:
            for left in called[each.left]:
                for right in called[each.right]:
                    bonds.part(left, right)
    return there
