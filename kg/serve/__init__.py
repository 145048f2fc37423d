"""**serve**: a graph over HTTP, to people and to machines, safe to leave on.

A route is a file in this folder with `PATHS`, `METHODS`, `SUMMARY` and `answer(request)`.
A leading underscore marks what the routes share.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import ModuleType
from typing import TYPE_CHECKING

from kg import registry
from kg.serve._settings import Limits, Settings

if TYPE_CHECKING:
    from starlette.applications import Starlette

__all__ = ["Limits", "Settings", "app", "names", "run"]


def names() -> list[str]:
    """The routes there are, sorted."""
    return registry.names(sys.modules[__name__])


def routes() -> dict[str, ModuleType]:
    """The routes by name."""
    return registry.members(sys.modules[__name__])


def app(settings: Settings) -> Starlette:
    """The application, which opens its graph when it is started; `StoreError` when there is no graph."""
    from starlette.applications import Starlette
    from starlette.routing import Route

    from kg.serve._gate import Gate, failed
    from kg.serve._site import Site

    site = Site(settings)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        try:
            await site.open()
            site.watch()
            yield
        finally:
            await site.close()

    members = routes().values()
    table = [Route(path, each.answer, methods=[*each.METHODS]) for each in members for path in each.PATHS]
    made = Starlette(routes=table, lifespan=lifespan, exception_handlers=dict(failed()))
    made.state.site = site
    made.add_middleware(Gate, settings=settings)
    return made


def run(settings: Settings) -> int:
    """Serve until told to stop (Ctrl-C, SIGTERM), then finish what is being answered; the exit code."""
    from kg.serve._server import serve

    return serve(app(settings), settings)
