"""Requests to the one server a person has named: kept open, bounded, retried where that can help.

No redirect is followed and no proxy is asked. A connection that breaks and a 503
are tried again a few times, which is safe for PUT and for queries; whatever else
goes wrong is a `LoadError` of one line.
"""

from __future__ import annotations

import contextlib
import http.client
import re
import socket
import ssl
import time
from dataclasses import dataclass
from http import HTTPStatus
from typing import BinaryIO
from urllib.parse import SplitResult, quote, urlsplit

from kg.errors import BadParameter, LoadError
from kg.load._auth import Challenge

CONNECT = 10.0
"""Seconds to wait for a connection."""
ANSWER = 600.0
"""Seconds to wait for an answer: a store may take minutes to commit a large graph."""
PAUSES = (0.0, 0.5, 1.0, 2.0)
"""Seconds to wait before each further try; the first is for a connection that was merely kept too long."""
LONGEST_PAUSE = 10.0
"""The most that a server's `Retry-After` is heeded, in seconds."""
LARGEST_ANSWER = 16 * 1024 * 1024
"""Bytes of an answer that are read; more is an error."""

_BROKEN = (ConnectionResetError, BrokenPipeError, ConnectionAbortedError, http.client.IncompleteRead)
_DO: dict[int, str] = {
    HTTPStatus.UNAUTHORIZED: "check --user NAME and the password in KG_LOAD_PASSWORD",
    HTTPStatus.FORBIDDEN: "this user may not write there: ask the store's keeper, or give another --user",
    HTTPStatus.NOT_FOUND: "check --to: for Oxigraph it is http://HOST:7878/store",
    HTTPStatus.METHOD_NOT_ALLOWED: "check --to: it must be the Graph Store address, not the query endpoint",
    HTTPStatus.NOT_IMPLEMENTED: "check --to: it must be the Graph Store address, not the query endpoint",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "raise the server's limit, or load in bulk: see --recipe",
}


@dataclass(frozen=True, slots=True)
class Reply:
    """A server's answer, whole."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def ok(self) -> bool:
        """Whether the server says that it did what was asked."""
        return 200 <= self.status < 300

    @property
    def is_page(self) -> bool:
        """Whether it is a web page, as an address that is no store's gives."""
        return bool(self.body) and self.headers.get_content_type() in {"text/html", "application/xhtml+xml"}

    @property
    def said(self) -> str:
        """The status and the first line of text, safe to print."""
        phrase = HTTPStatus(self.status).phrase if self.status in set(HTTPStatus) else ""
        lines = [] if self.is_page else self.body[:1000].decode("utf-8", "replace").strip().splitlines()
        text = re.sub(r"[^\x20-\x7e\xa0-\ud7ff]", "?", lines[0])[:200] if lines else phrase
        return f"{self.status} {text}".strip()


