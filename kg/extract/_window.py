"""A row of values in its sentence, and what is read of it."""

from __future__ import annotations

from msgspec import Struct

from kg.extract._claim_words import Direction
from kg.extract._quantity import Quantity


class Reading(Struct, frozen=True):
    """What a value measures and which way; `rule` names who says so, `told` whether a word says the direction.

    `unit` is that of the row it was read from.
    """

    metric: str | None
    direction: Direction
    rule: str
    told: bool = False
    unit: str = ""


class Window(Struct, frozen=True):
    """A row of values in its sentence: the words since the row before it, and those until the next."""

    text: str
    row: tuple[Quantity, ...]
    begin: int
    end: int

    @property
    def before(self) -> str:
        """The words before the row."""
        return self.text[self.begin : self.row[0].start]

    @property
    def behind(self) -> str:
        """The words behind the row."""
        return self.text[self.row[-1].end : self.end]

    @property
    def unit(self) -> str:
        """The unit of the row."""
        return self.row[-1].unit
