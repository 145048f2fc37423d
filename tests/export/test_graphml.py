"""GraphML, read back by networkx."""

import io
from collections import Counter
from collections.abc import Callable, Iterable

import networkx
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.export.graphml import _ROLES
from kg.model import Role

Exported = Callable[[str, Iterable[Quad]], bytes]
ID = "https://w3id.org/paperkg/id/"
KG = "https://w3id.org/paperkg/ontology#"
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


@pytest.fixture
def network(toy: list[Quad], exported: Exported) -> networkx.MultiDiGraph:
    return networkx.read_graphml(io.BytesIO(exported("graphml", toy)), force_multigraph=True)


def test_nodes_are_papers_persons_and_entities(network: networkx.MultiDiGraph) -> None:
    assert Counter(network.nodes[node]["type"] for node in network) == {
        "Paper": 2, "Person": 2, "Model": 2, "Dataset": 1, "Hardware": 1, "Topic": 1,
    }  # fmt: skip
    assert network.nodes[ID + "paper/r1"] == {
        "label": 'Tiny nets for C++ & "small" chips',
        "type": "Paper",
        "iri": ID + "paper/r1",
        "date": "2022-10-12",
        "doi": "10.1000/x<1::AID>3.0",
        "year": 2022,
    }
    assert network.nodes[ID + "person/bo"]["aliases"] == "B. Li | 李波"
    assert network.nodes[ID + "person/ana"]["hIndex"] == "27"


def test_edges_are_what_the_graph_says_between_them(network: networkx.MultiDiGraph) -> None:
    found = sorted(
        (source.removeprefix(ID), held["relation"], target.removeprefix(ID), held["weight"])
        for source, target, held in network.edges(data=True)
    )
    assert found == [
        ("entity/tinynet", "broader", "entity/bignet", 1),
        ("paper/r1", "comparesWith", "entity/bignet", 1),
        ("paper/r1", "creator", "person/ana", 1),
        ("paper/r1", "creator", "person/bo", 1),
        ("paper/r1", "evaluatesOn", "entity/toyset", 1),
        ("paper/r1", "mentions", "entity/cortex", 1),
        ("paper/r1", "proposes", "entity/tinynet", 1),
        ("paper/r1", "subject", "entity/cs-cv", 1),
        ("paper/r2", "creator", "person/ana", 1),
        ("paper/r2", "creator", "person/bo", 1),
        ("paper/r2", "uses", "entity/bignet", 1),
        ("person/ana", "coauthor", "person/bo", 2),
    ]


def test_edge_ids_differ(network: networkx.MultiDiGraph) -> None:
    keys = [key for _, _, key in network.edges(keys=True)]
    assert len(keys) == len(set(keys)) == 12


def test_control_characters_are_replaced(exported: Exported) -> None:
    paper = NamedNode("http://example.org/p")
    title = Quad(paper, NamedNode("http://purl.org/dc/terms/title"), Literal("a\x01b\x00<c>"))
    data = exported("graphml", [Quad(paper, TYPE, NamedNode(KG + "Paper")), title])
    assert networkx.read_graphml(io.BytesIO(data)).nodes[paper.value]["label"] == "a\ufffdb\ufffd<c>"


def test_what_has_no_name_is_labelled_by_its_iri(exported: Exported) -> None:
    paper = Quad(NamedNode("http://example.org/p"), TYPE, NamedNode(KG + "Paper"))
    read = networkx.read_graphml(io.BytesIO(exported("graphml", [paper])))
    assert read.nodes["http://example.org/p"]["label"] == "http://example.org/p"


def test_every_role_is_an_edge() -> None:
    assert len(_ROLES) == len(Role) - 1
    assert KG + "evaluatesOn" in _ROLES
