"""What was decided of a document's candidates, for a person who asks why.

`Trace` is filled while candidates are settled, in characters of the document;
`Explanation` says the same in the record's own fields.
"""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct, field

from kg.extract._candidate import Candidate
from kg.extract._roles import OF_TYPE
from kg.model import EntityType, Extraction, Mention, Record, Role

Reasons: TypeAlias = tuple[tuple[str, str], ...]
"""For the slots of a result, in their order, what each is filled from; a slot with several values stands as often."""


class Group(Struct, frozen=True):
    """The candidates of one thing in a document, in order of place, its kind, roles and name."""

    label: str
    type: EntityType
    roles: tuple[Role, ...]
    concept: str | None
    mentions: tuple[Candidate, ...]


class Loss(Struct, frozen=True):
    """A candidate that gave way to one it overlaps; `why` is longer, higher rank or earlier."""

    candidate: Candidate
    winner: Candidate
    why: str


class Choice(Struct, frozen=True):
    """How a group came by its kind and roles: the candidate that told the kind, and the role of each mention."""

    group: Group
    judge: Candidate | None
    told: tuple[Role, ...]

    def reasons(self) -> tuple[tuple[Role, str], ...]:
        """The role of each mention, and whether the weights, its extractor, its sentence or the kind told it."""
        return tuple(
            (
                role,
                "weights"
                if mention.weighed
                else "extractor"
                if mention.role
                else "type"
                if role is OF_TYPE[self.group.type]
                else "sentence",
            )
            for mention, role in zip(self.group.mentions, self.told, strict=True)
        )


class Trace(Struct):
    """The decisions on a document, in the order in which they are made; `standing` has what is said of each span."""

    standing: list[tuple[Candidate, ...]] = field(default_factory=list)
    lost: list[Loss] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    refused: list[Candidate] = field(default_factory=list)
    filled: list[Reasons] = field(default_factory=list)


class Seen(Struct, frozen=True):
    """A candidate where it stands in the record, and what its extractor knows of it.

    Mentions of one form are one thing; `concept` and `same_as` join those of different forms.
    """

    mention: Mention
    type: EntityType | None
    role: Role | None
    concept: str | None
    same_as: str | None


class Chosen(Struct, frozen=True):
    """How an entity came to be: who told its type (nobody: a Method), and the role that each mention told, and why."""

    judge: Seen | None
    roles: tuple[tuple[Role, str], ...]


class Lost(Struct, frozen=True):
    """A candidate that gave way to one it overlaps; `why` is longer, higher rank or earlier."""

    candidate: Seen
    winner: Seen
    why: str


class Explanation(Struct, frozen=True):
    """A record's extraction and how it came about.

    `standing` has, for each span that stands, what each extractor said of it, the one
    that won first; `chosen` is in the order of the extraction's entities, `filled` in that
    of its results; `refused` are
    the candidates that were weighed and found not worth a node, or less than one they overlap.
    """

    record: Record
    extraction: Extraction
    standing: tuple[tuple[Seen, ...], ...]
    lost: tuple[Lost, ...]
    chosen: tuple[Chosen, ...]
    refused: tuple[Seen, ...] = ()
    filled: tuple[Reasons, ...] = ()
