"""A graph behind a SPARQL endpoint: SPARQL 1.1 Protocol, https://www.w3.org/TR/sparql11-protocol/."""

from __future__ import annotations

import time
from http.client import HTTPException, HTTPResponse
from urllib.error import URLError
from urllib.parse import quote, urlencode, urlsplit, urlunsplit
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request

import pyoxigraph
from pyoxigraph import QueryResultsFormat, RdfFormat

import kg
from kg.errors import KgError, QueryError, QueryFailed, StoreError
from kg.store._answer import Reply, replied
from kg.store._pause import BUSY, LONGEST, pause
from kg.store._tokens import form, names_graphs

_TABLES = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
}
_GRAPHS = {
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/turtle": RdfFormat.TURTLE,
    "application/x-turtle": RdfFormat.TURTLE,
    "text/plain": RdfFormat.N_TRIPLES,
}
_ACCEPT = {
    "table": "application/sparql-results+json, application/sparql-results+xml;q=0.8",
    "graph": "application/n-triples, text/turtle;q=0.8",
}
_CHUNK = 1 << 16
MOST_BYTES = 1 << 30
"""The longest answer that is taken, in bytes."""


class RemoteStore:
    """An endpoint. Reaches that URL and no other: a redirect is an error that names the new place."""

    def __init__(self, url: str, *, timeout: float = 60.0) -> None:
        """Keep the endpoint's URL; nothing is sent before the first query."""
        parts = urlsplit(url)
        if not parts.hostname or "@" in parts.netloc:
            raise StoreError(_shown(url), "not a usable endpoint", expected="a URL with a host, without a password")
        self._url = quote(urlunsplit(parts), safe=":/?#[]@!$&'()*+,;=%~")
        self._timeout = timeout

    def reply(self, sparql: str) -> Reply:
        """The endpoint's answer, whole and of the right kind; one that is busy is asked again while there is time."""
        deadline = time.monotonic() + self._timeout
        tried = 1
        while True:
            response, body = self._once(sparql, deadline)
            if response.status not in BUSY:
                break
            wait = pause(tried, response.headers.get("Retry-After"))
            if wait is None or time.monotonic() + wait >= deadline:
                raise self._busy(response.status, body, tried, wait)
            time.sleep(wait)
            tried += 1
        if response.status != 200:
            raise self._refused(response.status or 0, body, response.headers.get("Location"))
        return self._read(body, response.headers.get_content_type())

    def close(self) -> None:
        """Nothing is held between queries."""

    def _once(self, sparql: str, deadline: float) -> tuple[HTTPResponse, bytes]:
        """The response to the query, whatever it says, and its body."""
        try:
            with self._posted(sparql, deadline - time.monotonic()) as response:
                return response, self._body(response, deadline)
        except TimeoutError as error:
            raise self._late() from error
        except (HTTPException, OSError) as error:
            reason = error.reason if isinstance(error, URLError) else error
            if isinstance(reason, TimeoutError):
                raise self._late() from error
            raise StoreError(self._url, f"no answer ({reason})", do="is an endpoint running there?") from error

    def _posted(self, sparql: str, seconds: float) -> HTTPResponse:
        """The response to the query, sent as a form."""
        wants_graph = form(sparql) in {"CONSTRUCT", "DESCRIBE"}
        fields = {"query": sparql}
        if not names_graphs(sparql):
            fields["union-default-graph"] = "true"  # Oxigraph's; others see the union anyway or are set to, and skip it
        request = Request(  # noqa: S310 the scheme is http or https, see `locate`
            self._url,
            data=urlencode(fields).encode(),
            headers={
                "Accept": _ACCEPT["graph" if wants_graph else "table"],
                "Content-Type": "application/x-www-form-urlencoded",
                "User-Agent": f"paperkg/{kg.__version__}",
            },
        )
        opener = OpenerDirector()  # neither redirects nor file: and ftp:, which the usual opener follows
        for handler in (ProxyHandler(), HTTPHandler(), HTTPSHandler()):
            opener.add_handler(handler)
        response: HTTPResponse = opener.open(request, timeout=max(seconds, 0.001))
        return response

    def _body(self, response: HTTPResponse, deadline: float) -> bytes:
        """All bytes of the response, within the deadline however slowly they drip."""
        parts: list[bytes] = []
        size = 0
        while part := response.read1(_CHUNK):
            parts.append(part)
            size += len(part)
            if time.monotonic() > deadline:
                raise TimeoutError
            if size > MOST_BYTES:
                raise QueryFailed(self._url, f"the answer is longer than {MOST_BYTES >> 20} MiB", do="add a LIMIT")
        if response.length:
            raise QueryFailed(self._url, f"the answer is cut off: {response.length} bytes are missing")
        return b"".join(parts)

    def _late(self) -> KgError:
        return QueryFailed(
            self._url, f"no whole answer within {self._timeout:g} s", do="ask for less, or raise --timeout"
        )

    def _busy(self, status: int, body: bytes, tried: int, wait: float | None) -> KgError:
        """The error when there is no time, or no sense, in asking once more."""
        asks = f", and asks to wait {wait:.0f} s" if wait is not None and wait > LONGEST else ""
        often = f"asked {tried} times" if tried > 1 else "asked once"
        return QueryFailed(
            self._url,
            f"the endpoint is busy or down (HTTP {status}, {often}{asks}): {_first(body)}".rstrip(": "),
            do="try later, ask for less, or raise --timeout",
        )

    def _refused(self, status: int, body: bytes, location: str | None) -> KgError:
        """The error that a status other than 200 means."""
        said = _first(body)
        if status in range(300, 400):
            return StoreError(
                self._url, f"moved (HTTP {status}) to {location}", do="say that URL with -g if you trust it"
            )
        if status == 400:
            return QueryError(self._url, f"the endpoint refuses the query: {said}")
        if status in {408, 422, 500}:
            return QueryFailed(self._url, f"the endpoint failed (HTTP {status}): {said}")
        return StoreError(self._url, f"HTTP {status}: {said}", expected="a SPARQL endpoint")

    def _read(self, body: bytes, media: str) -> Reply:
        """The reply that the body holds."""
        try:
            if media in _GRAPHS:
                return Reply("triples", _n_triples(body, _GRAPHS[media], self._url))
            if media in _TABLES:
                return replied(pyoxigraph.parse_query_results(body, _TABLES[media]))
        except SyntaxError as error:
            raise QueryFailed(self._url, f"the answer is cut off or damaged ({error})") from error.with_traceback(None)
        known = " or ".join(sorted({*_TABLES, *_GRAPHS}))
        raise StoreError(self._url, f"answers {media}", expected=known, do="is this the URL of its query service?")


def _first(body: bytes) -> str:
    """The beginning of what a server says, in one line."""
    return " ".join(body[:2000].decode("utf-8", "replace").split())[:300]


def _n_triples(body: bytes, rdf: RdfFormat, base: str) -> bytes:
    """The triples of a body in any format, as N-Triples."""
    triples = (quad.triple for quad in pyoxigraph.parse(body, rdf, base_iri=base))
    return pyoxigraph.serialize(triples, format=RdfFormat.N_TRIPLES) or b""


def _shown(url: str) -> str:
    """The URL without what stands before the host."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
