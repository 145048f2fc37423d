"""The one shape in which an error is told: RFC 9457, "Problem Details for HTTP APIs"; a page for people.

No error that is ours to mend says more than that there is one: the log has the rest.
"""

from __future__ import annotations

import http

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import (
    AnswerTooLarge,
    BadParameter,
    KgError,
    OutOfMemory,
    QueryError,
    QueryFailed,
    QueryRefused,
    QueryTimeout,
    ServerBusy,
    UnknownName,
)
from kg.serve._accept import best

MEDIA = "application/problem+json"
_STATUS: tuple[tuple[type[KgError], int], ...] = (
    (UnknownName, 404),
    (BadParameter, 400),
    (QueryTimeout, 504),
    (ServerBusy, 503),
    (OutOfMemory, 422),
    (AnswerTooLarge, 422),
    (QueryFailed, 500),
    (QueryRefused, 403),
    (QueryError, 400),
)


class Problem(Exception):
    """A request that is not answered, with the status that says why."""

    def __init__(self, status: int, detail: str, *, headers: dict[str, str] | None = None) -> None:
        """Say the status, the reason and what headers go with it."""
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = headers or {}


def problem_of(error: KgError) -> Problem:
    """The problem that an error of ours is to who asked."""
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
    return Problem(status, str(error), headers={"Retry-After": "5"} if status == 503 else None)


def told(request: Request, problem: Problem) -> Response:
    """The problem as a page for who prefers HTML, else as JSON."""
    title = http.HTTPStatus(problem.status).phrase
    headers = {**problem.headers, "Vary": "Accept"}
    media = best(["application/json", MEDIA, "text/html"], request.headers.get("accept", ""))
    if media == "text/html":
        from kg.serve._pages import page

        response = page(request, "problem.html.j2", status=problem.status, title=title, detail=problem.detail)
        response.status_code = problem.status
        response.headers.update(headers)
        return response
    body = {"type": "about:blank", "title": title, "status": problem.status, "detail": problem.detail}
    return Response(msgspec.json.encode(body), problem.status, headers, media_type=MEDIA)
