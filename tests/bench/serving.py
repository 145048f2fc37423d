"""A server under load: how many requests a second, how late the latest, beside hostile queries; and Oxigraph's server.

The client is of our own: asyncio, connections that are kept, a fixed rate (requests are
sent when they are due, whether or not others are answered, so that a server that
stalls cannot hide it; G. Tene calls the contrary "coordinated omission"). On a machine
that does other work as well, times are upper bounds: the idle figure says by how much.

`--graph` names a build to serve (else the shipped sample is built),
`KG_BENCH_SECONDS` how long each measurement takes (10), `KG_BENCH_RATE` how many
requests a second are sent (200), and `KG_BENCH_MINUTES` for how many minutes more the
mixed load goes on, a line a minute, to see whether memory grows (0).
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import urlopen

from tests.bench import ROOT, NotHere, Rows

TITLE = "serving: a mixed read load at a fixed rate"
SECONDS = float(os.environ.get("KG_BENCH_SECONDS", "10"))
RATE = int(os.environ.get("KG_BENCH_RATE", "200"))
MINUTES = int(os.environ.get("KG_BENCH_MINUTES", "0"))
HOSTILE = 10
CONNECTIONS = 32
PEER = 7893
"""The port that the peer listens at."""
KG = "PREFIX kg: <https://w3id.org/paperkg/ontology#> PREFIX dcterms: <http://purl.org/dc/terms/> "
SKOS = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
PRODUCT = "SELECT (COUNT(*) AS ?n%d) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def rows() -> Rows:
    """Requests a second, median, 99th percentile and latest in milliseconds, errors, CPU seconds of the server."""
    with tempfile.TemporaryDirectory() as name:
        graph = os.environ.get("KG_BENCH_GRAPH") or _sample(Path(name) / "build")
        yield "", "requests/s", "median ms", "p99 ms", "latest ms", "errors", "CPU s", "MiB"
        command = [sys.executable, "-m", "kg", "serve", "-g", graph, "--port", "0", "--timeout", "10", "--no-log"]
        with _started(command, r"serving at (\S+)") as (url, pid):
            paths = _mixed(url)
            pages = [path for path in paths if path.startswith("/page/")]
            yield _row(
                "kg serve, pages that nobody has asked for, one by one", asyncio.run(_cold(url, ["/", *pages])), pid
            )
            yield _row("kg serve, mixed", asyncio.run(_load(url, paths, 0)), pid)
            yield _row(
                f"kg serve, mixed, beside {HOSTILE} hostile queries", asyncio.run(_load(url, paths, HOSTILE)), pid
            )
            only = [path for path in paths if path.startswith("/sparql")]
            yield _row("kg serve, SPARQL only", asyncio.run(_load(url, only, 0)), pid)
            for minute in range(MINUTES):
                seen = asyncio.run(_load(url, paths, 0, seconds=60))
                yield _row(f"kg serve, mixed, minute {minute + 1}", seen, pid)
        yield from _peer(Path(graph), only)


def _peer(graph: Path, paths: list[str]) -> Rows:
    """The same queries to Oxigraph's own server, which has no lanes and answers in its own process."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if program is None:
        raise NotHere("the oxigraph server is not installed")
    command = [program, "serve-read-only", "--location", str(graph / "store"), "--bind", f"127.0.0.1:{PEER}"]
    command += ["--union-default-graph"]
    with _started(command, r"(?:Listening for requests at|http://)\s*(\S+)") as (_, pid):
        queries = [path.replace("/sparql?", "/query?", 1) for path in paths]
        yield _row(
            "oxigraph serve-read-only, SPARQL only", asyncio.run(_load(f"http://127.0.0.1:{PEER}/", queries, 0)), pid
        )
        late = asyncio.run(_load(f"http://127.0.0.1:{PEER}/", queries, HOSTILE))
        yield _row(f"oxigraph serve-read-only, beside {HOSTILE} hostile queries", late, pid)


