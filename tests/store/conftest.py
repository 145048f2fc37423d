"""One graph (toy.trig) in every form that a graph can have."""

from __future__ import annotations

import gzip
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import RdfFormat

from kg.ask.worker import Worker
from kg.store import Store, build_store, connect

TOY = Path(__file__).parents[1] / "ask" / "toy.trig"


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build folder: graph.nq and store/."""
    folder = tmp_path_factory.mktemp("build")
    pyoxigraph.serialize(pyoxigraph.parse(path=TOY), folder / "graph.nq", RdfFormat.N_QUADS)
    build_store(folder / "graph.nq", folder / "store")
    return folder


@pytest.fixture(scope="session")
def endpoint(build: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The query URL of a real Oxigraph server, whose default graph is not the union unless it is asked for."""
    folder = tmp_path_factory.mktemp("server")
    build_store(build / "graph.nq", folder / "db")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    binary = Path(sys.executable).with_name("oxigraph")
    if not binary.exists():
        pytest.skip("no oxigraph server here: pip install oxigraph")
    command: list[str | Path] = [binary, "serve", "--location", folder / "db", "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _wait(port)
            yield f"http://127.0.0.1:{port}/query"
        finally:
            server.terminate()


def _wait(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("the server did not start within 10 s")


@pytest.fixture(params=["build", "store folder", "TriG file", "N-Quads file, packed", "worker process", "endpoint"])
def store(request: pytest.FixtureRequest, build: Path, tmp_path: Path) -> Iterator[Store]:
    """The same graph behind each implementation of `Store`."""

    def packed() -> Store:
        path = tmp_path / "graph.nq.gz"
        path.write_bytes(gzip.compress((build / "graph.nq").read_bytes()))
        return connect(path)

    makers: dict[str, Callable[[], Store]] = {
        "build": lambda: connect(build),
        "store folder": lambda: connect(build / "store"),
        "TriG file": lambda: connect(TOY),
        "N-Quads file, packed": packed,
        "worker process": lambda: Worker(build, timeout=30, memory=4 << 30),
        "endpoint": lambda: connect(request.getfixturevalue("endpoint"), timeout=30),
    }
    made = makers[request.param]()
    yield made
    made.close()
