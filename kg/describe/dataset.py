"""The graph about the graph: VoID and DCAT, counted from what was written, and where each record came from.

K. Alexander et al., "Describing Linked Datasets with the VoID Vocabulary", W3C 2011;
"Data Catalog Vocabulary (DCAT) - Version 3", W3C 2024.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import kg
from kg.describe.iris import Iris, part
from kg.describe.quads import Quad, about, integer, iri, string
from kg.describe.terms import RDF_TYPE, ontology, term
from kg.model import RecordId, Source

_TURTLE = "https://www.iana.org/assignments/media-types/"
_TYPE = RDF_TYPE.encode()
DISTRIBUTIONS = {"graph.nq": "application/n-quads", "graph.ttl": "text/turtle"}


class Counts:
    """Triples, subjects, and uses of each property and class, of lines that come sorted and once each."""

    def __init__(self) -> None:
        """Start with nothing counted."""
        self.triples = 0
        self.subjects = 0
        self.properties: Counter[str] = Counter()
        self.classes: Counter[str] = Counter()
        self._last = b""

    def add(self, lines: list[bytes]) -> None:
        """Count N-Quads lines that follow those counted; a triple that is in several graphs counts once."""
        triples = dict.fromkeys(line[: line.rindex(b" <")] for line in lines)
        triples.pop(self._last, None)
        if not triples:
            return
        before, self._last = self._last.partition(b" ")[0], next(reversed(triples))
        split = [triple.split(b" ", 2) for triple in triples]
        self.triples += len(split)
        self.subjects += len({subject for subject, _, _ in split} - {before})
        for counted, found in (
            (self.properties, Counter(predicate for _, predicate, _ in split)),
            (self.classes, Counter(thing for _, predicate, thing in split if predicate == _TYPE)),
        ):
            counted.update({term.decode(): number for term, number in found.items()})

    def replace(self, old: list[bytes], new: list[bytes]) -> None:
        """Count the lines of some subjects, all that there are, for those that they had before."""
        for sign, lines in ((-1, old), (1, new)):
            found = Counts()
            found.add(lines)
            self.triples += sign * found.triples
            self.subjects += sign * found.subjects
            for mine, theirs in ((self.properties, found.properties), (self.classes, found.classes)):
                mine.update({name: sign * number for name, number in theirs.items()})
        self.properties, self.classes = +self.properties, +self.classes

    def figures(self) -> dict[str, int | dict[str, int]]:
        """All counts, by name."""
        counted = {"properties": dict(self.properties), "classes": dict(self.classes)}
        return {"triples": self.triples, "subjects": self.subjects, **counted}

    @classmethod
    def of(cls, figures: dict[str, Any]) -> Counts:
        """The counts that have these figures."""
        made = cls()
        made.triples, made.subjects = figures["triples"], figures["subjects"]
        made.properties.update(figures["properties"])
        made.classes.update(figures["classes"])
        return made


def source(record: RecordId, paper: str, source: Source, iris: Iris) -> Iterable[Quad]:
    """Where a record's named graph came from, and what it is about."""
    return about(
        iris.record_graph(record),
        iris.graph("about"),
        [
            ("rdf:type", term("prov:Entity")),
            ("foaf:primaryTopic", paper),
            ("kg:sourceFile", string(source.file)),
            ("kg:sourceLine", integer(source.line)),
        ],
    )


def activities(extractors: Iterable[str], iris: Iris, settings: Iterable[str] = ()) -> Iterator[Quad]:
    """The extractors' runs, with the settings that they worked under (`name=value`), and the program behind them."""
    graph = iris.graph("about")
    yield from about(
        iris.agent(),
        graph,
        [
            ("rdf:type", term("prov:SoftwareAgent")),
            ("rdfs:label", string(f"paperkg {kg.__version__}")),
            ("owl:versionInfo", string(kg.__version__)),
        ],
    )
    for name in sorted(extractors):
        facts = [
            ("rdf:type", term("prov:Activity")),
            ("rdfs:label", string(name)),
            ("owl:versionInfo", string(kg.__version__)),
            ("kg:extractionMethod", string("machine")),
            ("prov:wasAssociatedWith", iris.agent()),
            *(("kg:setting", string(each)) for each in settings),
        ]
        yield from about(iris.activity(name), graph, facts)


def dataset(counts: Counts, iris: Iris) -> Iterator[Quad]:
    """The dataset, its distributions, and a partition for every class and property in it."""
    graph, whole = iris.graph("about"), iri(f"{iris.base}dataset")
    yield from about(
        whole,
        graph,
        [
            ("rdf:type", term("void:Dataset")),
            ("rdf:type", term("dcat:Dataset")),
            ("dcterms:title", string("A knowledge graph of papers")),
            (
                "dcterms:description",
                string("Papers, their authors, and what their titles and abstracts say; built by paperkg."),
            ),
            ("void:uriSpace", string(iris.base)),
            ("void:triples", integer(counts.triples)),
            ("void:distinctSubjects", integer(counts.subjects)),
            ("void:vocabulary", "<https://w3id.org/paperkg/ontology>"),
            *(("dcat:distribution", part(whole, name)) for name in DISTRIBUTIONS),
        ],
    )
    for name, media in DISTRIBUTIONS.items():
        facts = [("rdf:type", term("dcat:Distribution")), ("dcterms:title", string(name))]
        yield from about(part(whole, name), graph, [*facts, ("dcat:mediaType", iri(_TURTLE + media))])
    for kind, count in sorted(counts.classes.items()):
        of = part(whole, f"class/{_name(kind)}")
        yield Quad(whole, term("void:classPartition"), of, graph)
        yield from about(
            of, graph, [("rdf:type", term("void:Dataset")), ("void:class", kind), ("void:entities", integer(count))]
        )
    for name, count in sorted(counts.properties.items()):
        of = part(whole, f"property/{_name(name)}")
        yield Quad(whole, term("void:propertyPartition"), of, graph)
        yield from about(
            of, graph, [("rdf:type", term("void:Dataset")), ("void:property", name), ("void:triples", integer(count))]
        )


def _name(thing: str) -> str:
    """A class or property as a prefixed name that can be part of an IRI."""
    text = thing.strip("<>")
    for prefix, space in sorted(ontology().prefixes.items(), key=lambda item: -len(item[1])):
        if text.startswith(space):
            return f"{prefix}-{text.removeprefix(space)}"
    return text.rpartition("/")[2]


def schema(iris: Iris) -> Iterator[Quad]:
    """The ontology itself, in a graph of its own."""
    graph = iris.graph("ontology")
    for triple in ontology().triples:
        yield Quad(str(triple.subject), str(triple.predicate), str(triple.object), graph)
