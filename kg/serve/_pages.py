"""HTML pages: our templates, in which whatever comes from the graph is escaped."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.serve._cells import Cell
from kg.serve._chart import Chart, chart
from kg.view._links import safe_url


def page(request: Request, template: str, **values: Any) -> Response:
    """A page of a template in `_assets/`."""
    site = request.app.state.site
    text = _environment().get_template(template).render(site=site, path=request.url.path, **values)
    return HTMLResponse(text, headers={"Vary": "Accept"})


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FunctionLoader(_source), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters["safe_url"] = safe_url
    made.globals["charted"] = _charted
    return made


def _charted(rows: tuple[tuple[Cell, ...], ...]) -> Chart | None:
    """Bars for rows of a name and a number."""
    return chart([(row[0].text, row[1].text) for row in rows])


def _source(name: str) -> str | None:
    found = files("kg.serve") / "_assets" / name
    return found.read_text(encoding="utf-8") if found.is_file() else None
