"""What to call a community: by what its members are about and others are not."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from kg.view._network import Node

MOST = 2
"""How many topics a name has."""
LONGEST = 36
"""Characters that a name of several topics may have, to stand on the picture."""
TELLING = 2
"""How many members must share a topic before it may name them."""


def names(groups: Sequence[Sequence[Node]]) -> list[str]:
    """A name for each group of nodes, all different: its most telling topics, else those that weigh most in it."""
    counts = [Counter(topic for node in group for topic in set(node.topics)) for group in groups]
    everywhere = Counter(topic for count in counts for topic in count)
    found = [_topics(count, everywhere, len(groups)) for count in counts]
    return _distinct(topics or _heaviest(group) for topics, group in zip(found, groups, strict=True))


def _topics(count: Counter[str], everywhere: Counter[str], groups: int) -> str:
    """The topics that are frequent here and in few other groups (tf-idf)."""
    worth = {
        topic: times * math.log(1 + groups / everywhere[topic]) for topic, times in count.items() if times >= TELLING
    }
    best = sorted(worth, key=lambda topic: (-worth[topic], topic))[:MOST]
    return ", ".join(best) if len(", ".join(best)) <= LONGEST else best[0]


def _heaviest(group: Sequence[Node]) -> str:
    """The labels of the two heaviest, and how many more there are."""
    first = sorted(group, key=lambda node: (-node.weight, node.label, node.iri))[:MOST]
    more = f" + {len(group) - len(first)}" if len(group) > len(first) else ""
    return ", ".join(node.short for node in first) + more


def _distinct(names: Iterable[str]) -> list[str]:
    """The names, with a number after those that are there already."""
    seen: Counter[str] = Counter()
    found = []
    for name in names:
        seen[name] += 1
        found.append(f"{name} #{seen[name]}" if seen[name] > 1 else name)
    return found
