"""Union-find: which of many are one, given pairs that are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Clusters(Generic[T]):
    """A partition that grows by joining.

    >>> c = Clusters([1, 2, 3]); c.join(1, 3); c.parts()
    [[1, 3], [2]]
    """

    def __init__(self, members: Iterable[T]) -> None:
        """Each member on its own."""
        self._above: dict[T, T] = {member: member for member in members}

    def root(self, member: T) -> T:
        """The member that stands for the cluster of this one."""
        above = self._above
        while above[member] != member:
            above[member] = above[above[member]]
            member = above[member]
        return member

    def join(self, a: T, b: T) -> None:
        """Make the clusters of two members one."""
        root_a, root_b = self.root(a), self.root(b)
        if root_a != root_b:
            self._above[root_b] = root_a

    def parts(self) -> list[list[T]]:
        """The clusters, members in the order in which they were given."""
        parts: dict[T, list[T]] = defaultdict(list)
        for member in self._above:
            parts[self.root(member)].append(member)
        return list(parts.values())
