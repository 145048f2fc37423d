"""Our SKOS vocabularies: well formed, one label one concept, no loops."""

import re
from collections import Counter

import pyoxigraph as ox
import pytest
from rdflib import RDF, SKOS, BNode, Graph, Literal, URIRef

from kg.files import shipped, walk
from kg.model import EntityType

KG = "https://w3id.org/paperkg/ontology#"
HOME = "https://w3id.org/paperkg/vocabulary/"
FILES = dict(walk(shipped("ontology") / "vocabulary", ".ttl"))
EXPECTED = {
    "arxiv-categories.ttl": EntityType.TOPIC,
    "datasets.ttl": EntityType.DATASET,
    "hardware.ttl": EntityType.HARDWARE,
    "methods.ttl": EntityType.METHOD,
    "metrics.ttl": EntityType.METRIC,
    "models.ttl": EntityType.MODEL,
    "organizations.ttl": EntityType.ORGANIZATION,
    "software.ttl": EntityType.SOFTWARE,
    "tasks.ttl": EntityType.TASK,
    "topics.ttl": EntityType.TOPIC,
    "venues.ttl": EntityType.VENUE,
}
SHOWN = (SKOS.prefLabel, SKOS.altLabel)
TOO_GENERIC = {
    "algorithm",
    "approach",
    "data",
    "dataset",
    "experiment",
    "framework",
    "method",
    "model",
    "network",
    "performance",
    "problem",
    "result",
    "system",
    "task",
    "technique",
    "training",
}


def content(name: str) -> bytes:
    return FILES[name].read_bytes()


@pytest.fixture(scope="module", params=sorted(FILES))
def scheme(request: pytest.FixtureRequest) -> tuple[URIRef, Graph]:
    graph = Graph().parse(data=content(request.param), format="turtle")
    return URIRef(f"{HOME}{request.param.removesuffix('.ttl')}/"), graph


def concepts(graph: Graph) -> list[URIRef]:
    return sorted(s for s in graph.subjects(RDF.type, SKOS.Concept) if isinstance(s, URIRef))


def folded(label: str) -> str:
    return re.sub(r"[\s_-]+", " ", label.casefold())


def test_there_is_one_vocabulary_an_expected_kind() -> None:
    assert set(FILES) == set(EXPECTED)


def test_every_entity_type_has_a_vocabulary() -> None:
    assert set(EXPECTED.values()) == set(EntityType)


@pytest.mark.parametrize("name", sorted(FILES))
def test_two_parsers_read_the_same_number_of_triples(name: str) -> None:
    assert len(Graph().parse(data=content(name), format="turtle")) == len(
        set(ox.parse(content(name), format=ox.RdfFormat.TURTLE))
    )


@pytest.mark.parametrize("name", sorted(FILES))
def test_the_scheme_says_which_class_its_concepts_belong_to(name: str) -> None:
    graph = Graph().parse(data=content(name), format="turtle")
    schemes = list(graph.subjects(RDF.type, SKOS.ConceptScheme))
    assert schemes == [URIRef(f"{HOME}{name.removesuffix('.ttl')}/")]
    assert list(graph.objects(schemes[0], URIRef(KG + "conceptType"))) == [URIRef(KG + EXPECTED[name])]
    assert len(list(graph.objects(schemes[0], SKOS.prefLabel))) == 1


def test_no_blank_nodes_and_no_language_tags(scheme: tuple[URIRef, Graph]) -> None:
    terms = [term for triple in scheme[1] for term in triple]
    assert not [term for term in terms if isinstance(term, BNode)]
    assert not [term for term in terms if isinstance(term, Literal) and term.language]


def test_each_concept_is_in_its_scheme_with_one_preferred_label(scheme: tuple[URIRef, Graph]) -> None:
    home, graph = scheme
    assert concepts(graph)
    for concept in concepts(graph):
        assert concept.startswith(home), concept
        assert list(graph.objects(concept, SKOS.inScheme)) == [home], concept
        assert len(list(graph.objects(concept, SKOS.prefLabel))) == 1, concept


def test_labels_are_clean(scheme: tuple[URIRef, Graph]) -> None:
    for kind in (*SHOWN, SKOS.hiddenLabel):
        for concept, label in scheme[1].subject_objects(kind):
            assert str(label) == " ".join(str(label).split()), concept
            assert len(str(label)) > 1, concept


