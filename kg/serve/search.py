"""The search: things by what they are called, papers by what they say, the best first."""

from __future__ import annotations

import asyncio

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import BadParameter
from kg.find import KINDS, Hit
from kg.serve._cells import Cell
from kg.serve._hangup import while_there
from kg.serve._pages import page
from kg.serve._site import Site

PATHS = ("/search", "/api/search")
METHODS = ("GET",)
SUMMARY = "things by name, papers by what they say"
_LONGEST = 200
_MOST = 50


async def answer(request: Request) -> Response:
    """The page, or the hits as JSON."""
    site: Site = request.app.state.site
    words = " ".join(request.query_params.get("q", "").split())[:_LONGEST]
    kind = request.query_params.get("type", "")
    found = await while_there(request, _found(site, words, kind)) if words else []
    if request.url.path == "/api/search":
        if not words:
            raise BadParameter("q", "a value is missing", expected="words to look for")
        return Response(msgspec.json.encode(found), media_type="application/json")
    shown = [(hit, Cell(hit.label, site.href(hit.iri)), _pieces(hit)) for hit in found]
    return page(request, "search.html.j2", words=words, found=shown, kinds=sorted(KINDS), kind=kind, most=_MOST)


async def _found(site: Site, words: str, kind: str) -> list[Hit]:
    index = await site.index()
    return await asyncio.to_thread(index.find, words, kinds=[kind] if kind else [], limit=_MOST)


def _pieces(hit: Hit) -> list[tuple[str, bool]]:
    """The excerpt in pieces, and whether each is a word that was looked for."""
    pieces, at = [], 0
    for start, end in hit.marks:
        pieces += [(hit.excerpt[at:start], False), (hit.excerpt[start:end], True)]
        at = end
    return [*pieces, (hit.excerpt[at:], False)] if hit.excerpt != hit.label else []
