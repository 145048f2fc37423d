"""A server: in this process, through Starlette's test client, or a real one, started with `kg serve`."""

from __future__ import annotations

import contextlib
import itertools
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from starlette.testclient import TestClient

from kg.serve import Limits, Settings, app

TOY = Path(__file__).parents[1] / "ask" / "toy.trig"
TOKEN = "open sesame"  # noqa: S105 of test servers
WRITES = {"Authorization": f"Bearer {TOKEN}"}
HERE = "http://127.0.0.1:8000"


@contextlib.contextmanager
def client(graph: Path, **settings: Any) -> Iterator[TestClient]:
    with TestClient(
        app(Settings(graph=str(graph), log=False, **settings)),
        base_url=HERE,
        raise_server_exceptions=False,
        follow_redirects=False,
    ) as found:
        yield found


@pytest.fixture(scope="module")
def toy() -> Iterator[TestClient]:
    """A client of a server of the toy graph, read only."""
    with client(TOY, limits=Limits(seconds=20)) as found:
        yield found


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """The folder of a store that holds nothing."""
    pyoxigraph.Store(tmp_path / "store").flush()
    return tmp_path / "store"


@pytest.fixture(scope="session")
def _changed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("writable") / "store"
    pyoxigraph.Store(folder).flush()
    with client(folder, token=TOKEN, quick=1) as found:
        yield found


@pytest.fixture
def writable(_changed: TestClient) -> TestClient:
    """A client of a server of an empty store, which may be changed."""
    cleared = _changed.post("/sparql", data={"update": "DROP ALL"}, headers=WRITES)
    assert cleared.status_code == 204
    return _changed


class Server:
    """A real server, in a process of its own."""

    def __init__(self, process: subprocess.Popen[str], url: str, log: Path) -> None:
        self.process = process
        self.url = url
        self.port = int(url.rstrip("/").rpartition(":")[2])
        self.log = log


@contextlib.contextmanager
def started(graph: Path, log: Path, *options: str, token: str | None = None) -> Iterator[Server]:
    """`kg serve` on a graph, with these options, once it answers; it is stopped in the end."""
    command = [sys.executable, "-m", "kg", "serve", "-g", str(graph), "--port", "0", *options]
    environment = os.environ | ({"KG_TOKEN": token} if token else {})
    with log.open("w") as file:
        process = subprocess.Popen(command, stderr=file, text=True, env=environment)
    try:
        yield Server(process, _place(process, log), log)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _place(process: subprocess.Popen[str], log: Path) -> str:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        if found := re.search(r"serving at (\S+)", log.read_text()):
            return found[1]
        time.sleep(0.02)
    raise AssertionError(log.read_text())


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Starts `kg serve` on a graph, with these options; it is stopped in the end."""
    with contextlib.ExitStack() as stack:
        numbers = itertools.count()

        def start(graph: Path, *options: str, token: str | None = None) -> Server:
            log = tmp_path / f"serve{next(numbers)}.log"
            return stack.enter_context(started(graph, log, *options, token=token))

        yield start
