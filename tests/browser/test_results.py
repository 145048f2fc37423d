"""The table of results at work in a real browser."""

import pytest

from kg import view

pytestmark = pytest.mark.browser
ROWS = [
    {"result": f"urn:{name}", "subject": name, "metric": metric, "direction": way, "value": value, "unit": unit}
    | {"title": f"Paper {name}", "paper": f"urn:p{name}", "quote": f"{name} says so."}
    for name, metric, way, value, unit in (
        ("Ada", "latency", "decrease", 9, "%"),
        ("Bo", "accuracy", "value", 80.5, "%"),
        ("Cy", "speedup", "increase", 100, "×"),
    )
]


@pytest.fixture
def opened(open_page):
    return open_page(view.html("results", lambda _: ROWS))


def subjects(opened):
    return opened.page.eval_on_selector_all("tbody tr:not([hidden]) th", "found => found.map(one => one.textContent)")


def test_asks_for_nothing_and_does_not_complain(opened):
    assert subjects(opened) == ["Ada", "Bo", "Cy"]
    assert opened.requests == []
    assert opened.complaints == []


def test_a_click_sorts_by_number_and_back(opened):
    head = opened.page.get_by_role("button", name="Value")
    head.click()
    assert subjects(opened) == ["Ada", "Bo", "Cy"]
    head.click()
    assert subjects(opened) == ["Cy", "Bo", "Ada"]
    opened.page.get_by_role("button", name="Metric").click()
    assert subjects(opened) == ["Bo", "Ada", "Cy"]
    assert opened.page.locator('[aria-sort="ascending"]').count() == 1


def test_words_and_choices_filter(opened):
    opened.page.fill("#wanted", "SAYS bo")
    assert subjects(opened) == ["Bo"]
    assert opened.page.locator("#status").text_content() == "1 of 3 shown"
    opened.page.fill("#wanted", "")
    opened.page.select_option("#unit", "%")
    assert subjects(opened) == ["Ada", "Bo"]
    opened.page.select_option("#direction", "value")
    assert subjects(opened) == ["Bo"]


def test_the_value_leads_to_the_quote(opened):
    opened.page.get_by_role("link", name="80.5%").click()
    assert opened.page.evaluate("document.querySelector(':target').textContent") == "Bo says so."


def test_without_scripts_it_is_a_plain_table(open_page):
    opened = open_page(view.html("results", lambda _: ROWS), java_script_enabled=False)
    assert opened.page.locator("tbody tr").count() == 3
    assert opened.page.locator("thead button").count() == 0
    assert not opened.page.locator("#filters").is_visible()
