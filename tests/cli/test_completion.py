"""What shells complete, by the shells themselves where they are there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg import cli, registry
from kg.ask import FORMATS, catalogue
from kg.cli import main
from kg.cli._completed import completed

HERE = {
    "bash": 'source <(kg completion bash)\nCOMP_WORDS=(kg {words}); COMP_CWORD={last}; _kg; echo "${{COMPREPLY[*]}}"',
    "zsh": """compdef() { :; }; compadd() { shift ${@[(i)--]}; echo "$@"; }; _files() { echo FILES; }
        source <(kg completion zsh); words=(kg {words}); CURRENT={last}+1; _kg""",
    "fish": "kg completion fish | source; complete -C 'kg {typed}'",
}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ([], registry.names(cli)),
        (["qu"], ["queries", "query"]),
        (["query", "coauthors"], ["coauthors-of", "coauthors-of-coauthors"]),
        (["query", "-g", "build", "coauthors-of"], ["coauthors-of", "coauthors-of-coauthors"]),
        (["query", ""], catalogue.names()),
        (["query", "people", "--ti"], ["--timeout"]),
        (["query", "leaderboard", "-p", ""], ["dataset=", "on_metric="]),
        (["query", "-p", ""], []),
        (["query", "people", "-f", ""], sorted(FORMATS)),
        (["query", "people", "p"], []),
        (["query", "people", "-g", ""], []),
        (["export", "rdf"], ["rdfxml"]),
        (["view", "coa"], ["coauthors"]),
        (["completion", "z"], ["zsh"]),
        (["nonsense", ""], []),
    ],
)
def test_what_the_last_word_may_become(typed: list[str], found: list[str]) -> None:
    assert completed(typed) == found


@pytest.mark.parametrize("shell", HERE)
def test_the_shell_completes(shell: str) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"no {shell} here")
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    text = HERE[shell].replace("{words}", "query coauthors-o").replace("{typed}", "query coauthors-o")
    text = text.replace("{last}", "2").replace("{{", "{").replace("}}", "}")
    done = subprocess.run([program, "-c", text], capture_output=True, encoding="utf-8", env=environment, check=False)
    assert (done.stdout.split(), done.stderr) == (["coauthors-of", "coauthors-of-coauthors"], "")


def test_an_unknown_shell_gets_those_that_are_known(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", "bush"]) == 2
    assert "did you mean bash" in capsys.readouterr().err
