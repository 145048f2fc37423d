"""The page on which pairs are looked over: read by all, written to by who says the token."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kg.verdicts import own_verdicts
from tests.serve.conftest import TOKEN, TOY, client

PAIR = "person\nkitaev2020#2\nvaswani2017#7"


@pytest.fixture
def folder(toy_build: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(toy_build, tmp_path / "build"))


@pytest.fixture
def writer(folder: Path) -> Iterator[TestClient]:
    with client(folder, token=TOKEN) as found:
        yield found


def field_of(page: str, pair: str) -> str:
    """The number of a pair in the form."""
    fields = re.findall(r'name="pair(\d+)" value="([^"]*)"', page)
    return next(number for number, value in fields if html.unescape(value) == pair)


def form(page: str, verdict: str, **more: str) -> dict[str, str]:
    number = field_of(page, PAIR)
    return {f"pair{number}": PAIR, f"verdict{number}": verdict, "who": "ada", "token": TOKEN, **more}


def test_all_may_read_and_nobody_writes_without_a_token(folder: Path) -> None:
    with client(folder) as reader:
        page = reader.get("/review?kind=persons").text
        assert "Kaiser" in page
        assert "one name: where nothing else is known" in page
        assert "<fieldset" not in page
        assert 'href="/review"' in reader.get("/").text
        refused = reader.post("/review", data={"pair0": PAIR, "verdict0": "same", "who": "ada", "token": ""})
        assert refused.status_code == 403
    assert own_verdicts(folder) == []


def test_a_graph_that_is_no_build_has_nothing_to_look_over() -> None:
    with client(TOY) as found:
        assert found.get("/review").status_code == 404
        assert 'href="/review"' not in found.get("/").text


def test_verdicts_are_written_and_taken_back(folder: Path, writer: TestClient) -> None:
    page = writer.get("/review").text
    assert writer.get("/review?kind=stars").status_code == 400
    done = writer.post("/review", data=form(page, "same"))
    assert (done.status_code, done.headers["location"]) == (303, "/review?written=1")
    (said,) = own_verdicts(folder)
    assert (said.left, said.right, said.verdict.value, said.who) == (*PAIR.split("\n")[1:], "same", "ada")
    after = writer.get(done.headers["location"]).text
    assert "1 written" in after
    assert after.count("kitaev2020#2") == 1  # only among those that are decided
    undone = writer.post("/review?kind=persons", data=form(after, "undo"))
    assert undone.headers["location"] == "/review?kind=persons&written=1"
    assert own_verdicts(folder) == []
    assert "take back" not in writer.get("/review").text


def test_what_is_wrong_is_told_and_the_choices_stay(folder: Path, writer: TestClient) -> None:
    page = writer.get("/review").text
    for more, status in (({"token": "guessed"}, 401), ({"who": " "}, 400), ({"who": "paperkg"}, 400)):
        refused = writer.post("/review", data=form(page, "different", **more))
        assert refused.status_code == status
        assert f'name="verdict{field_of(page, PAIR)}" value="different" data-key="d" checked' in refused.text
    gone = {"pair0": "person\ngone#1\ngone#2", "verdict0": "same", "who": "ada", "token": TOKEN}
    assert writer.post("/review", data=gone).status_code == 409
    assert own_verdicts(folder) == []