def checked(option: str, url: str) -> SplitResult:
    """The parts of an address that can be asked; `BadParameter` says what is wrong with one that cannot."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        usable = False
    if not usable or re.search(r"[\x00-\x20\x7f]", url):
        raise BadParameter(option, f"not an address: {url!r}", expected="e.g. http://127.0.0.1:7878/store")
    if parts.username is not None or parts.password is not None:
        raise BadParameter(option, "names a user", do="give --user NAME and set KG_LOAD_PASSWORD instead")
    return parts._replace(fragment="")


def refusal(url: str, reply: Reply) -> LoadError:
    """The error that says what the server answered and what to do about it."""
    if reply.ok and reply.is_page:
        return LoadError(url, "answers with a web page, not as a store", do=_DO[HTTPStatus.NOT_FOUND])
    moved = reply.headers.get("Location", "")
    if 300 <= reply.status < 400 and moved:
        return LoadError(url, f"has moved ({reply.status})", do=f"if you trust it, give the new address: {moved!r}")
    if reply.status >= 500 and reply.status not in _DO:
        return LoadError(url, f"the server failed: {reply.said}", do="look into its log, then load again")
    return LoadError(url, f"the server says {reply.said}", do=_DO.get(reply.status, ""))


class Client:
    """Sends requests, with one open connection a server and the user's name where a server asks for it."""

    def __init__(self, user: str | None = None, password: str = "") -> None:
        """`user` is named only to servers that ask who it is."""
        self._user = user
        self._password = password
        self._open: dict[str, http.client.HTTPConnection] = {}
        self._challenges: dict[str, Challenge] = {}

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *error: object) -> None:
        for connection in self._open.values():
            connection.close()

    def send(self, method: str, url: str, *, body: BinaryIO, headers: dict[str, str]) -> Reply:
        """The server's answer, whatever it says; `LoadError` when there is none."""
        parts = urlsplit(url)
        for pause in (*PAUSES, None):
            try:
                reply = self._known(method, parts, body=body, headers=headers)
            except _BROKEN as error:
                self._drop(parts)
                if pause is None:
                    raise LoadError(url, f"the connection broke {len(PAUSES) + 1} times", do="load again") from error
            else:
                if reply.status != HTTPStatus.SERVICE_UNAVAILABLE or pause is None:
                    return reply
                pause = max(pause, _asked_pause(reply))
            time.sleep(pause)
        raise AssertionError("the last round returns or raises")

    def _known(self, method: str, parts: SplitResult, *, body: BinaryIO, headers: dict[str, str]) -> Reply:
        """The answer; when it asks who we are, the answer to the same request with a user."""
        reply = self._exchange(method, parts, body=body, headers=headers)
        if reply.status == HTTPStatus.UNAUTHORIZED and self._user is not None:
            challenge = Challenge.parse(reply.headers.get_all("WWW-Authenticate") or [])
            if challenge:
                self._challenges[parts.netloc] = challenge
                return self._exchange(method, parts, body=body, headers=headers)
        return reply

    def _exchange(self, method: str, parts: SplitResult, *, body: BinaryIO, headers: dict[str, str]) -> Reply:
        target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~") + (f"?{parts.query}" if parts.query else "")
        challenge = self._challenges.get(parts.netloc)
        if challenge and self._user is not None:
            answer = challenge.answer(self._user, self._password, method=method, target=target)
            headers = headers | {"Authorization": answer}
        size = body.seek(0, 2)
        body.seek(0)
        connection = self._connected(parts)
        try:
            # a server may refuse a body before it has read it: its answer then tells more than the broken pipe
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                connection.request(method, target, body, headers | {"Content-Length": str(size)})
            return self._read(connection, parts)
        except TimeoutError as error:
            raise LoadError(parts.geturl(), f"no answer in {ANSWER:.0f} seconds", do="look at the server") from error
        except (http.client.RemoteDisconnected, http.client.IncompleteRead):
            raise
        except http.client.HTTPException as error:
            raise LoadError(parts.geturl(), "what answers there does not speak HTTP", do="check --to") from error

    def _read(self, connection: http.client.HTTPConnection, parts: SplitResult) -> Reply:
        with connection.getresponse() as response:
            content = response.read(LARGEST_ANSWER + 1)
        if len(content) > LARGEST_ANSWER:
            self._drop(parts)
            raise LoadError(parts.geturl(), f"an answer of more than {LARGEST_ANSWER:,} bytes", do="check --to")
        if response.will_close:
            self._drop(parts)
        return Reply(response.status, response.headers, content)

    def _connected(self, parts: SplitResult) -> http.client.HTTPConnection:
        """The open connection to the server, or a new one."""
        connection = self._open.get(parts.netloc)
        if connection is None or connection.sock is None:
            connection = self._open[parts.netloc] = _connect(parts)
        return connection

    def _drop(self, parts: SplitResult) -> None:
        connection = self._open.pop(parts.netloc, None)
        if connection:
            connection.close()


def _connect(parts: SplitResult) -> http.client.HTTPConnection:
    """A new connection; `LoadError` says why there is none."""
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=CONNECT)
    where = f"{parts.scheme}://{parts.netloc}"
    try:
        connection.connect()
    except ConnectionRefusedError as error:
        raise LoadError(where, "nothing answers there", do="start the store, or check host and port") from error
    except TimeoutError as error:
        raise LoadError(where, f"no connection in {CONNECT:.0f} seconds", do="check host and port") from error
    except ssl.SSLError as error:
        raise LoadError(where, f"no secure connection: {error.reason or error}", do="http:// instead?") from error
    except (socket.gaierror, UnicodeError) as error:
        raise LoadError(where, "no machine of that name", do="check the address") from error
    except OSError as error:
        raise LoadError(where, error.strerror or str(error), do="check host and port") from error
    connection.sock.settimeout(ANSWER)
    return connection


def _asked_pause(reply: Reply) -> float:
    """The seconds of `Retry-After`, bounded; its form as a date is not heeded."""
    asked = reply.headers.get("Retry-After", "")
    return min(float(asked), LONGEST_PAUSE) if re.fullmatch("[0-9]{1,6}", asked) else 0.0
