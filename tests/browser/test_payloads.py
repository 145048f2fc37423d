"""Texts that mean harm run nothing, wherever they stand and whatever the reader does."""

from pathlib import Path

import networkx as nx
import pytest

from kg import view
from kg.view import _page
from kg.view._looks import Look
from tests.browser.conftest import PICTURE

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAYLOADS = (Path(__file__).parents[1] / "view" / "payloads.txt").read_text(encoding="utf-8").split("\n")[:-1]
PAYLOADS += ["\u2028</script>", "\u202e<b>", "\x00<img src=x onerror=window.__ran=1>"]

EVERYWHERE = """() => paperkg.graph().nodes.flatMap(({id}) => {
  paperkg.visit(id);
  paperkg.hover(id);
  paperkg.hover(null);
  return [...document.querySelectorAll("#panel a")].map((link) => link.href);
})"""
"""Opens the details of every node and points at it; the links that were offered."""

EVERYTHING = """() => {
  for (const colour of ["communities", "groups"]) colourBy(colour);
  for (let at = 0; at < paperkg.graph().measures.length; at += 1) sizeBy(at);
  document.getElementById("table").open = true;
  showPath(paperkg.graph().nodes[0], paperkg.graph().nodes.at(-1));
  paperkg.visit(0);
  image();
  const holder = document.body.appendChild(document.createElement("div"));
  holder.innerHTML = svg();
  const parsed = (text) => new DOMParser().parseFromString(text, "application/xml");
  const broken = [svg(), gexf()].some((text) => parsed(text).querySelector("parsererror"));
  return [broken, holder.querySelectorAll("script, img, a, foreignObject").length, csv()];
}"""
"""Uses what else shows text, and takes the SVG for markup: what XML parsers say, markup that text became, the CSV."""


def people(_):
    for number, text in enumerate(PAYLOADS):
        yield {
            "person": f"urn:a{number}{text}", "name": text, "papers": text, "firstYear": text, "lastYear": text,
            "page": text, "coauthor": f"urn:b{text}", "coauthorName": text, "together": text, "titles": text,
        }  # fmt: skip


def things(query, **_):
    for number, text in enumerate(PAYLOADS):
        if query != "paper-entity-network":
            yield {
                "paper": f"urn:p{number}{text}", "thing": f"urn:e{number}{text}", "title": text, "page": text,
                "text": text, "words": text, "start": 0, "end": len(text), "confidence": 0.5,
            }  # fmt: skip
            continue
        yield {
            "paper": f"urn:p{number}{text}", "title": text, "issued": text, "page": text,
            "entity": f"urn:e{number}{text}", "label": text, "type": text, "role": text,
        }  # fmt: skip


def world():
    """A network with each text in every field that takes text."""
    graph = nx.Graph()
    for number, text in enumerate(PAYLOADS):
        graph.add_node(
            f"urn:w{number}{text}", label=text, short=text, type=text, group=text, facts=[(text, text)], url=text,
            links=[(text, text), (text, f"https://example.org/{number}")], topics=[text], community=text,
            measures={text: 1.0}, evidence=[(text, text, text)], weight=float(number),
        )  # fmt: skip
    nodes = list(graph)
    for one, other, text in zip(nodes, nodes[1:], PAYLOADS, strict=False):
        graph.add_edge(one, other, label=text, type=text, group=text, notes=[text], evidence=[(text, text, text)])
    graph.graph.update(notices=PAYLOADS, islands=[nodes[:6]], looks={PAYLOADS[0]: Look(1)})
    return graph


@pytest.mark.parametrize(("name", "rows_of"), [("coauthors", people), ("papers", things)])
def test_nothing_runs_in_a_picture(name, rows_of, open_page):
    opened = open_page(view.html(name, rows_of)).ready()
    links = set(opened.page.evaluate(EVERYWHERE))
    assert len(links) == 2
    assert all(link.startswith("https://example.org/") for link in links)
    quiet(opened)


@pytest.mark.parametrize("kind", ["vis", "sigma", "canvas"])
def test_nothing_runs_whatever_field_it_is_in(kind, open_page, monkeypatch):
    assert len(PAYLOADS) >= 30
    if kind != "vis":
        monkeypatch.setattr("kg.view._page.FEW", 1)
    opened = open_page(_page.render(PICTURE, world(), (), ()), webgl=kind != "canvas").ready()
    assert opened.say("paperkg.renderer()") == kind
    assert {PAYLOADS[0], PAYLOADS[5]} <= opened.labels()
    links = opened.page.evaluate(EVERYWHERE)
    assert all(link.startswith(("https://example.org/", "mailto:")) for link in links)
    broken, elements, table = opened.page.evaluate(EVERYTHING)
    assert not broken
    assert elements == 0
    assert not [line for line in table.splitlines() if line.startswith(("=", "@"))]
    for text in PAYLOADS[:3]:
        opened.page.fill("#wanted", text)
        opened.page.press("#wanted", "Enter")
    quiet(opened)


def quiet(opened):
    """Nothing has run, nothing was asked for, nothing was complained of."""
    opened.page.wait_for_timeout(400)
    assert opened.say("window.__ran ?? null") is None
    assert opened.requests == []
    assert opened.complaints == []


def test_the_tripwire_works(open_page):
    """The payloads are live: on a page that takes them as markup, they run."""
    opened = open_page(f"<!doctype html><title>x</title>{PAYLOADS[1]}{PAYLOADS[2]}")
    opened.wait("window.__ran === 1")


def test_the_policy_stops_what_would_get_through(open_page, pages):
    """Even with markup put into a page behind our back, nothing runs and nothing is fetched."""
    made = pages["papers"].replace("</body>", f"{PAYLOADS[1]}{PAYLOADS[2]}</body>")
    opened = open_page(made)
    opened.page.wait_for_timeout(300)
    assert opened.say("window.__ran ?? null") is None
    assert any("Content Security Policy" in complaint for complaint in opened.complaints)
