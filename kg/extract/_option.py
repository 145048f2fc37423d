"""What may fill a slot of a claim, before it is weighed; `_scope.Filled` is what does."""

from __future__ import annotations

from msgspec import Struct

KEPT = 1 << 12
"""How many of what is known alike of many options are kept, so as not to be put together again."""


class Option(Struct, frozen=True):
    """What may fill a slot: its name, why it might, and what is known of it."""

    name: str
    why: str
    features: list[str]
