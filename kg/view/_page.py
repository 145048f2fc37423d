"""A network as an HTML page: our own template and scripts around vis-network, as pyvis ships it.

What comes from records goes into a JSON island, which no browser runs, and into
escaped text. The Content-Security-Policy names the hashes of the scripts, taken
from the files as shipped, before anything is put into the page.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from types import ModuleType
from typing import NamedTuple

import networkx as nx
from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from kg.view._links import safe_url
from kg.view._model import model, order_of

VIS = "lib/vis-9.1.2/vis-network.min.js"
SCRIPTS = ("draw.js", "labels.js", "page.js")


class Inline(NamedTuple):
    """A script or style sheet that we ship, and its hash as a Content-Security-Policy names it."""

    source: Markup
    hash: str


class Row(NamedTuple):
    """A node in the table."""

    label: str
    type: str
    url: str
    degree: int
    neighbours: list[str]


def render(picture: ModuleType, graph: nx.Graph[str], counts: Sequence[str], notices: Sequence[str]) -> str:
    """The page of a picture's network; `counts` and `notices` are said beside it."""
    seen = model(graph)
    return template("page.html.j2").render(
        picture=picture,
        counts=counts,
        notices=notices,
        groups=seen["groups"],
        shapes=seen["shapes"],
        rows=[_row(graph, node) for node in order_of(graph)],
        island=Markup(island(seen)),  # noqa: S704 `island` escapes it
        style=inline(asset("page.css")),
        scripts=[inline(_vis()), *(inline(asset(name)) for name in SCRIPTS)],
    )


def render_index(pages: Sequence[object], names: Sequence[str]) -> str:
    """The page that lists pictures and files."""
    return template("index.html.j2").render(pages=pages, files=names, style=inline(asset("index.css")))


def island(values: object) -> str:
    r"""The values as JSON that is safe inside `<script>`: no `<`, `>` or `&`, and no line ends that JSON lacks.

    >>> print(island({"a": "</script>"}))
    {"a":"\u003c/script\u003e"}
    """
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.translate({ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"})


def _row(graph: nx.Graph[str], node: str) -> Row:
    here = graph.nodes[node]
    neighbours = sorted(graph.nodes[other]["label"] for other in graph[node])
    return Row(here["label"], here["type"], safe_url(here["url"]), len(neighbours), neighbours)


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
def _vis() -> str:
    """vis-network's library file, without the line that leads developer tools to a file that is not there."""
    source = (files("pyvis") / VIS).read_text(encoding="utf-8")
    return source.partition("//# sourceMappingURL=")[0]


@cache
def template(name: str) -> Template:
    """A page's template; what is put into it is escaped."""
    shipped = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return shipped.from_string(asset(name))
