"""What goes wrong with endpoints that are left on, tried here; with a real server where the network matters."""

from __future__ import annotations

import http.client
import http.server
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pyoxigraph
import pytest
from starlette.testclient import TestClient

from kg.serve import Limits

from .conftest import TOKEN, TOY, WRITES, Server, client

pytestmark = pytest.mark.slow

PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
DOUBLED = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(30))
DOUBLING = f"SELECT (STRLEN(?x30) AS ?n) {{ BIND('0123456789' AS ?x0) {DOUBLED} }}"
VALUES = " ".join(f"VALUES ?v{n} {{ {' '.join(map(str, range(60)))} }}" for n in range(8))
HOSTILE = {
    "a product": PRODUCT,
    "a sorted product": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i",
    "paths": "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>)* ?b . ?c (!<urn:y>)* ?d . ?e (!<urn:z>)* ?f . ?g ?h ?i }",
    "all compared": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(STR(?a) = ?l) }",
    "values": f"SELECT (COUNT(*) AS ?n) {{ {VALUES} }}",
}


class Heard(http.server.BaseHTTPRequestHandler):
    """Notes every request, so that none can go unseen."""

    requests: list[str] = []  # noqa: RUF012 of the class: a handler lives for one request

    def do_GET(self) -> None:
        self.requests.append(self.path)
        self.send_response(404)
        self.end_headers()

    do_POST = do_GET  # noqa: N815 the base class says how it is called

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """The URL of a server that notes what is asked of it."""
    Heard.requests.clear()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Heard)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()
    assert Heard.requests == []


