"""A page that holds its graph, asked with SPARQL in a real browser, from a file."""

import json
import re

import pytest

from kg import view
from kg.view import _sparql

pytestmark = pytest.mark.browser
BASE = "https://example.org/"
ROWS = [
    {"result": f"urn:{name}", "subject": name, "metric": "speed", "value": 2, "unit": "×", "title": name, "quote": name}
    for name in ("Ada", "Bo")
]
QUADS = [
    f'<{BASE}p{number}> <http://purl.org/dc/terms/title> "{title}" <{BASE}g{number}> .\n'.encode()
    for number, title in enumerate(("One", "</script><script>window.__ran=1</script>", "=cmd|calc", "Zwölf"))
]
SLOW = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(30)) + " }"


def page_with(quads, name="results"):
    return view.with_sparql(view.page(name, lambda _: ROWS), quads).html


@pytest.fixture
def opened(open_page):
    shown = open_page(page_with(QUADS))
    shown.page.click("#sparql > summary")
    return shown


def asked(opened, query):
    """What the page answers: its rows, or its one text."""
    opened.page.fill("#text", query)
    opened.page.click("#ask")
    opened.page.locator("#ask:enabled").wait_for(timeout=30_000)
    rows = opened.page.locator("#answer tbody tr")
    return [row.split("\t") for row in rows.all_inner_texts()] or opened.page.locator("#answer").inner_text()


def test_it_answers_over_the_union_of_its_graphs_and_asks_for_nothing(opened):
    rows = asked(opened, "SELECT ?title WHERE { ?paper dcterms:title ?title } ORDER BY ?title")
    assert [row[0] for row in rows] == sorted(["One", "</script><script>window.__ran=1</script>", "=cmd|calc", "Zwölf"])
    assert re.fullmatch(r"4 rows, [\d,]+ ms", opened.page.locator("#said").inner_text())
    assert opened.say("window.__ran === undefined")
    assert opened.requests == []
    assert opened.complaints == []


def test_each_form_of_query_has_its_answer(opened):
    assert asked(opened, "ASK { ?p ?q ?r }") == "Yes."
    assert asked(opened, "ASK { ?p ?q 'Nothing' }") == "No."
    built = asked(opened, "CONSTRUCT { ?p rdfs:label ?t } WHERE { ?p dcterms:title ?t FILTER(?t = 'One') }")
    assert '<https://example.org/p0> <http://www.w3.org/2000/01/rdf-schema#label> "One"' in built
    assert "expected" in asked(opened, "SELECT nonsense")
    assert "not supported" in asked(opened, "SELECT * { SERVICE <https://example.org/> { ?s ?p ?o } }")
    assert opened.requests == []
    assert opened.complaints == []


def test_iris_are_links_and_nothing_else_is(opened):
    asked(
        opened,
        "SELECT ?paper ('javascript:alert(1)' AS ?text) (IRI('javascript:alert(1)') AS ?odd) { ?paper ?p 'One' }",
    )
    links = opened.page.locator("#answer a")
    assert [link.get_attribute("href") for link in links.all()] == [f"{BASE}p0"]


def test_every_example_runs(opened):
    options = opened.page.locator("#example option").count()
    assert options == len(_sparql.examples()) + 1
    for index in range(1, options, 6):
        opened.page.select_option("#example", index=index)
        opened.page.click("#ask")
        opened.page.locator("#ask:enabled").wait_for(timeout=30_000)
        assert opened.page.locator("#answer .wrong").count() == 0


def test_a_query_that_takes_too_long_is_ended_and_the_next_one_answered(open_page, monkeypatch):
    monkeypatch.setattr(_sparql, "DEADLINE", 1)
    many = [f"<{BASE}{n}> <{BASE}p> <{BASE}{n % 7}> <{BASE}g> .\n".encode() for n in range(300)]
    opened = open_page(page_with(many))
    opened.page.click("#sparql > summary")
    assert asked(opened, SLOW) == "Ended after 1 seconds. Ask for less, for example with LIMIT."
    assert asked(opened, "ASK {}") == "Yes."


def test_stop_ends_a_query(opened):
    opened.page.fill("#text", SLOW)
    opened.page.click("#ask")
    opened.page.click("#end")
    opened.page.locator("#answer", has_text="Stopped.").wait_for()
    assert asked(opened, "ASK {}") == "Yes."


def test_what_is_saved_runs_no_formula(opened):
    asked(opened, "SELECT ?title WHERE { ?paper dcterms:title ?title } ORDER BY ?title")
    with opened.page.expect_download() as download:
        opened.page.click("#save")
    text = download.value.path().read_text(encoding="utf-8")
    assert "'=cmd|calc" in text
    assert text.startswith(("title\n", "title\r\n"))


@pytest.mark.parametrize("name", ["coauthors", "topics"])
def test_networks_and_charts_still_work_beside_it(name, open_page):
    rows = json.loads((view_rows() / ("coauthor-network" if name == "coauthors" else "topics-by-year")).with_suffix(
        ".rows.json").read_text(encoding="utf-8"))  # fmt: skip
    page = view.with_sparql(view.page(name, lambda _: rows), QUADS)
    opened = open_page(page.html)
    if name == "coauthors":
        opened.ready()
        opened.page.click("#sparql > summary")
    else:
        opened.page.click("#sparql > summary")
    assert asked(opened, "ASK {}") == "Yes."
    opened.page.fill("#text", "h / n")
    assert opened.complaints == []


def view_rows():
    from tests.browser.conftest import VIEW

    return VIEW / "golden"
