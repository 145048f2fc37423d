"""**measure**: a graph in, how its things stand in it out: who is linked most, what lies between, what grows.

A measure is a file in this folder with `TITLE`, `SUMMARY` and `TERM` (the property of
ours that states it), and

- `values(network)`: a number for every node of a `_network.Network`, in its order; 0 is
  not written; or
- `growth(years)`: a number for every thing, from the years of the papers that name it.

`measured` gives what the pictures size nodes by, `library` takes the facts out of a
graph's lines, `change` says what of it is to be measured again, `derived` states the
measures as quads, and `summary` tells it to people. Parts of a network that do not hang
together have nothing to do with each other's numbers. Where igraph is installed it counts,
tens of times faster than networkx, and to the same numbers; only communities differ (see
`parted`).
"""

from __future__ import annotations

import sys

from kg import registry
from kg.measure._around import Around, change
from kg.measure._communities import parted, parted_by
from kg.measure._derived import derived
from kg.measure._library import Library, library, subject_of
from kg.measure._network import Network
from kg.measure._summary import Summary, summary
from kg.measure._telling import surprise

__all__ = [
    "Around",
    "Library",
    "Network",
    "Summary",
    "change",
    "derived",
    "library",
    "measured",
    "names",
    "parted",
    "parted_by",
    "subject_of",
    "summary",
    "surprise",
]


def names() -> list[str]:
    """The measures there are, sorted."""
    return registry.names(sys.modules[__name__])


def measured(network: Network) -> dict[str, list[float]]:
    """Every measure of a network by its title: a number for each node, in the network's order."""
    return {
        module.TITLE: module.values(network)
        for module in registry.members(sys.modules[__name__]).values()
        if hasattr(module, "values")
    }