def said(port: int, method: str, path: str, body: str | None = None, **headers: str) -> tuple[int, bytes, Any]:
    """Status, body and headers of a reply of a real server."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        return response.status, response.read(), response.headers
    finally:
        connection.close()


def query(server: Server, text: str) -> tuple[int, bytes, Any]:
    return said(server.port, "GET", f"/sparql?{urlencode({'query': text})}")


def check_alive(server: Server, within: float = 1.0) -> None:
    start = time.perf_counter()
    assert query(server, "ASK {}")[0] == 200
    assert time.perf_counter() - start < within


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <{}/a> {{ ?s ?p ?o }} }",
        "ASK {{ OPTIONAL {{ {{ SELECT * {{ SERVICE SILENT <{}/b> {{ ?s ?p ?o }} }} }} }} }}",
        "ASK {{ FILTER EXISTS {{ SERVICE<{}/c>{{ ?s ?p ?o }} }} }}",
        "SELECT * FROM <{}/d> {{ ?s ?p ?o }}",
        "SELECT * FROM NAMED <{}/e> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        "LOAD <{}/f>",
        "INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{}/g> {{ ?s ?p ?o }} }}",
        "SELECT * FROM <file:///etc/passwd> {{ ?s ?p ?o }}",
        "LOAD <file:///etc/passwd> INTO GRAPH <urn:x>",
    ],
)
def test_nothing_is_fetched(writable: TestClient, elsewhere: str, text: str) -> None:
    text = text.replace("{{", "{").replace("}}", "}").replace("{}", elsewhere)
    for kind in ("query", "update"):
        response = writable.post("/sparql", data={kind: text}, headers=WRITES)
        assert response.status_code in {400, 403}, response.text
        assert response.headers["content-type"] == "application/problem+json"


def test_graphs_that_a_request_names_are_not_fetched(toy: TestClient, elsewhere: str) -> None:
    response = toy.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }", "default-graph-uri": f"{elsewhere}/a"})
    assert response.json()["results"]["bindings"] == []
    assert "not here" in response.headers["x-notice"]
    refused = toy.get("/sparql", params={"query": "ASK {}", "default-graph-uri": "file:///etc/passwd"})
    assert refused.status_code == 403


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT * {{ FILTER({'!' * 20_000}true) }}",
        "SELECT * " + "{" * 2_100 + "}" * 2_100,
        f"SELECT * {{ FILTER({'(' * 5_000}1{')' * 5_000}) }}",
        f"SELECT * {{ ?s {'(' * 15_000}<urn:p>{')' * 15_000} ?o }}",
    ],
    ids=["not", "group", "brackets", "path"],
)
def test_deep_nesting_is_refused(toy: TestClient, text: str) -> None:
    response = toy.post("/sparql", data={"query": text})
    assert response.status_code == 403
    assert "nested deeper" in response.json()["detail"]
    assert toy.get("/health").status_code == 200


def test_deadlines_hold_and_quick_queries_are_answered_meanwhile(served: Callable[..., Server]) -> None:
    server = served(TOY, "--timeout", "3")
    assert query(server, "SELECT * { ?s ?p ?o } LIMIT 4")[0] == 200  # a form that is known to be quick from now on
    start = time.perf_counter()
    with ThreadPoolExecutor(len(HOSTILE) * 2) as threads:
        long = [threads.submit(query, server, text) for text in HOSTILE.values() for _ in range(2)]
        time.sleep(1.5)
        waits = []
        while not all(each.done() for each in long):
            begun = time.perf_counter()
            assert query(server, "SELECT * { ?s ?p ?o } LIMIT 5")[0] == 200
            waits.append(time.perf_counter() - begun)
            time.sleep(0.02)
        found = [each.result() for each in long]
    assert time.perf_counter() - start < 3 + 3  # a second by itself; this machine may be busy
    assert {status for status, _, _ in found} <= {503, 504, 422}
    assert all(json.loads(body)["status"] == status for status, body, _ in found)
    assert sorted(waits)[len(waits) // 2] < 0.5
    check_alive(server)


def test_memory_holds(served: Callable[..., Server]) -> None:
    server = served(TOY, "--timeout", "20", "--memory", "256")
    status, body, _ = query(server, DOUBLING)
    assert (status, json.loads(body)["status"]) == (422, 422)
    assert "memory" in json.loads(body)["detail"]
    check_alive(server)


def test_patterns_take_linear_time(toy: TestClient) -> None:
    start = time.perf_counter()
    assert toy.get("/sparql", params={"query": f"ASK {{ FILTER REGEX('{'a' * 40}!', '^(a+)+$') }}"}).status_code == 200
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize("format_", ["json", "xml", "csv", "tsv"])
def test_answers_that_are_too_large_are_errors(format_: str) -> None:
    with client(TOY, limits=Limits(rows=10, size=1 << 20), quick=1) as found:
        params = {"query": "SELECT * { ?s ?p ?o } LIMIT 11", "format": format_}
        response = found.get("/sparql", params=params)
        assert (response.status_code, "rows" in response.json()["detail"]) == (422, True)
        assert found.get("/sparql", params=params | {"query": "SELECT * { ?s ?p ?o } LIMIT 10"}).status_code == 200
    with client(TOY, limits=Limits(size=500), quick=1) as found:
        response = found.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }", "format": format_})
        assert (response.status_code, "bytes" in response.json()["detail"]) == (422, True)


def children(pid: int) -> dict[int, int]:
    """The processor time of each child of a process, in ticks."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return {int(each): sum(map(int, Path(f"/proc/{each}/stat").read_text().split()[13:15])) for each in found}


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs Linux's /proc")
def test_a_hang_up_frees_the_process(served: Callable[..., Server]) -> None:
    server = served(TOY, "--timeout", "60")
    check_alive(server, 10)
    for number in range(6):
        text = PRODUCT.replace("?n", f"?n{number}")
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            connection.sendall(f"GET /sparql?{urlencode({'query': text})} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            time.sleep(0.3)
    time.sleep(1.5)
    before = children(server.process.pid)
    time.sleep(1)
    after = children(server.process.pid)
    assert max((after[pid] - before[pid] for pid in before.keys() & after.keys()), default=0) < 50
    check_alive(server, 5)


def test_threads_on_a_cold_start(served: Callable[..., Server], toy_build: Path) -> None:
    server = served(toy_build)
    paths = ("/sparql?query=ASK+%7B%7D", "/", "/queries/papers-by-year", "/search?q=gpu", "/api/queries/people")
    with ThreadPoolExecutor(16) as threads:
        found = list(threads.map(lambda number: said(server.port, "GET", paths[number % len(paths)])[0], range(64)))
    assert found == [200] * 64


def test_no_update_is_lost(writable: TestClient) -> None:
    writable.post("/sparql", data={"update": "INSERT DATA { <urn:a> <urn:n> 0 }"}, headers=WRITES)
    more = "DELETE { <urn:a> <urn:n> ?n } INSERT { <urn:a> <urn:n> ?m } WHERE { <urn:a> <urn:n> ?n BIND(?n + 1 AS ?m) }"

    def add(_: int) -> int:
        return writable.post("/sparql", data={"update": more}, headers=WRITES).status_code

    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(add, range(12))) == {204}
    found = writable.get("/sparql", params={"query": "SELECT ?n { <urn:a> <urn:n> ?n }"}).json()
    assert [row["n"]["value"] for row in found["results"]["bindings"]] == ["12"]


