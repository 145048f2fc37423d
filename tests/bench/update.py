"""What an update costs beside a build anew, for one record and for ten, in a small and a large graph."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from kg import folder
from tests.bench import Rows
from tests.bench.build import corpus

SIZES = tuple(map(int, os.environ.get("KG_BENCH_UPDATE", "1000 10000").split()))
CHANGES = (1, 10)
TITLE = "kg build --update beside kg build: CPU seconds of the command, --fast, no pictures, one process"


def rows() -> Rows:
    """A block a size: the build anew, then updates that add, change and withdraw."""
    yield "", "CPU s", "x of the build"
    for size in SIZES:
        with tempfile.TemporaryDirectory() as name:
            yield from _of_size(Path(name), size)


def _of_size(place: Path, size: int) -> Rows:
    corpus(place / "records.jsonl", size)
    corpus(place / "all.jsonl", size + max(CHANGES))
    with (place / "all.jsonl").open("rb") as lines:
        more = list(lines)[size:]
    whole = _kg(place, "build", "records.jsonl", "--fast", "--no-views")
    triples = sum(1 for _ in (place / "made" / folder.GRAPH).open("rb"))
    yield f"{size:,} records, {triples:,} quads: kg build", f"{whole:.1f}", "1"
    for number in CHANGES:
        records = "1 record" if number == 1 else f"{number} records"
        for what, change in (
            ("added", lambda line: line),
            ("changed", lambda line: line.replace(b'"title":"', b'"title":"Again: ')),
        ):
            (place / "more.jsonl").write_bytes(b"".join(map(change, more[:number])))
            yield _row(f"{records} {what}", _kg(place, "build", "more.jsonl", "--update"), whole)
        yield _row(f"{records} withdrawn", _kg(place, "remove", "more.jsonl"), whole)


def _row(what: str, seconds: float, whole: float) -> tuple[str, ...]:
    return f"  {what}", f"{seconds:.1f}", f"{seconds / whole:.3f}"


def _kg(place: Path, *arguments: str) -> float:
    """The CPU seconds of a command in that folder."""
    command = [sys.executable, "-m", "kg", *arguments, "-o", "made", "--jobs", "1"]
    root = str(Path(__file__).parents[2])
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=place, env={**os.environ, "PYTHONPATH": root})
    _, status, used = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise RuntimeError(f"kg {' '.join(arguments)} ended with {running.returncode}")
    return used.ru_utime + used.ru_stime
