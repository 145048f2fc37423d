"""`kg load` as one types it."""

import argparse
from pathlib import Path

import pytest

from kg.cli import load as command
from kg.errors import BadParameter, UnknownName


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    command.arguments(parser)
    return command.run(parser.parse_args(words))


def test_load_says_what_is_there_on_stderr(server: str, toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("sparql", "--to", server, "-g", str(toy)) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert err == f"{server}/store: 103 triples in 5 graphs, counted there\n"


def test_recipe_goes_to_stdout_and_asks_nobody(toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("sparql", "--recipe", "-g", str(toy)) == 0
    assert f"--file {toy}" in capsys.readouterr().out


def test_to_is_needed() -> None:
    with pytest.raises(BadParameter, match="--to: missing"):
        run("sparql")


def test_a_user_needs_a_password_from_the_environment(monkeypatch: pytest.MonkeyPatch, toy: Path) -> None:
    monkeypatch.delenv("KG_LOAD_PASSWORD", raising=False)
    with pytest.raises(BadParameter, match="KG_LOAD_PASSWORD: not set"):
        run("sparql", "--to", "http://127.0.0.1:1/store", "--user", "ana", "-g", str(toy))


def test_an_unknown_target() -> None:
    with pytest.raises(UnknownName, match="load target"):
        run("neo4j", "--recipe")
