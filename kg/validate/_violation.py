"""What is wrong with a graph, one finding a violation, and what a check of a graph came to."""

from __future__ import annotations

from msgspec import Struct


class Violation(Struct, frozen=True, order=True):
    """One result of a validation; terms are as N-Triples writes them, an inverse path begins with `^`.

    `value` is the value that is wrong, empty where it is the number of values.
    """

    shape: str
    focus: str
    path: str
    value: str
    component: str
    message: str
    severity: str


class Outcome(Struct, frozen=True):
    """What a validation found: the violations, sorted, each once; how many shapes were checked, and by what."""

    violations: tuple[Violation, ...]
    shapes: int
    engine: str

    @property
    def conforms(self) -> bool:
        """Whether the graph is valid."""
        return not self.violations
