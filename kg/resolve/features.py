"""What speaks for and against two names being one thing: pure functions, each with a score and a reason."""

from __future__ import annotations

from msgspec import Struct

from kg.model import EntityType, Reason


class Thing(Struct, frozen=True, order=True):
    """A thing as one or more records name it: its kind, the form of its label, all its forms, and its concept.

    Forms are those of `kg.keys.name_form`; `concept` is empty where it has none.
    """

    type: EntityType
    form: str
    forms: tuple[str, ...]
    concept: str


def same_concept(a: Thing, b: Thing) -> Reason | None:
    """Both are labels of one concept of the vocabulary, or of two."""
    if not a.concept or not b.concept:
        return None
    if a.concept == b.concept:
        return Reason("concept", 1.0, f"both are <{a.concept}>")
    return Reason("concept", -1.0, f"<{a.concept}> and <{b.concept}>")


def same_type(a: Thing, b: Thing) -> Reason | None:
    """They are of different kinds."""
    return None if a.type == b.type else Reason("type", -1.0, f"{a.type.value} and {b.type.value}")


def same_label(a: Thing, b: Thing) -> Reason | None:
    """The names are the same in all but case, hyphens and a plural."""
    return Reason("label", 1.0, f"both are written {a.form!r}") if a.form == b.form else None


def shared_long_name(a: Thing, b: Thing) -> Reason | None:
    """They share a name of at least two words."""
    shared = sorted(form for form in {*a.forms} & {*b.forms} if " " in form)
    return Reason("long name", 0.9, f"both are also written {shared[0]!r}") if shared else None


def shared_short_name(a: Thing, b: Thing) -> Reason | None:
    """They share a name of one word only, which may stand for two things."""
    shared = sorted(form for form in {*a.forms} & {*b.forms} if " " not in form)
    return Reason("short name", 0.5, f"both are also written {shared[0]!r}") if shared else None
