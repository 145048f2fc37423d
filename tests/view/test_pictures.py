"""What each picture makes of its rows."""

import json
from pathlib import Path

import pytest

from kg import view
from kg.errors import BadParameter, UnknownName
from kg.view import _evidence, coauthors, papers

GOLDEN = Path(__file__).parent / "golden"


def test_the_pictures_there_are():
    drawn = ["citations", "coauthors", "hardware", "landscape", "map", "papers"]
    assert view.networks() == drawn
    assert view.names() == sorted([*drawn, "claims", "ego", "results", "topics"])
    assert view.whole() == sorted({*view.names()} - {"ego"})


@pytest.mark.parametrize("name", view.networks())
def test_page_holds_what_was_seen_to_be_right(name, rows_of, island, request):
    found = island(view.html(name, rows_of))
    places = [(node.pop("x"), node.pop("y")) for node in found["nodes"]]  # right or wrong is for the layout's tests
    assert len(set(places)) == len(places)
    text = json.dumps(found, indent=1, ensure_ascii=False) + "\n"
    golden = GOLDEN / f"{name}.json"
    if request.config.getoption("--update-golden", default=False):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_a_link_has_the_surest_sentence_of_its_paper_and_the_longest_text(rows_of, island):
    made = island(view.html("papers", rows_of))
    said = {made["texts"][text] for edge in made["edges"] for one in edge.get("evidence", []) for text in one[:1]}
    assert said == {
        "Alpha sorts numbers.",
        "It runs 2× on one NVIDIA V100, and nothing else does.",
        "Beta is set against Alpha here.",
    }


def test_a_thing_that_no_paper_is_linked_with_has_a_sentence_itself(rows_of, island):
    made = island(view.html("landscape", rows_of))
    alpha = next(node for node in made["nodes"] if node["label"] == "Alpha")
    assert [made["texts"][one] for one in alpha["evidence"][0]] == [
        "Alpha sorts numbers.",
        "Alpha: Sorting Fast",
        "https://example.org/alpha",
    ]


def test_a_large_picture_asks_for_no_sentences(rows_of, monkeypatch):
    monkeypatch.setattr(_evidence, "MOST", 3)
    asked = []
    view.html("papers", lambda query, **more: asked.append(query) or rows_of(query, **more))
    assert asked == [papers.QUERY]


def test_who_joins_the_groups_stands_apart_and_says_how_many(rows_of):
    graph = coauthors.network(rows_of("coauthor-network"))
    hub = graph.nodes["https://example.org/hub"]
    assert hub["group"] == coauthors.BRIDGE
    assert ("Groups with no one else in common", "4") in hub["facts"]
    groups = {graph.nodes[f"https://example.org/{name}"]["group"] for name in ("ann", "abe", "amy")}
    assert groups == {"Abe, Amy + 1"}
    assert graph.nodes["https://example.org/eve"]["group"] == coauthors.ALONE
    assert graph.nodes["https://example.org/cid"]["group"] == coauthors.SMALLER


def test_groups_of_one_name_stay_apart():
    rows = [
        {
            "person": f"urn:{group}{one}",
            "name": f"Li {one}",
            "papers": 1,
            "coauthor": f"urn:{group}{two}",
            "together": 1,
        }
        for group in "ab"
        for one, two in ((1, 2), (1, 3), (2, 3), (3, 4))
    ]
    graph = coauthors.network(rows)
    assert len({here["group"] for _, here in graph.nodes(data=True)}) == 2


def test_more_groups_than_colours_share_the_grey():
    rows = [
        {
            "person": f"urn:{g}-{i}",
            "name": f"{g}-{i}",
            "papers": 1,
            "coauthor": f"urn:{g}-{j}",
            "coauthorName": f"{g}-{j}",
        }
        for g in range(14)
        for i, j in ((1, 2), (2, 3), (1, 3))
    ]
    graph = coauthors.network(rows)
    groups = [here["group"] for _, here in graph.nodes(data=True)]
    assert len(set(groups)) == 11
    assert groups.count(coauthors.SMALLER) == 4 * 3


def test_mentions_counts_only_where_nothing_else_is_said(rows_of):
    graph = papers.network(rows_of("paper-entity-network"))
    link = "https://example.org/p1", "https://example.org/e/v100"
    assert graph.edges[link]["label"] == "evaluates on, uses"
    assert graph.edges["https://example.org/p1", "https://example.org/e/sort"]["label"] == "mentions"
    assert ("Roles", "compares with (1), proposes (1)") in graph.nodes["https://example.org/e/alpha"]["facts"]
    assert graph.degree("https://example.org/p3") == 0


def test_unknown_picture_names_the_known(rows_of):
    with pytest.raises(UnknownName, match=r"view 'coauthor': not known; did you mean coauthors\?"):
        view.html("coauthor", rows_of)


def test_focus_shows_the_neighbourhood_and_says_so(rows_of, island):
    page = view.page("coauthors", rows_of, focus=" cid ", hops=1)
    assert {node["label"] for node in island(page.html)["nodes"]} == {"Cid", "Cleo", "Hub"}
    assert page.notices[0] == "Only what is within 1 link of “cid”."
    assert "Only what is within 1 link of “cid”." in page.html
    two = island(view.html("coauthors", rows_of, focus="CID", hops=2))["nodes"]
    assert len(two) == 10


def test_focus_on_what_is_not_there_names_the_nearest(rows_of):
    with pytest.raises(UnknownName, match=r"did you mean Cleo\?"):
        view.html("coauthors", rows_of, focus="Clea")


def test_limit_keeps_the_best_linked_and_says_so(rows_of, island):
    page = view.page("coauthors", rows_of, limit=3)
    shown = {node["label"] for node in island(page.html)["nodes"]}
    assert len(shown) == 3
    assert "Hub" in shown
    assert page.notices[0] == "Only the 3 of 11 nodes that are linked most; the others are left out."
    assert page.notices[0] in page.html
    assert "left out" not in view.html("coauthors", rows_of, limit=11)


def test_limit_never_drops_the_focus(rows_of, island):
    nodes = island(view.html("coauthors", rows_of, focus="Dan", limit=1))["nodes"]
    assert [node["label"] for node in nodes] == ["Dan"]


@pytest.mark.parametrize("options", [{"limit": 0}, {"limit": -4}, {"focus": "Dan", "hops": -1}])
def test_numbers_that_make_no_sense_are_refused(rows_of, options):
    with pytest.raises(BadParameter):
        view.html("coauthors", rows_of, **options)


@pytest.mark.parametrize("name", view.networks())
def test_no_rows_make_an_empty_page(name, island):
    page = view.page(name, lambda _: [])
    assert island(page.html)["nodes"] == []
    assert page.counts[0].startswith("0 ")


def test_index_lists_pages_and_files(rows_of):
    pages = [view.page(name, rows_of) for name in view.networks()]
    page = view.index(pages, ["report.md", "graph.nq"])
    assert '<a href="views/coauthors.html">' in page
    assert "11 people · 16 links" in page
    assert '<a href="report.md">' in page
    assert "<script" not in page
