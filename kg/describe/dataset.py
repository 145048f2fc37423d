"""The graph about the graph: VoID and DCAT, counted from what was written.

K. Alexander et al., "Describing Linked Datasets with the VoID Vocabulary", W3C 2011;
"Data Catalog Vocabulary (DCAT) - Version 3", W3C 2024.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.describe.counts import Counts
from kg.describe.elsewhere import registry
from kg.describe.iris import Iris, part
from kg.describe.provenance import Origin, built, moment
from kg.describe.quads import Quad, about, integer, iri, string
from kg.describe.terms import ontology, term

_MEDIA = "https://www.iana.org/assignments/media-types/"
DISTRIBUTIONS = {"graph.nq": "application/n-quads", "graph.ttl": "text/turtle"}


def dataset(counts: Counts, origin: Origin, iris: Iris) -> Iterator[Quad]:
    """The dataset, its distributions, its partitions by class and property, its links out, and how it came about."""
    graph, whole = iris.graph("about"), iris.dataset()
    yield from about(
        whole,
        graph,
        [
            ("rdf:type", term("void:Dataset")),
            ("rdf:type", term("dcat:Dataset")),
            ("rdf:type", term("prov:Entity")),
            ("dcterms:title", string("A knowledge graph of papers")),
            (
                "dcterms:description",
                string("Papers, their authors, and what their titles and abstracts say; built by paperkg."),
            ),
            ("dcterms:license", iri(origin.license) if origin.license else None),
            ("dcterms:modified", moment(origin.epoch) if origin.epoch is not None else None),
            ("dcterms:conformsTo", "<https://w3id.org/paperkg/ontology>"),
            ("void:uriSpace", string(iris.base)),
            ("void:triples", integer(counts.triples)),
            ("void:entities", integer(counts.entities)),
            ("void:distinctSubjects", integer(counts.subjects)),
            ("void:distinctObjects", integer(counts.distinct_objects)),
            ("void:classes", integer(len(counts.classes))),
            ("void:properties", integer(len(counts.properties))),
            ("void:vocabulary", "<https://w3id.org/paperkg/ontology>"),
            *(("dcat:distribution", part(whole, name)) for name in DISTRIBUTIONS),
        ],
    )
    facts = [("rdf:type", term("void:DatasetDescription")), ("foaf:primaryTopic", whole)]
    yield from about(graph, graph, facts)
    for name, media in DISTRIBUTIONS.items():
        facts = [("rdf:type", term("dcat:Distribution")), ("dcterms:title", string(name))]
        yield from about(part(whole, name), graph, [*facts, ("dcat:mediaType", iri(_MEDIA + media))])
    yield from _partitions(counts, whole, graph)
    yield from _linksets(counts, whole, graph)
    yield from built(origin, iris)


def _partitions(counts: Counts, whole: str, graph: str) -> Iterator[Quad]:
    """A part for every class and property that is used."""
    for counted, one, named, number in (
        (counts.classes, "class", "void:class", "void:entities"),
        (counts.properties, "property", "void:property", "void:triples"),
    ):
        for thing, count in sorted(counted.items()):
            of = part(whole, f"{one}/{_name(thing)}")
            yield Quad(whole, term(f"void:{one}Partition"), of, graph)
            yield from about(of, graph, [("rdf:type", term("void:Dataset")), (named, thing), (number, integer(count))])


def _linksets(counts: Counts, whole: str, graph: str) -> Iterator[Quad]:
    """A set of links for each property and data set that it leads to, and those data sets."""
    targets = {}
    for (name, space), count in sorted(counts.links.items()):
        to = registry(f"<{space}>")
        links = part(whole, f"links/{_name(name)}/{_local(to.space)}")
        targets[to.space] = target = part(whole, f"target/{_local(to.space)}")
        yield Quad(whole, term("void:subset"), links, graph)
        facts = [
            ("rdf:type", term("void:Linkset")),
            ("void:subjectsTarget", whole),
            ("void:objectsTarget", target),
            ("void:linkPredicate", name),
            ("void:triples", integer(count)),
        ]
        yield from about(links, graph, facts)
    for space, target in sorted(targets.items()):
        facts = [("rdf:type", term("void:Dataset")), ("dcterms:title", string(registry(f"<{space}>").title))]
        yield from about(target, graph, [*facts, ("void:uriSpace", string(space))])


def _name(thing: str) -> str:
    """A class or property as a prefixed name that can be part of an IRI."""
    text = thing.strip("<>")
    for prefix, space in sorted(ontology().prefixes.items(), key=lambda item: -len(item[1])):
        if text.startswith(space):
            return f"{prefix}-{text.removeprefix(space)}"
    return text.rpartition("/")[2]


def _local(space: str) -> str:
    """How the IRIs of a data set begin, as a part of an IRI."""
    return space.partition("://")[2].strip("/").replace("/", "-") or space.strip(":")


def schema(iris: Iris) -> Iterator[Quad]:
    """The ontology itself, in a graph of its own."""
    graph = iris.graph("ontology")
    for triple in ontology().triples:
        yield Quad(str(triple.subject), str(triple.predicate), str(triple.object), graph)
