"""Who bridges communities: in how many of them the neighbours of a thing are."""

from __future__ import annotations

from kg.measure._communities import APART, parts_without
from kg.measure._network import Network

TITLE = "Communities joined"
SUMMARY = "in how many communities its neighbours are, where that is more than one"
TERM = "kg:communitiesJoined"


def values(network: Network) -> list[float]:
    """In how many communities the neighbours of each node are; 0 where they are all in one.

    >>> pairs = ["ab", "ac", "bc", "ad", "ae", "de", "af", "ag", "fg", "ah"]
    >>> values(Network("abcdefgh", [(left, right, 1) for left, right in pairs]))
    [4.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    """
    home = network.communities
    found = [len({home[other] for other in near} - {APART}) for near in network.neighbours]
    found = [parts_without(network, node) if home[node] == APART else joined for node, joined in enumerate(found)]
    return [float(joined) if joined > 1 else 0.0 for joined in found]
