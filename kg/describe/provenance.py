"""How a graph came about, in PROV: the program, the build with what it used, the extractors, each record's source.

W3C, "PROV-O: The PROV Ontology", 2013; checksums as in "Data Catalog Vocabulary (DCAT) - Version 3", 2024.
The clock is no part of it: a build has a time only where it is told one (https://reproducible-builds.org/specs/source-date-epoch/).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from msgspec import Struct

import kg
from kg.describe.iris import Iris, part
from kg.describe.quads import Quad, about, integer, string, typed
from kg.describe.terms import term
from kg.model import RecordId, Source


class Origin(Struct, frozen=True):
    """What a build was made from, how, and when, where that is known; and the licence of what is made.

    `inputs` and `files` (vocabularies, verdicts) are names with SHA-256, which standard
    input has not; `settings` are `name=value`; `epoch` is in seconds since 1970.
    """

    inputs: tuple[tuple[str, str | None], ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    settings: tuple[str, ...] = ()
    epoch: int | None = None
    license: str | None = None


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


def built(origin: Origin, iris: Iris) -> Iterator[Quad]:
    """The build, the files that it used, and that the data set is made from its inputs."""
    graph, build, whole = iris.graph("about"), iris.build(), iris.dataset()
    inputs = {name: iris.input(name) for name, _ in origin.inputs}
    files = {name: iris.file(name) for name, _ in origin.files}
    yield from about(
        build,
        graph,
        [
            ("rdf:type", term("prov:Activity")),
            ("rdfs:label", string("build")),
            ("prov:wasAssociatedWith", iris.agent()),
            ("prov:endedAtTime", moment(origin.epoch) if origin.epoch is not None else None),
            *(("kg:setting", string(each)) for each in origin.settings),
            *(("prov:used", each) for each in (*inputs.values(), *files.values())),
        ],
    )
    yield Quad(whole, term("prov:wasGeneratedBy"), build, graph)
    for name, each in inputs.items():
        yield Quad(whole, term("dcterms:source"), each, graph)
        yield from _file(each, name, dict(origin.inputs)[name], graph)
    for name, sum_ in origin.files:
        yield from _file(files[name], name, sum_, graph)


def _file(file: str, name: str, sum_: str | None, graph: str) -> Iterator[Quad]:
    """A file by its name, and its checksum where it has one."""
    checksum = part(file, "checksum")
    facts = [("rdf:type", term("prov:Entity")), ("dcterms:title", string(name))]
    yield from about(file, graph, [*facts, ("spdx:checksum", checksum if sum_ else None)])
    if sum_:
        facts = [
            ("rdf:type", term("spdx:Checksum")),
            ("spdx:algorithm", term("spdx:checksumAlgorithm_sha256")),
            ("spdx:checksumValue", typed(sum_, "xsd:hexBinary")),
        ]
        yield from about(checksum, graph, facts)


def moment(epoch: int) -> str:
    """A time in seconds since 1970 as `xsd:dateTime`.

    >>> moment(0).partition("^^")[0]
    '"1970-01-01T00:00:00Z"'
    """
    return typed(datetime.fromtimestamp(epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "xsd:dateTime")
