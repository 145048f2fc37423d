"""Union-find: which of many are one, given pairs that are and pairs that are not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Clusters(Generic[T]):
    """A partition that grows by joining, but never over a pair that is kept apart.

    >>> c = Clusters([1, 2, 3]); c.join(1, 3)
    True
    >>> c.part(1, 2); c.join(2, 3), c.parts()
    (False, [[1, 3], [2]])
    """

    def __init__(self, members: Iterable[T]) -> None:
        """Each member on its own."""
        self._above: dict[T, T] = {member: member for member in members}
        self._apart: dict[T, set[T]] = {}

    def root(self, member: T) -> T:
        """The member that stands for the cluster of this one."""
        above = self._above
        while above[member] != member:
            above[member] = above[above[member]]
            member = above[member]
        return member

    def part(self, a: T, b: T) -> None:
        """Keep the clusters of two members apart from now on; those that are one already stay one."""
        root_a, root_b = self.root(a), self.root(b)
        if root_a != root_b:
            self._apart.setdefault(root_a, set()).add(root_b)
            self._apart.setdefault(root_b, set()).add(root_a)

    def parted(self, a: T, b: T) -> bool:
        """Whether the clusters of two members are kept apart."""
        return self.root(b) in self._apart.get(self.root(a), ())

    def join(self, a: T, b: T) -> bool:
        """Make the clusters of two members one; whether they now are."""
        root_a, root_b = self.root(a), self.root(b)
        if root_a == root_b:
            return True
        if root_b in self._apart.get(root_a, ()):
            return False
        self._above[root_b] = root_a
        for other in self._apart.pop(root_b, ()):
            self._apart[other].discard(root_b)
            self._apart[other].add(root_a)
            self._apart.setdefault(root_a, set()).add(other)
        return True

    def parts(self) -> list[list[T]]:
        """The clusters, members in the order in which they were given."""
        parts: dict[T, list[T]] = defaultdict(list)
        for member in self._above:
            parts[self.root(member)].append(member)
        return list(parts.values())
