"""What is written of papers that several records state, and of how they were published."""

from __future__ import annotations

from decimal import Decimal

import pyoxigraph as ox
from msgspec import structs

from kg.describe import Iris, describe, shared
from kg.describe.quads import Quad
from kg.model import (
    Affiliation,
    Citations,
    DocumentEntity,
    EntityType,
    Extraction,
    Identifier,
    Mention,
    Name,
    PartialDate,
    Record,
    Result,
    Source,
)
from kg.resolve import Resolver
from kg.vocabulary import Concept, Vocabulary

IRIS = Iris("https://example.org/")
PAGE = Record(
    id="page", title="Counting gulls over the North Sea", authors=(Name("Ann Ek"),), date=PartialDate(2020),
    source=Source("page", 1),
)  # fmt: skip
FULL = Record(
    id="full", title="Counting Gulls over the North Sea!", authors=(Name("Ann Ek"), Name("Bo Li")), venue="Sea Birds",
    date=PartialDate(2021, 3), identifiers=(Identifier("doi", "10.1/x"), Identifier("pmid", "7")), volume="2",
    issue="5", pages="1-9", issn=("0317-8471",), type="article-journal", language="en", publisher="Sea Press",
    license="https://creativecommons.org/licenses/by/4.0/", retracted=True, fields=("Ornithology",),
    references=(Identifier("doi", "10.1/Y"),), citations=Citations(12, PartialDate(2024)), source=Source("full", 1),
)  # fmt: skip


def quads(*records: Record) -> list[Quad]:
    resolver = Resolver(Vocabulary({}))
    pairs = [(each, Extraction(record=each.id)) for each in records]
    for pair in pairs:
        resolver.add(*pair)
    resolution = resolver.resolve()
    lines = "".join(each for pair in pairs for each in describe(*pair, resolution.placement(*pair), IRIS))
    parsed = ox.parse(lines, format=ox.RdfFormat.N_QUADS)
    return [*(Quad(*map(str, quad)) for quad in parsed), *shared(resolution, [], IRIS)]


def test_what_it_is_elsewhere_and_where_its_authors_work() -> None:
    places = (Affiliation("Sea Institute", ror="05dxps055"), Affiliation("Somewhere"))
    record = structs.replace(FULL, authors=(Name("Ann Ek", affiliations=places),))
    found = quads(record)
    assert said(found, "#institution") == ["<https://ror.org/05dxps055>"]
    assert said(found, "#affiliation") == ['"Sea Institute"', '"Somewhere"']
    assert said(found, "owl#sameAs") == ["<https://doi.org/10.1/x>"]
    assert said(found, "#seeAlso") == ["<https://pubmed.ncbi.nlm.nih.gov/7/>"]


def test_an_entity_is_linked_to_its_concept_and_to_what_that_is_elsewhere() -> None:
    wikidata = "http://www.wikidata.org/entity/Q1"
    known = Vocabulary(
        {"urn:v:sea": Concept(iri="urn:v:sea", type=EntityType.VENUE, label="Sea Birds", matches=(wikidata,))}
    )
    mention = Mention("title", 0, 8, "Counting", "gazetteer", 0.8)
    entity = DocumentEntity(
        label="Sea Birds", type=EntityType.VENUE, roles=(), confidence=0.8, concept="urn:v:sea", mentions=(mention,)
    )
    resolver = Resolver(known)
    resolver.add(FULL, Extraction(record="full", entities=(entity,)))
    found = [quad for quad in shared(resolver.resolve(), [], IRIS) if "/venue/" in quad.subject]
    assert said(found, "#exactMatch") == [f"<{wikidata}>", "<urn:v:sea>"]


