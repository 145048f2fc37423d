"""A real Chromium, and pages opened in it from files, with all that they ask for and complain of written down."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import networkx as nx
import pytest

from kg import view
from kg.view import _page
from kg.view._looks import Look

VIEW = Path(__file__).parents[1] / "view"
TRIPWIRE = "window.alert = window.prompt = window.confirm = () => { window.__ran = 1; };"


def path_of_chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    program = path_of_chromium()
    if program is None:
        pytest.skip("no Chromium on this machine")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def scriptless(chromium: Any) -> Iterator[Any]:
    """A browser that runs no script at all: what Playwright switches off leaves `noscript` hidden."""
    flags = [*FLAGS, "--blink-settings=scriptEnabled=false"]
    browser = chromium.browser_type.launch(executable_path=path_of_chromium(), args=flags)
    yield browser
    browser.close()


WITHOUT_WEBGL = """
const context = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
  return kind.startsWith("webgl") ? null : context.call(this, kind, ...more);
};
"""
RENDERERS = ("vis", "sigma", "canvas")


class Opened:
    """A page that is open, the requests it made beside its own, and what it wrote to the console as an error."""

    def __init__(self, page: Any, url: str) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: request.url.startswith((url, "blob:")) or self.requests.append(request.url))
        page.on("console", lambda said: said.type != "error" or self.complaints.append(said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(url)

    def wait(self, condition: str) -> None:
        """Waits until the script's expression is true; by hand, since the page's policy allows no evaluation."""
        for _ in range(200):
            if self.page.evaluate(f"() => Boolean({condition})"):
                return
            self.page.wait_for_timeout(25)
        raise AssertionError(f"never true: {condition}")

    def ready(self) -> Opened:
        self.wait("window.paperkg?.ready && paperkg.frames() > 0")
        return self

    def say(self, expression: str) -> Any:
        return self.page.evaluate(f"() => {expression}")

    def labels(self, expression: str = "shownNodes()") -> set[str]:
        """The labels of nodes, by default of those that are shown."""
        return set(self.say(f"({expression}).map(({{label}}) => label)"))

    def number(self, label: str) -> int:
        return int(self.page.evaluate("label => paperkg.graph().nodes.find((node) => node.label === label).id", label))

    def selected(self) -> str | None:
        found: str | None = self.say("paperkg.graph().nodes[paperkg.choice.selected]?.label ?? null")
        return found

    def spot(self, label: str) -> tuple[float, float]:
        """Where the node is in the window."""
        found = self.page.evaluate(
            """label => {
                 const box = document.getElementById("network").getBoundingClientRect();
                 const node = paperkg.graph().nodes.find((one) => one.label === label);
                 const {x, y} = lensOf(paperkg.lens()).toScreen(node);
                 return [box.left + x, box.top + y];
               }""",
            label,
        )
        return found[0], found[1]

    def colours(self, selector: str = "#network canvas") -> int:
        """How many different colours a canvas shows."""
        script = """selector => {
             const canvas = document.querySelector(selector);
             const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
             const seen = new Set();
             for (let at = 0; at < data.length; at += 4) seen.add(data.slice(at, at + 4).join());
             return seen.size;
           }"""
        return int(self.page.evaluate(script, selector))


@pytest.fixture
def open_page(chromium: Any, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Opens HTML as a file; options are those of a browser's context."""
    contexts = []

    def opened(html: str, *, webgl: bool = True, after: str = "", **options: Any) -> Opened:
        path = tmp_path / f"page{len(contexts)}.html"
        path.write_text(html, encoding="utf-8")
        context = chromium.new_context(viewport={"width": 1400, "height": 900}, reduced_motion="reduce", **options)
        context.add_init_script(TRIPWIRE if webgl else TRIPWIRE + WITHOUT_WEBGL)
        contexts.append(context)
        return Opened(context.new_page(), path.as_uri() + after)

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def pages() -> dict[str, str]:
    """Each picture of the rows in `tests/view/golden`."""

    def rows_of(query: str, **_: str) -> list[dict[str, Any]]:
        path = VIEW / "golden" / f"{query}.rows.json"
        return list(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else []

    return {name: view.html(name, rows_of) for name in view.networks()}


PICTURE = SimpleNamespace(
    TITLE="A small world", SUMMARY="People and papers.", LEGEND="Kinds", NODES=("thing", "things"), WEIGHT="Papers"
)


def small_world() -> nx.Graph[str]:
    """Two groups of people with a bridge, their papers, and everything that a picture may say of its nodes."""
    graph: nx.Graph[str] = nx.Graph()
    for index, name in enumerate(("Ann", "Ben", "Cleo", "Dan", "Eve", "Fay", "Gil", "Hal")):
        home = "graphs" if index < 4 else "kernels"
        graph.add_node(
            f"https://example.org/id/{name}", label=name, type="Person", weight=float(8 - index), years=[2015 + index],
            facts=[("Papers", str(8 - index))], measures={"PageRank": 0.5 / (index + 1)}, topics=[home],
            url=f"https://example.org/{name}", links=[("ORCID", "https://orcid.org/0000-0001")],
            evidence=[(f"{name} writes on {home}.", "A paper", "https://example.org/paper")],
        )  # fmt: skip
    graph.add_node("https://example.org/id/p", label="On bridges", type="Paper", weight=1.0, years=[2020])
    pairs = (
        "Ann Ben",
        "Ann Cleo",
        "Ben Cleo",
        "Cleo Dan",
        "Ann Dan",
        "Eve Fay",
        "Eve Gil",
        "Fay Gil",
        "Gil Hal",
        "Eve Hal",
    )
    for pair in (*pairs, "Dan Eve"):
        first, second = (f"https://example.org/id/{name}" for name in pair.split())
        graph.add_edge(
            first, second, weight=2.0, label="2 papers", type="wrote with", notes=[f"Paper of {pair}"], source=first
        )
    graph.add_edge(
        "https://example.org/id/p", "https://example.org/id/Hal", label="by", source="https://example.org/id/p"
    )
    graph.graph["looks"] = {"Person": Look(1), "Paper": Look(0, "page")}
    graph.graph["notices"] = ["This world is made up."]
    return graph


def world_page(few: int) -> str:
    """The small world as a page, drawn by vis-network up to so many nodes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.view._page.FEW", few)
        graph = small_world()
        return _page.render(PICTURE, graph, (f"{len(graph)} things",), ())


@pytest.fixture(scope="session")
def worlds() -> dict[str, str]:
    """The small world for each renderer; the canvas is what sigma.js' page falls back to."""
    large = world_page(1)
    return {"vis": world_page(1000), "sigma": large, "canvas": large}


@pytest.fixture(params=[*RENDERERS[:2], pytest.param("canvas", marks=pytest.mark.slow)])
def world(request: pytest.FixtureRequest, worlds: dict[str, str], open_page: Callable[..., Opened]) -> Opened:
    """The small world, open and drawn, by each renderer in turn."""
    return open_page(worlds[request.param], webgl=request.param != "canvas").ready()


@pytest.fixture
def plain_world(worlds: dict[str, str], open_page: Callable[..., Opened]) -> Opened:
    """The small world, open and drawn, for what does not depend on the renderer."""
    return open_page(worlds["vis"]).ready()
