"""A real Chromium, and pages opened in it from files, with all that they ask for and complain of written down."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kg import view

VIEW = Path(__file__).parents[1] / "view"
TRIPWIRE = "window.alert = window.prompt = window.confirm = () => { window.__ran = 1; };"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no Chromium on this machine")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        browser = driver.chromium.launch(executable_path=program, args=flags)
        yield browser
        browser.close()


class Opened:
    """A page that is open, the requests it made beside its own, and what it wrote to the console."""

    def __init__(self, page: Any, url: str) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: request.url == url or self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(url)

    def state(self) -> Any:
        return self.page.evaluate("paperkg.state()")

    def nodes(self) -> list[dict[str, Any]]:
        return list(self.page.evaluate("paperkg.graph.nodes"))

    def number(self, label: str) -> int:
        return next(node["id"] for node in self.nodes() if node["label"] == label)

    def spot(self, number: int) -> tuple[float, float]:
        """Where the node is in the window."""
        found = self.page.evaluate(
            """id => {
                 const box = document.getElementById("network").getBoundingClientRect();
                 const node = paperkg.graph.nodes[id];
                 const {x, y} = paperkg.network.canvasToDOM({x: node.x, y: node.y});
                 return [box.left + x, box.top + y];
               }""",
            number,
        )
        return found[0], found[1]

    def colours(self) -> int:
        """How many different colours the canvas shows, of a sample of its pixels."""
        script = """() => {
             const canvas = document.querySelector("#network canvas");
             const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
             const seen = new Set();
             for (let at = 0; at < data.length; at += 4) seen.add(data.slice(at, at + 4).join());
             return seen.size;
           }"""
        return int(self.page.evaluate(script))


@pytest.fixture
def open_page(chromium: Any, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Opens HTML as a file; options are those of a browser's context."""
    contexts = []

    def opened(html: str, **options: Any) -> Opened:
        path = tmp_path / f"page{len(contexts)}.html"
        path.write_text(html, encoding="utf-8")
        context = chromium.new_context(viewport={"width": 1400, "height": 900}, reduced_motion="reduce", **options)
        context.add_init_script(TRIPWIRE)
        contexts.append(context)
        return Opened(context.new_page(), path.as_uri())

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def pages() -> dict[str, str]:
    """Each picture of the rows in `tests/view/golden`."""

    def rows_of(query: str) -> list[dict[str, Any]]:
        return list(json.loads((VIEW / "golden" / f"{query}.rows.json").read_text(encoding="utf-8")))

    return {name: view.html(name, rows_of) for name in view.networks()}
