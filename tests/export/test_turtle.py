"""Turtle and TriG, for people."""

from collections.abc import Callable, Iterable

from pyoxigraph import NamedNode, Quad

Exported = Callable[[str, Iterable[Quad]], bytes]


def test_a_block_a_subject_and_what_it_is_first(toy: list[Quad], exported: Exported) -> None:
    text = exported("ttl", toy).decode()
    assert (
        "\n<https://w3id.org/paperkg/id/entity/tinynet>\n"
        "    a skos:Concept, kg:Entity, kg:Model ;\n"
        "    skos:broader <https://w3id.org/paperkg/id/entity/bignet> ;\n"
        '    skos:prefLabel "TinyNet" .\n'
    ) in text
    assert "kg:score 98.9 .\n" in text
    assert "kg:dateInferred true ;" in text
    assert 'dcterms:issued "2022-10-12"^^xsd:date ;' in text


def test_names_that_rdflib_cannot_read_are_not_shortened(exported: Exported) -> None:
    odd = [NamedNode("http://purl.org/dc/terms/" + name) for name in ("a.", "a/b", "", "%20", "1a", "-")]
    text = exported("ttl", [Quad(iri, iri, iri) for iri in odd]).decode()
    assert text.count("<http://purl.org/dc/terms/") == 3 * len(odd) + 1


def test_trig_names_each_graph_once(toy: list[Quad], exported: Exported) -> None:
    text = exported("trig", toy).decode()
    assert [line.split("/graph/")[1] for line in text.splitlines() if line.endswith("{")] == [
        "about> {",
        "derived> {",
        "entities> {",
        "record/r1> {",
        "record/r2> {",
    ]
