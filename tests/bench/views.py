"""How quick network pages are in a browser, beside plain pyvis.

The network is a made-up library: papers, people, topics and venues in communities,
2.1 links a node, some nodes linked with nothing. Times are CPU seconds of the page's main
thread, as Chromium counts them: until the first full draw, and for a frame while the
picture is dragged with the mouse. pyvis as it comes computes its places in the page;
what has not drawn after `PATIENCE` seconds is stopped. With places from us, and physics
off, it shows what its renderer takes alone.
"""

from __future__ import annotations

import random
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import networkx as nx

from kg.view import _page
from kg.view._looks import Look
from tests.bench import NotHere, Rows, cpu

TITLE = "network pages in Chromium"
SIZES = (200, 1_000, 5_000, 20_000)
PATIENCE = 90
"""Seconds of wall clock."""
AS_IT_COMES = 1_000
"""Up to so many nodes pyvis is tried as it comes; with more it has no chance."""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--js-flags=--expose-gc"]
PICTURE = SimpleNamespace(
    TITLE="A library", SUMMARY="Made up.", LEGEND="Kinds", NODES=("thing", "things"), WEIGHT="Links"
)
KINDS = ["Person"] * 46 + ["Paper"] * 45 + ["Topic"] * 7 + ["Venue"] * 2
FIELDS = ("storage", "parsing", "vision", "routing", "fuzzing", "retrieval", "pruning", "speech", "proofs", "caching")
NAMES = ("Ada", "Bo", "Cleo", "Dan", "Eve", "Fay", "Gil", "Hal", "Ivy", "Jo", "Kim", "Lee", "Max", "Noa", "Oto", "Pia")

OURS = "window.paperkg?.ready && paperkg.frames() > 0"
PYVIS = "typeof network === 'object' && network.body && window.__frames > 0"
SETTLED = "window.__settled"
FRAMES = "window.paperkg?.frames?.() ?? window.__frames"
MADE = "network = new vis.Network(container, data, options);"
WATCHED = """
network.once("stabilizationIterationsDone", () => {
  network.once("afterDrawing", () => { window.__settled = true; });
});
"""
"""What we put after pyvis' own line, to know when it has drawn."""
COUNT = """
window.__frames = 0;
const paint = CanvasRenderingContext2D.prototype.clearRect;
CanvasRenderingContext2D.prototype.clearRect = function (...box) {
  if (this.canvas.width > 400) window.__frames += 1;
  return paint.apply(this, box);
};
"""


def rows() -> Rows:
    """Milliseconds, megabytes and kilobytes for each page at each size."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        raise NotHere("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    yield "page", "made in CPU s", "first draw ms", "drag ms/frame", "heap MB", "file kB", "console, net"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=FLAGS)
        for size in SIZES:
            graph = library(size)
            for name, make, drawn in pages(size):
                seconds, html = cpu(lambda graph=graph, make=make: make(graph))
                yield (
                    f"{size:,} nodes, {graph.number_of_edges():,} links: {name}",
                    f"{seconds:.1f}",
                    *measured(browser, html, drawn),
                )
        browser.close()


def pages(size: int) -> list[tuple[str, Callable[[nx.Graph[str]], str], str]]:
    """What is compared at a size: name, what makes the page, and when it has drawn."""
    found = [("ours", ours, OURS), ("pyvis, places given", placed_pyvis, PYVIS)]
    return [*found, ("pyvis as it comes", plain_pyvis, SETTLED)] if size <= AS_IT_COMES else found


def ours(graph: nx.Graph[str]) -> str:
    return _page.render(PICTURE, graph, (f"{len(graph):,} things",), ())


def plain_pyvis(graph: nx.Graph[str]) -> str:
    """The page that pyvis makes of the nodes and links."""
    from pyvis.network import Network

    net = Network(cdn_resources="in_line")
    for node, here in graph.nodes(data=True):
        net.add_node(node, label=here["label"], title=here["type"])
    net.add_edges(list(graph.edges))
    html: str = net.generate_html()
    return html.replace(MADE, MADE + WATCHED)


def placed_pyvis(graph: nx.Graph[str]) -> str:
    """The same with places from our layout, without physics, and without pyvis' slow way to add links."""
    from pyvis.network import Network

    from kg.view._layout import place

    places = place(graph, dict.fromkeys(graph, 6.0))
    net = Network(cdn_resources="in_line")
    net.nodes = [
        {"id": node, "label": here["label"], "shape": "dot", "size": 6, "x": places[node][0], "y": places[node][1]}
        for node, here in graph.nodes(data=True)
    ]
    net.edges = [{"from": left, "to": right} for left, right in graph.edges]
    net.toggle_physics(status=False)
    html: str = net.generate_html()
    return html


