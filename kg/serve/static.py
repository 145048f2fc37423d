"""The style sheets, scripts and letters of the pages."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response

from kg.serve._problem import Problem

PATHS = ("/static/{name}",)
METHODS = ("GET",)
SUMMARY = "what the pages are made of"
_MEDIA = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
}


async def answer(request: Request) -> Response:
    """The file."""
    name = request.path_params["name"]
    if name not in _shipped():
        raise Problem(404, "no such file")
    content = _shipped()[name]
    return Response(content, media_type=_MEDIA[name.rpartition(".")[2]], headers={"Cache-Control": "max-age=3600"})


@cache
def _shipped() -> dict[str, bytes]:
    """All files that may be asked for, by name."""
    folders = [files("kg.serve") / "_assets", files("kg.serve") / "_assets" / "yasqe"]
    return {
        each.name: each.read_bytes()
        for folder in folders
        if folder.is_dir()
        for each in folder.iterdir()
        if each.is_file() and each.name.rpartition(".")[2] in _MEDIA
    }
