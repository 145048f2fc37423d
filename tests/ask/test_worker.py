"""Deadline and memory limit hold, the process is gone afterwards, and the next query is answered."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from kg.ask import Graph
from kg.ask.worker import Worker
from kg.errors import KgError, QueryError, QueryFailed, StoreError

PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
SORTED = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?l ?c"
DOUBLING = (
    "SELECT (STRLEN(?v34) AS ?n) { BIND('aaaaaaaaaa' AS ?v0) "
    + " ".join(f"BIND(CONCAT(?v{n}, ?v{n}) AS ?v{n + 1})" for n in range(34))
    + " }"
)


def process(graph: Graph) -> subprocess.Popen[bytes] | None:
    worker = graph._store
    assert isinstance(worker, Worker)
    return worker._child


def exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("query", [PRODUCT, SORTED], ids=["cartesian product", "sorting"])
def test_the_deadline_holds_and_the_process_is_gone(toy: Path, query: str) -> None:
    with Graph(toy, timeout=2) as graph:
        assert graph.answer("ASK {}") is True
        child = process(graph)
        assert child is not None
        start = time.monotonic()
        with pytest.raises(QueryFailed, match=r"no answer within 2 s|more memory"):
            graph.answer(query)
        assert time.monotonic() - start < 3.5
        assert child.returncode is not None
        assert not exists(child.pid)
        start = time.monotonic()
        assert graph.answer("ASK {}") is True
        assert time.monotonic() - start < 2
        assert process(graph) is not child


@pytest.mark.skipif(sys.platform == "win32", reason="no RLIMIT_AS")
def test_the_memory_limit_holds(toy: Path) -> None:
    with Graph(toy, timeout=30, memory=1 << 30) as graph:
        with pytest.raises(QueryFailed, match="more memory than 1 GiB"):
            graph.answer(DOUBLING)
        assert graph.answer("ASK {}") is True


def test_an_engine_that_falls_is_an_error_and_not_our_end(toy: Path) -> None:
    with Graph(toy, timeout=30) as graph:
        graph.answer("ASK {}")
        child = process(graph)
        assert child is not None
        child.kill()
        with pytest.raises(QueryFailed, match="engine fell"):
            graph.answer("ASK {}")
        assert graph.answer("ASK {}") is True


@pytest.mark.parametrize(
    "query",
    [
        "ASK { FILTER(1 = " + "+ ".join(["1 "] * 50_000) + ") }",
        "ASK { FILTER(" + " || ".join(["true"] * 50_000) + ") }",
        "ASK { ?s " + "/".join(["<urn:p>"] * 30_000) + " ?o }",
        "ASK { " + " UNION ".join(["{}"] * 50_000) + " }",
        "ASK { " + "OPTIONAL { ?s ?p ?o } " * 20_000 + "}",
    ],
    ids=["sum", "or", "path", "union", "optional"],
)
def test_long_chains_end_the_worker_at_most(toy: Path, query: str) -> None:
    with Graph(toy, timeout=5) as graph:
        with contextlib.suppress(QueryError):
            graph.answer(query)
        assert graph.answer("ASK {}") is True


def test_one_process_answers_many_queries_and_ends_with_the_graph(toy: Path) -> None:
    with Graph(toy) as graph:
        child = process(graph)
        assert child is not None
        for _ in range(20):
            graph.answer("ASK {}")
        assert process(graph) is child
    assert child.returncode is not None
    assert graph.answer("ASK {}") is True
    graph.close()
    graph.close()


def test_a_worker_ends_with_its_parent_even_amid_a_query(toy: Path, tmp_path: Path) -> None:
    code = f"""
import os, sys, threading
from kg.ask import Graph
graph = Graph({str(toy)!r}, timeout=60)
graph.answer("ASK {{}}")
print(graph._store._child.pid, flush=True)
threading.Timer(0.5, lambda: os._exit(9)).start()
graph.answer({PRODUCT!r})
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=tmp_path, check=False, timeout=30)
    assert done.returncode == 9
    pid = int(done.stdout)
    for _ in range(40):
        if not exists(pid) or _is_zombie(pid):
            return
        time.sleep(0.1)
    pytest.fail("the worker outlived its parent")


def _is_zombie(pid: int) -> bool:
    """Whether the process has ended and only waits to be noticed by whoever inherited it."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_nothing_is_imported_from_the_folder_one_stands_in(toy: Path, tmp_path: Path) -> None:
    (tmp_path / "msgspec.py").write_text("raise SystemExit('imported from the working folder')")
    (tmp_path / "kg").mkdir()
    (tmp_path / "kg" / "__init__.py").write_text("raise SystemExit('imported from the working folder')")
    command: list[str | Path] = [Path(sys.executable).with_name("kg"), "query", "ASK {}", "-g", toy]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False, timeout=30)
    assert (done.stdout, done.returncode) == ("true\n", 0), done.stderr


def test_errors_come_back_as_they_were_raised(toy: Path, tmp_path: Path) -> None:
    with Graph(toy) as graph, pytest.raises(QueryError, match=r"^query: not SPARQL: line 2, column \d+: "):
        graph.answer("ASK {\n ?s ?p }")
    bad = tmp_path / "bad.ttl"
    bad.write_text("<urn:a> <urn:b> .")
    with Graph(bad) as graph, pytest.raises(KgError, match=r"bad\.ttl: line 1") as error:
        graph.answer("ASK {}")
    assert error.value.exit_code == 2
    with pytest.raises(StoreError, match="kg build"):
        Graph(tmp_path / "nowhere")


def test_the_worker_starts_fast_and_imports_little(toy: Path) -> None:
    code = "import sys; import kg.ask.worker; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30)
    assert not {"rdflib", "spacy", "networkx", "numpy", "yaml", "rich"} & set(done.stdout.split())
    best = 9.0
    for _ in range(3):
        start = time.monotonic()
        with Graph(toy) as graph:
            graph.answer("ASK {}")
        best = min(best, time.monotonic() - start)
    assert best < 1


def test_a_big_answer_comes_whole(toy: Path) -> None:
    with Graph(toy, timeout=60) as graph:
        answer = graph.answer("SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f }")
        assert len(answer) > 60_000  # type: ignore[arg-type]


def test_threads_may_share_a_graph(toy: Path) -> None:
    found: list[bool] = []

    def work(graph: Graph, number: int) -> None:
        query = f"SELECT (COUNT(*) AS ?n) ({number} AS ?me) {{ ?s a ?class }}"
        found.extend(next(graph.answer(query).plain())["me"] == number for _ in range(20))  # type: ignore[union-attr]

    with Graph(toy) as graph:
        threads = [threading.Thread(target=work, args=(graph, number)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert found == [True] * 160
