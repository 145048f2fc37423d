"""A server that misbehaves gets a clear error, and no other server hears of us."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from kg.errors import KgError, QueryError, QueryFailed, StoreError
from kg.store import _pause, connect
from kg.store import _remote as remote

JSON = b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"literal","value":"x"}}]}}'
Act = Callable[[BaseHTTPRequestHandler], None]


class Server(ThreadingHTTPServer):
    """Does what the test says with each request, and remembers it."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.act: Act = lambda handler: give(handler)
        self.seen: list[tuple[str, str, dict[str, str], dict[str, list[str]]]] = []
        self.url = f"http://127.0.0.1:{self.server_port}/sparql"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        self.server.seen.append((self.command, self.path, dict(self.headers), parse_qs(body)))
        self.server.act(self)

    do_GET = do_POST  # noqa: N815 the name that http.server calls

    def log_message(self, *args: object) -> None: ...


def give(
    handler: BaseHTTPRequestHandler,
    body: bytes = JSON,
    *,
    status: int = 200,
    media: str = "application/sparql-results+json",
) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", media)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    with contextlib.suppress(BrokenPipeError):  # the client did not wait
        handler.wfile.write(body)


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield made
    made.shutdown()
    thread.join()
    made.server_close()


def failure(server: Server, *, timeout: float = 5, query: str = "SELECT ?a WHERE { ?a ?b ?c }") -> KgError:
    with pytest.raises(KgError) as error:
        connect(server.url, timeout=timeout).reply(query).answer()
    assert "\n" not in str(error.value)
    return error.value


def test_the_query_goes_as_a_form_with_the_fitting_accept_header(server: Server) -> None:
    connect(server.url).reply("SELECT ?a WHERE { ?a ?b 'é&=+' }")
    method, path, headers, form = server.seen[0]
    assert (method, path, form["query"]) == ("POST", "/sparql", ["SELECT ?a WHERE { ?a ?b 'é&=+' }"])
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert headers["Accept"].startswith("application/sparql-results+json")
    assert form["union-default-graph"] == ["true"]
    server.act = lambda handler: give(handler, b"<urn:a> <urn:b> 1 .", media="text/turtle; charset=utf-8")
    reply = connect(server.url).reply("PREFIX e: <urn:> # SELECT\n construct { ?a e:b 1 } FROM <urn:g> { ?a e:b 1 }")
    assert len(reply.answer()) == 1  # type: ignore[arg-type]
    assert server.seen[1][2]["Accept"].startswith("application/n-triples")
    assert "union-default-graph" not in server.seen[1][3]


def test_results_in_xml_are_understood(server: Server) -> None:
    body = b"""<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/><boolean>true</boolean></sparql>"""
    server.act = lambda handler: give(handler, body, media="application/sparql-results+xml")
    assert connect(server.url).reply("ASK {}").answer() is True


