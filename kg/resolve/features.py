"""What speaks for and against two names being one thing: pure functions, each with a score and a reason."""

from __future__ import annotations

from msgspec import Struct

from kg.keys import solid
from kg.model import EntityType, Reason
from kg.resolve.forms import family
from kg.resolve.kinds import may_be_one


class Thing(Struct, frozen=True, order=True, cache_hash=True):
    """A thing as one or more records name it: its kind, concept, the form of its label and all its names.

    Forms are those of `kg.resolve.forms.thing_form`. `long` are the names that say
    what it is or are its own, `short` those that may be initials of something else,
    `cores` the names without maker and kind, `core` that of the label. `concept` is empty where it has none.
    A thing that is named by initials only has the `field` of the records that do so.
    """

    type: EntityType
    concept: str
    form: str
    long: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    cores: tuple[str, ...] = ()
    core: str = ""
    field: str = ""

    @property
    def bare(self) -> bool:
        """Whether it is named by initials only."""
        return not self.long


def same_concept(a: Thing, b: Thing) -> Reason | None:
    """Both are labels of one concept of the vocabulary, or of two."""
    if not a.concept or not b.concept:
        return None
    if a.concept == b.concept:
        return Reason("concept", 1.0, f"both are <{a.concept}>")
    return Reason("concept", -1.0, f"<{a.concept}> and <{b.concept}>")


def same_type(a: Thing, b: Thing) -> Reason | None:
    """They are of kinds that no one thing is of."""
    return None if may_be_one(a.type, b.type) else Reason("type", -1.0, f"{a.type.value} and {b.type.value}")


def same_version(a: Thing, b: Thing) -> Reason | None:
    """They are of one family and differ in the number, or one has none: ResNet-50 is no ResNet-18 and no ResNet."""
    (stem, one), (other_stem, other) = family(a.core or a.form), family(b.core or b.form)
    if stem != other_stem or one == other:
        return None
    numbers = f"{one or 'no number'} and {other or 'no number'}"
    return Reason("version", -1.0, f"of the family {stem!r}, with {numbers}")


def same_label(a: Thing, b: Thing) -> Reason | None:
    """The names are the same in all but case, marks, spelling and a plural."""
    if a.form == b.form:
        return Reason("label", 1.0, f"both are written {a.form!r}")
    return Reason("label", 0.95, f"both are written {solid(a.form)!r}") if solid(a.form) == solid(b.form) else None


def shared_long_name(a: Thing, b: Thing) -> Reason | None:
    """They share a name that says what they are, or that is their own."""
    shared = sorted({*map(solid, a.long)} & {*map(solid, b.long)})
    spelled = next((form for form in (*a.long, *b.long) if shared and solid(form) == shared[0]), "")
    return Reason("long name", 0.9, f"both are also written {spelled!r}") if shared else None


def shared_core(a: Thing, b: Thing) -> Reason | None:
    """They have the same name but for maker and kind: V100 and NVIDIA Tesla V100 GPU."""
    if a.type != b.type:
        return None
    shared = sorted({*a.cores} & {*b.cores})
    return Reason("core", 0.85, f"both are {shared[0]!r} without maker and kind") if shared else None


def shared_short_name(a: Thing, b: Thing) -> Reason | None:
    """They share initials, which may stand for two things."""
    shared = sorted({*a.short} & {*b.short})
    return Reason("short name", 0.5, f"both are also written {shared[0]!r}") if shared else None
