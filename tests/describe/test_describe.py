"""Quads: terms, IRIs, literals, and graphs that two parsers read alike."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.describe import Iris, describe, line, shared
from kg.describe.dataset import Counts
from kg.describe.iris import part
from kg.describe.paper import issued
from kg.describe.quads import boolean, decimal, integer, iri, string
from kg.describe.terms import term
from kg.errors import UnknownTerm, UsageError
from kg.extract import extract
from kg.model import Mention, PartialDate, Profile, Record
from kg.read import read
from kg.resolve import Resolver
from kg.vocabulary import load

GOLDEN = Path(__file__).parents[1] / "golden"


def quads_of(path: Path) -> list[str]:
    """The lines of all quads of the records in a file, but those of the ontology and of the concepts above."""
    known, iris, found = load(), Iris(), list(read(path))
    pairs = [(each, extract(each, known)) for each in found if isinstance(each, Record)]
    resolver = Resolver(known)
    for pair in pairs:
        resolver.add(*pair)
    resolution = resolver.resolve([each for each in found if isinstance(each, Profile)])
    lines = [each for pair in pairs for each in describe(*pair, resolution.placement(*pair), iris)]
    common = shared(resolution, ["gazetteer"], iris)
    return sorted({*lines, *(line(quad) for quad in common if quad.graph != iris.graph("ontology"))})


def test_golden(golden: Callable[[Path, str], None]) -> None:
    text = "".join(quads_of(GOLDEN / "read" / "page.txt"))
    ours = {str(quad) for quad in ox.parse(text, format=ox.RdfFormat.N_QUADS)}
    dataset = rdflib.Dataset()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's own parse and serialize use what it deprecates
        dataset.parse(data=text, format="nquads")
        written = dataset.serialize(format="nquads")
    theirs = {str(quad) for quad in ox.parse(written, format=ox.RdfFormat.N_QUADS)}
    assert len(ours) == text.count("\n")
    assert ours == theirs
    assert "_:" not in text
    golden(GOLDEN / "describe" / "page.nq", text)


def test_an_unknown_term_is_an_error() -> None:
    with pytest.raises(UnknownTerm, match="kg:proposess: not declared"):
        term("kg:proposess")
    with pytest.raises(UnknownTerm):
        term("nope:x")


@pytest.mark.parametrize(
    ("date", "literal"),
    [
        (PartialDate(2022, 10, 12), '"2022-10-12"^^<http://www.w3.org/2001/XMLSchema#date>'),
        (PartialDate(2022, 10), '"2022-10"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>'),
        (PartialDate(987), '"0987"^^<http://www.w3.org/2001/XMLSchema#gYear>'),
    ],
)
def test_dates_keep_their_precision(date: PartialDate, literal: str) -> None:
    assert issued(date) == literal


@pytest.mark.parametrize(
    ("value", "text"),
    [(98.9, "98.9"), (1e22, "1" + "0" * 22 + ".0"), (1e-7, "0.0000001"), (Decimal("1.50"), "1.5"), (27, "27.0")],
)
def test_decimals(value: float, text: str) -> None:
    assert decimal(value).startswith(f'"{text}"^^')


@given(st.text())
@settings(deadline=None)
def test_any_string_comes_back(text: str) -> None:
    (triple,) = ox.parse(f"<urn:s> <urn:p> {string(text)} .\n", format=ox.RdfFormat.N_TRIPLES)
    assert triple.object == ox.Literal(text)


@given(st.text(max_size=30))
@settings(deadline=None)
def test_any_iri_parses(text: str) -> None:
    (triple,) = ox.parse(f"<urn:s> <urn:p> {iri('https://example.org/' + text)} .\n", format=ox.RdfFormat.N_TRIPLES)
    assert isinstance(triple.object, ox.NamedNode)


NASTY = [
    "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O",
    "a b", "a/b", "a?b#c", "100%", "ü", "../../x", "{x}", "a\\b", "\u202ex", "\n",
]  # fmt: skip


@pytest.mark.parametrize("value", NASTY)
def test_nasty_identifiers_are_encoded_and_differ(value: str) -> None:
    iris = Iris()
    made = [
        iris.paper(f"doi:{value}"),
        iris.record_graph(value),
        iris.authorship(value, 1),
        iris.paper(f"other:{value}"),
    ]
    for each in made:
        (triple,) = ox.parse(f"{each} <urn:p> <urn:o> .\n", format=ox.RdfFormat.N_TRIPLES)
        assert triple.subject.value.startswith(iris.base)
        assert "/../" not in triple.subject.value
    assert len(set(made)) == len(made)


keys = st.text(st.one_of(st.sampled_from('<>"{}|^`\\\\ %#?/[]:;()\n\x00\u202e\ufffe+'), st.characters()), max_size=24)


@given(key=keys, other=keys)
@settings(deadline=None)
def test_any_identifier_gives_an_iri_of_its_own_that_two_parsers_read_alike(key: str, other: str) -> None:
    iris = Iris()
    kinds = (
        lambda value: iris.paper(f"doi:{value}"),
        lambda value: iris.paper(f"title:{value}"),
        lambda value: iris.person(f"name:{value}"),
        lambda value: iris.entity(f"Method:{value}"),
        iris.record_graph,
        lambda value: iris.authorship(value, 1),
        lambda value: iris.mention(value, Mention("title", 0, 4, "RPTQ", "proposed", 0.9)),
    )
    for mint in kinds:
        made = mint(key)
        line = f"{made} <urn:p> <urn:o> .\n"
        (theirs,) = ox.parse(line, format=ox.RdfFormat.N_TRIPLES)
        ((subject, _, _),) = rdflib.Graph().parse(data=line, format="nt")
        assert f"<{subject}>" == str(theirs.subject) == made
        assert made.startswith(f"<{iris.base}")
        assert (mint(other) == made) == (other == key)


def test_no_two_names_share_an_iri() -> None:
    iris = Iris()
    names = ["c", "c++", "c#", "c ", "C", "é", "e", "日本", "日", "", "-", "a" * 60 + "1", "a" * 60 + "2", *NASTY]
    assert len({iris.entity(f"Method:{name}") for name in names}) == len(names)
    assert len({iris.person(f"name:{name}") for name in names}) == len(names)
    assert iris.entity("Method:x") != iris.entity("Model:x")


def test_parts_of_records_do_not_collide() -> None:
    iris = Iris()
    mention = Mention("title", 0, 4, "RPTQ", "proposed", 0.9)
    assert iris.mention("a/title-0-4", mention) != iris.mention("a", mention)
    assert part(iris.mention("a", mention), "target") == "<https://w3id.org/paperkg/id/mention/a/title-0-4/target>"


@pytest.mark.parametrize(
    "base", ["", "nope", "https://example.org/a b/", "https://example.org/<", "https://example.org"]
)
def test_a_base_that_no_iri_can_begin_with_is_refused(base: str) -> None:
    with pytest.raises(UsageError, match="not an IRI to build on"):
        Iris(base)


def test_the_base_can_be_changed() -> None:
    assert Iris("urn:lab:").paper("title:x").startswith("<urn:lab:paper/x-")


@pytest.mark.parametrize("batches", [[range(4)], [range(1), range(1, 4)], [range(2), range(2, 3), range(3, 4)]])
def test_counts(batches: list[range]) -> None:
    counts = Counts()
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    lines = (
        '<a:a> <p:p> "x <y> z" <g:1> .\n',
        '<a:a> <p:p> "x <y> z" <g:2> .\n',
        f"<a:a> {kind} <c:c> <g:1> .\n",
        f"<b:b> {kind} <c:c> <g:1> .\n",
    )
    for batch in batches:
        counts.add([lines[at].encode() for at in batch])
    assert (counts.triples, counts.subjects, dict(counts.classes)) == (3, 2, {"<c:c>": 2})
    assert counts.properties == {"<p:p>": 1, kind: 2}


def test_plain_literals() -> None:
    assert boolean(value=True) == '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'
    assert integer(27) == '"27"^^<http://www.w3.org/2001/XMLSchema#integer>'


def test_the_toy_graph_is_sorted_whole_and_without_blank_nodes(toy_build: Path) -> None:
    lines = (toy_build / "graph.nq").read_text(encoding="utf-8").splitlines(keepends=True)
    assert lines == sorted(set(lines))
    assert not any(each.startswith("_:") or " _:" in each.split('"')[0] for each in lines)
    assert len(list(ox.parse(path=toy_build / "graph.nq"))) == len(lines)


def test_void_counts_what_was_written(toy_build: Path) -> None:
    store = ox.Store()
    store.bulk_load(path=toy_build / "graph.nq")
    about = "GRAPH <https://w3id.org/paperkg/id/graph/about>"
    void = "PREFIX void: <http://rdfs.org/ns/void#> PREFIX kg: <https://w3id.org/paperkg/ontology#> "
    stated = store.query(void + f"SELECT ?n {{ {about} {{ ?p void:class kg:Paper ; void:entities ?n }} }}")
    counted = store.query(void + "SELECT (COUNT(DISTINCT ?p) AS ?n) { GRAPH ?g { ?p a kg:Paper } }")
    assert isinstance(stated, ox.QuerySolutions)
    assert isinstance(counted, ox.QuerySolutions)
    assert [row["n"].value for row in stated] == [row["n"].value for row in counted]


def test_the_readable_graph_has_no_evidence_and_parses_twice(toy_build: Path) -> None:
    text = (toy_build / "graph.ttl").read_text(encoding="utf-8")
    ours = list(ox.parse(io.BytesIO(text.encode()), format=ox.RdfFormat.TURTLE))
    assert len(rdflib.Graph().parse(data=text, format="turtle")) == len(ours)
    assert "oa:Annotation" not in text
    assert "IdentityDecision" not in text
    assert "kg:proposes" in text
