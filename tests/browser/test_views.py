"""Every view of a real build in a real browser: it draws, asks for nothing and does not complain."""

import re

import pytest

from kg import ask, view
from kg.graph import Graph, Picture, drawn

pytestmark = pytest.mark.browser
NETWORKS = ("citations", "coauthors", "hardware", "landscape", "map", "papers")
CHARTS = ("claims", "topics")


@pytest.fixture(scope="module")
def built(toy_build):
    """Each view of the toy corpus, and what is around a person of it."""
    with ask.Graph(toy_build) as opened:
        pages = {name: drawn(opened, name) for name in view.whole()}
        return pages | {"ego": drawn(opened, "ego", view.Part(focus="Zhihang Yuan", hops=2))}


@pytest.mark.parametrize("name", [*NETWORKS, "ego"])
def test_a_network_of_a_build_is_drawn(name, built, open_page):
    opened = open_page(built[name].html).ready()
    if not built[name].empty:
        assert opened.labels()
    opened.page.wait_for_timeout(200)
    assert opened.requests == []
    assert opened.complaints == []


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_charts_of_a_build_show_their_marks(name, scheme, built, open_page):
    opened = open_page(built[name].html, color_scheme=scheme)
    panels = opened.page.locator("#panels > figure")
    assert panels.count() > 3
    assert panels.first.locator("circle").first.bounding_box()["width"] > 2
    assert (panels.first.locator("polyline").count() == 1) == (name == "topics")
    assert opened.requests == []
    assert opened.complaints == []


def test_words_filter_charts_and_their_values_are_a_table(built, open_page):
    opened = open_page(built["topics"].html)
    panels = opened.page.locator("#panels > figure:visible")
    before = panels.count()
    title = panels.nth(1).locator("strong").text_content()
    opened.page.fill("#wanted", title.upper())
    assert 0 < panels.count() < before
    assert opened.page.locator("#status").text_content() == f"{panels.count()} of {before} shown"
    panels.first.locator("summary").click()
    assert panels.first.locator("tbody tr").count() == panels.first.locator("circle").count()


def test_charts_are_there_without_scripts(built, open_page):
    opened = open_page(built["claims"].html, java_script_enabled=False)
    assert opened.page.locator("#panels circle").count() > 3
    assert not opened.page.locator("#filters").is_visible()


def test_a_name_of_several_groups_of_people_is_said_to_be_one(built, open_page):
    opened = open_page(built["coauthors"].html).ready()
    notice = opened.page.locator("#side .notice").first
    assert notice.is_visible()
    assert re.search("Guangyu Sun joins [4-9] groups of people who share no paper", notice.text_content())
    kinds = opened.say("paperkg.graph().nodes.filter(({label}) => label === 'Guangyu Sun').map(({group}) => group)")
    groups = opened.say("paperkg.graph().groups")
    assert "Joins the groups" in {groups[kind]["label"] for kind in kinds}


def test_nodes_can_be_sized_by_measures(built, open_page):
    opened = open_page(built["coauthors"].html).ready()
    offered = opened.page.locator("#size option").all_text_contents()
    assert {"Papers", "PageRank", "Betweenness", "Core"} <= set(offered)
    opened.page.select_option("#size", label="Betweenness")
    opened.page.wait_for_timeout(200)
    assert opened.complaints == []


def test_a_notebook_shows_the_page_in_a_frame_that_cannot_leave_it(built, open_page):
    picture = Picture(built["coauthors"])
    opened = open_page(f"<!doctype html><title>Notebook</title>{picture._repr_html_()}")
    frame = opened.page.frame_locator("iframe")
    frame.locator("h1", has_text="Co-authors").wait_for()
    frame.locator("#legend input").first.wait_for()
    opened.page.wait_for_timeout(300)
    assert opened.requests in ([], ["about:srcdoc"])
    assert opened.complaints == []


def test_ipython_takes_the_frame_for_the_picture(built):
    formatters = pytest.importorskip("IPython.core.formatters")
    shown, _ = formatters.DisplayFormatter().format(Picture(built["map"]))
    assert shown["text/html"].startswith("<iframe sandbox=")


def test_the_network_of_a_view_has_its_measures(toy_build):
    network = Graph(toy_build).networkx("coauthors")
    joined = [
        each["measures"]["Communities joined"] for each in network.nodes.values() if each["label"] == "Guangyu Sun"
    ]
    assert max(joined) >= 4
    ranked = {node for node, here in network.nodes.items() if here["measures"]["PageRank"] > 0}
    assert ranked == {node for node, beside in network.adjacency() if beside}
