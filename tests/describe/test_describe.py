"""Quads: terms, IRIs, literals, and graphs that two parsers read alike."""

from __future__ import annotations

import io
import json
import warnings
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kg.build import build
from kg.describe import Iris, describe, line, shared
from kg.describe.counts import Counts
from kg.describe.elsewhere import of_paper
from kg.describe.iris import part
from kg.describe.paper import issued
from kg.describe.quads import boolean, decimal, integer, iri, string
from kg.describe.terms import term
from kg.errors import UnknownTerm, UsageError
from kg.extract import extract
from kg.model import Identifier, Mention, PartialDate, Profile, Record
from kg.read import read
from kg.resolve import Resolver
from kg.settings import Settings
from kg.vocabulary import load

KG = "https://w3id.org/paperkg/ontology#"
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
    counts = Counts("a:")
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
    assert (counts.entities, counts.distinct_objects) == (1, 2)
    again = Counts.of(counts.figures(), counts.objects.written())
    assert (again.figures(), again.distinct_objects) == (counts.figures(), 2)
    again.replace(
        [lines[2].encode()], [b"<a:a> <http://www.w3.org/2002/07/owl#sameAs> <https://doi.org/10.1/x> <g:1> .\n"]
    )
    assert (again.triples, again.distinct_objects, again.classes) == (3, 3, {"<c:c>": 1})
    assert again.links == {("<http://www.w3.org/2002/07/owl#sameAs>", "https://doi.org/"): 1}


def test_pieces_are_sorted_as_their_lines_are() -> None:
    iris = Iris()
    page = [each for each in read(GOLDEN / "read" / "page.txt") if isinstance(each, Record)]
    said = [extract(each, load()) for each in page]
    one, other, *more = said[0].entities
    twice = replace(other, mentions=(replace(one.mentions[0], text="a\u2028b\x85c"),))
    said.append(replace(said[0], entities=(one, twice, *more)))
    page.append(page[0])
    resolver = Resolver(load())
    for pair in zip(page, said, strict=True):
        resolver.add(*pair)
    resolution = resolver.resolve()
    for pair in zip(page, said, strict=True):
        text = "".join(sorted(describe(*pair, resolution.placement(*pair), iris)))
        assert text.split("\n")[:-1] == sorted(text.split("\n")[:-1])


def test_plain_literals() -> None:
    assert boolean(value=True) == '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'
    assert integer(27) == '"27"^^<http://www.w3.org/2001/XMLSchema#integer>'


def test_the_toy_graph_is_sorted_whole_and_without_blank_nodes(toy_build: Path) -> None:
    lines = (toy_build / "graph.nq").read_text(encoding="utf-8").splitlines(keepends=True)
    assert lines == sorted(set(lines))
    assert not any(each.startswith("_:") or " _:" in each.split('"')[0] for each in lines)
    assert len(list(ox.parse(path=toy_build / "graph.nq"))) == len(lines)


VOID = "PREFIX void: <http://rdfs.org/ns/void#> PREFIX kg: <https://w3id.org/paperkg/ontology#> "
ABOUT = "https://w3id.org/paperkg/id/graph/about"


