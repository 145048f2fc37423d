"""Every IRI under the graph's base leads on: people to a page, programs to the data.

Cool URIs for the Semantic Web, W3C 2008, section 4.3: 303, since a person or a method
is no document. `/id/...` stands for the base; a base whose own path is asked for here
works as well.
"""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.serve._accept import best
from kg.serve._formats import GRAPHS

PATHS = ("/id/{local:path}",)
METHODS = ("GET",)
SUMMARY = "where an IRI leads: 303 to its page or its data"
SAFE = "/:@!$&'()*+,;=~"


async def answer(request: Request) -> Response:
    """The way to the page for who prefers HTML, else to the data in the format that is wanted."""
    local = local_of(request, "/id/")
    offers = ["text/html", *(media for f in GRAPHS.values() for media in (f.media.partition(";")[0], *f.also))]
    wanted = best(offers, request.headers.get("accept", ""))
    to = f"/page/{local}"
    if wanted not in {None, "text/html"}:
        suffix = next(f.suffix for f in GRAPHS.values() if wanted in (f.media.partition(";")[0], *f.also))
        to = f"/data/{local}.{suffix}"
    return RedirectResponse(to, 303, headers={"Vary": "Accept"})


def local_of(request: Request, prefix: str) -> str:
    """What follows the prefix in the path, percent-encoded as the request has it: it is a part of an IRI."""
    raw = request.scope.get("raw_path") or quote(request.url.path).encode()
    path = raw.decode("latin-1").partition("?")[0]
    return quote(path.removeprefix(prefix), safe=SAFE + "%")
