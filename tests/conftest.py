"""What all tests share: golden files, the toy graph, and the shared records where they are there."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SAMPLE = HERE.parent / "kg" / "sample" / "author-page.txt"
TOY = HERE / "toy" / "records.jsonl"
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # the many commands that tests run compile what they import once


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite the golden files from what the code does now"
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares a text with a golden file, or writes the file when asked to."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.exists(), f"{path} is not there; `make golden` writes it"
        assert text == path.read_text(encoding="utf-8"), (
            f"differs from {path}; if it should, `make golden` and read the diff"
        )

    return compare


@pytest.fixture(scope="session")
def toy_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished build of the toy corpus: the shipped sample and `tests/toy/records.jsonl`."""
    from kg.build import build
    from kg.settings import Settings

    folder = tmp_path_factory.mktemp("toy") / "build"
    build([SAMPLE, TOY], folder, Settings(jobs=1))
    return folder


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real records and gold, where this machine has it (`KG_SHARED`, or `shared` beside the checkout)."""
    folder = Path(os.environ.get("KG_SHARED", HERE.parents[1] / "shared"))
    if not (folder / "records" / "author-page.txt").exists():
        pytest.skip("the shared records are not on this machine")
    return folder
