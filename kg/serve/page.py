"""The page of a thing: what it is, what is known of it and from where, and what stands around it."""

from __future__ import annotations

import asyncio

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response

from kg.serve._hangup import while_there
from kg.serve._pages import page
from kg.serve._problem import Problem
from kg.serve._site import Site
from kg.serve._thing import thing
from kg.serve.id import local_of

PATHS = ("/page/{local:path}", "/page")
METHODS = ("GET",)
SUMMARY = "pages of things, for people"


async def answer(request: Request) -> Response:
    """The page; 304 for a browser that has it as the graph is now, 404 when the graph says nothing of the thing."""
    site: Site = request.app.state.site
    iri = request.query_params.get("iri") or site.about.base + local_of(request, "/page/")
    try:
        NamedNode(iri)
    except ValueError as error:
        raise Problem(400, "no IRI") from error
    headers = {"Vary": "Accept", "ETag": site.about.tag, "Cache-Control": "no-cache"}
    if request.headers.get("if-none-match") == site.about.tag:
        return Response(status_code=304, headers=headers)
    made = await while_there(request, site.once(f"page {iri}", lambda: _made(request, site, iri)))
    return Response(made, media_type="text/html; charset=utf-8", headers=headers)


async def _made(request: Request, site: Site, iri: str) -> bytes:
    """The page as it is sent."""
    found = await thing(site, iri)
    if found is None:
        raise Problem(404, f"the graph says nothing of <{iri}>")
    shown = await asyncio.to_thread(page, request, "thing.html.j2", it=found, local=site.local(iri))
    return bytes(shown.body)
