"""Where nodes stand: nothing on top of another, the same every time, the large before the small."""

import itertools
import math
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import networkx as nx
import pytest

from kg import view
from kg.view._boxes import packed
from kg.view._communities import communities, hubs, parts_without
from kg.view._layout import place

SCRIPT = """
import hashlib, json, sys
from kg import view
rows = {name: json.load(open(f"{sys.argv[1]}/{name}.rows.json", encoding="utf-8")) for name in sys.argv[2:]}
for name in view.networks():
    print(hashlib.sha256(view.html(name, lambda query, **_: rows[query]).encode()).hexdigest())
"""
QUERIES = (
    "citation-network", "coauthor-network", "hardware-network", "method-landscape", "paper-entity-network",
    "paper-topics", "sentences-naming", "sentences-of-papers",
)  # fmt: skip


def network(seed, nodes=120):
    """A network with several components, a hub and nodes that are linked with nothing."""
    chance = random.Random(seed)  # noqa: S311 no secret
    graph = nx.Graph()
    graph.add_nodes_from((f"n{number}" for number in range(nodes)), weight=1.0)
    for number in range(20, nodes):
        graph.add_edge(f"n{number}", f"n{chance.randrange(20, nodes)}", weight=float(chance.randint(1, 4)))
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    graph.add_edges_from((("n20", f"n{number}") for number in range(21, nodes, 2)), weight=1.0)
    return graph


@pytest.mark.parametrize("seed", range(4))
def test_no_node_lies_on_another(seed):
    graph = network(seed)
    radius = {node: 6.0 + graph.degree(node) % 7 for node in graph}
    places = place(graph, radius)
    for one, other in itertools.combinations(sorted(graph), 2):
        assert math.dist(places[one], places[other]) > radius[one] + radius[other]


def test_the_largest_component_takes_most_of_the_room():
    graph = network(1)
    places = place(graph, dict.fromkeys(graph, 8.0))
    largest = max(nx.connected_components(graph), key=len)

    def width(nodes):
        return max(places[node][0] for node in nodes) - min(places[node][0] for node in nodes)

    assert width(largest) > 0.6 * width(graph)


def test_order_of_nodes_and_links_changes_nothing():
    graph = network(2)
    shuffled = nx.Graph()
    shuffled.add_nodes_from(reversed([*graph.nodes(data=True)]))
    shuffled.add_edges_from((right, left, link) for left, right, link in reversed([*graph.edges(data=True)]))
    radius = dict.fromkeys(graph, 8.0)
    assert place(graph, radius) == place(shuffled, radius)
    assert communities(graph) == communities(shuffled)


@pytest.mark.parametrize("nodes", [0, 1, 2, 3])
def test_small_networks_have_places(nodes):
    graph = nx.path_graph([f"n{number}" for number in range(nodes)])
    nx.set_edge_attributes(graph, 1.0, "weight")
    assert len(set(place(graph, dict.fromkeys(graph, 8.0)).values())) == nodes


def test_a_hub_is_what_holds_its_component_together():
    star = nx.Graph()
    for left, right in ((1, 2), (3, 4), (5, 6), (7, 8)):
        star.add_edges_from([(f"n{left}", f"n{right}"), ("hub", f"n{left}"), ("hub", f"n{right}")], weight=1.0)
    assert hubs(star) == ["hub"]
    assert parts_without(star, "hub") == 4
    assert [len(group) for group in communities(star).groups] == [2, 2, 2, 2]
    assert hubs(nx.complete_graph([f"n{number}" for number in range(12)])) == []


@pytest.mark.parametrize("name", view.whole())
def test_order_of_rows_changes_no_byte(name, rows_of):
    def shuffled(query, **_):
        rows = [*rows_of(query), *rows_of(query)]
        random.Random(3).shuffle(rows)  # noqa: S311 no secret
        return [dict(reversed([*row.items()])) for row in rows]

    assert view.html(name, shuffled) == view.html(name, rows_of)


def test_hash_seed_changes_no_byte():
    golden = Path(__file__).parent / "golden"
    command = [sys.executable, "-c", SCRIPT, str(golden), *QUERIES]
    said = [
        subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("0", "1", "4711")
    ]
    assert len(said[0].split()) == len(view.networks())
    assert len(set(said)) == 1


@pytest.mark.parametrize("installed", [True, False])
def test_groups_are_found_with_igraph_and_without(installed, monkeypatch):
    if installed:
        pytest.importorskip("igraph")
    else:
        monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    graph = nx.Graph()
    for group in "abc":
        graph.add_edges_from(itertools.combinations([f"{group}{number}" for number in range(6)], 2), weight=1.0)
    graph.add_edges_from([("a0", "b0"), ("b1", "c0")], weight=1.0)
    assert [sorted({node[0] for node in group}) for group in communities(graph).groups] == [["a"], ["b"], ["c"]]
    assert communities(graph) == communities(graph)


def test_a_large_network_is_laid_out_in_seconds():
    chance = random.Random(7)  # noqa: S311 no secret
    graph = nx.Graph()
    graph.add_nodes_from(f"n{number:05d}" for number in range(6000))
    for _ in range(12_000):
        home = chance.randrange(60) * 100
        left, right = home + chance.randrange(100), home + chance.randrange(100)
        graph.add_edge(f"n{left:05d}", f"n{right if chance.random() < 0.9 else chance.randrange(6000):05d}", weight=1.0)
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    before = time.process_time()
    places = place(graph, dict.fromkeys(graph, 6.0))
    assert time.process_time() - before < 10
    assert len(set(places.values())) > 5990


def test_boxes_do_not_overlap_however_many():
    chance = random.Random(3)  # noqa: S311 no secret
    extents = [(chance.uniform(5, 300), chance.uniform(5, 300)) for _ in range(150)]
    corners = packed(extents)
    for (one, (x, y)), (other, (u, v)) in itertools.combinations(zip(extents, corners, strict=True), 2):
        assert x + one[0] <= u or u + other[0] <= x or y + one[1] <= v or v + other[1] <= y
