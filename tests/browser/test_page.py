"""The pages at work in a real browser."""

import pytest

from kg import view

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", view.networks())
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_draws_asks_for_nothing_and_does_not_complain(name, scheme, open_page, pages):
    opened = open_page(pages[name], color_scheme=scheme)
    assert opened.page.evaluate("paperkg.network instanceof vis.Network")
    assert opened.colours() > 20
    opened.page.wait_for_timeout(300)
    assert opened.requests == []
    assert opened.complaints == []


def test_every_node_is_inside_the_canvas(open_page, pages):
    opened = open_page(pages["coauthors"])
    box = opened.page.locator("#network").bounding_box()
    for node in opened.nodes():
        x, y = opened.spot(node["id"])
        assert box["x"] < x < box["x"] + box["width"]
        assert box["y"] < y < box["y"] + box["height"]


@pytest.mark.parametrize("typed", ["Cleo", "cleo", "cle", "leo"])
def test_search_brings_a_node_to_the_fore(typed, open_page, pages):
    opened = open_page(pages["coauthors"])
    opened.page.fill("#wanted", typed)
    opened.page.press("#wanted", "Enter")
    assert opened.state()["selected"] == opened.number("Cleo")
    assert opened.page.locator("#panel h2").text_content() == "Cleo"
    assert opened.complaints == []


def test_search_offers_names_and_says_when_there_is_none(open_page, pages):
    opened = open_page(pages["coauthors"])
    offered = opened.page.eval_on_selector_all("#names option", "found => found.map(one => one.value)")
    assert sorted(offered) == sorted(node["label"] for node in opened.nodes())
    opened.page.fill("#wanted", "Nobody")
    opened.page.press("#wanted", "Enter")
    assert opened.page.locator("#status").text_content() == "Nothing here has that name."
    assert opened.state()["selected"] is None


def test_legend_hides_and_shows_a_group(open_page, pages):
    opened = open_page(pages["papers"])
    shown = opened.colours()
    for box in opened.page.locator("#legend input").all():
        box.uncheck()
    assert opened.state()["hidden"] == [0, 1, 2, 3]
    opened.page.wait_for_timeout(200)
    assert opened.colours() == 1
    opened.page.get_by_label("Method").check()
    opened.page.wait_for_timeout(200)
    assert 1 < opened.colours() < shown
    assert opened.page.locator("#status").text_content() == "1 of 6 shown."


def test_search_finds_what_the_legend_hides(open_page, pages):
    opened = open_page(pages["papers"])
    opened.page.get_by_label("Hardware").uncheck()
    opened.page.fill("#wanted", "NVIDIA V100")
    opened.page.press("#wanted", "Enter")
    assert opened.state()["hidden"] == []
    assert opened.page.get_by_label("Hardware").is_checked()


def test_click_opens_details_and_escape_closes_them(open_page, pages):
    opened = open_page(pages["coauthors"])
    opened.page.mouse.click(*opened.spot(opened.number("Hub")))
    panel = opened.page.locator("#panel")
    panel.wait_for()
    assert panel.locator("h2").text_content() == "Hub"
    assert "Groups with no one else in common" in panel.text_content()
    link = panel.locator("a")
    assert link.get_attribute("href") == "https://orcid.org/0000-0001"
    assert link.get_attribute("rel") == "noopener noreferrer"
    assert panel.locator("li button").count() == 9
    panel.get_by_role("button", name="Cid").click()
    assert panel.locator("h2").text_content() == "Cid"
    assert panel.locator("li.plain").text_content() == "Paper Three"
    opened.page.keyboard.press("Escape")
    assert panel.is_hidden()


def test_hover_highlights_the_neighbourhood(open_page, pages):
    opened = open_page(pages["coauthors"])
    whole = opened.colours()
    opened.page.mouse.move(*opened.spot(opened.number("Dan")))
    opened.page.wait_for_function("paperkg.state().hovered !== null")
    assert opened.state()["hovered"] == opened.number("Dan")
    opened.page.wait_for_timeout(200)
    assert opened.colours() != whole
    opened.page.mouse.move(400, 20)
    opened.page.wait_for_function("paperkg.state().hovered === null")


def test_zoom_buttons_and_keys(open_page, pages):
    opened = open_page(pages["coauthors"])
    before = opened.page.evaluate("paperkg.network.getScale()")
    opened.page.get_by_role("button", name="Zoom in").click()
    assert opened.page.evaluate("paperkg.network.getScale()") > before
    opened.page.get_by_role("button", name="Fit").click()
    assert opened.page.evaluate("paperkg.network.getScale()") == pytest.approx(before)
    opened.page.focus("#network")
    where = opened.page.evaluate("paperkg.network.getViewPosition().x")
    opened.page.keyboard.press("ArrowRight")
    assert opened.page.evaluate("paperkg.network.getViewPosition().x") > where
    opened.page.keyboard.press("-")
    assert opened.page.evaluate("paperkg.network.getScale()") < before
    opened.page.keyboard.press("0")
    assert opened.page.evaluate("paperkg.network.getScale()") == pytest.approx(before)


def test_a_change_of_colour_scheme_is_followed(open_page, pages):
    opened = open_page(pages["coauthors"], color_scheme="light")
    light = opened.page.evaluate("theme.colours[1]")
    opened.page.emulate_media(color_scheme="dark")
    opened.page.wait_for_function("light => theme.colours[1] !== light", arg=light)
    assert opened.complaints == []


@pytest.mark.parametrize("name", view.networks())
def test_table_is_there_without_javascript(name, open_page, pages):
    opened = open_page(pages[name], java_script_enabled=False)
    opened.page.get_by_text("The picture needs JavaScript.").wait_for(timeout=5000)
    assert opened.page.locator("#find").is_hidden()
    opened.page.locator("#table summary").click()
    rows = opened.page.locator("#table tbody tr")
    assert rows.count() == {"coauthors": 11, "papers": 6}[name]
    first = rows.filter(has_text="Hub" if name == "coauthors" else "Beta").first
    assert first.is_visible()
    assert ("Ann" if name == "coauthors" else "NVIDIA V100") in first.text_content()


def test_index_opens_without_a_request(open_page, pages):  # noqa: ARG001 the pages are made first
    page = view.index([view.page(name, lambda _: []) for name in view.networks()])
    opened = open_page(page)
    assert opened.page.get_by_role("link", name="Co-authors").get_attribute("href") == "views/coauthors.html"
    assert opened.requests == []
    assert opened.complaints == []
