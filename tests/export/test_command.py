"""`kg export` as one types it."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from pyoxigraph import Quad

TOY = Path(__file__).with_name("toy.trig")
ROOT = Path(__file__).parents[2]


def kg(*words: str) -> subprocess.CompletedProcess[bytes]:
    code = "import argparse, sys; from kg.cli import export as c; p = argparse.ArgumentParser(); c.arguments(p)\n"
    code += "from kg.errors import KgError\n"
    code += "try: sys.exit(c.run(p.parse_args()))\n"
    code += "except KgError as e: print(e, file=sys.stderr); sys.exit(e.exit_code)\n"
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run([sys.executable, "-c", code, *words], capture_output=True, env=env, check=False)


def test_stdout_and_file_are_the_same(
    tmp_path: Path, toy: list[Quad], exported: Callable[[str, Iterable[Quad]], bytes]
) -> None:
    file = tmp_path / "deep" / "graph.ttl"
    piped = kg("ttl", "-g", str(TOY))
    written = kg("ttl", "-g", str(TOY), "-o", str(file))
    assert (piped.returncode, written.returncode) == (0, 0)
    assert piped.stdout == file.read_bytes() == exported("ttl", toy)
    assert (written.stdout, piped.stderr) == (b"", b"")


def test_what_cannot_be_written_leaves_the_old_file(tmp_path: Path) -> None:
    bad = tmp_path / "bad.nt"
    bad.write_text('<urn:s> <http://example.org/p> "\\u0001" .\n')
    file = tmp_path / "graph.rdf"
    file.write_text("old")
    failed = kg("rdfxml", "-g", str(bad), "-o", str(file))
    assert failed.returncode == 1
    assert b"<urn:s> <http://example.org/p>: it holds the character U+0001" in failed.stderr
    assert file.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.nt", "graph.rdf"]


@pytest.mark.parametrize(("words", "code"), [(("nonsense", "-g", str(TOY)), 2), (("ttl", "-g", "no-such-graph"), 1)])
def test_exit_codes(words: tuple[str, ...], code: int) -> None:
    failed = kg(*words)
    assert failed.returncode == code
    assert failed.stdout == b""
    assert len(failed.stderr.splitlines()) == 1
