"""What every request passes: who is asked for, from where, what each reply tells a browser, and a line in the log.

Host is checked, so that a page whose name is made to lead here (DNS rebinding) gets
nothing. Origin is checked where something can be changed. Reading is free to all.
"""

from __future__ import annotations

import ipaddress
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.errors import KgError
from kg.serve._hangup import Gone
from kg.serve._log import line
from kg.serve._problem import Problem, problem_of, told
from kg.serve._settings import Settings

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""A browser loads what this server has, and runs no script that stands in a page."""
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "X-Notice, Link, ETag",
}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST",
    "Access-Control-Allow-Headers": "Accept, Content-Type",
    "Access-Control-Max-Age": "86400",
}
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
LOG = logging.getLogger("kg.serve")

Handler = Callable[[Request, Any], Awaitable[Response]]


class Gate:
    """Wraps the application."""

    def __init__(self, inner: ASGIApp, settings: Settings) -> None:
        """Know the names that the server is called by."""
        self._inner = inner
        self._log = settings.log
        own = settings.host.strip("[]").lower()
        named = {host.lower() for host in settings.hosts}
        self._hosts = named | {own} | (_LOCAL if own in _LOCAL or _is_any(own) else frozenset())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse, and write a line in the log."""
        if scope["type"] != "http":
            return await self._inner(scope, receive, send)
        start, seen = time.perf_counter(), {"status": 0, "size": 0}
        reply = _replying(scope, send, seen)
        try:
            refused = self._refused(Request(scope))
            if refused is None:
                return await self._inner(scope, receive, reply)
            await refused(scope, receive, reply)
        finally:
            if self._log:
                LOG.info(line(scope, seen["status"], seen["size"], time.perf_counter() - start))

    def _refused(self, request: Request) -> Response | None:
        """The reply to who may not ask, and to a browser that asks whether its page may; `None` for all others."""
        host = _host_of(request.headers.get("host", ""))
        if host not in self._hosts:
            return told(request, Problem(421, f"this server is not called {host[:100]!r}; start it with --allow-host"))
        origin = request.headers.get("origin")
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=_PREFLIGHT | {"Allow": "GET, HEAD, POST"})
        if origin and _changes(request) and not _same(request, origin):
            return told(request, Problem(403, "a page of another origin changes nothing here"))
        return None


def _is_any(host: str) -> bool:
    """Whether a host stands for all addresses of the machine."""
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def _host_of(header: str) -> str:
    """The name in a Host header, without the port."""
    try:
        return (urlsplit(f"//{header}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def _same(request: Request, origin: str) -> bool:
    """Whether the origin is this server."""
    return origin == f"{request.url.scheme}://{request.headers.get('host', '')}"


def _changes(request: Request) -> bool:
    """Whether the request could change something: with the token, or by its method or type."""
    said = request.headers
    by_type = "update" in said.get("content-type", "")
    return by_type or "authorization" in said or request.method in {"PUT", "DELETE", "PATCH"}


def _replying(scope: Scope, send: Send, seen: dict[str, int]) -> Send:
    """What sends a reply with all headers that each one has, and notes its status and size."""

    async def reply(message: Message) -> None:
        if message["type"] == "http.response.start":
            seen["status"] = message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in {**HEADERS, "Content-Security-Policy": POLICY}.items():
                headers.setdefault(name, value)
            if b"authorization" not in dict(scope["headers"]):
                for name, value in _CORS.items():
                    headers.setdefault(name, value)
        elif message["type"] == "http.response.body":
            seen["size"] += len(message.get("body", b""))
        await send(message)

    return reply


def failed() -> dict[Any, Handler]:
    """What answers for each kind of error; nothing of an unexpected one gets out but that it was."""

    async def problem(request: Request, error: Problem) -> Response:
        return told(request, error)

    async def ours(request: Request, error: KgError) -> Response:
        return told(request, problem_of(error))

    async def starlettes(request: Request, error: HTTPException) -> Response:
        headers = dict(error.headers) if error.headers else None
        return told(request, Problem(error.status_code, str(error.detail), headers=headers))

    async def gone(request: Request, error: Gone) -> Response:
        del request, error
        return Response(status_code=499)

    async def unexpected(request: Request, error: Exception) -> Response:
        LOG.error("unexpected %s at %s", type(error).__name__, request.url.path, exc_info=error)
        return told(request, Problem(500, "something went wrong here; the server's log says what"))

    return {Problem: problem, KgError: ours, HTTPException: starlettes, Gone: gone, Exception: unexpected}
