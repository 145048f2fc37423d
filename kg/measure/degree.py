"""With how many others a thing is linked."""

from __future__ import annotations

from kg.measure._network import Network

TITLE = "Links"
SUMMARY = "with how many others it is linked"
TERM = "kg:degree"


def values(network: Network) -> list[float]:
    """The number of neighbours of each node, whatever the direction.

    >>> values(Network("abc", [("a", "b", 1), ("a", "c", 1)]))
    [2.0, 1.0, 1.0]
    """
    return [float(len(near)) for near in network.neighbours]
