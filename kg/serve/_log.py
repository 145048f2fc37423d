"""The access log: a line a request, on stderr, that no request can write a second line into."""

from __future__ import annotations

import logging
import sys
from urllib.parse import quote

from starlette.types import Scope

_LONGEST = 300


def line(scope: Scope, status: int, size: int, seconds: float) -> str:
    """Who asked for what, and what became of it: `127.0.0.1 GET /sparql?query=ASK%20%7B%7D 200 26 0.0031`.

    Status 0 is a reply that was never begun.
    """
    client = scope.get("client") or ("-", 0)
    query = scope.get("query_string", b"").decode("latin-1")
    path = quote(scope["path"], safe="/:;,=@!$&'()*+~") + (f"?{query}" if query else "")
    shown = path if len(path) <= _LONGEST else f"{path[:_LONGEST]}..."
    clean = "".join(letter if letter.isprintable() and letter != " " else "?" for letter in shown)
    return f"{client[0]} {scope['method']} {clean} {status} {size} {seconds:.4f}"


def start() -> None:
    """Write the log to stderr, each line with its time."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%Y-%m-%dT%H:%M:%S%z"))
    for name in ("kg.serve", "uvicorn.error"):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.setLevel(logging.INFO if name == "kg.serve" else logging.WARNING)
        logger.propagate = False
