"""The pages of pictures in a real browser: they draw, ask for nothing and can be read without scripts."""

import functools
import http.server
import threading

import networkx as nx
import pytest

from kg import view
from kg.view import _page
from tests.browser.conftest import PICTURE

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", view.networks())
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_draws_asks_for_nothing_and_does_not_complain(name, scheme, open_page, pages):
    opened = open_page(pages[name], color_scheme=scheme).ready()
    assert opened.say("paperkg.renderer()") == "vis"
    opened.page.wait_for_timeout(300)
    assert opened.requests == []
    assert opened.complaints == []


def test_every_renderer_draws_and_does_not_complain(world, request):
    kind = request.node.callspec.params["world"]
    assert world.say("paperkg.renderer()") == kind
    if kind != "sigma":
        assert world.colours() > 20
    assert {"Ann", "Eve"} <= set(world.say("paperkg.labels().map(({text}) => text)"))
    world.page.wait_for_timeout(300)
    assert world.requests == []
    assert world.complaints == []


def test_served_over_http_is_the_same(chromium, worlds, tmp_path):
    asked = []

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            asked.append(self.path)

    (tmp_path / "world.html").write_text(worlds["sigma"], encoding="utf-8")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=tmp_path))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = chromium.new_page()
    complaints = []
    page.on("console", lambda said: said.type == "error" and complaints.append(said.text))
    page.goto(f"http://127.0.0.1:{server.server_port}/world.html")
    page.wait_for_function("() => paperkg.ready")
    page.close()
    server.shutdown()
    server.server_close()
    assert [path for path in asked if path != "/favicon.ico"] == ["/world.html"]
    assert [one for one in complaints if "404" not in one] == []


@pytest.mark.parametrize("name", [name for name in ("coauthors", "papers") if name in view.networks()])
def test_every_node_is_inside_the_canvas(name, open_page, pages):
    opened = open_page(pages[name]).ready()
    box = opened.page.locator("#network").bounding_box()
    for label in opened.labels():
        x, y = opened.spot(label)
        assert box["x"] < x < box["x"] + box["width"]
        assert box["y"] < y < box["y"] + box["height"]


def test_labels_do_not_overlap(open_page, pages):
    opened = open_page(pages["papers"]).ready()
    size = opened.say("paperkg.graph().labels.size")
    boxes = [
        (one["x"] + one["dx"], one["y"] + one["dy"], one["x"] + one["dx"] + one["width"], one["y"] + one["dy"] + size)
        for one in opened.say("paperkg.labels()")
    ]
    assert len(boxes) > 3
    for at, one in enumerate(boxes):
        for other in boxes[at + 1 :]:
            apart = one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] or other[1] >= one[3]
            assert apart


@pytest.mark.parametrize("name", ["coauthors", "papers"])
def test_table_is_there_without_javascript(name, scriptless, tmp_path, pages):
    (tmp_path / "page.html").write_text(pages[name], encoding="utf-8")
    page = scriptless.new_page()
    page.goto((tmp_path / "page.html").as_uri())
    assert "The picture needs JavaScript." in page.locator("noscript .notice").text_content()
    assert page.locator("#find").is_hidden()
    rows = page.locator("tbody tr:has(td)")
    assert rows.count() == {"coauthors": 11, "papers": 6}[name]
    first = rows.filter(has_text="Hub" if name == "coauthors" else "Beta").first
    assert first.is_visible()
    assert ("Ann" if name == "coauthors" else "NVIDIA V100") in first.text_content()


def test_without_webgl_a_large_network_is_cut_and_says_so(open_page):
    graph = nx.path_graph([f"urn:{number:05d}" for number in range(1600)])
    nx.set_node_attributes(graph, {node: {"label": node, "type": "Paper"} for node in graph})
    made = _page.render(PICTURE, graph, (), ())
    opened = open_page(made, webgl=False).ready()
    assert opened.say("paperkg.renderer()") == "canvas"
    assert opened.page.locator("#fallback").text_content().endswith("only the first 1500 of 1600 nodes are drawn.")
    assert opened.say("shownNodes().length") == 1500
    assert opened.complaints == []


def test_index_opens_without_a_request(open_page):
    page = view.index([view.page(name, lambda _: []) for name in view.networks()])
    opened = open_page(page)
    assert opened.page.get_by_role("link", name="Co-authors").get_attribute("href") == "views/coauthors.html"
    assert opened.requests == []
    assert opened.complaints == []
