"""What a request to the SPARQL endpoint asks for.

SPARQL 1.1 Protocol, https://www.w3.org/TR/sparql11-protocol/, section 2.
"""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qsl

from msgspec import Struct
from starlette.requests import ClientDisconnect, Request

from kg.serve._problem import Problem

QUERY, UPDATE, FORM = "application/sparql-query", "application/sparql-update", "application/x-www-form-urlencoded"
_BODY = 4 << 20
_WAIT = 20.0
"""Seconds until a request's body has to be there."""
_FIELDS = 1_000


class Operation(Struct, frozen=True, kw_only=True):
    """A query or an update (`kind`), the graphs that the request names for it, and the format; or nothing at all."""

    kind: str = ""
    text: str = ""
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    format: str | None = None


async def operation(request: Request) -> Operation:
    """The operation that is asked for; `Problem` when the request is not in the protocol."""
    fields = pairs(request.url.query)
    if request.method in {"GET", "HEAD"}:
        if any(name == "update" for name, _ in fields):
            raise Problem(405, "an update wants POST", headers={"Allow": "POST"})
        return _of_fields(fields)
    media, charset = _media(request)
    if media == FORM:
        return _of_fields([*fields, *pairs(_text(await body(request)))])
    if media not in {QUERY, UPDATE}:
        raise Problem(415, f"a body of the type {media or 'that is not said'}; expected {QUERY}, {UPDATE} or {FORM}")
    if charset not in {"", "utf-8", "utf8"}:
        raise Problem(415, f"text in {charset}; expected UTF-8")
    kind = "query" if media == QUERY else "update"
    if any(name in {"query", "update"} for name, _ in fields):
        raise Problem(400, "a query in the URL and another in the body")
    return _of_fields([*fields, (kind, _text(await body(request)))])


def pairs(text: str) -> list[tuple[str, str]]:
    """The fields of a form or of a URL's query; `Problem` when they are not in UTF-8."""
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except ValueError as error:
        raise Problem(400, f"the form cannot be read ({error})") from error


async def body(request: Request, most: int = _BODY) -> bytes:
    """The whole body; `Problem` when it is too large or does not come."""
    parts, size = [], 0
    try:
        async with asyncio.timeout(_WAIT):
            async for part in request.stream():
                size += len(part)
                if size > most:
                    raise Problem(413, f"a body of more than {most:,} bytes")
                parts.append(part)
    except TimeoutError as error:
        raise Problem(408, "the body did not come") from error
    except ClientDisconnect as error:
        raise Problem(400, "the body is cut off") from error
    return b"".join(parts)


def _of_fields(fields: list[tuple[str, str]]) -> Operation:
    """The operation that the fields say; each but those that name graphs stands once."""
    texts = [(name, text) for name, text in fields if name in {"query", "update"}]
    if len(texts) > 1:
        raise Problem(400, f"{len(texts)} queries or updates; expected one")
    if not texts:
        return Operation()
    kind, text = texts[0]
    prefix = "" if kind == "query" else "using-"
    default = "default-graph-uri" if kind == "query" else "using-graph-uri"
    return Operation(
        kind=kind,
        text=text,
        default=tuple(value for name, value in fields if name == default),
        named=tuple(value for name, value in fields if name == f"{prefix}named-graph-uri"),
        format=next((value for name, value in fields if name == "format"), None),
    )


def _media(request: Request) -> tuple[str, str]:
    """The type of the body and its encoding, as the request says them."""
    media, *parameters = (part.strip().lower() for part in request.headers.get("content-type", "").split(";"))
    charset = next((each.partition("=")[2].strip('"') for each in parameters if each.startswith("charset=")), "")
    return media, charset


def _text(read: bytes) -> str:
    try:
        return read.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem(400, f"not UTF-8 at byte {error.start}") from error
