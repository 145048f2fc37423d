"""Every named query on the graph of one author page and on a large one, beside rdflib's engine in memory.

What a query asks for is what costs most: of the type that a parameter takes, the thing
that most papers name; else the header's example. Times are CPU milliseconds of the
second and later runs, the engine alone: what a process and the table on the screen take
comes on top. rdflib holds the union of the page's graphs, and is stopped after `PATIENCE` seconds; the large graph it
is not asked, and the last line says what memory and time to hold that would take, by what the page takes.

`--graph` names the build of many records (else that column is empty); the page is that
of the shared records (else the shipped sample), built anew.
"""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import FrameType

import pyoxigraph as ox
import rdflib

from kg.ask import Graph, Table, catalogue
from kg.ask._binding import bound
from kg.ask._parameters import ENTITY_TYPES, terms
from kg.store import Store, connect
from tests.bench import ROOT, NotHere, Rows, cpu, shared

TITLE = "named queries, warm"
RUNS = 3
PATIENCE = 30
"""Seconds that rdflib may take for a query."""
BOUNDS = (100.0, 1000.0)
"""Milliseconds that a query may take on the page and on the large graph."""
COUNTED = {
    "Paper": "?it a kg:Paper ; kg:mentions ?by",
    "Person": "?by dcterms:creator ?it",
    "Venue": "?by dcterms:isPartOf ?it . ?it a kg:Venue",
    "Topic": "?by dcterms:subject ?it . ?it a kg:Topic",
}
NAMED = "?by kg:mentions ?it . ?it a kg:%s"
MOST = """PREFIX kg: <https://w3id.org/paperkg/ontology#> PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?it { { SELECT ?it (COUNT(DISTINCT ?by) AS ?n) { %s } GROUP BY ?it } } ORDER BY DESC(?n) ?it LIMIT 2"""

TRIPLES = "SELECT ?n { ?dataset a <http://www.w3.org/ns/dcat#Dataset> ; <http://rdfs.org/ns/void#triples> ?n }"


def rows() -> Rows:
    """A line a query: milliseconds and rows on the page, rdflib's milliseconds and the ratio, the same on the large."""
    large = os.environ.get("KG_BENCH_GRAPH")
    with tempfile.TemporaryDirectory() as name:
        page = _page(Path(name) / "page")
        yield "", "page ms", "rows", "rdflib ms", "ratio", "large ms", "rows"
        ratios, slow = [], []
        held = _resident()
        reading, peer = cpu(lambda: _in_memory(page))
        held = _resident() - held
        with _open(page) as small, _open(large) as big:
            for query in catalogue.queries():
                took, found = _asked(query, *small)
                other = _by_rdflib(peer, _text(query, *small))
                ratios.append(other / took)
                cells = [f"{took:.1f}", str(found), f"{other:.1f}", f"{other / took:.0f}"]
                if big:
                    later, many = _asked(query, *big)
                    cells += [f"{later:.1f}", str(many)]
                    slow += [query.name] * (later > BOUNDS[1])
                slow += [query.name] * (took > BOUNDS[0])
                yield query.name, *cells
            if big:
                times = _triples(big[1]) / len(peer)
                told = f"{times * held / (1 << 30):.0f} GiB and {times * reading / 60:.0f} CPU minutes"
                yield (f"rdflib is asked of the page alone: to hold the large graph would take some {told}",)
        yield f"{len(ratios)} queries, median ratio", "", "", "", f"{statistics.median(ratios):.0f}"
        yield (f"over {BOUNDS[0]:.0f} ms on the page or {BOUNDS[1]:.0f} ms on the large: {', '.join(slow) or 'none'}",)


def _page(folder: Path) -> Path:
    try:
        source = str(shared("records/author-page.txt"))
    except NotHere:
        source = str(ROOT / "kg" / "sample" / "author-page.txt")
    command = [sys.executable, "-m", "kg", "build", source, "-o", str(folder), "--no-views"]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@contextmanager
def _open(where: Path | str | None) -> Iterator[tuple[Graph, Store] | None]:
    """The graph for looking up what to ask, and its store in this process."""
    if where is None:
        yield None
        return
    with Graph(where, timeout=600) as graph:
        store = connect(where)
        yield graph, store
        store.close()


def _text(query: catalogue.Query, graph: Graph, _: Store) -> str:
    """The query with values for what it must be given."""
    given: dict[str, str] = {}
    for name, parameter in query.params.items():
        if parameter.required and parameter.example:
            things = _busiest(graph, parameter.type) or [parameter.example]
            given[name] = things[len(given) % len(things)]
    return bound(query, terms(query, given, graph))


@cache
def _busiest(graph: Graph, kind: str) -> list[str]:
    """The two things of that type that most papers name."""
    kind = "Entity" if kind in {"iri", "iris", "Thing"} else kind
    if kind not in ENTITY_TYPES:
        return []
    answer = graph.answer(MOST % COUNTED.get(kind, NAMED % kind))
    found = [str(row["it"]) for row in answer.plain()] if isinstance(answer, Table) else []
    return found or ["urn:nothing"]


def _asked(query: catalogue.Query, graph: Graph, store: Store) -> tuple[float, int]:
    """The milliseconds that the engine takes, the first run left out, and the number of rows."""
    text = _text(query, graph, store)
    answer = store.reply(text).answer()
    took = [cpu(lambda: store.reply(text))[0] for _ in range(RUNS)]
    return 1000 * statistics.median(took), len(answer) if isinstance(answer, Table) else 1


def _in_memory(build: Path) -> rdflib.Graph:
    triples = {quad.triple for quad in ox.parse(path=build / "graph.nq")}
    return rdflib.Graph().parse(ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")


def _resident() -> int:
    """The bytes of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _triples(store: Store) -> int:
    """How many triples a build's graph has, as it says itself."""
    told = store.reply(TRIPLES).answer()
    return max(int(str(row["n"])) for row in told.plain()) if isinstance(told, Table) else 0


def _by_rdflib(graph: rdflib.Graph, text: str) -> float:
    """rdflib's milliseconds; those after which it was stopped, when it was."""

    def stop(_: int, __: FrameType | None) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(PATIENCE)
    try:
        return 1000 * cpu(lambda: len(list(graph.query(text))))[0]
    except TimeoutError:
        return 1000.0 * PATIENCE
    finally:
        signal.alarm(0)
