"""What a thing is a kind of, where its name says so: ResNet-50 is a ResNet, a Xilinx ZC706 FPGA is an FPGA.

The vocabulary comes first: what it knows gets nothing else. A name with a number belongs to
the family of that name, if there is one and the name is proper; a name that ends in a known
kind of device, model, task or metric is of that kind, unless its first word denies it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import structs

from kg.keys import solid
from kg.model import Entity, EntityType, Key
from kg.resolve.forms import LONGEST_SHORT, family, thing_form
from kg.resolve.kinds import BODIES, is_proper, may_be_one

_ENDINGS = frozenset({EntityType.HARDWARE, EntityType.MODEL, EntityType.TASK, EntityType.METRIC})
_DENIES = frozenset({"non", "anti", "pseudo", "quasi", "no", "without", "fake", "beyond"})
_BREAKS = frozenset({"for", "of", "in", "from", "and", "to", "with", "by", "on", "network", "model"})
"""Words in front of a kind with which a name is no longer one of it: `toolkit for neural networks`."""
_NUMBERED = frozenset({EntityType.HARDWARE, EntityType.MODEL, EntityType.DATASET, EntityType.SOFTWARE})
"""Kinds whose initials with a number are of a family; a protein or a set of axioms is none."""
_ANY_WORD = frozenset({EntityType.HARDWARE})
"""Kinds in which one word is enough: a ... GPU is a GPU."""
MOST_WORDS = 8


def with_families(
    found: dict[Key, Entity], forms: Mapping[str, str], beside: Mapping[Key, Entity]
) -> dict[Key, Entity]:
    """The entities, where those that the vocabulary puts nowhere have what their names are kinds of.

    `forms` are those of labels, as far as they are known; kinds may also be `beside`.
    """
    named = _named({**beside, **found}, forms)
    made = dict(found)
    for key, entity in found.items():
        if entity.members and not entity.concept and not entity.broader and entity.type is not EntityType.VENUE:
            above = next(_above(entity, forms.get(entity.label) or thing_form(entity.label), named), None)
            if above:
                made[key] = structs.replace(entity, broader=(above.key,))
    return made


def _named(found: Mapping[Key, Entity], known: Mapping[str, str]) -> dict[str, Entity]:
    """The entities by the form of their labels, and of a concept's other names; a name of several is nobody's.

    Of a venue or an organization nothing is a kind, nor of what no text names and the vocabulary does not know.
    """
    names: dict[str, Entity | None] = {}
    for key in sorted(found):
        entity = found[key]
        if entity.type in BODIES or not (entity.members or entity.concept):
            continue
        called = (entity.label, *entity.aliases) if entity.concept else (entity.label,)
        for form in {solid(known.get(name) or thing_form(name)) for name in called}:
            names[form] = entity if names.get(form, entity) is entity else None
    return {form: entity for form, entity in names.items() if entity}


def _above(entity: Entity, form: str, named: Mapping[str, Entity]) -> Iterator[Entity]:
    """What an entity is a kind of by the form of its label, the nearest first."""
    stem = _stem(form)
    sure = entity.type in _NUMBERED or len(stem) >= LONGEST_SHORT
    if stem and sure and is_proper(entity.label) and stem in named:
        above = named[stem]
        if above.key != entity.key and may_be_one(above.type, entity.type) and is_proper(above.label):
            yield above
    if entity.type in _ENDINGS:
        for words, ending in _endings(form):
            above_or_none = named.get(ending)
            if above_or_none and _is_kind(above_or_none, entity, words):
                yield above_or_none


def lookups(form: str) -> set[str]:
    """The names under which it is looked up what a thing of this form is a kind of."""
    return {ending for _, ending in _endings(form)} | ({_stem(form)} - {""})


def _stem(form: str) -> str:
    """The name of the family that the form has a number of; empty where it has none."""
    stem, number = family(form)
    return stem if number and len(stem) > 1 else ""


def _endings(form: str) -> Iterator[tuple[int, str]]:
    """How a form ends that may say what it is, with how many words, the longest first."""
    words = form.split()
    if words and words[0] not in _DENIES:
        for at in range(1, min(len(words), MOST_WORDS)):
            if words[at - 1] in _BREAKS:
                return
            yield len(words) - at, solid(" ".join(words[at:]))


def _is_kind(above: Entity, entity: Entity, words: int) -> bool:
    """Whether a known kind of the same type is named by enough words."""
    if not above.concept or above.type is not entity.type or above.key == entity.key:
        return False
    return words > 1 or entity.type in _ANY_WORD or is_proper(above.label)