def test_a_second_writer_is_told(served: Callable[..., Server], empty: Path) -> None:
    served(empty, "--writable", token=TOKEN)
    command = [sys.executable, "-m", "kg", "serve", "-g", str(empty), "--port", "0", "--writable"]
    second = subprocess.run(
        command, env=os.environ | {"KG_TOKEN": TOKEN}, capture_output=True, text=True, timeout=60, check=False
    )
    assert second.returncode == 1
    assert "another process has it open" in second.stderr
    assert "Traceback" not in second.stderr


UPDATE = {"update": "INSERT DATA { <urn:a> <urn:b> <urn:c> }"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"Authorization": "Bearer wrong"}, 401),
        ({"Authorization": f"Basic {TOKEN}"}, 401),
        (WRITES, 204),
        (WRITES | {"Origin": "http://127.0.0.1:8000"}, 204),
        (WRITES | {"Origin": "http://evil.example"}, 403),
        (WRITES | {"Origin": "null"}, 403),
        (WRITES | {"Host": "evil.example"}, 421),
        ({"Origin": "http://evil.example"}, 401),
    ],
)
def test_who_may_change(writable: TestClient, headers: dict[str, str], status: int) -> None:
    response = writable.post("/sparql", data=UPDATE, headers=headers)
    assert response.status_code == status
    assert "access-control-allow-origin" not in response.headers or "authorization" not in {h.lower() for h in headers}
    there = writable.get("/sparql", params={"query": "ASK { <urn:a> <urn:b> <urn:c> }"}).json()["boolean"]
    assert there is (status == 204)


def test_a_server_changes_nothing_unless_told_to(toy: TestClient) -> None:
    for response in (
        toy.post("/sparql", data=UPDATE, headers=WRITES),
        toy.put("/store?graph=urn:x", content=b"", headers=WRITES | {"Content-Type": "text/turtle"}),
        toy.delete("/store?default", headers=WRITES),
    ):
        assert response.status_code == 403
        assert "--writable" in response.json()["detail"]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "[::2]", "localhost@evil.example"])
def test_other_names_are_refused(toy: TestClient, host: str) -> None:
    assert toy.get("/sparql", params={"query": "ASK {}"}, headers={"Host": host}).status_code == 421


def test_names_that_are_allowed() -> None:
    with client(TOY, hosts=("kg.example.org",), quick=1) as found:
        for host in ("kg.example.org", "KG.example.org:443", "localhost:9", "127.0.0.1"):
            assert found.get("/health", headers={"Host": host}).status_code == 200


def test_browsers_are_told_what_a_page_may_do(toy: TestClient) -> None:
    for path in ("/", "/query", "/nothing", "/sparql?query=ASK+%7B%7D"):
        headers = toy.get(path, headers={"Accept": "text/html, */*;q=0.1"}).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"


def test_reading_is_free_to_all_origins(toy: TestClient) -> None:
    asked = {"Origin": "http://other.example", "Accept": "application/sparql-results+json"}
    response = toy.get("/sparql", params={"query": "ASK {}"}, headers=asked)
    assert response.headers["access-control-allow-origin"] == "*"
    preflight = toy.options("/sparql", headers=asked | {"Access-Control-Request-Method": "POST"})
    assert preflight.status_code == 204
    assert "POST" in preflight.headers["access-control-allow-methods"]
    assert "uthorization" not in preflight.headers["access-control-allow-headers"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/sparql?query=SELECT+%7B", 400),
        ("/sparql?query=ASK+%7B%7D&format=exe", 400),
        ("/sparql?query=%ff", 400),
        ("/store", 400),
        ("/store?graph=no+iri", 400),
        ("/store?graph=urn:nothing", 404),
        ("/queries/nothing", 404),
        ("/page?iri=no+iri", 400),
        ("/page?iri=urn:x%3E%20%7B%20SERVICE", 400),
        ("/views/nothing.html", 404),
        ("/nothing", 404),
    ],
)
def test_errors_have_one_shape(toy: TestClient, path: str, status: int) -> None:
    response = toy.get(path)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    told = response.json()
    assert set(told) == {"type", "title", "status", "detail"}
    assert told["status"] == status
    assert told["detail"]
    assert "Traceback" not in response.text


