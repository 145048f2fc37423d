"""Every control of a network's page at work in a real browser, those of the picture itself with every renderer."""

import csv
import io
import json
from pathlib import Path

import networkx as nx
import pytest

pytestmark = pytest.mark.browser
drawn_by_two = pytest.mark.parametrize("world", ["vis", pytest.param("sigma", marks=pytest.mark.slow)], indirect=True)
GROUP = {"Ann", "Ben", "Cleo", "Dan"}
ALL = GROUP | {"Eve", "Fay", "Gil", "Hal", "On bridges"}


def test_hover_and_click(world):
    before = world.colours("#over")
    world.page.mouse.move(*world.spot("Fay"))
    world.wait("scene.hovered !== null")
    assert world.labels("foreground().nodes") == {"Fay", "Eve", "Gil"}
    assert world.colours("#over") != before
    world.page.mouse.move(*[at + 60 for at in world.spot("Fay")])
    world.wait("scene.hovered === null")
    world.page.mouse.click(*world.spot("Fay"))
    world.wait("paperkg.choice.selected !== null")
    assert world.selected() == "Fay"
    assert world.page.locator("#panel h2").text_content() == "Fay"
    world.page.keyboard.press("Escape")
    assert world.page.locator("#panel").is_hidden()
    assert world.complaints == []


def test_zoom_drag_and_keys(world):
    scale, x = (lambda: world.say("paperkg.lens().scale")), (lambda: world.say("paperkg.lens().x"))
    fitted, middle = scale(), x()
    world.page.get_by_role("button", name="Zoom in").click()
    assert scale() > fitted * 1.3
    world.page.get_by_role("button", name="Fit").click()
    assert scale() == pytest.approx(fitted, rel=1e-3)
    world.page.focus("#network")
    world.page.keyboard.press("ArrowRight")
    assert x() > middle
    world.page.keyboard.press("-")
    assert scale() < fitted
    world.page.keyboard.press("0")
    assert (scale(), x()) == (pytest.approx(fitted, rel=1e-3), pytest.approx(middle, rel=1e-3))
    box = world.page.locator("#network").bounding_box()
    world.page.mouse.move(box["x"] + 30, box["y"] + 30)
    world.page.mouse.down()
    for step in range(1, 6):
        world.page.mouse.move(box["x"] + 30 + 20 * step, box["y"] + 30)
        world.page.wait_for_timeout(20)
    world.page.mouse.up()
    world.wait(f"paperkg.lens().x < {middle} - 20")
    world.page.mouse.wheel(0, -200)
    world.wait(f"paperkg.lens().scale > {fitted} * 1.05")


def test_renderer_and_layers_agree_where_nodes_are(world):
    """A click where our own pen would draw a node meets it in the renderer, after a move as well."""
    world.say("paperkg.go(100, 80, 1.3)")
    world.page.wait_for_timeout(150)
    for label in ("Cleo", "Gil"):
        world.page.mouse.click(*world.spot(label))
        world.wait("paperkg.choice.selected !== null")
        assert world.selected() == label
        world.page.keyboard.press("Escape")
        world.page.wait_for_timeout(350)  # else the next click would make it a double one


@drawn_by_two
def test_legend_years_and_least_filter(world):
    page = world.page
    page.get_by_label("Paper", exact=False).first.uncheck()
    assert world.labels() == ALL - {"On bridges"}
    assert page.locator("#status").text_content() == "8 of 9 shown."
    page.get_by_role("button", name="Show all").click()
    assert world.labels() == ALL
    page.locator("#last").fill("2017")
    world.wait("shownNodes().length === 3")
    assert world.labels() == {"Ann", "Ben", "Cleo"}
    assert page.locator("#between").text_content() == "2015–2017"
    page.get_by_role("button", name="Show all").click()
    page.select_option("#measure", label="Links")
    page.locator("#least").fill(page.locator("#least").get_attribute("max"))
    world.wait("shownNodes().length < 9")
    assert world.labels() == {"Eve"}
    assert page.locator("#atleast").text_content() == "4 or more"
    assert world.complaints == []


