"""A real Oxigraph server, a proxy in front of it that a test can make lie, and a server that says what it is told."""

import http.client
import itertools
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

import pytest

from kg.load import _http

TOY = Path(__file__).parents[1] / "export" / "toy.trig"


class Said(NamedTuple):
    """One request as a server got it."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


Answer = tuple[int, bytes, dict[str, str]]
"""What a server says to one request: status, body, headers."""

Respond = Callable[[Said], Answer | None]
"""What to answer to a request; `None` breaks the connection."""


@contextmanager
def _answering(respond: Respond) -> Iterator[tuple[str, list[Said]]]:
    """The address of a server that answers as the function says, and what it has been sent."""
    heard: list[Said] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_one(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            said = Said(self.command, self.path, dict(self.headers), body)
            heard.append(said)
            answer = respond(said)
            if answer is None:
                self.close_connection = True
                return
            status, content, headers = answer
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(content))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_PUT = do_POST = handle_one  # noqa: N815 names that the library looks for

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", heard
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _asked(url: str, method: str, path: str, *, body: bytes = b"", headers: dict[str, str] | None = None) -> Answer:
    """What a server answers."""
    connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=10)
    try:
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        kept = {name: value for name, value in response.getheaders() if name.lower() in {"content-type", "location"}}
        return response.status, response.read(), kept
    finally:
        connection.close()


@pytest.fixture(scope="session")
def toy() -> Path:
    """A small graph by the contract, in five named graphs."""
    return TOY


@pytest.fixture(scope="session")
def answering() -> Callable[[Respond], AbstractContextManager[tuple[str, list[Said]]]]:
    """`answering(respond)`: a server; a test imports nothing from here."""
    return _answering


@pytest.fixture(scope="session")
def asked() -> Callable[..., Answer]:
    """`asked(url, method, path, body=, headers=)`: what a server answers."""
    return _asked


@pytest.fixture
def nobody() -> str:
    """An address where nothing answers."""
    return f"http://127.0.0.1:{_free_port()}"


@pytest.fixture(scope="session")
def oxigraph() -> str:
    """The path of the server's binary, which the test extra installs."""
    beside = Path(sys.executable).with_name("oxigraph")
    found = str(beside) if beside.exists() else shutil.which("oxigraph")
    if found is None:
        pytest.skip("no oxigraph binary: pip install oxigraph")
    return found


@pytest.fixture
def server(oxigraph: str, tmp_path: Path) -> Iterator[str]:
    """The address of an empty Oxigraph server on loopback, stopped afterwards."""
    address = f"127.0.0.1:{_free_port()}"
    running = subprocess.Popen(
        [oxigraph, "serve", "--location", str(tmp_path / "db"), "--bind", address],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in itertools.takewhile(lambda _: running.poll() is None, range(500)):
            try:
                _asked(f"http://{address}", "GET", "/")
                break
            except OSError:
                time.sleep(0.02)
        else:
            pytest.fail("the Oxigraph server does not answer")
        yield f"http://{address}"
    finally:
        running.terminate()
        running.wait(timeout=10)


@pytest.fixture
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Retries without the wait."""
    monkeypatch.setattr(_http, "PAUSES", (0.0, 0.0))
    monkeypatch.setattr(_http, "LONGEST_PAUSE", 0.0)
