"""What can be validated: whatever answers queries."""

from __future__ import annotations

from typing import Protocol

from kg.store import Answer


class Asked(Protocol):
    """An open graph, such as `kg.ask.Graph`."""

    def answer(self, sparql: str) -> Answer:
        """The answer to a query."""