def test_what_is_broader_exists_and_never_comes_back(scheme: tuple[URIRef, Graph]) -> None:
    graph = scheme[1]
    known = set(concepts(graph))
    for concept in known:
        above = set(graph.objects(concept, SKOS.broader))
        assert above <= known, concept
        while above:
            assert concept not in above, concept
            above = {higher for each in above for higher in graph.objects(each, SKOS.broader)}


def test_no_label_stands_for_two_concepts_of_a_scheme(scheme: tuple[URIRef, Graph]) -> None:
    graph = scheme[1]
    claims = Counter(
        label
        for concept in concepts(graph)
        for label in {folded(str(o)) for kind in SHOWN for o in graph.objects(concept, kind)}
    )
    assert [label for label, count in claims.items() if count > 1] == []


@pytest.mark.parametrize("name", sorted(set(FILES) - {"arxiv-categories.ttl"}))  # no text is searched for those
def test_no_label_says_too_little(name: str) -> None:
    graph = Graph().parse(data=content(name), format="turtle")
    shown = {folded(str(label)) for kind in SHOWN for label in graph.objects(None, kind)}
    assert not shown & TOO_GENERIC


@pytest.mark.parametrize("name", sorted(FILES))
def test_the_concepts_stand_in_order(name: str) -> None:
    names = re.findall(r"^\w+:(\S+) a skos:Concept ;$", content(name).decode(), flags=re.MULTILINE)
    assert names == sorted(names, key=lambda each: (each.casefold(), each))


def test_mapped_concepts_exist(scheme: tuple[URIRef, Graph]) -> None:
    for concept in scheme[1].objects(None, SKOS.exactMatch):
        if str(concept).startswith(HOME):
            assert (concept, RDF.type, SKOS.Concept) in scheme[1], concept


def test_a_category_has_one_code_and_lies_in_its_archive() -> None:
    graph = Graph().parse(data=content("arxiv-categories.ttl"), format="turtle")
    codes = {str(code): concept for concept, code in graph.subject_objects(SKOS.notation)}
    assert str(graph.value(codes["cs.CV"], SKOS.prefLabel)) == "Computer Vision and Pattern Recognition"
    assert len(codes) > 150
    for code, concept in codes.items():
        archive, _, name = code.partition(".")
        assert len(list(graph.objects(concept, SKOS.notation))) == 1, code
        assert not name or graph.value(concept, SKOS.broader) == codes[archive], code


@pytest.mark.parametrize(
    ("name", "label", "above"),
    [
        ("hardware", "Tesla V100", ["Volta GPU", "NVIDIA GPU", "GPU"]),
        ("models", "ResNet-50", ["ResNet", "convolutional neural network"]),
        ("datasets", "CIFAR-10", ["CIFAR"]),
        ("datasets", "VerilogEval-Human", ["VerilogEval"]),
        ("tasks", "brain tumor segmentation", ["medical image segmentation", "image segmentation"]),
        ("metrics", "top-1 accuracy", ["accuracy"]),
        ("methods", "post-training quantization", ["quantization"]),
        ("topics", "federated learning", ["machine learning", "artificial intelligence"]),
    ],
)
def test_known_concepts_lie_under_what_they_are_kinds_of(name: str, label: str, above: list[str]) -> None:
    graph = Graph().parse(data=content(f"{name}.ttl"), format="turtle")
    waiting = list(graph.subjects(SKOS.prefLabel, Literal(label)))
    assert waiting
    found = set()
    while waiting:
        for higher in graph.objects(waiting.pop(), SKOS.broader):
            found.add(str(graph.value(higher, SKOS.prefLabel)))
            waiting.append(higher)
    assert set(above) <= found


def test_variants_lead_to_their_concept() -> None:
    graph = Graph().parse(data=content("hardware.ttl"), format="turtle")
    concept = graph.value(None, SKOS.prefLabel, Literal("Tesla V100"))
    assert {"V100", "NVIDIA V100", "NVIDIA Tesla V100"} <= {str(o) for o in graph.objects(concept, SKOS.altLabel)}
