"""What a picture leaves out is filled in, and what it says comes out in one order."""

import networkx as nx

from kg.view._looks import Look
from kg.view._network import Evidence, network


def sparse():
    graph = nx.Graph()
    graph.add_node("urn:b", label="Bo", type="Person")
    graph.add_node("urn:a", label="Al", type="Person")
    graph.add_edge("urn:b", "urn:a")
    return graph


def test_what_is_not_said_is_filled_in():
    drawn = network(sparse())
    assert [node.label for node in drawn.nodes] == ["Al", "Bo"]
    first = drawn.nodes[0]
    assert (first.short, first.group, first.weight, first.years, first.links) == ("Al", "Person", 0.0, (), ())
    link = drawn.links[0]
    assert (link.first, link.second, link.weight, link.direction) == (0, 1, 1.0, 0)
    assert drawn.groups == {"Person": Look()}


def test_the_heaviest_comes_first_and_links_know_their_direction():
    graph = sparse()
    graph.nodes["urn:b"]["weight"] = 3
    graph.edges["urn:a", "urn:b"]["source"] = "urn:a"
    drawn = network(graph)
    assert [node.label for node in drawn.nodes] == ["Bo", "Al"]
    assert drawn.links[0].direction == -1


def test_links_that_are_not_safe_are_dropped():
    graph = sparse()
    graph.nodes["urn:a"].update(url="javascript:x", links=[("code", "https://example.org/c"), ("no", "data:,x")])
    graph.nodes["urn:a"]["evidence"] = [
        ("It runs.", "P", "javascript:x"),
        ("It runs.", "P", "javascript:x"),
        ("It is.",),
    ]
    drawn = network(graph)
    assert drawn.nodes[0].links == (("code", "https://example.org/c"),)
    assert drawn.nodes[0].evidence == (Evidence("It is."), Evidence("It runs.", "P"))


def test_islands_and_legend_hold_only_what_is_shown():
    graph = sparse()
    graph.add_node("urn:c", label="Cy", type="Paper", group="Papers")
    graph.graph.update(
        looks={"Venue": Look(3), "Papers": Look(2)},
        islands=[["urn:a", "urn:b", "urn:c", "urn:gone"], ["urn:a", "urn:b"]],
    )
    drawn = network(graph)
    assert list(drawn.groups) == ["Papers", "Person"]
    assert drawn.islands == ((0, 1, 2),)
