"""The measures agree with networkx on any network, and a large one is estimated well."""

from __future__ import annotations

import importlib.util
import math
import random
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.measure import Network, betweenness, communities_joined, core_number, degree, measured, page_rank
from kg.measure._communities import APART
from kg.measure._network import sample
from kg.measure.growth import growth, recent


@pytest.fixture(params=["igraph", "networkx"], autouse=True, scope="module")
def engine(request: pytest.FixtureRequest) -> Iterator[str]:
    """Every test with igraph, and as if it were not installed."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "networkx":
            patch.setattr(importlib.util, "find_spec", lambda _: None)
        else:
            pytest.importorskip("igraph")
        yield request.param


NODES = st.sampled_from("abcdefghij")
LINKS = st.lists(st.tuples(NODES, NODES, st.integers(1, 4)), max_size=40)


def both(links: list[tuple[str, str, int]], *, directed: bool = False) -> tuple[Network, nx.Graph[str]]:
    """The network, and networkx's of the same links."""
    peer: nx.Graph[str] = nx.DiGraph() if directed else nx.Graph()
    peer.add_nodes_from("abcdefghij")
    for left, right, weight in links:
        if left != right:
            before = peer.edges[left, right]["weight"] if peer.has_edge(left, right) else 0
            peer.add_edge(left, right, weight=before + weight)
    return Network("abcdefghij", links, directed=directed), peer


@settings(deadline=None, max_examples=50)
@given(LINKS)
def test_degree_and_core_are_those_of_networkx(links: list[tuple[str, str, int]]) -> None:
    network, peer = both(links)
    assert degree.values(network) == [peer.degree(node) for node in network.nodes]
    assert core_number.values(network) == [nx.core_number(peer)[node] for node in network.nodes]


@settings(deadline=None, max_examples=50)
@given(LINKS)
def test_betweenness_is_that_of_networkx(links: list[tuple[str, str, int]]) -> None:
    network, peer = both(links)
    expected = nx.betweenness_centrality(peer, normalized=False)
    assert betweenness.values(network) == pytest.approx([expected[node] for node in network.nodes], rel=6e-3)


@settings(deadline=None, max_examples=50)
@given(LINKS, st.booleans())
def test_page_rank_is_that_of_networkx(links: list[tuple[str, str, int]], directed: bool) -> None:  # noqa: FBT001
    network, peer = both(links, directed=directed)
    linked = peer.subgraph(node for node in peer if peer.degree(node))
    expected = dict.fromkeys(peer, 0.0) | (nx.pagerank(linked, tol=1e-12, max_iter=1000) if peer.edges else {})
    found = page_rank.values(network)
    shares = [value / (sum(found) or 1) for value in found]
    assert shares == pytest.approx([expected[node] for node in network.nodes], rel=1.2e-2)


@settings(deadline=None, max_examples=50)
@given(LINKS, st.randoms(use_true_random=False))
def test_the_order_of_links_makes_no_difference(links: list[tuple[str, str, int]], order: random.Random) -> None:
    shuffled = [(right, left, weight) for left, right, weight in links]
    order.shuffle(shuffled)
    network, other = Network("abcdefghij", links), Network("jihgfedcba", shuffled)
    assert measured(network) == measured(other)
    assert network.communities == other.communities


def test_a_sample_is_near_the_truth(engine: str) -> None:
    if engine != "igraph":
        pytest.skip("networkx takes too long")
    peer = nx.barabasi_albert_graph(2_500, 2, seed=1)
    network = Network((f"{node:04d}" for node in peer), ((f"{a:04d}", f"{b:04d}", 1.0) for a, b in peer.edges))
    assert len(network) > betweenness.EXACT
    found = betweenness.values(network)
    assert network.igraph is not None
    exact = network.igraph.betweenness()
    best = sorted(range(2_500), key=lambda node: -exact[node])[:10]
    assert sum(abs(found[node] / exact[node] - 1) for node in best) / len(best) < 0.1
    assert math.isclose(sum(found), sum(exact), rel_tol=0.02)
    assert found == betweenness.values(network)