@drawn_by_two
def test_size_and_colour_follow_what_is_chosen(world):
    page = world.page
    sizes = "Object.fromEntries(paperkg.graph().nodes.map(({label, size}) => [label, size]))"
    before = world.say(sizes)
    assert before["Ann"] > before["Hal"]
    page.select_option("#size", label="Links")
    after = world.say(sizes)
    assert after["Eve"] == max(after.values())
    assert after["Eve"] > before["Eve"]
    page.select_option("#colour", label="Communities")
    kinds = page.locator("#kinds bdi").all_text_contents()
    assert {"graphs", "kernels"} <= set(kinds)
    page.get_by_label("kernels").uncheck()
    assert world.labels() >= GROUP
    assert "Fay" not in world.labels()
    page.get_by_label("kernels").check()
    world.wait("paperkg.labels().some(({text}) => text === 'kernels')")
    assert world.complaints == []


@drawn_by_two
def test_theme_is_followed_and_chosen(world):
    light = world.say("theme.ground")
    world.page.emulate_media(color_scheme="dark")
    world.wait(f"theme.ground !== '{light}'")
    button = world.page.get_by_role("button", name="Light or dark")
    button.click()
    assert world.say("theme.ground") == light
    button.click()
    assert world.say("theme.dark") is True
    world.page.wait_for_timeout(100)
    assert world.complaints == []


def test_search_offers_what_fits_and_takes_one_there(plain_world):
    page = plain_world.page
    page.fill("#wanted", "a")
    assert page.locator("#names li").first.text_content() == "AnnPerson"
    assert page.locator("#names li").count() > 2
    page.fill("#wanted", "bridg")
    page.keyboard.press("ArrowDown")
    assert page.locator("#names li").first.get_attribute("aria-selected") == "true"
    page.keyboard.press("Enter")
    assert plain_world.selected() == "On bridges"
    assert page.locator("#names").is_hidden()
    page.fill("#wanted", "CLÉO")
    page.locator("#names li").first.click()
    assert plain_world.selected() == "Cleo"
    page.fill("#wanted", "Nobody")
    page.press("#wanted", "Enter")
    assert page.locator("#status").text_content() == "Nothing here has that name."


def test_search_finds_what_is_hidden(plain_world):
    plain_world.page.get_by_label("Paper", exact=False).first.uncheck()
    plain_world.page.fill("#wanted", "On bridges")
    plain_world.page.press("#wanted", "Enter")
    assert "On bridges" in plain_world.labels()
    assert plain_world.page.get_by_label("Paper", exact=False).first.is_checked()


def test_panel_has_facts_sentences_and_links(plain_world):
    plain_world.say("paperkg.visit(paperkg.graph().nodes.find(({label}) => label === 'Ann').id)")
    panel = plain_world.page.locator("#panel")
    text = panel.text_content()
    assert "PageRank0.5" in text
    assert panel.locator("q").all_text_contents() == ["Ann writes on graphs."]
    links = panel.locator("a").evaluate_all("found => found.map((one) => [one.href, one.rel, one.target])")
    assert [href for href, _, _ in links] == [
        "https://example.org/Ann", "https://orcid.org/0000-0001", "https://example.org/paper",
    ]  # fmt: skip
    assert {(rel, target) for _, rel, target in links} == {("noopener noreferrer", "_blank")}
    panel.get_by_role("button", name="Cleo").click()
    assert plain_world.selected() == "Cleo"
    assert "Paper of Cleo Dan" in panel.text_content()
    panel.get_by_role("button", name="Close details").click()
    assert panel.is_hidden()