@pytest.mark.parametrize("target", ["http://127.0.0.1:9/", "file:///etc/passwd", "/elsewhere"])
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(server: Server, status: int, target: str) -> None:
    def act(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Location", target)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    server.act = act
    error = failure(server)
    assert isinstance(error, StoreError)
    assert target in str(error)
    assert len(server.seen) == 1


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, QueryError),
        (401, StoreError),
        (404, StoreError),
        (422, QueryFailed),
        (500, QueryFailed),
    ],
)
def test_a_status_is_an_error_with_what_the_server_says(server: Server, status: int, kind: type[KgError]) -> None:
    server.act = lambda handler: give(handler, b"because\nof  this", status=status, media="text/plain")
    error = failure(server)
    assert type(error) is kind
    assert "because of this" in str(error)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tries again without much of a wait."""
    monkeypatch.setattr(_pause, "FIRST", 0.001)


def then_answers(server: Server, *statuses: int, after: str | None = None) -> None:
    """Let the server say these, one after another, and then answer."""

    def act(handler: BaseHTTPRequestHandler) -> None:
        if len(server.seen) > len(statuses):
            give(handler)
            return
        handler.send_response(statuses[len(server.seen) - 1])
        if after:
            handler.send_header("Retry-After", after)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    server.act = act


@pytest.mark.usefixtures("quick")
def test_a_busy_endpoint_is_asked_again_until_it_answers(server: Server) -> None:
    then_answers(server, 429, 502, 503, 504)
    assert len(connect(server.url).reply("SELECT ?a WHERE { ?a ?b ?c }").answer()) == 1  # type: ignore[arg-type]
    assert len(server.seen) == 5
    assert len({str(seen[3]) for seen in server.seen}) == 1


@pytest.mark.usefixtures("quick")
def test_an_endpoint_that_stays_busy_is_an_error_that_says_how_often_it_was_asked(server: Server) -> None:
    then_answers(server, *[503] * 20)
    error = failure(server)
    assert isinstance(error, QueryFailed)
    assert "HTTP 503, asked 6 times" in str(error)
    assert len(server.seen) == 6


@pytest.mark.usefixtures("quick")
def test_the_pause_that_the_endpoint_asks_for_is_made(server: Server) -> None:
    then_answers(server, 503, after="1")
    start = time.monotonic()
    connect(server.url).reply("ASK {}")
    assert 1 <= time.monotonic() - start < 4


def test_a_pause_longer_than_the_time_left_is_not_made(server: Server) -> None:
    then_answers(server, 429, after="3600")
    start = time.monotonic()
    assert "asked once, and asks to wait 3600 s" in str(failure(server))
    assert time.monotonic() - start < 3


def test_pauses_grow_and_heed_a_date() -> None:
    assert [_pause.pause(tried, None) for tried in range(1, 7)] == [0.5, 1, 2, 4, 8, None]
    assert _pause.pause(1, "nonsense") == _pause.pause(1, "Mon, 01 Jan 2001 00:00:00 GMT") == 0.5
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=100), usegmt=True)
    assert 95 < (_pause.pause(1, later) or 0) <= 100


def test_a_page_is_no_answer(server: Server) -> None:
    server.act = lambda handler: give(handler, b"<html>", media="text/html")
    error = failure(server)
    assert isinstance(error, StoreError)
    assert "text/html" in str(error)


def test_a_cut_off_answer_is_an_error_although_the_status_is_200(server: Server) -> None:
    server.act = lambda handler: give(handler, JSON[:-4])
    assert isinstance(failure(server), QueryFailed)


def test_a_lost_connection_is_an_error(server: Server) -> None:
    def act(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/sparql-results+json")
        handler.send_header("Content-Length", str(len(JSON) + 10))
        handler.end_headers()
        handler.wfile.write(JSON)

    server.act = act
    assert "10 bytes are missing" in str(failure(server))


def test_the_deadline_holds_when_the_server_drips(server: Server) -> None:
    def act(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/sparql-results+json")
        handler.end_headers()
        for _ in range(100):
            try:
                handler.wfile.write(b" ")
            except OSError:
                return
            time.sleep(0.05)

    server.act = act
    start = time.monotonic()
    error = failure(server, timeout=0.5)
    assert isinstance(error, QueryFailed)
    assert "0.5 s" in str(error)
    assert time.monotonic() - start < 2


def test_the_deadline_holds_when_the_server_is_silent(server: Server) -> None:
    released = threading.Event()

    def act(handler: BaseHTTPRequestHandler) -> None:
        released.wait(5)
        give(handler)

    server.act = act
    start = time.monotonic()
    error = failure(server, timeout=0.3)
    released.set()
    assert isinstance(error, QueryFailed)
    assert time.monotonic() - start < 2


def test_an_answer_without_end_is_cut(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "MOST_BYTES", 10)
    error = failure(server)
    assert isinstance(error, QueryFailed)
    assert "longer than" in str(error)


def test_nobody_there() -> None:
    with pytest.raises(StoreError, match="no answer"):
        connect("http://127.0.0.1:9/sparql", timeout=2).reply("ASK {}")


@pytest.mark.parametrize("url", ["http://", "http://user:secret@127.0.0.1/sparql"])
def test_an_unusable_url_is_refused_and_a_password_not_repeated(url: str) -> None:
    with pytest.raises(StoreError) as error:
        connect(url)
    assert "secret" not in str(error.value)