def rows(store: ox.Store, query: str) -> list[tuple[str, ...]]:
    found = store.query(VOID + query, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    return sorted(tuple(term.value for term in row) for row in found)


def test_void_counts_what_was_written(toy_build: Path) -> None:
    lines = set((toy_build / "graph.nq").read_text(encoding="utf-8").splitlines())
    lines -= set((toy_build / "update" / "dataset.nq").read_text(encoding="utf-8").splitlines())
    triples = {tuple(line.rpartition(" <")[0].split(" ", 2)) for line in lines}
    store = ox.Store()
    store.bulk_load(path=toy_build / "graph.nq")
    stated = dict(rows(store, f"SELECT ?p ?n {{ GRAPH <{ABOUT}> {{ <https://w3id.org/paperkg/id/dataset> ?p ?n }} }}"))
    ours = {subject for subject, _, _ in triples if subject.startswith("<https://w3id.org/paperkg/id/")}
    counted = {
        "triples": len(triples),
        "distinctSubjects": len({subject for subject, _, _ in triples}),
        "distinctObjects": len({thing for _, _, thing in triples}),
        "entities": len(ours),
        "properties": len({name for _, name, _ in triples}),
    }
    assert {name: int(stated[f"http://rdfs.org/ns/void#{name}"]) for name in counted} == counted
    partitions = rows(store, "SELECT ?p ?n { ?x void:property ?p ; void:triples ?n }")
    assert partitions == sorted(
        (name.strip("<>"), str(sum(each[1] == name for each in triples))) for name in {each[1] for each in triples}
    )
    classes = rows(store, "SELECT ?c ?n { ?x void:class ?c ; void:entities ?n }")
    papers = {subject for subject, name, thing in triples if (name[-5:], thing) == ("type>", f"<{KG}Paper>")}
    assert (f"{KG}Paper", str(len(papers))) in classes


def test_links_out_are_counted_by_property_and_target(toy_build: Path) -> None:
    store = ox.Store()
    store.bulk_load(path=toy_build / "graph.nq")
    stated = rows(
        store,
        """SELECT ?space ?p ?n { ?x a void:Linkset ; void:linkPredicate ?p ; void:triples ?n ;
             void:objectsTarget/void:uriSpace ?space }""",
    )
    assert {space for space, _, _ in stated} >= {
        "https://doi.org/",
        "https://arxiv.org/",
        "http://qudt.org/vocab/unit/",
    }
    for space, name, number in stated:
        of = f"FILTER(STRSTARTS(STR(?o), '{space}'))"
        assert rows(store, f"SELECT (COUNT(*) AS ?n) {{ ?s <{name}> ?o {of} }}") == [(number,)]


def test_a_build_says_what_it_was_made_from_and_no_time(toy_build: Path) -> None:
    store = ox.Store()
    store.bulk_load(path=toy_build / "graph.nq")
    inputs = json.loads((toy_build / "manifest.json").read_text())["inputs"]
    stated = rows(
        store,
        """PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX prov: <http://www.w3.org/ns/prov#>
           PREFIX spdx: <http://spdx.org/rdf/terms#>
           SELECT ?name ?sum { <https://w3id.org/paperkg/id/build> prov:used ?file .
             ?file dcterms:title ?name ; spdx:checksum/spdx:checksumValue ?sum }""",
    )
    assert dict(stated) == inputs
    assert rows(store, "SELECT ?t { ?s <http://www.w3.org/ns/prov#endedAtTime> ?t }") == []


def test_the_clock_comes_from_outside_and_so_does_the_licence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "one.jsonl"
    source.write_text('{"title": "Puffins"}\n')
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    licence = "https://creativecommons.org/publicdomain/zero/1.0/"
    build([source], tmp_path / "made", Settings(fast=True, views=False, jobs=1, license=licence))
    text = (tmp_path / "made" / "graph.nq").read_text()
    assert text.count('"1970-01-02T00:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>') == 2
    assert f"<http://purl.org/dc/terms/license> <{licence}>" in text
    for wrong in ("tomorrow", "-1", "1" * 20):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", wrong)
        with pytest.raises(UsageError, match="seconds since 1970"):
            build([source], tmp_path / "made", Settings(fast=True, views=False, jobs=1))
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    with pytest.raises(UsageError, match="licence 'CC0': not an IRI"):
        build([source], tmp_path / "made", Settings(fast=True, views=False, jobs=1, license="CC0"))


@pytest.mark.parametrize(
    ("scheme", "value", "link"),
    [
        ("doi", "10.1000/a<b>#c?d%20e f", "owl:sameAs <https://doi.org/10.1000/a%3Cb%3E%23c%3Fd%2520e%20f>"),
        ("doi", "10.1000/ü+[x]", "owl:sameAs <https://doi.org/10.1000/%C3%BC%2B%5Bx%5D>"),
        ("arxiv", "cs/0112017", "rdfs:seeAlso <https://arxiv.org/abs/cs/0112017>"),
        ("openalex", "W2741809807", "owl:sameAs <https://openalex.org/W2741809807>"),
        ("dblp", "journals/acta/Saxena96", "owl:sameAs <https://dblp.org/rec/journals/acta/Saxena96>"),
        ("s2", "14636783", "rdfs:seeAlso <https://api.semanticscholar.org/CorpusID:14636783>"),
        ("s2", "2d" * 20, f"rdfs:seeAlso <https://www.semanticscholar.org/paper/{'2d' * 20}>"),
        ("pmid", "7", "rdfs:seeAlso <https://pubmed.ncbi.nlm.nih.gov/7/>"),
        ("pmcid", "PMC7", "rdfs:seeAlso <https://pmc.ncbi.nlm.nih.gov/articles/PMC7/>"),
        ("acl", "P18-1004", "rdfs:seeAlso <https://aclanthology.org/P18-1004/>"),
    ],
)
def test_identifiers_lead_to_their_registries(scheme: str, value: str, link: str) -> None:
    assert " ".join(of_paper(Identifier(scheme, value)) or ()) == link


def test_an_identifier_of_no_registry_leads_nowhere() -> None:
    assert of_paper(Identifier("local", "7")) is None


def test_words_that_stand_there_twice_are_told_apart_by_what_is_beside_them(toy_build: Path) -> None:
    store = ox.Store()
    store.bulk_load(path=toy_build / "graph.nq")
    found = rows(
        store,
        """PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX dcterms: <http://purl.org/dc/terms/>
           SELECT ?text ?start ?before ?words ?behind {
             ?place oa:hasSource ?paper ; kg:field dcterms:abstract ; oa:hasSelector ?position, ?quote .
             ?position oa:start ?start . ?quote oa:exact ?words . ?paper dcterms:abstract ?text
             OPTIONAL { ?quote oa:prefix ?prefix } OPTIONAL { ?quote oa:suffix ?suffix }
             BIND(COALESCE(?prefix, "") AS ?before) BIND(COALESCE(?suffix, "") AS ?behind) }""",
    )
    assert sum(text.count(words) > 1 for text, _, _, words, _ in found) > 50
    for text, start, before, words, behind in found:
        assert bool(before or behind) == (text.count(words) > 1)
        assert text[int(start) - len(before) :].startswith(before + words + behind)
        assert max(len(before), len(behind)) <= 32


def test_the_readable_graph_has_no_evidence_and_parses_twice(toy_build: Path) -> None:
    text = (toy_build / "graph.ttl").read_text(encoding="utf-8")
    ours = list(ox.parse(io.BytesIO(text.encode()), format=ox.RdfFormat.TURTLE))
    assert len(rdflib.Graph().parse(data=text, format="turtle")) == len(ours)
    assert "oa:Annotation" not in text
    assert "IdentityDecision" not in text
    assert "kg:proposes" in text