def measured(browser: Any, html: str, drawn: str) -> tuple[str, ...]:
    """First draw, a frame of a drag, heap and file size; errors in the console and requests that left the page."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    context.add_init_script(COUNT)
    context.route("http*://**", lambda route: route.abort())
    page = context.new_page()
    seen: list[str] = []
    page.on("console", lambda said: said.type == "error" and seen.append("error"))
    page.on("request", lambda request: request.url.startswith("http") and seen.append("request"))
    session = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    size = f"{len(html.encode()) / 1000:,.0f}"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        path.write_text(html, encoding="utf-8")
        page.goto(path.as_uri(), wait_until="commit")
        took = first_draw(page, session, drawn)
        rest = (dragged(page, session), heap(session)) if took is not None else ("-", "-")
        context.close()
    said = f"{seen.count('error')}, {seen.count('request')}"
    return f"{took:,.0f}" if took is not None else f"> {PATIENCE} s", *rest, size, said


def first_draw(page: Any, session: Any, drawn: str) -> float | None:
    """Milliseconds of the main thread until the page says that it has drawn."""
    start = time.monotonic()
    while time.monotonic() - start < PATIENCE:
        if page.evaluate(f"() => Boolean({drawn})"):
            return busy(session) * 1000
        page.wait_for_timeout(50)
    return None


def dragged(page: Any, session: Any) -> str:
    """Milliseconds of the main thread a frame while the mouse drags the picture, and the frames."""
    page.wait_for_timeout(600)
    frames, before = page.evaluate(f"() => {FRAMES}"), busy(session)
    page.mouse.move(700, 450)
    page.mouse.down()
    for step in range(60):
        page.mouse.move(700 + 4 * step, 450 + 2 * step)
        page.wait_for_timeout(16)
    page.mouse.up()
    page.wait_for_timeout(600)
    drawn = page.evaluate(f"() => {FRAMES}") - frames
    return f"{(busy(session) - before) * 1000 / max(drawn, 1):,.1f} ({drawn})"


def busy(session: Any) -> float:
    """CPU seconds of the page's main thread so far."""
    return float(metrics(session)["TaskDuration"])


def heap(session: Any) -> str:
    """Megabytes of JavaScript's heap after it has been tidied."""
    session.send("HeapProfiler.collectGarbage")
    return f"{metrics(session)['JSHeapUsedSize'] / 1e6:,.1f}"


def metrics(session: Any) -> dict[str, float]:
    return {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}


def library(size: int) -> nx.Graph[str]:
    """A made-up library of so many papers, people, topics and venues."""
    chance = random.Random(size)  # noqa: S311 no secret
    looks = {"Paper": Look(0, "page"), "Person": Look(1), "Topic": Look(6, "pentagon"), "Venue": Look(9, "star")}
    graph: nx.Graph[str] = nx.Graph(looks=looks)
    homes = max(4, size // 80)
    members: list[list[str]] = [[] for _ in range(homes)]
    for number in range(size):
        iri, home = f"https://example.org/id/{number}", (number // 3) % homes
        graph.add_node(iri, **thing(number, home, chance))
        members[home].append(iri)
    for _ in range(int(size * 2.3)):
        number = chance.randrange(int(size * 0.9))
        near = members[(number // 3) % homes if chance.random() < 0.87 else chance.randrange(homes)]
        other = (
            near[min(int(chance.paretovariate(0.8)) - 1, len(near) - 1)]
            if chance.random() < 0.7
            else chance.choice(near)
        )
        if other != f"https://example.org/id/{number}":
            graph.add_edge(f"https://example.org/id/{number}", other, weight=1.0, label="with")
    for node, links in graph.degree:
        graph.nodes[node]["weight"] = float(links)
    return graph


def thing(number: int, home: int, chance: random.Random) -> dict[str, object]:
    """What one node says."""
    kind, field = KINDS[number % 100], FIELDS[home % 10]
    label = {
        "Person": f"{chance.choice(NAMES)} {chance.choice(NAMES)}son {number}",
        "Paper": f"On {field} and {chance.choice(FIELDS)} in practice, part {number}",
        "Topic": f"{field} {home}",
        "Venue": f"Conference {number}",
    }[kind]
    years = [2000 + chance.randrange(25)] if kind == "Paper" else []
    return {"label": label, "type": kind, "years": years, "facts": [("Field", field)], "topics": [f"{field} {home}"]}
