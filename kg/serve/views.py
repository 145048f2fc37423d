"""The pictures and files of the build, where the graph is one."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from kg import folder
from kg.serve._gate import HEADERS
from kg.serve._problem import Problem
from kg.serve._site import Site
from kg.view import FILES

PATHS = ("/views/{name}", "/files/{name}", "/index.html")
METHODS = ("GET",)
SUMMARY = "the pictures and files of the build"
_MEDIA = {".nq": "application/n-quads", ".ttl": "text/turtle", ".md": "text/markdown; charset=utf-8"}


def names(site: Site) -> list[str]:
    """The pictures there are, by the names of their files."""
    return sorted(path.name for path in (site.state.folder / folder.VIEWS).glob("*.html"))


async def answer(request: Request) -> Response:
    """The file. A picture has a policy of its own, which allows its scripts by their hashes and no network."""
    site: Site = request.app.state.site
    name = request.path_params.get("name", "")
    if request.url.path == "/index.html":
        return RedirectResponse("/", 303)
    if request.url.path.startswith("/views/"):
        if name not in names(site):
            raise Problem(404, "no such picture")
        policy = "frame-ancestors 'none'; connect-src 'none'; object-src 'none'"
        return _file(site.state.folder / folder.VIEWS / name, {"Content-Security-Policy": policy})
    if name not in FILES or not (site.state.folder / name).is_file():
        raise Problem(404, "no such file")
    return _file(site.state.folder / name, {})


def _file(path: Path, headers: dict[str, str]) -> Response:
    return FileResponse(path, media_type=_MEDIA.get(path.suffix), headers=HEADERS | headers)
