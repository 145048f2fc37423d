"""Asking and splicing a sorted file gives what a list of its lines gives."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import OutputError
from kg.sorted_file import Sorted

lines = st.sets(st.text("ab<>\xe9", max_size=5).map(lambda text: f"{text}\n".encode()), max_size=12)
quick = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def opened(path: Path, held: set[bytes]) -> Sorted:
    path.write_bytes(b"head\n" + b"".join(sorted(held)))
    return Sorted(path, head=5)


@quick
@given(held=lines, key=st.text("ab<>\xe9", max_size=3).map(str.encode))
def test_it_is_asked(held: set[bytes], key: bytes, tmp_path: Path) -> None:
    file = opened(tmp_path / "x", held)
    assert file.place(key) == 5 + sum(len(line) for line in held if line < key)
    assert [*file.beginning(key)] == [line for line in sorted(held) if line.startswith(key)]


@quick
@given(held=lines, gone=lines, new=lines)
def test_it_is_spliced(held: set[bytes], gone: set[bytes], new: set[bytes], tmp_path: Path) -> None:
    file, out = opened(tmp_path / "x", held), io.BytesIO()
    gone &= held
    changes = sorted([*((line, b"") for line in gone - new), *((line, line) for line in new)])
    file.spliced(changes, out)
    assert out.getvalue() == b"head\n" + b"".join(sorted((held - gone) | new))


def test_what_is_not_there_cannot_go(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="not as paperkg wrote it"):
        opened(tmp_path / "x", {b"b\n"}).spliced([(b"a\n", b"")], io.BytesIO())
