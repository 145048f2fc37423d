"""The ontology as one HTML page: no script, no network, every term with an anchor of its own name."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from kg.document._diagram import CSS, diagram
from kg.document._terms import OURS, read, short


def page() -> str:
    """The page."""
    found = read()
    shipped = files("kg.document") / "_assets"
    style = (shipped / "ontology.css").read_text(encoding="utf-8") + CSS
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["short"] = short
    template = environment.from_string((shipped / "ontology.html.j2").read_text(encoding="utf-8"))
    return template.render(
        ontology=found,
        ours=OURS,
        style=Markup(style),  # noqa: S704 our own
        digest=digest,
        diagram=Markup(diagram(found, alone=False)),  # noqa: S704 `diagram` escapes what it writes
    )
