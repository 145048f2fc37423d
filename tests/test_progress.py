"""A long step shows how far it is on a terminal, and nothing in a pipe."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

PROGRAM = "import time\nfrom kg.progress import steps\nfor _ in steps(range(18), 'counting'): time.sleep(0.1)"


def test_a_pipe_gets_nothing() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")
def test_a_terminal_is_told_after_a_second() -> None:
    leader, follower = os.openpty()
    with subprocess.Popen([sys.executable, "-c", PROGRAM], stderr=follower) as process:
        os.close(follower)
        shown = os.read(leader, 4096)
        process.wait()
    os.close(leader)
    assert b"counting" in shown
