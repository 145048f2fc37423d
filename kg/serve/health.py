"""Whether the server answers queries, for who watches it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kg.serve._orders import Question
from kg.serve._site import Site

PATHS = ("/health",)
METHODS = ("GET",)
SUMMARY = "whether it works"


async def answer(request: Request) -> Response:
    """`ok`, once a process has answered."""
    site: Site = request.app.state.site
    await site.pool.ask([Question("ASK {}")], trusted=True)
    return Response("ok\n", media_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"})
