"""Texts that mean harm run nothing, wherever they stand and whatever the reader does."""

from pathlib import Path

import pytest

from kg import view

pytestmark = pytest.mark.browser

PAYLOADS = (Path(__file__).parents[1] / "view" / "payloads.txt").read_text(encoding="utf-8").split("\n")[:-1]
PAYLOADS += ["\u2028</script>", "\u202e<b>", "\x00<img src=x onerror=window.__ran=1>"]

EVERYWHERE = """() => paperkg.graph.nodes.flatMap(({id}) => {
  paperkg.visit(id);
  paperkg.network.body.emitter.emit("hoverNode", {node: id});
  paperkg.network.body.emitter.emit("blurNode", {node: id});
  return [...document.querySelectorAll("#panel a")].map((link) => link.href);
})"""
"""Opens the details of every node and points at it; the links that were offered."""


def people(_):
    for number, text in enumerate(PAYLOADS):
        yield {
            "person": f"urn:a{number}{text}", "name": text, "papers": text, "firstYear": text, "lastYear": text,
            "page": text, "coauthor": f"urn:b{text}", "coauthorName": text, "together": text, "titles": text,
        }  # fmt: skip


def things(_):
    for number, text in enumerate(PAYLOADS):
        yield {
            "paper": f"urn:p{number}{text}", "title": text, "issued": text, "page": text,
            "entity": f"urn:e{number}{text}", "label": text, "type": text, "role": text,
        }  # fmt: skip


@pytest.mark.parametrize(("name", "rows_of"), [("coauthors", people), ("papers", things)])
def test_nothing_runs(name, rows_of, open_page):
    assert len(PAYLOADS) >= 30
    opened = open_page(view.html(name, rows_of))
    page = opened.page
    page.evaluate("document.getElementById('table').open = true")
    shown = page.locator("#table tbody th").all_text_contents()
    assert "</script><script>window.__ran=1</script>" in shown
    links = page.evaluate(EVERYWHERE)
    assert len(links) == 2
    assert all(link.startswith("https://example.org/") for link in links)
    for text in PAYLOADS[:3]:
        page.fill("#wanted", text)
        page.press("#wanted", "Enter")
    page.wait_for_timeout(300)
    assert page.evaluate("window.__ran") is None
    assert opened.requests == []
    assert opened.complaints == []


def test_the_tripwire_works(open_page):
    """The payloads are live: on a page that takes them as markup, they run."""
    opened = open_page(f"<!doctype html><title>x</title>{PAYLOADS[1]}{PAYLOADS[2]}")
    opened.page.wait_for_function("window.__ran === 1")


def test_the_policy_stops_what_would_get_through(open_page, pages):
    """Even with markup put into a page behind our back, nothing runs and nothing is fetched."""
    made = pages["papers"].replace("</body>", f"{PAYLOADS[1]}{PAYLOADS[2]}</body>")
    opened = open_page(made)
    opened.page.wait_for_timeout(300)
    assert opened.page.evaluate("window.__ran") is None
    assert any("Content Security Policy" in complaint for complaint in opened.complaints)
