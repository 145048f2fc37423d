"""What an extractor proposes, before it is settled what becomes a mention."""

from __future__ import annotations

from msgspec import Struct

from kg.model import EntityType, Role


class Candidate(Struct, frozen=True, kw_only=True):
    """A span of a document's text that may name a thing.

    `start` and `end` are characters of `doc.text`; `extractor` is the name of the
    extractor's module. `type`, `role` and `concept` are what it knows of the thing;
    `same_as` is another way of writing that means the same thing in this document.
    One that was `weighed` has its type, role and confidence from the weights; one that is
    `given` is a name of the user's own vocabulary, which is always a name, of its concept's type.
    """

    start: int
    end: int
    extractor: str
    confidence: float
    type: EntityType | None = None
    role: Role | None = None
    concept: str | None = None
    same_as: str | None = None
    weighed: bool = False
    given: bool = False