def test_an_unexpected_error_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.serve import health

    async def broken(_: object) -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr(health, "answer", broken)
    with client(TOY, quick=1) as found:
        response = found.get("/health")
    assert response.status_code == 500
    assert "secret" not in response.text


def test_a_body_that_is_too_large_is_refused(toy: TestClient) -> None:
    assert (
        toy.post("/sparql", content=b"x" * (5 << 20), headers={"Content-Type": "application/sparql-query"}).status_code
        == 413
    )


def test_the_log_has_a_line_a_request(served: Callable[..., Server]) -> None:
    server = served(TOY)
    said(server.port, "GET", "/nothing%0a127.0.0.1%20GET%20/secret%20200%1b[31m")
    query(server, "ASK {}")
    end = time.monotonic() + 5
    while time.monotonic() < end and "ASK" not in server.log.read_text():
        time.sleep(0.05)
    lines = server.log.read_text().splitlines()
    assert len([line for line in lines if " GET " in line]) == 2
    assert lines[-1].split()[1:4] == ["127.0.0.1", "GET", "/sparql?query=ASK+%7B%7D"]
    assert all(letter.isprintable() for line in lines for letter in line)


def test_a_stop_lets_answers_end(served: Callable[..., Server]) -> None:
    server = served(TOY)
    check_alive(server, 10)
    text = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(STRLEN(STR(?c)) > STRLEN(STR(?f)) + 2) }"
    with ThreadPoolExecutor(1) as threads:
        answer = threads.submit(query, server, text)
        time.sleep(0.15)
        server.process.send_signal(signal.SIGTERM)
        assert answer.result()[0] == 200
    assert server.process.wait(timeout=20) == 0


def test_a_new_build_takes_the_place_of_the_old(served: Callable[..., Server], tmp_path: Path) -> None:
    def put(name: str) -> None:
        made = tmp_path / f"made-{name}"
        store = pyoxigraph.Store(made)
        store.add(pyoxigraph.Quad(*(pyoxigraph.NamedNode(f"urn:{each}") for each in (name, "p", "o", "g"))))
        store.flush()
        del store
        if (tmp_path / "build" / "store").exists():
            (tmp_path / "build" / "store").rename(tmp_path / f"old-{name}")
        (tmp_path / "build").mkdir(exist_ok=True)
        made.rename(tmp_path / "build" / "store")

    put("one")
    server = served(tmp_path / "build")
    assert json.loads(query(server, "ASK { <urn:one> ?p ?o }")[1])["boolean"] is True
    put("two")
    end = time.monotonic() + 15
    while time.monotonic() < end:
        status, body, _ = query(server, "ASK { <urn:two> ?p ?o }")
        assert status == 200
        if json.loads(body)["boolean"]:
            break
        time.sleep(0.1)
    else:
        raise AssertionError("the new graph is not served")
    assert json.loads(query(server, "ASK { <urn:one> ?p ?o }")[1])["boolean"] is False


@pytest.mark.slow
def test_a_connection_that_is_only_held_open_is_closed(served: Callable[..., Server]) -> None:
    server = served(TOY)
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(b"GET /health HTTP/1.1\r\nHost: ")
        connection.settimeout(30)
        start = time.monotonic()
        assert connection.recv(10) == b""
        assert time.monotonic() - start < 25
    check_alive(server, 5)


def send_without_end(connection: socket.socket) -> None:
    for _ in range(500):
        connection.sendall(b"X-More: " + b"x" * 16_384 + b"\r\n")
        time.sleep(0.005)


def test_a_head_without_end_is_closed(served: Callable[..., Server]) -> None:
    server = served(TOY)
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.settimeout(20)
        connection.sendall(b"GET /health HTTP/1.1\r\n")
        with pytest.raises(OSError, match=r"reset|pipe|Broken|aborted"):
            send_without_end(connection)
    check_alive(server, 5)