def test_narrow_expand_hide_and_show_all(plain_world):
    page = plain_world.page
    plain_world.say(f"paperkg.visit({plain_world.number('Hal')})")
    page.get_by_role("button", name="Only this").click()
    assert plain_world.labels() == {"Hal", "Gil", "Eve", "On bridges"}
    page.locator("#panel li").get_by_role("button", name="Eve").click()
    page.get_by_role("button", name="Expand").click()
    assert plain_world.labels() == {"Hal", "Gil", "Eve", "On bridges", "Dan", "Fay"}
    page.get_by_role("button", name="Hide").click()
    assert "Eve" not in plain_world.labels()
    page.get_by_role("button", name="Show all").click()
    assert plain_world.labels() == ALL


def test_shortest_path(plain_world):
    page = plain_world.page
    plain_world.say(f"paperkg.visit({plain_world.number('Ben')})")
    page.get_by_role("button", name="Path to…").click()
    page.fill("#wanted", "On bridges")
    page.press("#wanted", "Enter")
    steps = plain_world.say("paperkg.choice.path.map((id) => paperkg.graph().nodes[id].label)")
    assert (steps[0], steps[-1], len(steps)) == ("Ben", "On bridges", 6)
    assert page.locator("#panel h2").text_content() == "Path of 5"
    assert "5 links lead from “Ben” to “On bridges”." in page.locator("#status").text_content()
    page.get_by_role("button", name="Close the path").click()
    assert plain_world.say("paperkg.choice.path") is None
    plain_world.say(f"hide(paperkg.graph().nodes[{plain_world.number('Dan')}])")
    plain_world.say("showPath(paperkg.graph().nodes[0], paperkg.graph().nodes.at(-1))")
    assert page.locator("#status").text_content() == "No path leads there over what is shown."


def test_the_address_brings_it_all_back(plain_world, open_page, worlds):
    page = plain_world.page
    page.get_by_label("Paper", exact=False).first.uncheck()
    page.locator("#last").fill("2021")
    page.select_option("#size", label="Links")
    page.select_option("#colour", label="Communities")
    page.get_by_role("button", name="Light or dark").click()
    page.get_by_role("button", name="Light or dark").click()
    plain_world.say(f"paperkg.visit({plain_world.number('Cleo')})")
    plain_world.say("paperkg.go(33, 44, 0.9)")
    plain_world.say("keep()")
    plain_world.wait("location.hash.includes('node=Cleo')")
    page.wait_for_timeout(300)
    again = open_page(worlds["sigma"], after=plain_world.say("location.hash")).ready()
    assert again.selected() == "Cleo"
    assert again.labels() == plain_world.labels() == ALL - {"On bridges", "Hal"}
    assert again.say("[choice.size, choice.colour, theme.dark]") == [1, "communities", True]
    assert again.say("lens().x") == pytest.approx(33, abs=0.5)
    assert again.say("lens().scale") == pytest.approx(0.9, rel=0.01)
    assert again.complaints == []


@pytest.mark.parametrize(
    "address", ["#node=<img src=x onerror=alert(1)>", "#view=a b c&years=1-2-3", "#least=x y&path=q"]
)
def test_an_address_that_says_nothing_is_let_be(address, open_page, worlds):
    opened = open_page(worlds["vis"], after=address).ready()
    assert opened.labels() == ALL
    assert opened.complaints == []


def test_keyboard_alone(plain_world):
    page = plain_world.page
    page.focus("#network")
    page.keyboard.press("n")
    assert plain_world.selected() == "Ann"
    assert page.locator("#status").text_content() == "Ann, Person, 3 links"
    page.keyboard.press("n")
    page.keyboard.press("p")
    page.keyboard.press("p")
    assert plain_world.selected() == "On bridges"
    page.keyboard.press("o")
    assert plain_world.labels() == {"On bridges", "Hal"}
    page.keyboard.press("h")
    assert plain_world.labels() == {"Hal"}
    page.keyboard.press("/")
    assert plain_world.say("document.activeElement.id") == "wanted"


def saved(world, name):
    with world.page.expect_download() as waited:
        world.page.get_by_role("button", name=name, exact=True).click()
    return waited.value.suggested_filename, Path(waited.value.path()).read_bytes()


