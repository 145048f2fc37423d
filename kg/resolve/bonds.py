"""Clusters of things that never hold two things which are known to differ.

Pairs alone do not make clusters: one bad link would chain ResNet-50 to ResNet-18 by
way of a record that calls both `ResNet`. What is named by initials only has no concept
before it is decided which. Each cluster knows its concept and the
numbers of the names in it, and a join that brings two together is refused with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import Reason
from kg.resolve.clusters import Clusters
from kg.resolve.features import Thing
from kg.resolve.forms import family


class Bonds:
    """Which things are one, kept apart where they must be."""

    def __init__(self, things: Iterable[Thing]) -> None:
        """Each thing on its own."""
        kept = list(things)
        self._clusters = Clusters(kept)
        self._concept = {thing: "" if thing.bare else thing.concept for thing in kept}
        self._versions = {thing: dict([family(thing.core or thing.form)]) for thing in kept}

    def root(self, thing: Thing) -> Thing:
        """The thing that stands for the cluster of this one."""
        return self._clusters.root(thing)

    def concept(self, thing: Thing) -> str:
        """The concept of the thing's cluster, empty where it has none."""
        return self._concept[self.root(thing)]

    def anchor(self, thing: Thing, concept: str) -> None:
        """Say which concept the thing's cluster is."""
        self._concept[self.root(thing)] = concept

    def parts(self) -> list[list[Thing]]:
        """The clusters, in the order of their first things."""
        return self._clusters.parts()

    def against(self, a: Thing, b: Thing) -> Reason | None:
        """Why the clusters of two things may not be one, if so."""
        root_a, root_b = self.root(a), self.root(b)
        if self.parted(a, b):
            return Reason("person", -1.0, "a person says that they are two")
        concepts = {self._concept[root_a], self._concept[root_b]} - {""}
        if len(concepts) > 1:
            return Reason("concept", -1.0, f"joined, {' and '.join(sorted(concepts))} would be one")
        few, many = sorted((self._versions[root_a], self._versions[root_b]), key=len)
        for stem, number in sorted(few.items()):
            if not concepts and many.get(stem, number) != number:
                both = " and ".join(sorted((number or "no number", many[stem] or "no number")))
                return Reason("version", -1.0, f"joined, {both} of the family {stem!r} would be one")
        return None

    def parted(self, a: Thing, b: Thing) -> bool:
        """Whether a person says that the clusters of two things are two."""
        return self._clusters.parted(a, b)

    def part(self, a: Thing, b: Thing) -> None:
        """Keep the clusters of two things apart from now on."""
        self._clusters.part(a, b)

    def join(self, a: Thing, b: Thing) -> None:
        """Make the clusters of two things one, if no person says that they are two."""
        root_a, root_b = self.root(a), self.root(b)
        if root_a == root_b or not self._clusters.join(root_a, root_b):
            return
        few, many = sorted((self._versions.pop(root_a), self._versions.pop(root_b)), key=len)
        many.update(few)
        self._versions[self.root(a)] = many
        self._concept[self.root(a)] = max(self._concept[root_a], self._concept[root_b])