def _sample(folder: Path) -> str:
    command = [sys.executable, "-m", "kg", "build", str(ROOT / "kg/sample/author-page.txt"), "-o", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    return str(folder)


@contextmanager
def _started(command: list[str], sign: str) -> Iterator[tuple[str, int]]:
    """A server, once it says where it serves; ended in the end."""
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(command, stderr=said, stdout=said)
        try:
            for _ in range(3_000):
                said.seek(0)
                if found := re.search(sign, said.read()):
                    time.sleep(1)
                    yield found[1], process.pid
                    return
                time.sleep(0.02)
            raise NotHere(f"{command[0]} did not start")
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def _mixed(url: str) -> list[str]:
    """What is asked for: pages and data of things, queries of several kinds, named queries, search."""

    def asked(query: str) -> list[str]:
        where = f"{url}sparql?{urlencode({'query': KG + SKOS + query})}"
        with urlopen(where) as response:  # noqa: S310 our own server
            return [row["it"]["value"] for row in json.load(response)["results"]["bindings"]]

    local = [iri.partition("/id/")[2] for iri in asked("SELECT ?it { ?it a kg:Paper } LIMIT 40")]
    local += [iri.partition("/id/")[2] for iri in asked("SELECT ?it { ?it a kg:Hardware } LIMIT 20")]
    names = asked("SELECT DISTINCT ?it { ?x a kg:Method ; skos:prefLabel ?it } LIMIT 40")
    queries = [KG + f"SELECT ?p ?o {{ <https://w3id.org/paperkg/id/{each}> ?p ?o }}" for each in local]
    used = KG + SKOS + "SELECT ?paper { ?paper kg:uses ?m . ?m skos:prefLabel %s }"
    queries += [used % json.dumps(name) for name in names]
    queries += [KG + f"SELECT ?t {{ ?p a kg:Paper ; dcterms:title ?t }} OFFSET {n} LIMIT 20" for n in range(0, 200, 10)]
    found = [f"/sparql?{urlencode({'query': query})}" for query in queries]
    found += [f"/page/{each}" for each in local[::3]] + [f"/data/{each}.ttl" for each in local[::3]]
    found += [f"/search?q={quote(name)}" for name in names[::4]] + ["/", "/queries", "/static/site.css"]
    return found


class _Seen:
    """The seconds that each request took, and how many went wrong."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.errors = 0
        self.took = 0.0


async def _cold(url: str, paths: list[str]) -> _Seen:
    """Each of the pages once, one after another: what is kept is not measured."""
    place, seen = urlsplit(url), _Seen()
    reader, writer = await asyncio.open_connection(place.hostname or "", place.port or 80)
    start = time.perf_counter()
    for path in paths:
        begun = time.perf_counter()
        seen.errors += await _asked(reader, writer, path) >= 400
        seen.seconds.append(time.perf_counter() - begun)
    seen.took = time.perf_counter() - start
    writer.close()
    return seen


async def _load(url: str, paths: list[str], hostile: int, *, seconds: float = SECONDS) -> _Seen:
    """Requests at the fixed rate, in an order that is always the same, with so many hostile clients beside."""
    place = urlsplit(url)
    seen, free = _Seen(), asyncio.Queue[tuple[asyncio.StreamReader, asyncio.StreamWriter]]()
    host, port = place.hostname or "", place.port or 80
    for _ in range(CONNECTIONS):
        free.put_nowait(await asyncio.open_connection(host, port))
    foes = [asyncio.create_task(_hostile(host, port, number)) for number in range(hostile)]
    if hostile:
        await asyncio.sleep(2)
    order = random.Random(7)  # noqa: S311 no secret
    start, tasks = time.perf_counter(), []
    for number in range(int(RATE * seconds)):
        due = start + number / RATE
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        tasks.append(asyncio.create_task(_one(free, (host, port), order.choice(paths), due, seen)))
    await asyncio.gather(*tasks)
    seen.took = time.perf_counter() - start
    for foe in foes:
        foe.cancel()
    await asyncio.gather(*foes, return_exceptions=True)
    while not free.empty():
        free.get_nowait()[1].close()
    return seen


async def _one(free: asyncio.Queue, place: tuple[str, int], path: str, due: float, seen: _Seen) -> None:  # type: ignore[type-arg]
    reader, writer = await free.get()
    try:
        status = await asyncio.wait_for(_asked(reader, writer, path), 60)
        seen.errors += status >= 400
    except (OSError, TimeoutError, asyncio.IncompleteReadError):
        seen.errors += 1
        reader, writer = await asyncio.open_connection(*place)
    finally:
        seen.seconds.append(time.perf_counter() - due)
        free.put_nowait((reader, writer))


async def _asked(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str) -> int:
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\n\r\n".encode())
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    if length := re.search(r"(?i)content-length: (\d+)", head):
        await reader.readexactly(int(length[1]))
    elif "chunked" in head.lower():
        while size := int((await reader.readuntil(b"\r\n")).strip() or b"0", 16):
            await reader.readexactly(size + 2)
        await reader.readexactly(2)
    return int(head.split()[1])


async def _hostile(host: str, port: int, number: int) -> None:
    """One client that asks for a product of everything with itself, again and again."""
    where = "/query" if port == PEER else "/sparql"
    while True:
        try:
            reader, writer = await asyncio.open_connection(host, port)
            await _asked(reader, writer, f"{where}?{urlencode({'query': PRODUCT % number})}")
            writer.close()
        except (OSError, asyncio.IncompleteReadError):
            await asyncio.sleep(0.1)


def _row(name: str, seen: _Seen, pid: int) -> tuple[str, ...]:
    took = sorted(1000 * each for each in seen.seconds)
    rate = len(took) / seen.took
    late = [took[len(took) // 2], took[int(len(took) * 0.99)], took[-1]]
    seconds, resident = _spent(pid)
    return (
        name,
        f"{rate:.0f}",
        *(f"{each:.1f}" for each in late),
        str(seen.errors),
        f"{seconds:.1f}",
        f"{resident:.0f}",
    )


def _spent(pid: int) -> tuple[float, float]:
    """Processor seconds and MiB of a process and its children, as long as they live."""
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    seconds = resident = 0.0
    for each in [str(pid), *(listed.read_text().split() if listed.exists() else [])]:
        try:
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        seconds += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        resident += int(fields[21]) * 4096 / (1 << 20)
    return seconds, resident
