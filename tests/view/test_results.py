"""The table of results: what it says, in what order, and that text stays text."""

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest

from kg import view
from kg.errors import BadParameter, UnknownName
from kg.view import results
from tests.view.test_safety import Elements

GOLDEN = Path(__file__).parent / "golden" / "result-table.rows.json"
ROWS = json.loads(GOLDEN.read_text(encoding="utf-8"))


def rows_of(query):
    assert query == "result-table"
    return ROWS


def parsed(page):
    parser = Elements()
    parser.feed(page)
    return parser.found


def test_a_result_with_two_contexts_is_one_row():
    ada, zed = results.entries(reversed(ROWS))
    assert (ada.subject, ada.value, ada.size, ada.context, ada.confidence) == ("Ada", "5 mW", 5.0, [], "")
    assert (zed.value, zed.size, zed.year, zed.confidence) == ("up to 30–47%", 47.0, "2022", "0.80")
    assert zed.context == ["ImageNet", "V100"]


def test_each_value_leads_to_its_quote():
    page = view.html("results", rows_of)
    ids = {attrs["id"] for tag, attrs in parsed(page) if tag == "td" and "id" in attrs}
    links = [attrs["href"] for tag, attrs in parsed(page) if tag == "a" and attrs["href"].startswith("#")]
    assert {link[1:] for link in links} == ids
    assert len(links) == 2
    assert "<q>Zed cuts latency.</q>" in page


def test_counts_are_said():
    page = view.page("results", rows_of)
    assert page.counts == ("2 results", "2 papers")
    assert "2 results · 2 papers" in page.html
    assert view.page("results", lambda _: []).counts == ("0 results", "0 papers")


def test_limit_says_what_is_left_out():
    page = view.page("results", rows_of, limit=1)
    assert page.notices == ("Only the first 1 of 2 rows; the others are left out.",)
    assert page.counts[0] == "1 result"
    with pytest.raises(BadParameter):
        view.page("results", rows_of, limit=0)


def test_focus_shows_what_names_a_thing():
    page = view.page("results", rows_of, focus=" v100 ")
    assert page.counts == ("1 result", "1 paper")
    assert "Only what names “v100”." in page.html
    with pytest.raises(UnknownName, match=r"did you mean V100\?"):
        view.page("results", rows_of, focus="V1000")


def test_links_lead_only_where_they_may_and_nothing_is_markup():
    page = view.html("results", rows_of)
    assert "javascript:" not in page
    assert "&lt;b&gt;Bo&lt;/b&gt;" in page
    assert [a["href"] for tag, a in parsed(page) if tag == "a" and "rel" in a] == ["https://example.org/zed"]


def test_hostile_text_adds_no_element_and_no_handler(payloads):
    rows = [dict.fromkeys(ROWS[0], text) | {"value": 1, "value_max": 2, "confidence": 0.5} for text in payloads]
    calm = {tag for tag, _ in parsed(view.html("results", rows_of))}
    found = parsed(view.html("results", lambda _: rows))
    assert {tag for tag, _ in found} <= calm
    assert not [attrs for _, attrs in found if any(name.startswith("on") for name in attrs)]
    assert [tag for tag, _ in found].count("script") == 1


def test_policy_allows_our_script_alone():
    page = view.html("results", rows_of)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    script = re.search(r"<script>(.*?)</script>", page, re.DOTALL)[1]
    assert base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() in policy
    assert "style-src 'sha256-" in policy


def test_it_is_no_network():
    with pytest.raises(UnknownName, match="citations, coauthors, hardware, "):
        view.network("results", rows_of)


def test_the_rows_are_those_that_the_query_gives():
    query = (Path(results.__file__).parents[2] / "queries" / "results" / f"{results.QUERY}.rq").read_text(
        encoding="utf-8"
    )
    for name in sorted({name for row in ROWS for name in row}):
        assert f"?{name}" in query, name
