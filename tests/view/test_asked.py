"""A query of the user's own as a picture, and what is around one thing, on a graph of two papers."""

from pathlib import Path

import pytest

from kg import ask, view
from kg.errors import BadParameter, QueryError, UnknownName
from kg.graph import drawn, rows_of

TOY = Path(__file__).parent / "toy.trig"
HERE = "https://example.org/"


@pytest.fixture(scope="module")
def opened():
    with ask.Graph(TOY) as graph:
        yield graph


def network(opened, text):
    from kg.graph import _asked
    from kg.view import _query

    return _query.network(_asked(opened, text))


def test_triples_are_links_and_what_is_said_of_things_is_told(opened):
    graph = network(
        opened,
        "CONSTRUCT { ?p dcterms:creator ?a ; dcterms:issued ?date ; dcterms:title ?t ; a kg:Paper . ?p cito:cites ?c }"
        " WHERE { ?p dcterms:creator ?a ; dcterms:title ?t ; dcterms:issued ?date OPTIONAL { ?p cito:cites ?c } }",
    )
    paper = graph.nodes[f"{HERE}paper/2"]
    assert (paper["label"], paper["type"], paper["years"]) == ("Two", "Paper", [2022])
    assert ("issued", "2022") in paper["facts"]
    assert graph.nodes[f"{HERE}a"]["label"] == "Ada"
    link = graph.edges[f"{HERE}paper/2", f"{HERE}paper/1"]
    assert (link["label"], link["source"]) == ("cites", f"{HERE}paper/2")


def test_the_first_two_columns_are_ends_and_the_others_notes(opened):
    text = "SELECT ?author ?title ?d { ?p dcterms:creator ?author ; dcterms:title ?title ; dcterms:issued ?d }"
    graph = network(opened, text)
    assert {here["type"] for here in graph.nodes.values()} == {"author", "title"}
    assert {here["label"] for here in graph.nodes.values()} == {"Ada", "B.", "Cy", "One", "Two"}
    assert graph.edges[f"{HERE}c", "urn:literal:One"]["notes"] == ["d 2020-05-01"]


@pytest.mark.parametrize("text", ["ASK { ?a ?b ?c }", "SELECT ?a { ?a a kg:Paper }"])
def test_what_is_no_network_is_refused(opened, text):
    with pytest.raises(QueryError, match="gives no network"):
        drawn(opened, text)


def test_a_query_in_a_file_is_a_page_of_its_name(opened, tmp_path):
    file = tmp_path / "who-writes.rq"
    file.write_text(
        "PREFIX dcterms: <http://purl.org/dc/terms/>\nSELECT ?a ?p { ?p dcterms:creator ?a }", encoding="utf-8"
    )
    page = drawn(opened, str(file))
    assert (page.name, page.title, page.counts) == ("who-writes", "Who writes", ("7 things", "6 links"))


def test_what_is_around_a_thing_grows_with_the_steps(opened):
    near, far = (drawn(opened, "ego", view.Part(focus="cy", hops=hops)) for hops in (1, 2))
    assert near.counts[0] == "4 things"  # Cy, Ada, Bo and the paper
    assert int(far.counts[0].split()[0]) > 4


def test_a_focus_is_needed_and_must_be_there(opened):
    with pytest.raises(BadParameter, match="is of one thing"):
        drawn(opened, "ego")
    with pytest.raises(UnknownName):
        drawn(opened, "ego", view.Part(focus="Nobody"))


def test_a_query_is_asked_for_as_many_as_are_wanted(opened):
    assert len({row["person"] for row in rows_of(opened, 2)("coauthor-network")}) == 2
    page = drawn(opened, "coauthors", view.Part(limit=2))
    assert page.counts == ("2 people", "1 link")
    assert page.notices == ("Shown: 2 of 4 people, those who write most.",)


def test_a_graph_that_is_too_large_is_not_put_into_a_page(opened, monkeypatch):
    monkeypatch.setattr("kg.view._sparql.LARGEST", 10)
    with pytest.raises(BadParameter, match="--with-sparql"):
        view.with_sparql(drawn(opened, "coauthors"), [b"<urn:a> <urn:b> <urn:c> .\n"])
