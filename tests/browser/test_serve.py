"""The pages of `kg serve` in a real browser: nothing asked for elsewhere, no complaint, no barrier, no mouse needed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from kg.verdicts import own_verdicts
from tests.serve.conftest import TOKEN, Server, started

pytestmark = [pytest.mark.browser, pytest.mark.slow]
AXE = Path(__file__).parent / "axe.min.js"
KG = "https://w3id.org/paperkg/ontology#"
KINDS = ("Paper", "Person", "Method", "Model", "Hardware", "Dataset", "Task", "Metric", "Topic", "Venue", "Result")
COUNTS = f"SELECT ?thing (COUNT(?paper) AS ?papers) {{ ?paper <{KG}mentions> ?thing }} GROUP BY ?thing LIMIT 8"
PLAIN = {
    "home": "/",
    "query": "/query",
    "table": f"/query?{urlencode({'query': COUNTS})}",
    "chart": f"/query?{urlencode({'query': COUNTS, 'show': 'chart'})}",
    "network": "/queries/coauthor-network?show=network",
    "wrong": "/query?query=SELECT",
    "questions": "/queries",
    "question": "/queries/coauthors-of?person=Zhihang+Yuan",
    "search": "/search?q=quantization",
    "ontology": "/ontology",
    "api": "/api",
    "review": "/review",
    "nothing": "/nothing",
}


@pytest.fixture(scope="module")
def server(toy_build: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with started(toy_build, tmp_path_factory.mktemp("served") / "log") as found:
        yield found


@pytest.fixture(scope="module")
def reviewed(toy_build: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of a build that takes verdicts."""
    folder = tmp_path_factory.mktemp("reviewed")
    shutil.copytree(toy_build, folder / "build")
    with started(folder / "build", folder / "log", "--writable", token=TOKEN) as found:
        yield found


class Seen:
    """A page that is open, what it asked for elsewhere, and what it complained of."""

    def __init__(self, context: Any, server: Server, path: str) -> None:
        self.page = context.new_page()
        self.elsewhere: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda one: one.url.startswith(server.url) or self.elsewhere.append(one.url))
        self.page.on("console", lambda one: self.complaints.append(one.text))
        self.page.on("pageerror", lambda one: self.complaints.append(str(one)))
        self.page.goto(server.url.rstrip("/") + path)
        self.page.wait_for_load_state("networkidle")

    def barriers(self) -> list[str]:
        """What axe-core finds that is serious, or worse; it is run beside the page's own policy, as an extension is."""
        self.page.context.new_cdp_session(self.page).send("Runtime.evaluate", {"expression": AXE.read_text()})
        found = self.page.evaluate("async () => (await axe.run(document)).violations")
        serious = [each for each in found if each["impact"] in {"serious", "critical"}]
        return [
            f"{each['id']}: {each['nodes'][0]['html'][:200]} {each['nodes'][0]['failureSummary']}" for each in serious
        ]


@pytest.fixture(params=["light", "dark"])
def look(request: pytest.FixtureRequest, chromium: Any) -> Iterator[Any]:
    context = chromium.new_context(color_scheme=request.param, viewport={"width": 1100, "height": 800})
    yield context
    context.close()


@pytest.fixture
def context(chromium: Any) -> Iterator[Any]:
    made = chromium.new_context(viewport={"width": 1100, "height": 800})
    yield made
    made.close()


def path_of(server: Server, kind: str) -> str:
    """The page of the thing of that class that most leads to."""
    text = f"SELECT ?it {{ ?it a <{KG}{kind}> . ?s ?p ?it }} GROUP BY ?it ORDER BY DESC(COUNT(*)) ?it LIMIT 1"
    with urlopen(f"{server.url}sparql?{urlencode({'query': text})}") as response:  # noqa: S310 our own server
        rows = json.load(response)["results"]["bindings"]
    return str(rows[0]["it"]["value"]).replace("https://w3id.org/paperkg/id", "/page") if rows else "/"


def check(seen: Seen, *, wrong: bool = False) -> None:
    assert seen.elsewhere == []
    assert [each for each in seen.complaints if not (wrong and "Failed to load resource" in each)] == []
    if AXE.exists():
        assert seen.barriers() == []


@pytest.mark.parametrize("name", PLAIN)
def test_pages(look: Any, server: Server, name: str) -> None:
    check(Seen(look, server, PLAIN[name]), wrong=name in {"wrong", "nothing"})


@pytest.mark.parametrize("kind", KINDS)
def test_pages_of_things(look: Any, server: Server, kind: str) -> None:
    check(Seen(look, server, path_of(server, kind)))


def test_pages_work_without_scripts(chromium: Any, server: Server) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.url}query")
    page.fill("textarea[name=query]", COUNTS)
    page.select_option("select[name=show]", "chart")
    page.get_by_role("button", name="Ask").click()
    assert page.locator("svg.bars rect").count() == 8
    context.close()


def test_the_editor_is_used_by_keyboard(context: Any, server: Server) -> None:
    page = Seen(context, server, "/query").page
    page.locator(".CodeMirror textarea").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("ASK { ?s ?p ?o }")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".truth")
    assert page.locator(".truth").text_content() == "yes"
    page.locator(".CodeMirror textarea").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Ask"


def test_the_first_key_skips_to_the_content(context: Any, server: Server) -> None:
    page = Seen(context, server, "/queries").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_search_is_made_by_keyboard(context: Any, server: Server) -> None:
    page = Seen(context, server, "/").page
    page.get_by_role("searchbox", name="Search papers, people and things").focus()
    page.keyboard.type("Zhihang Yuan")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    page.get_by_role("link", name="Zhihang Yuan", exact=True).first.press("Enter")
    page.wait_for_url("**/page/person/*")
    assert page.locator("h1").text_content() == "Zhihang Yuan"


def folder_of(server: Server) -> Path:
    return server.log.parent / "build"


def test_the_page_for_verdicts_has_no_barriers(look: Any, reviewed: Server) -> None:
    check(Seen(look, reviewed, "/review"))


def test_verdicts_are_given_with_one_key_each(context: Any, reviewed: Server) -> None:
    page = Seen(context, reviewed, "/review").page
    for key in "sbdnu":
        page.keyboard.press(key)
    chosen = page.evaluate("[...document.querySelectorAll('input:checked')].map((one) => one.value).slice(0, 3)")
    assert chosen == ["different", "", "undecided"]
    page.get_by_label("Who decides").fill("sud")
    page.get_by_label("The server's token").fill(TOKEN)
    page.keyboard.press("Enter")
    page.wait_for_url("**/review?written=2")
    assert [each.who for each in own_verdicts(folder_of(reviewed))] == ["sud", "sud"]


def test_verdicts_are_given_without_scripts(chromium: Any, reviewed: Server) -> None:
    before = len(own_verdicts(folder_of(reviewed)))
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{reviewed.url}review")
    page.get_by_label("the same").first.check()
    page.get_by_label("Who decides").fill("ada")
    page.get_by_label("The server's token").fill("guessed")
    page.get_by_role("button", name="Write the verdicts").click()
    assert "token" in page.get_by_role("alert").text_content()
    page.get_by_label("Who decides").fill("ada")
    page.get_by_label("The server's token").fill(TOKEN)
    page.get_by_role("button", name="Write the verdicts").click()
    page.wait_for_url("**/review?written=1")
    assert len(own_verdicts(folder_of(reviewed))) == before + 1
    context.close()
