"""JSON-LD says what it means without fetching anything, and never shortens what would come back as something else."""

import json
from collections.abc import Callable, Iterable

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.errors import OutputError

Exported = Callable[[str, Iterable[Quad]], bytes]
KG = "https://w3id.org/paperkg/ontology#"
S, P = NamedNode("http://example.org/s"), NamedNode(KG + "p")


def test_context_is_in_the_file(toy: list[Quad], exported: Exported) -> None:
    document = json.loads(exported("jsonld", toy))
    assert set(document) == {"@context", "@graph"}
    assert all(iri.startswith("http") for iri in document["@context"].values())
    assert document["@context"]["kg"] == KG


def test_graphs_and_values_read_well(toy: list[Quad], exported: Exported) -> None:
    graphs = {
        graph["@id"].rpartition("/id/")[2]: graph["@graph"] for graph in json.loads(exported("jsonld", toy))["@graph"]
    }
    assert list(graphs) == ["graph/about", "graph/derived", "graph/entities", "graph/record/r1", "graph/record/r2"]
    (paper,) = [node for node in graphs["graph/record/r1"] if node["@id"].endswith("paper/r1")]
    assert paper["kg:hasCode"] is True
    assert paper["kg:score"] == {"@value": "98.9", "@type": "xsd:decimal"}
    assert paper["@type"] == ["fabio:ResearchPaper", "schema:ScholarlyArticle", "kg:Paper"]
    (author,) = [node for node in graphs["graph/record/r1"] if node["@id"].endswith("r1/2")]
    assert author["kg:position"] == 2


@pytest.mark.parametrize("iri", ["kg:x", "kg:p/q", "kg:"])
def test_a_prefix_that_is_also_a_scheme_is_not_used(iri: str, exported: Exported) -> None:
    quads = {Quad(NamedNode(iri), P, NamedNode(KG + "Paper"))}
    data = exported("jsonld", quads)
    assert "kg" not in json.loads(data)["@context"]
    assert set(pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.JSON_LD)) == quads


def test_rdf_1_2_is_refused(exported: Exported) -> None:
    with pytest.raises(OutputError, match=r"<http://example\.org/s> .*RDF 1\.2"):
        exported("jsonld", [Quad(S, P, Triple(S, P, Literal("x")))])
