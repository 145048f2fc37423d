"""Files are whole or not there, whatever happens while they are written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from kg.errors import OutputError
from kg.output import COMPLETE, STAGING, atomic, finish, recover, staging, write_atomically


def files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def stage(folder: Path, **contents: str) -> None:
    for name, text in contents.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    write_atomically(tmp_path / "deep" / "a.txt", "é\n")
    assert (tmp_path / "deep" / "a.txt").read_bytes() == b"\xc3\xa9\n"


def test_an_error_leaves_the_old_file_and_no_part(tmp_path: Path) -> None:
    write_atomically(tmp_path / "a.txt", "old")

    def write() -> None:
        with atomic(tmp_path / "a.txt") as out:
            out.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write()
    assert files(tmp_path) == {"a.txt": "old"}


def test_a_stage_takes_its_place_and_other_files_stay(tmp_path: Path) -> None:
    stage(tmp_path, mine="mine", graph="old", views__a="old", views__b="old")
    with staging(tmp_path) as made:
        stage(made, graph="new", views__a="new")
    assert files(tmp_path) == {"mine": "mine", "graph": "new", "views/a": "new"}


def test_what_was_there_before_goes_where_it_is_not_made_again(tmp_path: Path) -> None:
    stage(tmp_path, views__a="old", index="old", page="old", mine="mine")
    with staging(tmp_path, ["views", "index", "page", "none"]) as made:
        stage(made, page="new")
    assert files(tmp_path) == {"mine": "mine", "page": "new"}
    assert not (tmp_path / "views").exists()


def test_a_stage_that_fails_leaves_all_as_it_was(tmp_path: Path) -> None:
    stage(tmp_path, graph="old", views__a="old")
    before = files(tmp_path)

    def fail() -> None:
        with staging(tmp_path) as made:
            stage(made, graph="new")
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        fail()
    assert files(tmp_path) == before


def test_a_build_killed_while_it_grows_is_dropped_by_the_next(tmp_path: Path) -> None:
    stage(tmp_path, graph="old")
    (tmp_path / STAGING).mkdir()
    stage(tmp_path / STAGING, graph="half")
    recover(tmp_path)
    assert files(tmp_path) == {"graph": "old"}


@pytest.mark.parametrize("done", [(), ("graph",), ("graph", "views")])
def test_a_build_killed_while_it_takes_its_place_is_finished_by_the_next(tmp_path: Path, done: tuple[str, ...]) -> None:
    stage(tmp_path, graph="old", views__a="old")
    made = tmp_path / STAGING
    made.mkdir()
    stage(made, **{name: "new" for name in ("graph", "views__a") if name.partition("__")[0] not in done})
    stage(made, **{COMPLETE: ""})
    for name in done:
        stage(tmp_path, **{"graph": "new"} if name == "graph" else {"views__a": "new"})
    recover(tmp_path)
    assert files(tmp_path) == {"graph": "new", "views/a": "new"}


def test_reading_finishes_what_a_build_had_only_to_rename(tmp_path: Path) -> None:
    (tmp_path / STAGING).mkdir()
    stage(tmp_path / STAGING, **{"graph": "new", COMPLETE: ""})
    finish(tmp_path)
    assert files(tmp_path) == {"graph": "new"}
    with staging(tmp_path) as made:
        stage(made, **{"graph": "newer", COMPLETE: ""})
        finish(tmp_path)  # not while another build is at it
        assert files(tmp_path)["graph"] == "new"


def test_two_builds_do_not_share_a_folder(tmp_path: Path) -> None:
    with staging(tmp_path), pytest.raises(OutputError, match="another build is writing here"), staging(tmp_path):
        pass


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(OutputError, match="File exists"), staging(tmp_path / "out"):
        pass


@pytest.mark.slow
def test_a_killed_build_leaves_the_previous_one_whole(tmp_path: Path) -> None:
    sample = Path(__file__).parents[1] / "kg" / "sample" / "author-page.txt"
    command = [sys.executable, "-m", "kg", "build", str(sample), "-o", str(tmp_path / "out")]
    subprocess.run(command, check=True, capture_output=True)
    before = (tmp_path / "out" / "graph.nq").read_bytes()
    for moment in (0.4, 1.6, 2.6):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(moment)
        process.send_signal(signal.SIGKILL)
        process.wait()
        recover(tmp_path / "out")
        assert (tmp_path / "out" / "graph.nq").read_bytes() == before
        assert not (tmp_path / "out" / STAGING).exists()


def test_an_interrupted_build_leaves_nothing_half_written(tmp_path: Path) -> None:
    program = textwrap.dedent(
        f"""
        import os, signal, sys
        from kg.output import staging
        from kg.cli import main
        import kg.build
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a test run in the background is born deaf to it
        def interrupted(*args):
            os.kill(os.getpid(), signal.SIGINT)
        kg.build.manifest = interrupted
        sys.exit(main(["demo", "-o", {str(tmp_path / "out")!r}]))
        """
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 130
    assert "interrupted" in done.stderr
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small disk takes root")
def test_a_full_disk_is_one_clear_line_and_the_old_build_stays(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(small)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a small disk cannot be mounted here")
    try:
        (small / "keep").write_text("kept")
        command = [sys.executable, "-m", "kg", "demo", "-o", str(small)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 1
        assert "No space left on device" in done.stderr
        assert len([line for line in done.stderr.splitlines() if line.startswith("kg: ")]) == 1
        assert [path.name for path in small.iterdir()] == ["keep"]
    finally:
        subprocess.run(["umount", str(small)], check=True)
