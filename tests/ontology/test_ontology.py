"""kg.ttl, shapes.ttl and context.jsonld: well formed, complete, and of one mind."""

import json
import re

import pyoxigraph as ox
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, URIRef

from kg.files import shipped
from kg.model import EntityType, Role

KG = "https://w3id.org/paperkg/ontology#"
ONTOLOGY = URIRef("https://w3id.org/paperkg/ontology")
SH = "http://www.w3.org/ns/shacl#"
CLASSES = {"Paper", "Authorship", "Person", "Entity", "Result", "Mention", "IdentityDecision", "Community", *EntityType}
KINDS = {
    OWL.Class,
    OWL.ObjectProperty,
    OWL.DatatypeProperty,
    OWL.AnnotationProperty,
    OWL.NamedIndividual,
    RDF.Property,
}


def text(name: str) -> str:
    return (shipped("ontology") / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(data=text("kg.ttl"), format="turtle")


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(data=text("shapes.ttl"), format="turtle")


@pytest.fixture(scope="module")
def ours(ontology: Graph) -> list[URIRef]:
    return sorted(s for s in set(ontology.subjects(RDF.type)) if isinstance(s, URIRef) and s.startswith(KG))


def properties(ontology: Graph, terms: list[URIRef]) -> list[URIRef]:
    return [t for t in terms if (t, RDF.type, OWL.Class) not in ontology]


@pytest.mark.parametrize("name", ["kg.ttl", "shapes.ttl"])
def test_two_parsers_read_the_same_number_of_triples(name: str) -> None:
    assert len(Graph().parse(data=text(name), format="turtle")) == len(
        set(ox.parse(text(name).encode(), format=ox.RdfFormat.TURTLE))
    )


def test_the_ontology_has_no_blank_node(ontology: Graph) -> None:
    assert not [term for triple in ontology for term in triple if isinstance(term, BNode)]


def test_the_ontology_states_its_version(ontology: Graph) -> None:
    version = str(ontology.value(ONTOLOGY, OWL.versionInfo))
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    assert ontology.value(ONTOLOGY, OWL.versionIRI) == URIRef(f"{ONTOLOGY}/{version}")


def test_the_classes_are_those_of_the_model(ontology: Graph, ours: list[URIRef]) -> None:
    assert {t.removeprefix(KG) for t in ours if (t, RDF.type, OWL.Class) in ontology} == CLASSES


def test_every_entity_type_is_an_entity(ontology: Graph) -> None:
    below = set(ontology.subjects(RDFS.subClassOf, URIRef(KG + "Entity")))
    assert below == {URIRef(KG + kind) for kind in EntityType}


def test_every_role_is_a_way_of_mentioning(ontology: Graph) -> None:
    below = {str(p) for p in ontology.subjects(RDFS.subPropertyOf, URIRef(KG + "mentions"))}
    named = {re.sub(r"-(\w)", lambda found: found[1].upper(), role) for role in Role}
    assert below | {KG + "mentions"} == {KG + name for name in named}


def test_each_term_of_ours_has_one_label_one_definition_and_a_home(ontology: Graph, ours: list[URIRef]) -> None:
    for term in ours:
        assert len(list(ontology.objects(term, RDFS.label))) == 1, term
        assert len(list(ontology.objects(term, SKOS.definition))) == 1, term
        assert ontology.value(term, RDFS.isDefinedBy) == ONTOLOGY, term


def test_each_property_has_domain_and_range_or_says_why_not(ontology: Graph, ours: list[URIRef]) -> None:
    for term in properties(ontology, ours):
        comment = str(ontology.value(term, RDFS.comment) or "")
        for kind, word in ((RDFS.domain, "No domain"), (RDFS.range, "No range")):
            assert bool(list(ontology.objects(term, kind))) != (word in comment), (term, word)


def test_object_properties_lead_to_classes_and_the_others_to_datatypes(ontology: Graph, ours: list[URIRef]) -> None:
    for term in properties(ontology, ours):
        end = ontology.value(term, RDFS.range)
        is_datatype = end is not None and str(end).startswith("http://www.w3.org/2001/XMLSchema#")
        assert end is None or is_datatype == ((term, RDF.type, OWL.DatatypeProperty) in ontology), term


def test_each_term_has_one_kind(ontology: Graph) -> None:
    for term in set(ontology.subjects(RDF.type)) - {ONTOLOGY}:
        assert len(KINDS & set(ontology.objects(term, RDF.type))) == 1, term


def test_each_term_of_others_has_a_label_and_a_home_elsewhere(ontology: Graph, ours: list[URIRef]) -> None:
    for term in set(ontology.subjects(RDF.type)) - {ONTOLOGY, *ours}:
        home = str(ontology.value(term, RDFS.isDefinedBy))
        assert str(term).removeprefix("https").startswith(home.removeprefix("https")), term
        assert ontology.value(term, RDFS.label), term


def test_everything_the_axioms_name_is_declared(ontology: Graph) -> None:
    declared = set(ontology.subjects(RDF.type))
    for axiom in (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.disjointWith):
        for named in ontology.objects(None, axiom):
            assert named in declared or str(named).startswith("http://www.w3.org/2001/XMLSchema#"), named
    for predicate in set(ontology.predicates()) - {RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range}:
        assert predicate in declared or predicate == OWL.disjointWith, predicate


def test_a_sub_property_is_of_the_kind_of_what_is_above(ontology: Graph) -> None:
    for below, above in ontology.subject_objects(RDFS.subPropertyOf):
        assert KINDS & set(ontology.objects(below, RDF.type)) == KINDS & set(ontology.objects(above, RDF.type)), below


def test_coauthor_goes_both_ways(ontology: Graph) -> None:
    assert (URIRef(KG + "coauthor"), RDF.type, OWL.SymmetricProperty) in ontology


def test_shapes_speak_of_terms_that_are_declared(ontology: Graph, shapes: Graph) -> None:
    named = {"path", "class", "targetClass", "lessThan", "lessThanOrEquals", "disjoint", "inversePath"}
    terms = {o for word in named for o in shapes.objects(None, URIRef(SH + word)) if isinstance(o, URIRef)}
    assert terms
    assert terms <= set(ontology.subjects(RDF.type))


def test_every_shape_that_is_named_is_there(shapes: Graph) -> None:
    for word in ("property", "node"):
        for shape in shapes.objects(None, URIRef(SH + word)):
            assert (shape, None, None) in shapes, shape


def test_each_main_class_has_a_shape(shapes: Graph) -> None:
    aimed = {str(c).removeprefix(KG) for c in shapes.objects(None, URIRef(SH + "targetClass"))}
    assert {"Paper", "Authorship", "Person", "Entity", "Result", "Mention", "Community"} <= aimed


def test_the_context_is_json_ld_whose_terms_are_declared(ontology: Graph, ours: list[URIRef]) -> None:
    context = json.loads(text("context.jsonld"))["@context"]
    assert context["@version"] == 1.1
    declared = set(ontology.subjects(RDF.type))
    found = set()
    for term, meaning in context.items():
        iri = meaning["@id"] if isinstance(meaning, dict) else str(meaning)
        prefix, _, name = iri.partition(":")
        if term.startswith("@") or iri.startswith("@") or prefix not in context:
            continue
        found.add(URIRef(context[prefix] + name))
    assert found <= declared
    assert set(ours) <= found


def test_the_context_coerces_as_the_ontology_says(ontology: Graph, ours: list[URIRef]) -> None:
    context = json.loads(text("context.jsonld"))["@context"]
    for term in properties(ontology, ours):
        meaning = context[term.removeprefix(KG)]
        to_iri = isinstance(meaning, dict) and meaning.get("@type") == "@id"
        assert to_iri == ((term, RDF.type, OWL.ObjectProperty) in ontology), term


def test_a_document_in_the_context_becomes_the_triples_meant() -> None:
    document = json.loads(text("context.jsonld"))
    document |= {"id": "https://example.org/p", "type": "Paper", "title": "T", "score": "1.5", "proposes": "kg:x"}
    triples = set(ox.parse(json.dumps(document).encode(), format=ox.RdfFormat.JSON_LD))
    assert {str(t.object) for t in triples} == {
        f"<{KG}Paper>",
        '"T"',
        '"1.5"^^<http://www.w3.org/2001/XMLSchema#decimal>',
        f"<{KG}x>",
    }
