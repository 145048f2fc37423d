"""What may fill a slot of a claim, before it is weighed."""

from __future__ import annotations

from msgspec import Struct


class Candidate(Struct, frozen=True):
    """What may fill a slot: its name, why it might, and what is known of it."""

    name: str
    why: str
    features: list[str]
