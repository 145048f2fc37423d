"""Two stores that are not ours, to ask what we ask: Jena's TDB2 in a process of Java's, and a Virtuoso server."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from kg.store import Table

INI = """\
[Database]
DatabaseFile = {folder}/v.db
ErrorLogFile = {folder}/v.log
LockFile = {folder}/v.lck
TransactionFile = {folder}/v.trx
xa_persistent_file = {folder}/v.pxa
[TempDatabase]
DatabaseFile = {folder}/v-temp.db
TransactionFile = {folder}/v-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {folder}
NumberOfBuffers = 10000
DisableUnixSocket = 1
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = 1000000
DefaultQuery = ASK {{}}
"""


def by_jena(class_path: str, graph: Path, questions: Sequence[str], folder: Path) -> list[Table]:
    """What TDB2 answers to each of the questions, with the union of the file's graphs as the default graph."""
    for number, text in enumerate(questions):
        (folder / f"{number:04}.rq").write_text(text, encoding="utf-8")
    program = str(Path(__file__).with_name("Ask.java"))
    done = subprocess.run(["java", "-cp", class_path, program, graph, folder], capture_output=True, check=False)
    assert (done.returncode, done.stderr.decode()[-5000:]) == (0, "")
    return [Table((folder / f"{number:04}.srj").read_bytes()) for number in range(len(questions))]


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """The address of a Virtuoso server on loopback that holds nothing yet, stopped afterwards."""
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip("no Virtuoso here: sh tests/stores/install.sh")
    sql, port = _free_port(), _free_port()
    (folder / "v.ini").write_text(INI.format(folder=folder, sql=sql, http=port), encoding="utf-8")
    command = [program, "+foreground", "+configfile", str(folder / "v.ini")]
    with (folder / "said").open("wb") as said, subprocess.Popen(command, stdout=said, stderr=said, cwd=folder) as run:
        try:
            _await(port, run)
            yield f"http://127.0.0.1:{port}"
        finally:
            run.kill()


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _await(port: int, run: subprocess.Popen[bytes]) -> None:
    """Return when the server answers."""
    for _ in range(600):
        if run.poll() is not None:
            break
        try:
            with urlopen(f"http://127.0.0.1:{port}/sparql?query=ASK%7B%7D", timeout=5):
                return
        except OSError:
            pass
        time.sleep(0.1)
    pytest.fail("Virtuoso does not answer")