@drawn_by_two
def test_files_hold_what_is_shown(world, tmp_path):
    world.page.get_by_label("Paper", exact=False).first.uncheck()
    name, png = saved(world, "PNG")
    assert (name, png[:8]) == ("a-small-world.png", b"\x89PNG\r\n\x1a\n")
    assert len(png) > 5000
    _, svg = saved(world, "SVG")
    assert ">Ann</text>" in svg.decode()
    assert "On bridges" not in svg.decode()
    _, table = saved(world, "CSV")
    rows = list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"))))
    assert {row["label"] for row in rows} == ALL - {"On bridges"}
    assert rows[0]["linked with"] == "Ben; Cleo; Dan"
    _, gexf = saved(world, "GEXF")
    (tmp_path / "world.gexf").write_bytes(gexf.replace(b"gexf.net/1.3", b"www.gexf.net/1.2draft"))
    graph = nx.read_gexf(tmp_path / "world.gexf", version="1.2draft")
    assert {here["label"] for _, here in graph.nodes(data=True)} == ALL - {"On bridges"}
    assert graph.nodes["https://example.org/id/Ann"]["PageRank"] == 0.5
    assert graph.number_of_edges() == 11
    assert world.complaints == []


def test_the_table_has_what_is_shown_and_sorts(plain_world):
    page = plain_world.page
    page.locator("#table summary").click()
    first = page.locator("#rows tbody th").first
    page.locator("#rows tbody tr").first.wait_for(state="attached")
    assert page.locator("#rows tbody tr").count() == 9
    assert first.text_content() == "Ann"
    page.locator("#rows thead").get_by_role("button", name="Links").click()
    assert first.text_content() == "Eve"
    page.get_by_label("Paper", exact=False).first.uncheck()
    assert page.locator("#rows tbody tr").count() == 8
    page.locator("#rows tbody").get_by_role("button", name="Dan").click()
    assert plain_world.selected() == "Dan"


@drawn_by_two
def test_print_has_the_picture_as_an_image(world):
    pdf = world.page.pdf()
    assert pdf.startswith(b"%PDF")
    assert world.say("document.getElementById('printed').src").startswith("data:image/png;base64,")
    assert world.complaints == []


@pytest.mark.parametrize("kind", ["vis", "sigma", "canvas"])
def test_touch(kind, open_page, worlds):
    opened = open_page(worlds[kind], webgl=kind != "canvas", has_touch=True).ready()
    opened.page.touchscreen.tap(*opened.spot("Gil"))
    opened.wait("paperkg.choice.selected !== null")
    assert opened.selected() == "Gil"
    opened.page.keyboard.press("Escape")
    before = opened.say("paperkg.lens().scale")
    touch = opened.page.context.new_cdp_session(opened.page)
    box = opened.page.locator("#network").bounding_box()
    middle = (box["x"] + 120, box["y"] + 120)
    for step in range(8):
        points = [{"x": middle[0] - 20 - 8 * step, "y": middle[1]}, {"x": middle[0] + 20 + 8 * step, "y": middle[1]}]
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove" if step else "touchStart", "touchPoints": points})
        opened.page.wait_for_timeout(30)
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    opened.wait(f"paperkg.lens().scale > {json.dumps(before)} * 1.2")


def test_a_frame_without_an_address_works(open_page, worlds):
    """As a notebook shows it: in a frame that may do nothing but run scripts."""
    frame = worlds["vis"].replace("&", "&amp;").replace('"', "&quot;")
    opened = open_page(
        f'<!doctype html><iframe sandbox="allow-scripts" width=900 height=600 srcdoc="{frame}"></iframe>'
    )
    inner = opened.page.frames[1]
    inner.wait_for_function("() => window.paperkg?.ready", polling=100)  # a frame may be drawn seldom
    inner.evaluate("() => paperkg.visit(0)")
    opened.page.wait_for_timeout(500)
    assert inner.locator("#panel h2").text_content() == "Ann"
    assert opened.complaints == []
