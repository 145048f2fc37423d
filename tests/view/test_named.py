"""Communities are called by what their members are about and others are not."""

from kg.view._named import names
from kg.view._network import Node


def node(label, *topics, weight=1.0):
    empty = {"facts": (), "links": (), "years": (), "measures": {}, "evidence": (), "group": "", "community": ""}
    return Node(iri=label, label=label, short=label, type="Person", weight=weight, topics=topics, **empty)


def test_a_topic_that_is_everywhere_says_less_than_one_that_is_here_alone():
    groups = [
        [node("a", "learning", "pruning"), node("b", "learning", "pruning"), node("c", "learning")],
        [node("d", "learning", "parsing"), node("e", "learning", "parsing"), node("f", "learning")],
    ]
    assert names(groups) == ["pruning, learning", "parsing, learning"]


def test_a_topic_of_one_member_names_nobody_and_long_names_are_cut_to_the_best():
    topics = ("multimodal large language model", "electronic design automation")
    groups = [[node("a", "x", weight=2.0), node("b", "y"), node("c")], [node("d", *topics), node("e", *topics)]]
    assert names(groups) == ["a, b + 1", "electronic design automation"]


def test_names_differ():
    pair = [node("a", "x"), node("b", "x")]
    assert names([pair, pair, pair]) == ["x", "x #2", "x #3"]
