"""Text from records stays text, whatever it says."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import view
from kg.view import papers
from kg.view._links import safe_url
from kg.view._page import SCRIPTS

ELEMENTS = {
    "a", "aside", "bdi", "body", "button", "canvas", "caption", "details", "div", "fieldset", "form", "h1", "head",
    "html", "img", "input", "label", "legend", "main", "meta", "noscript", "option", "output", "p", "script", "section",
    "select", "span", "style", "summary", "table", "tbody", "td", "th", "thead", "title", "tr", "ul",
}  # fmt: skip


class Elements(HTMLParser):
    """Which elements a page has, with their attributes, and the text of its table cells."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def elements(page):
    parser = Elements()
    parser.feed(page)
    return parser.found


@pytest.mark.parametrize("name", view.networks())
def test_hostile_text_adds_no_element_and_no_handler(name, hostile_rows):
    found = elements(view.html(name, hostile_rows))
    assert {tag for tag, _ in found} <= ELEMENTS
    assert not [attrs for _, attrs in found if any(attr.startswith("on") for attr in attrs)]
    assert [tag for tag, _ in found].count("script") == 3 + len(SCRIPTS)  # with the island, the library and its adapter


@pytest.mark.parametrize("name", view.networks())
def test_links_lead_only_where_they_may(name, hostile_rows, island):
    page = view.html(name, hostile_rows)
    links = [attrs for tag, attrs in elements(page) if tag == "a"]
    assert links or name in ("hardware", "landscape")  # which lead nowhere
    assert all(re.match(r"(https?|mailto):", link["href"]) for link in links)
    assert all(link["rel"] == "noopener noreferrer" for link in links)
    assert all(re.match(r"(https?|mailto):", url) for node in island(page)["nodes"] for _, url in node.get("links", []))


@pytest.mark.parametrize(
    "url",
    ["javascript:x", "JAVASCRIPT:x", " https://a.b", "java\tscript:x", "data:,x", "//a.b", "a.html", "http", "[", ""],
)
def test_other_urls_are_no_links(url):
    assert safe_url(url) == ""


@pytest.mark.parametrize("url", ["https://a.b/c?d=e#f", "HTTP://a.b", "mailto:a@b.c", "https://a.b/ü"])
def test_safe_urls_stay(url):
    assert safe_url(url) == url


@pytest.mark.parametrize("name", view.networks())
def test_policy_allows_our_scripts_alone(name, hostile_rows, rows_of):
    page = view.html(name, hostile_rows)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    assert re.findall(r"sha256-([^']*)", policy.partition("style-src")[0]) == hashes
    assert policy in view.html(name, rows_of)  # data has no say in it
    assert not re.search(r"""(src|href)\s*=\s*["']?(https?:)?//(?!example\.org)""", page.partition("<script>")[0])


def test_page_has_what_a_browser_needs(rows_of):
    page = view.html("coauthors", rows_of)
    assert page.startswith('<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">')
    assert "<title>Co-authors</title>" in page
    assert '<meta name="viewport"' in page
    assert "sourceMappingURL" not in page


text = st.text(st.characters(codec="utf-8"), max_size=40) | st.text("<>&\"'/!-\u2028\u2029\\script", max_size=20)


@settings(max_examples=60, deadline=None)
@given(names=st.lists(text, min_size=2, max_size=4), title=text, page=text)
def test_any_text_comes_back_from_the_island(island, names, title, page):
    rows = [
        {"person": f"urn:{number}", "name": name, "papers": 1, "page": page, "coauthor": "urn:z", "titles": title}
        for number, name in enumerate(names)
    ]
    made = view.html("coauthors", lambda _: rows)
    assert not set(made.partition('id="graph">')[2].partition("</script>")[0]) & set("<>&\u2028\u2029")
    held = island(made)
    wanted = sorted(name or f"urn:{number}" for number, name in enumerate(names))
    iris = [held["base"] + node["iri"] for node in held["nodes"]]
    assert sorted(node["label"] for node, iri in zip(held["nodes"], iris, strict=True) if iri != "urn:z") == wanted
    assert {line.strip() for line in title.split("\n")} - {""} <= set(held["texts"])
    made.encode()


@settings(max_examples=40, deadline=None)
@given(title=text, label=text, kind=text, role=text)
def test_any_text_stays_text_in_papers(island, title, label, kind, role):
    row = {"paper": "urn:p", "title": title, "entity": "urn:e", "label": label, "type": kind, "role": role}
    made = view.html("papers", lambda query, **_: [row] if query == papers.QUERY else [])
    held = island(made)
    assert {node["label"] for node in held["nodes"]} == {title or "urn:p", label or "urn:e"}
    assert {tag for tag, _ in elements(made)} <= ELEMENTS


def test_half_a_surrogate_pair_can_be_written():
    row = {"person": "urn:a", "name": "a\ud800b", "papers": 1, "page": None}
    view.html("coauthors", lambda _: [row]).encode()
