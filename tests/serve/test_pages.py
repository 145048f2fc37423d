"""The pages for people, and the data for programs behind the same IRIs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest
from lxml import html
from starlette.testclient import TestClient

from kg.ask import catalogue
from kg.serve._sections import sections
from kg.serve._thing import KINDS

from .conftest import WRITES, client

BASE = "https://w3id.org/paperkg/id/"
PAGE = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1"}
KG = "https://w3id.org/paperkg/ontology#"


@pytest.fixture(scope="module")
def built(toy_build: Path) -> Iterator[TestClient]:
    """A client of a server of the toy corpus, built."""
    with client(toy_build) as found:
        yield found


def asked(client: TestClient, query: str) -> list[dict[str, str]]:
    found = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in found]


def labelled(client: TestClient, label: str) -> str:
    name = "<http://www.w3.org/2004/02/skos/core#prefLabel>|<http://xmlns.com/foaf/0.1/name>"
    return asked(client, f'SELECT DISTINCT ?it {{ ?it {name} "{label}" }} ORDER BY ?it')[0]["it"]


def local(iri: str) -> str:
    return iri.removeprefix(BASE)


def text(client: TestClient, path: str) -> str:
    response = client.get(path, headers=PAGE, follow_redirects=True)
    assert response.status_code == 200, response.text
    return " ".join(html.fromstring(response.text).text_content().split())


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_thing_has_a_page(built: TestClient, kind: str) -> None:
    rows = asked(built, f"SELECT ?it {{ ?it a <{KG}{kind}> }} ORDER BY ?it LIMIT 2")
    for row in rows:
        response = built.get(f"/page/{local(row['it'])}", headers=PAGE)
        assert response.status_code == 200, response.text
        assert kind in response.text


@pytest.mark.parametrize(
    ("accept", "to"),
    [
        ("text/html", "/page/{}"),
        ("text/turtle", "/data/{}.ttl"),
        ("application/ld+json", "/data/{}.jsonld"),
        ("application/n-triples", "/data/{}.nt"),
        ("application/rdf+xml", "/data/{}.rdf"),
        ("*/*", "/page/{}"),
    ],
)
def test_an_iri_leads_on(built: TestClient, accept: str, to: str) -> None:
    iri = labelled(built, "Zhihang Yuan")
    response = built.get(f"/id/{local(iri)}", headers={"Accept": accept})
    assert (response.status_code, response.headers["location"]) == (303, to.format(local(iri)))
    assert built.get(response.headers["location"]).status_code == 200


def test_an_iri_with_escapes_leads_to_itself(built: TestClient) -> None:
    rows = asked(built, f"SELECT ?it {{ ?it a <{KG}Mention> FILTER(CONTAINS(STR(?it), '%')) }} ORDER BY ?it LIMIT 1")
    rows += asked(built, f"SELECT ?it {{ ?it a <{KG}Authorship> }} ORDER BY ?it LIMIT 1")
    for row in rows:
        assert row["it"] in text(built, f"/id/{local(row['it'])}")


@pytest.mark.parametrize("suffix", ["ttl", "jsonld", "nt", "rdf"])
def test_data_says_the_same_in_each_format(built: TestClient, suffix: str) -> None:
    iri = labelled(built, "RPTQ")
    response = built.get(f"/data/{local(iri)}.{suffix}")
    format_ = pyoxigraph.RdfFormat.from_media_type(response.headers["content-type"])
    assert format_ is not None
    triples = {quad.triple for quad in pyoxigraph.parse(response.content, format_)}
    names = {triple.object.value for triple in triples if triple.predicate.value.endswith("#prefLabel")}
    assert "RPTQ" in names
    assert all(not isinstance(triple.subject, pyoxigraph.BlankNode) for triple in triples)


def test_the_page_of_a_paper(built: TestClient) -> None:
    (row,) = asked(built, 'SELECT ?it { ?it <http://purl.org/dc/terms/title> ?t FILTER(STRSTARTS(?t, "RPTQ")) }')
    shown = built.get(f"/page/{local(row['it'])}", headers=PAGE).text
    page = html.fromstring(shown)
    assert page.xpath("//h1")[0].text_content().startswith("RPTQ: Reorder-based")
    assert "Zhihang Yuan" in page.xpath("//p[@class='authors']")[0].text_content()
    abstract = page.xpath("//p[@class='abstract']")[0]
    (whole,) = asked(built, f"SELECT ?a {{ <{row['it']}> <http://purl.org/dc/terms/abstract> ?a }}")
    assert abstract.text_content() == whole["a"]
    assert any(mark.text_content() == "RPTQ" for mark in abstract.xpath(".//a"))
    titles = {each.text_content() for each in page.xpath("//h2")}
    assert {"What it names", "Results it claims", "Papers that share most with it", "Around it"} <= titles


def test_the_page_of_a_person(built: TestClient) -> None:
    said = text(built, f"/page/{local(labelled(built, 'Zhihang Yuan'))}")
    for words in ("Papers by year", "Writes with", "Guangyu Sun", "What the papers name", "RPTQ: Reorder-based"):
        assert words in said


def test_the_page_of_hardware_shows_sentences(built: TestClient) -> None:
    most = f"{{ ?it a <{KG}Hardware> . ?p <{KG}mentions> ?it }} GROUP BY ?it ORDER BY DESC(COUNT(*)) ?it LIMIT 1"
    (row,) = asked(built, f"SELECT ?it {most}")
    page = html.fromstring(built.get(f"/page/{local(row['it'])}", headers=PAGE).text)
    marks = page.xpath("//ul[@class='passages']//mark")
    assert marks
    assert all(len(mark.text_content()) < 80 for mark in marks)


def test_what_is_not_there_has_no_page(built: TestClient) -> None:
    assert built.get("/page/person/nobody", headers=PAGE).status_code == 404
    assert built.get("/data/person/nobody.ttl").status_code == 404
    assert built.get("/data/person/nobody.exe").status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize("name", catalogue.names())
def test_named_queries_have_pages_and_answers(built: TestClient, name: str) -> None:
    query = catalogue.named(name)
    given = {key: each.example for key, each in query.params.items() if each.required and each.example}
    page = built.get(f"/queries/{name}", params=given, headers=PAGE)
    assert page.status_code in {200, 404}, page.text  # an example that the toy corpus does not have
    answer = built.get(f"/api/queries/{name}", params=given | {"format": "json"})
    assert answer.status_code == (200 if page.status_code == 200 else 400), answer.text


def test_a_label_that_is_unknown_is_told_with_the_nearest(built: TestClient) -> None:
    response = built.get("/api/queries/coauthors-of", params={"person": "Zhihang Yuen"})
    assert response.status_code == 400
    assert "Zhihang Yuan" in response.json()["detail"]
    assert built.get("/api/queries/coauthor-of").status_code == 404


WAYS = {"table": "//table", "chart": "//*[@class='bars']", "network": "//*[@class='network']"}


@pytest.mark.parametrize("show", WAYS)
def test_an_answer_shows_in_three_ways(built: TestClient, show: str) -> None:
    columns, order = ("DISTINCT ?thing", "?thing") if show == "chart" else ("?paper ?thing", "?paper ?thing")
    query = f"SELECT {columns} (1 AS ?n) {{ ?paper <{KG}proposes> ?thing }} ORDER BY {order} LIMIT 9"
    page = html.fromstring(built.get("/query", params={"query": query, "show": show}, headers=PAGE).text)
    assert page.xpath(WAYS[show])


def test_a_query_that_is_wrong_is_told_on_its_page(built: TestClient) -> None:
    response = built.get("/query", params={"query": "SELECT * WHERE {"}, headers=PAGE)
    assert response.status_code == 400
    assert "not SPARQL" in response.text


def test_search(built: TestClient) -> None:
    assert "quantization" in text(built, "/search?q=quantization")
    hits = built.get("/api/search", params={"q": "zhihang"}).json()
    assert hits[0]["label"] == "Zhihang Yuan"


def test_the_first_page_counts(built: TestClient) -> None:
    said = text(built, "/")
    (row,) = asked(built, f"SELECT (COUNT(?p) AS ?n) {{ ?p a <{KG}Paper> }}")
    assert f"Paper{row['n']}" in said


def test_pictures_and_files_are_served(built: TestClient, toy_build: Path) -> None:
    assert "Zhihang Yuan" in built.get("/views/coauthors.html").text
    assert built.get("/files/graph.nq").content == (toy_build / "graph.nq").read_bytes()
    for path in ("/files/1-records.jsonl", "/views/..%2Freport.html", "/files/..%2F..%2Fpyproject.toml"):
        assert built.get(path).status_code == 404


def test_void_names_the_endpoint(built: TestClient, toy_build: Path) -> None:
    response = built.get("/.well-known/void")
    triples = list(pyoxigraph.parse(response.content, pyoxigraph.RdfFormat.TURTLE))
    said = {(re.split("[#/]", each.predicate.value)[-1], str(each.object)) for each in triples}
    assert ("sparqlEndpoint", "<http://127.0.0.1:8000/sparql>") in said
    assert any(name == "classPartition" for name, _ in said)
    assert ("linkPredicate", "<http://www.w3.org/2002/07/owl#sameAs>") in said
    assert ("uriSpace", '"https://doi.org/"') in said
    assert {"distinctSubjects", "distinctObjects", "wasGeneratedBy", "used", "setting"} <= {name for name, _ in said}
    sums = json.loads((toy_build / "manifest.json").read_text())["inputs"].values()
    stated = {thing.partition('"^^')[0].strip('"') for name, thing in said if name == "checksumValue"}
    assert stated == set(sums)


def test_openapi_describes_each_query(built: TestClient) -> None:
    described = built.get("/api/openapi.json").json()
    assert {f"/api/queries/{name}" for name in catalogue.names()} <= set(described["paths"])
    assert described["openapi"].startswith("3.1")
    listed = {each["name"] for each in built.get("/api/queries").json()}
    assert listed == set(catalogue.names())
    assert json.dumps(described)


def test_the_ontology_for_people_and_programs(built: TestClient) -> None:
    assert "kg:proposes" in text(built, "/ontology")
    response = built.get("/ontology", headers={"Accept": "text/turtle"})
    assert list(pyoxigraph.parse(response.content, pyoxigraph.RdfFormat.TURTLE))


def test_each_part_of_a_page_is_for_kinds_that_there_are() -> None:
    for section in sections():
        assert section.kinds <= set(KINDS), section.name
        assert section.show in {"table", "results", "chart", "chips", "roles", "evidence", "network"}


def test_what_records_say_stays_text(tmp_path: Path) -> None:
    evil = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    paper, person = pyoxigraph.NamedNode(f"{BASE}paper/evil"), pyoxigraph.NamedNode(f"{BASE}person/evil")
    node = pyoxigraph.NamedNode
    store = pyoxigraph.Store(tmp_path / "store")
    literal = pyoxigraph.Literal(evil)
    for subject, name, value in (
        (paper, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", node(f"{KG}Paper")),
        (paper, "http://purl.org/dc/terms/title", literal),
        (paper, "http://purl.org/dc/terms/abstract", literal),
        (paper, "http://xmlns.com/foaf/0.1/page", node("javascript:alert(1)")),
        (paper, "http://purl.org/dc/terms/creator", person),
        (person, "http://xmlns.com/foaf/0.1/name", literal),
        (person, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", node(f"{KG}Person")),
    ):
        store.add(pyoxigraph.Quad(subject, node(name), value, node(f"{BASE}graph/x")))
    store.flush()
    del store
    with client(tmp_path / "store", quick=1) as found:
        for path in ("/page/paper/evil", "/page/person/evil", f"/search?q={evil}", f"/query?query={evil}", "/"):
            page = html.fromstring(found.get(path, headers=PAGE).text)
            assert not page.xpath("//script[not(@src)] | //img | //*[@onerror]")
            assert not [href for href in page.xpath("//@href") if href.lower().startswith("javascript:")]


def test_a_browser_keeps_a_page_until_the_graph_is_another(writable: TestClient) -> None:
    def change(title: str) -> None:
        update = f"INSERT DATA {{ <{BASE}paper/a> <http://purl.org/dc/terms/title> '{title}' }}"
        assert writable.post("/sparql", data={"update": update}, headers=WRITES).status_code == 204

    change("One")
    first = writable.get("/page/paper/a", headers=PAGE)
    kept = PAGE | {"If-None-Match": first.headers["etag"]}
    again = writable.get("/page/paper/a", headers=kept)
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["cache-control"] == "no-cache"
    change("Two")
    other = writable.get("/page/paper/a", headers=kept)
    assert other.status_code == 200
    assert "Two" in other.text
