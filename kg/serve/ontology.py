"""The ontology: a page of its terms for people, the file for programs."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.document import page
from kg.files import shipped
from kg.serve._accept import best

PATHS = ("/ontology", "/ontology.ttl")
METHODS = ("GET",)
SUMMARY = "the ontology"
_POLICY = "frame-ancestors 'none'"
"""Beside the page's own."""


async def answer(request: Request) -> Response:
    """The page for who prefers HTML, else the file as it ships."""
    wanted = best(["text/html", "text/turtle"], request.headers.get("accept", ""))
    if request.url.path.endswith(".ttl") or wanted == "text/turtle":
        text = (shipped("ontology") / "kg.ttl").read_text(encoding="utf-8")
        return Response(text, media_type="text/turtle; charset=utf-8", headers={"Vary": "Accept"})
    return HTMLResponse(page(), headers={"Vary": "Accept", "Content-Security-Policy": _POLICY})
