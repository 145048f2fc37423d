"""`kg query` and `kg queries` as one types them."""

from __future__ import annotations

import csv
import io
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.ask import catalogue
from kg.cli import main

PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def run(*arguments: str | Path) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of the command in a process of its own."""
    command: list[str | Path] = [sys.executable, "-m", "kg", *arguments]
    done = subprocess.run(command, capture_output=True, check=False, timeout=60)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_a_named_query_with_a_parameter(toy: Path) -> None:
    code, out, err = run("query", "coauthors-of", "-g", toy, "-p", "person=ada lovelace", "-f", "csv")
    assert (code, err) == (0, "")
    assert [row[:2] for row in csv.reader(io.StringIO(out))] == [
        ["coauthor", "papers"],
        ["Wei Zhang", "2"],
        ["Bo Li", "1"],
    ]


def test_in_a_pipe_the_default_is_a_table_and_turtle_for_a_graph(toy: Path) -> None:
    assert run("query", "people", "-g", toy)[1].splitlines()[0].split() == ["name", "papers", "first_year", "last_year"]
    assert run("query", "DESCRIBE <https://w3id.org/paperkg/id/person/bo>", "-g", toy)[1].startswith("@prefix")


def test_output_is_utf_8_wherever_one_is(toy: Path) -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    command: list[str | Path] = [sys.executable, "-m", "kg", "query", "people", "-g", toy]
    done = subprocess.run(command, capture_output=True, check=True, env=environment, timeout=60)
    assert "Özlem Öz" in done.stdout.decode()


def test_to_a_file_in_the_format_of_its_name(toy: Path, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    code, out, _ = run("query", "people", "-g", toy, "-o", path)
    assert (code, out) == (0, "")
    assert path.read_bytes().startswith(b"name,papers,first_year,last_year,person\r\n")
    code, out, err = run("query", "ASK {}", "-g", toy, "-o", path)
    assert (code, out) == (2, "")
    assert "does not fit" in err
    assert path.read_bytes().startswith(b"name,papers")
    assert os.listdir(tmp_path) == ["people.csv"]  # noqa: PTH208 hidden files too


def test_the_deadline_gives_exit_code_1_and_nothing_on_stdout(toy: Path) -> None:
    code, out, err = run("query", PRODUCT, "-g", toy, "--timeout", "0.5")
    assert (code, out) == (1, "")
    assert err == "kg: query: no answer within 0.5 s; ask for less, or raise --timeout\n"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["coauthors-off"], 2, "did you mean coauthors-of"),
        (["coauthors-of"], 2, "-p person="),
        (["coauthors-of", "-p", "person"], 2, "NAME=VALUE"),
        (["coauthors-of", "-p", "person=a", "-p", "person=b"], 2, "second value"),
        (["people", "-f", "excel"], 2, "format 'excel'"),
        (["ASK {} # x", "-f", "csv"], 2, "does not fit"),
        (["SELECT ?x {"], 2, "line 1, column"),
        (["SELECT * { SERVICE <http://127.0.0.1:9/> {} }"], 2, "SERVICE is refused"),
        (["DROP ALL"], 2, "DROP is refused"),
        (["people", "--timeout", "0"], 2, "above 0"),
        (["people", "--timeout", "nan"], 2, "above 0"),
        (["people", "-g", "nowhere"], 1, "kg build"),
        (["people", "-g", "http://127.0.0.1:9/"], 1, "no answer"),
        (["people", "-o", "/dev/null/x.csv"], 1, "/dev/null"),
    ],
)
def test_errors_are_one_line_and_the_right_code(
    toy: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, message: str
) -> None:
    where = [] if "-g" in arguments else ["-g", str(toy)]
    assert main(["query", *arguments, *where]) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("kg: ")
    assert err.count("\n") == 1
    assert message in err


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_on_a_terminal_the_table_is_fitted_and_the_rows_are_counted(toy: Path) -> None:
    found, _ = on_a_terminal("paper-list", "-g", toy, COLUMNS="40")
    assert "\x1b[31m" not in found
    lines = plain(found)
    assert max(map(len, lines)) <= 40
    assert lines[-1] == "5 rows"


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_on_a_terminal_a_long_table_goes_through_the_pager_and_the_time_is_told(toy: Path, tmp_path: Path) -> None:
    pager = tmp_path / "pager"
    pager.write_text('#!/bin/sh\necho "paged with $LESS"\nsed -n 3p\n')
    pager.chmod(0o755)
    found, said = on_a_terminal("paper-list", "-g", toy, PAGER=str(pager), LINES="6")
    assert plain(found)[0] == "paged with FRX"
    assert len(plain(found)) == 2
    assert re.fullmatch(r"answered in \d+\.\d\d s", plain(said)[-1])
    for without in ({"LINES": "60"}, {"PAGER": "cat"}, {"PAGER": ""}, {"PAGER": "no-such-pager -x"}):
        found, _ = on_a_terminal("paper-list", "-g", toy, **{"PAGER": str(pager), "LINES": "6", **without})
        assert plain(found)[-1] == "5 rows"


def test_in_a_pipe_nothing_is_paged_and_no_time_is_told(toy: Path) -> None:
    environment = {**os.environ, "PAGER": "false", "LINES": "3"}
    command: list[str | Path] = [sys.executable, "-m", "kg", "query", "paper-list", "-g", toy]
    done = subprocess.run(command, capture_output=True, env=environment, check=True, timeout=60)
    assert len(done.stdout.splitlines()) > 5
    assert done.stderr == b""


def test_a_query_is_explained_and_not_asked(toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "coauthors-of", "-g", str(toy), "-p", "person=ada lovelace", "--explain"]) == 0
    out = capsys.readouterr().out
    query, _, plan = out.partition("\n\nProject ")
    assert query.startswith("PREFIX")
    assert "VALUES ?person { <https://w3id.org/paperkg/id/person/ada> }" in query
    assert "#+" not in query
    assert "Count(DISTINCT ?paper)" in plan
    assert re.search(r"\n +LeftJoin\n", plan)
    assert re.search(r"\n +\?paper dcterms:creator \?person  \[\d+\]\n", plan)
    assert "Ada" not in out
    assert main(["query", PRODUCT, "-g", str(toy), "--explain"]) == 0
    assert main(["query", "SELECT * { SERVICE <http://127.0.0.1:9/> {} }", "-g", str(toy), "--explain"]) == 2
    assert "SERVICE is refused" in capsys.readouterr().err


def test_what_only_the_engine_reads_has_no_plan(toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "SELECT ?s { <<( <urn:a> <urn:b> ?s )>> ?p ?o }", "-g", str(toy), "--explain"]) == 0
    assert "no plan: rdflib does not read this query" in capsys.readouterr().out


def on_a_terminal(*arguments: str | Path, **environment: str) -> tuple[str, str]:
    """What the command shows on a terminal, and what it says on another that its errors go to."""
    terminals = [pty.openpty(), pty.openpty()]
    command: list[str | Path] = [sys.executable, "-m", "kg", "query", *arguments]
    every = {**os.environ, "TERM": "xterm", "NO_COLOR": "1", "COLUMNS": "80", **environment}
    with subprocess.Popen(command, stdout=terminals[0][1], stderr=terminals[1][1], env=every) as process:
        found = []
        for ours, theirs in terminals:
            os.close(theirs)
            found.append(b"".join(iter(lambda terminal=ours: _read(terminal), b"")).decode())  # type: ignore[misc]
            os.close(ours)
    assert process.returncode == 0
    return found[0], found[1]


def plain(found: str) -> list[str]:
    """The lines without what colours them."""
    return re.sub("\x1b\\[[0-9;]*m", "", found).splitlines()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # the other side is closed
        return b""


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_long_answer_comes_whole_through_a_pipe(toy: Path, unbuffered: str) -> None:
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    command: list[str | Path] = [sys.executable, "-m", "kg", "query", "SELECT * { ?a ?b ?c . ?d ?e ?f }", "-g", toy]
    done = subprocess.run([*command, "-f", "csv"], capture_output=True, check=True, env=environment, timeout=60)
    assert len(done.stdout) > 1_000_000
    assert done.stdout.endswith(b"\r\n")


def test_a_reader_that_leaves_ends_it_quietly(toy: Path) -> None:
    many = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
    command: list[str | Path] = [sys.executable, "-m", "kg", "query", many, "-g", toy, "-f", "csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


def test_queries_lists_all_by_topic(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["queries"]) == 0
    out = capsys.readouterr().out
    lines = out.splitlines()
    assert all(any(line.startswith(f"  {name} ") for line in lines) for name in catalogue.names())
    assert [line for line in lines if line and not line.startswith(" ")] == sorted(
        {q.topic for q in catalogue.queries()}
    )
    assert "-p person='Zhihang Yuan'" in out


def test_queries_shows_one_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["queries", "people"]) == 0
    assert capsys.readouterr().out.strip() == catalogue.named("people").text.strip()
    assert main(["queries", "peeple"]) == 2
    assert "did you mean people" in capsys.readouterr().err


def test_the_page_of_all_queries_is_current(
    capsys: pytest.CaptureFixture[str], golden: Callable[[Path, str], None]
) -> None:
    assert main(["queries", "-f", "md"]) == 0
    page = capsys.readouterr().out
    assert all(f"\n### {query.name}\n\n{query.summary[:10]}" in page for query in catalogue.queries())
    golden(Path(__file__).parents[2] / "docs" / "queries.md", page)
    assert main(["queries", "-f", "pdf"]) == 2


@pytest.mark.parametrize("command", ["query", "queries"])
def test_help_has_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        main([command, "--help"])
    assert done.value.code == 0
    assert f"  kg {command} " in capsys.readouterr().out
