"""A network as an HTML page: our own template and scripts around one of two renderers.

Up to `FEW` nodes that is vis-network, as pyvis ships it; more are drawn by sigma.js
with WebGL. What comes from records goes into a JSON island, which no browser runs,
and into escaped text. The Content-Security-Policy names the hashes of the scripts,
taken from the files as shipped, before anything is put into the page.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import networkx as nx
from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from kg.view._island import island
from kg.view._model import model
from kg.view._plain import NAMED, rows

FEW = 1000
"""How many nodes vis-network draws without stutter."""
VIS = "lib/vis-9.1.2/vis-network.min.js"
STYLES = ("palette.css", "base.css")
"""What all pages share."""
SCRIPTS = (
    "graph.js",
    "theme.js",
    "shown.js",
    "shape.js",
    "labels.js",
    "scene.js",
    "canvas.js",
    "layers.js",
    "camera.js",
    "panel.js",
    "path.js",
    "search.js",
    "legend.js",
    "filters.js",
    "pen.js",
    "gexf.js",
    "files.js",
    "rows.js",
    "fragment.js",
    "keys.js",
    "page.js",
)
"""In the order in which they are read: each knows those before it."""


class Inline(NamedTuple):
    """A script or style sheet that we ship, and its hash as a Content-Security-Policy names it."""

    source: Markup
    hash: str


def render(picture: object, graph: nx.Graph[str], counts: Sequence[str], notices: Sequence[str]) -> str:
    """The page of a picture's network; `counts` and `notices` are said beside it."""
    seen = model(graph, getattr(picture, "WEIGHT", "Weight"))
    packed = island(seen)
    return template("page.html.j2").render(
        picture=picture,
        counts=counts,
        notices=[*notices, *graph.graph.get("notices", ())],
        model=seen,
        rows=rows(graph),
        named=len(graph) <= NAMED,
        island=Markup(packed.text),  # noqa: S704 `island` escapes it
        island_type=packed.type,
        style=style("page.css", "panel.css"),
        scripts=[inline(source) for source in _scripts(len(graph))],
    )


def render_index(pages: Sequence[object], names: Sequence[str]) -> str:
    """The page that lists pictures and files."""
    return template("index.html.j2").render(pages=pages, files=names, style=style("index.css"))


def style(*names: str) -> Inline:
    """The sheets as one, after those that all pages share."""
    return inline("\n".join(asset(name) for name in (*STYLES, *names)))


def inline(source: str) -> Inline:
    """The source and its hash; line ends are as the HTML parser will see them."""
    plain = source.replace("\r\n", "\n").replace("\r", "\n")
    digest = base64.b64encode(hashlib.sha256(plain.encode()).digest()).decode()
    return Inline(Markup(plain), f"'sha256-{digest}'")  # noqa: S704 a file that we ship


@cache
def asset(name: str) -> str:
    """The text of a file that we ship for pages."""
    return (files("kg.view") / "_assets" / name).read_text(encoding="utf-8")


@cache
def template(name: str) -> Template:
    """A page's template; what is put into it is escaped."""
    shipped = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return shipped.from_string(asset(name))


def _scripts(nodes: int) -> list[str]:
    """The library that draws so many nodes, what adapts it, and all that is the same for both."""
    few = nodes <= FEW
    adapter = "vis.js" if few else "sigma.js"
    return [
        _vis() if few else asset("sigma/sigma.min.js"),
        *(asset(name) for name in (*SCRIPTS[:-1], adapter, SCRIPTS[-1])),
    ]


@cache
def _vis() -> str:
    """vis-network's library file, without the line that leads developer tools to a file that is not there."""
    source = (files("pyvis") / VIS).read_text(encoding="utf-8")
    return source.partition("//# sourceMappingURL=")[0]