def test_samples_are_the_same_every_time_and_whole_where_small() -> None:
    names = [f"node {number}" for number in range(1000)]
    assert sample(names[:3], 10) == [0, 1, 2]
    assert len(set(sample(names, 10))) == 10
    drawn, fewer = ({names[at]: at for at in sample(some, 10)} for some in (names, names[:900]))
    assert len(drawn.keys() & fewer.keys()) >= 8


@pytest.mark.parametrize("measure", [page_rank, betweenness, degree, core_number])
def test_what_is_linked_with_nothing_of_it_leaves_a_measure_as_it_is(measure: Any) -> None:
    links = [(a, b, 1.0) for a, b in ("ab", "bc", "cd", "bd", "de")]
    more = [(f"{number}", f"{number + 1}", 1.0) for number in range(30)]
    small = Network("abcde", links)
    large = Network([*"abcde", *map(str, range(31)), "alone"], [*links, *more])
    whole = dict(zip(large.nodes, measure.values(large), strict=True))
    assert measure.values(small) == [whole[node] for node in small.nodes]


def test_communities_are_the_planted_ones_and_the_hub_is_in_none() -> None:
    cliques = ["abcd", "efgh", "ijkl"]
    links = [(a, b, 1) for clique in cliques for a in clique for b in clique if a < b]
    links += [("hub", node, 1) for clique in cliques for node in clique]
    network = Network(["hub", *"abcdefghijkl"], links)
    home = dict(zip(network.nodes, network.communities, strict=True))
    assert home["hub"] == APART
    assert [len({home[node] for node in clique}) for clique in cliques] == [1, 1, 1]
    joined = dict(zip(network.nodes, communities_joined.values(network), strict=True))
    assert joined.pop("hub") == 3
    assert set(joined.values()) == {0}


def test_no_node_and_no_link_are_no_error() -> None:
    assert measured(Network([], [])) == {title: [] for title in measured(Network([], []))}
    alone = measured(Network("ab", []))
    assert {tuple(values) for values in alone.values()} == {(0.0, 0.0)}


@settings(deadline=None, max_examples=30)
@given(st.lists(st.lists(NODES, min_size=2, max_size=4, unique=True), max_size=8))
def test_each_part_is_measured_as_if_it_were_all_there_is(papers: list[list[str]]) -> None:
    links = [(left, right, 1.0) for paper in papers for left, right in combinations(sorted(paper), 2)]
    network = Network("abcdefghij", links)
    whole = {title: dict(zip(network.nodes, values, strict=True)) for title, values in measured(network).items()}
    assert sum(len(nodes) for nodes, _ in network.parts) == sum(map(bool, network.neighbours))
    for nodes, _ in network.parts:
        names = [network.nodes[node] for node in nodes]
        part = Network(names, [link for link in links if link[0] in names])
        for title, values in measured(part).items():
            assert values == [whole[title][name] for name in names]


def test_a_small_part_is_one_community_and_a_large_one_is_parted() -> None:
    near = [(f"a{left:02d}", f"a{right:02d}", 1.0) for left in range(30) for right in range(left)]
    far = [(left.replace("a", "b"), right.replace("a", "b"), 1.0) for left, right, _ in near]
    few = [("c", "d", 1.0), ("d", "e", 1.0), ("e", "f", 1.0)]
    names = {end for left, right, _ in (*near, *far, *few) for end in (left, right)}
    network = Network(names, [*near, *far, ("a00", "b00", 1.0), *few])
    found: dict[int, set[str]] = {}
    for name, number in zip(network.nodes, network.communities, strict=True):
        found.setdefault(number, set()).add(name[0])
    assert sorted(map(sorted, found.values())) == [["a"], ["b"], ["c", "d", "e", "f"]]


def test_growth_needs_years_before_and_enough_papers() -> None:
    whole = Counter({2020: 10, 2021: 10, 2022: 10})
    assert recent({"all": whole}) == {2021, 2022}
    found = growth({"late": Counter({2022: 3}), "once": Counter({2022: 1}), "as all": whole}, whole)
    assert found == {"as all": 1.0, "late": 1.3}
    assert growth({"x": Counter({2022: 5})}, Counter({2022: 5})) == {}