def test_a_unit_has_one_name_however_texts_write_it() -> None:
    mention = Mention("title", 0, 8, "Counting", "results", 0.8)
    found = []
    for unit in ("hours", "hour", None):
        result = Result(
            subject=None, metric="time", value=Decimal(3), unit=unit, direction="value", mention=mention, quote="3 h"
        )
        resolver, extraction = Resolver(Vocabulary({})), Extraction(record="full", results=(result,))
        resolver.add(FULL, extraction)
        lines = describe(FULL, extraction, resolver.resolve().placement(FULL, extraction), IRIS)
        parsed = ox.parse("".join(lines), format=ox.RdfFormat.N_QUADS)
        found.append(
            [str(quad.object) for quad in parsed if str(quad.predicate).endswith(("#unit>", "#standardUnit>"))]
        )
    assert found[0] == found[1]
    assert sorted(found[1]) == ['"hour"', "<http://qudt.org/vocab/unit/HR>"]
    assert not found[2]


def said(found: list[Quad], name: str) -> list[str]:
    return sorted({quad.object for quad in found if quad.predicate.endswith(f"{name}>")})


def test_one_title_and_one_date_a_paper_and_what_else_was_stated() -> None:
    found = quads(PAGE, FULL)
    (paper,) = {quad.subject for quad in found if quad.predicate.endswith("terms/title>")}
    assert paper == "<https://example.org/paper/doi/10.1%2Fx>"
    assert said(found, "terms/title") == ['"Counting Gulls over the North Sea!"']
    assert said(found, "terms/alternative") == ['"Counting gulls over the North Sea"']
    assert said(found, "terms/issued") == ['"2021-03"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>']
    assert said(found, "terms/date") == ['"2020"^^<http://www.w3.org/2001/XMLSchema#gYear>']


def test_an_author_of_both_records_is_an_author_once() -> None:
    assert len(said(quads(PAGE, FULL), "#authorship")) == 2


def test_a_preprint_is_one() -> None:
    preprint = structs.replace(PAGE, type="article")
    assert [kind for kind in said(quads(preprint), "ns#type") if "fabio" in kind] == [
        "<http://purl.org/spar/fabio/Preprint>",
        "<http://purl.org/spar/fabio/ResearchPaper>",
    ]


def test_how_it_was_published_and_what_it_cites() -> None:
    found = [quad for quad in quads(FULL) if "graph/record" in quad.graph]
    for name, text in (("volume", "2"), ("number", "5"), ("pageRange", "1-9"), ("issn", "0317-8471"),
                       ("language", "en"), ("elements/1.1/publisher", "Sea Press"),
                       ("elements/1.1/subject", "Ornithology"),
                       ("hasPubMedId", "7")):  # fmt: skip
        assert said(found, name) == [f'"{text}"'], name
    assert said(found, "cito/cites") == ["<https://example.org/paper/doi/10.1%2Fy>"]
    assert said(found, "terms/license") == ["<https://creativecommons.org/licenses/by/4.0/>"]
    assert said(found, "#timesCited") == ['"12"^^<http://www.w3.org/2001/XMLSchema#integer>']
    assert said(found, "#retracted") == ['"true"^^<http://www.w3.org/2001/XMLSchema#boolean>']
    assert any("JournalArticle" in each for each in said(found, "#type"))


def test_the_iris_of_other_identifiers_lead_to_the_paper_and_citations_arrive_there() -> None:
    citing = Record(id="c", title="Terns", references=(Identifier("pmid", "7"),), source=Source("c", 1))
    found = quads(FULL, citing)
    (edge,) = (quad for quad in found if quad.predicate.endswith("isReplacedBy>"))
    assert edge.subject == IRIS.paper("pmid:7")
    assert edge.object == IRIS.paper("doi:10.1/x")
    assert IRIS.paper("doi:10.1/x") in said(found, "cito/cites")


def test_a_preprint_is_a_version_of_what_was_published() -> None:
    preprint = Record(
        id="pre", title=FULL.title, authors=FULL.authors, identifiers=(Identifier("arxiv", "2101.00001"),),
        source=Source("pre", 1),
    )  # fmt: skip
    (edge,) = (quad for quad in quads(preprint, FULL) if quad.predicate.endswith("isVersionOf>"))
    assert (edge.subject, edge.object) == (
        "<https://example.org/paper/arxiv/2101.00001>",
        "<https://example.org/paper/doi/10.1%2Fx>",
    )
